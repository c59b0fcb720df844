"""A table to take away: the links below it, to the file that the same page gives at `/data/`."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components import catalogue, scope
from components.parts.collecting import Paper, Taken, keep
from components.parts.html import a, draw
from components.parts.table_file import FOR_EXCEL, XLSX, forms
from data_access.base_path import under_base
from data_access.documents import Document
from data_access.metrics import Definition
from data_access.wording import text
from data_access.workbook import Kinds


def offer(
    key: str,
    title: str,
    frame: Callable[[], pd.DataFrame],
    metrics: Iterable[Definition] = (),
    filtered: str = "",
    kinds: Kinds = None,
    totals: int = 0,
) -> None:
    """Two links to the frame as a file, which is written when they are followed: collecting.Taken says what it is of."""
    if keep(key, Taken(title, frame, tuple(metrics), filtered, kinds, totals)):
        return
    _draw(key, {"csv": {"for": FOR_EXCEL}, XLSX: {}})


def offer_paper(
    key: str, title: str, document: Callable[[], Document], picture: Callable[[], bytes] | None = None
) -> None:
    """Links to an official document as a file, which is written when they are followed. `picture`: it as PNG."""
    paper = Paper(title, document, picture)
    if not keep(key, paper):
        _draw(key, {form: {} for form in forms(paper)})


def _draw(key: str, forms: Mapping[str, dict[str, str]]) -> None:
    """`forms`: the ends of the files' names, each with what its address says besides that of the page."""
    address = scope.current().parameters()
    parameters = {name: value for name, value in address.items() if name in catalogue.PARAMETERS}
    links = (
        a(
            text(f"download.{end}"),
            href=under_base(f"/data/{key}.{end}?{urlencode(parameters | more)}").rstrip("?"),
            cls="take",
        )
        for end, more in forms.items()
    )
    with st.container(key=f"take-{key}", horizontal=True):
        draw(*links)
