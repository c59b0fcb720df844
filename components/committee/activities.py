"""What goes on in one committee, in short: outreach and its effect, works, opinions, cases."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.committee import works
from components.parts import allowed, case_list, lacking, table_card
from components.parts.cards import begun, card, empty
from components.parts.html import b, draw, inner, joined, li, span, ul
from components.parts.outreach_list import frame, verdict
from components.scope import Scope, town
from components.words import numerals
from data_access import metrics
from data_access.wording import text

SHOWN, CASES = 2, 2


def events(uplifts: pd.DataFrame) -> None:
    """The committee's outreach events, the latest first, each with what it brought. `uplifts`: of outreach.uplift."""
    rows = [_event(row) for row in uplifts.itertuples()]
    held = text("outreach.none")
    body = begun(rows, SHOWN, lambda some: ul(some, cls="events"), "common.more") if rows else empty(held)
    written = (lambda: frame(uplifts)) if rows else None
    table_card.draw("events", text("committee.events"), body, metric=metrics.UPLIFT, frame=written)


@lacking.needing("project")
def work(projects: pd.DataFrame, opinions: pd.DataFrame) -> None:
    """Works, and how many opinions were answered. `projects`: board.works; `opinions`: consultation.opinions; both of the
    committee."""
    ways = works.all_of(projects["committee"].iloc[0]) if len(projects) else None
    facts = ul(li(_opinions(opinions)), cls="facts") if town().keeps("opinion") else None
    with st.container(key="work"):
        draw(card(text("committee.work"), works.listed(projects), facts, beside=ways))


@lacking.needing("case_file")
@allowed.needing("items")
def brought(cases: pd.DataFrame, scope: Scope) -> None:
    """The committee's open cases that the reader sees, the first due first, and a way to all of them. `cases`: cases.listed of
    it, the open ones."""
    listed = empty(text("committee.no_cases"))
    if len(cases):
        listed = joined(case_list.brief(cases, scope, most=CASES), case_list.sensitivity(scope))
    address = scope.link("cases", committee=scope.committee)
    ways = inner(address, text("committee.all_cases"), cls="all-works")
    with st.container(key="open-cases"):
        draw(card(text("committee.cases"), listed, beside=ways))


def _event(row) -> Markup:
    brought = ""
    if not isinstance(row.reason, str):
        interval = text("outreach.interval_is", low=numerals.signed(row.low), high=numerals.signed(row.high))
        brought = text("committee.brought", count=numerals.signed(row.estimate), interval=interval)
    return li(
        span(numerals.day(row.held_on), cls="when"),
        span(row.title or "", cls="what"),
        span(b(verdict(row)), " ", brought, cls="effect"),
    )


def _opinions(opinions: pd.DataFrame) -> str:
    row = opinions.iloc[0]
    if not row.received:
        return text("common.no_opinions")
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(opinions).value)
    return text("committee.opinions", received=numerals.count(row.received), rate=rate)
