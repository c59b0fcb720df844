"""The styles of a DOCX: the official fonts by name, in the sizes of GB/T 9704-2012."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from data_access.documents.typefaces import OFFICIAL

BODY = 16
"""3号, in points."""
PITCH = BODY - 0.25
"""From one Chinese character to the next, for 28 of them in 156 mm: Word sets characters closer by twentieths of a point."""
RED = "D7000F"
_LATIN = "Times New Roman"
_VERSION = "15"
"""Of Word, from 2013 on: an earlier one would open the file in its compatibility mode."""
_BUILT_IN = {"Normal", "Title", "footer", "Signature", "heading 1", "heading 2"}
_KEPT = {"DefaultParagraphFont", "TableNormal", "NoList"}


@dataclass(frozen=True)
class Look:
    """How a style looks: which kind of words it is, its size and lines in points (`line` 0: as high as the letters), how it
    is aligned, by how many characters its first line is indented, what its outline's level is."""

    kind: str
    size: float = BODY
    line: float = 28
    align: str = "both"
    first: int = 0
    level: int | None = None
    colour: str = "000000"
    dense: bool = False
    kept: bool = False


LOOKS = {
    "Normal": Look("text", first=2, dense=True),
    "Flush": Look("text", align="left", dense=True),
    "Red head": Look("title", size=42, line=0, align="center", colour=RED),
    "Number": Look("text", align="center"),
    "Title": Look("title", size=22, line=35, align="center"),
    "heading 1": Look("heading1", first=2, level=0, dense=True, kept=True),
    "heading 2": Look("heading2", first=2, level=1, dense=True, kept=True),
    "Cell heading": Look("heading1", size=12, line=0, align="left"),
    "Cell": Look("text", size=12, line=0, align="left"),
    "Gap": Look("text", size=4, line=8, align="left"),
    "Signature": Look("text", align="right", dense=True),
    "Imprint": Look("text", size=14, line=24, align="left"),
    "footer": Look("text", size=14, line=0, align="left"),
}


def give(word: Word, lang: str) -> None:
    """Replaces a new document's styles by ours, and its page by A4 with the type area of 156 × 225 mm."""
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT:
            styles.remove(style)
    defaults = styles.find(qn("w:docDefaults"))
    defaults.getparent().replace(defaults, _defaults(lang))
    for name, look in LOOKS.items():
        styles.append(_style(name, look, lang == "zh"))
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _VERSION)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)


def made(tag: str, *children: Any, **values: object) -> Any:
    """An element of Word's, with its attributes and what it holds."""
    element = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in values.items()})
    element.extend(children)
    return element


def identifier(name: str) -> str:
    """By what a style is referred to."""
    return "".join(word.capitalize() for word in name.split())


def _defaults(lang: str) -> Any:
    tag = "zh-CN" if lang == "zh" else "en-GB"
    return made(
        "docDefaults",
        made("rPrDefault", made("rPr", made("lang", val=tag, eastAsia="zh-CN"))),
        made("pPrDefault", made("pPr")),
    )


def _style(name: str, look: Look, chinese: bool) -> Any:
    more = {} if name in _BUILT_IN else {"customStyle": 1}
    if name == "Normal":
        more["default"] = 1
    return made(
        "style",
        made("name", val=name),
        made("qFormat"),
        _paragraph(look),
        _run(look, chinese),
        type="paragraph",
        styleId=identifier(name),
        **more,
    )


def _paragraph(look: Look) -> Any:
    fixed = {"line": round(look.line * 20), "lineRule": "exact"}
    return made(
        "pPr",
        *([made("keepNext")] if look.kept else []),
        made("autoSpaceDE", val=0),
        made("autoSpaceDN", val=0),
        made("spacing", before=0, after=0, **(fixed if look.line else {"line": 240, "lineRule": "auto"})),
        *(
            [made("ind", firstLineChars=look.first * 100, firstLine=look.first * BODY * 20)]
            if look.first
            else []
        ),
        made("jc", val=look.align),
        *([] if look.level is None else [made("outlineLvl", val=look.level)]),
    )


def _run(look: Look, chinese: bool) -> Any:
    east = OFFICIAL[look.kind][0]
    closer = round((PITCH - BODY) * 20) if look.dense and chinese else 0
    return made(
        "rPr",
        made("rFonts", ascii=_LATIN, hAnsi=_LATIN, cs=_LATIN, eastAsia=east),
        made("color", val=look.colour),
        made("spacing", val=closer),
        made("sz", val=round(look.size * 2)),
        made("szCs", val=round(look.size * 2)),
    )
