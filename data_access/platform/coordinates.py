"""Puts a position where it really is: GCJ-02 and BD-09 to WGS-84, and what is wrong with the rest.

The GCJ-02 offset is the series published with the EvilTransform reverse engineering of the Chinese map
datum (Krasovsky ellipsoid); its inverse is found by fixed-point iteration.
"""

from math import atan2, cos, hypot, isnan, pi, radians, sin, sqrt

from data_access.settings import Bounds

SYSTEMS = ("wgs84", "gcj02", "bd09")
"""The reference systems that positions may be written in."""

_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_BD = pi * 3000.0 / 180.0


def gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """The GCJ-02 position of a WGS-84 one (degrees)."""
    x, y = longitude - 105.0, latitude - 35.0
    ripple = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + ripple
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + ripple
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    flattening = 1 - _ECCENTRICITY * sin(radians(latitude)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY) / (flattening * sqrt(flattening))
    normal = _AXIS / sqrt(flattening)
    return (
        longitude + east * 180 / (normal * cos(radians(latitude)) * pi),
        latitude + north * 180 / (meridian * pi),
    )


def bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """The BD-09 position of a WGS-84 one (degrees)."""
    x, y = gcj02(longitude, latitude)
    length = hypot(x, y) + 0.00002 * sin(y * _BD)
    angle = atan2(y, x) + 0.000003 * cos(x * _BD)
    return length * cos(angle) + 0.0065, length * sin(angle) + 0.006


def wgs84(longitude: float, latitude: float, crs: str) -> tuple[float, float]:
    """The WGS-84 position of one given in `wgs84`, `gcj02` or `bd09` (degrees)."""
    if crs == "wgs84":
        return longitude, latitude
    forward = {"gcj02": gcj02, "bd09": bd09}[crs]
    x, y = longitude, latitude
    for _ in range(10):
        shifted = forward(x, y)
        x, y = x + longitude - shifted[0], y + latitude - shifted[1]
    return x, y


def located(
    longitude: float | None, latitude: float | None, crs: str | None, bounds: Bounds
) -> tuple[float | None, float | None, str | None]:
    """(longitude, latitude, None) in WGS-84, or (None, None, reason).

    Reasons: `missing`, `crs_missing`, `crs_unknown`, `swapped`, `outside` (of the bounds).
    """
    if longitude is None or latitude is None or isnan(longitude + latitude):
        return None, None, "missing"
    if not crs:
        return None, None, "crs_missing"
    if crs not in SYSTEMS:
        return None, None, "crs_unknown"
    if not _inside(longitude, latitude, bounds, margin=0.02):
        swapped = _inside(latitude, longitude, bounds, margin=0.02)
        return None, None, "swapped" if swapped else "outside"
    x, y = wgs84(longitude, latitude, crs)
    if not _inside(x, y, bounds):
        return None, None, "outside"
    return round(x, 7), round(y, 7), None


def _inside(longitude: float, latitude: float, bounds: Bounds, margin: float = 0.0) -> bool:
    return (
        bounds.west - margin <= longitude <= bounds.east + margin
        and bounds.south - margin <= latitude <= bounds.north + margin
    )
