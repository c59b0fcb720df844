"""What a department's own work says first, and what is said to who has none here."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import allowed, decision_list, slip_list
from components.parts.html import draw, inner, nav
from components.parts.sentences import clauses, filled, headline
from components.scope import Scope, town
from components.words import numerals
from data_access.access.rights import Unit
from data_access.wording import text


def sentence(own, cases, scope: Scope) -> None:
    """How many cases it has, how many of them too late, how many posts wait for its answer. `own`: a row of
    concerns.by_department; `cases`: cases.figures of it."""
    parts = [*_cases(cases), _posts(own)] if town().keeps("case_file") else [_posts(own)]
    headline(clauses(*filter(None, parts)) if any(parts) else clauses(text("waits.nothing")), whose=own.name)
    portrait = inner(scope.link("department", department=own.department), text("waits.to_portrait"))
    draw(nav(portrait, cls="ways", aria_label=own.name))


def orders(decisions: pd.DataFrame, slips: pd.DataFrame, unit: Unit | None, scope: Scope) -> None:
    """What meetings have decided that waits for a unit, and the slips to be answered; or what the office is to check (`unit`: None).
    `decisions`: meetings.waiting; `slips`: supervision.waiting."""
    if len(decisions) or len(slips):
        with st.container(key="orders"):
            decision_list.mine(decisions, unit, scope)
            slip_list.mine(slips, unit, scope)


def idle(scope: Scope) -> None:
    """That nothing waits for the reader here, and what they can open."""
    headline(clauses(text("waits.nothing_here")))
    ways = [inner(scope.link(key), text(f"nav.{key}")) for key in allowed.pages() if key != "me"]
    draw(nav(ways, cls="ways", aria_label=text("access.ways")))


def _cases(counts) -> list[Markup | str]:
    if not counts.open:
        return []
    late = filled("department.overdue_is", count=numerals.count(counts.overdue)) if counts.overdue else ""
    return [filled("department.open_is", count=numerals.count(counts.open)), late]


def _posts(own) -> Markup | str:
    if numerals.missing(own.unanswered) or not own.unanswered:
        return ""
    count, days = numerals.count(own.unanswered), numerals.count(own.oldest_days)
    if not own.unanswered_24h:
        return filled("waits.posts", count=count, days=days)
    return filled("waits.posts_late", count=count, late=numerals.count(own.unanswered_24h), days=days)
