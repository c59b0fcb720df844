"""Reads what a driver gives for a column, whatever a platform keeps there; the unreadable is None."""

import math
from datetime import date, datetime

EARLIEST = date(2010, 1, 1)
"""No community platform is older: a day before it is a mistake in the row."""


def number(value) -> float | None:
    """A finite number."""
    try:
        read = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return read if math.isfinite(read) else None


def whole(value) -> int | None:
    """A whole number that the store can hold."""
    read = number(value)
    return None if read is None or abs(read) > 2**31 - 1 else int(read)


def moment(value) -> datetime | None:
    """A moment in whole seconds, as the platform's own clock tells it."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None)
    return datetime.combine(value, datetime.min.time()) if isinstance(value, date) else None


def day(value) -> date | None:
    """A day."""
    read = moment(value)
    return read and read.date()
