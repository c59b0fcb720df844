"""The ground of the map: what of a town's GeoJSON is usable, and why the rest is not."""

import json

import pytest
from shapely.geometry import shape

from data_access import basemap
from data_access.platform import coordinates
from data_access.platform.coordinates import gcj02
from data_access.problem import Problem
from data_access.settings import CHINA, LUODIAN, ROOT, Map, Settings
from tests.platform.test_coordinates import metres

TOWN = LUODIAN
RING = [[121.34, 31.41], [121.35, 31.41], [121.35, 31.42], [121.34, 31.41]]


def written(tmp_path, *features, name="ground.geojson"):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), "utf-8")
    return path


def feature(kind, coordinates, **said):
    return {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": coordinates}}


def test_the_bundled_ground_is_what_the_command_makes_of_its_source():
    bundle, faults, mended = basemap.bundled([ROOT / "data_access" / "demo" / "ground.geojson"], TOWN)
    assert faults == mended == []
    assert bundle == json.loads(basemap.BUNDLED.read_text("utf-8"))
    kinds = {one["properties"]["class"] for one in bundle["features"]}
    assert {"outline", "water", "river", "road", "main_road", "metro", "station"} <= kinds


@pytest.mark.parametrize(
    ("geometry", "said", "fault"),
    [
        (("Polygon", [[[121.3, 31.4], [121.31, 31.4], [121.32, 31.4], [121.3, 31.4]]]), {"class": "water"}, "geometry_invalid"),
        (("LineString", [[121.3, 31.4], [121.3, 31.4]]), {"class": "road"}, "geometry_invalid"),
        (("Polygon", [[[121.1, 31.4], [121.2, 31.4], [121.2, 31.41], [121.1, 31.4]]]), {"class": "outline"}, "outside"),
        (("LineString", [[121.1, 31.4], [121.2, 31.4]]), {"class": "road"}, "outside"),
        (("Polygon", [[[13507000, 3685000], [13508000, 3685000], [13508000, 3686000], [13507000, 3685000]]]), {"class": "water"}, "metres"),
        (("Polygon", [RING]), {"class": ["water"]}, "class_unknown"),
        (("Polygon", [RING]), {"class": {"water": 1}}, "class_unknown"),
        (("Point", [float("nan"), 31.4]), {"class": "station"}, "geometry_unreadable"),
        (("Point", []), {"class": "station"}, "geometry_unreadable"),
        (("Point", ["a", "b"]), {"class": "station"}, "geometry_unreadable"),
        (("Polygon", None), {"class": "water"}, "geometry_unreadable"),
        (("Polygon", [RING[:2]]), {"class": "water"}, "geometry_unreadable"),
        (("LineString", [[31.4, 121.3], [31.41, 121.31]]), {"class": "road"}, "swapped"),
        (("LineString", [[116.3, 39.9], [116.4, 39.9]]), {"class": "road"}, "outside"),
        (("Polygon", [RING]), {"class": "road"}, "geometry_type"),
        (("Polygon", [RING]), {"class": "castle"}, "class_unknown"),
        (("Polygon", "nonsense"), {"class": "water"}, "geometry_unreadable"),
        (("Polygon", [[[121.34, 31.41], [121.340000001, 31.41], [121.34, 31.410000001], [121.34, 31.41]]]), {"class": "water"}, "too_small"),
    ],
)  # fmt: skip
def test_a_feature_that_cannot_be_used_is_named(tmp_path, geometry, said, fault):
    good = feature("Polygon", [RING], **{"class": "water"})
    bundle, faults, _ = basemap.bundled([written(tmp_path, good, feature(*geometry, **said))], TOWN)
    assert [(one.file, one.number, one.kind) for one in faults] == [("ground.geojson", 2, fault)]
    assert len(bundle["features"]) == 1


@pytest.mark.parametrize("crs", coordinates.SYSTEMS)
def test_metres_are_named_in_every_system(tmp_path, crs):
    far = feature("Point", [1e300, -1e300], **{"class": "place"}), feature("Point", [13507000, 3685000], **{"class": "place"})  # fmt: skip
    assert [one.kind for one in basemap.bundled([written(tmp_path, *far)], TOWN, crs)[1]] == ["metres"] * 2


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        "Feature",
        [],
        {"type": "Feature", "properties": {"class": "water"}, "geometry": None},
        {"type": "Feature", "properties": {"class": "water"}},
        {"type": "Feature", "properties": ["water"], "geometry": {"type": "Polygon", "coordinates": [RING]}},
        {"type": "FeatureCollection", "features": []},
        {"type": "GeometryCollection", "geometries": None},
    ],
)
def test_whatever_stands_in_the_place_of_a_feature_is_a_fault_of_its_own(tmp_path, odd):
    good = feature("Polygon", [RING], **{"class": "water"})
    bundle, faults, _ = basemap.bundled([written(tmp_path, good, odd)], TOWN)
    assert [one.number for one in faults] == [2]
    assert len(bundle["features"]) == 1


def test_a_geometry_alone_in_a_collection_is_taken_out_of_it(tmp_path):
    inner = {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [RING]}]}
    nested = {"type": "GeometryCollection", "geometries": [inner]}
    one = {"type": "Feature", "properties": {"class": "water"}, "geometry": nested}
    (found,) = basemap.bundled([written(tmp_path, one)], TOWN)[0]["features"]
    assert found["geometry"]["type"] == "Polygon"


