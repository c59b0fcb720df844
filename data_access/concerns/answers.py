"""How soon concerns are answered: of the town's groups as the store keeps it of each day, of others counted from theirs."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, false, func, select

from data_access.clock import DAY, end_of
from data_access.concerns import counting
from data_access.concerns.counting import REACH
from data_access.rows import Maybe
from data_access.store import answer_day, concern, concern_topic

COUNTS = ("concerns", "answered_24h", "replies", "unanswered", "unanswered_24h")
_kept = answer_day.c
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


def in_window(on: date, days: int) -> ColumnElement[bool]:
    """Whether a concern of the window is older than 24 hours at its end."""
    return and_(written(on, days), overdue(on))


def timely(on: date, days: int) -> Select:
    """How many concerns of the window got their first reply within 24 hours, and how many are that old: one row."""
    names = "answered_24h", "concerns"
    sums = (func.coalesce(func.sum(_kept[f"{name}_{days}"]), 0).label(name) for name in names)
    return select(*sums).where(*_of(on, "town"))


def stored(on: date, days: int, kind: str, code: str | None = None) -> Select:
    """How each of a kind of groups stands, or the one with the code: the columns of `Row` with its code, the median in minutes,
    and the day of the `oldest`."""
    windows = (_kept[f"{name}_{days}"].label(name) for name in counting.IN_WINDOW)
    own = () if code is None else (_kept.code == code,)
    return select(_kept.code, *windows, _kept.unanswered, _kept.unanswered_24h, _kept.oldest).where(
        *_of(on, kind), *own
    )


def _of(on: date, kind: str) -> tuple[ColumnElement[bool], ...]:
    return _kept.day == on, _kept.kind == kind


def concerns(*conditions: ColumnElement[bool]) -> Select:
    """The concerns under the conditions: committee, board, topics (with blanks between), when they were written and replied, the
    department whose reply it is and after how many minutes."""
    topics = (
        select(func.aggregate_strings(concern_topic.c.topic, " "))
        .where(concern_topic.c.concern_id == _row.id)
        .scalar_subquery()
    )
    return select(
        _row.committee_code.label("committee"),
        _row.board_code.label("board"),
        func.coalesce(topics, "").label("topics"),
        _row.created_at.label("written"),
        _row.first_reply_at.label("replied"),
        _row.reply_department.label("department"),
        _row.reply_minutes.label("minutes"),
    ).where(*conditions)


def counted(rows: pd.DataFrame, on: date, days: int, kind: str) -> pd.DataFrame:
    """The same as of `stored`, of the groups of a kind among the rows of `concerns`."""
    shares = counting.shared(rows, {})
    counts = pd.DataFrame(counting.counted(shares, on))
    names = {f"{name}_{days}": name for name in counting.IN_WINDOW}
    named = counts.rename(columns=names).assign(code=[code for _, code in shares.groups])
    columns = ["code", *counting.IN_WINDOW, "unanswered", "unanswered_24h", "oldest"]
    return named.loc[[of == kind for of, _ in shares.groups], columns]


def one(groups: pd.DataFrame, on: date) -> Answered:
    """How the one group stands; none of anything where there is none. `groups`: stored or counted."""
    if groups.empty:
        return Answered(0, 0, 0, None, 0, 0, None)
    row = groups.iloc[0]
    return Answered(
        **{name: int(row[name]) for name in COUNTS},
        median_hours=None if pd.isna(row["minutes"]) else float(row["minutes"]) / 60,
        oldest_days=age(row["oldest"], on),
    )


def by(groups: pd.DataFrame, names: pd.DataFrame, column: str, on: date) -> pd.DataFrame:
    """Rows of `Row` with their code under `column`, in its order: of all that have any count, and of all that are `listed`.
    `groups`: stored or counted; `names`: code, name, listed."""
    any_count = (groups["concerns"] > 0) | (groups["unanswered"] > 0)
    found = groups[any_count].set_index("code")
    listed = names.loc[names["listed"].astype(bool), "code"]
    codes = pd.Index(sorted({*found.index, *listed}), name=column, dtype="object")
    frame = found[list(COUNTS)].reindex(codes, fill_value=0)
    frame.insert(0, "name", codes.map(names.set_index("code")["name"]).astype("object"))
    oldest = found["oldest"].reindex(codes)
    return frame.assign(
        median_hours=pd.to_numeric(found["minutes"]).reindex(codes) / 60,
        oldest_days=pd.Series([age(day, on) for day in oldest], codes, "Int64"),
    ).reset_index()


def age(day: Maybe[date], on: date) -> int | None:
    """For how many days something has waited; None for what is missing."""
    return None if pd.isna(day) else (on - pd.Timestamp(day).date()).days
