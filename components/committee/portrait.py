"""The portrait of one committee: where it stands, what moved it, what the next place and the target cost."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import signs
from components.parts.cards import figure, notes
from components.parts.figures import no_target
from components.parts.html import b, inner, joined, li, p, span, ul
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope, current
from components.words import gained, next_place, numerals
from components.words.areas import as_of, bound, left, share
from components.words.coverage import expected
from components.words.numerals import Numeral
from components.words.place_names import short
from data_access import metrics
from data_access.registration.portrait import Portrait
from data_access.registration.progress import Standing
from data_access.settings import settings
from data_access.wording import text


def sentence(own: Portrait) -> None:
    """Where the committee stands, in a sentence."""
    row, moved = own.row, own.moved
    parts = _said_coverage(row, moved), _place_in_words(row, moved), _next_in_words(row)
    headline(clauses(*parts), whose=row.name)


def figures(own: Portrait, scope: Scope) -> None:
    """Place, coverage, the next place, the target, growth."""
    row, rankings = own.row, settings().rankings
    with st.container(key="figures"):
        if rankings != "off":
            _place(row, own.moved, own.ranked)
        _coverage(row, own.moved)
        if rankings == "full":
            _next(row, own.above, scope)
        _target(row, own.way)
        _growth(row, own.spans)


def of_area(name: str, area, kept: bool) -> None:
    """How far a neighbourhood or a building is, in a sentence and in figures; where no households are `kept`, that nothing is known
    of it. `area`: a row of areas.neighbourhoods or areas.buildings."""
    if not kept:
        headline(text("figure.no_households") + text("sign.stop"), whose=name)
        return
    if pd.notna(area.value):
        words: str = filled("committee.area_is", rate=Numeral(share(area)), left=Numeral(left(area)))
    elif pd.isna(area.cover):
        words = filled("standing.bound_only", bound=Numeral(bound(area))) + text("sign.stop")
    else:
        words = text("committee.area_covered")
    headline(words, whose=name)
    _area_figures(area)


def _of(row: Standing) -> dict[str, str]:
    """Whose figures they are."""
    return {"committee": row.committee}


def _area_figures(area) -> None:
    """Coverage, bound households and what is left of a neighbourhood or a building, as far as it may be told."""
    of = text("figure.of", part=bound(area), whole=numerals.count(area.occupied_households))
    with st.container(key="figures"):
        figure(metrics.COVERAGE, share(area), notes(of, as_of(area)))
        figure(
            None,
            left(area),
            notes(text("committee.left_note")),
            key="left",
            label=text("committee.left"),
        )


def _since() -> str:
    """What the committee is compared with."""
    return numerals.since(current().compare)


def _said_coverage(row: Standing, movement) -> str:
    if pd.isna(row.households):
        return filled("standing.registered_own", count=numerals.count(row.registered))
    if pd.isna(row.value):
        return filled("committee.no_base", bound=numerals.count(row.households))
    now = filled("committee.coverage_is", rate=numerals.rate(row.value))
    if movement.coverage is None:
        return now
    key, points = gained.way(movement.coverage)
    changed = filled(f"committee.{key}", points=points, since=_since())
    return listed(now, changed, gained.of_which(movement.coverage, filled))


def _place_in_words(row: Standing, movement) -> str:
    rankings = settings().rankings
    if rankings == "off":
        return ""
    if isinstance(row.reason, str):
        return filled(f"reason.{row.reason}")
    if rankings == "bands":
        return filled("standing.quarter", quarter=row.quarter)
    return listed(filled("standing.place_is", place=row.place), _moved(row, movement, filled))


def _moved(row: Standing, movement, fill: Callable[..., str] = text) -> str:
    if movement.place_before is None:
        return fill("standing.newly") if movement.newly else ""
    steps = movement.place_before - int(row.place)
    if not steps:
        return fill("committee.kept", since=_since())
    return fill("committee.risen" if steps > 0 else "committee.fallen", count=abs(steps), since=_since())


def _next_in_words(row: Standing) -> str:
    if settings().rankings != "full" or pd.isna(row.place):
        return ""
    return listed(*next_place.steps(row, filled))


def _place(row: Standing, movement, ranked: int) -> None:
    label = text("common.place")
    if isinstance(row.reason, str):
        figure(metrics.MOVEMENT, numerals.MISSING, notes(text(f"reason.{row.reason}")), label=label)
    elif settings().rankings == "bands":
        quarter = text("standing.quarter", quarter=row.quarter)
        figure(metrics.MOVEMENT, quarter, notes(text("standing.of_quarters")), label=label, of=_of(row))
    else:
        below = notes(_moved(row, movement), text("standing.of_ranked", count=ranked))
        figure(metrics.MOVEMENT, text("standing.place_is", place=row.place), below, label=label, of=_of(row))


def _coverage(row: Standing, movement) -> None:
    if pd.isna(row.households):
        figure(metrics.COVERAGE, numerals.MISSING, notes(text("figure.no_households")))
        return
    change = None if movement.coverage is None else float(movement.coverage.whole)
    since = p(
        span(text("figure.since", since=_since()), cls="label"),
        " ",
        b(signs.arrow(change), numerals.points(change)),
        cls="changes",
    )
    bound = numerals.count(row.households)
    if pd.isna(row.value):
        counted = text("standing.bound_only", bound=bound)
    else:
        counted = text("standing.bound", bound=bound, base=numerals.count(row.occupied_households))
    below = notes(gained.of_which(movement.coverage), counted)
    figure(metrics.COVERAGE, numerals.rate(row.value), since, below, of=_of(row))


def _next(row: Standing, above: dict | None, scope: Scope) -> None:
    if pd.isna(row.place):
        figure(metrics.GAP_TO_NEXT, numerals.MISSING, notes(text("committee.no_place")))
        return
    if above is None:
        _lead(row)
        return
    name = inner(scope.link("committee", committee=above["committee"]), short(above["name"]))
    who = p(text("committee.before"), name, " ", numerals.rate(above["value"]), cls="note")
    value = _households(row.to_next) if row.reachable else text("committee.beyond")
    figure(metrics.GAP_TO_NEXT, value, who, notes(*next_place.lead(row)), of=_of(row))


def _lead(row: Standing) -> None:
    """How far the first is ahead, in the place of what its next place would cost."""
    if pd.isna(row.lead):
        figure(metrics.GAP_TO_NEXT, numerals.MISSING, notes(*next_place.steps(row)))
        return
    shared = text("standing.shares_first") if row.shared else ""
    behind = text("committee.behind", name=short(row.behind_name))
    label = text("committee.lead", place=row.behind_place)
    figure(metrics.GAP_TO_NEXT, _households(row.lead), notes(shared, behind), label=label, of=_of(row))


def _target(row: Standing, way) -> None:
    if pd.isna(row.goal):
        figure(metrics.GAP_TO_TARGET, numerals.MISSING, notes(no_target()))
        return
    aim = text("figure.target", rate=numerals.rate(row.goal), day=row.due)
    if way is None:
        lacking = text("figure.no_households" if pd.isna(row.households) else "figure.no_base")
        figure(metrics.GAP_TO_TARGET, numerals.MISSING, notes(aim, lacking))
        return
    paced = way.needed and pd.notna(way.pace)
    pace = text("figure.pace", count=numerals.decimal(way.pace)) if paced else ""
    earliest, latest = (None if pd.isna(day) else day for day in (way.earliest, way.latest))
    when = expected(way.needed, earliest, latest, way.undated)
    figure(metrics.GAP_TO_TARGET, _households(way.needed), notes(aim, pace, when), of=_of(row))


def _households(number) -> Markup:
    return joined(numerals.count(number), span(text("unit.households"), cls="unit"))


def _growth(row: Standing, spans: dict) -> None:
    if pd.isna(row.households):
        figure(metrics.NET_NEW_HOUSEHOLDS, numerals.MISSING, notes(text("figure.no_households")))
        return
    changes = ul(
        (
            li(span(text("figure.span", days=days), cls="label"), " ", b(signs.change(n)))
            for days, n in spans.items()
        ),
        cls="changes",
    )
    still = notes(text("standing.stalled_own")) if row.stalled else None
    figure(metrics.NET_NEW_HOUSEHOLDS, numerals.change(spans.get(7)), changes, still, of=_of(row))
