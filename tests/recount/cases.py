"""What became of cases, row by row."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import chinese_calendar

from tests.recount.values import flag, moment, text

LIMITS = {"enquiry": 1, "suggestion": 1, "help": 5, "complaint": 5, "rumour": 5}
MOMENTS = ("received", "accepted", "dispatched", "signed", "first_contacted", "due", "replied", "closed")
JUDGED = ("solved", "partly", "explained", "promised", "untrue")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Cases:
    """A SQLite platform's cases with their events."""

    def __init__(self, file: Path):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as platform:
            platform.row_factory = sqlite3.Row
            events = defaultdict(list)
            for row in platform.execute("select * from case_event"):
                event = SimpleNamespace(
                    kind=row["kind"], at=moment(row["at"]), who=text(row["department_code"])
                )
                events[row["case_id"]].append(event)
            self.rows = [_read(row, events[row["id"]]) for row in platform.execute("select * from case_file")]
        platform.close()

    def figures(
        self, on: date, days: int, chosen: Callable[[SimpleNamespace], bool], who: str | None = None
    ) -> dict:
        """The figures of the chosen cases by the end of the day; a department's own returns where it is named."""
        end = datetime.combine(on, time()) + DAY

        def within(at: datetime | None) -> bool:
            return at is not None and end - days * DAY <= at < end

        def over(at: datetime | None) -> bool:
            return at is not None and at < end

        rows = [row for row in self.rows if over(row.received) and chosen(row)]
        still = [row for row in rows if not over(row.closed)]
        contacts = [row for row in rows if within(_contact_due(row, end))]
        due = [row for row in rows if within(_due(row, end))]
        closed = [row for row in rows if within(row.closed)]
        judged = [row for row in closed if row.result in JUDGED]
        ratings = [row.rating for row in closed if row.rating in range(1, 6)]
        sent = [
            row
            for row in self.rows
            if over(row.received)
            and within(row.dispatched)
            and (chosen(row) or who and who in _returners(row, end))
        ]
        came_back = [
            row for row in sent if (who in _returners(row, end) if who else _events(row, "returned", end))
        ]
        steps = ("accepted", "dispatched", "signed", "first_contacted", "replied", "closed")
        return {
            "received": _count(within(row.received) for row in rows),
            "open": len(still),
            "overdue": _count(_due(row, end) < end for row in still),
            "untouched": _count(not any(over(getattr(row, name)) for name in steps) for row in still),
            "contacts_due": len(contacts),
            "contacted": _count(
                over(row.first_contacted) and row.first_contacted < _contact_due(row, end) for row in contacts
            ),
            "closings_due": len(due),
            "on_time": _count(over(row.closed) and row.closed < _due(row, end) for row in due),
            "dispatched": len(sent),
            "returned": len(came_back),
            "closed": len(closed),
            "reworked": _count(bool(_events(row, "reworked", end)) for row in closed),
            "judged": len(judged),
            "solved": _count(row.result == "solved" for row in judged),
            "ratings": len(ratings),
            "satisfied": _count(rating >= 4 for rating in ratings) if len(ratings) >= 5 else None,
            "median_days": median([_working_days(row.received, row.closed) for row in closed])
            if closed
            else None,
        }


def _read(row: sqlite3.Row, events: list) -> SimpleNamespace:
    moments = {name: moment(row[f"{name}_at"]) for name in MOMENTS}
    return SimpleNamespace(
        **moments, events=events, committee=text(row["committee_code"]), department=text(row["department_code"]),
        kind=row["kind"], result=row["result"], rating=row["rating"], deferred=moment(row["deferred_until"]),
        sensitive=flag(row["is_sensitive"]),
    )  # fmt: skip


def _after(moment: datetime, count: int) -> datetime:
    """Midnight after so many working days."""
    day = moment.date()
    while count:
        day += DAY
        if chinese_calendar.is_workday(day):
            count -= 1
    return datetime.combine(day, time()) + DAY


def _ends(written: datetime) -> datetime:
    return written if written.time() == time() else written + SECOND


def _due(row: SimpleNamespace, end: datetime) -> datetime:
    own = row.due if row.due and row.due >= row.received else None
    due = _ends(own) if own else _after(row.received, LIMITS.get(row.kind, 5))
    put_off = [event.at for event in row.events if event.kind == "deferred"]
    if row.deferred and (not put_off or max(put_off).date() < end.date()):
        return max(due, _ends(row.deferred))
    return due


def _contact_due(row: SimpleNamespace, end: datetime) -> datetime:
    return _after(row.dispatched if row.dispatched and row.dispatched < end else row.received, 1)


def _events(row: SimpleNamespace, kind: str, end: datetime) -> list:
    return [event for event in row.events if event.kind == kind and event.at < end]


def _returners(row: SimpleNamespace, end: datetime) -> set:
    return {event.who for event in _events(row, "returned", end)}


def _working_days(first: datetime, last: datetime) -> int:
    days = (last.date() - first.date()).days
    return sum(chinese_calendar.is_workday(first.date() + n * DAY) for n in range(1, days + 1))


def _count(held: Iterable[bool]) -> int:
    return sum(map(bool, held))
