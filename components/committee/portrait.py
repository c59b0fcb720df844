"""The portrait of one committee: where it stands, what moved it, what the next place and the target cost."""

import re
from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, markup
from components.parts.figures import expected
from components.scope import Scope
from components.words import gained, numerals
from components.words.areas import as_of, bound, left, share
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import Metric
from data_access.settings import settings
from data_access.wording import text

_NUMBER = re.compile(r"(?<![\w&#])\d(?:[\d,.]*\d)?%?")


def sentence(row, movement, above: dict | None) -> None:
    """Where the committee stands, in a sentence. `row`: of progress.standings; `movement`: movement.of_committee;
    `above`: movement.next_above."""
    clauses = [_said_coverage(row, movement), _said_place(row, movement), _next_in_words(row, above)]
    name = f'<span class="whose">{escape(row.name)}</span>'
    said = text("overview.semicolon").join(filter(None, clauses)) + text("overview.stop")
    _heading(f"{name} {_stressed(said)}")


def of_area(name: str, area) -> None:
    """How far a neighbourhood or a building is, in a sentence. `area`: a row of areas.neighbourhoods or buildings."""
    if pd.notna(area.value):
        words = text("committee.area_is", rate=share(area), left=left(area))
    elif pd.isna(area.cover):
        words = text("overview.bound_only", bound=bound(area)) + text("overview.stop")
    else:
        words = text("committee.area_covered")
    _heading(f'<span class="whose">{escape(name)}</span> {_stressed(words)}')


def uncounted(name: str) -> None:
    """That nothing is known of a neighbourhood or a building in a town that keeps no households, in a sentence."""
    words = text("figure.no_households") + text("overview.stop")
    _heading(f'<span class="whose">{escape(name)}</span> {escape(words)}')


def figures(row, movement, above: dict | None, spans: dict, way, standings, scope: Scope) -> None:
    """Place, coverage, the next place, the target, growth, applications. `spans`: net new households by span in days;
    `way`: a row of targets.ways, None where there is none; `standings`: all committees."""
    shown = settings().rankings
    with st.container(key="figures"):
        if shown != "off":
            _place(row, movement, int(standings["place"].notna().sum()))
        _coverage(row, movement)
        if shown == "full":
            _next(row, above, scope)
        _target(row, way)
        _growth(row, spans)
        long = text("figure.waiting_long", count=numerals.count(row.waiting_long))
        _card(
            metrics.WAITING,
            numerals.count(row.waiting),
            markup.notes(long if row.waiting_long else text("figure.none_long")),
        )


def area_figures(area) -> None:
    """Coverage, bound households and what is left of a neighbourhood or a building, as far as it may be told."""
    of = text("figure.of", part=bound(area), whole=numerals.count(area.occupied_households))
    with st.container(key="figures"):
        _card(metrics.COVERAGE, escape(share(area)), markup.notes(of, as_of(area)))
        _card(
            None,
            left(area),
            markup.notes(text("committee.left_note")),
            key="left",
            label=text("committee.left"),
        )


def _stressed(words: str) -> str:
    return _NUMBER.sub(r"<b>\g<0></b>", escape(words))


def _heading(words: str) -> None:
    with st.container(key="sentence"):
        st.html(f'<h1 class="sentence">{words}</h1>')


def _since(movement) -> str:
    return text("committee.since", day=movement.since)


def _said_coverage(row, movement) -> str:
    if pd.isna(row.households):
        return text("overview.registered_own", count=numerals.count(row.registered))
    if pd.isna(row.value):
        return text("committee.no_base", bound=numerals.count(row.households))
    said = [text("committee.coverage_is", rate=numerals.rate(row.value))]
    if movement.coverage is not None:
        key, points = gained.way(movement.coverage)
        said.append(text(f"committee.{key}", points=points, day=movement.since))
        said.append(gained.of_which(movement.coverage))
    return text("overview.comma").join(filter(None, said))


def _said_place(row, movement) -> str:
    shown = settings().rankings
    if shown == "off":
        return ""
    if isinstance(row.reason, str):
        return text(f"reason.{row.reason}")
    if shown == "bands":
        return text("overview.quarter", quarter=row.quarter)
    said = text("overview.place_is", place=row.place), _moved(row, movement)
    return text("overview.comma").join(filter(None, said))


def _moved(row, movement) -> str:
    if movement.place_before is None:
        return text("overview.newly") if movement.newly else ""
    steps = movement.place_before - int(row.place)
    if not steps:
        return text("committee.kept", day=movement.since)
    return text("committee.risen" if steps > 0 else "committee.fallen", count=abs(steps), day=movement.since)


