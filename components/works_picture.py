"""The works on a still drawing, for browsers that cannot draw a moving map: outlines, roads, water, marks that lead on."""

import json
from html import escape
from math import cos, radians

import pandas as pd

from components import markers, markup, works_layers
from components.rankings import short
from components.scope import Scope
from data_access.wording import text

_WIDE = 1000
_SIDE = 26
_NAMED_UP_TO = 60


def draw(works: pd.DataFrame, areas: pd.DataFrame, ground: dict, scope: Scope) -> None:
    """The drawing. `works`: works.drawable; `areas`: works.shapes; `ground`: basemap.ground."""
    box = _box(works, areas)
    high = (box[3] - box[1]) * _unit(box)
    lines = "".join(_feature(one, box) for one in ground["features"])
    outlines = "".join(
        f'<path class="works-area" d="{_path(json.loads(row.geometry), box)}"/>' for row in areas.itertuples()
    )
    names = "".join(_name(row, box) for row in areas.itertuples()) if len(areas) <= _NAMED_UP_TO else ""
    marks = "".join(_mark(row, box, scope) for row in works.iloc[::-1].itertuples())
    label = escape(text("works.map_words", count=len(works)))
    markup.draw(
        f'<p class="note">{escape(text("works.picture"))}</p><svg class="works-picture" viewBox="0 0 {_WIDE} {high:.0f}" role="group" '
        f'aria-label="{label}">{lines}{outlines}<g aria-hidden="true">{names}</g>{marks}</svg>'
    )


def _box(works: pd.DataFrame, areas: pd.DataFrame) -> tuple[float, float, float, float]:
    sides = (
        (works["longitude"], areas["west"], min),
        (works["latitude"], areas["south"], min),
        (works["longitude"], areas["east"], max),
        (works["latitude"], areas["north"], max),
    )
    found = [pick([*one, *other], default=0.0) for one, other, pick in sides]
    margin = 0.002
    return found[0] - margin, found[1] - margin, found[2] + margin, found[3] + margin


def _unit(box) -> float:
    return _WIDE / ((box[2] - box[0]) * cos(radians((box[1] + box[3]) / 2)))


def _at(x: float, y: float, box) -> tuple[float, float]:
    unit = _unit(box)
    return (x - box[0]) * cos(radians((box[1] + box[3]) / 2)) * unit, (box[3] - y) * unit


def _path(geometry: dict, box) -> str:
    """The lines of a geometry as an SVG path; nothing of a point."""
    kind, given = geometry["type"], geometry["coordinates"]
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(kind)
    if depth is None:
        return ""
    lines = [given]
    for _ in range(depth):
        lines = [line for part in lines for line in part]
    drawn = ("L".join("{:.1f} {:.1f}".format(*_at(x, y, box)) for x, y, *_ in line) for line in lines)
    return "".join(f"M{line}" for line in drawn)


def _feature(feature: dict, box) -> str:
    kind = feature["properties"]["class"]
    path = _path(feature["geometry"], box)
    return f'<path data-ground="{kind}" d="{path}"/>' if path else ""


def _name(row, box) -> str:
    x, y = _at(row.x, row.y, box)
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(short(row.name))}</text>'


def _mark(row, box, scope: Scope) -> str:
    x, y = _at(row.longitude, row.latitude, box)
    column, line = markers.KINDS.index(row.kind), markers.LIGHTS.index(row.light)
    across, down = len(markers.KINDS) * markers.SIDE, len(markers.LIGHTS) * markers.SIDE
    words = escape(f"{row.title} · {works_layers.light(row.light)}")
    mine = ' aria-current="true"' if row.project == scope.project else ""
    return (
        f'<a data-inner href="{escape(scope.again("works", project=row.project, part=None))}" aria-label="{words}" data-hint="{words}"{mine}>'
        f'<svg x="{x - _SIDE / 2:.1f}" y="{y - _SIDE / 2:.1f}" width="{_SIDE}" height="{_SIDE}" '
        f'viewBox="{column * markers.SIDE} {line * markers.SIDE} {markers.SIDE} {markers.SIDE}">'
        f'<image href="{markers.ADDRESS}" width="{across}" height="{down}"/></svg></a>'
    )
