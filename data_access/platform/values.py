"""Reads single values, whatever a platform keeps there: what cannot be read, and what says "not set", is None.

The same readings in SQL are in `data_access.dialects`.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

EARLIEST = date(2010, 1, 1)
"""No community platform is older: a day before it is a mistake in the row."""
LONG_AGO = date(1990, 1, 1)
"""Nothing that a town still tells of happened or ended before."""
BEGINNING = date(1900, 1, 1)
"""The day from which something holds that has no first day."""
FOREVER = date(9999, 12, 31)
"""The day until which something holds that has no last day."""
YES = ("1", "1.0", "t", "true", "y", "yes", "是")
NO = ("0", "0.0", "f", "false", "n", "no", "否")
BLANKS = " \u3000\t\r\n"

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[ T](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?"
    r" ?(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?(?::\d\d)?)?"
)
_NOT_SET = re.compile(r"|0000-00-00.*|1970-01-01.*|9999-12-3[01].*|-?infinity", re.IGNORECASE)
_NO_DAYS = ("1970-01-01", "9999-12-30", "9999-12-31")
_BEGINNING = str(BEGINNING)


@dataclass(frozen=True)
class Zone:
    """The zone in which a platform keeps moments that name none, as hours before UTC."""

    offset: timedelta = timedelta(hours=8)

    @property
    def ours(self) -> bool:
        """Whether the platform's clock is the town's."""
        return self.offset == timedelta(hours=8)

    def __str__(self) -> str:
        minutes = int(self.offset.total_seconds()) // 60
        return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


SHANGHAI = Zone()


def number(value: Any) -> float | None:
    """A finite number."""
    try:
        read = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return read if math.isfinite(read) else None


def whole(value: object) -> int | None:
    """A whole number that the store can hold."""
    read = number(value)
    return None if read is None or abs(read) > 2**31 - 1 else int(read)


def code(value: object) -> str | None:
    """An id, code or word as text, outer blanks cut; bytes that are not UTF-8 become U+FFFD."""
    if value is None:
        return None
    read = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return read.strip(BLANKS) or None


def flag(value: object) -> bool | None:
    """A yes or a no, in whatever spelling."""
    read = {b"\0": "0", b"\1": "1"}.get(value) if isinstance(value, bytes) else None
    word = (read or code(value) or "").lower()
    return True if word in YES else False if word in NO else None


def not_set(value: object) -> bool:
    """Whether a day or moment is empty or says by a sentinel that there is none."""
    return value is None or bool(_NOT_SET.fullmatch(str(value).strip(BLANKS)))


def moment(value: object, zone: Zone = SHANGHAI) -> datetime | None:
    """A moment in Shanghai in whole seconds, as the platform's clock tells it where it names no zone."""
    found = None if value is None else _ISO.fullmatch(str(value).strip(BLANKS))
    if found is None or found["day"] in _NO_DAYS:
        return None
    try:
        read = datetime.fromisoformat(f"{found['day']} {found['time'] or '00:00'}")
        offset = _offset(found) if found["utc"] or found["sign"] else zone.offset
        read += SHANGHAI.offset - offset
    except (ValueError, OverflowError):
        return None
    day = str(read)[:10]
    return read if day >= _BEGINNING and day not in _NO_DAYS else None


def day(value: object) -> date | None:
    """A day: a moment's in Shanghai where it names its zone, else as it stands."""
    read = moment(value)
    return read and read.date()


def beginning(value: object) -> date | None:
    """The day from which a row holds: a row without one holds from BEGINNING on; None where it cannot be read."""
    return BEGINNING if not_set(value) else day(value)


def _offset(found: re.Match) -> timedelta:
    if found["utc"]:
        return UTC.utcoffset(None)
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return -offset if found["sign"] == "-" else offset
