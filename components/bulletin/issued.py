"""The bulletins that were issued, and where the office issues one."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components import writing
from components.bulletin.choices import PAGE
from components.parts import form_card
from components.parts.cards import card, empty
from components.parts.html import draw as put
from components.parts.html import inner, li, p, span, ul
from components.scope import Scope
from components.words import numerals
from components.writing import Form, Writer
from data_access.bulletins import kept
from data_access.bulletins.content import Content
from data_access.settings import settings
from data_access.wording import text

_SHOWN = 31


def draw(rows: pd.DataFrame, scope: Scope) -> None:
    """Those up to the day, the latest first, each with the way to it. `rows`: kept.issued."""
    lines = [_line(row, scope) for row in rows[:_SHOWN].itertuples()]
    body = ul(lines, cls="bulletin-list") if lines else empty(text("bulletin.none_issued"))
    put(card(text("bulletin.list_title"), body, cls="bulletin-issued"))


def _line(row, scope: Scope) -> Markup:
    day = inner(
        scope.again(PAGE, on=row.day),
        numerals.day(row.day),
        aria_current="true" if row.day == scope.on else None,
    )
    return li(day, span(text("bulletin.issued_at", at=numerals.moment(row.issued_at)), cls="when"))


def form(content: Content, scope: Scope) -> None:
    """The button that issues a draft; for who may."""
    if not scope.rights.writes("bulletins"):
        return
    issue = writing.form(f"bulletin-{content.kind}-{content.on}", "bulletins")
    with form_card.card(issue, "bulletin", text("bulletin.issue_title"), p(text("bulletin.issue_means"))):
        label = text("bulletin.issue")
        st.form_submit_button(label, type="primary", on_click=issue.send, args=(_issue, content))


def _issue(writer: Writer, _form: Form, content: Content) -> str:
    robots = settings().bulletin.robots
    kept.issue(writer.engine, writer.actor, writer.times, content, robots)
    return content.kind
