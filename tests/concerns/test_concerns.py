"""How soon concerns are answered: rows that can be counted on fingers, and the platform's own rows counted again."""

import random
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import insert

from data_access import concerns, store
from data_access.access.rights import OPEN, Rights
from data_access.concerns.answers import Answered
from data_access.database import read, snapshot, store_engine
from data_access.settings import Sensitive, Settings, Topic
from tests import hand
from tests.hand import CODES, ON
from tests.waiting.test_waiting import worked_out

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MORNING = datetime(2017, 7, 15, 9)
"""More than 24 hours before the end of the day."""
PARKING = Topic(key="parking", name="停车", department="d1")
LIGHTS = Topic(key="lights", name="路灯照明", department="d1")
NOISE = Topic(key="noise", name="噪音")
SETTINGS = Settings(topics=(PARKING, LIGHTS, NOISE), sensitive=Sensitive(words=("集访",)))

_OPEN = {"a day later", "at once", "never", "this morning", "tonight"}
"""What everybody may read."""


@pytest.fixture
def url(tmp_path) -> str:
    """A store with a handful of concerns, of C1 but for one."""
    address = hand.made(tmp_path / "store.db")
    rows = [
        _concern("at once", MORNING, 2 * HOUR, "department", "d1"),
        _concern("a day later", MORNING, 24 * HOUR, "committee"),
        _concern("never", MORNING - timedelta(days=40), title="路灯不亮"),
        _concern("tonight", datetime(2017, 7, 16, 20)),
        _concern("this morning", datetime(2017, 7, 16, 8), HOUR, "department", "d1"),
        _concern("of C2", MORNING, committee_code=CODES["C2"], is_sensitive=True),
        _concern("tomorrow", datetime(2017, 7, 17, 8), HOUR),
        _concern("long ago", MORNING - timedelta(days=100)),
        _concern("answered tomorrow", MORNING, 40 * HOUR, "department", "d2", title="集访"),
    ]
    topics = [("at once", "parking"), ("at once", "lights"), ("never", "lights"), ("a day later", "noise")]
    department = {"code": "d1", "name": "城管中队", "block": "机关", "valid_from": date(2017, 1, 1)}
    engine = store_engine(address, create=True)
    with engine.begin() as connection:
        connection.execute(insert(store.concern), rows)
        pairs = [{"concern_id": code, "topic": topic} for code, topic in topics]
        connection.execute(insert(store.concern_topic), pairs)
        connection.execute(insert(store.department), department | {"updated_at": MORNING})
    engine.dispose()
    hand.count_answers(address, SETTINGS.topics)
    return address


def _concern(
    code: str,
    at: datetime,
    after: timedelta | None = None,
    role: str | None = None,
    department: str | None = None,
    **values: Any,
) -> dict:
    row = {
        "id": code,
        "committee_code": CODES["C1"],
        "neighbourhood_code": None,
        "board_code": "x",
        "kind": "problem",
        "title": "车停满了",
        "is_sensitive": False,
        "created_at": at,
        "first_reply_at": after and at + after,
        "reply_minutes": after and int(after / timedelta(minutes=1)),
        "reply_role": role,
        "reply_department": department,
    }
    return row | values


def test_of_those_older_than_a_day_one_of_four_was_answered_within_it(url):
    found = worked_out(url, concerns.town(ON))
    assert found == Answered(4, 1, 2, 13.0, 4, 3, 41)  # hours 2 and 24; the oldest is of 5 June
    of_c2 = worked_out(url, concerns.town(ON, committee=CODES["C2"]))
    assert of_c2 == Answered(1, 0, 0, None, 1, 1, 1)


def test_a_past_day_knows_no_later_answer(url):
    found = worked_out(url, concerns.town(date(2017, 7, 15)))
    assert (found.concerns, found.replies, found.unanswered, found.unanswered_24h) == (0, 0, 4, 1)


def test_every_committee_of_the_day_has_a_row_and_no_rate_of_nothing(url):
    rows = worked_out(url, concerns.by_committee(ON)).set_index("name")
    assert rows.loc["C1", ["concerns", "answered_24h", "replies"]].tolist() == [3, 1, 2]
    assert rows.loc["C3", ["concerns", "unanswered"]].tolist() == [0, 0]
    assert rows.loc["C3", ["median_hours", "oldest_days"]].isna().all()


