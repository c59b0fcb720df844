"""One decision: what is to be done, by whom, until when, what it is about and what became of it; and where its unit reports and the
office checks."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.meeting.figures import ITS_OWN, PAGE
from components.parts import breadcrumb, decision_list, form_card, table_card
from components.parts.cards import card
from components.parts.form_card import Acts
from components.parts.html import Content, dd, div, dl, draw, dt, inner, joined, li, ol, p, span, strong
from components.parts.sentences import clauses, headline, quoted
from components.scope import Scope
from components.words import meeting_words, numerals
from data_access import rows
from data_access.meetings import holding
from data_access.metrics import DECISIONS_OPEN
from data_access.rows import or_none
from data_access.wording import beside, name, term, text

_ABOUT = {
    "case": ("cases", "case"),
    "topic": ("topics", "topic"),
    "project": ("project", "project"),
    "committee": ("committee", "committee"),
}
"""By what a decision is about: the page of that, and what its address calls it."""
_ACTS = Acts(
    "meeting",
    "decision",
    holding.DECISIONS,
    "decision_reports",
    holding.report,
    "decision_checks",
    holding.move,
)


def show(row, held: pd.DataFrame, steps: pd.DataFrame, scope: Scope) -> None:
    """The decision, its history, and what the reader may do about it. `row`: of meetings.decided; `held`: meetings.listed; `steps`:
    meetings.history."""
    title = meeting_words.title(rows.one(held, row.meeting, "meeting"))
    whose = text("meeting.item", number=row.number)
    back = scope.again(PAGE, **ITS_OWN | {"meeting": row.meeting})
    breadcrumb.trail([(scope.again(PAGE, **ITS_OWN), text("meeting.back")), (back, title), ("", whose)])
    headline(clauses(decision_list.standing(row), meeting_words.timing(row)), whose=whose)
    with st.container(key="decision-room"):
        draw(card(text("meeting.matter"), _paper(row, title, scope), cls="decision-paper"))
        table_card.draw(
            "decision_steps",
            text("meeting.history"),
            ol((_step(step) for step in steps.itertuples()), cls="decision-way"),
            metric=DECISIONS_OPEN,
            frame=lambda: frame(steps),
        )
    if scope.on == scope.latest:
        form_card.acts(row, f"decision-{row.decision}", _ACTS, scope)


def frame(steps: pd.DataFrame) -> pd.DataFrame:
    """The history as it is taken away."""
    found = [*steps.itertuples()]
    columns = {
        "at": [numerals.written_moment(step.at) for step in found],
        "act": [meeting_words.act(step.kind) for step in found],
        "who": [_who(step) for step in found],
        "words": steps["words"],
    }
    return pd.DataFrame({term("meeting", key): column for key, column in columns.items()})


def _paper(row, meeting: str, scope: Scope) -> Markup:
    facts: dict[str, Content] = {
        "unit": strong(meeting_words.unit(row)),
        "state": decision_list.state(row),
        "timing": meeting_words.timing(row),
        "about": _thing(row, scope),
        "proof": meeting_words.by_fact(row) or meeting_words.proof(row),
        "meeting": inner(scope.again(PAGE, **ITS_OWN | {"meeting": row.meeting}), meeting),
    }
    listed = [div(dt(term("meeting", key)), dd(words)) for key, words in facts.items() if words]
    return joined(p(quoted(row.what), cls="demand"), dl(listed, cls="decision-facts"))


def _thing(row, scope: Scope) -> Markup | None:
    if (about := or_none(row.about)) is None:
        return None
    page, key = _ABOUT[about]
    kind = name("decision_about", about)
    return joined(kind, " ", inner(scope.link(page, **{key: row.thing}), quoted(row.title)))


def _step(step) -> Markup:
    return li(
        strong(meeting_words.act(step.kind)),
        span(numerals.moment(step.at), cls="when"),
        span(_who(step), cls="who"),
        span(quoted(step.words), cls="words") if or_none(step.words) else None,
        data_kind=step.kind,
    )


def _who(step) -> str:
    role = or_none(step.role)
    return beside(or_none(step.account), name("role", role) if role else None)
