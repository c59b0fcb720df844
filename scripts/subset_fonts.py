"""Cuts the fonts in components/static/fonts out of Debian's fonts-noto-cjk: run by hand when the words have grown.

    python scripts/subset_fonts.py        # needs fonttools, brotli and the package fonts-noto-cjk

Each weight is cut in slices, so that a browser fetches only those whose characters are on the page: `core`
(Latin, punctuation and every character of the product's own words and committee names), then the rest of
GB 2312 level 1 and level 2. A character that a new word brings in is found in a later slice, at the price of its bytes.
The rules of a slice's weights stand side by side, where their ranges are packed as one.
"""

from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "components" / "static" / "fonts"
SOURCES = {
    400: Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    700: Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"),
}
FAMILY = "Noto Sans CJK SC"
SIGNS = (
    range(0x2000, 0x2070),
    range(0x2190, 0x219A),
    range(0x25A0, 0x2600),
    range(0x3000, 0x3020),
    range(0xFF01, 0xFF5F),
)


def slices() -> dict[str, set[int]]:
    """The code points of each slice, by its name."""
    latin = set(chain(range(0x20, 0x7F), range(0xA0, 0x100), *SIGNS))
    own = set(map(ord, "".join(_own_words())))
    first, second = gb2312(range(0xB0, 0xD8)), gb2312(range(0xD8, 0xF8))
    core = latin | gb2312(range(0xA1, 0xA2)) | {point for point in own if point > 0x7F}
    signs = gb2312(range(0xA1, 0xAA))
    return {"core": core, "level1": (first | signs) - core, "level2": second - core}


def _own_words():
    for path in [
        *(ROOT / "data_access" / "wording").rglob("*.toml"),
        ROOT / "data_access" / "demo" / "luodian.csv",
    ]:
        yield path.read_text("utf-8")
    for path in (ROOT / "data_access" / "demo").glob("*.py"):
        yield path.read_text("utf-8")


def gb2312(rows: range) -> set[int]:
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return {ord(sign) for pair in pairs if (sign := pair.decode("gb2312", "ignore"))}


def _face(path: Path) -> int:
    faces = TTCollection(path, lazy=True).fonts
    return next(
        number for number, face in enumerate(faces) if face["name"].getDebugName(1).startswith(FAMILY)
    )


def _ranges(points: set[int]) -> str:
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def cut(weight: int, name: str, points: set[int]) -> str:
    """Writes one slice of one weight and returns its `@font-face` rule."""
    font = TTFont(SOURCES[weight], fontNumber=_face(SOURCES[weight]), lazy=True)
    points = points & set(font.getBestCmap())
    options = Options(
        flavor="woff2",
        hinting=False,
        desubroutinize=True,
        layout_features=["kern"],
        name_IDs=[0, 1, 2, 13, 14],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.flavor = "woff2"
    file = f"noto-sans-sc-{weight}-{name}.woff2"
    font.save(TARGET / file)
    print(f"{file}: {len(points)} characters, {(TARGET / file).stat().st_size:,} bytes")
    return (
        f'@font-face {{ font-family: "Noto Sans SC"; font-weight: {weight}; font-style: normal; font-display: swap;\n'
        f'  src: url("../../../../app/static/fonts/{file}") format("woff2"); unicode-range: {_ranges(points)}; }}\n'
    )


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    rules = [cut(weight, name, points) for name, points in slices().items() for weight in SOURCES]
    (TARGET / "fonts.css").write_text(
        "/* Made by scripts/subset_fonts.py. Noto Sans CJK SC, SIL Open Font License 1.1 (OFL.txt). */\n"
        + "".join(rules),
        "utf-8",
    )
