"""The figures of a neighbourhood or a building, as far as they may be told."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby

from components.words import numerals
from data_access.wording import text

_NUMBERED = re.compile(r"([1-9]\d*)(\D*)")


def numbers(names: Iterable[str]) -> list[str]:
    """Names of buildings in few pieces: numbers that follow one another as a range, what several of them end in once."""
    ends: defaultdict[str, list[int]] = defaultdict(list)
    others = []
    for name in names:
        if found := _NUMBERED.fullmatch(name):
            ends[found[2]].append(int(found[1]))
        else:
            others.append(name)
    pieces = []
    for end, own in ends.items():
        *first, last = _runs(sorted(own))
        pieces += [*first, last + end]
    return pieces + others


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


def _runs(ordered: list[int]) -> list[str]:
    runs: list[str] = []
    for _, run in groupby(enumerate(ordered), key=lambda at: at[1] - at[0]):
        inside = [number for _, number in run]
        low, high = str(inside[0]), str(inside[-1])
        runs += [text("sign.range", low=low, high=high)] if len(inside) > 2 else map(str, inside)
    return runs


def _steps(low, high, written: Callable) -> str:
    """A number of which it is told that it is at least, at most so much; percent signs are not said twice."""
    least, most = written(low), written(high)
    if least == most:
        return least
    return text("sign.range", low=least.removesuffix("%") if most.endswith("%") else least, high=most)
