"""The committees where they lie, coloured by a rate: a drawing, not a map to navigate."""

import json
from collections import Counter
from html import escape
from math import cos, radians

import pandas as pd
import streamlit as st

from components import definition, markup, numerals
from components.rankings import short
from components.scope import Scope, current
from data_access.metrics import COVERAGE, percent
from data_access.wording import language, text

CLASSES = 5
_WIDE = 1000
_EDGE = 8
_LINE = 27
_GLYPH = 23
_NAMED_UP_TO = 150

Ring = list[tuple[float, float]]


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
    shapes, high = _fitted([_rings(row) for row in placed.itertuples()])
    drawn = [(row, rings) for row, rings in zip(placed.itertuples(), shapes, strict=True) if rings]
    if not drawn:
        return ""
    breaks = class_breaks(placed["value"])
    shapes_drawn = "".join(
        _shape(
            rings,
            level(row.value, breaks),
            scope.link("committee", committee=scope.committee, neighbourhood=row.area),
            _words_of_area(row),
            row.area == scope.neighbourhood,
        )
        for row, rings in drawn
    )
    names = "".join(_label(row, rings, breaks, ()) for row, rings in drawn)
    label = escape(text("committee.map_words", count=len(drawn)))
    missing = text("committee.not_told") if placed["value"].isna().any() else None
    return (
        f'<svg class="schematic" viewBox="0 0 {_WIDE} {high:.0f}" role="group" aria-label="{label}">{_HATCH}{shapes_drawn}'
        f'<g class="names" aria-hidden="true">{names}</g></svg>{legend(breaks, missing)}'
    )


def place(outlines: pd.DataFrame, committee: str, point: tuple[float, float], words: str) -> str:
    """The town's committees without their figures, one of them set off, and a mark at a point (longitude, latitude).

    `outlines`: registration.outlines; `words`: what the drawing says to whoever does not see it.
    """
    rows = list(outlines.itertuples())
    shapes, high = _fitted([*(_rings(row) for row in rows), [[point]]])
    (((x, y),),) = shapes.pop()
    paths = "".join(
        f'<path class="spot-area" d="{_path(rings)}"{" data-own" if row.committee == committee else ""}/>'
        for row, rings in zip(rows, shapes, strict=True)
        if rings
    )
    mark = f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="22"/><circle class="spot-eye" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'
    return (
        f'<svg class="schematic" viewBox="0 0 {_WIDE} {high:.0f}" role="img" aria-label="{escape(words)}">{paths}{mark}</svg>'
        f'<p class="note">{escape(text("overview.illustrative"))}</p>'
    )


@st.cache_data(max_entries=500, show_spinner=False)
def _drawing(standings: pd.DataFrame, outlines: pd.DataFrame, seen: Scope, lang: str) -> str:
    """The drawing with its legend; kept, for it takes longer than all else on its page."""
    placed = standings.merge(outlines.drop(columns="name"), on="committee", how="left")
    shapes, high = _fitted([_rings(row) for row in placed.itertuples()])
    breaks = class_breaks(placed["value"])
    drawn = [(row, rings) for row, rings in zip(placed.itertuples(), shapes, strict=True) if rings]
    if drawn:
        named = len(drawn) <= _NAMED_UP_TO
        areas = "".join(_area(row, rings, breaks, seen) for row, rings in drawn)
        begun = _shared([short(row.name) for row, _ in drawn])
        names = "".join(_label(row, rings, breaks, begun) for row, rings in drawn) if named else ""
        label = escape(text("overview.map_words", count=len(drawn)))
        missing = text("overview.base_missing") if placed["value"].isna().any() else None
        body = (
            f'<svg class="schematic" viewBox="0 0 {_WIDE} {high:.0f}" role="group" aria-label="{label}">{_HATCH}{areas}'
            f'<g class="names" aria-hidden="true">{names}</g></svg>{legend(breaks, missing)}'
        )
        if missing := len(placed) - len(drawn):
            body += f'<p class="note">{escape(text("overview.no_place", count=missing))}</p>'
    else:
        body = f'<p class="empty">{escape(text("overview.map_empty"))}</p>'
    return body


