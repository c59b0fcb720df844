"""Cases as items, for lists that everybody may read: what is sensitive stands in none of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Label, Select, and_, case, false, func, or_, select

from data_access import sensitive
from data_access.cases import names, standing
from data_access.cases.calendar import Calendar
from data_access.clock import DAY, end_of
from data_access.rows import Maybe
from data_access.settings import Settings
from data_access.store import case_deadline, case_event, case_file, committee, concern_topic, neighbourhood

_file = case_file.c
_MOMENTS = ("accepted_at", "dispatched_at", "signed_at", "first_contacted_at", "replied_at", "closed_at")


class Case(Protocol):
    """A row of `aged`: a case and where it stands at the end of the day."""

    case: str
    title: str
    committee: str
    name: Maybe[str]
    """Its committee's; missing for a committee that is not there."""
    neighbourhood: Maybe[str]
    """Its name."""
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
    accepted_at: Maybe[pd.Timestamp]
    dispatched_at: Maybe[pd.Timestamp]
    signed_at: Maybe[pd.Timestamp]
    first_contacted_at: Maybe[pd.Timestamp]
    replied_at: Maybe[pd.Timestamp]
    contact_due: pd.Timestamp
    due: pd.Timestamp
    """The first moment that is too late."""
    due_on: date
    """The last day on which it may be closed in time."""
    deferred: bool
    """Whether it is a later one than at first."""
    light: Maybe[str]
    """One of standing.LIGHTS; missing of a closed one."""
    state: str
    """One of standing.STATES."""
    days_over: Maybe[int]
    """For how many days, begun ones too, it is overdue; missing where it is not, and of a closed one."""
    days_left: Maybe[int]
    """How many working days come after the day, up to the last on which it may be closed; missing where it is overdue or closed."""
    closed_at: Maybe[pd.Timestamp]
    result: Maybe[str]
    rating: Maybe[int]
    returned: int
    """How often."""
    reworked: int
    marked: bool
    """Whether it was returned twice, or reworked."""


@dataclass(frozen=True)
class Item:
    """A case of its own: its row as of `Case`, as a frame of one, and its events by the end of the day in their order: rows of
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
    topic: str | None = None


def cases(on: date, settings: Settings, calendar: Calendar, choice: Choice, days: int) -> Select:
    """The public cases of the choice that are open at the end of the day or were closed in the days up to it, the first due
    first, the closed behind: rows of `Case` without their days; under a topic all of these, with whether each came from a post
    under it (`of_topic`)."""
    light = standing.light(on, calendar)
    recent = or_(standing.is_open(on), _file.closed_at >= end_of(on - timedelta(days=days)))
    conditions = [
        column == code
        for column, code in (
            (_file.committee_code, choice.committee),
            (_file.department_code, choice.department),
            (_file.kind, choice.kind),
            (light, choice.light),
        )
        if code is not None
    ]
    closed = case((standing.is_open(on), 0), else_=1)
    order = closed, standing.due(on), _file.id
    found = _public(on, settings, light).where(recent, *conditions).order_by(*order)
    return found if choice.topic is None else found.add_columns(_of_topic(choice.topic))


def one(code: str, on: date, settings: Settings, calendar: Calendar) -> Select:
    """The row of a public case that was received by the end of the day."""
    return _public(on, settings, standing.light(on, calendar)).where(_file.id == code)


def _public(on: date, settings: Settings, light: ColumnElement) -> Select:
    holder = names.departments(on).subquery()
    due, deadline = standing.due(on), case_deadline.c
    over = {name: case((standing.happened(_file[name], on), _file[name])).label(name) for name in _MOMENTS}
    closed = standing.happened(_file.closed_at, on)
    returned, reworked = (standing.events(kind, on) for kind in ("returned", "reworked"))
    return (
        select(
            _file.id.label("case"),
            _file.title,
            _file.committee_code.label("committee"),
            committee.c.name,
            neighbourhood.c.name.label("neighbourhood"),
            _file.department_code.label("department"),
            holder.c.name.label("department_name"),
            _file.category,
            _file.kind,
            _file.source,
            _file.level,
            _file.received_at,
            *over.values(),
            standing.contact_due(on).label("contact_due"),
            due.label("due"),
            case((due > deadline.due, True), else_=False).label("deferred"),
            light.label("light"),
            standing.state(on).label("state"),
            case((closed, _file.result)).label("result"),
            case((and_(closed, _file.rating.between(1, 5)), _file.rating)).label("rating"),
            returned.label("returned"),
            reworked.label("reworked"),
        )
        .select_from(
            case_file.join(case_deadline, deadline.case_id == _file.id)
            .outerjoin(committee, committee.c.code == _file.committee_code)
            .outerjoin(neighbourhood, neighbourhood.c.code == _file.neighbourhood_code)
            .outerjoin(holder, holder.c.code == _file.department_code)
        )
        .where(_file.received_at < end_of(on), sensitive.is_public(_file.is_sensitive, _file.title, settings))
    )


def _of_topic(topic: str) -> Label:
    """Whether a case came from a post under a topic."""
    posts = select(concern_topic.c.concern_id).where(concern_topic.c.topic == topic)
    return func.coalesce(_file.post_id.in_(posts), false()).label("of_topic")


def aged(frame: pd.DataFrame, on: date, calendar: Calendar) -> pd.DataFrame:
    """Rows of `Case`. `frame`: of `cases` or `one`."""
    over = [_over(row.light, row.due, on) for row in frame.itertuples()]
    left = [_left(row.light, row.due, on, calendar) for row in frame.itertuples()]
    whole = {"days_over": over, "days_left": left}
    marked = frame["returned"].ge(2) | frame["reworked"].ge(1)
    counted = {name: pd.Series(days, frame.index, "Int64") for name, days in whole.items()}
    flags = {
        name: column.astype(bool) for name, column in (("deferred", frame["deferred"]), ("marked", marked))
    }
    last_days = pd.Series([_last_day(due) for due in frame["due"]], frame.index, "object")
    return frame.assign(
        **counted, **flags, due_on=last_days, rating=pd.to_numeric(frame["rating"]).astype("Int64")
    )


def _over(light: str | None, due: pd.Timestamp, on: date) -> int | None:
    return ceil((end_of(on) - due) / DAY) if light == "red" else None


def _left(light: str | None, due: pd.Timestamp, on: date, calendar: Calendar) -> int | None:
    if light not in ("amber", "green"):
        return None
    return calendar.between(on, _last_day(due))


def _last_day(due: pd.Timestamp) -> date:
    return (due - pd.Timedelta(seconds=1)).date()


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
    """A case with its events; None where it is not there, or not public. `frame`: categories.among; `events`: of the same case."""
    return Item(frame, events) if len(frame) else None
