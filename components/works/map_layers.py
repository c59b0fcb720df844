"""What lies on the works map, written for the map's script: frames in, texts of JSON out."""

import json
from collections.abc import Iterable
from math import sqrt

import pandas as pd

from components.maps import classes, map_style, markers, placing, schematic
from components.maps.deck import SMALLEST, View
from components.parts import outreach_list
from components.words import numerals, place_names, project_words
from components.words.place_names import committee_of, short
from data_access.wording import beside, name, text

WORKS = [
    "project", "longitude", "latitude", "kind", "light", "days_late", "title", "stage", "committee", "name",
    "neighbourhood", "received", "waiting", "across", "down",
]  # fmt: skip
PLACED = ["longitude", "latitude", "across", "down"]
OPINIONS = ["longitude", "latitude", "received"]
OUTLINE = ["committee", "name", "geometry"]
COVERAGE = ["committee", "name", "value", "households", "occupied_households"]
NAMES = ["committee", "name", "x", "y", "west", "south", "east", "north"]
"""The columns that are written: a frame of those only is soon told from another."""

_MISSING = ("--rest", 120)
_APART = 0.95 * SMALLEST
_LETTER, _HIGH = 12.5, 15
_SQUARE = "口"
_LINE = 6
_ORDER = {light: 100 * place for place, light in enumerate(reversed(markers.LIGHTS))}


def light(code: str) -> str:
    """A light in words; that of a work without one too. `code`: one of markers.LIGHTS."""
    return name("light", code)


def place(row) -> str:
    """A work's committee and neighbourhood in words."""
    committee = committee_of(row)
    return beside(committee, row.neighbourhood if isinstance(row.neighbourhood, str) else None)


def late(row) -> str:
    """By how much a work is late, or nothing."""
    return text("common.late", count=numerals.count(row.days_late)) if row.days_late else ""


def works(frame: pd.DataFrame, lang: str) -> str:
    """Markers, as of `marks`."""
    return _json(marks(frame))


def given_way(frame: pd.DataFrame, view: View, size: tuple[int, int]) -> pd.DataFrame:
    """Works with across and down, the pixels by which their markers give way where they crowd in a view; 0 where very many do.

    `frame`: works.drawable."""
    if len(frame) > placing.CROWDED:
        return frame.assign(across=0, down=0)
    ways = placing.apart(_seen(frame["longitude"], frame["latitude"], view, size), _APART)
    return frame.assign(across=[x for x, _ in ways], down=[y for _, y in ways])


def marks(frame: pd.DataFrame) -> list[dict]:
    """Markers: p, o (pixels from there), icon, project, order, hint; the most pressing last, and so on top.

    `frame`: WORKS of `given_way`."""
    return [
        {
            "p": [round(row.longitude, 6), round(row.latitude, 6)],
            "o": [row.across, row.down],
            "icon": markers.icon(row.kind, row.light),
            "project": row.project,
            "order": _ORDER[row.light] + min(row.days_late or 0, 90),
            "hint": _hint(row),
        }
        for row in frame.iloc[::-1].itertuples()
    ]


def opinions(frame: pd.DataFrame) -> str:
    """Circles: p, reach (pixels; the circle's area goes with the opinions)."""
    return _json(
        {
            "p": [round(row.longitude, 6), round(row.latitude, 6)],
            "reach": round(6 + 3.2 * sqrt(row.received), 1),
        }
        for row in frame[frame["received"] > 0].itertuples()
    )


def events(frame: pd.DataFrame, areas: pd.DataFrame, lang: str) -> str:
    """Signs above the committees' names: p, text, hint. `frame`: works.event_sums; `areas`: NAMES of works.shapes."""
    named = {row.committee: (row.x, row.y) for row in areas.itertuples()}
    return _json(
        {
            "p": [round(at, 6) for at in named.get(row.committee, (row.longitude, row.latitude))],
            "text": str(row.events),
            "hint": _event_hint(row.events, row.kinds),
            "project": "",
        }
        for row in frame.itertuples()
    )


def areas(frame: pd.DataFrame, standings: pd.DataFrame, look: str, lang: str) -> str:
    """Committees' outlines as features with hint and fill (by the class of their coverage).

    `frame`: OUTLINE of works.shapes; `standings`: COVERAGE of progress.standings.
    """
    breaks, rows = classes.breaks_of(standings["value"]), standings.set_index("committee")
    fills = {
        str(step): [*map_style.colour(look, f"--scale-{step}"), 225] for step in range(1, classes.CLASSES + 1)
    }
    fills["missing"] = [*map_style.colour(look, _MISSING[0]), _MISSING[1]]
    values, words = rows["value"].to_dict(), {row.Index: schematic.words(row) for row in rows.itertuples()}
    features = (
        _feature(
            row.geometry,
            {
                "hint": words.get(row.committee, row.name),
                "project": "",
                "fill": fills[classes.level(values.get(row.committee), breaks)],
            },
        )
        for row in frame.itertuples()
    )
    return _collection(features)


