"""The works where they are, on the town's ground: markers, outlines, layers to choose; a click is map.js's."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.document import viewport
from components.maps import deck, map_files, map_style
from components.parts.html import button, div, inner, p
from components.parts.html import draw as put
from components.reading import read
from components.scope import Scope
from components.scope import town as in_store
from components.words import numerals
from components.works import map_layers, picture
from data_access.made import Made
from data_access.settings import settings
from data_access.wording import language, text

LAYERS = ("works", "coverage", "opinions", "events")
WALL = 1.7
"""How many times as wide as high the drawing on the wall is; scenes.css gives it that room."""

_MARGIN = 0.001
_NEAR = 15
_SHARE = 0.52
"""Of a wide window, as works.css has it."""


def layers_of(scope: Scope) -> tuple[str, ...]:
    """The layers that the address asks for; the works alone where it asks for none."""
    layers = tuple(name for name in LAYERS if name in (scope.parameter("layers") or "").split("."))
    return layers or LAYERS[:1]


def place(
    works: pd.DataFrame,
    areas: pd.DataFrame,
    lesser: pd.DataFrame,
    standings: pd.DataFrame,
    events: pd.DataFrame,
    ground: tuple[str, tuple[tuple[str, ...], ...]],
    scope: Scope,
) -> None:
    """The map, or a drawing where the browser has no WebGL and on the wall; in a narrow window only when asked for.

    `works`: works.drawable of the chosen; `areas`, `lesser`: works.shapes of the committees, works.lesser_shapes of the
    neighbourhoods; `standings`: progress.standings; `events`: works.event_sums; `ground`: basemap.content and the addresses
    of the tiles in its place."""
    seen = viewport.current()
    if scope.look == "wall":
        picture.wall(works, areas, json.loads(ground[0]), scope, WALL)
        return
    if seen.narrow and not scope.parameter("map"):
        _offered("works.show", scope, len(works), map=1)
        return
    if seen.webgl:
        _draw(works, areas, lesser, standings, events, ground, scope, map_size(seen))
    else:
        wide, high = map_size(seen)
        picture.draw(works, areas, json.loads(ground[0]), scope, wide / high)
    if seen.narrow:
        _offered("works.hide", scope, len(works), map=None)


def _offered(words: str, scope: Scope, count: int, **changes) -> None:
    label = text(words, count=numerals.count(count))
    put(inner(scope.again("works", **changes), label, cls="works-show"))


def _draw(
    works: pd.DataFrame,
    areas: pd.DataFrame,
    lesser: pd.DataFrame,
    standings: pd.DataFrame,
    events: pd.DataFrame,
    ground: tuple[str, tuple[tuple[str, ...], ...]],
    scope: Scope,
    size: tuple[int, int],
) -> None:
    visible, look = layers_of(scope), scope.look
    lang = language.get()
    coverage = standings[map_layers.COVERAGE]
    outlines = areas[map_layers.OUTLINE]
    filled = "coverage" in visible
    drawn = _file(map_layers.areas, outlines, coverage, look, lang)
    layers = [deck.areas(drawn, look, filled, len(areas))]
    if len(lesser):
        layers.append(deck.lesser(_file(map_layers.outlines, lesser[["geometry"]]), look))
    first = _first_view(areas, works, scope, size)
    placed = read(Made(map_layers.given_way, works, first, size))
    if "opinions" in visible:
        layers.append(deck.opinions(_file(map_layers.opinions, works[map_layers.OPINIONS]), look))
    if "works" in visible:
        chosen = map_layers.marks(placed[placed["project"] == scope.project])
        layers += [deck.halo(chosen, look)] if chosen else []
        layers.append(deck.works(_file(map_layers.works, placed[map_layers.WORKS], lang), len(works)))
        layers.append(deck.foremost(chosen))
    marked = placed[map_layers.PLACED] if "works" in visible else placed[map_layers.PLACED][:0]
    named = areas[map_layers.NAMES], marked, first, size
    layers.append(deck.names(_file(map_layers.names, *named), look, len(areas)))
    if "events" in visible:
        held = _file(map_layers.events, events, areas[map_layers.NAMES], lang)
        layers.append(deck.events(held, look))
    st.pydeck_chart(
        deck.deck(
            layers,
            _style(*ground, _file(map_layers.taken, *named), look),
            _view(works, scope) or first,
            look,
            first.zoom,
        ),
        height=size[1],
        alt=text("works.map_words", count=numerals.count(len(works))),
    )
    again = button(text("works.again"), type="button", data_reloads=True)
    lost = p(text("works.lost"), " ", again, cls="notice works-lost", role="alert", hidden=True)
    put(lost, _on_paper(works, areas, ground[0], lang) if visible == LAYERS[:1] else None)


def _on_paper(works: pd.DataFrame, areas: pd.DataFrame, ground: str, lang: str) -> Markup:
    """Where the drawing for paper is got from: the map's own picture is gone there, or dark."""
    address = _file(picture.on_paper, works[picture.MARKED], areas, ground, lang)
    return div(cls="works-paper", data_drawing=address, aria_hidden="true")


def map_size(seen: viewport.Viewport) -> tuple[int, int]:
    """How large the map is in a window, in pixels."""
    if seen.narrow:
        return seen.width - 58, max(320, int(seen.height * 0.6))
    if seen.width < 1200:
        return seen.width - 90, 520
    return int((seen.width - 60) * _SHARE) - 34, max(400, seen.height - 500)


def _view(works: pd.DataFrame, scope: Scope) -> deck.View | None:
    """The work that the address puts into the middle."""
    middle = scope.parameter("centre") or scope.project
    for row in works[works["project"] == middle].itertuples():
        return deck.View(row.longitude, row.latitude, _NEAR)
    return None


def _first_view(areas: pd.DataFrame, works: pd.DataFrame, scope: Scope, size: tuple[int, int]) -> deck.View:
    """The chosen committee, else all outlines and works: what is seen before anybody moves the map."""
    mine = areas[areas["committee"] == scope.committee]
    return deck.fitted(box(mine if len(mine) else areas, works), size)


def box(areas: pd.DataFrame, works: pd.DataFrame) -> tuple[float, float, float, float]:
    """What the map shows at first (west, south, east, north): the outlines, else the works, else the town's bounds."""
    if len(areas):
        west, south, east, north = (
            areas["west"].min(), areas["south"].min(), areas["east"].max(), areas["north"].max(),
        )  # fmt: skip
    elif len(works):
        x, y = works["longitude"], works["latitude"]
        west, south, east, north = x.min(), y.min(), x.max(), y.max()
    else:
        town = settings().bounds_of(in_store().demonstration)
        west, south, east, north = town.west, town.south, town.east, town.north
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


def _file(written: Callable[..., str], *arguments) -> str:
    """The address of what a function of map_layers writes of its arguments; written once for a version of the store."""
    return map_files.address(read(Made(written, *arguments)))


def _style(ground: str, tiles: tuple[tuple[str, ...], ...], taken: str, look: str) -> str:
    address = urlsplit(str(st.context.url or ""))
    origin = f"{address.scheme}://{address.netloc}"  # the script that fetches does not know where the page came from
    absolute = tuple(tuple(tile if "://" in tile else origin + tile for tile in source) for source in tiles)
    return _file(_written, ground, absolute, origin + taken, look)


def _written(ground: str, tiles: tuple[tuple[str, ...], ...], taken: str, look: str) -> str:
    style = map_style.raster(look, tiles) if tiles else map_style.style(look, json.loads(ground), taken)
    return json.dumps(style, ensure_ascii=False, separators=(",", ":"))
