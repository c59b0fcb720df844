"""How soon concerns are answered: counted by the store, within windows of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, FromClause, Select, and_, case, false, func, select

from data_access.clock import DAY, end_of
from data_access.rows import Maybe
from data_access.store import concern, concern_topic

REACH = 90
"""Days after which a concern without an answer waits no more."""
WITHIN = 24 * 60
"""Minutes within which a concern is to be answered."""
COUNTS = ("concerns", "answered_24h", "replies", "unanswered", "unanswered_24h")
_row = concern.c


@dataclass(frozen=True)
class Answered:
    """How soon concerns are answered."""

    concerns: int
    """Of the window, older than 24 hours at its end."""
    answered_24h: int
    """Of these with a first official reply within 24 hours."""
    replies: int
    """Of these with any by the end of the window."""
    median_hours: float | None
    """To the first reply, of those with one; None without any."""
    unanswered: int
    """Of the last REACH days without an answer."""
    unanswered_24h: int
    """Of these older than 24 hours."""
    oldest_days: int | None
    """For how many days the oldest of them has waited; None without any."""


class Row(Protocol):
    """A row of `by`: the same of a committee, a board or a topic, whose code has that name."""

    name: Maybe[str]
    concerns: int
    answered_24h: int
    replies: int
    median_hours: Maybe[float]
    unanswered: int
    unanswered_24h: int
    oldest_days: Maybe[int]


def written(on: date, days: int) -> ColumnElement[bool]:
    """Whether a concern was written in the days up to one."""
    return and_(_row.created_at >= end_of(on - timedelta(days=days)), _row.created_at < end_of(on))


def answered(on: date) -> ColumnElement[bool]:
    """Whether a concern has its first official reply by the end of the day."""
    return func.coalesce(_row.first_reply_at < end_of(on), false())


def waiting(on: date) -> ColumnElement[bool]:
    """Whether a concern of the last REACH days has no answer at the end of the day."""
    return and_(written(on, REACH), ~answered(on))


def overdue(on: date) -> ColumnElement[bool]:
    """Whether a concern is older than 24 hours at the end of the day."""
    return _row.created_at < end_of(on - DAY)


def counted(on: date, days: int) -> ColumnElement[bool]:
    """Whether a concern of the window is older than 24 hours at its end."""
    return and_(written(on, days), overdue(on))


def at_once(on: date, days: int) -> ColumnElement[bool]:
    """Whether a concern of the window got its first reply within 24 hours."""
    return and_(counted(on, days), answered(on), _row.reply_minutes < WITHIN)


def timely(on: date, days: int) -> Select:
    """How many concerns of the window got their first reply within 24 hours, and how many are that old: one row."""
    return _of(on, days, None, None).add_columns(
        how_many(at_once(on, days)).label("answered_24h"), how_many(counted(on, days)).label("concerns")
    )


def counts(on: date, days: int, by: ColumnElement | None, committee: str | None = None) -> Select:
    """COUNTS, and `oldest`, when the oldest concern that waits was written, of all concerns or one committee's; a row each
    `key`, the value of a column, that has any."""
    whole, waits, replied = counted(on, days), waiting(on), answered(on)
    columns = [
        how_many(whole).label("concerns"),
        how_many(at_once(on, days)).label("answered_24h"),
        how_many(and_(whole, replied)).label("replies"),
        how_many(waits).label("unanswered"),
        how_many(and_(waits, overdue(on))).label("unanswered_24h"),
        func.min(case((waits, _row.created_at))).label("oldest"),
    ]
    statement = _of(on, max(days, REACH), by, committee)
    return statement.add_columns(*columns)


def minutes(on: date, days: int, by: ColumnElement | None, committee: str | None = None) -> Select:
    """After how many minutes the concerns of the window that have a reply got it: `key`, reply_minutes, concerns."""
    statement = _of(on, days, by, committee).where(counted(on, days), answered(on))
    return statement.add_columns(_row.reply_minutes, func.count().label("concerns")).group_by(
        _row.reply_minutes
    )


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows hold the condition; 0 of none."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def summed(counts: pd.DataFrame, minutes: pd.DataFrame, on: date) -> Answered:
    """`counts` and `minutes`: of all concerns."""
    row = counts.iloc[0]
    numbers = {name: int(row[name]) for name in COUNTS}
    return Answered(**numbers, median_hours=median_hours(minutes), oldest_days=age(row["oldest"], on))


def by(
    counts: pd.DataFrame, minutes: pd.DataFrame, names: pd.DataFrame, column: str, on: date
) -> pd.DataFrame:
    """Rows of `Row` with their code under `column`, in its order: of all that have any count, and of all that are `listed`.
    `names`: code, name, listed."""
    listed = names.loc[names["listed"].astype(bool), "code"]
    codes = pd.Index(sorted({*counts["key"], *listed}), name=column, dtype="object")
    frame = counts.set_index("key").reindex(codes)
    whole = frame[list(COUNTS)].astype("Float64").fillna(0).astype(int)
    medians = {key: median_hours(rows) for key, rows in minutes.groupby("key")}
    ages = [age(oldest, on) for oldest in frame["oldest"]]
    whole.insert(0, "name", codes.map(names.set_index("code")["name"]).astype("object"))
    return whole.assign(
        median_hours=pd.Series([medians.get(code) for code in codes], codes, "float"),
        oldest_days=pd.Series(ages, codes, "Int64"),
    ).reset_index()


def median_hours(minutes: pd.DataFrame) -> float | None:
    """The median of hours. `minutes`: reply_minutes and how many `concerns` had them."""
    if minutes.empty:
        return None
    each = minutes["reply_minutes"].repeat(minutes["concerns"])
    return float(each.median()) / 60


def _of(on: date, days: int, by: ColumnElement | None, committee: str | None) -> Select:
    """The concerns of the days up to one, of all committees or of one, grouped by a column."""
    rows: FromClause = concern
    if by is concern_topic.c.topic:
        rows = concern.join(concern_topic, concern_topic.c.concern_id == _row.id)
    statement = select().select_from(rows).where(written(on, days))
    if committee is not None:
        statement = statement.where(_row.committee_code == committee)
    return statement if by is None else statement.add_columns(by.label("key")).group_by(by)


def age(moment: Maybe[pd.Timestamp], on: date) -> int | None:
    """For how many days something has waited; None for what is missing."""
    return None if pd.isna(moment) else (on - moment.date()).days