def outlines(frame: pd.DataFrame) -> str:
    """Outlines as bare features. `frame`: works.shapes."""
    return _collection(_feature(row.geometry, {}) for row in frame.itertuples())


def names(frame: pd.DataFrame, marked: pd.DataFrame, view: View, size: tuple[int, int]) -> str:
    """Names: p, o (pixels from there, past the markers), text (in lines of up to six signs), order (the largest area first).

    `frame`: NAMES of works.shapes; `marked`: PLACED of `given_way`, of the works whose markers are drawn."""
    extent = (frame["east"] - frame["west"]) * (frame["north"] - frame["south"])
    order = (extent / extent.max() * 900).round() if len(extent) else extent
    return _json(
        {"p": [round(row.x, 6), round(row.y, 6)], "o": way, "text": word, "order": int(rank)}
        for row, rank, (word, way) in zip(
            frame.itertuples(), order, _named(frame, marked, view, size), strict=True
        )
    )


def taken(frame: pd.DataFrame, marked: pd.DataFrame, view: View, size: tuple[int, int]) -> str:
    """Where names and markers lie, for the ground's own names to keep off: features with text, size and offset (in letters).

    Given as in `names`."""
    letters = [
        (row.x, row.y, word, _LETTER, way)
        for row, (word, way) in zip(frame.itertuples(), _named(frame, marked, view, size), strict=True)
    ]
    signs = [
        (row.longitude, row.latitude, _SQUARE, SMALLEST, (row.across, row.down))
        for row in marked.itertuples()
    ]
    return _collection(
        _feature(
            json.dumps({"type": "Point", "coordinates": [round(x, 6), round(y, 6)]}),
            {"text": word, "size": high, "offset": [round(way[0] / high, 2), round(way[1] / high, 2)]},
        )
        for x, y, word, high, way in [*signs, *letters]
    )


def _named(
    frame: pd.DataFrame, marked: pd.DataFrame, view: View, size: tuple[int, int]
) -> list[tuple[str, tuple[float, float]]]:
    """Each name in its lines, and by how many pixels it gives way; by none where very many crowd."""
    labels = [_folded(word) for word in place_names.without_families([short(name) for name in frame["name"]])]
    if len(frame) > placing.CROWDED or len(marked) > placing.CROWDED:
        return [(label, (0, 0)) for label in labels]
    seen = _seen(marked["longitude"], marked["latitude"], view, size)
    marks = [(x + row.across, y + row.down) for (x, y), row in zip(seen, marked.itertuples(), strict=True)]
    spots = zip(_seen(frame["x"], frame["y"], view, size), map(_box, labels), strict=True)
    return [*zip(labels, placing.beside([*spots], marks, SMALLEST), strict=True)]


def _seen(longitudes: pd.Series, latitudes: pd.Series, view: View, size: tuple[int, int]) -> list:
    return [view.at(*place, size) for place in zip(longitudes, latitudes, strict=True)]


def _box(label: str) -> tuple[float, float]:
    """How wide and high a label is, in pixels."""
    lines = label.split("\n")
    return _LETTER * max(map(len, lines)), _HIGH * len(lines)


def _hint(row) -> str:
    state = light(row.light), late(row), project_words.stage(row.stage)
    opinions = text("works.said", received=numerals.count(row.received), waiting=numerals.count(row.waiting))
    return "\n".join([row.title, beside(project_words.kind(row.kind), *state), place(row), opinions])


def _event_hint(count: int, kinds: Iterable[tuple[str, int]]) -> str:
    each = text("sign.and").join(f"{outreach_list.kind_name(kind)} {held}" for kind, held in kinds)
    return f"{text('works.event_hint', count=count)}\n{each}"


def _folded(word: str) -> str:
    """A long name in two lines."""
    if len(word) <= _LINE:
        return word
    half = word.find("第") if "第" in word[2:] else (len(word) + 1) // 2
    return f"{word[:half]}\n{word[half:]}"


def _feature(geometry: str, properties: dict) -> str:
    return f'{{"type":"Feature","properties":{json.dumps(properties, ensure_ascii=False)},"geometry":{geometry}}}'


def _collection(features) -> str:
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def _json(rows) -> str:
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