def test_a_concern_of_two_topics_counts_in_each_and_once_for_their_department(url):
    topics = worked_out(url, concerns.by_topic(ON, SETTINGS)).set_index("topic")
    assert topics.loc["parking", ["concerns", "answered_24h"]].tolist() == [1, 1]
    assert topics.loc["lights", ["concerns", "unanswered", "oldest_days"]].tolist() == [1, 1, 41]
    assert topics.loc["noise", "name"] == "噪音"
    whose = worked_out(url, concerns.by_department(ON, SETTINGS.topics)).set_index("department")
    counts = ["concerns", "answered_24h", "replies", "unanswered_24h", "median_hours"]
    assert whose.loc["d1", counts].tolist() == [1, 1, 1, 1, 2.0]


def test_without_a_topic_a_department_is_told_by_its_replies_alone(url):
    unassigned = Settings(topics=(NOISE,))
    whose = worked_out(url, concerns.by_department(ON, unassigned.topics)).set_index("department")
    assert whose.loc["d1", "replies"] == 1
    assert whose.loc["d1", ["concerns", "answered_24h", "unanswered"]].isna().all()


def test_boards_are_those_of_the_last_ninety_days_registered_or_not(url):
    engine = store_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(store.concern), [_concern("elsewhere", MORNING, board_code="w")])
    hand.count_answers(url, SETTINGS.topics)
    with snapshot(engine) as connection:
        assert read(connection, concerns.boards(ON)).isna().values.tolist() == [[False, True], [False, True]]
        assert read(connection, concerns.boards(ON))["board"].tolist() == ["w", "x"]
        assert read(connection, concerns.boards(date(2017, 3, 1))).empty
    engine.dispose()


def test_lists_leave_out_what_is_sensitive(url):
    waiting = worked_out(url, concerns.waiting(ON, SETTINGS, OPEN, SETTINGS.topics).whole())
    assert waiting["concern"].tolist() == ["never", "tonight"]
    assert waiting["days"].tolist() == [41, 0]
    queue = concerns.waiting(ON, SETTINGS, OPEN, SETTINGS.topics)
    assert worked_out(url, queue.first(1))["concern"].tolist() == ["never"]
    listed = worked_out(
        url, concerns.listed(ON, SETTINGS, OPEN, SETTINGS.topics, committee=CODES["C1"]).whole()
    )
    assert sorted(listed["concern"]) == ["a day later", "at once", "never", "this morning", "tonight"]
    named = listed.set_index("concern").loc["at once"]
    assert (named["department_name"], named["reply_hours"]) == ("城管中队", 2)
    of_lights = worked_out(url, concerns.listed(ON, SETTINGS, OPEN, SETTINGS.topics, topic="lights").whole())
    assert of_lights["concern"].tolist() == ["never", "at once"]


def test_a_list_is_read_in_part_and_searched_by_title_place_and_who_replied(url):
    own = concerns.listed(ON, SETTINGS, OPEN, SETTINGS.topics, committee=CODES["C1"])
    order = ["never", "tonight", "this morning", "a day later", "at once"]
    assert worked_out(url, own.whole())["concern"].tolist() == order
    assert [worked_out(url, own.is_longer(most)) for most in (4, 5)] == [True, False]

    def found(words: str, most: int = 9) -> list[str]:
        return worked_out(url, own.part(words, most))["concern"].tolist()

    assert found("", 3) == order[:3]
    assert found("路灯") == ["never"]
    assert found("c1 停满 城管") == ["this morning", "at once"]
    assert found("集访") == found("100%") == []


POSTS = """
    select p.id, p.committee_code, p.board_code, p.created_at, p.first_official_reply_at from post p
    where p.kind in ('problem', 'question', 'suggestion') and p.withdrawn_at is null and p.created_at is not null
    and not (p.author_role in ('resident', 'party_member') and p.author_id in (
        select resident_id from membership group by resident_id having min(is_excluded) = 1))
"""


