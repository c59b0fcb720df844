"""Cases as items, as far as a reader may see them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Label, Select, and_, case, false, func, select

from data_access import sensitive
from data_access.access.rights import Rights
from data_access.cases import standing
from data_access.cases.calendar import Calendar
from data_access.clock import end_of
from data_access.rows import Maybe
from data_access.settings import Settings
from data_access.store import case_deadline, case_event, case_file, concern_topic, names, neighbourhood

_file = case_file.c
_MOMENTS = ("accepted_at", "dispatched_at", "signed_at", "first_contacted_at", "replied_at")


class Case(Protocol):
    """A row of `aged`: a case and where it stands at the end of the day."""

    case: str
    title: str
    committee: str
    name: Maybe[str]
    """Its committee's; missing for a committee that is not there."""
    department: Maybe[str]
    """Who holds it now."""
    department_name: Maybe[str]
    category: str
    """As the platform writes it."""
    subject: str
    """The same by the name of its topic."""
    kind: str
    source: str
    level: str
    received_at: pd.Timestamp
    due: pd.Timestamp
    """The first moment that is too late."""
    due_on: date
    """The last day on which it may be closed in time."""
    light: Maybe[str]
    """One of standing.LIGHTS; missing of a closed one."""
    state: str
    """One of standing.STATES."""
    days_over: Maybe[int]
    """For how many days, begun ones too, it is overdue; missing where it is not, and of a closed one."""
    closed_at: Maybe[pd.Timestamp]
    result: Maybe[str]
    rating: Maybe[int]
    returned: int
    """How often."""
    reworked: int
    sensitive: Maybe[str]
    """sensitive.MARK."""


class Whole(Case, Protocol):
    """A case by itself: what its page says besides."""

    neighbourhood: Maybe[str]
    """Its name."""
    accepted_at: Maybe[pd.Timestamp]
    dispatched_at: Maybe[pd.Timestamp]
    signed_at: Maybe[pd.Timestamp]
    first_contacted_at: Maybe[pd.Timestamp]
    replied_at: Maybe[pd.Timestamp]
    contact_due: pd.Timestamp
    deferred: bool
    """Whether `due` is a later one than at first."""


@dataclass(frozen=True)
class Item:
    """A case of its own: its row as of `Whole`, as a frame of one, and its events by the end of the day in their order: rows of
    `Event`."""

    row: pd.DataFrame
    events: pd.DataFrame


class Event(Protocol):
    """A row of `events`."""

    kind: str
    at: pd.Timestamp
    department: Maybe[str]
    department_name: Maybe[str]
    reason: Maybe[str]


@dataclass(frozen=True)
class Choice:
    """Which cases a list is of; None: whichever."""

    committee: str | None = None
    department: str | None = None
    kind: str | None = None
    light: str | None = None
    among: tuple[str, ...] | None = None


def cases(
    on: date, settings: Settings, rights: Rights, calendar: Calendar, choice: Choice, days: int
) -> Select:
    """The cases of the choice that the reader sees and that are open at the end of the day or were closed in the days up to it, the first due
    first, the closed behind: rows of `Case` without what `aged` adds."""
    light = standing.light(on, calendar)
    of = ((_file.kind, choice.kind), (light, choice.light))
    conditions = standing.whose(choice.committee, choice.department)
    conditions += [column == code for column, code in of if code is not None]
    if choice.among is not None:
        conditions.append(_file.id.in_(choice.among))
    order = case((standing.is_open(on), 0), else_=1), standing.due(on), _file.id
    return _seen(on, settings, rights, light).where(_recent(on, days), *conditions).order_by(*order)


def subjects(
    on: date, settings: Settings, rights: Rights, topic: str, committee: str | None, days: int
) -> Select:
    """What the same cases are about, of all or of one committee, the open ones first, the first due of them first, then the first
    closed: case, title, category, of_topic (whether it came from a post under the topic)."""
    closed_at = _by_then("closed_at", on).element
    posts = select(concern_topic.c.concern_id).where(concern_topic.c.topic == topic)
    return (
        select(
            _file.id.label("case"),
            _file.title,
            _file.category,
            func.coalesce(_file.post_id.in_(posts), false()).label("of_topic"),
        )
        .select_from(case_file.join(case_deadline, case_deadline.c.case_id == _file.id))
        .where(*_visible(on, settings, rights), _recent(on, days), *standing.whose(committee, None))
        .order_by(closed_at.is_not(None), closed_at, standing.due(on), _file.id)
    )


