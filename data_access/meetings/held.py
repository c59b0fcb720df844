"""The meetings as they stand on a day: called, open, closed."""

import re
from datetime import date, datetime
from typing import Any, Protocol

import pandas as pd
from sqlalchemy import Select

from data_access.clock import SHANGHAI, end_of
from data_access.records import meeting, query
from data_access.rows import Maybe

STATES = ("called", "open", "closed")
_ADDRESS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,3}))?")


class Meeting(Protocol):
    """A row of `standing`."""

    id: str
    meeting: str
    """Its day, and with a second one of that its number, as addresses name it."""
    day: date
    number: int
    """Of the day."""
    state: str
    """One of STATES."""
    called_at: datetime
    opened_at: Maybe[datetime]
    closed_at: Maybe[datetime]
    minutes: Maybe[str]
    """What its minutes say, as minutes.kept reads it; of closed ones."""
    edition: int


def address(day: date, number: int) -> str:
    """How addresses name a meeting."""
    return f"{day}" if number == 1 else f"{day}-{number}"


def called() -> Select:
    """Every meeting: the columns of records.meeting."""
    return query(*meeting.c).order_by(meeting.c.day.desc(), meeting.c.number.desc())


def standing(called: pd.DataFrame, day: date) -> pd.DataFrame:
    """The meetings that were called by the end of the day, the latest first: rows of `Meeting`. `called`: of `called`."""
    end = end_of(day).replace(tzinfo=SHANGHAI)
    rows = [_row(row, end) for row in called.itertuples() if row.called_at < end]
    return pd.DataFrame(rows, columns=[*Meeting.__annotations__])


def under_way(meetings: pd.DataFrame) -> Any:
    """The meeting that is called or open, of which there is one at most; None where none is. `meetings`: of `standing`."""
    return next((row for row in meetings.itertuples() if row.state != "closed"), None)


def last_closed(meetings: pd.DataFrame) -> Any:
    """The meeting that was closed last; None where none was. `meetings`: of `standing`."""
    closed = meetings[meetings["state"] == "closed"].sort_values("closed_at", ascending=False)
    return next(closed.itertuples(), None)


def of_address(meetings: pd.DataFrame, written: str | None) -> Any:
    """The meeting that an address names; None where there is none. `meetings`: of `standing`."""
    found = _ADDRESS.fullmatch(written or "")
    code = f"{found[1]}-{found[2]}" if found and found[2] not in (None, "1") else found and found[1]
    return next((row for row in meetings.itertuples() if row.meeting == code), None)


def _row(row: Any, end: datetime) -> dict[str, object]:
    opened, closed = (_by_then(moment, end) for moment in (row.opened_at, row.closed_at))
    state = "closed" if closed else "open" if opened else "called"
    kept = {name: getattr(row, name) for name in ("id", "day", "number", "called_at", "edition")}
    return kept | {
        "meeting": address(row.day, row.number),
        "state": state,
        "opened_at": opened,
        "closed_at": closed,
        "minutes": row.minutes if closed else None,
    }


def _by_then(moment: Any, end: datetime) -> datetime | None:
    return None if moment is None or pd.isna(moment) or moment >= end else moment
