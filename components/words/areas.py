"""The figures of a neighbourhood or a building, as far as they may be told."""

from collections.abc import Callable

from components.words import numerals
from data_access.wording import text


def left(area) -> str:
    """What is told of the households without a resident bound."""
    if area.cover == "nearly":
        return text("area.few_left")
    return _steps(area.left, area.left_high, numerals.count)


def bound(area) -> str:
    """Bound households as they may be told."""
    if area.cover == "small":
        return text("sign.few")
    return numerals.MISSING if area.cover else _steps(area.low, area.high, numerals.count)


def share(area) -> str:
    """Coverage as it may be told."""
    return _steps(area.value, area.value_high, numerals.rate)


def as_of(area) -> str:
    """Which day the figures of an area are of."""
    return text("area.as_of" if area.published else "area.not_yet_told", day=area.as_of)


def _steps(low, high, written: Callable) -> str:
    """A number of which it is told that it is at least, at most so much; percent signs are not said twice."""
    least, most = written(low), written(high)
    if least == most:
        return least
    return text("sign.range", low=least.removesuffix("%") if most.endswith("%") else least, high=most)
