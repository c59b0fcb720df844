"""Outlines as a drawing has them: rings (or a point) of degrees, fitted into its units, and how much room a name has in one."""

import json
from math import cos, radians

import pandas as pd

from components.maps.sheet import WIDE, Sheet

_EDGE, _EDGE_OF_DOTS = 8, 45
"""How much room a drawing leaves at each side, in its units; more where places are dots with their names above."""

Ring = list[tuple[float, float]]


def rings_of(row) -> list[Ring]:
    """The outer rings of a committee in degrees; a ring of one, its point, where only that is known; else none."""
    try:
        shape = json.loads(row.boundary)
        parts = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        return [[(float(x), float(y)) for x, y, *_ in part[0]] for part in parts]
    except (TypeError, ValueError, KeyError, IndexError):
        pass
    if pd.isna(row.longitude) or pd.isna(row.latitude):
        return []
    return [[(row.longitude, row.latitude)]]


def is_point(rings: list[Ring]) -> bool:
    """Whether nothing but a point is known."""
    return len(rings) == 1 and len(rings[0]) == 1


def fitted(shapes: list[list[Ring]]) -> tuple[list[list[Ring]], float]:
    """The shapes in the units of a sheet that is at least half as wide as high, and its height."""
    points = [point for rings in shapes for ring in rings for point in ring]
    if not points:
        return shapes, 0
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = cos(radians((south + north) / 2))
    across = max((east - west) * narrow, (north - south) / 2, 1e-9)
    room = _EDGE_OF_DOTS if any(map(is_point, shapes)) else _EDGE
    edge = across * room / (WIDE - 2 * room)
    aside = (across / narrow - (east - west)) / 2 + edge / narrow
    sheet = Sheet(west - aside, south - edge, east + aside, north + edge)
    return [[[sheet.at(*point) for point in ring] for ring in rings] for rings in shapes], sheet.high


def room(ring: Ring, x: float, y: float, high: float) -> float:
    """How wide a line of writing centred at x may be at height y (and half its height above and below)."""
    return min(_reach(ring, x, y + k * high / 2) for k in (-1, 0, 1))


def _reach(ring: Ring, x: float, y: float) -> float:
    crossings = [
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (y1 > y) != (y2 > y)
    ]
    left, right = [cut for cut in crossings if cut <= x], [cut for cut in crossings if cut > x]
    return 2 * min(x - max(left), min(right) - x) if len(left) % 2 and right else 0


def middle(ring: Ring) -> tuple[float, float]:
    """The centre of its area."""
    if not (area := size(ring)):
        return ring[0]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
    return x / (6 * area), y / (6 * area)


def size(ring: Ring) -> float:
    """Its area, negative where it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2
