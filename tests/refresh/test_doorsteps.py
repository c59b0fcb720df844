"""Who is bound after a first visit, on rows that a reader can count on fingers."""

from datetime import date, datetime

from sqlalchemy import select

from data_access import store
from data_access.database import store_engine
from tests.refresh.town import made, member, refreshed


def test_who_was_not_bound_counts_and_who_is_within_seven_days(tmp_path):
    def visit(household: str, month: int, day: int) -> dict:
        row = {
            "id": f"v{household}-{month}-{day}",
            "committee_code": "c1",
            "category": "低保",
            "visitor_id": None,
        }
        return row | {"household_id": household, "visited_at": datetime(2017, month, day, 10)}

    def of(number: int, month: int, day: int, **values) -> dict:
        when = datetime(2017, month, day, 8)
        return member(number, when) | {"household_id": f"h{number}", "verified_at": when} | values

    first_days = {"h8": (7, 10), "h9": (7, 11)}  # the week of the last visit is over after the 17th
    visits = [visit(f"h{number}", *first_days.get(f"h{number}", (6, 9))) for number in range(1, 11)]
    members = [
        of(1, 6, 8),  # bound before
        of(10, 6, 8),
        of(2, 6, 9),
        of(3, 6, 15),
        of(4, 6, 16),  # the eighth day
        of(5, 6, 1, ended_at=datetime(2017, 6, 5)),  # bound once, but not when visited
        of(6, 6, 10, is_excluded=True),
        of(7, 6, 10, building_code="b2", committee_code="c2"),  # bound elsewhere
    ]
    url, kept = f"sqlite:///{tmp_path / 'platform.db'}", f"sqlite:///{tmp_path / 'store.db'}"
    made(url, membership=members, visit=[*visits, visit("h4", 6, 14)])
    refreshed(url, kept, "full")
    engine = store_engine(kept)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(select(store.doorstep_day))]
    engine.dispose()
    assert sorted(rows) == [("c1", date(2017, 6, 9), 6, 2), ("c1", date(2017, 7, 10), 1, 0)]
