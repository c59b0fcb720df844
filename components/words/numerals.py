"""Numbers, differences and days as a reader of this language writes them; what is missing is a dash."""

from datetime import date, datetime
from functools import cache

import pandas as pd
from babel.numbers import get_decimal_symbol, get_group_symbol

from data_access.metrics import percent, rounded
from data_access.wording import day_in_words, text, year

MISSING = "—"


class Numeral(str):
    """A number as it is written: what a sentence makes bold."""

    __slots__ = ()


def count(number) -> str:
    """A whole number with its thousands separated."""
    return MISSING if missing(number) else Numeral(_written(f"{int(number):,}"))


def rate(share) -> str:
    """A share in per cent, one decimal."""
    return MISSING if missing(share) else Numeral(_written(f"{percent(share):,}") + "%")


def points(difference) -> str:
    """A difference of shares in percentage points, with its sign and unit."""
    return MISSING if missing(difference) else text("numeral.points", number=signed_points(difference))


def signed_points(difference) -> str:
    """A difference of shares in percentage points, with its sign, under a heading that says the unit."""
    return MISSING if missing(difference) else _signed(percent(difference))


def bare_points(difference: float) -> str:
    """How large a difference of shares is, for a sentence that says which way and in what."""
    return Numeral(_written(f"{abs(percent(difference)):,}"))


def change(number) -> str:
    """A difference of whole numbers with its sign."""
    return MISSING if missing(number) else _signed(int(number))


def decimal(number, places: int = 1) -> str:
    """A number that is no count, as an estimate, with its decimals; halves are rounded up."""
    return MISSING if missing(number) else _signed_or_plain(rounded(number, places))


def signed(number, places: int = 0) -> str:
    """An estimated difference with its sign."""
    return MISSING if missing(number) else _signed(rounded(number, places))


def period(first: date, last: date) -> str:
    """From one day to another, in one phrase; a year that both share is written once."""
    if first.year != last.year:
        return text("numeral.period_of_years", first=first, last=last)
    if first == last:
        return day(first)
    alike = year.get() in (None, first.year)
    return text("numeral.period" if alike else "numeral.period_of_year", first=first, last=last)


def day(moment: date | datetime) -> str:
    """A day, with its year where that is not the reader's."""
    return day_in_words(moment)


def since(compare: date | None) -> str:
    """What a day is compared with: another day, or by None the usual week before."""
    return text("numeral.week_before") if compare is None else day(compare)


def tick(moment: date) -> str:
    """A day without its year, on a scale whose last day says it."""
    return text("language.day", day=moment)


def moment(at: datetime) -> str:
    """A moment to the minute, with its year where that is not the reader's."""
    return text("numeral.moment", at=at)


def written_moment(at: datetime | None) -> str | None:
    """A moment as a file has it: the same way in every language."""
    return None if at is None else f"{at:%Y-%m-%d %H:%M:%S}"


def _signed(number) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return Numeral(sign + _written(f"{abs(number):,}"))


def _signed_or_plain(number) -> str:
    return Numeral(("−" if number < 0 else "") + _written(f"{abs(number):,}"))


def missing(number) -> bool:
    """Whether there is no number to write."""
    return number is None or pd.isna(number)


def _written(plain: str) -> str:
    group, point = _symbols(text("language.numbers"))
    return plain if (group, point) == (",", ".") else plain.translate({44: group, 46: point})


@cache
def _symbols(locale: str) -> tuple[str, str]:
    # Babel's own formatting takes half a millisecond a number, and a page shows hundreds.
    return get_group_symbol(locale), get_decimal_symbol(locale)
