"""Maps that one moves and points at: addresses of what is drawn go in, a deck.gl map comes out.

The data of every layer lie behind an address (components.map_files); each object that can be pointed at has a `hint`, its words
under the pointer, and the `project` that a click on it opens, or "". Layers are drawn in the order of the functions here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log2, radians, tan
from math import log as ln

import pydeck as pdk

from components.maps import markers
from components.maps.map_style import colour
from components.maps.placing import CROWDED
from components.parts.html import span

FONT = '"Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'
MARKER, SMALLEST, LARGEST = 150, 22, 40
"""How large a marker is: in metres, and at least and at most in pixels."""
_TILE = 512
# A double click that zooms would keep every single one waiting for 300 ms; north stays up.
_HAND = {"doubleClickZoom": False, "dragRotate": False, "touchRotate": False}
_BEYOND = 0.7
_RING = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='128' height='128'%3E"
    "%3Ccircle cx='64' cy='64' r='56' fill='white' fill-opacity='.3' stroke='white' stroke-width='10'/%3E%3C/svg%3E"
)


@dataclass(frozen=True)
class View:
    """Where a map begins: its middle in degrees (WGS-84) and how near."""

    longitude: float
    latitude: float
    zoom: float

    def at(self, longitude: float, latitude: float, size: tuple[float, float]) -> tuple[float, float]:
        """Where a place lies on a map of that many pixels, from its upper left corner (web mercator)."""
        scale = _TILE * 2**self.zoom
        across = (longitude - self.longitude) / 360 * scale
        down = (_mercator(self.latitude) - _mercator(latitude)) * scale
        return size[0] / 2 + across, size[1] / 2 + down


def fitted(box: tuple[float, float, float, float], size: tuple[float, float], margin: float = 28) -> View:
    """The view that shows a box (west, south, east, north) on a map of that many pixels."""
    west, south, east, north = box
    across = max((east - west) / 360, 1e-7)
    down = max(_mercator(north) - _mercator(south), 1e-7)
    zoom = log2(min((size[0] - 2 * margin) / across, (size[1] - 2 * margin) / down) / _TILE)
    return View((west + east) / 2, (south + north) / 2, round(min(zoom, 16.5), 3))


def deck(layers: Sequence[pdk.Layer], style: str, view: View, look: str, whole: float) -> pdk.Deck:
    """The map. `style`: the address of its ground; `whole`: the zoom that shows all of it, beyond which it hardly goes."""
    ink, ground = (_css(colour(look, name)) for name in ("--ink", "--card"))
    style_of_hint = {
        "backgroundColor": ground,
        "color": ink,
        "border": f"1px solid {_css(colour(look, '--line-strong'))}",
        "borderRadius": "6px",
        "fontSize": "14px",
        "lineHeight": "1.5",
        "padding": "6px 10px",
        "fontFamily": FONT,
        "whiteSpace": "pre-line",
    }
    return pdk.Deck(
        layers=list(layers),
        map_style=style,
        map_provider="mapbox",
        initial_view_state=pdk.ViewState(
            longitude=view.longitude,
            latitude=view.latitude,
            zoom=view.zoom,
            min_zoom=round(whole - _BEYOND, 2),
            max_zoom=19,
        ),
        views=[pdk.View(type="MapView", controller=_HAND)],
        tooltip={"html": span("{hint}", data_project="{project}"), "style": style_of_hint},
    )


def areas(address: str, look: str, filled: bool, count: int) -> pdk.Layer:
    """Committees' outlines, the finer the more they are; where asked filled by their `fill`, and then with words under the
    pointer."""
    return pdk.Layer(
        "GeoJsonLayer",
        address,
        id="areas",
        stroked=True,
        filled=filled,
        get_fill_color="properties.fill",
        get_line_color=[*colour(look, "--accent"), 190],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1.6 if count <= CROWDED else 0.7,
        pickable=filled,
    )


def lesser(address: str, look: str) -> pdk.Layer:
    """Neighbourhoods' outlines."""
    return pdk.Layer(
        "GeoJsonLayer",
        address,
        id="neighbourhoods",
        stroked=True,
        filled=False,
        get_line_color=[*colour(look, "--muted"), 120],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=0.8,
    )


