"""What would have come without it: of an area, by what others had in the same days, and how far chance reaches.

An area had x before, the others that nothing touched X together, and Y in the days in question: x · Y ÷ X were to be
expected there. How much further the others scatter around Y ÷ X than pure chance would (quasi-Poisson) tells how far
chance reaches. Measured in docs/decisions.md; nothing is drawn at random.
"""

from statistics import NormalDist
from typing import Any

import numpy as np

FEWEST = 5
"""Fewer areas compared with, or events of a kind, do not tell how far chance reaches."""

_ONE_SIDE = NormalDist().inv_cdf(0.95)  # of a 90 % interval


def comparison(before: np.ndarray, during: np.ndarray, free: np.ndarray) -> tuple[np.ndarray, ...]:
    """For each column, of the areas (rows) that were free: how many had anything, what they had before and during together,
    and Pearson's dispersion of their split between the two (1: pure chance)."""
    free = free & np.isfinite(before + during)
    before, during = np.where(free, before, 0), np.where(free, during, 0)
    whole = before + during
    grew = whole > 0
    earlier, later = before.sum(axis=0).clip(min=0), during.sum(axis=0).clip(min=0)
    share = (later + 0.5) / (earlier + later + 1)
    scatter = np.where(grew, (during - whole * share) ** 2 / np.where(grew, whole, 1), 0).sum(axis=0)
    compared = grew.sum(axis=0)
    return compared, earlier, later, scatter / (share * (1 - share)) / (compared - 1).clip(min=1)


def by_chance(
    own: np.ndarray, earlier: np.ndarray, later: np.ndarray, dispersion: np.ndarray, reach: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that would have come without the event: a gamma's 5 % and 95 % points.

    Its variance is chance's in the days to come, in the own days before and in the comparison, times
    the dispersion. One household and half a household are added to counts so that a quiet week does not
    pass for certainty; half a household each side makes room for whole numbers.
    """
    mean = (own + 1) * (later + 0.5) / (earlier + 0.5)
    relative = 1 / (own + 1) + 1 / (earlier + 0.5) + 1 / (later + 0.5)
    variance = np.maximum(dispersion * (mean + mean**2 * relative), mean)
    least, most = (gamma(mean + 0.5, variance + 1 / 12, side) - 0.5 for side in (-reach, reach))
    return least, most


def interval(part: int, whole: int) -> tuple[float, float]:
    """The 90 % interval of a share (Wilson 1927)."""
    z = _ONE_SIDE**2 / whole
    share = part / whole
    middle, reach = share + z / 2, (z * (share * (1 - share) + z / 4)) ** 0.5
    return max((middle - reach) / (1 + z), 0.0), min((middle + reach) / (1 + z), 1.0)


def gamma(mean: np.ndarray, variance: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """A gamma's point at so many standard deviations of a normal (Wilson and Hilferty 1931)."""
    ninth = variance / (9 * mean**2)
    return mean * np.maximum(1 - ninth + reach * np.sqrt(ninth), 0) ** 3


def student(freedom: Any) -> Any:
    """The 95 % point of Student's t (Abramowitz and Stegun 26.7.5; within 0.2 % from 4 degrees on)."""
    z = _ONE_SIDE
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
