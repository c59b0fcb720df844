"""How soon concerns are answered: counted by the store, within windows of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select

from data_access.clock import DAY, end_of
from data_access.rows import Maybe
from data_access.store import concern, concern_topic

COUNTS = ("concerns", "answered_24h", "replies", "unanswered", "unanswered_24h")
REACH = 90
"""Days after which a concern without an answer waits no more."""
WITHIN = 24 * 60
"""Minutes within which a concern is to be answered."""
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


def timely(on: date, days: int) -> Select:
    """How many concerns of the window got their first reply within 24 hours, and how many are that old: one row."""
    early = case((and_(answered(on), _row.reply_minutes < WITHIN), 1))
    columns = func.count(early).label("answered_24h"), func.count().label("concerns")
    return select(*columns).where(counted(on, days))


def concerns(on: date, days: int, *conditions: ColumnElement[bool]) -> Select:
    """The concerns of the window that are answered, and all that are not, under the conditions: committee, board, topics
    (with blanks between), and of the answered the department whose reply it is and after how many minutes, of the others
    when they were written (since)."""
    replied = answered(on)
    topics = (
        select(func.aggregate_strings(concern_topic.c.topic, " "))
        .where(concern_topic.c.concern_id == _row.id)
        .scalar_subquery()
    )
    return select(
        _row.committee_code.label("committee"),
        _row.board_code.label("board"),
        func.coalesce(topics, "").label("topics"),
        case((replied, _row.reply_department)).label("department"),
        case((replied, _row.reply_minutes)).label("minutes"),
        case((~replied, _row.created_at)).label("since"),
    ).where(written(on, max(days, REACH)), or_(~replied, counted(on, days)), *conditions)


def flagged(rows: pd.DataFrame, on: date, days: int) -> pd.DataFrame:
    """The rows of `concerns` with which of COUNTS each is one of."""
    minutes, since = pd.to_numeric(rows["minutes"]), pd.to_datetime(rows["since"])
    replied = minutes.notna()
    late = since < end_of(on - DAY)
    waits = since >= end_of(on - timedelta(days=REACH))
    return rows.assign(
        minutes=minutes,
        since=since.where(waits),
        concerns=replied | late & (since >= end_of(on - timedelta(days=days))),
        answered_24h=minutes < WITHIN,
        replies=replied,
        unanswered=waits,
        unanswered_24h=waits & late,
    )


def summed(rows: pd.DataFrame, on: date) -> Answered:
    """All rows of `flagged`."""
    hours = rows["minutes"].median() / 60
    return Answered(
        **{name: int(rows[name].sum()) for name in COUNTS},
        median_hours=None if pd.isna(hours) else float(hours),
        oldest_days=age(rows["since"].min(), on),
    )


def by(rows: pd.DataFrame, names: pd.DataFrame, column: str, on: date) -> pd.DataFrame:
    """Rows of `Row` with their code under `column`, in its order: of all that have any count, and of all that are `listed`.
    `rows`: flagged; `names`: code, name, listed."""
    groups = rows.groupby(column)
    listed = names.loc[names["listed"].astype(bool), "code"]
    codes = pd.Index(sorted({*groups.groups, *listed}), name=column, dtype="object")
    frame = groups[list(COUNTS)].sum().reindex(codes, fill_value=0)
    frame.insert(0, "name", codes.map(names.set_index("code")["name"]).astype("object"))
    oldest = groups["since"].min().reindex(codes)
    return frame.assign(
        median_hours=groups["minutes"].median().reindex(codes) / 60,
        oldest_days=pd.Series([age(moment, on) for moment in oldest], codes, "Int64"),
    ).reset_index()


def each_topic(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with one each `topic`: a concern of several counts in each."""
    return rows.assign(topic=rows["topics"].str.split()).explode("topic", ignore_index=True)


def age(moment: Maybe[pd.Timestamp], on: date) -> int | None:
    """For how many days something has waited; None for what is missing."""
    return None if pd.isna(moment) else (on - moment.date()).days
