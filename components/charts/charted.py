"""A chart as it stands on a page: its words, its picture, its table one press away, what may be taken away."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.charts import plots
from components.parts import downloads
from components.reading import drawn
from components.scope import Scope, current
from components.words import numerals
from data_access.metrics import Metric
from data_access.wording import text


class Picture(NamedTuple):
    """A chart with what it says, and its table, whose first column names the rows (a day or a text)."""

    words: str
    figure: object
    table: pd.DataFrame


def draw(
    key: str,
    title: str,
    build: Callable[..., Picture],
    given: tuple,
    metric: Metric,
    *,
    written: Callable,
    none: str,
    kinds: str | None = None,
) -> None:
    """The chart that `build(scope, *given)` makes, once for all who look at the same; `written`: how a cell's number is
    written; `none`: what is said of an empty table; `kinds`: as in downloads.offer."""
    with st.container(key=f"chart-{key}"):
        if drawn(_shown, key, title, written, none, build, *given):
            seen = current()
            downloads.offer(key, title, lambda: build(seen, *given).table, [metric], kinds=kinds)


def _shown(seen: Scope, key: str, title: str, written: Callable, none: str, build: Callable, *given) -> bool:
    words, figure, table = build(seen, *given)
    st.html(f'<div class="chart-head"><h2>{escape(title)}</h2><p class="note">{escape(words)}</p></div>')
    if table.empty:
        st.html(f'<p class="empty">{escape(none)}</p>')
        return False
    said = text("frame.named", name=title, words=words)
    st.plotly_chart(figure, theme=None, config=plots.CONFIG, key=f"plot-{key}", alt=said)
    st.html(_table(table, written, title))
    return True


def _table(table: pd.DataFrame, written: Callable, title: str) -> str:
    heads = "".join(
        f'<th scope="col" class="{"num" if number else ""}">{escape(str(heading))}</th>'
        for number, heading in enumerate(table.columns)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(first if isinstance(first, str) else numerals.day(first))}</th>'
        + "".join(f'<td class="num">{written(value)}</td>' for value in rest)
        + "</tr>"
        for first, *rest in table.itertuples(index=False)
    )
    label = escape(text("frame.named", name=title, words=text("overview.as_table")))
    return (
        f'<details class="more"><summary>{escape(text("overview.as_table"))}</summary>'
        f'<div class="scrolls" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )
