"""Party members on a committee's portrait: how many show the identity, its three places, its branches, and the way to all of it."""

import pandas as pd
import streamlit as st

from components.parts import allowed, lacking
from components.parts.html import b, h2, inner, li, section, span, ul
from components.parts.html import draw as put
from components.party.head import shown_rate
from components.scope import Scope
from components.words import numerals
from data_access import metrics
from data_access.metrics import Ratio
from data_access.party.members import BY_KEY
from data_access.settings import settings
from data_access.wording import beside, text


@lacking.needing(*metrics.PARTY_REGISTERED.required)
@allowed.needing("party")
def draw(row, boards: dict[str, pd.DataFrame], branches: pd.DataFrame, scope: Scope) -> None:
    """A line of figures. `row`: of party.suppressed, None where there are none that day; `boards`: party.boards;
    `branches`: branches.on_day of the committee."""
    if row is None:
        return
    facts = [(text("metric.identity_shown_rate.name"), shown_rate(row))]
    facts.append((text("metric.party_active.name"), _active(row)))
    facts += [_place(BY_KEY[key], rows, row.committee) for key, rows in boards.items()]
    if len(branches):
        facts.append((text("party.branches"), numerals.count(len(branches))))
    listed = [li(span(label, cls="label"), " ", b(value)) for label, value in facts]
    way = inner(scope.link("party", committee=row.committee), text("party.to_all"))
    with st.container(key="party-portrait"):
        put(section(h2(text("nav.party")), ul(listed), way, cls="card fact-strip"))


def _active(row) -> str:
    """The share that takes part, where it may be told and is kept."""
    open_ = pd.notna(row.identity_shown) and pd.notna(row.active_30) and row.recorded and row.identity_shown
    return numerals.rate(metrics.PARTY_ACTIVE.of(row)) if open_ else numerals.MISSING


def _place(metric: Ratio, rows: pd.DataFrame, committee: str) -> tuple[str, str]:
    """The figure a member or per 1,000 residents, and the place where the town shows places."""
    own = next(rows[rows["committee"] == committee].itertuples())
    rate = _rate(metric, own.value)
    label = text(f"party.each_{metric.unit}", name=text(f"metric.{metric.key}.name"))
    if pd.isna(own.place) or settings().rankings == "off":
        return label, rate
    if settings().rankings == "bands":
        return label, beside(rate, text("standing.quarter", quarter=own.quarter))
    return label, beside(rate, text("standing.place_is", place=own.place))


def _rate(metric: Ratio, value) -> str:
    if pd.isna(value):
        return numerals.MISSING
    if metric.unit == "per_hundred":
        return text("party.times", count=numerals.decimal(float(value)))
    return numerals.decimal(float(value) * metric.per)