def test_an_area_along_the_bounds_is_an_area_still(tmp_path):
    """Its cut would be a polygon with a line along the edge: what remains is the polygon."""
    west, south = TOWN.west, TOWN.south
    ring = [[west - 0.1, south - 0.1], [west, south - 0.1], [west, south + 0.1], [west + 0.1, south + 0.1],
            [west + 0.1, south + 0.2], [west - 0.1, south + 0.2], [west - 0.1, south - 0.1]]  # fmt: skip
    bundle, faults, mended = basemap.bundled(
        [written(tmp_path, feature("Polygon", [ring], **{"class": "outline"}))], TOWN
    )
    (found,) = bundle["features"]
    assert found["geometry"]["type"] == "Polygon"
    assert shape(found["geometry"]).area == pytest.approx(0.01)
    assert faults == mended == []


HAIR = [[121.30, 31.40], [121.31, 31.40], [121.31, 31.41], [121.3099999, 31.4100001], [121.3100001, 31.4100001], [121.30, 31.41], [121.30, 31.40]]  # fmt: skip


def test_an_area_that_crosses_itself_by_a_hair_is_mended_and_told(tmp_path):
    file = written(tmp_path, feature("Polygon", [HAIR], **{"class": "green"}))
    bundle, faults, mended = basemap.bundled([file], TOWN)
    assert [(one.file, one.number) for one in mended] == [("ground.geojson", 1)]
    assert faults == []
    assert shape(bundle["features"][0]["geometry"]).area == pytest.approx(1e-4, rel=1e-3)
    bundle, faults, mended = basemap.bundled([file], TOWN, strict=True)
    assert ([one.kind for one in faults], mended, bundle["features"]) == (["geometry_invalid"], [], [])


def test_a_town_without_bounds_keeps_its_ground_whole(tmp_path):
    far = feature("LineString", [[116.3, 39.9], [116.4, 39.9]], **{"class": "road"})
    (found,) = basemap.bundled([written(tmp_path, far)], CHINA)[0]["features"]
    assert found["geometry"]["coordinates"] == [[116.3, 39.9], [116.4, 39.9]]


def test_a_file_named_after_a_class_needs_no_class_in_it(tmp_path):
    bundle, faults, _ = basemap.bundled(
        [written(tmp_path, feature("Polygon", [RING], name="湖"), name="water.geojson")], TOWN
    )
    assert faults == []
    assert bundle["features"][0]["properties"] == {"class": "water", "name": "湖", "label": "湖"}


def test_what_goes_beyond_the_bounds_is_cut(tmp_path):
    long = feature("LineString", [[121.0, 31.41], [122.0, 31.41]], **{"class": "road"})
    (found,) = basemap.bundled([written(tmp_path, long)], TOWN)[0]["features"]
    assert found["geometry"]["coordinates"] == [[TOWN.west, 31.41], [TOWN.east, 31.41]]


def test_another_reference_system_is_converted(tmp_path):
    here = (121.344, 31.412)
    point = feature("Point", list(gcj02(*here)), **{"class": "station"})
    (found,) = basemap.bundled([written(tmp_path, point)], TOWN, "gcj02")[0]["features"]
    assert metres(found["geometry"]["coordinates"], here) < 0.5


@pytest.mark.parametrize(
    ("name", "label"),
    [("7号线", "七号线"), ("G1503绕城高速", "一五〇三绕城高速"), ("沪太路", "沪太路"), ("Main St", "")],
)
def test_a_label_holds_only_what_the_map_can_letter_by_itself(name, label):
    assert basemap.label(name) == label


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "FeatureCollection"}', "[" * 10**5, "7"])
def test_a_file_that_is_no_geojson_is_a_problem(tmp_path, content):
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(Problem) as caught:
        basemap.bundled([path], TOWN)
    assert caught.value.key == "basemap_unreadable"


def test_a_bundle_is_neither_empty_nor_too_large(tmp_path, monkeypatch):
    bundle, *_ = basemap.bundled([written(tmp_path, feature("Polygon", [RING], **{"class": "water"}))], TOWN)
    with pytest.raises(Problem, match="底图里没有可用的要素"):
        basemap.write({"type": "FeatureCollection", "features": []}, tmp_path)
    monkeypatch.setattr(basemap, "MOST_BYTES", 10)
    with pytest.raises(Problem) as caught:
        basemap.write(bundle, tmp_path)
    assert caught.value.key == "basemap_large"


def test_a_towns_own_ground_takes_the_place_of_the_bundled_one(tmp_path):
    own = Map(folder=str(tmp_path))
    assert not basemap.is_own(own)
    assert len(basemap.ground(own, demonstration=True)["features"]) > 20
    assert basemap.ground(own, demonstration=False)["features"] == []
    bundle, *_ = basemap.bundled([written(tmp_path, feature("Polygon", [RING], **{"class": "water"}))], TOWN)
    basemap.write(bundle, tmp_path)
    assert basemap.is_own(own)
    assert basemap.ground(own, demonstration=True) == basemap.ground(own, demonstration=False) == bundle
    assert basemap.tiles(own) == ()
    (tmp_path / "tiles").mkdir()
    assert basemap.tiles(own) == (("/map/tiles/{z}/{x}/{y}.png",),)


def test_a_map_service_is_shown_only_with_its_approval_number():
    with pytest.raises(ValueError, match="approval_number"):
        Settings.model_validate({"map": {"tianditu_key": "abc123"}})
    chosen = Map(tianditu_key="abc123", approval_number="GS(2024)0650号")
    streets, names = basemap.tiles(chosen)
    assert len(streets) == len(names) == 8
    assert all(one.startswith("https://t") and one.endswith("tk=abc123") for one in (*streets, *names))
