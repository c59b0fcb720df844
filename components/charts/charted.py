"""A chart as it stands on a page: its words, its picture, its table one press away, what may be taken away."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.charts import plots
from components.parts import allowed, downloads
from components.parts.cards import empty, notes
from components.parts.html import div, h2, td, th, tr
from components.parts.html import draw as put
from components.parts.tables import behind, brief
from components.reading import drawn
from components.scope import Scope, current, town
from components.words import numerals
from data_access.metrics import Definition
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
    arguments: tuple,
    metric: Definition,
    *,
    written: Callable,
    none: str,
    kinds: str | None = None,
) -> None:
    """The chart that `build(scope, *arguments)` makes, once for all who look at the same; `written`: how a cell's number is
    written; `none`: what is said of an empty table; `kinds`: as in downloads.offer. Nothing where the town has no data for it,
    or the reader may not see it."""
    if not town().keeps(*metric.required) or allowed.leaves_out(key):
        return
    with st.container(key=f"chart-{key}"):
        if drawn(_chart, key, title, written, none, build, *arguments):
            seen = current()
            downloads.offer(key, title, lambda: build(seen, *arguments).table, [metric], kinds=kinds)


def _chart(
    seen: Scope, key: str, title: str, written: Callable, none: str, build: Callable, *arguments
) -> bool:
    words, figure, table = build(seen, *arguments)
    put(div(h2(title), notes(words), cls="chart-head"))
    if table.empty:
        put(empty(none))
        return False
    alternative = text("sign.named", name=title, words=words)
    st.plotly_chart(figure, theme=None, config=plots.CONFIG, key=f"plot-{key}", alt=alternative)
    put(_table(table, written, title))
    return True


def _table(table: pd.DataFrame, written: Callable, title: str) -> Markup:
    heads = [(str(heading), "num" if number else "") for number, heading in enumerate(table.columns)]
    rows = [
        tr(
            th(first if isinstance(first, str) else numerals.day(first), scope="row"),
            [td(written(value), cls="num") for value in rest],
        )
        for first, *rest in table.itertuples(index=False)
    ]
    return behind(title, brief(heads, rows))