def _recent(on: date, days: int) -> ColumnElement[bool]:
    return standing.not_closed_before(end_of(on - timedelta(days=days)))


def _visible(on: date, settings: Settings, rights: Rights) -> tuple[ColumnElement[bool], ...]:
    return standing.received(on), sensitive.case_is_seen(settings, rights)


def one(code: str, on: date, settings: Settings, rights: Rights, calendar: Calendar) -> Select:
    """The row of a case that the reader sees and that was received by the end of the day: a row of `Whole` without what `aged` adds."""
    deferred = case((standing.due(on) > case_deadline.c.due, True), else_=False)
    place = select(neighbourhood.c.name).where(neighbourhood.c.code == _file.neighbourhood_code)
    return (
        _seen(on, settings, rights, standing.light(on, calendar))
        .add_columns(
            place.scalar_subquery().label("neighbourhood"),
            *(_by_then(name, on) for name in _MOMENTS),
            standing.contact_due(on).label("contact_due"),
            deferred.label("deferred"),
        )
        .where(_file.id == code)
    )


def _seen(on: date, settings: Settings, rights: Rights, light: ColumnElement) -> Select:
    closed = standing.happened(_file.closed_at, on)
    returned, reworked = (standing.events(kind, on) for kind in ("returned", "reworked"))
    return (
        select(
            _file.id.label("case"),
            _file.title,
            _file.committee_code.label("committee"),
            _file.department_code.label("department"),
            _file.category,
            _file.kind,
            _file.source,
            _file.level,
            _file.received_at,
            standing.due(on).label("due"),
            light.label("light"),
            standing.state(on).label("state"),
            _by_then("closed_at", on),
            case((closed, _file.result)).label("result"),
            case((and_(closed, _file.rating.between(1, 5)), _file.rating)).label("rating"),
            returned.label("returned"),
            reworked.label("reworked"),
            sensitive.mark_of_case(settings),
        )
        .select_from(case_file.join(case_deadline, case_deadline.c.case_id == _file.id))
        .where(*_visible(on, settings, rights))
    )


def _by_then(name: str, on: date) -> Label:
    """A moment of a case, missing where it was not over by the end of the day."""
    return case((standing.happened(_file[name], on), _file[name])).label(name)


def aged(frame: pd.DataFrame, committees: pd.DataFrame, departments: pd.DataFrame, on: date) -> pd.DataFrame:
    """Rows of `Case`. `frame`: of `cases` or `one`; `committees` and `departments`: of names."""
    due = pd.to_datetime(frame["due"])
    over = ((end_of(on) - due).dt.ceil("D").dt.days).astype("Int64").where(frame["light"] == "red")
    return frame.assign(
        name=_named(frame["committee"], committees),
        department_name=_named(frame["department"], departments),
        days_over=over,
        due_on=(due - pd.Timedelta(seconds=1)).dt.date,
        rating=pd.to_numeric(frame["rating"]).astype("Int64"),
    )


def _named(codes: pd.Series, names: pd.DataFrame) -> pd.Series:
    return codes.map(dict(zip(names["code"], names["name"], strict=True)))


def events(code: str, on: date) -> Select:
    """What happened to a case by the end of the day, in order: rows of `Event`."""
    event, whose = case_event.c, names.departments(on).subquery()
    return (
        select(
            event.kind,
            event.at,
            event.department_code.label("department"),
            whose.c.name.label("department_name"),
            event.reason,
        )
        .select_from(case_event.outerjoin(whose, whose.c.code == event.department_code))
        .where(event.case_id == code, event.at < end_of(on))
        .order_by(event.at, event.id)
    )


def item(frame: pd.DataFrame, events: pd.DataFrame) -> Item | None:
    """A case with its events; None where it is not there, or not for the reader. `frame`: categories.among; `events`: of the same case."""
    return Item(frame, events) if len(frame) else None
