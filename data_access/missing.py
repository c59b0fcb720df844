"""What a row of a frame may lack."""

from typing import Any, TypeAlias, TypeVar

Value = TypeVar("Value")

Maybe: TypeAlias = Value | Any
"""A value, or a missing one: None, NaN, NaT or NA, as the frame's column has it. A type checker takes it for the value,
since what tells them apart is `pd.isna`, of which it knows nothing."""
