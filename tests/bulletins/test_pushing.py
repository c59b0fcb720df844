"""Issued bulletins reach the robots of groups, each once; what does not arrive says why, and the key is nowhere."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from base64 import b64decode
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from data_access.bulletins import kept, picture, pushing, robots, written
from data_access.database import read, snapshot
from data_access.problem import Problem
from data_access.records import audit, bulletin_push, opening
from data_access.records.chain import SYSTEM, Actor
from data_access.records.writing import Times
from data_access.settings import ROOT, Bulletin, Robot, Settings, webhook
from tests.bulletins import groups
from tests.bulletins.bulletin import NOON, SOURCE
from tests.bulletins.bulletin import bulletin as made

OFFICE, MINUTE = Actor("office", "office"), timedelta(minutes=1)
TOWN = Robot(name="town", service="wecom", kinds=("weekly",))
DING = Robot(name="ding", service="dingtalk", kinds=("weekly",))


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self):
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def town(clock, monkeypatch):
    """The group of the robot `town`."""
    with groups.wecom(clock) as group:
        monkeypatch.setenv("ROBOT_TOWN_URL", group.url)
        yield group


@pytest.fixture
def ding(clock, monkeypatch):
    """The group of the robot `ding`, whose messages are signed."""
    with groups.dingtalk(clock) as group:
        monkeypatch.setenv("ROBOT_DING_URL", group.url)
        monkeypatch.setenv("ROBOT_DING_SECRET", groups.SECRET)
        yield group


@pytest.fixture
def issue(records):
    """Issues a bulletin for robots."""

    def now(*taking: Robot, content=None):
        kept.issue(records, OFFICE, Times(NOON, NOON), content or made(), taking)

    return now


@pytest.fixture
def push(records, clock):
    """Sends what waits, as a server does, and gives the state of each push with its reason."""

    def now(*taking: Robot, after: timedelta = timedelta(0)) -> list[tuple[str, str | None]]:
        clock.now += after
        pushing.push(records, SYSTEM, Settings(bulletin=Bulletin(robots=taking)), clock)
        return [pushing.state_of(row, clock()) for row in rows(records)]

    return now


def rows(records) -> list:
    with snapshot(records) as connection:
        return [*read(connection, pushing.listed("weekly", made().on)).itertuples()]


def acts(records) -> list[tuple[str, str | None, str]]:
    with records.connect() as connection:
        found = connection.execute(
            select(audit.c.act, audit.c.role, audit.c.details).order_by(audit.c.number)
        )
        return [tuple(row) for row in found if "push" in row.act]


def test_text_and_picture_arrive_once_as_they_were_issued(records, town, ding, issue, push):
    both = TOWN.model_copy(update={"picture": True})
    issue(both, DING)
    assert push(both, DING) == [("sent", None)] * 3
    assert push(both, DING, after=timedelta(hours=1)) == [("sent", None)] * 3
    assert ding.texts == town.texts == [written.whole(made())]
    [drawn] = [one["image"] for one in town.arrived if one["msgtype"] == "image"]
    assert b64decode(drawn["base64"]) == picture.png(made())
    assert drawn["md5"] == hashlib.md5(b64decode(drawn["base64"])).hexdigest()
    assert (town.calls, ding.calls) == (2, 1)
    assert [act for act, role, _ in acts(records) if role == "system"] == [
        "bulletin_push_begun",
        "bulletin_pushed",
    ] * 3
    sent = '{"day": "2017-07-16", "kind": "weekly", "part": "text", "robot": "ding", "state": "sent"}'
    assert acts(records)[1][2] == sent


def test_what_has_become_sensitive_since_is_not_pushed(records, town, issue, clock):
    issue(TOWN, content=made(name="PX管线"))
    since = {"bulletin": {"robots": [TOWN.model_dump()]}, "sensitive": {"words": ["px"]}}
    pushing.push(records, SYSTEM, Settings.model_validate(since), clock)
    [words] = town.texts
    assert "PX" not in words
    assert "【实名登记】" in words


def test_a_robot_takes_the_kinds_that_it_is_for(records, town, issue, push):
    daily = TOWN.model_copy(update={"kinds": ("daily",)})
    issue(daily)
    assert push(daily) == []
    assert town.calls == 0


def test_a_minute_has_twenty_messages_and_the_others_wait(records, town, issue, push, clock):
    made_up = replace(SOURCE, demonstration=True)
    for back in range(22):
        issue(TOWN, content=replace(made(source=made_up), on=made().on - timedelta(back)))
    push(TOWN)
    push(TOWN, after=timedelta(seconds=50))
    assert (town.calls, len(town.arrived)) == (20, 20)
    push(TOWN, after=timedelta(seconds=11))
    assert (town.calls, len(town.arrived)) == (22, 22)


@pytest.mark.parametrize(
    "answer",
    [
        {"errcode": 45009, "errmsg": "api freq out of limit"},
        {"errcode": -1, "errmsg": "system busy"},
        {"errcode": 130101, "errmsg": "send too fast"},
        503,
    ],
)
def test_what_was_not_taken_is_sent_again_after_pauses_that_grow(town, issue, push, answer):
    issue(TOWN)
    town.next = [answer, answer]
    [(state, reason)] = push(TOWN)
    assert (state, reason in ("busy", "too_fast")) == ("waiting", True)
    push(TOWN, after=timedelta(seconds=59))
    assert town.calls == 1
    push(TOWN, after=timedelta(seconds=1))
    push(TOWN, after=timedelta(seconds=119))
    assert (town.calls, town.arrived) == (2, [])
    assert push(TOWN, after=timedelta(seconds=1)) == [("sent", None)]
    assert (town.calls, len(town.arrived)) == (3, 1)


def test_after_five_times_nobody_tries_any_more(records, issue, push, monkeypatch):
    monkeypatch.setenv("ROBOT_TOWN_URL", "http://127.0.0.1:1/send")  # nobody listens
    issue(TOWN)
    for _ in range(4):
        assert push(TOWN, after=10 * MINUTE) == [("waiting", "unreachable")]
    assert push(TOWN, after=10 * MINUTE) == [("failed", "unreachable")]
    assert push(TOWN, after=timedelta(hours=1)) == [("failed", "unreachable")]
    assert rows(records)[0].attempts == 5


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (93000, "wrong_key"),
        (310000, "not_verified"),
        (300005, "wrong_key"),
        (400013, "group_gone"),
        (7, "other"),
    ],
)
def test_what_is_refused_is_not_sent_again_and_says_what_to_do(records, town, issue, push, code, reason):
    issue(TOWN)
    town.next = [{"errcode": code, "errmsg": "no"}]
    assert push(TOWN) == [("failed", reason)]
    assert push(TOWN, after=timedelta(hours=1)) == [("failed", reason)]
    assert town.calls == 1
    assert f"代码 {code}" in pushing.in_words(rows(records)[0], NOON)


def test_the_services_own_checks_refuse_a_wrong_key_secret_and_clock(
    town, ding, issue, push, monkeypatch, clock
):
    monkeypatch.setenv("ROBOT_TOWN_URL", town.url + "0")
    monkeypatch.setenv("ROBOT_DING_SECRET", groups.SECRET + "0")
    issue(TOWN, DING)
    assert push(TOWN, DING) == [("failed", "not_verified"), ("failed", "wrong_key")]
    assert town.arrived == ding.arrived == []


def test_what_may_have_arrived_is_not_sent_again_by_itself(records, town, issue, push, clock, monkeypatch):
    monkeypatch.setattr(robots, "PATIENCE_SECONDS", 0.2)
    issue(TOWN)
    town.next = [lambda: time.sleep(0.6)]
    assert push(TOWN) == [("unsure", "silent")]
    assert push(TOWN, after=timedelta(hours=1)) == [("unsure", "silent")]
    assert len(town.arrived) == 1

    [seen] = rows(records)
    pushing.repeat(records, OFFICE, Times(clock(), clock()), seen)
    town.next = [500]
    for _ in ("it waits", "it was sent again"):
        with pytest.raises(Problem) as refused:
            pushing.repeat(records, OFFICE, Times(clock(), clock()), seen)
        assert refused.value.key == "bulletin_push_state"
        assert push(TOWN) == [("unsure", "silent")]

    pushing.repeat(records, OFFICE, Times(clock(), clock()), rows(records)[0])
    assert push(TOWN, after=timedelta(seconds=59)) == [("waiting", None)]
    assert push(TOWN, after=timedelta(seconds=1)) == [("sent", None)]
    assert len(town.arrived) == 2
    assert [(act, role) for act, role, _ in acts(records)][2] == ("bulletin_push_repeated", "office")


@pytest.mark.parametrize(
    ("status", "found"),
    [(500, ("unsure", "silent")), (302, ("failed", "foreign")), (404, ("failed", "foreign"))],
)
def test_no_server_that_answers_otherwise_is_asked_twice_or_followed(town, issue, push, status, found):
    issue(TOWN)
    town.next = [status]
    assert push(TOWN) == [found]
    assert (push(TOWN, after=timedelta(hours=1)), town.calls) == ([found], 1)


def test_an_answer_that_is_none_of_a_robots_proves_nothing(town, issue, push):
    issue(TOWN)
    town.next = [{"status": "welcome"}]
    assert push(TOWN) == [("unsure", "foreign")]


_SENDS = """
import sys
from datetime import datetime
from data_access.bulletins import pushing
from data_access.records import opening
from data_access.records.chain import SYSTEM
from data_access.settings import Bulletin, Robot, Settings

