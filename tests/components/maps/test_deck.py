"""The map: marks that anyone can tell apart, nothing fetched from outside, places where they belong."""

import json
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from components.maps import deck as maps
from components.maps import map_files, map_style, markers
from data_access import basemap
from data_access.platform import PROJECT_KINDS
from data_access.settings import ROOT, Map

# Machado, Oliveira and Fernandes 2009: what dichromats see, for linear RGB.
PAIRS = list(combinations(markers.LIGHTS, 2))
SEEN = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


def linear(colour: str) -> np.ndarray:
    """The linear RGB of a colour `#rrggbb`."""
    given = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(given <= 0.04045, given / 12.92, ((given + 0.055) / 1.055) ** 2.4)


def luminance(rgb: np.ndarray) -> float:
    """The relative luminance of linear RGB."""
    return float(rgb @ [0.2126, 0.7152, 0.0722])


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ rgb.clip(0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.fixture(scope="module")
def sheet():
    return Image.open(ROOT / "components" / "static" / markers.FILE)


def cut(sheet: Image.Image, kind: str, light: str) -> np.ndarray:
    """A marker's pixels."""
    spot = markers.mapping()[markers.icon(kind, light)]
    box = (spot["x"], spot["y"], spot["x"] + spot["width"], spot["y"] + spot["height"])
    return np.asarray(sheet.crop(box), dtype=float)


def test_there_is_a_marker_for_every_kind_of_the_contract_and_every_light(sheet):
    assert markers.KINDS == PROJECT_KINDS
    assert sheet.size == (markers.SIDE * len(markers.KINDS), markers.SIDE * len(markers.LIGHTS))
    style = (ROOT / "components/works/works.css").read_text("utf-8")
    assert f'markers.png") 0 0 / {len(markers.KINDS)}00% {len(markers.LIGHTS)}00%' in style
    assert all(
        (cut(sheet, kind, light)[..., 3] > 128).any() for kind in markers.KINDS for light in markers.LIGHTS
    )


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_lights_differ_in_greyscale(one, other):
    first, second = (luminance(linear(markers.COLOURS[light][0])) for light in (one, other))
    lighter, darker = max(first, second), min(first, second)
    assert (lighter + 0.05) / (darker + 0.05) >= 1.7


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_lights_differ_for_the_colour_blind(one, other, seen):
    first, second = (lab(np.array(SEEN[seen]) @ linear(markers.COLOURS[light][0])) for light in (one, other))
    assert np.linalg.norm(first - second) >= 20


@pytest.mark.parametrize(("one", "other"), [pair for pair in PAIRS if pair != ("amber", "stuck")])
def test_lights_differ_in_shape_alone(sheet, one, other):
    """But for a work that is late and one that stands still in time, which have both the triangle of a warning."""
    first, second = (cut(sheet, "other", light)[..., 3] > 128 for light in (one, other))
    assert (first & second).sum() / (first | second).sum() < 0.86


@pytest.mark.parametrize("light", markers.LIGHTS)
def test_signs_differ_within_a_light_in_greyscale(sheet, light):
    grey = {kind: cut(sheet, kind, light)[..., :3] @ [0.2126, 0.7152, 0.0722] for kind in markers.KINDS}
    for one, other in combinations(markers.KINDS, 2):
        assert (np.abs(grey[one] - grey[other]) > 60).mean() > 0.025, (one, other)


def test_a_place_lies_where_web_mercator_puts_it():
    view, size = maps.View(121.36, 31.40, 13.0), (800, 600)
    assert view.at(121.36, 31.40, size) == (400, 300)
    across, down = view.at(121.37, 31.41, size)
    metres = 40_075_016.686 * np.cos(np.radians(31.4)) / 512 / 2**13  # a pixel
    assert across - 400 == pytest.approx(0.01 / 360 * 512 * 2**13)
    assert (300 - down) * metres == pytest.approx(0.01 * 111_320, rel=2e-3)


@pytest.mark.parametrize("size", [(1200, 640), (390, 500), (640, 1200)])
def test_a_fitted_view_shows_the_whole_box(size):
    box = (121.338, 31.384, 121.388, 31.420)
    view = maps.fitted(box, size)
    corners = [view.at(x, y, size) for x in box[::2] for y in box[1::2]]
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in corners)
    assert min(x for x, _ in corners) < 40 or min(y for _, y in corners) < 40


@pytest.mark.parametrize("look", ["light", "dark", "wall"])
def test_nothing_of_a_map_asks_outside(look):
    chosen = [{"p": [121.3, 31.4], "o": [0, 0], "icon": "tree-red", "hint": "树木", "project": "p1"}]
    layers = [
        maps.areas("/map/a.json", look, True, 41),
        maps.lesser("/map/b.json", look),
        maps.names("/map/c.json", look, 41),
        maps.opinions("/map/d.json", look),
        maps.events("/map/e.json", look),
        maps.halo(chosen, look),
        maps.works("/map/f.json", 3000),
        maps.foremost(chosen),
    ]
    deck = maps.deck(layers, "/map/style.json", maps.View(121.36, 31.4, 13), look, 13).to_json()
    style = json.dumps(map_style.style(look, basemap.ground(Map(), demonstration=True), "/map/taken.json"))
    assert "://" not in deck.replace("xmlns='http://www.w3.org/2000/svg'", "")
    assert style.count("://") == 1  # the letters' address, never asked
    assert "https://never.invalid/" in style
    drawn = json.loads(deck)["layers"]
    assert len({layer["id"] for layer in drawn}) == len(layers)
    texts = [layer for layer in drawn if layer["@@type"] == "TextLayer"]
    assert [layer["characterSet"] for layer in texts] == ["auto", "auto"]


def test_every_label_of_the_ground_is_lettered_by_the_browser_itself():
    labels = [
        one["properties"].get("label", "") for one in basemap.ground(Map(), demonstration=True)["features"]
    ]
    assert sum(map(bool, labels)) > 20
    assert all("\u4e00" <= sign <= "\u9fff" for label in labels for sign in label)


def test_a_content_has_one_address_and_the_oldest_goes_first(monkeypatch):
    monkeypatch.setattr(map_files, "MOST", 3)
    first, *others = (map_files.address(f"[{number}]") for number in range(3))
    assert map_files.address("[0]") == first  # asked for again, so the youngest
    map_files.address("[3]")
    kept = [map_files.packed(address.removeprefix("/map/")) is not None for address in (first, *others)]
    assert kept == [True, False, True]
