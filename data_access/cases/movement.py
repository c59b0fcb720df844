"""How cases come, go and grow old: week by week, and the open ones by their light and age."""

from datetime import date, timedelta
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, select, union_all

from data_access.cases import standing
from data_access.cases.calendar import Calendar
from data_access.clock import DAY, end_of
from data_access.store import case_deadline, case_file

BANDS = {"day": 1, "week": 5, "three_weeks": 15}
"""The ages of open cases: so many working days at most since the receipt. What is older is OLDEST."""
OLDEST = "older"
_file = case_file.c


class Week(Protocol):
    """A row of `weekly`: 7 days up to and with `week`."""

    week: date
    received: int
    closed: int
    open: int
    """At its end."""


class Aged(Protocol):
    """A row of `board`: the open cases of a light and an age, be there none."""

    light: str
    band: str
    """One of BANDS, or OLDEST."""
    cases: int


def weekly(on: date, weeks: int, committee: str | None, department: str | None) -> Select:
    """The weeks up to the day, the first first: rows of `Week`."""
    ends = [on - timedelta(days=7 * back) for back in range(weeks)]
    rows = union_all(*(_week(end, standing.whose(committee, department)) for end in ends)).subquery()
    return select(rows).order_by(rows.c.week)


def _week(end: date, own: list[ColumnElement[bool]]) -> Select:
    first, last = end_of(end - 7 * DAY), end_of(end)
    received = and_(_file.received_at >= first, _file.received_at < last)
    closed = and_(_file.closed_at >= first, _file.closed_at < last, standing.received(end))
    counts = {"received": received, "closed": closed, "open": standing.is_open(end)}
    columns = (
        select(func.count()).select_from(case_file).where(condition, *own).scalar_subquery().label(name)
        for name, condition in counts.items()
    )
    return select(literal(end, Date).label("week"), *columns)


def ages(on: date, calendar: Calendar, committee: str | None, department: str | None) -> Select:
    """The open cases: light, band, cases; a row only where there are any."""
    bands = [
        (_file.received_at >= end_of(calendar.since(on, days) - DAY), band) for band, days in BANDS.items()
    ]
    light, band = (
        standing.light(on, calendar).label("light"),
        case(*bands, else_=literal(OLDEST)).label("band"),
    )
    rows = (
        select(light, band)
        .select_from(case_file.join(case_deadline, case_deadline.c.case_id == _file.id))
        .where(standing.is_open(on), *standing.whose(committee, department))
        .subquery()
    )
    return select(rows.c.light, rows.c.band, func.count().label("cases")).group_by(rows.c.light, rows.c.band)


def board(ages: pd.DataFrame) -> pd.DataFrame:
    """Rows of `Aged`, light by light and the youngest first. `ages`: ages."""
    found = {(row.light, row.band): int(row.cases) for row in ages.itertuples()}
    places = [(light, band) for light in standing.LIGHTS for band in (*BANDS, OLDEST)]
    rows = [(light, band, found.get((light, band), 0)) for light, band in places]
    return pd.DataFrame(rows, columns=["light", "band", "cases"])


def overdue(ages: pd.DataFrame) -> int:
    """How many of the open cases are overdue. `ages`: ages."""
    return int(ages.loc[ages["light"] == "red", "cases"].sum())
