"""Outlines of committees and neighbourhoods: what a platform's text of one holds, and why some of them hold none.

Read once, on the way into the store; nothing is put in the place of an outline that cannot be used.
"""

import json
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import mapping

from data_access.settings import CHINA, Bounds

MENDED, THINNED = "mended", "thinned"
"""What became of an outline that is drawn all the same."""

MOST = 5_000
"""An outline of more points is drawn with fewer."""

_MARGIN = 0.02  # degrees, as positions have it: a town's rectangle is drawn by hand
_FINEST = 1e-6  # degrees: 0.1 m
_SOME, _FAR, _NEAR = 5, 20, 0.5
_CROSSINGS, _AT_ONCE = 2_000, 100
_NORTHERNMOST = 85.0  # degrees: beyond it a map has no place
_WRAPPERS = {"Feature": "geometry", "FeatureCollection": "features", "GeometryCollection": "geometries"}
_OTHERS = ("Point", "MultiPoint", "LineString", "MultiLineString")
_Polygons = list[list[np.ndarray]]


class _Unusable(Exception):
    """An outline that is left out; its argument is the reason."""


def outline(boundary: Any, bounds: Bounds) -> tuple[str | None, str | None]:
    """The outline as GeoJSON of a valid Polygon or MultiPolygon (two coordinates a point, WGS-84), and what is to be told
    of it: MENDED (rings closed or untangled), THINNED (of more than MOST points), or nothing. One that cannot be used is
    None, with the reason: `unreadable`, `no_polygon`, `several` (shapes), `tangled`, `swapped`, `in_metres`, `out_of_bounds`.
    None with nothing to tell where none is given.

    `boundary`: the platform's text, or what a driver made of it. A lone shape in a feature or collection is taken out of it.
    """
    try:
        read = _parsed(boundary)
        if read is None:
            return None, None
        kind, polygons = _polygons(_alone(read))
        _placed(np.concatenate([ring for polygon in polygons for ring in polygon]), bounds)
        return _valid(kind, polygons)
    except _Unusable as unusable:
        return None, unusable.args[0]


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its `boundary` as GeoJSON of a Polygon or MultiPolygon near the others, or missing, whatever a store
    holds; `longitude` and `latitude`, where it has them, are missing where they lie far from the others."""
    found = polygons(frame["boundary"])
    found[_astray(shapely.get_coordinates(shapely.centroid(found)), ~shapely.is_missing(found))] = None
    readable = {"boundary": pd.Series(shapely.to_geojson(found), frame.index, dtype="object")}
    if "longitude" in frame:
        places = frame[["longitude", "latitude"]].to_numpy(float, copy=True)
        located = ~np.isnan(places).any(axis=1)
        places[_astray(places[located], located)] = np.nan
        readable |= {"longitude": places[:, 0], "latitude": places[:, 1]}
    return frame.assign(**readable)


def polygons(boundaries: pd.Series) -> np.ndarray:
    """The outlines as shapes, None where there is none that can be drawn."""
    texts = np.array(["" if pd.isna(text) else str(text) for text in boundaries], dtype=object)
    with np.errstate(all="ignore"):
        found = shapely.from_geojson(texts, on_invalid="ignore")
    west, south, east, north = shapely.bounds(found).reshape(-1, 4).T
    on_earth = (west >= -180) & (east <= 180) & (south >= -_NORTHERNMOST) & (north <= _NORTHERNMOST)
    areas = np.isin(shapely.get_type_id(found), (3, 6)) & ~shapely.is_empty(found)
    kept = shapely.force_2d(found)
    kept[~(areas & on_earth)] = None
    for place in np.flatnonzero(~shapely.is_valid(kept) | (shapely.get_num_coordinates(kept) > MOST)):
        kept[place] = _or_none(kept[place])
    return kept


def _astray(places: np.ndarray, located: np.ndarray) -> np.ndarray:
    """Which are so far from the middle of all that a drawing with them shows nothing else: 20 times as far as half of them,
    and over half a degree. `places`: those of `located`, of which one is told only among five."""
    away = np.zeros(len(located), dtype=bool)
    if len(places) >= _SOME:
        distances = np.hypot(*(places - np.median(places, axis=0)).T)
        away[located] = distances > max(_FAR * np.median(distances), _NEAR)
    return away


def _or_none(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    try:
        return shape and _whole(shape)
    except _Unusable:
        return None


def _parsed(boundary: Any) -> Any:
    """The JSON of a text; what a driver has parsed already as it is."""
    if isinstance(boundary, bytes | bytearray | memoryview):
        boundary = bytes(boundary).decode("utf-8", "replace")
    if not isinstance(boundary, str):
        return boundary
    text = boundary.strip().removeprefix("\ufeff")
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        raise _Unusable("unreadable") from None


def _alone(geometry: Any) -> dict:
    """The one geometry within features and collections."""
    while isinstance(geometry, dict) and geometry.get("type") in tuple(_WRAPPERS):
        inner = geometry.get(_WRAPPERS[geometry["type"]])
        members = inner if isinstance(inner, list) else [inner]
        if len(members) > 1:
            raise _Unusable("several")
        if not members or members[0] is None:
            raise _Unusable("no_polygon")
        geometry = members[0]
    if not isinstance(geometry, dict):
        raise _Unusable("unreadable")
    return geometry


def _polygons(geometry: dict) -> tuple[str, _Polygons]:
    """Its type and its polygons, each of rings of x and y."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind in _OTHERS:
        raise _Unusable("no_polygon")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise _Unusable("unreadable")
    try:
        parts = [
            [_ring(ring) for ring in part]
            for part in (coordinates if kind == "MultiPolygon" else [coordinates])
        ]
    except (TypeError, ValueError, KeyError):
        raise _Unusable("unreadable") from None
    parts = [part for part in parts if part and len(part[0])]
    if not parts:
        raise _Unusable("no_polygon")
    return kind, parts


