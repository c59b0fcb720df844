"""Where a case stands at the end of a day: what holds by then of its moments, in the words of a query."""

from datetime import date, datetime

from sqlalchemy import Column, ColumnElement, and_, case, exists, func, literal, null, or_, select

from data_access.cases.calendar import Calendar
from data_access.clock import DAY, end_of
from data_access.store import case_deadline, case_event, case_file

LIGHTS = ("red", "amber", "green")
"""Of an open case: overdue; due today, or with no working day left before; in time."""
STATES = ("received", "accepted", "dispatched", "signed", "contacted", "replied", "closed")
STEPS = {
    "accepted": case_file.c.accepted_at,
    "dispatched": case_file.c.dispatched_at,
    "signed": case_file.c.signed_at,
    "contacted": case_file.c.first_contacted_at,
    "replied": case_file.c.replied_at,
    "closed": case_file.c.closed_at,
}
"""When a case came to each state but the first."""
JUDGED = ("solved", "partly", "explained", "promised", "untrue")
"""The results that say whether a matter is solved: not those of cases that were not accepted, or came twice."""

_deadline = case_deadline.c


def happened(moment: ColumnElement, on: date) -> ColumnElement[bool]:
    """Whether a moment, missing or not, is over by the end of the day."""
    return func.coalesce(moment < end_of(on), False)


def is_open(on: date) -> ColumnElement[bool]:
    """Whether a case was received and not closed by then."""
    return and_(received(on), not_closed_before(end_of(on)))


def received(on: date) -> ColumnElement[bool]:
    """Whether a case was received by then: of all that ever came, so put like `unindexed`."""
    return happened(case_file.c.received_at, on)


def not_closed_before(moment: datetime) -> ColumnElement[bool]:
    """Whether a case was closed at the moment or later, or is not closed."""
    closed_at = case_file.c.closed_at
    return or_(closed_at.is_(None), closed_at >= moment)


def unindexed(column: Column) -> ColumnElement[str]:
    """A column of the cases, put so that no index on it leads the store: a committee and a department have cases of many years,
    among which those of a window are found by their moments."""
    return column.concat("")


def whose(committee: str | None, department: str | None) -> list[ColumnElement[bool]]:
    """That a case is one committee's, or held by one department; nothing where neither is named."""
    of = ((case_file.c.committee_code, committee), (case_file.c.department_code, department))
    return [unindexed(column) == code for column, code in of if code is not None]


def due(on: date) -> ColumnElement:
    """The first moment at which closing is too late: a deferral counts from the end of its own day."""
    deferred = or_(_deadline.deferred_on.is_(None), _deadline.deferred_on <= on)
    return case((deferred, func.coalesce(_deadline.deferred_due, _deadline.due)), else_=_deadline.due)


def contact_due(on: date) -> ColumnElement:
    """The first moment at which the first contact is too late: by the dispatch from the end of its day."""
    by_dispatch = func.coalesce(_deadline.dispatched_contact_due, _deadline.contact_due)
    return case((happened(case_file.c.dispatched_at, on), by_dispatch), else_=_deadline.contact_due)


def light(on: date, calendar: Calendar) -> ColumnElement:
    """One of LIGHTS; nothing of a case that is closed."""
    last_working = end_of(calendar.next_from(on))
    today = due(on) == end_of(on)
    first_day = case_file.c.received_at >= end_of(on - DAY)
    close = and_(due(on) <= last_working, or_(today, ~first_day))
    return case(
        (~is_open(on), null()), (due(on) < end_of(on), "red"), (close, "amber"), else_=literal("green")
    )


def untouched(on: date) -> ColumnElement[bool]:
    """Whether nothing happened since the receipt."""
    return ~or_(*(happened(moment, on) for moment in STEPS.values()))


def state(on: date) -> ColumnElement:
    """The furthest of STATES."""
    steps = [(happened(STEPS[name], on), name) for name in reversed(STEPS)]
    return case(*steps, else_=literal("received"))


def events(kind: str, on: date) -> ColumnElement[int]:
    """How many events of the kind a case had by then."""
    return select(func.count()).where(*_own(kind, on)).scalar_subquery()


def has_event(kind: str, on: date) -> ColumnElement[bool]:
    """Whether it had one."""
    return exists().where(*_own(kind, on))


def _own(kind: str, on: date) -> tuple[ColumnElement[bool], ...]:
    event = case_event.c
    return event.case_id == case_file.c.id, event.kind == kind, event.at < end_of(on)
