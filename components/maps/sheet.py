"""A still map's sheet: where places lie on it, and which names have room there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, radians

WIDE = 1000
"""How many units wide a sheet is."""

_DEPTHS = {"Point": -1, "LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}

Place = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """A part of the earth (west, south, east, north in degrees) on a sheet WIDE units wide, north up."""

    west: float
    south: float
    east: float
    north: float

    @property
    def unit(self) -> float:
        """Units a degree of latitude."""
        return WIDE / ((self.east - self.west) * self._narrow)

    @property
    def high(self) -> float:
        """How high the sheet is, in units."""
        return (self.north - self.south) * self.unit

    @property
    def _narrow(self) -> float:
        return cos(radians((self.south + self.north) / 2))

    def at(self, x: float, y: float) -> Place:
        """Where a place lies, in units from the upper left corner."""
        return (x - self.west) * self._narrow * self.unit, (self.north - y) * self.unit

    def lines(self, geometry: dict) -> list[list[Place]]:
        """A geometry's lines, rings or single point, in units."""
        depth, coordinates = _DEPTHS[geometry["type"]], geometry["coordinates"]
        if depth < 0:
            return [[self.at(*coordinates[:2])]]
        parts = [coordinates]
        for _ in range(depth):
            parts = [line for part in parts for line in part]
        return [[self.at(x, y) for x, y, *_ in line] for line in parts]

    def path(self, geometry: dict) -> str:
        """A geometry as an SVG path; nothing of a point."""
        return path(line for line in self.lines(geometry) if len(line) > 1)


def path(lines: Iterable[list[Place]], end: str = "") -> str:
    """Lines as an SVG path. `end`: "Z" closes each."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines)


def around(places: Box, margin: float, ratio: float | None = None) -> Sheet:
    """The sheet that holds a box and a margin (degrees) around it, made wider or higher to be `ratio` times as wide as
    high."""
    west, south, east, north = places[0] - margin, places[1] - margin, places[2] + margin, places[3] + margin
    if ratio:
        narrow = cos(radians((south + north) / 2))
        across, up = max((east - west) * narrow, (north - south) * ratio), north - south
        aside, above = (across / narrow - (east - west)) / 2, (across / ratio - up) / 2
        west, south, east, north = west - aside, south - above, east + aside, north + above
    return Sheet(west, south, east, north)


@dataclass
class Room:
    """What of a sheet is taken: things are put down one after the other, each where nothing lies yet."""

    high: float
    taken: list[Box] = field(default_factory=list)

    def take(self, x: float, y: float, wide: float, high: float) -> bool:
        """Whether a thing of that size has room around a middle; if so it takes it."""
        box = x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
        if box[0] < 0 or box[1] < 0 or box[2] > WIDE or box[3] > self.high or self._crossed(box):
            return False
        self.taken.append(box)
        return True

    def _crossed(self, box: Box) -> bool:
        return any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for other in self.taken
        )


def along(lines: Iterable[list[Place]], step: float = 20) -> list[tuple[float, float, bool]]:
    """Places along lines, some `step` units apart, the middle ones first: x, y, and whether the line goes rather up
    there than across."""
    found = [
        (x1 + (x2 - x1) * k / count, y1 + (y2 - y1) * k / count, abs(y2 - y1) > abs(x2 - x1))
        for line in lines
        for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False)
        for count in [max(1, round((abs(x2 - x1) + abs(y2 - y1)) / step))]
        for k in range(count)
    ]
    middle = len(found) // 2
    return [found[k] for k in sorted(range(len(found)), key=lambda k: abs(k - middle))]
