"""The one door from a page to the store: a query's rows, read once per version of the store."""

import os
from time import monotonic_ns

import pandas as pd
import streamlit as st

from components import scope
from data_access import database
from data_access.settings import store_url


def read(select) -> pd.DataFrame:
    """The rows of a query of data_access as a frame of the reader's own, in its columns.

    Raises Problem where the store cannot be read.
    """
    url = store_url()
    engine, opened = _engine(url, _file(url))
    compiled = select.compile(engine)
    return _rows(opened, scope.town().version, str(compiled), repr(compiled.params), engine, select)


@st.cache_data(max_entries=1000, show_spinner=False)
def _rows(opened: int, version: int, sql: str, parameters: str, _engine, _select) -> pd.DataFrame:
    with database.snapshot(_engine) as connection:
        return database.read(connection, _select)


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda kept: kept[0].dispose())
def _engine(url: str, file: tuple[int, int] | None):
    """An engine and the moment of its opening; another one when another file has taken the store's place."""
    return database.store_engine(url), monotonic_ns()


def _file(url: str) -> tuple[int, int] | None:
    """Which file a SQLite address means now: an engine holds on to the one that it opened."""
    path = url.removeprefix("sqlite:///")
    if path == url:
        return None
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
