"""The committees where they lie, coloured by a rate: a drawing, not a map to navigate."""

from html import escape

import pandas as pd
import streamlit as st

from components.maps import classes
from components.maps.rings import Ring, fitted, is_point, middle, rings_of, room, size
from components.maps.sheet import WIDE, Room, path
from components.parts import definition, markup
from components.scope import Scope, current
from components.words import numerals, place_names
from components.words.areas import bound, share
from components.words.place_names import short
from data_access.metrics import COVERAGE
from data_access.wording import language, text

_LINE = 27
_GLYPH = 23
_NAMED_UP_TO = 150
_DOT, _DOT_BESIDE_A_TABLE = 12, 30
"""How large an area is drawn of which only the point is known, in units of the sheet; its name is twice as high."""


def coverage(standings: pd.DataFrame, outlines: pd.DataFrame) -> None:
    """Draws the committees by coverage, each leading to itself; the legend prints the classes.

    `standings`: progress.standings; `outlines`: registration.outlines.
    """
    body = _drawing(standings, outlines, current(), language.get())
    title = escape(text("overview.map"))
    help_ = escape(text("overview.map_help"))
    with st.container(key="map-coverage"):
        markup.draw(
            f'<section class="card"><div class="fig-head"><h2>{title}</h2>{definition.fold(COVERAGE)}'
            f'<span class="label hint">{help_}</span></div>{body}</section>'
        )


def neighbourhoods(areas: pd.DataFrame, outlines: pd.DataFrame, scope: Scope) -> str:
    """A committee's neighbourhoods by coverage, each leading to itself; nothing where none lies anywhere.

    `areas`: areas.neighbourhoods; `outlines`: areas.outlines.
    """
    placed = areas.merge(outlines, on="area", how="inner")
    shapes, high = fitted([rings_of(row) for row in placed.itertuples()])
    drawn = _on_sheet(placed, shapes)
    if not drawn:
        return ""
    breaks = classes.breaks_of(placed["value"])
    shapes_drawn = "".join(
        _shape(
            rings,
            classes.level(row.value, breaks),
            scope.link("committee", committee=scope.committee, neighbourhood=row.area),
            _words_of_area(row),
            row.area == scope.neighbourhood,
            _DOT_BESIDE_A_TABLE,
        )
        for row, rings in drawn
    )
    names = _names(drawn, high, breaks, (), _DOT_BESIDE_A_TABLE)
    label = escape(text("committee.map_words", count=len(drawn)))
    missing = text("committee.not_told") if placed["value"].isna().any() else None
    lacking = _lacking("committee", shapes)
    return (
        f'<svg class="schematic" viewBox="0 0 {WIDE} {high:.0f}" role="group" aria-label="{label}">{_HATCH}{shapes_drawn}'
        f'<g class="names" aria-hidden="true">{names}</g></svg>{classes.legend(breaks, missing)}{lacking}'
    )


def place(outlines: pd.DataFrame, committee: str, point: tuple[float, float], words: str) -> str:
    """The town's committees without their figures, one of them set off, and a mark at a point (longitude, latitude).

    `outlines`: registration.outlines; `words`: what the drawing says to whoever does not see it.
    """
    rows = list(outlines.itertuples())
    shapes, high = fitted([*(rings_of(row) for row in rows), [[point]]])
    (((x, y),),) = shapes.pop()
    paths = "".join(
        _drawn(rings, f'class="spot-area"{" data-own" if row.committee == committee else ""}')
        for row, rings in zip(rows, shapes, strict=True)
        if rings
    )
    outlined = any(rings and not is_point(rings) for rings in shapes)
    told = f'<p class="note">{escape(text("overview.illustrative"))}</p>' if outlined else ""
    mark = f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="22"/><circle class="spot-eye" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'
    return (
        f'<svg class="schematic" viewBox="0 0 {WIDE} {high:.0f}" role="img" aria-label="{escape(words)}">{paths}{mark}</svg>'
        f"{told}"
    )


@st.cache_data(max_entries=500, show_spinner=False)
def _drawing(standings: pd.DataFrame, outlines: pd.DataFrame, seen: Scope, lang: str) -> str:
    """The drawing with its legend; kept, for it takes longer than all else on its page."""
    placed = standings.merge(outlines.drop(columns="name"), on="committee", how="left")
    shapes, high = fitted([rings_of(row) for row in placed.itertuples()])
    breaks = classes.breaks_of(placed["value"])
    drawn = _on_sheet(placed, shapes)
    if drawn:
        named = len(drawn) <= _NAMED_UP_TO
        areas = "".join(_area(row, rings, breaks, seen) for row, rings in drawn)
        begun = place_names.shared([short(row.name) for row, _ in drawn])
        names = _names(drawn, high, breaks, begun) if named else ""
        label = escape(text("overview.map_words", count=len(drawn)))
        missing = missing_of(placed) if placed["value"].isna().any() else None
        body = (
            f'<svg class="schematic" viewBox="0 0 {WIDE} {high:.0f}" role="group" aria-label="{label}">{_HATCH}{areas}'
            f'<g class="names" aria-hidden="true">{names}</g></svg>{classes.legend(breaks, missing)}'
        )
        body += _lacking("overview", shapes)
    else:
        body = f'<p class="empty">{escape(text("overview.map_empty"))}</p>'
    return body


