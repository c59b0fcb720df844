"""A change of coverage beside what it is made of: households bound, bases changed, committees that came into the count."""

from decimal import Decimal
from html import escape

import pandas as pd

from components.words import numerals
from data_access.metrics import Parts, percent
from data_access.wording import text


def of_which(parts: Parts | None) -> str:
    """What a change is made of, in words; nothing where all of it was bound, or nothing is known."""
    if parts is None:
        return ""
    if parts.own is None:
        return text("gained.not_alike")
    shown = {key: points for key, points in parts.shown.items() if points or key == "own"}
    if len(shown) < 2:
        return ""
    said = [text(f"gained.{key}", points=numerals.signed(points, 1)) for key, points in shown.items()]
    return text("gained.of_which", parts=text("gained.listed").join(said))


def way(parts: Parts) -> tuple[str, str]:
    """Which way the coverage went (`level`, `up` or `down`) and by how many points, for a sentence."""
    whole = float(parts.whole)
    points = numerals.bare_points(whole)
    return "level" if points == numerals.bare_points(0) else "up" if whole > 0 else "down", points


def cell(own: float | None, whole: float | None) -> str:
    """Points of households bound, and below them those of a changed base, as HTML. `whole`: the change of coverage."""
    shown = f"{numerals.arrow(own)}{numerals.signed_points(own)}"
    adjusted = rest(own, whole)
    if not adjusted:
        return shown
    said = text("gained.base_short", points=numerals.signed(adjusted, 1))
    return f'{shown}<span class="adjusted">{escape(said)}</span>'


def of_town(parts: Parts | None) -> str:
    """`cell` of the town, with the committees that came into the count or left it."""
    if parts is None or parts.own is None:
        return numerals.MISSING
    said = cell(float(parts.own), float(parts.own + parts.base))
    if scope := parts.shown["scope"]:
        words = escape(text("gained.scope", points=numerals.signed(scope, 1)))
        said += f'<span class="adjusted">{words}</span>'
    return said


def rest(own: float | None, whole: float | None) -> Decimal:
    """The points that a changed base gave, as shown: what own points leave of the whole."""
    if own is None or whole is None or pd.isna(own) or pd.isna(whole):
        return Decimal(0)
    return percent(whole) - percent(own)