def _next_in_words(row, above: dict | None) -> str:
    if settings().rankings != "full" or pd.isna(row.place):
        return ""
    if above is None:
        return text("overview.first")
    if not row.reachable:
        return text("overview.beyond", name=short(above["name"]))
    return text("overview.to_next", name=short(above["name"]), count=numerals.count(row.to_next))


def _place(row, movement, ranked: int) -> None:
    if isinstance(row.reason, str):
        _card(
            metrics.MOVEMENT,
            numerals.MISSING,
            markup.notes(text(f"reason.{row.reason}")),
            label=text("committee.place"),
        )
        return
    if settings().rankings == "bands":
        value, notes = text("overview.quarter", quarter=row.quarter), [text("overview.of_quarters")]
    else:
        value, notes = text("overview.place_is", place=row.place), [text("overview.of_ranked", count=ranked)]
        notes = [*filter(None, [_moved(row, movement)]), *notes]
    _card(metrics.MOVEMENT, escape(value), markup.notes(*notes), label=text("committee.place"))


def _coverage(row, movement) -> None:
    if pd.isna(row.households):
        _card(metrics.COVERAGE, numerals.MISSING, markup.notes(text("figure.no_households")))
        return
    change = None if movement.coverage is None else float(movement.coverage.whole)
    since = escape(_since(movement))
    shown = f'<p class="changes"><span class="label">{since}</span> <b>{numerals.arrow(change)}{numerals.points(change)}</b></p>'
    notes = [*filter(None, [gained.of_which(movement.coverage)])]
    if pd.isna(row.value):
        notes.append(text("overview.bound_only", bound=numerals.count(row.households)))
    else:
        whole = numerals.count(row.occupied_households)
        notes.append(text("overview.bound", bound=numerals.count(row.households), base=whole))
    _card(metrics.COVERAGE, numerals.rate(row.value), shown + markup.notes(*notes))


def _next(row, above: dict | None, scope: Scope) -> None:
    if above is None or pd.isna(row.place):
        said = text("overview.first") if pd.notna(row.place) else text("committee.no_place")
        _card(metrics.GAP_TO_NEXT, numerals.MISSING, markup.notes(said))
        return
    address = escape(scope.link("committee", committee=above["committee"]))
    who = (
        f'<p class="note">{escape(text("committee.before"))}<a data-inner href="{address}">{escape(short(above["name"]))}</a>'
        f" {numerals.rate(above['value'])}</p>"
    )
    value = _households(row.to_next) if row.reachable else escape(text("committee.beyond"))
    _card(metrics.GAP_TO_NEXT, value, who)


def _target(row, way) -> None:
    if pd.isna(row.goal):
        _card(metrics.GAP_TO_TARGET, numerals.MISSING, markup.notes(text("figure.no_target")))
        return
    notes = [text("figure.target", rate=numerals.rate(row.goal), day=row.due)]
    if way is None:
        notes.append(text("figure.no_households" if pd.isna(row.households) else "figure.no_base"))
        _card(metrics.GAP_TO_TARGET, numerals.MISSING, markup.notes(*notes))
        return
    if way.needed and pd.notna(way.pace):
        notes.append(text("figure.pace", count=numerals.decimal(way.pace)))
    days = [None if pd.isna(day) else day for day in (way.earliest, way.latest)]
    notes.append(expected(way.needed, *days, way.undated))
    _card(metrics.GAP_TO_TARGET, _households(way.needed), markup.notes(*notes))


def _households(number) -> str:
    return f'{numerals.count(number)}<span class="unit">{escape(text("unit.households"))}</span>'


def _growth(row, spans: dict) -> None:
    if pd.isna(row.households):
        _card(metrics.NET_NEW_HOUSEHOLDS, numerals.MISSING, markup.notes(text("figure.no_households")))
        return
    week = spans.get(7)
    changes = "".join(
        f'<li><span class="label">{escape(text("figure.span", days=span))}</span> <b>{numerals.arrow(n)}{numerals.change(n)}</b></li>'
        for span, n in spans.items()
    )
    still = markup.notes(text("overview.stalled_own")) if row.stalled else ""
    _card(metrics.NET_NEW_HOUSEHOLDS, numerals.change(week), f'<ul class="changes">{changes}</ul>{still}')


def _card(
    metric: Metric | None, value: str, below: str, key: str | None = None, label: str | None = None
) -> None:
    label = label or text(f"metric.{metric.key}.name")
    fold = definition.fold(metric) if metric else ""
    with st.container(key=f"fig-{key or metric.key}"):
        markup.draw(
            f'<section class="card fig"><div class="fig-head"><h2 class="label">{escape(label)}</h2>{fold}</div>'
            f'<div class="figure">{value}</div>{below}</section>'
        )
