"""The ground under the works map: a town's own GeoJSON, checked and made into one small file.

Each feature has a `class` (one of CLASSES; else its file's name without the ending says it) and may have a `name`.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from data_access.base_path import under_base
from data_access.made import Made
from data_access.platform import coordinates
from data_access.problem import Problem
from data_access.settings import ROOT, Bounds, Map

CLASSES = {
    "outline": ("Polygon", "MultiPolygon"),
    "green": ("Polygon", "MultiPolygon"),
    "water": ("Polygon", "MultiPolygon"),
    "river": ("LineString", "MultiLineString"),
    "road": ("LineString", "MultiLineString"),
    "main_road": ("LineString", "MultiLineString"),
    "metro": ("LineString", "MultiLineString"),
    "station": ("Point",),
    "place": ("Point",),
}
"""What a feature may be, and the geometries it may have."""

FILE = "basemap.json"
TILES = "tiles"
BUNDLED = ROOT / "components" / "static" / "basemap" / FILE
SERVICE_HOSTS = tuple(f"t{number}.tianditu.gov.cn" for number in range(8))
"""The hosts of 天地图's tiles (CGCS2000, which is WGS-84 to within a metre)."""
_SERVICE = "https://{host}/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
MOST_BYTES = 3_000_000
"""A larger bundle would keep readers waiting; a town is a few hundred kilobytes."""

_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_PLACES = 6  # decimals of a degree: 0.1 m


_NOTHING = '{"type":"FeatureCollection","features":[]}'
_NONE = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, GEOSException)
"""What a geometry that is none may raise as it is read."""


class _Unusable(Exception):
    """A feature that is left out; its arguments are the kind of its fault and a detail."""


@dataclass(frozen=True)
class Fault:
    """Why a feature cannot be used: `kind` names its wording under `basemap_fault`; `number` counts from 1."""

    file: str
    number: int
    kind: str
    detail: str = ""


def bundled(
    files: Iterable[Path], bounds: Bounds, crs: str = "wgs84", strict: bool = False
) -> tuple[dict, list[Fault], list[Fault]]:
    """The usable features of the files as one FeatureCollection (WGS-84), what is wrong with the others, and which were
    mended (as faults of the kind `geometry_invalid`); where `strict`, none is mended.

    A feature is kept if its class is known, its geometry of a type of that class, and some of it inside the bounds, to
    which it is cut. `crs`: `wgs84`, `gcj02` or `bd09`, that of the files. Raises Problem `basemap_unreadable` where a file
    is no GeoJSON.
    """
    kept, faults, mended = [], [], []
    for path in files:
        for number, feature in enumerate(_features(path), 1):
            try:
                made, flaw = _made(feature, path.stem, bounds, crs)
                if flaw and strict:
                    raise _Unusable("geometry_invalid", flaw)
            except _Unusable as unusable:
                faults.append(Fault(path.name, number, *unusable.args))
                continue
            kept.append(made)
            if flaw:
                mended.append(Fault(path.name, number, "geometry_invalid", flaw))
    return {"type": "FeatureCollection", "features": kept}, faults, mended


def write(bundle: dict, folder: Path) -> int:
    """Writes the bundle into the folder and returns its bytes. Raises Problem `basemap_empty` or `basemap_large`."""
    content = json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()
    if not bundle["features"]:
        raise Problem("basemap_empty")
    if len(content) > MOST_BYTES:
        raise Problem("basemap_large", size=len(content), most=MOST_BYTES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(content)
    except OSError as error:
        raise Problem("basemap_folder", path=folder, detail=error.strerror or str(error)) from error
    return len(content)


def ground(chosen: Map, demonstration: bool) -> dict:
    """The GeoJSON to draw: that of the town's folder, else the bundled one in the demonstration and nothing elsewhere.
    Raises Problem `basemap_unreadable`."""
    return json.loads(content(chosen, demonstration))


def content(chosen: Map, demonstration: bool) -> str:
    """`ground` as text. Raises Problem `basemap_unreadable` where it is none."""
    own = ROOT / chosen.folder / FILE
    if not own.is_file() and not demonstration:
        return _NOTHING
    path = own if own.is_file() else BUNDLED
    try:
        found = path.read_text("utf-8")
        json.loads(found)
    except (OSError, ValueError) as error:
        raise Problem("basemap_unreadable", path=path, detail=str(error)) from error
    return found


def is_own(chosen: Map) -> bool:
    """Whether the town has a ground of its own, GeoJSON or tiles."""
    return (ROOT / chosen.folder / FILE).is_file() or has_tiles(chosen)


def has_tiles(chosen: Map) -> bool:
    """Whether the town's folder holds raster tiles."""
    return (ROOT / chosen.folder / TILES).is_dir()


def tiles(chosen: Map) -> tuple[tuple[str, ...], ...]:
    """The addresses of tiles in place of the drawing, one list a source, the lowest first; none without any."""
    if chosen.tianditu_key:
        return tuple(
            tuple(_SERVICE.format(host=host, layer=layer, key=chosen.tianditu_key) for host in SERVICE_HOSTS)
            for layer in ("vec", "cva")
        )
    return ((under_base("/map/tiles/{z}/{x}/{y}.png"),),) if has_tiles(chosen) else ()


def drawing(chosen: Map, demonstration: bool) -> Made[str]:
    """`content` as what is read once."""
    return Made(content, chosen, demonstration)


def label(name: str) -> str:
    """A name as the map can letter it without asking any server: Chinese characters, digits as Chinese numerals."""
    return "".join(sign for sign in name.translate(_NUMERALS) if "\u4e00" <= sign <= "\u9fff" or sign == "〇")


def _features(path: Path) -> list:
    """What the file holds, each feature as it is, a bare geometry as a feature."""
    try:
        read = json.loads(path.read_text("utf-8-sig"))
        features = read["features"] if read["type"] == "FeatureCollection" else [read]
        return [one if _type(one) == "Feature" else {"geometry": one} for one in features]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem("basemap_unreadable", path=path, detail=str(error)) from error


def _type(value: Any) -> object:
    return value.get("type") if isinstance(value, dict) else None


def _made(feature: dict, stem: str, bounds: Bounds, crs: str) -> tuple[dict, str]:
    """The feature of the bundle, and what was invalid in its geometry before it was mended. Raises _Unusable."""
    attributes = feature.get("properties")
    attributes = attributes if isinstance(attributes, dict) else {}
    kind = attributes.get("class") or stem
    if not isinstance(kind, str) or kind not in CLASSES:
        raise _Unusable("class_unknown", str(kind)[:80])
    geometry = _read(feature.get("geometry"))
    if geometry.geom_type not in CLASSES[kind]:
        raise _Unusable("geometry_type", geometry.geom_type)
    geometry = _in_degrees(geometry, bounds)
    flaw = "" if geometry.is_valid else shapely.is_valid_reason(geometry)
    mended = _mended(_moved(geometry, lambda x, y: coordinates.wgs84(x, y, crs)), kind)
    if mended.is_empty:
        raise _Unusable("geometry_invalid", flaw)
    name = attributes.get("name")
    properties = {"class": kind} | (
        {"name": str(name), "label": label(str(name))} if isinstance(name, str | int) and name else {}
    )
    cut = _cut(mended, kind, bounds)
    return {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(cut))}, flaw


