"""A row of a frame, and what it may lack."""

from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar

import pandas as pd

Value = TypeVar("Value")

Maybe: TypeAlias = Value | Any
"""A value, or a missing one: None, NaN, NaT or NA, as the frame's column has it. A type checker takes it for the value,
since what tells them apart is `pd.isna`, of which it knows nothing."""


def first(frame: pd.DataFrame) -> Any:
    """The first row, with a name for each column; None where there is none."""
    return next((SimpleNamespace(**row) for row in frame[:1].to_dict("records")), None)
