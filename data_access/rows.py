"""Rows of a frame, whose they are, and what they may lack."""

from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar

import pandas as pd

from data_access.access.rights import Rights

Value = TypeVar("Value")

Maybe: TypeAlias = Value | Any
"""A value, or a missing one: None, NaN, NaT or NA, as the frame's column has it. A type checker takes it for the value,
since what tells them apart is `pd.isna`, of which it knows nothing."""


def or_none(value: Any) -> Any:
    """The value; None where it is missing."""
    return None if value is None or pd.isna(value) else value


def of(frame: pd.DataFrame, code: str | None, column: str = "committee") -> pd.DataFrame:
    """The own rows of a committee, or of what else the column names, in a frame of the whole town."""
    return frame[frame[column] == code].reset_index(drop=True)


def whose(frame: pd.DataFrame, own: Rights | None) -> pd.DataFrame:
    """The rows of the committees for which rights stand; all of them where `own` (Rights.own) is None."""
    return frame if own is None else frame[frame["committee"].isin(own.committees)]


def one(frame: pd.DataFrame, code: str | None, column: str = "committee") -> Any:
    """The own row in a frame with one row each; None where there is none."""
    return first(of(frame, code, column))


def first(frame: pd.DataFrame) -> Any:
    """The first row, with a name for each column; None where there is none."""
    return next((SimpleNamespace(**row) for row in frame[:1].to_dict("records")), None)


def together(*parts: Any) -> tuple[Any, ...]:
    """What several queries give, read at once."""
    return parts
