"""Slips in short, wherever they stand: the colour, the number, what is demanded of whom, until when."""

import pandas as pd
from markupsafe import Markup

from components import menu
from components.parts import table_card
from components.parts.cards import begun, empty
from components.parts.html import inner, li, span, ul
from components.parts.sentences import quoted
from components.scope import Scope, town
from components.words import slip_words
from data_access.access.rights import Unit
from data_access.metrics import SLIPS_OPEN
from data_access.wording import beside, text


def draw(key: str, title: str, slips: pd.DataFrame, scope: Scope, first: int | None = None) -> None:
    """A card of them, the `first` of them before a press; nothing where there are none. `slips`: supervision.listed."""
    if slips.empty:
        return
    every = inner(scope.link("supervision"), text("supervision.all"), cls="all-works")
    table_card.draw(key, title, brief(slips, scope, first), metric=SLIPS_OPEN, beside=every)


def mine(slips: pd.DataFrame, unit: Unit | None, scope: Scope) -> None:
    """What waits for a unit's answer, or for the office. `slips`: supervision.waiting; `unit`: None of the office."""
    draw("my_slips", text("supervision.of_unit" if unit else "supervision.of_office"), slips, scope)


def of_case(slips: pd.DataFrame, case: str, scope: Scope) -> None:
    """The card of a case's slips; for the office with the way to issue one. `slips`: supervision.listed."""
    issue = inner(scope.link("supervision", case=case), text("supervision.about_case"), cls="all-works")
    if not scope.rights.writes("slips"):
        return draw("case_slips", text("supervision.of_case"), slips, scope)
    listed = brief(slips, scope) if len(slips) else empty(text("supervision.none_listed"))
    table_card.draw("case_slips", text("supervision.of_case"), listed, metric=SLIPS_OPEN, beside=issue)
    return None


def way(scope: Scope, cls: str = "to-issue", **thing: str) -> Markup | None:
    """The way to issue a slip about a thing, which is named as addresses name it; for who may, where the town supervises.
    `cls`: as what its page shows it."""
    if not scope.rights.writes("slips") or not town().keeps(*menu.BY_KEY["supervision"].needs):
        return None
    return inner(scope.link("supervision", **thing), text("supervision.issue_title"), cls=cls)


def brief(slips: pd.DataFrame, scope: Scope, first: int | None = None) -> Markup:
    """A line each, all of them or the `first` before a press. `slips`: supervision.listed."""
    lines = [_row(row, scope) for row in slips.itertuples()]
    return begun(lines, first or len(lines), lambda some: ul(some, cls="slip-list"), "common.more")


def colour(code: str) -> Markup:
    """A slip's colour, always with its word and its shape."""
    return span(slip_words.colour(code), cls="slip-colour", data_colour=code)


def link(row, scope: Scope) -> Markup:
    """A slip's number, which leads to it."""
    return inner(scope.link("supervision", slip=row.slip), quoted(row.number))


def _row(row, scope: Scope) -> Markup:
    return li(
        colour(row.colour),
        span(link(row, scope), " ", quoted(row.title), cls="what"),
        span(beside(slip_words.unit(row), slip_words.state(row.state)), cls="whose-it-is"),
        span(slip_words.timing(row), cls="timing"),
    )
