"""The ground of a still map as SVG: water, roads, the metro, and their names where there is room."""

from html import escape

from components.maps.sheet import Place, Room, Sheet, along

LETTER = 17
"""How large a name is, in units of the sheet; works.css sets it."""

_NAMED = ("place", "station", "metro", "main_road", "water", "river")
_BELOW = ("outline", "green", "water", "river", "road", "main_road", "metro")


def lines(ground: dict, sheet: Sheet) -> str:
    """The features of a basemap.ground, water below roads."""
    by_class = {kind: [] for kind in _BELOW}
    stations = []
    for one in ground["features"]:
        kind = one["properties"]["class"]
        if kind in by_class:
            by_class[kind].append(f'<path data-ground="{kind}" d="{sheet.path(one["geometry"])}"/>')
        elif kind == "station":
            (((x, y),),) = sheet.lines(one["geometry"])
            stations.append(f'<circle data-ground="station" cx="{x:.1f}" cy="{y:.1f}" r="6"/>')
    return "".join("".join(drawn) for drawn in by_class.values()) + "".join(stations)


def names(ground: dict, sheet: Sheet, room: Room) -> str:
    """The names of the ground, the first of each kind that has room; a line that goes up is named from top to bottom."""
    rank = {kind: number for number, kind in enumerate(_NAMED)}
    named = [
        one
        for one in ground["features"]
        if one["properties"].get("label") and one["properties"]["class"] in rank
    ]
    return "".join(
        _name(one, sheet, room) for one in sorted(named, key=lambda one: rank[one["properties"]["class"]])
    )


def _name(feature: dict, sheet: Sheet, room: Room) -> str:
    kind, word = feature["properties"]["class"], feature["properties"]["label"]
    size = LETTER * (1.4 if kind == "place" else 1)
    for x, y, upward in _places(kind, sheet.lines(feature["geometry"]), len(word) * size):
        wide, high = len(word) * size, size * 1.3
        if room.take(x, y, *((high, wide) if upward else (wide, high))):
            way = ' data-up=""' if upward else ""
            return f'<text data-ground="{kind}" x="{x:.0f}" y="{y:.0f}"{way}>{escape(word)}</text>'
    return ""


def _places(kind: str, given: list[list[Place]], wide: float) -> list[tuple[float, float, bool]]:
    """Where a name may stand, the best place first."""
    if kind in ("place", "station"):
        (((x, y),),) = given
        aside = wide / 2 + 14
        shifts = (
            ((0, 0), (0, 16), (0, -16)) if kind == "place" else ((0, -18), (aside, 0), (0, 20), (-aside, 0))
        )
        return [(x + across, y + down, False) for across, down in shifts]
    if kind == "water":
        (ring, *_) = given
        return [(sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring), False)]
    return along(given)