def class_breaks(values: pd.Series) -> list[float]:
    """Where one class ends and the next begins, as shares: fifths of the committees, at whole per cents (tenths, where
    they all lie close together)."""
    known = values.dropna()
    if known.empty:
        return []
    places = 0 if known.max() - known.min() >= 0.05 else 1
    cuts = (known.quantile(k / CLASSES) for k in range(1, CLASSES))
    rounded = sorted({float(percent(cut, places).scaleb(-2)) for cut in cuts})
    return [cut for cut in rounded if known.min() < cut <= known.max()]


_HATCH = (
    '<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-ground" width="12" height="12"/><line class="hatch-line" x1="0" x2="0" y1="0" y2="12"/></pattern></defs>'
)


def _rings(row) -> list[Ring]:
    """The outer rings of a committee in degrees; a small hexagon around its point where it has no boundary."""
    try:
        shape = json.loads(row.boundary)
        parts = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        return [[(float(x), float(y)) for x, y, *_ in part[0]] for part in parts]
    except (TypeError, ValueError, KeyError, IndexError):
        pass
    if pd.isna(row.longitude) or pd.isna(row.latitude):
        return []
    corners = ((2, 0), (1, 1.5), (-1, 1.5), (-2, 0), (-1, -1.5), (1, -1.5))
    return [[(row.longitude + dx * 6e-4, row.latitude + dy * 6e-4) for dx, dy in corners]]


def _fitted(shapes: list[list[Ring]]) -> tuple[list[list[Ring]], float]:
    """The shapes in the drawing's units, north up, and its height."""
    points = [point for rings in shapes for ring in rings for point in ring]
    if not points:
        return shapes, 0
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = cos(radians((south + north) / 2))
    unit = (_WIDE - 2 * _EDGE) / max((east - west) * narrow, (north - south) * 0.5, 1e-9)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return _EDGE + (point[0] - west) * narrow * unit, _EDGE + (north - point[1]) * unit

    fitted = [[[at(point) for point in ring] for ring in rings] for rings in shapes]
    return fitted, (north - south) * unit + 2 * _EDGE


def level(value, breaks: list[float]) -> str:
    """The class of a share, `1` to `5` or `missing`; the last one is the highest."""
    if pd.isna(value):
        return "missing"
    steps = len(breaks) + 1
    number = sum(value >= cut for cut in breaks) + 1
    return str(number + (CLASSES - steps if steps > 1 else 1))


def _area(row, rings: list[Ring], breaks: list[float], seen: Scope) -> str:
    address = seen.link("committee", committee=row.committee)
    return _shape(rings, level(row.value, breaks), address, words(row), row.committee == seen.committee)


def _shape(rings: list[Ring], level: str, address: str, words: str, current: bool) -> str:
    path = _path(rings)
    mine, said = ' aria-current="true"' if current else "", escape(words)
    return (
        f'<a data-inner href="{escape(address)}" aria-label="{said}" data-hint="{said}"{mine}>'
        f'<path class="area" data-class="{level}" d="{path}"/></a>'
    )


def _path(rings: list[Ring]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)


def _words_of_area(row) -> str:
    """A neighbourhood in words: of a covered one no more than that."""
    if pd.notna(row.value):
        return words(row)
    if row.cover is None:
        return f"{row.name}: {text('overview.bound_only', bound=numerals.count(row.households))}"
    return f"{row.name}: {text('committee.not_told')}"


def words(row) -> str:
    """A committee's coverage in words. `row`: of progress.standings."""
    if pd.isna(row.value):
        return f"{row.name}: {text('overview.base_missing')} · {text('overview.bound_only', bound=numerals.count(row.households))}"
    bound = text(
        "overview.bound", bound=numerals.count(row.households), base=numerals.count(row.occupied_households)
    )
    return f"{row.name}: {numerals.rate(row.value)} · {bound}"


