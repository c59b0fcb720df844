"""All queries of a page, read one after the other, at 10^5 and at 10^6 platform events.

The page is run once with its caches empty to see what it asks; then what it asked is read again from both stores
in turns, each query by the least of its processor times (whatever else the machine does only adds), frames included.
A store grows with days and places, not with events: that is the claim.
"""

import logging
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar
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
VIEWS = {
    "party": ("", "committee=310113101005", "branch=310113101005-z1"),
    "topics": ("", "topic=flooding", "committee=310113101005"),
    "campaigns": ("", "campaign=health-2017"),
}
"""What the address of a page says besides its name, view by view, where it has several; else as in town.PLACES."""

Name = TypeVar("Name")


def measure() -> Iterable[Result]:
    """For each page, and each view of those with several, the milliseconds at both sizes and their ratio."""
    stores = {f"{size} events": town.store(scale) for scale, size in town.SIZES.items()}
    for page in menu.PAGES:
        yield from compared(page, stores)


def compared(page: menu.Page, stores: Mapping[str, Path]) -> Iterable[Result]:
    """The milliseconds of each view of the page in two stores, by what they hold, and the second's against the first's."""
    for place in VIEWS.get(page.key, (town.PLACES.get(page.key, ""),)):
        view = f"{page.key} {place.partition('=')[0]}".strip()
        selects = {name: (store, asked_by(page, store, place)) for name, store in stores.items()}
        sums = {name: sum(each) for name, each in times(selects).items()}
        for name, spent in sums.items():
            many = len(selects[name][1])
            yield Result(f"{view}: {many} queries at {name}", spent, "ms", AT_MOST_MS)
        small, large = sums.values()
        yield Result(f"{view}: queries, tenfold events", large / small, "×", RATIO)


def asked_by(page: menu.Page, file: Path, place: str = "") -> list[Select]:
    """The queries that a page at a place of its address sends to a store when nothing is cached, the store's state among
    them."""
    found: list[Select] = []

    def note(connection, statement, *_):
        if str(file) in connection.engine.url.database:  # and not the records beside it
            found.append(statement)

    logging.disable(logging.WARNING)  # Streamlit's, that no server runs
    app = AppTest.from_file(str(menu.ROOT / "components" / "frame.py"), default_timeout=120)
    os.environ["STORE_DATABASE_URL"] = f"sqlite:///{file}"
    for name, value in parse_qsl(place):
        app.query_params[name] = value
    if page is not menu.PAGES[0]:
        app.run()
        app.switch_page(str(page.file))
    st.cache_data.clear()
    event.listen(Engine, "before_execute", note)
    app.run()
    event.remove(Engine, "before_execute", note)
    del os.environ["STORE_DATABASE_URL"]
    logging.disable(logging.NOTSET)
    assert not app.exception, app.exception
    return found


def times(selects: Mapping[Name, tuple[Path, list[Select]]]) -> dict[Name, list[float]]:
    """Per store, by any name, the least milliseconds of each of its queries; the stores take turns."""
    taken: dict[Name, list[list[float]]] = {
        name: [[] for _ in queries] for name, (_, queries) in selects.items()
    }
    engines = {name: database.store_engine(f"sqlite:///{file}") for name, (file, _) in selects.items()}
    for _ in range(TIMES):
        for name, (_, queries) in selects.items():
            with database.snapshot(engines[name]) as connection:
                state.of(connection)
                for query, each in zip(queries, taken[name], strict=True):
                    begun = time.process_time()
                    database.read(connection, query)
                    each.append((time.process_time() - begun) * 1000)
    return {name: [min(each) for each in queries] for name, queries in taken.items()}
