"""Decisions of meetings in short, wherever they stand: what is to be done, by whom, until when, how far it has come."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import begun, empty
from components.parts.html import inner, li, span, ul
from components.parts.sentences import quoted
from components.scope import Scope
from components.words import meeting_words, numerals
from data_access.access.rights import Unit
from data_access.metrics import DECISIONS_OPEN
from data_access.wording import beside, text


def draw(key: str, title: str, decisions: pd.DataFrame, scope: Scope, first: int | None = None) -> None:
    """A card of them, the `first` of them before a press; nothing where there are none. `decisions`: meetings.decided."""
    if decisions.empty:
        return
    every = inner(scope.link("meeting", "decisions"), text("meeting.all"), cls="all-works")
    table_card.draw(key, title, brief(decisions, scope, first), metric=DECISIONS_OPEN, beside=every)


def mine(decisions: pd.DataFrame, unit: Unit | None, scope: Scope) -> None:
    """What waits for a unit, or for the office. `decisions`: meetings.waiting; `unit`: None of the office."""
    title = text("meeting.of_unit" if unit else "meeting.of_office")
    draw("my_decisions", title, decisions, scope)


def of_case(decisions: pd.DataFrame, case: str, scope: Scope) -> None:
    """The card of what meetings decided about a case; for who writes decisions with the way to put it to the meeting. `decisions`:
    meetings.decided."""
    title = text("meeting.of_case")
    if not scope.rights.writes("decisions"):
        return draw("case_decisions", title, decisions, scope)
    listed = brief(decisions, scope) if len(decisions) else empty(text("meeting.none_decided"))
    put = inner(scope.link("meeting", case=case), text("meeting.to_meeting"), cls="all-works")
    table_card.draw("case_decisions", title, listed, metric=DECISIONS_OPEN, beside=put)
    return None


def brief(decisions: pd.DataFrame, scope: Scope, first: int | None = None) -> Markup:
    """A line each, all of them or the `first` before a press. `decisions`: meetings.decided."""
    lines = [_row(row, scope) for row in decisions.itertuples()]
    return begun(lines, first or len(lines), lambda some: ul(some, cls="decision-list"), "common.more")


def standing(row) -> str:
    """How far a decision has come, in words; a late one says so."""
    late = text("meeting.late_mark") if row.late else None
    return beside(late, meeting_words.state(row))


def state(row) -> Markup:
    """The same with its shape and colour."""
    return span(standing(row), cls="decision-state", data_state="late" if row.late else row.state)


def link(row, scope: Scope) -> Markup:
    """What is decided, which leads to it."""
    return inner(scope.link("meeting", decision=row.decision), quoted(row.what))


def _row(row, scope: Scope) -> Markup:
    return li(
        state(row),
        span(link(row, scope), _about(row, scope), cls="what"),
        span(meeting_words.unit(row), cls="whose-it-is"),
        span(meeting_words.timing(row), cls="timing"),
    )


def _about(row, scope: Scope) -> Markup | None:
    """What a decision is about, where neither its unit nor the page says so already."""
    if numerals.missing(row.title) or row.about == "committee" or scope.about.get(row.about) == row.thing:
        return None
    return span(quoted(row.title), cls="about")
