"""What is wrong with cases and their events, found on the store's copies of them."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Column, ColumnElement, Connection, and_, exists, or_, select

from data_access import platform, store
from data_access.cases import calendar
from data_access.clock import end_of
from data_access.platform import values
from data_access.platform.dialects import identifier, same
from data_access.settings import Settings

_file, _event = store.case_file.c, store.case_event.c
_HAPPENED = (
    _file.received_at,
    _file.accepted_at,
    _file.dispatched_at,
    _file.signed_at,
    _file.first_contacted_at,
    _file.replied_at,
    _file.closed_at,
)


def _of_nobody(department: Column) -> ColumnElement[bool]:
    """Whether a department is none that there is; a town that keeps none lacks none."""
    return and_(
        department.is_not(None),
        exists(select(store.department.c.code)),
        ~exists().where(store.department.c.code == department),
    )


_ODD: dict[str, ColumnElement[bool]] = {
    "unknown_department": _of_nobody(_file.department_code),
    "closed_before_received": _file.closed_at < _file.received_at,
    "due_before_received": _file.due_at < _file.received_at,
    "result_without_closing": and_(_file.result.is_not(None), _file.closed_at.is_(None)),
}
Found = tuple[str, str, str, date]


def found(source: Connection, target: Connection, now: datetime, settings: Settings) -> Iterator[Found]:
    """Each defect as its kind, table, place and day."""
    future = {"future_time": or_(*(moment >= now for moment in _HAPPENED))}
    for kind, condition in (_ODD | future | _without_result(target)).items():
        yield from _cases(target, kind, condition)
    of_events = {
        "unknown_case": ~exists().where(_file.id == _event.case_id),
        "unknown_department": _of_nobody(_event.department_code),
        "future_time": _event.at >= now,
    }
    for kind, condition in of_events.items():
        for case, at in target.execute(select(_event.case_id, _event.at).where(condition)):
            yield kind, store.case_event.name, case, at.date()
    yield from _unknown_posts(source, target)
    yield from _long_deferrals(target, settings)
    yield from _uncertain(target)


def _cases(target: Connection, kind: str, condition: ColumnElement[bool]) -> Iterator[Found]:
    for case, received in target.execute(select(_file.id, _file.received_at).where(condition)):
        yield kind, store.case_file.name, case, received.date()


def _without_result(target: Connection) -> dict[str, ColumnElement[bool]]:
    """Cases closed without a result, in a town that keeps results."""
    if target.execute(select(_file.id).where(_file.result.is_not(None)).limit(1)).first() is None:
        return {}
    return {"closing_without_result": and_(_file.closed_at.is_not(None), _file.result.is_(None))}


def _unknown_posts(source: Connection, target: Connection) -> Iterator[Found]:
    """Cases of a post that the platform does not have, where it has any."""
    case, post = platform.case_file.c, platform.post.c
    lacking = (
        select(case.id)
        .select_from(platform.case_file.outerjoin(platform.post, same(case.post_id, post.id)))
        .where(identifier(case.post_id).is_not(None), post.id.is_(None))
    )
    codes = {values.code(code) for code in source.scalars(lacking)}
    if codes and source.execute(select(post.id).limit(1)).first() is not None:
        for code, received in target.execute(
            select(_file.id, _file.received_at).where(_file.post_id.is_not(None))
        ):
            if code in codes:
                yield "unknown_post", store.case_file.name, code, received.date()


def _long_deferrals(target: Connection, settings: Settings) -> Iterator[Found]:
    """Cases put off until later than the longest deferral, counted from their receipt."""
    worked, longest = calendar.of(settings.calendar), settings.cases.longest_deferral
    deferred = select(_file.id, _file.received_at, _file.deferred_until).where(
        _file.deferred_until.is_not(None)
    )
    for case, received, until in target.execute(deferred):
        if until > end_of(worked.after(received.date(), longest)):
            yield "deferral_too_long", store.case_file.name, case, received.date()


def _uncertain(target: Connection) -> Iterator[Found]:
    """Cases whose working days reach beyond the calendar, by the year in which they are due."""
    deadline = store.case_deadline.c
    rows = select(deadline.due, _file.received_at).join(store.case_file, _file.id == deadline.case_id)
    for due, received in target.execute(rows.where(~deadline.is_certain)):
        yield "calendar_unknown", store.case_file.name, str(due.year), received.date()
