"""The demonstration's calendar: days counted from its first, moments as seconds since that midnight."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

FIRST_DAY = date(2017, 5, 1)
LAST_DAY = date(2017, 7, 16)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
DAY = 86_400
END = DAYS * DAY
NEVER = -(10**9)
"""Stands for an empty moment or day in arrays of whole numbers."""

_BEFORE, _AFTER = 900, 900
_DATES = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in range(-_BEFORE, _AFTER)]
_TIMES = [f" {s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(DAY)]
_HOURS = np.array([1, 0, 0, 0, 0, 1, 6, 14, 22, 26, 24, 20, 22, 18, 18, 20, 22, 24, 30, 44, 50, 38, 18, 5.0])
_HOURS_UP_TO = np.cumsum(_HOURS / _HOURS.sum())
_AWAKE = 6, _HOURS[6:23]
_OFFICE = 8, np.array([7, 12, 12, 8, 3, 7, 11, 11, 10, 6, 3, 5, 4.0])
"""The first hour, and how much happens in it and in each that follows."""


def day(year_month_day: str) -> int:
    """The number of a day written `YYYY-MM-DD`."""
    return (date.fromisoformat(year_month_day) - FIRST_DAY).days


def dates(days: Iterable[int]) -> list[str | None]:
    """Days as the database keeps them."""
    return [None if n == NEVER else _DATES[n + _BEFORE] for n in days]


def date_of(number: int) -> str:
    """One day as the database keeps it."""
    return _DATES[number + _BEFORE]


def moments(seconds: np.ndarray) -> list[str | None]:
    """Moments as the database keeps them; NEVER becomes an empty one."""
    return [
        None if second == NEVER else _DATES[second // DAY + _BEFORE] + _TIMES[second % DAY]
        for second in np.asarray(seconds).tolist()
    ]


def moment(second: int) -> str:
    """One moment as the database keeps it."""
    return _DATES[second // DAY + _BEFORE] + _TIMES[second % DAY]


def seconds_of_day(rng: np.random.Generator, size: int) -> np.ndarray:
    """Times of day as people use their phones: quiet nights, busy evenings."""
    hours = np.searchsorted(_HOURS_UP_TO, rng.random(size), side="right").clip(max=23)
    return hours * 3600 + rng.integers(0, 3600, size)


def waking(second: int) -> int:
    """A moment of any hour moved to one of the same day at which people use their phones; what was earlier stays so."""
    return _within(second, *_AWAKE)


def in_office(second: int) -> int:
    """A moment of any hour moved to one of the same day at which a committee answers; what was earlier stays so."""
    return _within(second, *_OFFICE)


def _within(second: int, first: int, hours: np.ndarray) -> int:
    shares = np.concatenate([[0], np.cumsum(hours / hours.sum())])
    ends = 3600 * (first + np.arange(len(shares)))
    return second // DAY * DAY + int(np.interp(second % DAY / DAY, shares, ends))


def identifiers(rng: np.random.Generator, letter: str, size: int) -> list[str]:
    """Opaque ids: a letter and sixteen hexadecimal digits."""
    digits = rng.bytes(8 * size).hex()
    return [letter + digits[at : at + 16] for at in range(0, 16 * size, 16)]
