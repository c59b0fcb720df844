"""CSV: of a button's, which Excel in China opens right, and for scripts, plain."""

import re
from collections.abc import Mapping

import pandas as pd

from data_access.metrics import percent, rounded
from data_access.workbook import Kinds, by_heading

_COMMAND = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet may run: by a sign of a formula, narrow or wide, whatever blanks stand before it."""
_CODE = re.compile(r"0[0-9]+|[0-9]{12,}")
"""Digits that are no number to count with: a spreadsheet would drop their zeros, or all after the fifteenth."""
_WRITTEN = {
    "rate": lambda share: "" if pd.isna(share) else f"{percent(share)}%",
    "points": lambda share: None if pd.isna(share) else float(percent(share)),
}


def csv(frame: pd.DataFrame, kinds: Kinds = None, marks: Mapping[str, str] | None = None) -> bytes:
    """UTF-8 with its mark; shares and numbers of these kinds rounded as on screen; text that a spreadsheet would run as a
    formula is quoted, and a code of digits stays text; `marks`: columns more, the same in every row."""
    return _bytes(_harmless(_written(frame, kinds, marks or {}), _for_a_spreadsheet), "utf-8-sig")


def plain_csv(frame: pd.DataFrame, kinds: Kinds = None, marks: Mapping[str, str] | None = None) -> bytes:
    """The same rows for a script: without the mark, codes as they are."""
    return _bytes(_harmless(_written(frame, kinds, marks or {}), _quoted), "utf-8")


def _written(frame: pd.DataFrame, kinds: Kinds, marks: Mapping[str, str]) -> pd.DataFrame:
    written = {
        heading: _numbers(frame[heading]) if kind == "number" else frame[heading].map(_WRITTEN[kind])
        for heading, kind in by_heading(kinds, frame).items()
        if heading in frame
    }
    return frame.assign(**written, **{name: mark for name, mark in marks.items() if name not in frame})


def _harmless(rows: pd.DataFrame, guard) -> pd.DataFrame:
    columns = {name: pd.Series(map(guard, rows[name]), rows.index, dtype="object") for name in rows}
    return pd.DataFrame(columns, columns=rows.columns).rename(columns=guard)


def _bytes(rows: pd.DataFrame, encoding: str) -> bytes:
    return rows.to_csv(index=False, lineterminator="\r\n").encode(encoding)


def _numbers(column: pd.Series) -> pd.Series:
    """Numbers with one decimal, or none where all are whole: a count of days with a missing one stays a count."""
    whole = (column.dropna() % 1 == 0).all()
    return column.map(lambda number: None if pd.isna(number) else (int if whole else float)(rounded(number)))


def _for_a_spreadsheet(value):
    return f"\t{value}" if isinstance(value, str) and _CODE.fullmatch(value) else _quoted(value)


def _quoted(value):
    return f"'{value}" if isinstance(value, str) and _COMMAND.match(value) else value
