"""The committees where they lie, coloured by a rate: a drawing, not a map to navigate."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.maps import classes
from components.maps.rings import Ring, fitted, is_point, middle, rings_of, room, size
from components.maps.sheet import WIDE, Room, path
from components.parts import definition, lacking
from components.parts.cards import card, empty, notes
from components.parts.html import (
    a,
    circle,
    defs,
    draw,
    g,
    joined,
    line,
    pattern,
    rect,
    span,
    svg,
    tspan,
    written,
)
from components.parts.html import path as outline
from components.scope import Scope, current
from components.words import numerals, place_names
from components.words.areas import bound, share
from components.words.place_names import short
from data_access.metrics import COVERAGE
from data_access.wording import beside, language, text

_LINE = 27
_GLYPH = 23
_NAMED_UP_TO = 150
_DOT, _DOT_BESIDE_A_TABLE = 12, 30
"""How large an area is drawn of which only the point is known, in units of the sheet; its name is twice as high."""


@lacking.needing(*COVERAGE.required)
def coverage(standings: pd.DataFrame, outlines: pd.DataFrame) -> None:
    """Draws the committees by coverage, each leading to itself; the legend prints the classes.

    `standings`: progress.standings; `outlines`: registration.outlines.
    """
    body = _drawing(standings, outlines, current(), language.get())
    hint = span(text("map.help"), cls="label hint")
    with st.container(key="map-coverage"):
        draw(card(text("map.title"), body, beside=joined(definition.fold(COVERAGE), hint)))


def neighbourhoods(areas: pd.DataFrame, outlines: pd.DataFrame, scope: Scope) -> Markup | None:
    """A committee's neighbourhoods by coverage, each leading to itself; nothing where none lies anywhere.

    `areas`: areas.neighbourhoods; `outlines`: areas.outlines.
    """
    placed = areas.merge(outlines, on="area", how="inner")
    shapes, high = fitted([rings_of(row) for row in placed.itertuples()])
    drawn = _on_sheet(placed, shapes)
    if not drawn:
        return None
    breaks = classes.breaks_of(placed["value"])
    areas_drawn = [
        _shape(
            rings,
            classes.level(row.value, breaks),
            scope.link("committee", committee=scope.committee, neighbourhood=row.area),
            _words_of_area(row),
            row.area == scope.neighbourhood,
            _DOT_BESIDE_A_TABLE,
        )
        for row, rings in drawn
    ]
    names = _names(drawn, high, breaks, (), _DOT_BESIDE_A_TABLE)
    drawing = _sheet(high, areas_drawn, names, text("area.map_words", count=len(drawn)))
    missing = text("area.not_told") if placed["value"].isna().any() else None
    return joined(drawing, classes.legend(breaks, missing), _lacking("area", shapes))


def place(outlines: pd.DataFrame, committee: str, point: tuple[float, float], words: str) -> Markup:
    """The town's committees without their figures, one of them set off, and a mark at a point (longitude, latitude).

    `outlines`: registration.outlines; `words`: what the drawing says to whoever does not see it.
    """
    rows = list(outlines.itertuples())
    shapes, high = fitted([*(rings_of(row) for row in rows), [[point]]])
    (((x, y),),) = shapes.pop()
    paths = [
        _drawn(rings, _DOT, cls="spot-area", data_own=row.committee == committee)
        for row, rings in zip(rows, shapes, strict=True)
        if rings
    ]
    at = {"cx": f"{x:.1f}", "cy": f"{y:.1f}"}
    marks = circle(cls="spot", **at, r=22), circle(cls="spot-eye", **at, r=7)
    view = {"cls": "schematic", "viewBox": f"0 0 {WIDE} {high:.0f}", "role": "img", "aria_label": words}
    outlined = any(rings and not is_point(rings) for rings in shapes)
    return joined(svg(paths, marks, **view), notes(text("map.illustrative") if outlined else ""))


@st.cache_data(max_entries=500, show_spinner=False)
def _drawing(standings: pd.DataFrame, outlines: pd.DataFrame, seen: Scope, lang: str) -> Markup:
    """The drawing with its legend; kept, for it takes longer than all else on its page."""
    placed = standings.merge(outlines.drop(columns="name"), on="committee", how="left")
    shapes, high = fitted([rings_of(row) for row in placed.itertuples()])
    breaks = classes.breaks_of(placed["value"])
    drawn = _on_sheet(placed, shapes)
    if not drawn:
        return empty(text("map.empty"))
    areas = [_area(row, rings, breaks, seen) for row, rings in drawn]
    begun = place_names.shared([short(row.name) for row, _ in drawn])
    names = _names(drawn, high, breaks, begun) if len(drawn) <= _NAMED_UP_TO else []
    missing = missing_of(placed) if placed["value"].isna().any() else None
    drawing = _sheet(high, areas, names, text("map.words", count=len(drawn)))
    return joined(drawing, classes.legend(breaks, missing), _lacking("map", shapes))


_HATCH = defs(
    pattern(
        rect(cls="hatch-ground", width=12, height=12),
        line(cls="hatch-line", x1=0, x2=0, y1=0, y2=12),
        id="hatch",
        width=12,
        height=12,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
)


def _sheet(high: float, areas: list[Markup], names: list[Markup | None], words: str) -> Markup:
    view = {"cls": "schematic", "viewBox": f"0 0 {WIDE} {high:.0f}", "role": "group", "aria_label": words}
    return svg(_HATCH, areas, g(names, cls="names", aria_hidden="true"), **view)


def _on_sheet(placed: pd.DataFrame, shapes: list[list[Ring]]) -> list[tuple]:
    """Each row that lies somewhere with its rings, dots last and so above the outlines."""
    drawn = [(row, rings) for row, rings in zip(placed.itertuples(), shapes, strict=True) if rings]
    return sorted(drawn, key=lambda pair: is_point(pair[1]))


def _lacking(subject: str, shapes: list[list[Ring]]) -> Markup:
    """How many are drawn without an outline, and how many not at all."""
    points, nowhere = sum(map(is_point, shapes)), sum(not rings for rings in shapes)
    lacking = [text(f"{subject}.no_outline", count=points)] if points else []
    lacking += [text(f"{subject}.unplaced", count=nowhere)] if nowhere else []
    return notes(*lacking)


def _area(row, rings: list[Ring], breaks: list[float], seen: Scope) -> Markup:
    address = seen.link("committee", committee=row.committee)
    mine = row.committee == seen.committee
    return _shape(rings, classes.level(row.value, breaks), address, words(row), mine, _DOT)


def _shape(rings: list[Ring], level: str, address: str, words: str, current: bool, dot: float) -> Markup:
    return a(
        _drawn(rings, dot, cls="area", data_class=level),
        data_inner=True,
        href=address,
        aria_label=words,
        data_hint=words,
        aria_current="true" if current else None,
    )


def _drawn(rings: list[Ring], dot: float, **attributes: object) -> Markup:
    """An outline; a dot where only the point is known."""
    if not is_point(rings):
        return outline(**attributes, d=path(rings, "Z"))
    (((x, y),),) = rings
    return circle(**attributes, cx=f"{x:.1f}", cy=f"{y:.1f}", r=dot)


def _words_of_area(row) -> str:
    """A neighbourhood in words: of a covered one no more than that."""
    if pd.notna(row.value):
        base = numerals.count(row.occupied_households)
        return _named(row, beside(share(row), text("standing.bound", bound=bound(row), base=base)))
    if pd.isna(row.cover):
        return _named(row, text("standing.bound_only", bound=bound(row)))
    return _named(row, text("area.not_told"))


def words(row) -> str:
    """A committee's coverage in words. `row`: of progress.standings."""
    if pd.isna(row.households):
        return _named(row, text("common.not_kept"))
    if pd.isna(row.value):
        bound_only = text("standing.bound_only", bound=numerals.count(row.households))
        return _named(row, beside(text("common.base_missing"), bound_only))
    counts = {"bound": numerals.count(row.households), "base": numerals.count(row.occupied_households)}
    return _named(row, beside(numerals.rate(row.value), text("standing.bound", **counts)))