at = datetime.fromisoformat(sys.argv[2])
taking = Robot(name="town", service="wecom", kinds=("weekly",))
settings = Settings(bulletin=Bulletin(robots=(taking,)))
pushing.push(opening.opened(sys.argv[1], at), SYSTEM, settings, lambda: at)
"""


def test_what_a_server_was_killed_over_is_shown_and_not_sent_again(records, tmp_path, town, issue, push):
    issue(TOWN)
    held = threading.Event()
    town.next = [held.wait]
    address = f"sqlite:///{tmp_path / 'records.db'}"
    server = subprocess.Popen([sys.executable, "-c", _SENDS, address, NOON.isoformat()], cwd=ROOT)
    try:
        groups.in_time(lambda: town.arrived)
    finally:
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        held.set()
    assert push(TOWN, after=MINUTE) == [("sending", None)]
    assert push(TOWN, after=2 * MINUTE) == [("unsure", "lost")]
    assert (town.calls, len(town.arrived)) == (1, 1)
    assert "先到群里看" in pushing.in_words(rows(records)[0], NOON + 5 * MINUTE)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_servers_push_once(kind, request, town):
    url = request.getfixturevalue(f"{kind}_url")
    engines = [opening.opened(url, NOON) for _ in range(4)]
    kept.issue(engines[0], OFFICE, Times(NOON, NOON), made(), (TOWN,))
    together, settings = threading.Barrier(4), Settings(bulletin=Bulletin(robots=(TOWN,)))

    def server(engine) -> None:
        looks = count()

        def now() -> datetime:
            if next(looks) == 1:  # all have seen that it waits before one takes it
                together.wait()
            return NOON

        pushing.push(engine, SYSTEM, settings, now)

    threads = [threading.Thread(target=server, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert town.calls == 1
    assert [row.state for row in rows(engines[0])] == ["sent"]
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize(
    ("source", "after"),
    [
        (SOURCE, timedelta(hours=12)),  # the day after
        (replace(SOURCE, complete_at=SOURCE.complete_at - timedelta(hours=20)), timedelta(0)),
    ],
)
def test_stale_data_are_not_pushed(records, town, issue, push, clock, source, after):
    issue(TOWN, content=made(source=source))
    assert push(TOWN, after=after) == [("failed", "stale")]
    assert not pushing.may_be_repeated(rows(records)[0], clock())
    assert town.calls == 0


def test_a_robot_without_an_address_or_of_no_settings_gets_nothing(issue, push, monkeypatch):
    monkeypatch.setenv("ROBOT_TOWN_URL", "http://robots.example/send?key=k")
    issue(TOWN, DING)
    assert push(TOWN) == [("failed", "unset"), ("failed", "address")]


def test_the_key_is_nowhere(records, town, ding, issue, push, caplog, monkeypatch, clock):
    caplog.set_level(0)
    issue(TOWN, DING)
    town.next = [{"errcode": 93000, "errmsg": f"invalid webhook url {town.url}"}]
    ding.next = [{"errcode": -1}]
    push(TOWN, DING)
    monkeypatch.setenv("ROBOT_DING_URL", f"http://127.0.0.1:1/robot/send?access_token={groups.KEY}")
    push(TOWN, DING, after=MINUTE)
    monkeypatch.setenv("ROBOT_DING_URL", f"ftp://127.0.0.1/{groups.KEY}")
    push(TOWN, DING, after=2 * MINUTE)
    with pytest.raises(Problem) as refused:
        webhook("ding")
    monkeypatch.setenv("ROBOT_DING_URL", ding.url)
    with records.connect() as connection:
        everything = [*connection.execute(select(audit)), *connection.execute(select(bulletin_push))]
    words = [pushing.in_words(row, clock()) for row in rows(records)]
    seen = f"{caplog.text} {everything} {words} {refused.value} {refused.value!r} {webhook('ding')!r}"
    assert "for robot town" in caplog.text
    for secret in (groups.KEY, groups.SECRET):
        assert secret not in seen
