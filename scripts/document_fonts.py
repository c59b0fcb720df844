"""Cuts the fonts of official documents out of Debian's fonts-noto-cjk: run by hand, once.

    python scripts/document_fonts.py      # needs fonttools and the packages fonts-noto-cjk and unicode-data

Serif for the text, bold serif for titles and bold sans for headings, each with GB 2312, the 8,105 characters of 通用规范汉字表 (those of names of
persons and places; Unihan's kTGH), Latin and signs. Whole files, for what sets type reads no WOFF2 and no slices; OpenType
as Debian has it, which is smaller than TrueType and read as well.
"""

import bz2
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from subset_fonts import gb2312

TARGET = Path(__file__).parent.parent / "data_access" / "documents" / "fonts"
COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
FACES = {
    "NotoSerifCJK-Regular": "noto-serif-sc-400.otf",
    "NotoSerifCJK-Bold": "noto-serif-sc-700.otf",
    "NotoSansCJK-Bold": "noto-sans-sc-700.otf",
}
STANDARD = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1CD, 0x1DD))
SIGNS = (
    *range(0x2000, 0x2800),
    *range(0x3000, 0x3040),
    *range(0x3200, 0x3400),
    *range(0xFE30, 0xFE50),
    *range(0xFF01, 0xFFF0),
)
NAMES = [0, 1, 2, 4, 6, 13, 14, 16, 17]


def points() -> set[int]:
    """The code points that a document may need."""
    with bz2.open(STANDARD, "rt", encoding="utf-8") as table:
        standard = {int(line.split()[0].removeprefix("U+"), 16) for line in table if "\tkTGH\t" in line}
    return {*LETTERS, *SIGNS} | gb2312(range(0xA1, 0xF8)) | standard


def cut(collection: Path, file: Path) -> None:
    """Writes one face."""
    faces = TTCollection(collection, lazy=True).fonts
    families = [face["name"].getDebugName(1) for face in faces]
    number = next(at for at, family in enumerate(families) if "Mono" not in family and family.endswith(" SC"))
    font = TTFont(collection, fontNumber=number, lazy=True)
    subsetter = Subsetter(Options(hinting=False, layout_features=["kern"], name_IDs=NAMES))
    subsetter.populate(unicodes=points() & set(font.getBestCmap()))
    subsetter.subset(font)
    font.save(file, reorderTables=True)
    print(f"{file.name}: {len(font.getBestCmap())} characters, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, file in FACES.items():
        cut(COLLECTIONS / f"{name}.ttc", TARGET / file)
