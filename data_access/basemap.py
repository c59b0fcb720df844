"""The ground under the works map: a town's own GeoJSON, checked and made into one small file.

Each feature has a `class` (one of CLASSES; else its file's name without the ending says it) and may have a `name`.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from data_access import coordinates
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


@dataclass(frozen=True)
class Fault:
    """Why a feature cannot be used: `kind` names its wording under `basemap_fault`; `number` counts from 1."""

    file: str
    number: int
    kind: str
    detail: str = ""


def bundled(files: Iterable[Path], bounds: Bounds, crs: str = "wgs84") -> tuple[dict, list[Fault]]:
    """The usable features of the files as one FeatureCollection (WGS-84), and what is wrong with the others.

    A feature is kept if its class is known, its geometry valid and of a type of that class, and some of it inside the
    bounds, to which it is cut. `crs`: `wgs84`, `gcj02` or `bd09`, that of the files. Raises Problem
    `basemap_unreadable` where a file is no GeoJSON.
    """
    kept, faults = [], []
    for path in files:
        for number, feature in enumerate(_features(path), 1):
            made = _made(feature, path.stem, bounds, crs)
            if isinstance(made, dict):
                kept.append(made)
            else:
                faults.append(Fault(path.name, number, *made))
    return {"type": "FeatureCollection", "features": kept}, faults


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


def ground(chosen: Map) -> dict:
    """The GeoJSON to draw: that of the town's folder, else the bundled one. Raises Problem `basemap_unreadable`."""
    return json.loads(content(chosen))


def content(chosen: Map) -> str:
    """`ground` as text. Raises Problem `basemap_unreadable` where it is none."""
    own = ROOT / chosen.folder / FILE
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


def tiles(chosen: Map) -> list[list[str]]:
    """The addresses of tiles in place of the drawing, one list a source, the lowest first; none without any."""
    if chosen.tianditu_key:
        return [
            [_SERVICE.format(host=host, layer=layer, key=chosen.tianditu_key) for host in SERVICE_HOSTS]
            for layer in ("vec", "cva")
        ]
    return [["/map/tiles/{z}/{x}/{y}.png"]] if has_tiles(chosen) else []


def label(name: str) -> str:
    """A name as the map can letter it without asking any server: Chinese characters, digits as Chinese numerals."""
    return "".join(sign for sign in name.translate(_NUMERALS) if "\u4e00" <= sign <= "\u9fff" or sign == "〇")


def _features(path: Path) -> list[dict]:
    try:
        read = json.loads(path.read_text("utf-8-sig"))
        features = read["features"] if read["type"] == "FeatureCollection" else [read]
        return [one if one.get("type") == "Feature" else {"geometry": one} for one in features]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem("basemap_unreadable", path=path, detail=str(error)) from error


def _made(feature: dict, stem: str, bounds: Bounds, crs: str) -> dict | tuple[str, str]:
    """The feature of the bundle, or the kind of its fault and a detail."""
    said = feature.get("properties") or {}
    kind = said.get("class") or stem
    if kind not in CLASSES:
        return "class_unknown", str(kind)
    try:
        geometry = shape(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.GEOSException) as error:
        return "geometry_unreadable", str(error)
    if geometry.geom_type not in CLASSES[kind]:
        return "geometry_type", geometry.geom_type
    if not geometry.is_valid:
        return "geometry_invalid", shapely.is_valid_reason(geometry)
    return _placed(geometry, kind, str(said.get("name") or ""), bounds, crs)


def _placed(geometry: BaseGeometry, kind: str, name: str, bounds: Bounds, crs: str) -> dict | tuple[str, str]:
    box = shapely.box(bounds.west, bounds.south, bounds.east, bounds.north)
    here = _moved(geometry, lambda x, y: coordinates.wgs84(x, y, crs))
    if not here.intersects(box):
        turned = _moved(geometry, lambda x, y: (y, x)).intersects(box)
        return "swapped" if turned else "outside", str(tuple(round(edge, 4) for edge in geometry.bounds))
    cut = shapely.set_precision(here.intersection(box), 10**-_PLACES)
    if cut.is_empty:
        return "too_small", ""
    properties = {"class": kind} | ({"name": name, "label": label(name)} if name else {})
    return {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(cut))}


def _moved(geometry: BaseGeometry, move: Callable[[float, float], tuple[float, float]]) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: [move(x, y) for x, y in points])


def _rounded(geometry: dict) -> dict:
    def each(part):
        return [each(one) for one in part] if isinstance(part, (list, tuple)) else round(part, _PLACES)

    return {"type": geometry["type"], "coordinates": each(geometry["coordinates"])}