def _ring(points: list) -> np.ndarray:
    if not points:
        return np.empty((0, 2))
    try:
        ring = np.array(points)[:, :2]
    except (ValueError, IndexError):  # some of them have a height
        ring = np.array([point[:2] for point in points])
    if ring.dtype.kind not in "if" or ring.ndim != 2 or ring.shape[1] != 2 or not np.isfinite(ring).all():
        raise ValueError("no points")
    return ring


def _placed(points: np.ndarray, bounds: Bounds) -> None:
    """Raises _Unusable where not all of the points lie in the bounds."""
    if _within(points, bounds):
        return
    turned = points[:, ::-1]
    if _within(turned, bounds) or _within(turned, CHINA):
        raise _Unusable("swapped")
    raise _Unusable("in_metres" if (np.abs(points).max(axis=1) > 180).all() else "out_of_bounds")


def _within(points: np.ndarray, bounds: Bounds) -> bool:
    low, high = (
        (bounds.west - _MARGIN, bounds.south - _MARGIN),
        (bounds.east + _MARGIN, bounds.north + _MARGIN),
    )
    return bool(((points >= low) & (points <= high)).all())


def _valid(kind: str, polygons: _Polygons) -> tuple[str, str | None]:
    """The text of the outline, and what had to be done for it."""
    rings = [[ring for ring in polygon if len(ring)] for polygon in polygons]
    if any(len(ring) < 3 for polygon in rings for ring in polygon):
        raise _Unusable("no_polygon")
    closed = all((ring[0] == ring[-1]).all() for polygon in rings for ring in polygon)
    made = [shapely.Polygon(shell, holes) for shell, *holes in rings]
    shape = made[0] if kind == "Polygon" else shapely.MultiPolygon(made)
    many = shapely.get_num_coordinates(shape) > MOST
    whole = _whole(shape)
    if closed and whole is shape:
        parts = [[ring.tolist() for ring in polygon] for polygon in rings]
        return _text(kind, parts[0] if kind == "Polygon" else parts), None
    return _text(whole.geom_type, mapping(whole)["coordinates"]), THINNED if many else MENDED


def _whole(shape: shapely.Geometry) -> shapely.Geometry:
    """The shape itself, or with fewer points and untangled. Raises _Unusable where nothing of it is an area."""
    if shapely.get_num_coordinates(shape) > MOST:
        shape = _thinned(shape)
    if not shape.is_valid:
        if _tangled(shape):
            raise _Unusable("tangled")
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise _Unusable("no_polygon")
    return shape


def _thinned(shape: shapely.Geometry) -> shapely.Geometry:
    """With no more than MOST points: the least tolerance, doubled from step to step, that leaves so few.

    Line by line: a polygon that is simplified as a whole is also mended, however long that takes.
    """
    parts = [[part.exterior, *part.interiors] for part in shapely.get_parts(shape)]
    tolerance = _FINEST
    while sum(len(ring.coords) for rings in parts for ring in rings) > MOST:
        parts = [[_simpler(ring, tolerance) for ring in rings] for rings in parts]
        parts = [
            [shell, *(hole for hole in holes if len(hole.coords) > 3)]
            for shell, *holes in parts
            if len(shell.coords) > 3
        ]
        tolerance *= 2
    return shapely.MultiPolygon([shapely.Polygon(shell, holes) for shell, *holes in parts])


def _simpler(ring: shapely.Geometry, tolerance: float) -> shapely.LineString:
    return shapely.simplify(shapely.LineString(ring.coords), tolerance, preserve_topology=False)


def _tangled(shape: shapely.Geometry) -> bool:
    """Whether its lines cross so often that mending would take minutes, and make something else of it."""
    points, rings = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    together = rings[:-1] == rings[1:]
    lines = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1)[together])
    tree, met = shapely.STRtree(lines), 0
    for first in range(0, len(lines), _AT_ONCE):
        some = lines[first : first + _AT_ONCE]
        met += tree.query(some, predicate="intersects").shape[1] - 3 * len(
            some
        )  # itself and its two neighbours
        if met > _CROSSINGS:
            return True
    return False


def _text(kind: str, coordinates: Any) -> str:
    return json.dumps({"type": kind, "coordinates": coordinates}, separators=(",", ":"))
