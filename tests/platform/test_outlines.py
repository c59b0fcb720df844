"""An outline is read for what it is: an area in the town, or nothing, and why."""

import json
import math

import pandas as pd
import pytest
import shapely

from data_access.platform import outlines
from data_access.platform.outlines import outline, readable
from data_access.settings import CHINA, LUODIAN

RING = [[121.34, 31.41], [121.35, 31.41], [121.35, 31.42], [121.34, 31.42], [121.34, 31.41]]
BOW = [[121.34, 31.41], [121.35, 31.42], [121.35, 31.41], [121.34, 31.42], [121.34, 31.41]]
FLAT = [[121.34, 31.41], [121.35, 31.41], [121.36, 31.41], [121.34, 31.41]]


def polygon(*rings) -> dict:
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry) -> dict:
    return {"type": "Feature", "properties": {"name": "一村"}, "geometry": geometry}


def moved(move) -> dict:
    return polygon([move(x, y) for x, y in RING])


PLAIN = [
    polygon(RING),
    feature(polygon(RING)),
    {"type": "FeatureCollection", "features": [feature(polygon(RING))]},
    {"type": "GeometryCollection", "geometries": [polygon(RING)]},
    moved(lambda x, y: [x, y, 4.5]),
    polygon([[*RING[0], 4], *RING[1:]]),
]
LEFT_OUT: dict[str, list] = {
    "unreadable": [
        "POLYGON((121.34 31.41, 121.35 31.41, 121.35 31.42, 121.34 31.41))", "{", "[]", "7", '"x"', "[" * 100_000, b"\xff\xfe",
        '{"type":"Polygon","coordinates":[[[NaN,NaN],[121.35,31.41],[121.35,31.42],[NaN,NaN]]]}',
        {"type": ["Polygon"], "coordinates": []}, {"coordinates": [RING]}, polygon({"a": 1}), {"type": "Polygon", "coordinates": 7},
        moved(lambda x, y: [str(x), str(y)]), moved(lambda x, y: [None, y]), moved(lambda x, y: [x]), moved(lambda x, y: [10**400, y]),
    ],
    "no_polygon": [
        polygon(), polygon([]), polygon(RING[:2]), polygon(FLAT), {"type": "MultiPolygon", "coordinates": []}, feature(None),
        {"type": "FeatureCollection", "features": []}, {"type": "Point", "coordinates": RING[0]}, {"type": "LineString", "coordinates": RING},
    ],
    "several": [
        {"type": "FeatureCollection", "features": [feature(polygon(RING))] * 2},
        {"type": "GeometryCollection", "geometries": [polygon(RING), {"type": "Point", "coordinates": RING[0]}]},
    ],
    "swapped": [moved(lambda x, y: [y, x]), moved(lambda x, y: [y + 8, x - 5])],
    "in_metres": [moved(lambda x, y: [x * 111_320, y * 110_950])],
    "out_of_bounds": [moved(lambda x, y: [x - 5, y]), polygon([[0, 0], *RING[1:4], [0, 0]]), polygon([[12134, 31.41], *RING[1:4], [12134, 31.41]])],
}  # fmt: skip


def read(given, bounds=LUODIAN):
    """`outline` of it as a platform's text, and the shape that the text holds."""
    text, defect = outline(given if isinstance(given, str | bytes) else json.dumps(given), bounds)
    return text and shapely.from_geojson(text), defect


@pytest.mark.parametrize("given", PLAIN)
def test_an_area_is_kept_point_by_point(given):
    text, defect = outline(json.dumps(given), LUODIAN)
    assert text is not None
    assert (json.loads(text), defect) == (polygon(RING), None)


@pytest.mark.parametrize("given", [polygon(RING), feature(polygon(RING))])
def test_what_a_driver_has_parsed_is_read_as_its_text(given):
    text = json.dumps(given)
    assert outline(given, LUODIAN) == outline(text, LUODIAN) == outline(text.encode(), LUODIAN)


@pytest.mark.parametrize("given", [None, "", " \n", "\ufeff", "null"])
def test_none_given_is_nothing_to_tell(given):
    assert outline(given, LUODIAN) == (None, None)


