"""Where everything is: positions, boundaries, neighbourhoods, buildings and their occupied households."""

import json
import math
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data_access.demo import town as of_town
from data_access.demo.moments import FIRST_DAY, date_of, day
from data_access.demo.texts import PARTS
from data_access.demo.town import Committee
from data_access.settings import settings

_OPENED = "2017-01-01"
_UPDATED = "2017-05-01 08:00:00"
_STREET = 0.00007  # degrees left free between neighbours, some 7 m
_SYSTEMS = ("wgs84", "wgs84", "wgs84", "gcj02", "wgs84", "wgs84", "bd09", "wgs84", "gcj02", "wgs84")


@dataclass(frozen=True)
class Site:
    """A committee's ground: its polygon, neighbourhoods with their polygons, buildings and bases."""

    point: tuple[float, float]
    polygon: shapely.Polygon
    neighbourhoods: list[tuple[str, str]]
    polygons: list[shapely.Polygon]
    buildings: list[str]
    of_neighbourhood: np.ndarray
    bases: np.ndarray


def ground(town: list[Committee], seed: int) -> list[tuple[tuple[float, float], shapely.Polygon]]:
    """Position and polygon (WGS-84) of every committee; positions not given are invented, grouped by town."""
    points = _points(town, np.random.default_rng([seed, 4]))
    polygons: list = [None] * len(town)
    for _, members in groupby(sorted(town, key=lambda one: one.code[:9]), key=lambda one: one.code[:9]):
        indices = [one.index for one in members]
        for index, polygon in zip(
            indices, _cells([points[i] for i in indices], [town[i].group for i in indices]), strict=True
        ):
            polygons[index] = polygon
    return list(zip(points, polygons, strict=True))


def site(one: Committee, place: tuple, rng: np.random.Generator) -> Site:
    """Divides a committee into some four neighbourhoods and their buildings, and its base among them."""
    point, polygon = place
    count = 1 if one.code == of_town.NEW_ESTATE else int(rng.integers(3, 6))
    villas = count > 3 and one.code != of_town.QINAN and rng.random() < 0.35
    names = _names(one, count, villas)
    neighbourhoods = [(f"{one.code}{number:02}", name) for number, name in enumerate(names, start=1)]
    sizes = rng.integers(8, 21, count)
    if one.code == of_town.QINAN:
        sizes[0] = 16
    if one.code == of_town.NEW_ESTATE:
        sizes[:] = 3
    of_neighbourhood = np.repeat(np.arange(count), sizes)
    numbers = np.concatenate([np.arange(1, size + 1) for size in sizes])
    codes = [f"{neighbourhoods[n][0]}{b:03}" for n, b in zip(of_neighbourhood, numbers, strict=True)]
    weights = rng.uniform(0.75, 1.25, len(codes))
    if villas:
        weights[of_neighbourhood == count - 1] *= 0.25
    bases = 3 + rng.multinomial(max(0, one.base - 3 * len(codes)), weights / weights.sum())
    return Site(point, polygon, neighbourhoods, _divided(polygon, count, rng), codes, of_neighbourhood, bases)


