"""The ground of the map as a MapLibre style: our own schematic one, the town's, or a map service's tiles."""

from collections.abc import Sequence

from components.document.tokens import token

_LETTERS = {"text-font": ["Bold"], "text-letter-spacing": 0.06, "text-padding": 4}
_GROUND = (
    "ground",
    "town",
    "edge",
    "green",
    "water",
    "road",
    "casing",
    "main",
    "main_casing",
    "metro",
    "ink",
    "wet",
    "halo",
)
PALETTES = {
    look: {name: token(look, f"--map-{name.replace('_', '-')}") for name in _GROUND}
    for look in ("light", "dark", "wall")
}
"""The colours of the ground, by look."""


def style(look: str, ground: dict, taken: str) -> dict:
    """The style with a ground of GeoJSON (data_access.basemap's classes) inside. `taken`: the absolute address of what the
    ground's names keep off (features with text, size, offset)."""
    colours = PALETTES[look]
    return {
        "version": 8,
        "sources": {
            "ground": {"type": "geojson", "data": ground, "tolerance": 0.2},
            "taken": {"type": "geojson", "data": taken},
        },
        # Asked for only where a letter is no Chinese character, and labels hold no other.
        "glyphs": "https://never.invalid/{fontstack}/{range}.pbf",
        "layers": [_background(colours), *_areas(colours), *_lines(colours), *_names(colours), _TAKEN],
    }


def raster(look: str, sources: Sequence[Sequence[str]]) -> dict:
    """The style of tiles, one source above the other; each is a sequence of absolute addresses with {z}, {x}, {y}."""
    names = [f"tiles-{number}" for number, _ in enumerate(sources)]
    dimmed = {} if look == "light" else {"raster-brightness-max": 0.55, "raster-saturation": -0.4}
    return {
        "version": 8,
        "sources": {
            name: {"type": "raster", "tiles": tiles, "tileSize": 256, "maxzoom": 18}
            for name, tiles in zip(names, sources, strict=True)
        },
        "layers": [
            _background(PALETTES[look]),
            *({"id": name, "type": "raster", "source": name, "paint": dimmed} for name in names),
        ],
    }


def colour(look: str, name: str) -> list[int]:
    """A token of the design as red, green and blue."""
    value = token(look, name).strip().lstrip("#")
    return [int(value[place : place + 2], 16) for place in (0, 2, 4)]


def _background(colours: dict) -> dict:
    return {"id": "background", "type": "background", "paint": {"background-color": colours["ground"]}}


def _areas(colours: dict) -> list[dict]:
    return [
        _layer("town", "fill", "outline", {"fill-color": colours["town"]}),
        _layer("green", "fill", "green", {"fill-color": colours["green"]}),
        _layer("water", "fill", "water", {"fill-color": colours["water"]}),
        _layer(
            "river", "line", "river", {"line-color": colours["water"], "line-width": _wider(2.5, 14)}, _ROUND
        ),
        _layer(
            "edge",
            "line",
            "outline",
            {"line-color": colours["edge"], "line-width": 1.5, "line-dasharray": [4, 2]},
        ),
    ]


def _lines(colours: dict) -> list[dict]:
    return [
        *_road("road", colours["road"], colours["casing"], 1.6, 9),
        *_road("main_road", colours["main"], colours["main_casing"], 3.2, 14),
        _layer(
            "metro", "line", "metro", {"line-color": colours["metro"], "line-width": _wider(2.2, 6)}, _ROUND
        ),
        _layer(
            "station",
            "circle",
            "station",
            {
                "circle-radius": _wider(4, 8),
                "circle-color": colours["halo"],
                "circle-stroke-color": colours["metro"],
                "circle-stroke-width": 2.5,
            },
        ),
    ]


def _road(kind: str, inside: str, casing: str, narrow: float, wide: float) -> list[dict]:
    return [
        _layer(
            f"{kind}-casing",
            "line",
            kind,
            {"line-color": casing, "line-width": _wider(narrow + 1.6, wide + 2.5)},
            _ROUND,
        ),
        _layer(kind, "line", kind, {"line-color": inside, "line-width": _wider(narrow, wide)}, _ROUND),
    ]


def _names(colours: dict) -> list[dict]:
    along = _LETTERS | {"text-field": "{label}", "symbol-placement": "line", "symbol-spacing": 320}
    at = _LETTERS | {"text-field": "{label}"}
    around = {"text-variable-anchor": ["bottom", "left", "right", "top"], "text-radial-offset": 0.7}
    return [
        _layer("water-name", "symbol", "water", _ink(colours, "wet"), at | {"text-size": 12}),
        _layer("river-name", "symbol", "river", _ink(colours, "wet"), along | {"text-size": 12}),
        _layer("road-name", "symbol", "road", _ink(colours, "ink"), along | {"text-size": 11}, 13.5),
        _layer("main-name", "symbol", "main_road", _ink(colours, "ink"), along | {"text-size": 13}),
        _layer("metro-name", "symbol", "metro", _ink(colours, "metro"), along | {"text-size": 12}),
        _layer("station-name", "symbol", "station", _ink(colours, "metro"), at | around | {"text-size": 13}),
        _layer("green-name", "symbol", "green", _ink(colours, "ink"), at | {"text-size": 11}, 13.2),
    ]


_TAKEN = {
    "id": "taken",
    "type": "symbol",
    "source": "taken",
    "paint": {"text-opacity": 0},
    "layout": _LETTERS
    | {
        "text-field": ["get", "text"],
        "text-size": ["get", "size"],
        "text-offset": ["array", "number", 2, ["get", "offset"]],
        "text-allow-overlap": True,
        "text-padding": 0,
    },
}
_ROUND = {"line-cap": "round", "line-join": "round"}


def _layer(
    name: str, kind: str, feature: str, paint: dict, layout: dict | None = None, nearer: float = 0
) -> dict:
    return {
        "id": name,
        "type": kind,
        "source": "ground",
        "filter": ["==", "class", feature],
        "paint": paint,
        "layout": layout or {},
        "minzoom": nearer,
    }


def _wider(far: float, near: float) -> dict:
    """A width at the zoom of a whole town and at that of a street."""
    return {"base": 1.4, "stops": [[12, far], [17, near]]}


def _ink(colours: dict, name: str) -> dict:
    return {"text-color": colours[name], "text-halo-color": colours["halo"], "text-halo-width": 1.6}