@pytest.mark.parametrize(
    ("defect", "given"), [(kind, given) for kind, all_ in LEFT_OUT.items() for given in all_]
)
def test_what_is_no_outline_is_left_out_with_its_reason(defect, given):
    assert read(given) == (None, defect)


@pytest.mark.parametrize(
    ("given", "area"),
    [
        (polygon(RING[:-1]), 1e-4),
        (polygon(BOW), 5e-5),
        (polygon([*RING[:3], [121.3399999, 31.4200001], [121.3400001, 31.4199999], *RING[3:]]), 1e-4),
        ({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, 1e-4),
        (polygon(RING, [[x + 0.005, y] for x, y in RING]), 5e-5),
    ],
)
def test_an_area_that_is_open_or_crosses_itself_is_mended_and_told(given, area):
    shape, defect = read(given)
    assert defect == "mended"
    assert shape.is_valid
    assert shape.geom_type in ("Polygon", "MultiPolygon")
    assert shape.area == pytest.approx(area, rel=1e-3)


def test_a_ring_like_a_ball_of_wool_is_left_out_at_once():
    turns = [[121.34 + 0.01 * math.cos(k * 2.4), 31.41 + 0.01 * math.sin(k * 2.4)] for k in range(2_000)]
    assert read(polygon(turns)) == (None, "tangled")


def test_an_outline_of_very_many_points_keeps_its_form_with_fewer():
    count = 20 * outlines.MOST
    turns = [2 * math.pi * k / count for k in range(count)]
    ring = [[121.34 + 0.02 * math.cos(turn), 31.41 + 0.02 * math.sin(turn)] for turn in turns]
    shape, defect = read(polygon(ring))
    assert defect == "thinned"
    assert shape.is_valid
    assert shapely.get_num_coordinates(shape) <= outlines.MOST
    assert shape.area == pytest.approx(math.pi * 0.02**2, rel=1e-3)


def test_a_town_without_bounds_is_judged_by_china_alone():
    there = moved(lambda x, y: [x - 20, y - 5])
    assert read(there) == (None, "out_of_bounds")
    assert read(there, CHINA)[1] is None
    assert read(moved(lambda x, y: [y, x]), CHINA) == (None, "swapped")
    assert read(moved(lambda x, y: [x - 121, y - 31]), CHINA) == (None, "out_of_bounds")


def test_a_reader_is_given_areas_on_this_earth_or_nothing_whatever_a_store_holds():
    held = [
        *PLAIN[:1],
        *(given for all_ in LEFT_OUT.values() for given in all_ if not isinstance(given, bytes | str)),
    ]
    held = [*map(json.dumps, held), "", "{", "POLYGON((1 2,3 4,5 6,1 2))", None, json.dumps(polygon(BOW))]
    shown = readable(pd.DataFrame({"boundary": held}))["boundary"]
    shapes = [shapely.from_geojson(one) for one in shown.dropna()]
    assert all(shape.is_valid and shape.geom_type in ("Polygon", "MultiPolygon") for shape in shapes)
    assert json.loads(shown.iloc[0]) == polygon(RING)
    assert shown.iloc[-5:-1].isna().all()
    assert shapely.from_geojson(shown.iloc[-1]).area == pytest.approx(5e-5)
    assert readable(pd.DataFrame({"boundary": []})).empty


def test_one_place_far_away_does_not_shrink_the_drawing_of_the_others():
    far = moved(lambda x, y: [x - 9, y])
    near = [moved(lambda x, y, k=k: [x + k / 100, y]) for k in range(5)]
    held = {"boundary": map(json.dumps, [*near, far]), "longitude": [121.34] * 5 + [112.34], "latitude": 31.4}
    shown = readable(pd.DataFrame(held))
    assert list(shown["boundary"].notna()) == [True] * 5 + [False]
    assert list(shown["longitude"].notna()) == [True] * 5 + [False]
    assert readable(shown[:2].assign(longitude=[121.34, 112.34]))["longitude"].notna().all()
