"""What goes on in one committee, in short: outreach and its effect, works, opinions, party members."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.committee import works
from components.parts import definition, downloads
from components.parts.outreach_list import frame, verdict
from components.words import numerals
from data_access import metrics
from data_access.wording import text

SHOWN = 4


def events(uplifts: pd.DataFrame) -> None:
    """The committee's outreach events, the latest first, each with what it brought. `uplifts`: of outreach.uplift."""
    rows = [_event(row) for row in uplifts.itertuples()]
    body = _listed(rows, "events") if rows else f'<p class="empty">{escape(text("outreach.none"))}</p>'
    title = escape(text("committee.events"))
    with st.container(key="table-events"):
        st.html(
            f'<section class="card"><div class="fig-head"><h2>{title}</h2>{definition.fold(metrics.UPLIFT)}</div>{body}</section>'
        )
        if rows:
            downloads.offer("events", text("committee.events"), lambda: frame(uplifts), [metrics.UPLIFT])


def work(projects: pd.DataFrame, opinions: pd.DataFrame, party: dict | None, on: date) -> None:
    """Works, opinions and party members. `projects`: board.works; `opinions`: consultation.opinions of the
    committee; `party`: portrait.party."""
    body = works.listed(projects)
    ways = works.all_of(projects["committee"].iloc[0]) if len(projects) else ""
    facts = "".join(f"<li>{fact}</li>" for fact in (_opinions(opinions, on), _party(party)))
    with st.container(key="work"):
        st.html(
            f'<section class="card"><div class="fig-head"><h2>{escape(text("committee.work"))}</h2>{ways}</div>'
            f'{body}<ul class="facts">{facts}</ul></section>'
        )


def _listed(rows: list[str], kind: str) -> str:
    shown = f'<ul class="{kind}">{"".join(rows[:SHOWN])}</ul>'
    if rows[SHOWN:]:
        more = escape(text("committee.more", count=len(rows) - SHOWN))
        shown += f'<details class="more"><summary>{more}</summary><ul class="{kind}">{"".join(rows[SHOWN:])}</ul></details>'
    return shown


def _event(row) -> str:
    told = ""
    if not isinstance(row.reason, str):
        span = text("outreach.interval_is", low=numerals.signed(row.low), high=numerals.signed(row.high))
        told = escape(text("committee.brought", count=numerals.signed(row.estimate), interval=span))
    return (
        f'<li><span class="when">{escape(numerals.day(row.held_on))}</span><span class="what">{escape(row.title or "")}</span>'
        f'<span class="effect"><b>{escape(verdict(row))}</b> {told}</span></li>'
    )


def _opinions(opinions: pd.DataFrame, on: date) -> str:
    row = opinions.iloc[0]
    if not row.received:
        return escape(text("figure.no_opinions"))
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(opinions).value)
    said = text(
        "committee.opinions",
        waiting=numerals.count(row.waiting),
        received=numerals.count(row.received),
        rate=rate,
    )
    if row.waiting:
        said += text("overview.comma") + text(
            "figure.oldest", days=numerals.count((on - row.oldest_waiting.date()).days)
        )
    return escape(said)


def _party(party: dict | None) -> str:
    if party is None or party["identity_shown"] is None:
        return escape(text("committee.party_covered"))
    if not party["kept"] or not party["identity_shown"]:
        return escape(text("party.nobody" if not party["identity_shown"] else "party.no_acts_kept"))
    rate = metrics.PARTY_ACTIVE.of_all(pd.DataFrame([party])).value
    return escape(
        text(
            "committee.party",
            shown=numerals.count(party["identity_shown"]),
            active=numerals.count(party["active_30"]),
            rate=numerals.rate(rate),
        )
    )
