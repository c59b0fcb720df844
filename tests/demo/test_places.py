"""Every place lies where it is said to: polygons apart, neighbourhoods inside, positions convertible."""

import json
import math
import sqlite3
from contextlib import closing
from itertools import combinations

import numpy as np
import pytest
import shapely

from data_access.demo import places, town
from data_access.settings import settings


@pytest.fixture(scope="module")
def ground(demo_file):
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        committees = connection.execute(
            "select code, longitude, latitude, crs, boundary from committee"
        ).fetchall()
        parts = connection.execute(
            "select committee_code, boundary from neighbourhood where json_valid(boundary) order by code"
        ).fetchall()
    return committees, parts


def polygon(boundary: str) -> shapely.Polygon:
    return shapely.Polygon(json.loads(boundary)["coordinates"][0])


def true_place(longitude: float, latitude: float, crs: str) -> tuple[float, float]:
    """The WGS-84 position behind a stored one, found by trying: a second way back."""
    x, y = longitude, latitude
    for _ in range(30):
        east, north = places.shifted(x, y, crs)
        x, y = x + longitude - east, y + latitude - north
    return x, y


def test_committees_do_not_overlap(ground):
    shapes = [polygon(row[4]) for row in ground[0]]
    assert len(shapes) == 41
    assert all(shape.is_valid for shape in shapes)
    assert all(a.intersection(b).area < 1e-12 for a, b in combinations(shapes, 2))


def test_neighbourhoods_lie_inside_their_committee_and_apart(ground):
    whole = {row[0]: polygon(row[4]) for row in ground[0]}
    inside: dict[str, list] = {code: [] for code in whole}
    for code, boundary in ground[1]:
        inside[code].append(polygon(boundary))
    for code, shapes in inside.items():
        assert all(shape.within(whole[code].buffer(1e-6)) for shape in shapes)
        assert all(a.intersection(b).area < 1e-12 for a, b in combinations(shapes, 2))


def test_stored_positions_convert_back_to_the_list(ground):
    listed = {one.code: (one.longitude, one.latitude) for one in town.committees(None, 1, 1)}
    assert {row[3] for row in ground[0]} == {"wgs84", "gcj02", "bd09"}
    for code, longitude, latitude, crs, boundary in ground[0]:
        found = true_place(longitude, latitude, crs)
        assert found == pytest.approx(listed[code], abs=2e-6)
        assert polygon(boundary).contains(shapely.Point(found))


def test_the_shift_is_the_published_one():
    assert places.shifted(121.344, 31.412, "gcj02") == pytest.approx((121.348594, 31.410169), abs=1e-6)
    x, y = places.shifted(121.344, 31.412, "bd09")
    assert 600 < math.hypot((x - 121.348594) * 95_000, (y - 31.410169) * 111_000) < 1_100


def test_positions_that_a_list_lacks_are_invented_inside_the_town():
    path = town.LUODIAN.with_name("baoshan.csv")
    committees = town.committees(path, 1, 1)
    bounds = settings().bounds_of(demonstration=True)
    found = places.ground(committees, 1)
    points = np.array([point for point, _ in found])
    assert len(found) == 567
    assert (points[:, 0] > bounds.west).all()
    assert (points[:, 0] < bounds.east).all()
    assert (points[:, 1] > bounds.south).all()
    assert (points[:, 1] < bounds.north).all()
    tree = shapely.STRtree([shape for _, shape in found])
    left, right = tree.query([shape for _, shape in found], predicate="overlaps")
    assert len(left) == len(right) == 0