def without_families(names: list[str]) -> list[str]:
    """The names without the beginnings that many of them share."""
    begun = _shared(names)
    return [_own(name, begun) for name in names]


def _own(name: str, begun: tuple[str, ...]) -> str:
    family = next((start for start in begun if name.startswith(start) and len(name) > len(start) + 1), "")
    return name.removeprefix(family)


def _shared(names: list[str], least: int = 4) -> tuple[str, ...]:
    """Beginnings of three signs or more that so many names share: a drawing has no room to repeat them."""
    begun = Counter(name[:end] for name in names for end in range(3, len(name) - 1))
    often = {start: times for start, times in begun.items() if times >= least}
    whole = (s for s in often if not any(t != s and t.startswith(s) and often[t] == often[s] for t in often))
    return tuple(sorted(whole, key=len))


def _label(row, rings: list[Ring], breaks: list[float], shared: tuple[str, ...]) -> str:
    """The committee's name in the middle of its largest part, in one line or two, where it fits."""
    ring = max(rings, key=lambda ring: abs(_size(ring)))
    x, y = _middle(ring)
    for lines in _foldings(_own(short(row.name), shared)):
        tops = [y + (k - (len(lines) - 1) / 2) * _LINE for k in range(len(lines))]
        if all(_room(ring, x, top) >= len(line) * _GLYPH + 6 for line, top in zip(lines, tops, strict=True)):
            spans = "".join(
                f'<tspan x="{x:.0f}" y="{top:.0f}">{escape(line)}</tspan>'
                for line, top in zip(lines, tops, strict=True)
            )
            return f'<text data-class="{level(row.value, breaks)}">{spans}</text>'
    return ""


def _foldings(name: str) -> list[list[str]]:
    half = (len(name) + 1) // 2
    at = name.find("第")
    half = at if at > 0 else half
    folded = [[name], [name[:half], name[half:]]]
    if len(name) >= 6 and at < 0:
        third = (len(name) + 2) // 3
        folded.append([name[:third], name[third : 2 * third], name[2 * third :]])
    return folded


def _room(ring: Ring, x: float, y: float) -> float:
    """How wide a line of writing centred at x may be at height y (and half a line above and below)."""
    return min(_reach(ring, x, y + k * _GLYPH / 2) for k in (-1, 0, 1))


def _reach(ring: Ring, x: float, y: float) -> float:
    crossings = [
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (y1 > y) != (y2 > y)
    ]
    left, right = [cut for cut in crossings if cut <= x], [cut for cut in crossings if cut > x]
    return 2 * min(x - max(left), min(right) - x) if len(left) % 2 and right else 0


def _middle(ring: Ring) -> tuple[float, float]:
    size = _size(ring)
    if not size:
        return ring[0]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
    return x / (6 * size), y / (6 * size)


def _size(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def legend(breaks: list[float], missing: str | None) -> str:
    """The classes with their limits; `missing`: what is said of those without a share, where there are any."""
    ends = [_percent(cut) for cut in breaks]
    if ends:
        words = [f"<{ends[0]}", *(f"{a}–{b}" for a, b in zip(ends, ends[1:], strict=False)), f"≥{ends[-1]}"]
    else:
        words = []
    first = CLASSES - len(breaks)
    items = [f'<li><i data-class="{first + k}"></i>{escape(word)}</li>' for k, word in enumerate(words)]
    if missing:
        items.append(f'<li><i data-class="missing"></i>{escape(missing)}</li>')
    items.append(f'<li class="aside">{escape(text("overview.illustrative"))}</li>')
    return f'<ul class="legend">{"".join(items)}</ul>'


def _percent(share: float) -> str:
    return f"{percent(share).normalize():f}%"
