"""How many cases came, are open, were closed, in time or not: counted by the store, within windows of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union,
    union_all,
)

from data_access.cases import standing
from data_access.cases.calendar import Calendar
from data_access.clock import end_of
from data_access.store import case_deadline, case_event, case_file

COUNTS = (
    "received",
    "open",
    "overdue",
    "untouched",
    "contacts_due",
    "contacted",
    "closings_due",
    "on_time",
    "dispatched",
    "returned",
    "closed",
    "reworked",
    "judged",
    "solved",
    "ratings",
    "satisfied",
)
"""Of the window the cases received; open at its end, of these overdue and without any step; whose first contact was due, of these
contacted in time; whose closing was due, of these closed in time; dispatched, of these returned; closed, of these reworked, with a
result that judges, of these solved; rated, of these satisfied."""
_file, _deadline = case_file.c, case_deadline.c
_YES: ColumnElement[int] = literal_column("1")
_NO: ColumnElement[int] = literal_column("0")
Flags = dict[str, ColumnElement[bool]]
_DATED = case_file.join(case_deadline, _deadline.case_id == _file.id)


@dataclass(frozen=True)
class Window:
    """So many days up to and with `on`, and by whose working days."""

    on: date
    days: int
    calendar: Calendar

    def holds(self, moment: ColumnElement) -> ColumnElement[bool]:
        """Whether a moment lies in it."""
        return and_(moment >= end_of(self.on - timedelta(days=self.days)), moment < end_of(self.on))


def of(
    window: Window,
    by: Column | None = None,
    *,
    committee: str | None = None,
    department: str | None = None,
) -> Select:
    """COUNTS of all cases, of one committee's or of those that one department holds; a row each value of a column of the
    cases, `by`, that has any: key, COUNTS."""
    by_department = by is _file.department_code or department is not None
    own = [_file.committee_code == committee] if committee is not None else []
    parts = [
        statement.where(*own) for statement in _parts(window, literal("") if by is None else by, department)
    ]
    returns = _dispatched_by_department if by_department else _dispatched
    parts.append(returns(window, by, department).where(*own))
    marks = union_all(*parts).subquery()
    sums = [func.coalesce(func.sum(marks.c[name]), 0).label(name) for name in COUNTS]
    if by is None:
        return select(*sums)
    return select(marks.c.key, *sums).where(marks.c.key.is_not(None)).group_by(marks.c.key)


def working_days(
    window: Window,
    by: Column | None = None,
    *,
    committee: str | None = None,
    department: str | None = None,
) -> Select:
    """How many cases that were closed in the window took how many working days: key (empty: all), working_days, cases."""
    key = (literal("") if by is None else by).label("key")
    own = [_file.committee_code == committee] if committee is not None else []
    own += [_file.department_code == department] if department is not None else []
    return (
        select(key, _deadline.working_days, func.count().label("cases"))
        .select_from(_DATED)
        .where(_received(window), window.holds(_file.closed_at), key.is_not(None), *own)
        .group_by(key, _deadline.working_days)
    )


def _parts(window: Window, key: ColumnElement, department: str | None) -> Iterator[Select]:
    """For each count whose cases it concerns, the cases and which of the counts each is in."""
    on = window.on
    due, contact_due = standing.due(on), standing.contact_due(on)
    overdue = and_(due < end_of(on))
    open_now = {"open": true(), "overdue": overdue, "untouched": standing.untouched(on)}
    contacted = {"contacts_due": true(), "contacted": _file.first_contacted_at < contact_due}
    closings = {"closings_due": true(), "on_time": _file.closed_at < due}
    judged, rated = _file.result.in_(standing.JUDGED), _file.rating.between(1, 5)
    closed = {
        "closed": true(),
        "reworked": standing.has_event("reworked", on),
        "judged": judged,
        "solved": _file.result == "solved",
        "ratings": rated,
        "satisfied": _file.rating.between(4, 5),
    }
    about: tuple[tuple[Flags, ColumnElement[bool]], ...] = (
        ({"received": true()}, window.holds(_file.received_at)),
        (open_now, standing.is_open(on)),
        (
            contacted,
            and_(_one_in(window, "contact_due", "dispatched_contact_due"), window.holds(contact_due)),
        ),
        (closings, and_(_one_in(window, "due", "deferred_due"), window.holds(due))),
        (closed, window.holds(_file.closed_at)),
    )
    held = () if department is None else (_file.department_code == department,)
    for flags, condition in about:
        yield _marked(key, flags, _DATED).where(_received(window), condition, *held)


def _marked(key: ColumnElement, flags: Flags, rows: FromClause) -> Select:
    """A row each case: key, and 1 for each count that it is in."""
    marks = {name: case((flag, _YES), else_=_NO) for name, flag in flags.items()}
    return select(key.label("key"), *(marks.get(name, _NO).label(name) for name in COUNTS)).select_from(rows)


def _dispatched(window: Window, by: Column | None, _department: str | None) -> Select:
    key = literal("") if by is None else by
    flags = {"dispatched": true(), "returned": standing.has_event("returned", window.on)}
    return _marked(key, flags, _DATED).where(_received(window), window.holds(_file.dispatched_at))


def _dispatched_by_department(window: Window, by: Column | None, department: str | None) -> Select:
    """A case that was returned is also a case of the department that returned it, and a return is its alone."""
    event = case_event.c
    whose = union(
        select(_file.id, _file.department_code.label("department")).where(window.holds(_file.dispatched_at)),
        select(event.case_id, event.department_code)
        .join(case_file, _file.id == event.case_id)
        .where(event.kind == "returned", event.at < end_of(window.on), window.holds(_file.dispatched_at)),
    ).subquery()
    flags = {
        "dispatched": true(),
        "returned": standing.has_event("returned", window.on, whose.c.department),
    }
    key = literal("") if by is None else whose.c.department if by is _file.department_code else by
    held = () if department is None else (whose.c.department == department,)
    rows = _DATED.join(whose, whose.c.id == _file.id)
    return _marked(key, flags, rows).where(_received(window), *held)


def _received(window: Window) -> ColumnElement[bool]:
    return _file.received_at < end_of(window.on)


def _one_in(window: Window, *names: str) -> ColumnElement[bool]:
    """Whether one of the stored deadlines lies in the window: by these the store finds its cases."""
    return or_(*(window.holds(_deadline[name]) for name in names))
