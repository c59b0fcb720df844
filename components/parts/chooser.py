"""A list of places or works to choose from, searched in the browser or, where it is long, by the address."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from components.parts import long_table, tables
from components.parts.cards import empty
from components.parts.html import draw as put
from components.parts.html import h1, section
from components.parts.tables import Cell, Column
from components.scope import Scope
from data_access.wording import text


def draw(
    key: str,
    frame: pd.DataFrame,
    words: list[str],
    columns: list[Column],
    cells: Callable[..., list[Cell]],
    scope: Scope,
    *,
    page: str,
    said: str,
    step: int | None = None,
) -> None:
    """The card with its search and its table `table-<key>`.

    `words`: what is searched in each row of the frame; `cells`: makes a row's cells; `page`: where it stands; `said`: the
    part of the wording that has its `search_hint`, `none_found` and `none`; `step`: how many rows stand before a
    press shows the rest.
    """
    asked, long = long_table.asked(), len(frame) > long_table.AT_ONCE
    words = [one.lower() for one in words]
    listed = asked.of(frame, words, {}) if long else frame
    sent = listed[: asked.rows] if long else listed
    label, hint, none = text("common.search"), text(f"{said}.search_hint"), text(f"{said}.none_found")
    field = tables.search(key, label, hint, none, asked.searched, words, long)
    table = tables.table(
        [replace(column, sorts=not long) for column in columns],
        [cells(row) for row in sent.itertuples()],
        key=key,
        words=None if long else words,
        searched=asked.searched,
        step=step if step and step < len(frame) and not long else None,
        more=(len(listed) - len(sent), scope.again(page, rows=asked.rows + long_table.STEP)),
    )
    body = field + table if words else empty(text(f"{said}.none"))
    with st.container(key=f"table-{key}"):
        put(section(h1(text(f"{page}.choose")), body, cls="card"))
