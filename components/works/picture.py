"""The works on a still drawing, for the wall and for browsers that cannot draw a moving map: marks that lead on."""

import json

import pandas as pd
from markupsafe import Markup

from components.maps import ground_picture, markers
from components.maps.sheet import WIDE, Room, Sheet, around
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
_CROWDED = 600


def draw(works: pd.DataFrame, areas: pd.DataFrame, ground: dict, scope: Scope, ratio: float) -> None:
    """The drawing, `ratio` times as wide as high, with all works, and the committees' names that have room.

    `works`: works.drawable; `areas`: works.shapes; `ground`: basemap.ground.
    """
    sheet = around(_box(works, areas), _MARGIN, ratio)
    room = Room(sheet.high)
    marks = [_mark(row, sheet, scope, _SIDE) for row in works.itertuples()]
    body = _body(_names(areas, sheet, room), marks, areas, ground, sheet)
    put(notes(text("works.picture")), _framed(body, sheet, len(marks)))


def wall(works: pd.DataFrame, areas: pd.DataFrame, ground: dict, scope: Scope, ratio: float) -> None:
    """The drawing as it is read across a room: larger marks, the names of the ground, or of the committees on none, that have room; where very many works
    crowd, those that have room, the most pressing first. Given as in `draw`."""
    sheet = around(_box(works, areas), _MARGIN, ratio)
    room, marks = Room(sheet.high), []
    for row in works.itertuples():
        free = room.take(*sheet.at(row.longitude, row.latitude), _SIDE_ON_WALL * 0.6, _SIDE_ON_WALL * 0.6)
        if free or len(works) <= _CROWDED:
            marks.append(_mark(row, sheet, scope, _SIDE_ON_WALL))
    names = ground_picture.names(ground, sheet, room) if ground["features"] else _names(areas, sheet, room)
    put(_framed(_body(names, marks, areas, ground, sheet), sheet, len(marks)))


def on_paper(works: pd.DataFrame, areas: pd.DataFrame, ground: str, lang: str) -> str:
    """The drawing as a script puts it in the map's place before print: JSON of its SVG, whose marks lead nowhere.

    `works`: of works.drawable what is MARKED; `areas`: works.shapes; `ground`: basemap.content.
    """
    sheet = around(_box(works, areas), _MARGIN, _ON_PAPER)
    marks = [_sign(row, sheet, _SIDE) for row in works.itertuples()]
    body = _body(_names(areas, sheet, Room(sheet.high)), marks, areas, json.loads(ground), sheet)
    return json.dumps(_framed(body, sheet, len(marks)), ensure_ascii=False)


def _body(names: Markup, marks: list[Markup], areas: pd.DataFrame, ground: dict, sheet: Sheet) -> Markup:
    """The picture from below: ground, outlines, names, marks, the most pressing on top. `marks`: these first."""
    lines = [path(cls="works-area", d=sheet.path(json.loads(geometry))) for geometry in areas["geometry"]]
    return joined(ground_picture.lines(ground, sheet), lines, g(names, aria_hidden="true"), reversed(marks))


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


def _names(areas: pd.DataFrame, sheet: Sheet, room: Room) -> Markup:
    """The committees' names that have room."""
    words = place_names.without_families([short(name) for name in areas["name"]])
    return joined(
        _name(word, sheet.at(row.x, row.y), room)
        for word, row in zip(words, areas[["x", "y"]].itertuples(), strict=True)
    )


def _name(word: str, at: tuple[float, float], room: Room) -> Markup | None:
    x, y = at
    if not room.take(x, y, len(word) * _LETTER, _LETTER * 1.3):
        return None
    return written(word, x=f"{x:.0f}", y=f"{y:.0f}")


def _mark(row, sheet: Sheet, scope: Scope, side: int) -> Markup:
    words = beside(row.title, map_layers.light(row.light))
    return inner(
        scope.again("works", project=row.project, part=None),
        _sign(row, sheet, side),
        aria_label=words,
        data_hint=words,
        aria_current="true" if row.project == scope.project else None,
    )


def _sign(row, sheet: Sheet, side: int) -> Markup:
    x, y = sheet.at(row.longitude, row.latitude)
    column, line = markers.KINDS.index(row.kind), markers.LIGHTS.index(row.light)
    across, down = len(markers.KINDS) * markers.SIDE, len(markers.LIGHTS) * markers.SIDE
    return svg(
        image(href=markers.ADDRESS, width=across, height=down),
        x=f"{x - side / 2:.1f}",
        y=f"{y - side / 2:.1f}",
        width=side,
        height=side,
        viewBox=f"{column * markers.SIDE} {line * markers.SIDE} {markers.SIDE} {markers.SIDE}",
    )
