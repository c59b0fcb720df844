"""All queries of a page, read one after the other, at 10^5 and at 10^6 platform events.

The page is run once with its caches empty to see what it asks; then what it asked is read again from both stores
in turns, each query by the least of its processor times (whatever else the machine does only adds), frames included.
A store grows with days and places, not with events: that is the claim.
"""

import logging
import os
import time
from collections.abc import Iterable
from unittest.mock import patch
from urllib.parse import parse_qsl

import streamlit as st
from sqlalchemy import Engine, Select, event
from streamlit.testing.v1 import AppTest

from benchmarks import town
from benchmarks.result import Result
from components import menu
from data_access import database, state

AT_MOST_MS = 20
RATIO = 1.2
TIMES = 41


def measure() -> Iterable[Result]:
    """For each page the milliseconds at both sizes and their ratio."""
    for page in menu.PAGES:
        asked = {scale: _asked(page, scale) for scale in town.SIZES}
        each = _times(asked)
        sums = {scale: sum(times) for scale, times in each.items()}
        for scale, size in town.SIZES.items():
            many = len(asked[scale])
            yield Result(f"{page.key}: {many} queries at {size} events", sums[scale], "ms", AT_MOST_MS)
        small, large = sums.values()
        yield Result(f"{page.key}: queries, 10^6 events against 10^5", large / small, "×", RATIO)


def _asked(page: menu.Page, scale: int) -> list[Select]:
    """The queries that a page sends to the store when nothing is cached, the store's state among them."""
    found: list[Select] = []

    def note(_connection, statement, *_):
        found.append(statement)

    logging.disable(logging.WARNING)  # Streamlit's, that no server runs
    app = AppTest.from_file(str(menu.ROOT / "components" / "frame.py"), default_timeout=120)
    with patch.dict(os.environ, {"STORE_DATABASE_URL": f"sqlite:///{town.store(scale)}"}):
        for name, value in parse_qsl(town.PLACES.get(page.key, "")):
            app.query_params[name] = value
        if page is not menu.PAGES[0]:
            app.run()
            app.switch_page(str(page.file))
        st.cache_data.clear()
        event.listen(Engine, "before_execute", note)
        app.run()
        event.remove(Engine, "before_execute", note)
    logging.disable(logging.NOTSET)
    assert not app.exception, app.exception
    return found


def _times(asked: dict[int, list[Select]]) -> dict[int, list[float]]:
    """Per size the least milliseconds of each query; the sizes take turns."""
    taken = {scale: [[] for _ in queries] for scale, queries in asked.items()}
    engines = {scale: database.store_engine(f"sqlite:///{town.store(scale)}") for scale in asked}
    for _ in range(TIMES):
        for scale, queries in asked.items():
            with database.snapshot(engines[scale]) as connection:
                state.of(connection)
                for query, times in zip(queries, taken[scale], strict=True):
                    begun = time.process_time()
                    database.read(connection, query)
                    times.append((time.process_time() - begun) * 1000)
    return {scale: [min(times) for times in each] for scale, each in taken.items()}
