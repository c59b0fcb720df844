"""One slip as it is printed and handed over: number, addressee, what is demanded until when, and what became of it; and where its
unit answers and the office checks."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import breadcrumb, downloads, form_card, slip_list, table_card
from components.parts.cards import card
from components.parts.form_card import Acts
from components.parts.html import Content, dd, div, dl, draw, dt, inner, joined, li, ol, p, span, strong
from components.parts.sentences import clauses, headline, quoted
from components.scope import Scope
from components.supervision import paper
from components.supervision.figures import PAGE
from components.words import numerals, slip_words
from data_access.metrics import SLIPS_ANSWERED_IN_TIME
from data_access.rows import or_none
from data_access.supervision import issuing
from data_access.wording import beside, name, term, text

_ABOUT = {"case": ("cases", "case"), "topic": ("topics", "topic"), "project": ("project", "project")}
"""By what a slip is about: the page of that, and what its address calls it."""
_ACTS = Acts("supervision", "slip", issuing.SLIPS, "slip_answers", issuing.answer, "slips", issuing.move)


def show(row, steps: pd.DataFrame, scope: Scope) -> None:
    """The slip, its history, and what the reader may do about it. `row`: of supervision.listed; `steps`: supervision.history."""
    breadcrumb.trail([(scope.again(PAGE, slip=None), text("nav.supervision")), ("", quoted(row.number))])
    headline(
        clauses(slip_words.colour(row.colour), slip_words.standing(row)),
        whose=quoted(row.number),
    )
    with st.container(key="slip-room"):
        with st.container(key="slip-paper"):
            draw(card(text("supervision.paper_title"), _paper(row, scope), cls="slip-paper"))
            downloads.offer_paper("slip", row.number, lambda: paper.document(row, steps, scope.lang))
        table_card.draw(
            "slip_steps",
            text("supervision.history"),
            ol((_step(step, row) for step in steps.itertuples()), cls="slip-way"),
            metric=SLIPS_ANSWERED_IN_TIME,
            frame=lambda: frame(steps, row),
        )
    form_card.acts(row, f"slip-{row.slip}", _ACTS, scope)


def frame(steps: pd.DataFrame, slip) -> pd.DataFrame:
    """The history as it is taken away. `slip`: whose it is."""
    rows = [*steps.itertuples()]
    columns = {
        "at": [numerals.written_moment(row.at) for row in rows],
        "act": [slip_words.act(row.kind) for row in rows],
        "who": [_who(row, slip) for row in rows],
        "words": steps["words"],
    }
    return pd.DataFrame({term("supervision", key): column for key, column in columns.items()})


def _paper(row, scope: Scope) -> Markup:
    facts: dict[str, Content] = {
        "unit": strong(slip_words.unit(row)),
        "colour": joined(slip_list.colour(row.colour), " ", _grown(row)),
        "title": _thing(row, scope),
        "reason": slip_words.reason(row.reason),
        "issued_on": numerals.day(row.issued_at),
        "due_on": slip_words.timing(row),
    }
    listed = [div(dt(term("supervision", key)), dd(words)) for key, words in facts.items()]
    return joined(p(quoted(row.demand), cls="demand"), dl(listed, cls="slip-facts"))


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


def _step(step, slip) -> Markup:
    return li(
        strong(slip_words.act(step.kind)),
        span(numerals.moment(step.at), cls="when"),
        span(_who(step, slip), cls="who"),
        span(quoted(step.words), cls="words") if or_none(step.words) else None,
        data_kind=step.kind,
    )


def _who(step, slip) -> str:
    """Whose step it was: the unit's that answers, else a role's; and by which account."""
    role = or_none(step.role)
    whose = slip_words.unit(slip) if step.kind == "answered" else name("role", role) if role else None
    return beside(whose, or_none(step.account))