def recounted(rows: list[tuple], on: date) -> tuple:
    """Of the platform's posts: concerns, answered_24h, replies, median_hours, unanswered, unanswered_24h, oldest_days."""
    end = datetime.combine(on + timedelta(days=1), datetime.min.time())
    minutes, waiting, whole, early = [], [], 0, 0
    for *_, created, answered in rows:
        at, reply = datetime.fromisoformat(created), answered and datetime.fromisoformat(answered)
        if at >= end:
            continue
        replied = reply is not None and at <= reply < end
        if not replied and at >= end - timedelta(days=90):
            waiting.append(at)
        if end - timedelta(days=30) <= at < end - timedelta(days=1):
            whole += 1
            if replied:
                minutes.append((reply - at).total_seconds() // 60)
                early += reply - at < timedelta(days=1)
    late = sum(at < end - timedelta(days=1) for at in waiting)
    oldest = (on - min(waiting).date()).days if waiting else None
    return whole, early, len(minutes), median(minutes) / 60 if minutes else None, len(waiting), late, oldest


def test_the_platforms_posts_counted_again_give_the_same(demo_file, demo_store):
    """Twenty days, each with a committee and a board."""
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        posts = connection.execute(POSTS).fetchall()
    store_url, chance = f"sqlite:///{demo_store}", random.Random(5)
    committees, boards = (sorted({row[n] for row in posts}) for n in (1, 2))
    for _ in range(20):
        on = date(2017, 5, 20) + timedelta(days=chance.randrange(58))
        code, board = chance.choice(committees), chance.choice(boards)
        assert _row(store_url, concerns.by_committee(on), "committee", code) == recounted(
            [row for row in posts if row[1] == code], on
        )
        assert _row(store_url, concerns.by_board(on), "board", board) == recounted(
            [row for row in posts if row[2] == board], on
        )
        assert _row(store_url, concerns.by_board(on, committee=code), "board", board) == recounted(
            [row for row in posts if row[1:3] == (code, board)], on
        )
    sums = worked_out(store_url, concerns.town(ON))
    whole = (sums.concerns, sums.answered_24h, sums.replies, sums.median_hours)
    assert (*whole, sums.unanswered, sums.unanswered_24h, sums.oldest_days) == recounted(posts, ON)


def _row(url: str, recipe: Any, column: str, code: str) -> tuple:
    frame = worked_out(url, recipe)
    own = frame[frame[column] == code]
    if own.empty:
        return 0, 0, 0, None, 0, 0, None
    row = own.iloc[0]
    names = (
        "concerns",
        "answered_24h",
        "replies",
        "median_hours",
        "unanswered",
        "unanswered_24h",
        "oldest_days",
    )
    return tuple(None if pd.isna(row[name]) else row[name] for name in names)


@pytest.mark.parametrize(
    ("rights", "seen"),
    [
        (Rights("office"), {*_OPEN, "of C2", "answered tomorrow"}),
        (Rights("secretary", (CODES["C1"],)), {*_OPEN, "answered tomorrow"}),
        (Rights("secretary", (CODES["C2"],)), {"of C2"}),
        (Rights("department", (), ("d1",)), {"at once", "never", "this morning"}),
        (Rights("department", (), ("d2",)), {"answered tomorrow"}),
        (Rights("party_office"), set()),
        (Rights("admin"), set()),
    ],
)
def test_a_reader_sees_the_posts_of_their_units_sensitive_ones_too(url, rights, seen):
    assert {
        *worked_out(url, concerns.listed(ON, SETTINGS, rights, SETTINGS.topics).whole())["concern"]
    } == seen


def test_a_departments_posts_that_wait_are_those_of_its_topics(url):
    waiting = worked_out(url, concerns.waiting(ON, SETTINGS, OPEN, SETTINGS.topics, department="d1").whole())
    assert waiting["concern"].tolist() == ["never"]


def test_a_later_reply_brings_no_post_of_other_topics_into_a_departments_list(url):
    """On the 15th, when what d1 answered on the 16th, under none of its topics, had no answer."""
    engine, day = store_engine(url), date(2017, 7, 15)
    with engine.begin() as connection:
        connection.execute(insert(store.concern), [_concern("elsewhere", MORNING, DAY, "department", "d1")])
    engine.dispose()
    waiting = worked_out(url, concerns.waiting(day, SETTINGS, OPEN, SETTINGS.topics, department="d1").whole())
    assert waiting["concern"].tolist() == ["never"]
    whose = worked_out(url, concerns.by_department(day, SETTINGS.topics)).set_index("department")
    assert whose.loc["d1", "unanswered"] == 1