def rows(one: Committee, ground: Site, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Rows of the committee, its neighbourhoods, buildings and household bases."""
    since = "2017-05-22" if one.code == of_town.NEW_ESTATE else _OPENED
    kind = "villagers" if one.name.endswith("村委会") else "residents"
    crs = _SYSTEMS[one.index % len(_SYSTEMS)]
    committee = (
        one.code,
        one.name,
        kind,
        *shifted(*ground.point, crs),
        crs,
        geojson(ground.polygon),
        since,
        None,
        _UPDATED,
    )
    neighbourhoods = []
    for (code, name), polygon in zip(ground.neighbourhoods, ground.polygons, strict=True):
        centre = polygon.representative_point()
        crs = _SYSTEMS[int(rng.integers(len(_SYSTEMS)))]
        position = (*shifted(centre.x, centre.y, crs), crs)
        neighbourhoods.append((code, one.code, name, *position, geojson(polygon), since, None, _UPDATED))
    buildings = [
        (code, ground.neighbourhoods[n][0], f"{int(code[-3:])}号楼", since, None, _UPDATED)
        for code, n in zip(ground.buildings, ground.of_neighbourhood.tolist(), strict=True)
    ]
    return {
        "committee": [committee],
        "neighbourhood": neighbourhoods,
        "building": buildings,
        "household_base": _bases(one, ground, since, rng),
    }


def shifted(longitude: float, latitude: float, crs: str) -> tuple[float, float]:
    """A WGS-84 position as the named system writes it (GCJ-02: the published offset; BD-09: Baidu's on top)."""
    if crs == "wgs84":
        return round(longitude, 6), round(latitude, 6)
    x, y = longitude - 105.0, latitude - 35.0
    waves = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + waves * 2 / 3
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + waves * 2 / 3
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    axis, flat = 6378245.0, 0.00669342162296594323
    bend = 1 - flat * math.sin(math.radians(latitude)) ** 2
    y = latitude + math.degrees(north * bend * math.sqrt(bend) / (axis * (1 - flat)))
    x = longitude + math.degrees(east * math.sqrt(bend) / (axis * math.cos(math.radians(latitude))))
    if crs == "bd09":
        turn = math.pi * 3000 / 180
        radius = math.hypot(x, y) + 0.00002 * math.sin(y * turn)
        angle = math.atan2(y, x) + 0.000003 * math.cos(x * turn)
        x, y = radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006
    return round(x, 7), round(y, 7)


def _points(town: list[Committee], rng: np.random.Generator) -> list[tuple[float, float]]:
    """Given positions as they are; others on a jittered grid inside a cell of their town's own."""
    bounds = settings().bounds_of(demonstration=True)
    missing = [one for one in town if one.longitude is None]
    names = sorted({one.code[:9] for one in missing})
    columns = max(1, math.ceil(math.sqrt(len(names) * 1.3)))
    lines = max(1, math.ceil(len(names) / columns))
    width, height = (bounds.east - bounds.west) / columns, (bounds.north - bounds.south) / lines
    sizes = {name: sum(one.code[:9] == name for one in missing) for name in names} if len(names) < 50 else {}
    if not sizes:
        for one in missing:
            sizes[one.code[:9]] = sizes.get(one.code[:9], 0) + 1
    where, seen, points = {name: place for place, name in enumerate(names)}, dict.fromkeys(names, 0), []
    for one in town:
        if one.longitude is not None and one.latitude is not None:
            points.append((one.longitude, one.latitude))
            continue
        name = one.code[:9]
        line, column = divmod(where[name], columns)
        side = math.ceil(math.sqrt(sizes[name]))
        down, across = divmod(seen[name], side)
        seen[name] += 1
        jitter = rng.uniform(-0.3, 0.3, 2)
        x = (column + 0.1 + 0.8 * (across + 0.5 + jitter[0]) / side) * width
        y = (line + 0.1 + 0.8 * (down + 0.5 + jitter[1]) / side) * height
        points.append((round(bounds.west + x, 6), round(bounds.south + y, 6)))
    return points


def _cells(points: list[tuple[float, float]], groups: list[str]) -> list[shapely.Polygon]:
    """Disjoint polygons around points: each one's Voronoi cell within the rounded outline of its group."""
    outlines = {}
    for name in dict.fromkeys(groups):
        hull = shapely.MultiPoint([p for p, g in zip(points, groups, strict=True) if g == name]).convex_hull
        spread = math.sqrt(hull.area / max(1, groups.count(name))) or 0.002
        outlines[name] = hull.buffer(min(0.0022, 0.75 * spread), quad_segs=6)
    whole = shapely.union_all(list(outlines.values())).envelope
    if len(points) == 1:
        cells = [whole]
    else:
        cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=whole, ordered=True).geoms
    return [
        _largest(cell.intersection(outlines[g]).buffer(-_STREET))
        for cell, g in zip(cells, groups, strict=True)
    ]


def _largest(shape: BaseGeometry) -> shapely.Polygon:
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, shapely.Polygon)]
    return max(parts, key=lambda part: part.area)