_HATCH = (
    '<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-ground" width="12" height="12"/><line class="hatch-line" x1="0" x2="0" y1="0" y2="12"/></pattern></defs>'
)


def _on_sheet(placed: pd.DataFrame, shapes: list[list[Ring]]) -> list[tuple]:
    """Each row that lies somewhere with its rings, dots last and so above the outlines."""
    known = [(row, rings) for row, rings in zip(placed.itertuples(), shapes, strict=True) if rings]
    return sorted(known, key=lambda pair: is_point(pair[1]))


def _lacking(page: str, shapes: list[list[Ring]]) -> str:
    """How many are drawn without an outline, and how many not at all."""
    points, nowhere = sum(map(is_point, shapes)), sum(not rings for rings in shapes)
    told = [text(f"{page}.no_outline", count=points)] if points else []
    told += [text(f"{page}.unplaced", count=nowhere)] if nowhere else []
    return "".join(f'<p class="note">{escape(sentence)}</p>' for sentence in told)


def _area(row, rings: list[Ring], breaks: list[float], seen: Scope) -> str:
    address = seen.link("committee", committee=row.committee)
    return _shape(
        rings, classes.level(row.value, breaks), address, words(row), row.committee == seen.committee, _DOT
    )


def _shape(rings: list[Ring], level: str, address: str, words: str, current: bool, dot: float) -> str:
    mine, said = ' aria-current="true"' if current else "", escape(words)
    attributes = f'class="area" data-class="{level}"'
    return (
        f'<a data-inner href="{escape(address)}" aria-label="{said}" data-hint="{said}"{mine}>'
        f"{_drawn(rings, attributes, dot)}</a>"
    )


def _drawn(rings: list[Ring], attributes: str, dot: float = _DOT) -> str:
    """An outline; a dot where only the point is known."""
    if not is_point(rings):
        return f'<path {attributes} d="{path(rings, "Z")}"/>'
    (((x, y),),) = rings
    return f'<circle {attributes} cx="{x:.1f}" cy="{y:.1f}" r="{dot}"/>'


def _words_of_area(row) -> str:
    """A neighbourhood in words: of a covered one no more than that."""
    if pd.notna(row.value):
        base = numerals.count(row.occupied_households)
        return _named(row, f"{share(row)} · {text('overview.bound', bound=bound(row), base=base)}")
    if pd.isna(row.cover):
        return _named(row, text("overview.bound_only", bound=bound(row)))
    return _named(row, text("committee.not_told"))


def words(row) -> str:
    """A committee's coverage in words. `row`: of progress.standings."""
    if pd.isna(row.households):
        return _named(row, text("registration.not_kept"))
    if pd.isna(row.value):
        return _named(
            row,
            f"{text('overview.base_missing')} · {text('overview.bound_only', bound=numerals.count(row.households))}",
        )
    bound = text(
        "overview.bound", bound=numerals.count(row.households), base=numerals.count(row.occupied_households)
    )
    return _named(row, f"{numerals.rate(row.value)} · {bound}")


def missing_of(standings: pd.DataFrame) -> str:
    """What the legend says of committees without a coverage. `standings`: progress.standings."""
    return text("overview.base_missing" if COVERAGE.kept(standings) else "registration.not_kept")


def _named(row, words: str) -> str:
    return text("frame.named", name=row.name, words=words)


def _names(drawn: list, high: float, breaks: list[float], shared: tuple[str, ...], dot: float = _DOT) -> str:
    """The names that have room: within an outline, above a dot. `drawn`: pairs of a row and its rings."""
    free, dots = Room(high), [(row, rings[0][0]) for row, rings in drawn if is_point(rings)]
    for _, (x, y) in dots:
        free.take(x, y, 2 * dot, 2 * dot)
    names = [_label(row, rings, breaks, shared) for row, rings in drawn if not is_point(rings)]
    return "".join([*names, *(_label_above(row, at, free, shared, dot) for row, at in dots)])


def _label_above(row, at: tuple[float, float], free: Room, shared: tuple[str, ...], dot: float) -> str:
    line, x, y = place_names.own(short(row.name), shared), at[0], at[1] - 2.2 * dot
    if not free.take(x, y, len(line) * 2 * dot, 2 * dot):
        return ""
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(line)}</text>'


def _label(row, rings: list[Ring], breaks: list[float], shared: tuple[str, ...]) -> str:
    """The committee's name in the middle of its largest part, in one line or two, where it fits."""
    ring = max(rings, key=lambda ring: abs(size(ring)))
    x, y = middle(ring)
    for lines in place_names.foldings(place_names.own(short(row.name), shared)):
        tops = [y + (k - (len(lines) - 1) / 2) * _LINE for k in range(len(lines))]
        if all(
            room(ring, x, top, _GLYPH) >= len(line) * _GLYPH + 6
            for line, top in zip(lines, tops, strict=True)
        ):
            spans = "".join(
                f'<tspan x="{x:.0f}" y="{top:.0f}">{escape(line)}</tspan>'
                for line, top in zip(lines, tops, strict=True)
            )
            return f'<text data-class="{classes.level(row.value, breaks)}">{spans}</text>'
    return ""
