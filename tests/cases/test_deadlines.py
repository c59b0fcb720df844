"""Until when a case is to be closed, by the working days of the State Council's calendar and the town's own."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from data_access import settings, store
from data_access.cases.calendar import Calendar
from data_access.clock import end_of
from data_access.refresh import deadlines
from data_access.settings import Cases, Settings
from tests.cases.registry import CHANGED, Registry, at

BY_HAND = """
2016-12-30 10:00 1 2017-01-03
2016-12-31 23:59 1 2017-01-03
2017-01-01 00:00 1 2017-01-03
2017-01-20 09:00 1 2017-01-22
2017-01-21 09:00 1 2017-01-22
2017-01-22 23:59 1 2017-01-23
2017-01-26 17:00 1 2017-02-03
2017-01-26 17:00 2 2017-02-04
2017-01-26 17:00 5 2017-02-08
2017-01-30 12:00 5 2017-02-08
2017-02-03 08:00 1 2017-02-04
2017-02-04 08:00 1 2017-02-06
2017-03-31 08:00 1 2017-04-01
2017-04-01 08:00 1 2017-04-05
2017-04-28 08:00 1 2017-05-02
2017-05-01 00:00 5 2017-05-08
2017-05-26 08:00 1 2017-05-27
2017-05-27 08:00 1 2017-05-31
2017-05-26 08:00 5 2017-06-05
2017-07-07 08:00 1 2017-07-10
2017-07-07 23:59 5 2017-07-14
2017-07-08 00:00 5 2017-07-14
2017-07-09 23:59 1 2017-07-10
2017-07-10 00:00 1 2017-07-11
2017-07-12 08:00 15 2017-08-02
2017-09-29 08:00 1 2017-09-30
2017-09-30 08:00 1 2017-10-09
2017-09-30 23:59 5 2017-10-13
2017-10-08 12:00 1 2017-10-09
2017-09-28 12:00 5 2017-10-11
2017-12-29 12:00 1 2018-01-02
2017-12-29 12:00 5 2018-01-08
2018-02-09 12:00 1 2018-02-11
2018-02-14 12:00 1 2018-02-22
2018-02-14 12:00 5 2018-02-27
2018-04-04 12:00 1 2018-04-08
2018-04-27 12:00 1 2018-04-28
2018-04-28 12:00 1 2018-05-02
2018-12-28 12:00 1 2018-12-29
2018-12-29 23:59 1 2019-01-02
2018-09-30 12:00 1 2018-10-08
2019-04-30 12:00 1 2019-05-05
2019-04-26 12:00 5 2019-05-06
2019-09-30 12:00 5 2019-10-12
2020-01-23 12:00 1 2020-02-03
2020-01-17 12:00 1 2020-01-19
2020-06-24 12:00 1 2020-06-28
2020-09-30 12:00 1 2020-10-09
2020-09-30 12:00 2 2020-10-10
2022-12-30 12:00 1 2023-01-03
2023-01-20 12:00 2 2023-01-29
2023-09-28 12:00 5 2023-10-11
2024-02-08 12:00 1 2024-02-09
2024-02-09 12:00 1 2024-02-18
2024-04-30 12:00 5 2024-05-10
2024-05-09 12:00 2 2024-05-11
2025-01-27 12:00 5 2025-02-10
2025-12-31 23:59 1 2026-01-04
2026-02-13 12:00 2 2026-02-24
2026-09-30 12:00 5 2026-10-13
2026-12-30 12:00 1 2026-12-31
2026-12-31 00:00 1 2027-01-01
2027-09-30 12:00 1 2027-10-01
"""
"""When a case is received, how many working days it has, and the last of them."""
KINDS = {1: "enquiry", 2: "suggestion", 5: "help", 15: "complaint"}
LIMITS = Settings(cases=Cases(enquiry=1, suggestion=2, help=5, complaint=15))


@pytest.fixture
def registry(sqlite_url):
    registry = Registry(sqlite_url, LIMITS)
    yield registry
    registry.engine.dispose()


def deadline(registry, *columns: str) -> tuple:
    """Columns of the only deadline there is."""
    with registry.engine.connect() as connection:
        return tuple(connection.execute(select(*(store.case_deadline.c[name] for name in columns))).one())


def test_deadlines_equal_those_worked_out_by_hand(registry):
    lines = [line.split() for line in BY_HAND.strip().splitlines()]
    assert len(lines) > 60
    received = [datetime.fromisoformat(f"{day} {time}") for day, time, *_ in lines]
    row = {
        "committee_code": "C1", "category": "", "title": "", "source": "platform", "level": "town",
        "is_sensitive": False, "updated_at": CHANGED,
    }  # fmt: skip
    with registry.engine.begin() as connection:
        for number, (moment, (*_, days, _last)) in enumerate(zip(received, lines, strict=True)):
            case = {"id": str(number), "kind": KINDS[int(days)], "received_at": moment}
            connection.execute(insert(store.case_file), row | case)
        deadlines.count(connection, registry.settings)
        due = dict(
            map(tuple, connection.execute(select(store.case_deadline.c.case_id, store.case_deadline.c.due)))
        )
    found = [(*line[:3], str(due[str(n)].date() - timedelta(days=1))) for n, line in enumerate(lines)]
    assert found == [tuple(line) for line in lines]
    assert {moment.time() for moment in due.values()} == {datetime.min.time()}


def test_a_day_beyond_the_calendar_says_so(registry):
    registry.add(datetime(2026, 12, 31, 9), "enquiry")
    assert deadline(registry, "due", "is_certain") == (datetime(2027, 1, 2), False)


def test_the_towns_own_days_go_before_the_calendar(sqlite_url):
    own = settings.Calendar(holidays=(date(2027, 1, 1),), workdays=(date(2027, 1, 2),))
    registry = Registry(sqlite_url, Settings(calendar=own))
    registry.add(datetime(2026, 12, 31, 9), "enquiry")
    assert deadline(registry, "due", "is_certain") == (datetime(2027, 1, 3), True)
    registry.engine.dispose()


def test_the_first_contact_counts_from_the_dispatch_beside_the_receipt(registry):
    registry.add(at(7), dispatched_at=at(11))
    assert deadline(registry, "contact_due", "dispatched_contact_due") == (at(11, 0), at(13, 0))


def test_the_latest_deferral_says_from_when_it_holds(registry):
    registry.add(at(3), deferred_until=at(20, 17), events=(("deferred", at(5)), ("deferred", at(7))))
    assert deadline(registry, "deferred_due", "deferred_on") == (
        at(20, 17) + timedelta(seconds=1),
        date(2017, 7, 7),
    )


def test_a_deferral_without_an_event_holds_from_the_beginning(registry):
    registry.add(at(3), deferred_until=at(20, 17))
    assert deadline(registry, "deferred_due", "deferred_on") == (at(20, 17) + timedelta(seconds=1), None)


def test_only_what_differs_is_written(registry):
    registry.add(at(3))
    with registry.engine.begin() as connection:
        assert deadlines.count(connection, registry.settings) == 0
        assert deadlines.count(connection, Settings(cases=Cases(help=6))) == 2  # one row goes, one comes


@pytest.mark.parametrize(
    "own", [Calendar(), Calendar(holidays=(date(2017, 7, 12),), workdays=(date(2017, 7, 15),))]
)
def test_working_days_are_counted_as_they_come(own):
    first = date(2016, 12, 25)
    for start in range(0, 400, 13):
        day, count = first + timedelta(days=start), 0
        for further in range(1, 300):
            other = day + timedelta(days=further)
            count += own.is_workday(other)
            assert own.between(day, other) == count
            if own.is_workday(other):
                assert own.after(day, count) == other
        assert own.between(day, day) == own.between(day, day - timedelta(days=3)) == 0
        assert own.next_from(day) == (day if own.is_workday(day) else own.after(day, 1))
        assert (
            own.between(own.since(day, 5), day) <= 5 < own.between(own.since(day, 5) - timedelta(days=1), day)
        )


def test_a_day_ends_at_24_hours(registry):
    registry.add(at(12), "enquiry")
    assert deadline(registry, "due") == (end_of(date(2017, 7, 13)),)
