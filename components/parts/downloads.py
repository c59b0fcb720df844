"""A table to take away, as CSV and as XLSX, under a name that says what is in it."""

import re
from collections.abc import Callable, Iterable
from contextvars import Context, copy_context

import pandas as pd
import streamlit as st

from components import scope
from components.parts.collecting import Taken, keep
from components.parts.csv_file import Kinds, csv
from components.parts.xlsx_file import MIME, xlsx
from data_access.metrics import Definition
from data_access.settings import settings
from data_access.wording import term, text

_LONGEST = 40
_UNNAMEABLE = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
"""Signs that a file's name may not have, on one system or another."""


def offer(
    key: str,
    title: str,
    frame: Callable[[], pd.DataFrame],
    metrics: Iterable[Definition] = (),
    filtered: str = "",
    kinds: Kinds = None,
    totals: int = 0,
) -> None:
    """Two buttons that write the frame, whose columns are headed as on screen, when they are pressed.

    `kinds`: as in csv_file; `filtered`: the filter in words. The last `totals` rows are sums, which stay where they are
    when the others are sorted.
    """
    seen, facts, name = scope.current(), _facts(title, filtered), file_name(title, filtered)
    taken = Taken(frame, kinds, _marks())
    if keep(key, taken):
        return
    head = text("sign.beside").join([*_place(), f"{seen.on}", *_mark()])
    context = copy_context()  # a button is pressed in a thread that does not know the reader's language
    writers = {
        "csv": ("text/csv", lambda: csv(frame(), kinds, taken.marks)),
        "xlsx": (MIME, lambda: xlsx(title, frame(), facts, _defined(metrics), kinds, totals, head)),
    }
    with st.container(key=f"take-{key}", horizontal=True):
        for kind, (mime, write) in writers.items():
            st.download_button(
                text(f"download.{kind}"),
                _within(context, write),
                f"{name}.{kind}",
                mime,
                key=f"{kind}-{key}",
                on_click="ignore",
            )


def file_name(title: str, filtered: str = "") -> str:
    """What a file is called, without its end: the table, the place, the day, the filter, and whether all is invented."""
    parts = [title, *_place(), f"{scope.current().on}", filtered, *_mark()]
    return "-".join(_UNNAMEABLE.sub(" ", part)[:_LONGEST].strip() for part in parts if part)


def _place() -> list[str]:
    """The committee, and what inside it or of it the reader looks at, by name; else the town."""
    names = list(scope.place_names().values())
    return names or [settings().name_of(scope.town().demonstration) or text("common.whole_town")]


def _mark() -> list[str]:
    return [text("common.demonstration")] if scope.town().demonstration else []


def _marks() -> dict[str, str]:
    """The columns by which rows of several days and towns can stand one below the other."""
    [mark] = _mark() or [text("download.real")]
    return {text("download.day"): f"{scope.current().on}", text("download.data"): mark}


def _within(context: Context, write: Callable[[], bytes]) -> Callable[[], bytes]:
    """What writes in another thread as if it were here, as often as it is asked."""
    return lambda: context.copy().run(write)


def _defined(metrics: Iterable[Definition]) -> list[tuple[str, str]]:
    return [(text(f"metric.{m.key}.name"), text(f"metric.{m.key}.definition")) for m in metrics]


def _facts(title: str, filtered: str) -> list[tuple[str, str]]:
    seen, store, names = scope.current(), scope.town(), scope.place_names()
    town = settings().name_of(store.demonstration)
    places = [
        (
            term("download", "work" if place == "project" else place),
            text("sign.bracketed", words=name, inside=code) if code else name,
        )
        for place, name in names.items()
        for code in [getattr(seen, place, None)]
    ]
    return [
        (text("common.table"), title),
        *([(text("download.town"), town)] if town else []),
        *(places or [(text("common.committee"), text("common.whole_town"))]),
        (text("download.day"), str(seen.on)),
        *([(text("download.compare"), str(seen.compare))] if seen.compare else []),
        (text("common.filter"), filtered or text("download.no_filter")),
        (text("download.data_until"), str(store.last_day)),
        (text("download.refreshed"), f"{store.complete_at:%Y-%m-%d %H:%M}"),
        (text("common.demonstration"), text("download.yes" if store.demonstration else "download.no")),
    ]
