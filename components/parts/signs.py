"""Small signs with their words: traffic lights, which way a number went, what a change of coverage is made of."""

from markupsafe import Markup, escape

from components.parts.html import joined, span
from components.words import gained, numerals
from data_access.metrics import Parts
from data_access.wording import name, text


def light(code: str) -> Markup:
    """A work's light: its colour, always with its word and its shape. `code`: one of stages.LIGHTS."""
    return span(name("light", code), cls="status", data_light=code)


def arrow(number) -> Markup:
    """Which way a difference goes: a sign that a screen reader leaves out, for the number has its own."""
    if numerals.missing(number) or number == 0:
        return Markup("")
    way, sign = ("up", "▲") if number > 0 else ("down", "▼")
    return Markup(f'<span class="way" data-way="{way}" aria-hidden="true">{sign}</span>')


def bar(value, words: str, most: float = 1) -> Markup:
    """A number in words behind a bar, as long as its share of the most; without the bar where it is missing. The words have
    one width in a column, so that its bars begin at one line."""
    if numerals.missing(value):
        return escape(words)
    drawn = span(cls="bar", style=f"--share:{min(float(value) / most, 1) * 100:.1f}%")
    return joined(drawn, span(words, cls="measured"))


def points(own: float | None, whole: float | None) -> Markup:
    """Points of households bound, and below them those of a changed base. `whole`: the change of coverage."""
    drawn = arrow(own) + escape(numerals.signed_points(own))
    adjusted = gained.rest(own, whole)
    if not adjusted:
        return drawn
    return drawn + _adjusted(text("gained.base_short", points=numerals.signed(adjusted, 1)))


def points_of_town(parts: Parts | None) -> Markup:
    """`points` of the town, with the committees that came into the count or left it."""
    if parts is None or parts.own is None:
        return escape(numerals.MISSING)
    drawn = points(float(parts.own), float(parts.own + parts.base))
    if scope := parts.in_points["scope"]:
        drawn += _adjusted(text("gained.scope", points=numerals.signed(scope, 1)))
    return drawn


def change(number) -> Markup:
    """A difference of whole numbers with its arrow."""
    return joined(arrow(number), numerals.change(number))


def _adjusted(words: str) -> Markup:
    return span(words, cls="adjusted")