def missing_of(standings: pd.DataFrame) -> str:
    """What the legend says of committees without a coverage. `standings`: progress.standings."""
    return text("common.base_missing" if COVERAGE.kept(standings) else "common.not_kept")


def _named(row, words: str) -> str:
    return text("sign.named", name=row.name, words=words)


def _names(
    drawn: list, high: float, breaks: list[float], shared: tuple[str, ...], dot: float = _DOT
) -> list[Markup | None]:
    """The names that have room: within an outline, above a dot. `drawn`: pairs of a row and its rings."""
    free, dots = Room(high), [(row, rings[0][0]) for row, rings in drawn if is_point(rings)]
    for _, (x, y) in dots:
        free.take(x, y, 2 * dot, 2 * dot)
    names = [_label(row, rings, breaks, shared) for row, rings in drawn if not is_point(rings)]
    return [*names, *(_label_above(row, at, free, shared, dot) for row, at in dots)]


def _label_above(
    row, at: tuple[float, float], free: Room, shared: tuple[str, ...], dot: float
) -> Markup | None:
    words, x, y = place_names.own(short(row.name), shared), at[0], at[1] - 2.2 * dot
    if not free.take(x, y, len(words) * 2 * dot, 2 * dot):
        return None
    return written(words, x=f"{x:.0f}", y=f"{y:.0f}")


def _label(row, rings: list[Ring], breaks: list[float], shared: tuple[str, ...]) -> Markup | None:
    """The committee's name in the middle of its largest part, in one line or two, where it fits."""
    ring = max(rings, key=lambda ring: abs(size(ring)))
    x, y = middle(ring)
    for lines in place_names.foldings(place_names.own(short(row.name), shared)):
        tops = [y + (k - (len(lines) - 1) / 2) * _LINE for k in range(len(lines))]
        placed = list(zip(lines, tops, strict=True))
        if all(room(ring, x, top, _GLYPH) >= len(words) * _GLYPH + 6 for words, top in placed):
            spans = [tspan(words, x=f"{x:.0f}", y=f"{top:.0f}") for words, top in placed]
            return written(spans, data_class=classes.level(row.value, breaks))
    return None
