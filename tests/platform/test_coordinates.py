"""Positions lie where they really are, whichever reference system they were taken in."""

import math

import pytest

from data_access.platform.coordinates import bd09, gcj02, located, wgs84
from data_access.settings import LUODIAN

TOWN = LUODIAN
HERE = (121.344, 31.412)
SHIFTED = (121.348594, 31.410169)
SHANGHAI = [(120.85 + 0.05 * x, 30.65 + 0.05 * y) for x in range(28) for y in range(26)]
NOWHERE = (None, None)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two near positions (degrees)."""
    east = (one[0] - other[0]) * 111_320 * math.cos(math.radians(one[1]))
    return math.hypot(east, (one[1] - other[1]) * 110_950)


def test_the_published_pair_is_reproduced_both_ways():
    assert gcj02(*HERE) == pytest.approx(SHIFTED, abs=1e-6, rel=0)
    assert wgs84(*SHIFTED, "gcj02") == pytest.approx(HERE, abs=1e-6, rel=0)


def test_the_shift_in_luodian_is_481_metres():
    assert metres(HERE, gcj02(*HERE)) == pytest.approx(481, abs=2)


@pytest.mark.parametrize("here", [HERE, *SHANGHAI[::37]])
def test_the_three_systems_agree_within_a_metre(here):
    given = {"wgs84": here, "gcj02": gcj02(*here), "bd09": bd09(*here)}
    for crs, position in given.items():
        longitude, latitude = position
        assert metres(wgs84(longitude, latitude, crs), here) < 1


@pytest.mark.parametrize(("crs", "forward"), [("gcj02", gcj02), ("bd09", bd09)])
def test_there_and_back_is_under_half_a_metre_all_over_shanghai(crs, forward):
    for x, y in SHANGHAI:
        east, north = forward(x, y)
        assert metres(wgs84(east, north, crs), (x, y)) < 0.5
        assert metres(forward(*wgs84(x, y, crs)), (x, y)) < 0.5


@pytest.mark.parametrize(("position", "crs"), [(HERE, "wgs84"), (SHIFTED, "gcj02"), (bd09(*HERE), "bd09")])
def test_a_position_in_any_system_is_kept_in_wgs84(position, crs):
    longitude, latitude = position
    x, y, defect = located(longitude, latitude, crs, TOWN)
    assert (x, y) == pytest.approx(HERE, abs=2e-6, rel=0)
    assert defect is None


@pytest.mark.parametrize(
    "position", [NOWHERE, (None, 31.412), (121.344, None), (math.nan, 31.4), (121.3, math.nan)]
)
def test_a_position_that_is_not_there_is_missing(position):
    longitude, latitude = position
    assert located(longitude, latitude, "wgs84", TOWN) == (*NOWHERE, "missing")


@pytest.mark.parametrize("crs", [None, ""])
def test_a_position_without_its_system_is_not_guessed(crs):
    assert located(*HERE, crs, TOWN) == (*NOWHERE, "crs_missing")


@pytest.mark.parametrize("crs", ["cgcs2000", "EPSG:4326", "WGS-84", " "])
def test_a_system_that_nobody_knows_is_said_to_be_so(crs):
    assert located(*HERE, crs, TOWN) == (*NOWHERE, "crs_unknown")


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
def test_longitude_and_latitude_the_wrong_way_round_are_swapped(crs):
    assert located(31.412, 121.344, crs, TOWN) == (*NOWHERE, "swapped")


@pytest.mark.parametrize(
    "position",
    [
        (121.47370, 31.23037),  # People's Square
        (116.39744, 39.90919),  # Beijing
        (0.0, 0.0),
        (-121.344, 31.412),
        (121344.0, 31412.0),
        (math.inf, 31.412),
        (1e308, -1e308),
    ],
)
@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
def test_a_position_elsewhere_is_outside(position, crs):
    longitude, latitude = position
    assert located(longitude, latitude, crs, TOWN) == (*NOWHERE, "outside")


def test_the_edge_of_the_town_is_inside_and_a_step_further_is_not():
    assert located(TOWN.west, TOWN.south, "wgs84", TOWN) == (TOWN.west, TOWN.south, None)
    assert located(TOWN.west - 0.0001, TOWN.south, "wgs84", TOWN) == (*NOWHERE, "outside")
    # Inside as it is written, outside where it really is.
    assert located(TOWN.west + 0.001, TOWN.south + 0.01, "gcj02", TOWN) == (*NOWHERE, "outside")
