"""Why a committee stands where it stands, and what the next place and the target cost in households."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import quantiles

import pandas as pd

from data_access.metrics import Parts

UNSURPASSABLE = "unsurpassable"
FIRST = "first"


def parts(before: pd.DataFrame, now: pd.DataFrame) -> Parts | None:
    """What the change of coverage between two days is made of, over all rows (committee, households,
    occupied_households); None where there is no coverage on one of the two."""
    then, since = _measured(before), _measured(now)
    if not then or not since:
        return None
    whole = _ratio(since.values()) - _ratio(then.values())
    both = sorted(then.keys() & since.keys())
    if not both:
        return Parts(None, scope=whole)
    start, end = (_ratio(counts[code] for code in both) for counts in (then, since))
    like_for_like = _ratio((since[code][0], then[code][1]) for code in both)
    return Parts(like_for_like - start, end - like_for_like, whole - (end - start))


@dataclass(frozen=True)
class Why:
    """What moved a committee between two days, in places risen, which sum exactly to its movement: `own` from its own
    households, `base` from a changed base, `others` from others that rose, fell, came or left."""

    places_own: int
    places_base: int
    places_others: int

    @property
    def places(self) -> int:
        """The places risen (negative: fallen)."""
        return self.places_own + self.places_base + self.places_others


def why(before: pd.DataFrame, now: pd.DataFrame, committee: str) -> Why | None:
    """Why the committee moved between two ranked frames (committee, households, occupied_households,
    place); None where it has no place on one of the two days.

    Step by step: first its own households change, then its base, then all others.
    """
    then, since = _ranked(before), _ranked(now)
    if committee not in then or committee not in since:
        return None
    (bound_0, base_0), (bound_1, base_1) = then[committee], since[committee]
    rivals_before = sorted(Fraction(*then[code]) for code in then if code != committee)
    rivals_now = sorted(Fraction(*since[code]) for code in since if code != committee)
    start, own, end = Fraction(bound_0, base_0), Fraction(bound_1, base_0), Fraction(bound_1, base_1)
    places = [
        _place(start, rivals_before),
        _place(own, rivals_before),
        _place(end, rivals_before),
        _place(end, rivals_now),
    ]
    steps = [earlier - later for earlier, later in zip(places, places[1:], strict=False)]
    return Why(*steps)


def gap_to_next(ranked: pd.DataFrame) -> pd.DataFrame:
    """For each ranked committee the fewest households that lift it strictly above the next higher coverage.

    Columns: committee, gap (missing where there is none), next_committee (the first in code order of those
    with that coverage) and obstacle (`first`: nobody is above; `unsurpassable`: not within its base).
    """
    rows = _ranked(ranked)
    holders: dict[Fraction, str] = {}
    for code, (bound, base) in sorted(rows.items()):
        holders.setdefault(Fraction(bound, base), code)
    levels = sorted(holders)
    found: list[tuple[str, int | None, str | None, str | None]] = []
    for code, (bound, base) in rows.items():
        above = bisect_right(levels, Fraction(bound, base))
        if above == len(levels):
            found.append((code, None, None, FIRST))
            continue
        level = levels[above]
        gap = math.floor(level * base) + 1 - bound
        beyond = bound + gap > base
        found.append((code, None if beyond else gap, holders[level], UNSURPASSABLE if beyond else None))
    frame = pd.DataFrame(found, columns=["committee", "gap", "next_committee", "obstacle"])
    return frame.astype({"gap": "Int64"})


def leads(ranked: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """For each ranked committee how far it is ahead of the next lower coverage: lead (the fewest households that lift one of
    those strictly above it; missing where none of them can within its base), behind (that committee, the first in code
    order of equal ones) and behind_place, both missing for the last. Index: committee. `gaps`: gap_to_next."""
    places = ranked.dropna(subset=["place"]).set_index("committee")["place"]
    behind = gaps.dropna(subset=["next_committee"]).sort_values(["gap", "committee"])
    behind = behind.assign(
        place=behind["next_committee"].map(places), behind_place=behind["committee"].map(places)
    ).drop_duplicates("place")
    named = behind.rename(columns={"gap": "lead", "committee": "behind"}).set_index("place")
    found = named.reindex(places)[["lead", "behind", "behind_place"]]
    return found.set_index(places.index)


@dataclass(frozen=True)
class ToTarget:
    """The way to a target: households still needed, needed a day until it is due, and when it may be
    reached (`earliest` and `latest`; a missing `latest` is open-ended).

    Where both are missing though households are needed, `reason` says why: FEW_DAYS of data, NO_GROWTH, SPARSE (growth on
    few of the days only) or FAR (not within a hundred years).
    """

    needed: int
    pace: Fraction | None
    earliest: date | None
    latest: date | None
    reason: str | None = None


FEW_DAYS, NO_GROWTH, SPARSE, FAR = "few_days", "no_growth", "sparse", "far"
LEAST_DAYS = 10
"""With fewer days of data no date is told."""


def to_target(coverage: float, due: date, bound: int, base: int, daily: list[int], on: date) -> ToTarget:
    """The way from `bound` of `base` households on the day to a target coverage by `due`.

    `daily` is the net new households of up to 14 last days, oldest first; under 10 of them, or without
    growth on the whole, no date is told. The range comes from their quartiles.
    """
    needed = max(0, math.ceil(Fraction(str(coverage)) * base) - bound)
    days = (due - on).days
    pace = Fraction(needed, days) if days > 0 else None
    if needed == 0:
        return ToTarget(needed, pace, None, None)
    if len(daily) < LEAST_DAYS or sum(daily) <= 0:
        return ToTarget(needed, pace, None, None, FEW_DAYS if len(daily) < LEAST_DAYS else NO_GROWTH)
    slow, fast = _quartiles(daily)
    earliest = _reached(on, needed, fast)
    reason = None if earliest else SPARSE if fast <= 0 else FAR
    return ToTarget(needed, pace, earliest, _reached(on, needed, slow), reason)


def stalled(days: list[pd.DataFrame], target: float | pd.Series | None = None) -> list[str]:
    """Committees with net new households of 0 or less on each step between the frames (committee,
    households, occupied_households; oldest first), while below the target where there is one.

    `target` is one coverage for all, or each committee's own by its code. A committee that is not in all
    frames, as one new since, is not stalled.
    """
    last = days[-1].set_index("committee")
    counts = [frame.set_index("committee")["households"].reindex(last.index) for frame in days]
    steps = pd.concat(counts, axis=1).astype(float)
    still = steps.notna().all(axis=1) & ~(steps.diff(axis=1).iloc[:, 1:] > 0).any(axis=1)
    if target is not None:
        goal = target.reindex(last.index) if isinstance(target, pd.Series) else target
        base = pd.to_numeric(last["occupied_households"]).astype(float)
        goals = goal if isinstance(goal, pd.Series) else pd.Series(goal, last.index)
        rows = zip(last["households"], base, goals, strict=True)
        still &= ~pd.Series([_reaches(*row) for row in rows], last.index, dtype=bool)
    return list(last.index[still])


def _reaches(bound: float, base: float, goal: float) -> bool:
    """Whether so many households of a base are a coverage, in whole households."""
    if not base > 0 or pd.isna(goal):
        return False
    return bound >= Fraction(str(float(goal))) * int(base)


def _reached(on: date, needed: int, a_day: float) -> date | None:
    if a_day <= 0:
        return None
    days = math.ceil(needed / a_day)
    return on + timedelta(days=days) if days < 36_500 else None


def _quartiles(flow: list[int]) -> tuple[float, float]:
    """The first and the third quartile, by linear interpolation."""
    first, _, third = quantiles(flow, n=4, method="inclusive")
    return first, third


def _measured(frame: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Bound and base of each committee that has a coverage."""
    bound, base = (pd.to_numeric(frame[column]) for column in ("households", "occupied_households"))
    has_coverage = bound.notna() & (base > 0)
    rows = zip(frame["committee"][has_coverage], bound[has_coverage], base[has_coverage], strict=True)
    return {code: (int(part), int(whole)) for code, part, whole in rows}


def _ratio(counts: Iterable[tuple[int, int]]) -> Fraction:
    bound, base = map(sum, zip(*counts, strict=True))
    return Fraction(bound, base)


def _ranked(frame: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Bound and base of each committee that has a place."""
    ranked = frame[frame["place"].notna()]
    numbers = zip(ranked["committee"], ranked["households"], ranked["occupied_households"], strict=True)
    return {code: (int(bound), int(base)) for code, bound, base in numbers}


def _place(coverage: Fraction, rivals: list[Fraction]) -> int:
    return len(rivals) - bisect_right(rivals, coverage) + 1
