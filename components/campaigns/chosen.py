"""One campaign: what it brought, its photos before, during and after, and what it moved in its committees."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.campaigns import phrases
from components.parts import breadcrumb, table_card
from components.parts.cards import card, empty, figure, notes
from components.parts.html import b, div, draw, h3, inner, section, span, td, th, tr
from components.parts.sentences import clauses, filled, headline
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.campaigns import held
from data_access.campaigns.effect import AROUND
from data_access.campaigns.held import Campaign
from data_access.metrics import (
    CAMPAIGN_EFFECT,
    CAMPAIGN_PARTICIPANTS,
    CAMPAIGN_POSTS,
    CAMPAIGN_PRAISE,
    rounded,
)
from data_access.wording import name, text

_NAMED = 3


def sentence(own: Campaign, places: pd.DataFrame, scope: Scope) -> None:
    """The way back to all of them, and what it was in a sentence. `places`: held.places."""
    trail = [
        (scope.link("campaigns"), text("campaigns.all")),
        (scope.link("campaigns", campaign=own.campaign), own.name),
    ]
    breadcrumb.trail(trail)
    held_in = filled(
        "campaigns.held_in",
        kind=phrases.kind(own),
        period=phrases.period(own),
        where=_named(places, scope) or phrases.where(own),
        state=name("campaign_state", own.state),
    )
    brought = filled(
        "campaigns.brought",
        posts=numerals.count(own.posts),
        persons=phrases.participants(own),
        praise=numerals.count(own.praise),
    )
    headline(clauses(held_in, brought), whose=own.name)


def _named(places: pd.DataFrame, scope: Scope) -> Markup | str:
    """Its committees by name, each a way to its portrait; nothing where they are many, or all."""
    existing = places[places["name"].notna()]
    if existing.empty or len(places) > _NAMED:
        return ""
    ways = [inner(scope.portrait(row.committee), short(row.name)) for row in existing.itertuples()]
    return Markup(text("sign.listed")).join(ways)


def figures(own: Campaign) -> None:
    """Its posts, who took part, the praise."""
    with st.container(key="figures"):
        figure(CAMPAIGN_POSTS, numerals.count(own.posts))
        figure(CAMPAIGN_PARTICIPANTS, phrases.participants(own))
        figure(CAMPAIGN_PRAISE, numerals.count(own.praise))


def pictures(photos: pd.DataFrame) -> None:
    """Before, during and after side by side. `photos`: held.photos of the campaign."""
    columns = [(phase, _sent(rows)) for phase, rows in held.by_phase(photos)]
    some = [section(h3(text(f"campaign_span.{phase}")), sent) for phase, sent in columns if sent]
    with st.container(key="campaign_photos"):
        body = div(some, cls="campaign-phases") if some else empty(text("campaigns.no_photos"))
        draw(card(text("campaigns.photos"), body))


def _sent(photos: pd.DataFrame) -> list[Markup]:
    return [found for row in photos.itertuples() if (found := phrases.photo(row, under_phase=True))]


def effect(own: Campaign, moved: pd.DataFrame) -> None:
    """What it moved, figure by figure, or why that is not estimated. `moved`: campaigns.moved."""
    title = text("campaigns.effect")
    if not own.committees:
        body = empty(text("campaigns.no_effect_of_town"))
        table_card.draw("campaign_effect", title, body, metric=CAMPAIGN_EFFECT)
        return
    heads = [
        ("figure", ""),
        ("span", ""),
        ("before_daily", "num"),
        ("daily", "num"),
        ("expected_daily", "num"),
        ("estimate", "num"),
    ]
    lines = [_line(row) for row in moved.itertuples()]
    table = brief(
        [(text(f"campaigns.{key}"), kind) for key, kind in [*heads, ("verdict", "")]],
        lines,
        "campaign-effect",
    )
    note = notes(text("campaigns.method"))
    table_card.draw(
        "campaign_effect",
        title,
        div(table, cls="scrolls-x"),
        note,
        metric=CAMPAIGN_EFFECT,
        frame=lambda: frame(moved),
    )


def _line(row) -> Markup:
    interval = (
        ""
        if pd.isna(row.low)
        else text("campaigns.interval", low=numerals.signed(row.low), high=numerals.signed(row.high))
    )
    return tr(
        th(text(f"campaign_figure.{row.figure}"), scope="row"),
        td(text(f"campaign_span.{row.span}")),
        td(numerals.decimal(row.before / AROUND), cls="num"),
        td(numerals.decimal(row.whole / row.days), cls="num"),
        td(numerals.decimal(row.expected / row.days), cls="num"),
        td(b(numerals.signed(row.estimate)), " ", span(interval, cls="label"), cls="num"),
        td(verdict(row)),
    )


def verdict(row) -> str:
    """Whether it moved a figure, that none is to be seen, or why nothing is estimated. `row`: of campaigns.moved."""
    if isinstance(row.reason, str):
        return text(f"campaign_no_estimate.{row.reason}")
    if not row.visible:
        return text("campaigns.unseen")
    return text("campaigns.more" if row.estimate > 0 else "campaigns.fewer")


def frame(moved: pd.DataFrame) -> pd.DataFrame:
    """What it moved as it is downloaded."""
    rows = list(moved.itertuples())
    columns = {
        text("campaigns.figure"): [text(f"campaign_figure.{row.figure}") for row in rows],
        text("campaigns.span"): [text(f"campaign_span.{row.span}") for row in rows],
        text("campaigns.days"): [row.days for row in rows],
        text("campaigns.before_whole"): [int(row.before) for row in rows],
        text("campaigns.whole"): [int(row.whole) for row in rows],
    }
    columns |= {
        text(f"campaigns.{key}"): [_one_decimal(getattr(row, key)) for row in rows]
        for key in ("expected", "estimate", "low", "high")
    }
    return pd.DataFrame(columns | {text("campaigns.verdict"): [verdict(row) for row in rows]}, dtype="object")


def _one_decimal(number) -> float | None:
    return None if pd.isna(number) else float(rounded(number))
