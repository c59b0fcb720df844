"""The cases that count for a day's figures, a row each: in which windows of days what was due and done, and how it stands."""

from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    literal_column,
    null,
    or_,
    select,
    union,
)

from data_access.cases import standing
from data_access.clock import end_of
from data_access.store import case_deadline, case_event, case_file

WINDOWS = (7, 30, 90)
"""Windows, in days up to and with the day, that one reading of the store serves together; another one is read besides."""
_Whens = list[tuple[ColumnElement[bool], ColumnElement[int]]]
_file, _deadline, _event = case_file.c, case_deadline.c, case_event.c


def received(on: date) -> Select:
    """The ids of the cases received by the day."""
    return select(_file.id).where(_file.received_at < end_of(on))


def cases(on: date, days: int, committee: str | None = None, department: str | None = None) -> Select:
    """The cases, of all, of one committee or those that one department holds, that count within WINDOWS or the days: committee,
    department, category; the shortest window in which it was received, dispatched, closed, its first contact (`contact_due`)
    and its closing (`due`) were due, missing where none holds that; whether it is open, overdue and untouched, was contacted
    and closed in time (`on_time`), returned and reworked; its result, rating and working_days."""
    windows = _windows(days)
    due, contact_due, is_open = standing.due(on), standing.contact_due(on), standing.is_open(on)
    moments = {
        "received": _file.received_at,
        "dispatched": _file.dispatched_at,
        "contact_due": contact_due,
        "due": due,
        "closed": _file.closed_at,
    }
    flags = {
        "open": is_open,
        "overdue": and_(is_open, due < end_of(on)),
        "untouched": and_(is_open, standing.untouched(on)),
        "contacted": _file.first_contacted_at < contact_due,
        "on_time": _file.closed_at < due,
        "returned": standing.has_event("returned", on),
        "reworked": standing.has_event("reworked", on),
    }
    return (
        select(
            _file.committee_code.label("committee"),
            _file.department_code.label("department"),
            _file.category,
            *(_shortest(moment, on, windows).label(name) for name, moment in moments.items()),
            *(
                case((flag, literal_column("1")), else_=literal_column("0")).label(name)
                for name, flag in flags.items()
            ),
            _file.result,
            _file.rating,
            _deadline.working_days,
        )
        .select_from(case_file.join(case_deadline, _deadline.case_id == _file.id))
        .where(
            standing.received(on),
            _file.id.in_(_touched(on, windows[-1])),
            *standing.whose(committee, department),
        )
    )


def returns(on: date, days: int, committee: str | None = None, department: str | None = None) -> Select:
    """Who returned cases that were dispatched within WINDOWS or the days, each `department` once a case: id, committee, category
    and `holder` of the case, and the shortest window in which it was dispatched; of all, of one committee's cases, or what one
    department returned."""
    windows = _windows(days)
    own = standing.whose(committee, None)
    if department is not None:
        own.append(_event.department_code == department)
    return (
        select(
            _file.id,
            _file.committee_code.label("committee"),
            _file.category,
            _file.department_code.label("holder"),
            _event.department_code.label("department"),
            _shortest(_file.dispatched_at, on, windows).label("dispatched"),
        )
        .join(case_event, _event.case_id == _file.id)
        .where(
            _event.kind == "returned",
            _event.at < end_of(on),
            standing.received(on),
            _holds(_file.dispatched_at, on, windows[-1]),
            *own,
        )
        .distinct()
    )


def _windows(days: int) -> tuple[int, ...]:
    return tuple(sorted({*WINDOWS, days}))


def _touched(on: date, days: int) -> CompoundSelect:
    """The cases that are open, or of which anything was due or done in the days: each found by its moment."""
    moments = _file.received_at, _file.dispatched_at
    deadlines = _deadline.contact_due, _deadline.dispatched_contact_due, _deadline.due, _deadline.deferred_due
    not_over = standing.not_closed_before(end_of(on - timedelta(days=days)))
    return union(
        select(_file.id).where(or_(not_over, *(_holds(moment, on, days) for moment in moments))),
        select(_deadline.case_id).where(or_(*(_holds(moment, on, days) for moment in deadlines))),
    )


def _holds(moment: ColumnElement, on: date, days: int) -> ColumnElement[bool]:
    return and_(moment >= end_of(on - timedelta(days=days)), moment < end_of(on))


def _shortest(moment: ColumnElement, on: date, windows: tuple[int, ...]) -> ColumnElement[int]:
    """The shortest window that holds a moment; nothing where none does."""
    whens: _Whens = [
        (moment >= end_of(on - timedelta(days=days)), literal_column(str(days))) for days in windows
    ]
    return case((moment >= end_of(on), null()), *whens)
