"""The clock issues each bulletin once, on its day, of data that are fresh; what was missed is made up for the same day."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime

import pytest

from data_access import issuing
from data_access.bulletins import schedule
from data_access.bulletins.content import since
from data_access.clock import SHANGHAI
from data_access.settings import Bulletin
from data_access.state import State
from tests.bulletins import groups
from tests.conftest import copy_of

ALL = Bulletin.model_validate({"at": "08:00", "kinds": ["daily", "weekly", "monthly"]})


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        ("2017-07-17 07:59", ""),  # a Monday
        ("2017-07-17 08:00", "daily weekly"),
        ("2017-07-17 23:59", "daily weekly"),
        ("2017-07-18 08:00", "daily"),
        ("2017-08-01 08:00", "daily monthly"),  # a Tuesday
        ("2017-05-01 08:00", "daily weekly monthly"),  # a Monday
        ("2016-02-29 08:00", "daily weekly"),  # a Monday
        ("2016-03-01 08:00", "daily monthly"),
    ],
)
def test_each_kind_has_its_day(now, kinds):
    assert schedule.due(datetime.fromisoformat(now), ALL) == tuple(kinds.split())


def test_a_week_may_be_reported_on_another_day_and_nothing_is_where_no_hour_is_set():
    friday = Bulletin.model_validate({"at": "17:30", "kinds": ["weekly"], "weekday": "friday"})
    assert schedule.due(datetime(2017, 7, 21, 17, 30), friday) == ("weekly",)
    assert schedule.due(datetime(2017, 7, 20, 17, 30), friday) == ()
    assert schedule.due(datetime(2017, 7, 17, 12), Bulletin()) == ()


def test_the_leap_days_month_is_whole():
    assert since("monthly", date(2016, 2, 29)) == date(2016, 1, 31)


def test_data_are_late_that_lack_the_eve_or_are_old():
    now, town = (
        datetime(2017, 7, 17, 8),
        State(1, date(2017, 5, 1), date(2017, 7, 16), datetime(2017, 7, 17), False),
    )
    assert not schedule.is_late(now, town, 26)
    assert schedule.is_late(now, town, 7)
    assert schedule.is_late(datetime(2017, 7, 18, 0, 1), town, 26)


@pytest.fixture
def served(small_demo_store, tmp_path, monkeypatch, town_settings, records_url):
    """A real town's store, complete to a day at a moment, as a server that keeps up with the clock finds it."""
    file = copy_of(small_demo_store, tmp_path / "own.db")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("PLATFORM_DATABASE_URL", "sqlite:///none.db")
    town_settings(
        '[bulletin]\nat = "08:00"\nkinds = ["daily", "weekly"]\nsections = ["registration", "activity"]'
    )

    def complete(last_day: str, at: str) -> None:
        with closing(sqlite3.connect(file)) as store, store:
            store.execute("update state set demonstration = 0, last_day = ?", [last_day])
            store.execute("update run set finished_at = ?", [f"{at}:00.000000"])

    complete("2017-07-16", "2017-07-17 07:55")
    return complete


def keep_up(now: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    issuing.keep_up(lambda: at)


def kept(records_url: str, rows: str) -> list[tuple]:
    with closing(sqlite3.connect(records_url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(rows).fetchall()


ISSUED = "select kind, day, role from bulletin order by kind"
PUT_OFF = "select details from audit where act = 'bulletin_put_off'"
MONDAYS = [("daily", "2017-07-16", "system"), ("weekly", "2017-07-16", "system")]


def test_the_system_issues_at_its_hour_and_not_again(served, records_url):
    keep_up("2017-07-17 07:59")
    assert kept(records_url, ISSUED) == []
    for minute in (0, 1, 59):
        keep_up(f"2017-07-17 08:{minute:02}")
    assert kept(records_url, ISSUED) == MONDAYS


def test_old_data_are_waited_for_and_the_bulletin_is_made_up_for_the_same_day(served, records_url):
    served("2017-07-15", "2017-07-16 23:50")
    keep_up("2017-07-17 08:00")
    keep_up("2017-07-17 08:01")
    assert kept(records_url, ISSUED) == []
    assert [details for (details,) in kept(records_url, PUT_OFF)] == [
        f'{{"day": "2017-07-16", "kind": "{kind}"}}' for kind in ("daily", "weekly")
    ]
    served("2017-07-16", "2017-07-17 15:00")
    keep_up("2017-07-17 15:01")
    assert kept(records_url, ISSUED) == MONDAYS


def test_servers_that_keep_up_at_once_issue_once(served, records_url):
    with ThreadPoolExecutor(3) as servers:
        [*servers.map(keep_up, ["2017-07-17 09:00"] * 3)]
    assert kept(records_url, ISSUED) == MONDAYS


def test_what_is_issued_goes_to_the_group(served, records_url, town_settings, monkeypatch):
    robot = '[[bulletin.robots]]\nname = "town"\nservice = "wecom"\nkinds = ["weekly"]'
    town_settings(f'[bulletin]\nat = "08:00"\nkinds = ["daily", "weekly"]\nsections = ["activity"]\n{robot}')
    at = datetime(2017, 7, 17, 8, tzinfo=SHANGHAI)
    with groups.wecom(lambda: at) as group:
        monkeypatch.setenv("ROBOT_TOWN_URL", group.url)
        keep_up("2017-07-17 08:00")
    assert [(words,) for words in group.texts] == kept(
        records_url, "select words from bulletin where kind = 'weekly'"
    )
    assert kept(records_url, "select role, act from audit where act like 'bulletin_push%'") == [
        ("system", "bulletin_push_begun"),
        ("system", "bulletin_pushed"),
    ]


def test_it_is_put_off_once(records):
    monday = datetime(2017, 7, 17, 8, tzinfo=SHANGHAI)
    assert schedule.put_off(records, "daily", date(2017, 7, 16), monday)
    assert not schedule.put_off(records, "daily", date(2017, 7, 16), monday)
    assert schedule.put_off(records, "weekly", date(2017, 7, 16), monday)