def names(address: str, look: str, count: int) -> pdk.Layer:
    """Names of areas, in Chinese; of very many, those that have room."""
    return _lettered(
        address,
        id="names",
        get_color=colour(look, "--ink"),
        get_pixel_offset="o",
        outline_width=3,
        outline_color=colour(look, "--card"),
        font_settings={"sdf": True, "fontSize": 48, "radius": 12, "buffer": 8},
        **(_thinned("order") if count > CROWDED else {}),
    )


def opinions(address: str, look: str) -> pdk.Layer:
    """A circle around each work, its area as the opinions on it."""
    return pdk.Layer(
        "ScatterplotLayer",
        address,
        id="opinions",
        get_position="p",
        get_radius="reach",
        radius_units=pdk.types.String("pixels"),
        get_fill_color=[*colour(look, "--accent"), 45],
        stroked=True,
        get_line_color=[*colour(look, "--accent"), 200],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1.5,
    )


def events(address: str, look: str) -> pdk.Layer:
    """How many outreach events a committee had, on a sign above its name."""
    return _lettered(
        address,
        id="events",
        get_color=colour(look, "--accent-ink"),
        background=True,
        get_background_color=[*colour(look, "--accent"), 235],
        background_padding=[6, 2],
        get_pixel_offset=[0, -19],
        pickable=True,
    )


def _lettered(address: str, **more) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        address,
        get_position="p",
        get_text="text",
        get_size=12,
        font_weight=700,
        font_family=pdk.types.String(FONT.replace('"', "'")),
        character_set=pdk.types.String("auto"),
        **more,
    )


def works(address: str, count: int) -> pdk.Layer:
    """The works' markers, the most pressing on top; where very many crowd, those that have room."""
    return _markers(address, id="works", pickable=True, **(_thinned("order") if count > CROWDED else {}))


def foremost(marked: list[dict]) -> pdk.Layer:
    """The chosen work's marker once more, above all others."""
    return _markers(marked, id="foremost", pickable=True)


def _markers(data: str | list, **more) -> pdk.Layer:
    return _icons(
        data, get_icon="icon", icon_atlas=f'"{markers.address()}"', icon_mapping=markers.mapping(), **more
    )


def _icons(data: str | list, *, scale: float = 1, **more) -> pdk.Layer:
    return pdk.Layer(
        "IconLayer",
        data,
        get_position="p",
        get_pixel_offset="o",
        get_size=MARKER * scale,
        size_units=pdk.types.String("meters"),
        size_min_pixels=SMALLEST * scale,
        size_max_pixels=LARGEST * scale,
        **more,
    )


def halo(marked: list[dict], look: str) -> pdk.Layer:
    """A ring around the chosen work's marker."""
    return _icons(
        [mark | {"icon": "ring"} for mark in marked],
        id="halo",
        get_icon="icon",
        icon_atlas=f'"{_RING}"',
        icon_mapping={"ring": {"x": 0, "y": 0, "width": 128, "height": 128, "mask": True}},
        get_color=colour(look, "--accent"),
        scale=1.6,
    )


def _thinned(order: str) -> dict:
    """Of things that would overlap, the one with the highest order (-1000 to 1000) is drawn."""
    return {
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "collision_enabled": True,
        "get_collision_priority": order,
        "collision_test_props": {"sizeScale": 1.5},
    }


def _mercator(latitude: float) -> float:
    return ln(tan(radians(latitude)) + 1 / cos(radians(latitude))) / radians(360)


def _css(rgb: list[int]) -> str:
    return f"rgb({', '.join(map(str, rgb))})"
