"""One decision: what is to be done, by whom, until when, what it is about and what became of it; and where its unit reports and the
office checks."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.meeting.figures import ITS_OWN, PAGE
from components.parts import assignment, breadcrumb, decision_list, form_card
from components.parts.form_card import Acts
from components.parts.html import Content, draw, inner, joined, strong
from components.parts.sentences import clauses, headline, quoted
from components.scope import Scope
from components.words import meeting_words
from data_access import rows
from data_access.meetings import holding
from data_access.metrics import DECISIONS_OPEN
from data_access.rows import or_none
from data_access.wording import beside, name, text

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
    with st.container(key="assignment-room"):
        draw(assignment.paper(text("meeting.matter"), row.what, "meeting", _facts(row, title, scope)))
        assignment.history("decision_steps", "meeting", steps, meeting_words.act, _who, DECISIONS_OPEN)
    if scope.on == scope.latest:
        form_card.acts(row, f"decision-{row.decision}", _ACTS, scope)


def _facts(row, meeting: str, scope: Scope) -> dict[str, Content]:
    return {
        "unit": strong(meeting_words.unit(row)),
        "state": decision_list.state(row),
        "timing": meeting_words.timing(row),
        "about": _thing(row, scope),
        "proof": meeting_words.by_fact(row) or meeting_words.proof(row),
        "meeting": inner(scope.again(PAGE, **ITS_OWN | {"meeting": row.meeting}), meeting),
    }


def _thing(row, scope: Scope) -> Markup | None:
    if (about := or_none(row.about)) is None:
        return None
    page, key = _ABOUT[about]
    kind = name("decision_about", about)
    return joined(kind, " ", inner(scope.link(page, **{key: row.thing}), quoted(row.title)))


def _who(step) -> str:
    role = or_none(step.role)
    return beside(or_none(step.account), name("role", role) if role else None)