def _read(raw: Any) -> BaseGeometry:
    """A geometry that has points, all of them finite; the one within a collection of one."""
    while _type(raw) == "GeometryCollection" and len(raw.get("geometries") or ()) == 1:
        (raw,) = raw["geometries"]
    try:
        geometry = shape(raw)
        points = shapely.get_coordinates(geometry)
    except _NONE as error:
        raise _Unusable("geometry_unreadable", str(error)[:80]) from error
    if geometry.is_empty or not np.isfinite(points).all():
        raise _Unusable("geometry_unreadable", geometry.geom_type)
    return geometry


def _mended(geometry: BaseGeometry, kind: str) -> BaseGeometry:
    if geometry.is_valid:
        return geometry
    if CLASSES[kind][0] == "Polygon":
        return _only(shapely.make_valid(geometry, method="structure", keep_collapsed=False), kind)
    return _only(shapely.make_valid(geometry), kind)


def _in_degrees(geometry: BaseGeometry, bounds: Bounds) -> BaseGeometry:
    """The geometry. Raises _Unusable where it is written in metres, or latitude first."""
    west, south, east, north = geometry.bounds
    detail = str(tuple(round(edge, 4) for edge in geometry.bounds))
    if west >= -180 and east <= 180 and south >= -90 and north <= 90 and not _turned(geometry, bounds):
        return geometry
    raise _Unusable("swapped" if _turned(geometry, bounds) else "metres", detail)


def _turned(geometry: BaseGeometry, bounds: Bounds) -> bool:
    """Whether it lies in the bounds only when its coordinates change places."""
    turned = _moved(geometry, lambda x, y: (y, x))
    return not _box(bounds).intersects(shapely.box(*geometry.bounds)) and _box(bounds).intersects(
        shapely.box(*turned.bounds)
    )


def _cut(geometry: BaseGeometry, kind: str, bounds: Bounds) -> BaseGeometry:
    """What of it lies in the bounds, as its class may have it. Raises _Unusable where that is nothing."""
    cut = _only(geometry.intersection(_box(bounds)), kind)
    if cut.is_empty:
        raise _Unusable("outside", str(tuple(round(edge, 4) for edge in geometry.bounds)))
    fine = _only(shapely.set_precision(cut, 10**-_PLACES), kind)
    if fine.is_empty:
        raise _Unusable("too_small")
    return fine


def _only(geometry: BaseGeometry, kind: str) -> BaseGeometry:
    """The parts that the class may have: where an area touches an edge, points and lines are left of it."""
    dimension = {"Polygon": 2, "LineString": 1, "Point": 0}[CLASSES[kind][0]]
    flat = shapely.get_parts(shapely.get_parts(geometry))
    parts = [part for part in flat if shapely.get_dimensions(part) == dimension and not part.is_empty]
    if len(parts) == 1:
        return parts[0]
    return (shapely.MultiPoint, shapely.MultiLineString, shapely.MultiPolygon)[dimension](parts)


def _box(bounds: Bounds) -> BaseGeometry:
    return shapely.box(bounds.west, bounds.south, bounds.east, bounds.north)


def _moved(geometry: BaseGeometry, move: Callable[[float, float], tuple[float, float]]) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: [move(x, y) for x, y in points])


def _rounded(geometry: dict) -> dict:
    def each(part: Any) -> Any:
        return [each(one) for one in part] if isinstance(part, (list, tuple)) else round(part, _PLACES)

    return {"type": geometry["type"], "coordinates": each(geometry["coordinates"])}
