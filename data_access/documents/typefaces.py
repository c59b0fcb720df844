"""The fonts of official documents: the town's own where it has them, else those that come with the program."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from data_access.problem import Problem
from data_access.settings import ROOT, settings

_BUNDLED = Path(__file__).parent / "fonts"
_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
OFFICIAL = {
    "text": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "heading1": ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
    "heading2": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
}
"""The families that GB/T 9704-2012 and its practice name for each kind of words, under the names that their files bear."""
OURS = {"text": _SERIF, "title": _SERIF, "heading1": _SANS, "heading2": _SERIF}
"""What stands in for them."""
WEIGHTS = {"text": 400, "title": 700, "heading1": 700, "heading2": 400}


@dataclass(frozen=True)
class Fonts:
    """The fonts in force: as they are handed to what sets the type, and for each kind of words the families in the order in
    which a character is looked for, and the characters that they have."""

    found: typst.Fonts
    families: dict[str, tuple[str, ...]]
    characters: dict[str, frozenset[int]]


def fonts() -> Fonts:
    """The fonts in force. Raises Problem where the settings' folder is missing or holds none of the fonts that documents
    use, and where a font of ours is gone."""
    folder = settings().documents.fonts
    return _fonts((ROOT / folder).resolve() if folder else None)


@cache
def _fonts(folder: Path | None) -> Fonts:
    if folder and not folder.is_dir():
        raise Problem("documents_folder", path=folder)
    paths = [str(path) for path in (_BUNDLED, folder) if path]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    faces = found.fonts()
    present = {face.family for face in faces}
    if gone := sorted({*OURS.values()} - present):
        raise Problem("documents_ours", path=_BUNDLED, families=", ".join(gone))
    own = {kind: tuple(family for family in names if family in present) for kind, names in OFFICIAL.items()}
    if folder and not any(own.values()):
        raise Problem(
            "documents_fonts", path=folder, families=", ".join(names[0] for names in OFFICIAL.values())
        )
    families = {kind: (*own[kind], OURS[kind]) for kind in OFFICIAL}
    return Fonts(
        found, families, {kind: _characters(faces, families[kind], WEIGHTS[kind]) for kind in families}
    )


def _characters(faces: list[typst.FontInfo], families: tuple[str, ...], weight: int) -> frozenset[int]:
    """The code points of which one of the families has a glyph, each in the weight that is taken."""
    chosen = (
        min((face for face in faces if face.family == family), key=lambda face: abs(face.weight - weight))
        for family in families
    )
    return frozenset().union(*(_points(face.path, face.index) for face in chosen if face.path))


@cache
def _points(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
