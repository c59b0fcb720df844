"""The works on a still drawing, for the wall and for browsers that cannot draw a moving map: marks that lead on."""

import json

import pandas as pd
from markupsafe import Markup

from components.maps import ground_picture, markers, placing
from components.maps.sheet import WIDE, Place, Room, Sheet, around
from components.parts.cards import notes
from components.parts.html import draw as put
from components.parts.html import g, image, inner, joined, path, svg, written
from components.scope import Scope
from components.words import place_names
from components.words.place_names import short
from components.works import map_layers
from data_access.wording import beside, text

_SIDE, _SIDE_ON_WALL = 26, 34
_ON_PAPER = 1.75
MARKED = ["longitude", "latitude", "kind", "light"]
_LETTER = 15
_MARGIN = 0.002
_APART = 0.9


def draw(works: pd.DataFrame, areas: pd.DataFrame, ground: dict, scope: Scope, ratio: float) -> None:
    """The drawing, `ratio` times as wide as high, with all works and the committees' names beside them.

    `works`: works.drawable; `areas`: works.shapes; `ground`: basemap.ground.
    """
    sheet = around(_box(works, areas), _MARGIN, ratio)
    spots = _spots(works, sheet, _SIDE)
    marks = [_mark(row, at, scope, _SIDE) for row, at in zip(works.itertuples(), spots, strict=True)]
    body = _body(_names(areas, sheet, spots, _SIDE), marks, areas, ground, sheet)
    put(notes(text("works.picture")), _framed(body, sheet, len(marks)))


def wall(works: pd.DataFrame, areas: pd.DataFrame, ground: dict, scope: Scope, ratio: float) -> None:
    """The drawing as it is read across a room: larger marks, the names of the ground, or of the committees on none, that have room; where very many works
    crowd, those that have room, the most pressing first. Given as in `draw`."""
    sheet = around(_box(works, areas), _MARGIN, ratio)
    room, marks, spots = Room(sheet.high), [], _spots(works, sheet, _SIDE_ON_WALL)
    for row, at in zip(works.itertuples(), spots, strict=True):
        free = room.take(*at, _SIDE_ON_WALL * 0.6, _SIDE_ON_WALL * 0.6)
        if free or len(works) <= placing.CROWDED:
            marks.append(_mark(row, at, scope, _SIDE_ON_WALL))
    named = _names(areas, sheet, spots, _SIDE_ON_WALL) if not ground["features"] else None
    names = named or ground_picture.names(ground, sheet, room)
    put(_framed(_body(names, marks, areas, ground, sheet), sheet, len(marks)))


def on_paper(works: pd.DataFrame, areas: pd.DataFrame, ground: str, lang: str) -> str:
    """The drawing as a script puts it in the map's place before print: JSON of its SVG, whose marks lead nowhere.

    `works`: of works.drawable what is MARKED; `areas`: works.shapes; `ground`: basemap.content.
    """
    sheet = around(_box(works, areas), _MARGIN, _ON_PAPER)
    spots = _spots(works, sheet, _SIDE)
    marks = [_sign(row, at, _SIDE) for row, at in zip(works.itertuples(), spots, strict=True)]
    body = _body(_names(areas, sheet, spots, _SIDE), marks, areas, json.loads(ground), sheet)
    return json.dumps(_framed(body, sheet, len(marks)), ensure_ascii=False)


def _body(names: Markup, marks: list[Markup], areas: pd.DataFrame, ground: dict, sheet: Sheet) -> Markup:
    """The picture from below: ground, outlines, marks, the most pressing on top, names. `marks`: these first."""
    lines = [path(cls="works-area", d=sheet.path(json.loads(geometry))) for geometry in areas["geometry"]]
    return joined(ground_picture.lines(ground, sheet), lines, reversed(marks), g(names, aria_hidden="true"))


def _framed(body: Markup, sheet: Sheet, count: int) -> Markup:
    view, words = f"0 0 {WIDE} {sheet.high:.0f}", text("works.map_words", count=count)
    return svg(body, cls="works-picture", viewBox=view, role="group", aria_label=words)


def _box(works: pd.DataFrame, areas: pd.DataFrame) -> tuple[float, float, float, float]:
    sides = (
        (works["longitude"], areas["west"], min),
        (works["latitude"], areas["south"], min),
        (works["longitude"], areas["east"], max),
        (works["latitude"], areas["north"], max),
    )
    west, south, east, north = (pick([*one, *other], default=0.0) for one, other, pick in sides)
    return west, south, east, north


def _spots(works: pd.DataFrame, sheet: Sheet, side: int) -> list[Place]:
    """Where the marks stand: those that crowd beside each other; where very many do, each on its place."""
    spots = [sheet.at(row.longitude, row.latitude) for row in works.itertuples()]
    if len(spots) > placing.CROWDED:
        return spots
    ways = placing.apart(spots, side * _APART)
    return [(x + across, y + down) for (x, y), (across, down) in zip(spots, ways, strict=True)]


def _names(areas: pd.DataFrame, sheet: Sheet, marks: list[Place], side: int) -> Markup:
    """The committees' names, each where no mark and no other name stands; where very many crowd, those that have room."""
    words = place_names.without_families([short(name) for name in areas["name"]])
    spots = [sheet.at(row.x, row.y) for row in areas[["x", "y"]].itertuples()]
    sizes = [(len(word) * _LETTER, _LETTER * 1.3) for word in words]
    if len(areas) > placing.CROWDED or len(marks) > placing.CROWDED:
        room = Room(sheet.high)
        free = [room.take(*at, *size) for at, size in zip(spots, sizes, strict=True)]
        return joined(_name(word, at) for word, at, has in zip(words, spots, free, strict=True) if has)
    ways = placing.beside([*zip(spots, sizes, strict=True)], marks, side)
    return joined(
        _name(word, (x + across, y + down))
        for word, (x, y), (across, down) in zip(words, spots, ways, strict=True)
    )


def _name(word: str, at: Place) -> Markup:
    return written(word, x=f"{at[0]:.0f}", y=f"{at[1]:.0f}")


def _mark(row, at: Place, scope: Scope, side: int) -> Markup:
    words = beside(row.title, map_layers.light(row.light))
    return inner(
        scope.again("works", project=row.project, part=None),
        _sign(row, at, side),
        aria_label=words,
        data_hint=words,
        aria_current="true" if row.project == scope.project else None,
    )


def _sign(row, at: Place, side: int) -> Markup:
    x, y = at
    column, line = markers.KINDS.index(row.kind), markers.LIGHTS.index(row.light)
    across, down = len(markers.KINDS) * markers.SIDE, len(markers.LIGHTS) * markers.SIDE
    return svg(
        image(href=markers.address(), width=across, height=down),
        x=f"{x - side / 2:.1f}",
        y=f"{y - side / 2:.1f}",
        width=side,
        height=side,
        viewBox=f"{column * markers.SIDE} {line * markers.SIDE} {markers.SIDE} {markers.SIDE}",
    )
