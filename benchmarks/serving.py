"""Servers to measure: the dashboard, a page that computes nothing, a page of one line."""

import asyncio
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import psutil

from benchmarks import constant, town
from components import menu
from data_access.clock import moment
from data_access.records.opening import opened
from tests.access.people import OFFICE, let_in
from tests.browser.serving import ROOT, Served
from tests.tab import Tab


class Measured(Served):
    """A served dashboard that tells what it has cost."""

    def cpu(self) -> float:
        """Seconds of processor time of the server since its start."""
        spent = psutil.Process(self.process.pid).cpu_times()
        return spent.user + spent.system


@contextmanager
def dashboard(databases: tuple[Path, Path] | None = None):
    """The dashboard over a platform and its store; the demonstration town's unless given."""
    with _served("app.py", "dashboard", databases) as server:
        yield server


@contextmanager
def signed_in():
    """The dashboard where people sign in, and the headers of a browser in which the office has."""
    kept = _folder("records") / "records.db"
    engine = opened(f"sqlite:///{kept}", moment())
    held = let_in(engine, "office", OFFICE)
    engine.dispose()
    settings = '[access]\nmode = "accounts"\n'
    with _served("app.py", "signed_in", settings=settings, records=kept) as server:
        yield server, held


@contextmanager
def dashboard_of(store: Path):
    """The dashboard over another store."""
    with _served("app.py", "dashboard", (town.platform(), store)) as server:
        yield server


@contextmanager
def constants(dashboard: Served):
    """The dashboard's pages as `constant` writes them, behind the same server: same middleware, same start."""
    folder = _folder("constants")
    pages = {page.key: asyncio.run(_seen(dashboard.url, page)) for page in menu.PAGES}
    frame = constant.write(folder, pages)
    (folder / "served.py").write_text(
        dedent(f"""\
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        import streamlit as st
        import delivery
        from app import lifespan
        app = st.App({str(frame)!r}, lifespan=lifespan, middleware=delivery.MIDDLEWARE, routes=delivery.ROUTES)
        """)
    )
    with _served(str(folder / "served.py"), "constants") as server:
        yield server


@contextmanager
def one_line():
    """Streamlit's own server with a page of one line."""
    folder = _folder("one_line")
    (folder / "line.py").write_text("import streamlit as st\nst.write('一行字')\n", "utf-8")
    (folder / "served.py").write_text(f"import streamlit as st\napp = st.App({str(folder / 'line.py')!r})\n")
    with _served(str(folder / "served.py"), "one_line") as server:
        yield server


def visitor(url: str, page: menu.Page, headers: Mapping[str, str] | None = None) -> Tab:
    """A reader of a page of the dashboard or of its constants."""
    return Tab(url, page.address.strip("/"), town.PLACES.get(page.key, ""), headers)


async def _seen(url: str, page: menu.Page) -> list[bytes]:
    async with visitor(url, page) as one:
        return await one.run()


@contextmanager
def _served(script: str, name: str, databases: tuple[Path, Path] | None = None, **more: Any):
    server = Measured(*(databases or (town.platform(), town.store())), _folder(name), script, **more)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _folder(name: str) -> Path:
    number = sum(1 for _ in town.folder().glob(f"{name}-*"))
    place = town.folder() / f"{name}-{number}"
    place.mkdir()
    return place
