"""A table to take away: CSV that Excel in China opens right, XLSX with real numbers and what they mean."""

from collections.abc import Callable, Iterable, Mapping
from contextvars import Context, copy_context
from datetime import date, datetime
from io import BytesIO

import pandas as pd
import streamlit as st
import xlsxwriter

from components.scope import current, town
from data_access.metrics import Definition, percent, rounded
from data_access.settings import settings
from data_access.wording import text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COMMANDS = ("=", "+", "-", "@", "\t", "\r")
_FORMATS = {
    "whole": "#,##0",
    "number": "#,##0.0",
    "rate": "0.0%",
    "points": "0.0",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}
_WRITTEN = {
    "rate": lambda share: "" if pd.isna(share) else f"{percent(share)}%",
    "points": lambda share: None if pd.isna(share) else float(percent(share)),
}


def offer(
    key: str,
    title: str,
    frame: Callable[[], pd.DataFrame],
    metrics: Iterable[Definition] = (),
    filtered: str = "",
    kinds: Mapping[str, str] | str | None = None,
    totals: int = 0,
) -> None:
    """Two buttons that write the frame, whose columns are headed as on screen, when they are pressed.

    `kinds`: how a column is written by its heading: `rate` (a share, in per cent), `points` (a difference of shares) or
    `number` (with one decimal); one word for all columns but the first. The last `totals` rows are sums, which stay where they are when the others are sorted.
    """
    seen, facts = current(), _facts(title, filtered)
    context = copy_context()  # a button is pressed in a thread that does not know the reader's language
    writers = {
        "csv": ("text/csv", lambda: csv(frame(), kinds)),
        "xlsx": (XLSX, lambda: xlsx(title, frame(), facts, _defined(metrics), kinds, totals)),
    }
    with st.container(key=f"take-{key}", horizontal=True):
        for kind, (mime, write) in writers.items():
            st.download_button(
                text(f"download.{kind}"),
                _within(context, write),
                f"{title}-{seen.on:%Y%m%d}.{kind}",
                mime,
                key=f"{kind}-{key}",
                on_click="ignore",
            )


def _within(context: Context, write: Callable[[], bytes]) -> Callable[[], bytes]:
    """What writes in another thread as if it were here, as often as it is asked."""
    return lambda: context.copy().run(write)


def csv(frame: pd.DataFrame, kinds: Mapping[str, str] | str | None = None) -> bytes:
    """UTF-8 with its mark; shares and numbers of these kinds rounded as on screen; text that a spreadsheet would run as a formula is quoted."""
    written = {
        heading: _numbers(frame[heading]) if kind == "number" else frame[heading].map(_WRITTEN[kind])
        for heading, kind in _by_heading(kinds, frame).items()
        if heading in frame
    }
    rows = frame.assign(**written)
    columns = {name: pd.Series(map(_harmless, rows[name]), rows.index, dtype="object") for name in rows}
    safe = pd.DataFrame(columns, columns=rows.columns)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _numbers(column: pd.Series) -> pd.Series:
    """Numbers with one decimal, or none where all are whole: a count of days with a missing one stays a count."""
    whole = (column.dropna() % 1 == 0).all()
    return column.map(lambda number: None if pd.isna(number) else (int if whole else float)(rounded(number)))


def xlsx(
    title: str,
    frame: pd.DataFrame,
    facts: Iterable[tuple[str, str]],
    defined: Iterable[tuple[str, str]] = (),
    kinds: Mapping[str, str] | str | None = None,
    totals: int = 0,
) -> bytes:
    """A sheet with the frame under a heading that stays, and one that says what it is and how it is counted."""
    file, kinds = BytesIO(), _by_heading(kinds, frame)
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _FORMATS.items()}
        sheet = book.add_worksheet(title[:31])
        for column, heading in enumerate(frame.columns):
            sheet.write_string(0, column, str(heading), bold)
            kind = kinds.get(heading)
            for row, value in enumerate(frame[heading], 1):
                _write(sheet, row, column, value, formats, kind)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(frame) - totals, max(len(frame.columns) - 1, 0))
        sheet.autofit(max_width=420)
        about = book.add_worksheet(text("download.about"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 90, book.add_format({"text_wrap": True, "valign": "top"}))
        for row, (term, meaning) in enumerate([*facts, *defined]):
            about.write_string(row, 0, term, bold)
            about.write_string(row, 1, meaning)
    return file.getvalue()


def _by_heading(kinds: Mapping[str, str] | str | None, frame: pd.DataFrame) -> Mapping[str, str]:
    return dict.fromkeys(frame.columns[1:], kinds) if isinstance(kinds, str) else kinds or {}


def _defined(metrics: Iterable[Definition]) -> list[tuple[str, str]]:
    return [(text(f"metric.{m.key}.name"), text(f"metric.{m.key}.definition")) for m in metrics]


def _facts(title: str, filtered: str) -> list[tuple[str, str]]:
    seen, store = current(), town()
    place = seen.committee or text("download.whole_town")
    name = settings().name_of(store.demonstration)
    return [
        (text("common.table"), title),
        *([(text("download.town"), name)] if name else []),
        (text("common.committee"), place),
        (text("download.day"), str(seen.on)),
        (text("common.filter"), filtered or text("download.no_filter")),
        (text("download.data_until"), str(store.last_day)),
        (text("download.refreshed"), f"{store.complete_at:%Y-%m-%d %H:%M}"),
        (text("common.demonstration"), text("download.yes" if store.demonstration else "download.no")),
    ]


def _write(sheet, row: int, column: int, value, formats: dict, kind: str | None = None) -> None:
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


def _harmless(value):
    return f"'{value}" if isinstance(value, str) and value.startswith(_COMMANDS) else value
