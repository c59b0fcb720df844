"""Committees by coverage: who leads, who needs help, where one of them stands; as far as the town shows rankings."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import definition, lacking, signs
from components.parts.cards import card, empty, notes
from components.parts.html import b, div, draw, h2, inner, joined, p, section, span, td, th, tr
from components.parts.tables import brief
from components.scope import Scope, current
from components.words import gained, next_place, numerals
from components.words.place_names import short
from data_access.metrics import COVERAGE, IMPROVEMENT, NEEDS_HELP, Definition
from data_access.registration.progress import Standing
from data_access.settings import settings
from data_access.wording import beside, term, text

SHOWN = 5


@lacking.needing(*COVERAGE.required)
def extremes(standings: pd.DataFrame) -> None:
    """The leading committees and those in need of help; in bands the first and the last quarter, in code order;
    without rankings the committees in code order. `standings`: progress.standings."""
    ranked = standings[standings["place"].notna()]
    rankings = settings().rankings
    if rankings == "full":
        lowest = ranked[~ranked.index.isin(ranked.index[:SHOWN])].iloc[::-1][:SHOWN]
        _list("leading", text("overview.leading"), ranked[ranked["value"] > 0][:SHOWN], COVERAGE)
        _list("needs_help", text("overview.needs_help"), lowest, NEEDS_HELP)
    elif rankings == "bands":
        ordered = ranked.sort_values("committee")
        for key, quarter in (("first_quarter", 1), ("last_quarter", 4)):
            _list(key, text(f"overview.{key}"), ordered[ordered["quarter"] == quarter][:SHOWN], COVERAGE)
    else:
        _list("by_code", text("overview.by_code"), standings.sort_values("committee")[: 2 * SHOWN], COVERAGE)


@lacking.needing(*COVERAGE.required)
def boards(standings: pd.DataFrame) -> None:
    """The five with the highest coverage beside the five that gained most; in bands the first quarter of each, in
    code order; nothing without rankings. `standings`: progress.standings."""
    with st.container(key="boards"):
        ranked, rankings = standings[standings["place"].notna()], settings().rankings
        if rankings == "full":
            level = ranked[ranked["value"] > 0][:SHOWN]
            risen = ranked[ranked["improvement_own"] > 0]
            risen = risen.sort_values(["improvement_place", "committee"])[:SHOWN]
            _list("level", text("registration.level"), level, COVERAGE)
            _list("improvement", text("registration.improvement"), risen, IMPROVEMENT, "improvement_place")
        elif rankings == "bands":
            ordered = ranked.sort_values("committee")
            level, risen = (ordered[ordered[key] == 1][:SHOWN] for key in ("quarter", "improvement_quarter"))
            _list("level", text("registration.level_band"), level, COVERAGE)
            _list("improvement", text("registration.improvement_band"), risen, IMPROVEMENT)


def own(standings: pd.DataFrame, scope: Scope) -> None:
    """The committee the reader has chosen: its place, its coverage, its next step. Nothing where none is chosen."""
    if scope.committee is None:
        return
    found = standings[standings["committee"] == scope.committee]
    back = inner(scope.link("overview"), text("overview.back"), cls="back")
    with st.container(key="own"):
        if found.empty:
            draw(section(p(text("overview.not_that_day", code=scope.committee)), back, cls="card own"))
            return
        row = next(found.itertuples())
        place, below = _place(row, int(standings["place"].notna().sum()), scope.compare)
        week = joined(signs.arrow(row.improvement), numerals.points(row.improvement), " ", _of_which(row))
        figures = div(
            p(b(place, cls="figure"), span(below, cls="label")),
            p(
                b(numerals.rate(row.value), cls="figure"),
                span(text("figure.since", since=numerals.since(scope.compare)), " ", week, cls="label"),
            ),
            cls="own-figures",
        )
        draw(
            section(h2(row.name), back, figures, _next_step(row), notes(beside(*_facts(row))), cls="card own")
        )


def _place(row: Standing, ranked: int, since: date | None) -> tuple[str, str]:
    rankings = settings().rankings
    if isinstance(row.reason, str) and rankings != "off":
        return numerals.MISSING, text(f"reason.{row.reason}")
    if rankings == "full":
        of_ranked = text("standing.of_ranked", count=numerals.count(ranked))
        moved = text("standing.newly") if row.newly else _moved(row.moved, since)
        return text("standing.place_is", place=row.place), beside(of_ranked, moved)
    if rankings == "bands":
        return text("standing.quarter", quarter=row.quarter), text("standing.of_quarters")
    return numerals.count(row.registered), text("trend.stock")


def _moved(places, since: date | None) -> str:
    if pd.isna(places):
        return ""
    if places == 0:
        return text("overview.kept", since=numerals.since(since))
    key = "overview.risen" if places > 0 else "overview.fallen"
    return text(key, count=abs(int(places)), since=numerals.since(since))


def _of_which(row: Standing) -> str:
    adjusted = gained.rest(row.improvement_own, row.improvement)
    if not adjusted:
        return ""
    own = text("gained.own", points=numerals.signed_points(row.improvement_own))
    base = text("gained.base", points=numerals.signed(adjusted, 1))
    return text("gained.of_which", parts=text("sign.listed").join([own, base]))


def _next_step(row: Standing) -> Markup | None:
    if settings().rankings != "full" or pd.isna(row.place):
        return None
    return p(text("sign.comma").join(next_place.steps(row)), cls="next-step")


def _facts(row: Standing) -> list[str]:
    bound, base = numerals.count(row.households), numerals.count(row.occupied_households)
    facts = [
        text("figure.no_households")
        if pd.isna(row.households)
        else text("standing.bound", bound=bound, base=base)
        if pd.notna(row.occupied_households)
        else text("standing.bound_only", bound=bound),
        text("standing.registered_own", count=numerals.count(row.registered)),
    ]
    if current().rights.may("applicants", row.committee):
        counts = {
            key: numerals.count(getattr(row, name))
            for key, name in (("count", "waiting"), ("long", "waiting_long"))
        }
        facts.append(text("overview.waiting_own", **counts))
    if pd.notna(row.net_new_households):
        facts.append(text("overview.net_own", count=numerals.change(row.net_new_households)))
    return [*facts, text("standing.stalled_own")] if row.stalled else facts


def _list(key: str, title: str, rows: pd.DataFrame, metric: Definition, place: str = "place") -> None:
    seen, places = current(), settings().rankings == "full"
    most = max(rows["value"].max(), 0.4) if len(rows) else 1
    heads = [("committee", ""), ("coverage_rate", "num rate"), ("growth", "num growth")]
    if places:
        heads.insert(0, ("place", "num place"))
    lines = [
        _row(row, seen, getattr(row, place) if places else None, place == "place", most)
        for row in rows.itertuples()
    ]
    listed = brief([(_heading(words, seen), kind) for words, kind in heads], lines, "ranked")
    with st.container(key=f"list-{key}"):
        body = listed if lines else empty(text("standing.none_ranked"))
        draw(card(title, body, beside=definition.fold(metric)))


def _heading(key: str, seen: Scope) -> str:
    if key == "growth" and seen.compare:
        return text("registration.points_since", day=seen.compare)
    return term("overview", key)


def _row(row: Standing, seen: Scope, place: int | None, moved: bool, most: float) -> Markup:
    step = _step(row.moved, seen.compare) if moved else None
    return tr(
        None if place is None else td(numerals.count(place), step, cls="num place"),
        th(inner(seen.portrait(row.committee), short(row.name)), scope="row"),
        td(signs.bar(row.value, numerals.rate(row.value), most), cls="num rate"),
        td(signs.points(row.improvement_own, row.improvement), cls="num"),
        aria_current="true" if row.committee == seen.mine else None,
    )


def _step(moved, since: date | None) -> Markup:
    if pd.isna(moved) or moved == 0:
        return span(cls="moved")
    return span(signs.arrow(moved), abs(int(moved)), cls="moved", title=_moved(moved, since))
