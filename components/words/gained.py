"""A change of coverage beside what it is made of: households bound, bases changed, committees that came into the count."""

from collections.abc import Callable
from decimal import Decimal

import pandas as pd

from components.words import numerals
from data_access.metrics import Parts, percent
from data_access.wording import text


def of_which(parts: Parts | None, fill: Callable[..., str] = text) -> str:
    """What a change is made of, in words; nothing where all of it was bound, or nothing is known. `fill`: what fills the
    words (`sentences.filled` makes the numbers bold)."""
    if parts is None:
        return ""
    if parts.own is None:
        return text("gained.not_alike")
    moved = {key: points for key, points in parts.in_points.items() if points or key == "own"}
    if len(moved) < 2:
        return ""
    clauses = [fill(f"gained.{key}", points=numerals.signed(points, 1)) for key, points in moved.items()]
    between = clauses[0][:0] + text("sign.listed")
    return fill("gained.of_which", parts=between.join(clauses))


def way(parts: Parts) -> tuple[str, str]:
    """Which way the coverage went (`level`, `up` or `down`) and by how many points, for a sentence."""
    whole = float(parts.whole)
    points = numerals.bare_points(whole)
    return "level" if points == numerals.bare_points(0) else "up" if whole > 0 else "down", points


def rest(own: float | None, whole: float | None) -> Decimal:
    """The points that a changed base gave, as shown: what own points leave of the whole."""
    if own is None or whole is None or pd.isna(own) or pd.isna(whole):
        return Decimal(0)
    return percent(whole) - percent(own)
