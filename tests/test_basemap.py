"""The ground of the map: what of a town's GeoJSON is usable, and why the rest is not."""

import json

import pytest

from data_access import basemap
from data_access.coordinates import gcj02
from data_access.problem import Problem
from data_access.settings import ROOT, Bounds, Map, Settings
from tests.test_coordinates import metres

TOWN = Bounds()
RING = [[121.34, 31.41], [121.35, 31.41], [121.35, 31.42], [121.34, 31.41]]


def written(tmp_path, *features, name="ground.geojson"):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), "utf-8")
    return path


def feature(kind, coordinates, **said):
    return {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": coordinates}}


def test_the_bundled_ground_is_what_the_command_makes_of_its_source():
    bundle, faults = basemap.bundled([ROOT / "data_access" / "demo" / "ground.geojson"], TOWN)
    assert faults == []
    assert bundle == json.loads(basemap.BUNDLED.read_text("utf-8"))
    kinds = {one["properties"]["class"] for one in bundle["features"]}
    assert {"outline", "water", "river", "road", "main_road", "metro", "station"} <= kinds


@pytest.mark.parametrize(
    ("geometry", "said", "fault"),
    [
        (("Polygon", [[[121.3, 31.4], [121.31, 31.41], [121.31, 31.4], [121.3, 31.41], [121.3, 31.4]]]), {"class": "water"}, "geometry_invalid"),
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
    bundle, faults = basemap.bundled([written(tmp_path, good, feature(*geometry, **said))], TOWN)
    assert [(one.file, one.number, one.kind) for one in faults] == [("ground.geojson", 2, fault)]
    assert len(bundle["features"]) == 1


def test_a_file_named_after_a_class_needs_no_class_in_it(tmp_path):
    bundle, faults = basemap.bundled(
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


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "FeatureCollection"}'])
def test_a_file_that_is_no_geojson_is_a_problem(tmp_path, content):
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(Problem) as caught:
        basemap.bundled([path], TOWN)
    assert caught.value.key == "basemap_unreadable"


def test_a_bundle_is_neither_empty_nor_too_large(tmp_path, monkeypatch):
    bundle, _ = basemap.bundled([written(tmp_path, feature("Polygon", [RING], **{"class": "water"}))], TOWN)
    with pytest.raises(Problem, match="底图里没有可用的要素"):
        basemap.write({"type": "FeatureCollection", "features": []}, tmp_path)
    monkeypatch.setattr(basemap, "MOST_BYTES", 10)
    with pytest.raises(Problem) as caught:
        basemap.write(bundle, tmp_path)
    assert caught.value.key == "basemap_large"


def test_a_towns_own_ground_takes_the_place_of_the_bundled_one(tmp_path):
    own = Map(folder=str(tmp_path))
    assert not basemap.is_own(own)
    assert len(basemap.ground(own)["features"]) > 20
    bundle, _ = basemap.bundled([written(tmp_path, feature("Polygon", [RING], **{"class": "water"}))], TOWN)
    basemap.write(bundle, tmp_path)
    assert basemap.is_own(own)
    assert basemap.ground(own) == bundle
    assert basemap.tiles(own) == []
    (tmp_path / "tiles").mkdir()
    assert basemap.tiles(own) == [["/map/tiles/{z}/{x}/{y}.png"]]


def test_a_map_service_is_shown_only_with_its_approval_number():
    with pytest.raises(ValueError, match="approval_number"):
        Settings(map={"tianditu_key": "abc123"})
    chosen = Map(tianditu_key="abc123", approval_number="GS(2024)0650号")
    streets, names = basemap.tiles(chosen)
    assert len(streets) == len(names) == 8
    assert all(one.startswith("https://t") and one.endswith("tk=abc123") for one in (*streets, *names))
