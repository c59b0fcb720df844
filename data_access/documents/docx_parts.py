"""The parts of a DOCX that are more than a paragraph in a style."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.shared import Pt

from data_access.documents.columns import PAGE, Fit, fitted, width
from data_access.documents.document import Table
from data_access.documents.docx_styles import LOOKS, PITCH, RED, identifier, made
from data_access.documents.pieces import Pieces

_RULE, _FINE_RULE, _RED_RULE, _GRID = 8, 6, 16, 4
"""Eighths of a point."""
_FROM_RIGHT = 4
"""By how many characters the day of the signature stands from the edge."""
_MARGIN = 14
_OVER = 5
"""From a cell's words to its upper and lower edge, in points."""
_LEAST = 26
"""The smallest red head, in points: a longer one has two lines."""


def red_head(word: Word, words: str, number: str) -> None:
    """红头: the issuer in red, 35 mm below the upper edge of the type area, as large as one line holds, or
    two; its number and a line."""
    head = word.add_paragraph(style="Red head")
    head.paragraph_format.space_before = Pt(35 / 25.4 * 72)
    size = min(LOOKS["Red head"].size, PAGE / max(width(words), 1))
    head.add_run(words).font.size = Pt(int(max(size, _LEAST)))
    for _ in range(2):
        word.add_paragraph("", "Flush")
    line = word.add_paragraph(number, "Number")
    line._p.get_or_add_pPr().insert_element_before(
        made("pBdr", made("bottom", val="single", sz=_RED_RULE, space=11, color=RED)),
        "w:spacing",
        "w:ind",
        "w:jc",
    )
    for _ in range(2):
        word.add_paragraph("", "Flush")


def table(word: Word, piece: Table) -> None:
    """A table as wide as the page; its headings stand on every page that it reaches, and no row is cut."""
    fit = fitted(piece)
    sides = ["right" if column.figures else "left" for column in piece.columns]
    heads = [column.heading for column in piece.columns]
    widths = [made("gridCol", w=round(wide * 20)) for wide in fit.widths]
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = {"top": _OVER, "left": fit.beside, "bottom": _OVER, "right": fit.beside}
    properties = made(
        "tblPr",
        made("tblW", w=round(PAGE * 20), type="dxa"),
        made("jc", val="center"),
        made("tblBorders", *(made(edge, val="single", sz=_GRID, space=0, color="auto") for edge in edges)),
        made("tblLayout", type="fixed"),
        made(
            "tblCellMar", *(made(side, w=round(points * 20), type="dxa") for side, points in margins.items())
        ),
    )
    rows = [_row("Cell heading", heads, sides, fit, made("tblHeader"))]
    rows += [_row("Cell", row, sides, fit) for row in piece.rows]
    word.add_paragraph("", "Gap")
    _append(word, made("tbl", properties, made("tblGrid", *widths), *rows))
    word.add_paragraph("", "Gap")


def attachments(word: Word, label: str, names: tuple[str, ...]) -> None:
    """附件: the names one below the other, behind the word for them."""
    hang = width(label) * PITCH
    for at, name in enumerate(names):
        line = word.add_paragraph(f"{label}{name}" if at == 0 else name, "Flush")
        line.paragraph_format.left_indent = Pt(2 * PITCH + hang)
        line.paragraph_format.first_line_indent = Pt(-hang if at == 0 else 0)
        line.paragraph_format.keep_with_next = True


def signature(word: Word, laid_out: Pieces) -> None:
    """落款: the issuer centred above the day, which stands four characters from the edge."""
    for _ in range(2):
        word.add_paragraph("", "Flush").paragraph_format.keep_with_next = True
    widths = [width(laid_out.issuer), width(laid_out.day)]
    over = max(0.0, widths[0] - widths[1]) / 2
    edge = max(0.0, _FROM_RIGHT - over) if laid_out.lang == "zh" else 0.0
    for words, own in zip((laid_out.issuer, laid_out.day), widths, strict=True):
        line = word.add_paragraph(words, "Signature")
        line.paragraph_format.right_indent = Pt((edge + (max(widths) - own) / 2) * PITCH)
        line.paragraph_format.keep_with_next = words is laid_out.issuer


def imprint(word: Word, laid_out: Pieces) -> None:
    """版记: who gets copies, who issued it and when, at the foot of the last page (where the reader's program knows how)."""
    word.add_paragraph("", "Flush")
    lines = [made("top", val="single", sz=_RULE), made("bottom", val="single", sz=_RULE)]
    place = made("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom")
    copies, issued = _paragraph("Imprint", laid_out.copies), _paragraph("Imprint", laid_out.issued_by)
    across = round(PAGE * 20)
    right = across - 2 * _MARGIN * 20
    issued.pPr.append(made("tabs", made("tab", val="right", pos=right)))
    issued.append(made("r", made("tab"), _text(laid_out.issued_on)))
    _append(
        word,
        made(
            "tbl",
            made(
                "tblPr",
                place,
                made("tblW", w=across, type="dxa"),
                made("tblBorders", *lines, made("insideH", val="single", sz=_FINE_RULE)),
                made("tblCellMar", *(made(side, w=_MARGIN * 20, type="dxa") for side in ("left", "right"))),
            ),
            made("tblGrid", made("gridCol", w=across)),
            *(made("tr", made("tc", _wide(PAGE), line)) for line in (copies, issued)),
        ),
    )
    word.add_paragraph("", "Gap")


def number_pages(word: Word) -> None:
    """— 1 — at the outer edge of each foot, a character from it, as fields."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = word.styles["Footer"]
        line._p.get_or_add_pPr().append(made("ind", left=_MARGIN * 20, right=_MARGIN * 20))
        line._p.get_or_add_pPr().append(made("jc", val=side))
        line.add_run("— ")
        line._p.append(made("fldSimple", made("r", _text("1")), instr="PAGE"))
        line.add_run(" —")


def _append(word: Word, element: Any) -> None:
    word.element.body.insert_element_before(element, "w:sectPr")


def _row(style: str, cells: Sequence[str], sides: list[str], fit: Fit, *more: Any) -> Any:
    made_cells = (
        made("tc", _wide(points), _paragraph(style, words, side, fit.size))
        for words, side, points in zip(cells, sides, fit.widths, strict=True)
    )
    return made("tr", made("trPr", made("cantSplit"), *more), *made_cells)


def _wide(points: float) -> Any:
    return made("tcPr", made("tcW", w=round(points * 20), type="dxa"))


def _paragraph(style: str, words: str, side: str | None = None, size: float = 0) -> Any:
    looks = [made("sz", val=round(size * 2))] if size else []
    return made(
        "p",
        made("pPr", made("pStyle", val=identifier(style)), *([made("jc", val=side)] if side else [])),
        made("r", made("rPr", *looks), _text(words)),
    )


def _text(words: str) -> Any:
    element = made("t")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
