"""What meetings have decided, what supervision demands and what was reported last, beside the town's figures on the wall."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import slip_list
from components.parts.cards import figure, notes
from components.parts.html import b, inner, li, p, span, ul
from components.scope import Scope, town
from components.words import numerals
from data_access import metrics, rows
from data_access.supervision.colours import COLOURS
from data_access.wording import text


def draw(short: tuple[Any, ...], issued: pd.DataFrame, scope: Scope) -> None:
    """The figures of what there is. `short`: meetings.in_short; `issued`: kept.issued of a kind."""
    made, due, slips = short
    has_slips = town().keeps("case_file") and (slips.slips_open or slips.answers_due)
    if not (made.open or made.done or has_slips or len(issued)):
        return
    with st.container(key="loop"):
        if made.open or made.done:
            _decisions(made, due, scope)
        if has_slips:
            _slips(slips, scope)
        if len(issued):
            _issued(rows.first(issued))


def _decisions(made, due: date | None, scope: Scope) -> None:
    late = p(_late(made.late), cls="changes") if made.late else None
    below = (
        text("meeting.next_due", day=due) if due else text("meeting.done_of", count=numerals.count(made.done))
    )
    count = numerals.count(made.open)
    figure(metrics.DECISIONS_OPEN, count, late, notes(below), target=scope.link("meeting"))


def _late(number: int) -> Markup:
    return span(
        text("meeting.late_count", count=numerals.count(number)), cls="decision-state", data_state="late"
    )


def _slips(slips, scope: Scope) -> None:
    """Those that wait for their unit, by colour; the gravest first."""
    counts = ((colour, getattr(slips, f"slips_{colour}")) for colour in reversed(COLOURS))
    address = scope.link("supervision")
    lines = [
        li(inner(address, b(numerals.count(count)), " ", slip_list.colour(colour)))
        for colour, count in counts
    ]
    figure(None, ul(lines, cls="by-light"), key="slips_by_colour", label=text("overview.slips"))


def _issued(row) -> None:
    figure(None, numerals.day(row.day), key="bulletin_issued", label=text("overview.bulletin"))
