"""One slip as it is printed and handed over: number, addressee, what is demanded until when, and what became of it; and where its
unit answers and the office checks."""

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import assignment, breadcrumb, downloads, form_card, slip_list
from components.parts.form_card import Acts
from components.parts.html import Content, draw, inner, joined, strong
from components.parts.sentences import clauses, headline, quoted
from components.scope import Scope
from components.supervision import paper
from components.supervision.figures import PAGE
from components.words import numerals, slip_words
from data_access.metrics import SLIPS_ANSWERED_IN_TIME
from data_access.rows import or_none
from data_access.supervision import issuing
from data_access.wording import beside, name, text

_ABOUT = {
    "case": ("cases", "case"),
    "topic": ("topics", "topic"),
    "project": ("project", "project"),
    "committee": ("committee", "committee"),
}
"""By what a slip is about: the page of that, and what its address calls it."""
_ACTS = Acts("supervision", "slip", issuing.SLIPS, "slip_answers", issuing.answer, "slips", issuing.move)


def show(row, steps: pd.DataFrame, scope: Scope) -> None:
    """The slip, its history, and what the reader may do about it. `row`: of supervision.listed; `steps`: supervision.history."""
    breadcrumb.trail([(scope.again(PAGE, slip=None), text("nav.supervision")), ("", quoted(row.number))])
    headline(
        clauses(slip_words.colour(row.colour), slip_words.standing(row)),
        whose=quoted(row.number),
    )
    with st.container(key="assignment-room"):
        with st.container(key="slip-paper"):
            facts = _facts(row, scope)
            draw(assignment.paper(text("supervision.paper_title"), row.demand, "supervision", facts))
            downloads.offer_paper("slip", row.number, lambda: paper.document(row, steps, scope.lang))
        who = partial(_who, slip=row)
        assignment.history("slip_steps", "supervision", steps, slip_words.act, who, SLIPS_ANSWERED_IN_TIME)
    form_card.acts(row, f"slip-{row.slip}", _ACTS, scope)


def _facts(row, scope: Scope) -> dict[str, Content]:
    return {
        "unit": strong(slip_words.unit(row)),
        "colour": joined(slip_list.colour(row.colour), " ", _grown(row)),
        "title": _thing(row, scope),
        "reason": slip_words.reason(row.reason),
        "issued_on": numerals.day(row.issued_at),
        "due_on": slip_words.timing(row),
    }


def _grown(row) -> str:
    """With what colour a slip began that has grown since."""
    return (
        "" if row.first == row.colour else text("supervision.began_as", colour=slip_words.colour(row.first))
    )


def _thing(row, scope: Scope) -> Markup:
    if (about := or_none(row.about)) is None:
        return quoted(row.title)
    page, key = _ABOUT[about]
    return inner(scope.link(page, **{key: row.thing}), quoted(row.title))


def _who(step, slip) -> str:
    """Whose step it was: the unit's that answers, else a role's; and by which account."""
    role = or_none(step.role)
    whose = slip_words.unit(slip) if step.kind == "answered" else name("role", role) if role else None
    return beside(whose, or_none(step.account))