def _divided(polygon: shapely.Polygon, count: int, rng: np.random.Generator) -> list[shapely.Polygon]:
    """The polygon cut into pieces around points spread over it."""
    if count == 1:
        return [polygon.buffer(-_STREET / 3)]
    west, south, east, north = polygon.bounds
    tries = np.column_stack([rng.uniform(west, east, 40), rng.uniform(south, north, 40)])
    inside = tries[shapely.contains_xy(polygon, tries[:, 0], tries[:, 1])]
    chosen = [inside[0]]
    while len(chosen) < count:
        nearest = np.min([np.hypot(*(inside - one).T) for one in chosen], axis=0)
        chosen.append(inside[int(nearest.argmax())])
    cells = shapely.voronoi_polygons(shapely.MultiPoint(chosen), extend_to=polygon, ordered=True).geoms
    gap = min(_STREET / 3, math.sqrt(polygon.area) / 60)
    return [_largest(cell.intersection(polygon).buffer(-gap)) for cell in cells]


def geojson(polygon: shapely.Polygon) -> str:
    """A polygon as the contract's boundary."""
    ring = [[round(x, 6), round(y, 6)] for x, y in polygon.exterior.coords]
    return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


def _names(one: Committee, count: int, villas: bool) -> list[str]:
    """Names of the neighbourhoods: 一村, 二村 of an old quarter, 东区, 西区 of a large estate."""
    stem = one.name.removesuffix("居委会").removesuffix("村委会").removeprefix("美罗家园")
    if one.code == of_town.NEW_ESTATE:
        return [stem]
    if stem[-2:-1] == "第":
        stem = f"{stem[:-2]}{stem[-1]}期"
    parts = (
        [f"{number}村" for number in "一二三四五"] if len(stem) <= 3 and stem[-1] not in "苑园村" else PARTS
    )
    return [f"{stem}{part}" for part in (*parts[: count - villas], *(["别墅区"] * villas))]


def _bases(one: Committee, ground: Site, since: str, rng: np.random.Generator) -> list[tuple]:
    """Household bases at the level this committee keeps them; some revised, one with a gap, one unknown."""
    first = max(since, FIRST_DAY.isoformat())
    total = int(ground.bases.sum())
    if one.code == of_town.BASE_GAP:
        gap = ((first, total - 9), (date_of(day("2017-05-20")), None), (date_of(day("2017-06-12")), total))
        return [(one.code, since, count, f"{since} 09:30:00") for since, count in gap]
    if one.code in of_town.NEIGHBOURHOOD_BASE:
        sums = np.bincount(ground.of_neighbourhood, ground.bases).astype(int).tolist()
        return [
            (code, first, count, _UPDATED)
            for (code, _), count in zip(ground.neighbourhoods, sums, strict=True)
        ]
    kept = ground.of_neighbourhood < len(ground.neighbourhoods) - (one.code == of_town.BASE_UNKNOWN)
    listed = [
        (code, first, count, _UPDATED)
        for code, count, is_kept in zip(ground.buildings, ground.bases.tolist(), kept.tolist(), strict=True)
        if is_kept
    ]
    if one.code in of_town.OWN_BASE:
        listed.append((one.code, first, round(total * 1.012), _UPDATED))
    if one.index % 9 == 4 and listed:
        for code, since, count, updated in [listed[int(n)] for n in rng.permutation(len(listed))[:3]]:
            listed.remove((code, since, count, updated))
            listed.append((code, since, max(1, count - int(rng.integers(1, 3))), updated))
            listed.append((code, "2017-06-15", count, "2017-06-15 10:00:00"))
    return listed
