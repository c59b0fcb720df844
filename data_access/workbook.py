"""XLSX: real numbers, a heading that stays, a second sheet that says what it is; it prints as it is."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
import xlsxwriter

from data_access.wording import text

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Kinds = Mapping[str, str] | str | None
"""How columns are written by their headings: `rate` (a share, in per cent), `points` (a difference of shares) or `number`
(with one decimal); one word for all columns but the first."""
_FORMATS = {
    "whole": "#,##0",
    "number": "#,##0.0",
    "rate": "0.0%",
    "points": "0.0",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}
_A4 = 9
_NARROWEST, _WIDEST, _UPRIGHT = 8, 60, 90
"""How many letters a column and an upright page are wide."""
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.8, "bottom": 0.7}
_FIXED = re.compile(r"[\[\]:*?/\\]")
"""Signs that a sheet's name may not have."""


def xlsx(
    title: str,
    frame: pd.DataFrame,
    facts: Iterable[tuple[str, str]],
    defined: Iterable[tuple[str, str]] = (),
    kinds: Kinds = None,
    totals: int = 0,
    head: str = "",
    made_at: datetime | None = None,
) -> bytes:
    """A sheet with the frame, and one that says what it is and how it is counted; `head`: beside the title, on paper;
    `made_at`: what the file says of its making, else the clock's moment."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": made_at} if made_at else {})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_FIXED.sub(" ", title)[:31].strip("'"))
        _table(book, sheet, frame, by_heading(kinds, frame), bold, wrapped)
        sheet.autofilter(0, 0, len(frame) - totals, max(len(frame.columns) - 1, 0))
        about = book.add_worksheet(text("download.about"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 90, wrapped)
        for row, (term, meaning) in enumerate([*facts, *defined]):
            about.write_string(row, 0, term, bold)
            about.write_string(row, 1, meaning)
        for page, landscape in ((sheet, sum(map(_width, _columns(frame))) > _UPRIGHT), (about, False)):
            _on_paper(page, title, head, landscape)
    return file.getvalue()


def by_heading(kinds: Kinds, frame: pd.DataFrame) -> Mapping[str, str]:
    """The kinds of a frame's columns."""
    return dict.fromkeys(frame.columns[1:], kinds) if isinstance(kinds, str) else kinds or {}


def _table(
    book: Any, sheet: Any, frame: pd.DataFrame, kinds: Mapping[str, str], bold: Any, wrapped: Any
) -> None:
    formats = {
        kind: book.add_format({"num_format": pattern, "valign": "top"}) for kind, pattern in _FORMATS.items()
    }
    for column, (heading, values) in enumerate(zip(frame.columns, _columns(frame), strict=True)):
        sheet.set_column(column, column, _width(values), wrapped)
        sheet.write_string(0, column, str(heading), bold)
        for row, value in enumerate(values[1:], 1):
            _write(sheet, row, column, value, formats, kinds.get(heading))
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _on_paper(sheet: Any, title: str, head: str, landscape: bool) -> None:
    """A4, as many pages long as it takes and one wide; the heading, the title and the page's number on each."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    left, right = (words.replace("&", "&&") for words in (title, head))
    sheet.set_header(f"&L&B{left}&R{right}")
    sheet.set_footer(f"&C{text('download.page', page='&P', pages='&N')}")


def _columns(frame: pd.DataFrame) -> list[list]:
    """Each column's heading and values."""
    return [[heading, *frame.iloc[:, column]] for column, heading in enumerate(frame.columns)]


def _width(values: list) -> int:
    """How many letters wide a column is: Chinese ones count double, and the heading may stand in two lines."""
    longest = max((_letters(value) for value in values[1:]), default=0)
    return min(max(longest, _letters(values[0]) // 2 + 1, _NARROWEST), _WIDEST) + 2


def _letters(value: Any) -> int:
    if isinstance(value, float):
        return 0 if pd.isna(value) else len(f"{value:,.1f}")
    return max(
        (sum(1 + (east_asian_width(sign) in "WF") for sign in part) for part in str(value).splitlines()),
        default=0,
    )


def _write(sheet: Any, row: int, column: int, value: Any, formats: dict, kind: str | None = None) -> None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        sheet.write_blank(row, column, None)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif kind:
        sheet.write_number(row, column, float(value) * (100 if kind == "points" else 1), formats[kind])
    else:
        whole = float(value).is_integer()
        sheet.write_number(row, column, float(value), formats["whole" if whole else "number"])
