"""When each case is due, from the store's copies of cases and their events and the town's settings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from data_access import store
from data_access.cases import calendar
from data_access.clock import end_of
from data_access.platform import CASE_KINDS
from data_access.refresh.writing import replace
from data_access.settings import Settings


def count(target: Connection, settings: Settings) -> int:
    """Makes the deadlines what cases, events and settings say now; returns how many rows changed."""
    return replace(target, store.case_deadline, _rows(target, _Limits(settings)))


@dataclass(frozen=True)
class _Limits:
    """The first moments that are too late, and what else the calendar says, each worked out once."""

    settings: Settings
    _after: dict[tuple[date, int], datetime] = field(default_factory=dict)
    _between: dict[tuple[date, date], int] = field(default_factory=dict)
    _certain: dict[tuple[int, int], bool] = field(default_factory=dict)

    @property
    def calendar(self) -> calendar.Calendar:
        return calendar.of(self.settings.calendar)

    def after(self, day: date, working_days: int) -> datetime:
        """The end of the working day that is so many after the day."""
        key = day, working_days
        if key not in self._after:
            self._after[key] = end_of(self.calendar.after(day, working_days))
        return self._after[key]

    def between(self, day: date, last: date) -> int:
        """How many working days come after the day, up to the last."""
        key = day, last
        if key not in self._between:
            self._between[key] = self.calendar.between(day, last)
        return self._between[key]

    def is_certain(self, first: date, last: date) -> bool:
        """Whether the calendar of each year from the first to the last day is known."""
        key = first.year, last.year
        if key not in self._certain:
            self._certain[key] = self.calendar.is_certain(first, last)
        return self._certain[key]

    def of_kind(self, kind: str) -> int:
        """Within how many working days a case of the kind is closed; of an unknown kind as a complaint."""
        return getattr(self.settings.cases, kind if kind in CASE_KINDS else "complaint")


def _rows(target: Connection, limits: _Limits) -> Iterator[tuple]:
    row, event = store.case_file.c, store.case_event.c
    latest = select(event.case_id, func.max(event.at)).where(event.kind == "deferred").group_by(event.case_id)
    deferred_at = dict(map(tuple, target.execute(latest)))
    moments = (row.received_at, row.dispatched_at, row.due_at, row.deferred_until, row.closed_at)
    for case, kind, received, dispatched, due_at, until, closed in target.execute(
        select(row.id, row.kind, *moments)
    ):
        first_contact = limits.settings.cases.first_contact
        contact = limits.after(received.date(), first_contact)
        again = limits.after(dispatched.date(), first_contact) if dispatched else None
        counted = due_at is None or due_at < received
        due = limits.after(received.date(), limits.of_kind(kind)) if counted else _too_late(due_at)
        at = deferred_at.get(case)
        later = max(due, _too_late(until)) if until else None
        days = limits.between(received.date(), closed.date()) if closed else None
        last = max(contact, again or contact, due if counted else contact, closed or contact)
        certain = limits.is_certain(received.date(), last.date())
        yield case, contact, again, due, later, at.date() if until and at else None, days, certain


def _too_late(due: datetime) -> datetime:
    """The first moment after the one by which a case is due; midnight itself, for it ends the day before."""
    return due if due.time() == time() else due + timedelta(seconds=1)
