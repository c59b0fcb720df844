"""The ground of a still map as SVG: water, roads, the metro, and their names where there is room."""

from markupsafe import Markup

from components.maps.sheet import Place, Room, Sheet, along
from components.parts.html import circle, joined, path, written

LETTER = 17
"""How large a name is, in units of the sheet; works.css sets it."""

_NAMED = ("place", "station", "metro", "main_road", "water", "river")
_BELOW = ("outline", "green", "water", "river", "road", "main_road", "metro")


def lines(ground: dict, sheet: Sheet) -> Markup:
    """The features of a basemap.ground, water below roads."""
    by_class: dict[str, list[Markup]] = {kind: [] for kind in _BELOW}
    stations = []
    for one in ground["features"]:
        kind = one["properties"]["class"]
        if kind in by_class:
            by_class[kind].append(path(data_ground=kind, d=sheet.path(one["geometry"])))
        elif kind == "station":
            (((x, y),),) = sheet.lines(one["geometry"])
            stations.append(circle(data_ground="station", cx=f"{x:.1f}", cy=f"{y:.1f}", r=6))
    return joined(by_class.values(), stations)


def names(ground: dict, sheet: Sheet, room: Room) -> Markup:
    """The names of the ground, the first of each kind that has room; a line that goes up is named from top to bottom."""
    rank = {kind: number for number, kind in enumerate(_NAMED)}
    named = [
        one
        for one in ground["features"]
        if one["properties"].get("label") and one["properties"]["class"] in rank
    ]
    ranked = sorted(named, key=lambda one: rank[one["properties"]["class"]])
    return joined(_name(one, sheet, room) for one in ranked)


def _name(feature: dict, sheet: Sheet, room: Room) -> Markup | None:
    kind, word = feature["properties"]["class"], feature["properties"]["label"]
    size = LETTER * (1.4 if kind == "place" else 1)
    for x, y, upward in _places(kind, sheet.lines(feature["geometry"]), len(word) * size):
        wide, high = len(word) * size, size * 1.3
        if room.take(x, y, *((high, wide) if upward else (wide, high))):
            way = "" if upward else None
            return written(word, data_ground=kind, x=f"{x:.0f}", y=f"{y:.0f}", data_up=way)
    return None


def _places(kind: str, lines: list[list[Place]], wide: float) -> list[tuple[float, float, bool]]:
    """Where a name may stand, the best place first."""
    if kind in ("place", "station"):
        (((x, y),),) = lines
        aside = wide / 2 + 14
        shifts = (
            ((0, 0), (0, 16), (0, -16)) if kind == "place" else ((0, -18), (aside, 0), (0, 20), (-aside, 0))
        )
        return [(x + across, y + down, False) for across, down in shifts]
    if kind == "water":
        (ring, *_) = lines
        return [(sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring), False)]
    return along(lines)
