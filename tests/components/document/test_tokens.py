"""One list of colours, look.css: what repeats it elsewhere says the same, and nothing has a colour of its own."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from components.document.tokens import token
from components.maps import map_style, markers

ROOT = Path(__file__).parents[3]
COMPONENTS = ROOT / "components"
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
REPEATED = {
    "primaryColor": "--accent",
    "backgroundColor": "--page",
    "secondaryBackgroundColor": "--card",
    "textColor": "--ink",
    "linkColor": "--accent",
    "borderColor": "--line",
    "greenColor": "--good",
    "orangeColor": "--warn",
    "redColor": "--bad",
}
SERIES = ("--accent", *(f"--series-{number}" for number in range(2, 7)))
# #fff, #a1b2c3 and rgb(1 2 3 / 4%), but neither an id such as #add-row nor nothing at all.
COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])|\b(?:rgb|hsl)a?\((?!0,0,0,0\))\d", re.IGNORECASE
)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_streamlits_theme_repeats_the_tokens(look):
    theme = {name: value for name, value in THEME[look].items() if name != "chartCategoricalColors"}
    assert {name: value.lower() for name, value in theme.items()} == {
        name: token(look, of) for name, of in REPEATED.items()
    }
    assert [colour.lower() for colour in THEME[look]["chartCategoricalColors"]] == [
        token(look, name) for name in SERIES
    ]


def test_streamlits_fonts_are_the_designs():
    fonts = {THEME[name].replace("'", '"') for name in ("font", "headingFont")}
    assert fonts == {token("light", "--sans")}


@pytest.mark.parametrize("look", ["light", "dark", "wall"])
def test_each_look_has_a_ground_of_its_own(look):
    palette = map_style.PALETTES[look]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in palette.values())
    assert all(palette != map_style.PALETTES[other] for other in map_style.PALETTES if other != look)


def luminance(colour: str) -> float:
    """How bright a colour is, as WCAG counts it."""
    parts = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", ["light", "dark", "wall"])
@pytest.mark.parametrize(
    ("ink", "ground"), [("--accent-ink", "--accent"), ("--ink", "--card"), ("--muted", "--page")]
)
def test_what_is_written_can_be_read_on_its_ground(look, ink, ground):
    darker, lighter = sorted(luminance(token(look, name)) for name in (ink, ground))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("light", markers.LIGHTS)
def test_the_drawn_markers_have_the_colours_of_the_list(light):
    row = markers.LIGHTS.index(light) * markers.SIDE
    with Image.open(COMPONENTS / "static" / markers.FILE) as sheet:
        band = sheet.convert("RGBA").crop((0, row, sheet.width, row + markers.SIDE))
    seen = Counter(
        (red, green, blue)
        for red, green, blue, opacity in np.asarray(band).reshape(-1, 4).tolist()
        if opacity == 255
    )
    ground = bytes.fromhex(markers.COLOURS[light][0].removeprefix("#"))
    assert seen.most_common(1)[0][0] == tuple(ground)


def test_no_colour_stands_outside_the_list():
    files = [*COMPONENTS.glob("*/*.css"), *COMPONENTS.glob("**/*.py"), *COMPONENTS.glob("*/*.js")]
    found = {
        f"{file.relative_to(ROOT)}: {line.strip()[:80]}"
        for file in files
        if file.name != "look.css"
        for line in file.read_text("utf-8").splitlines()
        if COLOUR.search(line)
    }
    assert found == set()
