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
    subject: str,
    step: int | None = None,
) -> None:
    """The card with its search and its table `table-<key>`.

    `words`: what is searched in each row of the frame; `cells`: makes a row's cells; `page`: where it stands; `subject`: the
    part of the wording that has its `search_hint`, `none_found` and `none`; `step`: how many rows stand before a
    press shows the rest.
    """
    part, long = long_table.requested(key), len(frame) > long_table.AT_ONCE
    words = [one.lower() for one in words]
    listed = part.of(frame, words, {}) if long else frame
    sent = listed[: part.rows] if long else listed
    label, hint, none = text("common.search"), text(f"{subject}.search_hint"), text(f"{subject}.none_found")
    field = tables.search(key, label, hint, none, part.searched, words, long)
    table = tables.table(
        [replace(column, sorts=not long) for column in columns],
        [cells(row) for row in sent.itertuples()],
        key=key,
        words=None if long else words,
        searched=part.searched,
        step=step if step and step < len(frame) and not long else None,
        more=(len(listed) - len(sent), scope.again(page, rows=part.rows + long_table.STEP)),
    )
    body = field + table if words else empty(text(f"{subject}.none"))
    with st.container(key=f"table-{key}"):
        put(section(h1(text(f"{page}.choose")), body, cls="card"))
