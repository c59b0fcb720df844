"""What the page of supervision says first: how many slips are open, how grave, and whether they are answered in time."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts.cards import figure, notes, notice
from components.parts.html import draw, inner
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope
from components.words import numerals
from data_access import metrics
from data_access.metrics import Definition
from data_access.supervision.slips import LATELY
from data_access.wording import text

PAGE = "supervision"
ITS_OWN = dict.fromkeys(("slip", "case", "topic", "project", "committee", "view"))
"""What of an address is of one slip alone, be it still to be issued."""


def sentence(counts, proposals: pd.DataFrame | None) -> None:
    """How many slips are open, how many of them red, how many wait to be checked, how many the rule proposes. `counts`:
    supervision.counts; `proposals`: supervision.proposed, None where the reader has none."""
    proposed = 0 if proposals is None else len(proposals)
    headline(
        clauses(
            _open(counts),
            filled("supervision.to_check_is", count=numerals.count(counts.slips_to_check))
            if counts.slips_to_check
            else None,
            filled("supervision.proposed_is", count=numerals.count(proposed)) if proposed else None,
        )
    )


def _open(counts) -> Markup | str:
    if not counts.slips_open:
        return text("supervision.none_open")
    grave = [
        filled(f"supervision.{colour}_is", count=numerals.count(count))
        for colour in ("red", "orange")
        if (count := getattr(counts, f"slips_{colour}"))
    ]
    return listed(filled("supervision.open_is", count=numerals.count(counts.slips_open)), *grave)


def draw_all(counts, scope: Scope) -> None:
    """The figures with their bases, each leading to its slips. `counts`: as above."""
    answered, due = counts.answered_in_time, counts.answers_due
    of_due = text("supervision.of_due", part=numerals.count(answered), whole=numerals.count(due))
    of_open = text("supervision.colours", **{one: _count(counts, one) for one in ("orange", "blue")})
    with st.container(key="figures"):
        _stock(metrics.SLIPS_OPEN, counts.slips_open, text("supervision.on_day", day=scope.on), "open", scope)
        _stock(metrics.SLIPS_RED, counts.slips_red, of_open, "open", scope)
        _stock(
            metrics.SLIPS_TO_CHECK, counts.slips_to_check, text("supervision.check_means"), "answered", scope
        )
        rate = metrics.SLIPS_ANSWERED_IN_TIME.of(counts)
        none = text("supervision.none_due", days=LATELY)
        figure(metrics.SLIPS_ANSWERED_IN_TIME, numerals.rate(rate), notes(of_due if due else none))


def missing(scope: Scope) -> None:
    """That there is no such slip, or none for the reader."""
    draw(
        notice(
            text("supervision.unknown"), " ", inner(scope.again(PAGE, slip=None), text("supervision.back"))
        )
    )


def _stock(metric: Definition, number: int, below: str, stage: str, scope: Scope) -> None:
    address = scope.again(PAGE, stage=stage, q=None) + "#slips"
    figure(metric, numerals.count(number), notes(below), target=address if number else None)


def _count(counts, colour: str) -> str:
    return numerals.count(getattr(counts, f"slips_{colour}"))
