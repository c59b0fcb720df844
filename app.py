"""The server: documents, compression, caching, security headers, health, attachments, the background refresh.

Started with `streamlit run app.py`; what readers see is drawn by components/frame.py and the pages.
"""

import ast
import gc
import importlib
import logging
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

import delivery
from components import menu
from data_access import upkeep
from data_access.base_path import base_path
from data_access.settings import ROOT, settings
from data_access.wording import text
from delivery import clients

log = logging.getLogger("app")


@asynccontextmanager
async def lifespan(_app):
    """While the server runs: everything imported and set aside from garbage collection, records opened, the store kept
    fresh. A BASE_PATH that is no path, and a gateway whom others could pass for, are told before anybody reads."""
    base_path()
    clients.verify_heard_first(settings().access)
    _warm_up()
    await upkeep.open_records()
    async with upkeep.kept_fresh():
        yield


def _warm_up() -> None:
    """Imports what the pages import, before the first reader does; then one collection, and no more of what is there."""
    for page in menu.PAGES:
        for name in sorted(_imports(page.file)):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _imports(script: Path) -> set[str]:
    names = set()
    for node in ast.parse(script.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            folder = ROOT / node.module.replace(".", "/")
            names |= {
                f"{node.module}.{alias.name}" for alias in node.names if _is_module(folder / alias.name)
            }
    return names


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def say_broken(error: Exception) -> bool:
    """Logs what no page foresaw and tells the reader in a sentence; True keeps Streamlit from showing its own."""
    log.error("a page failed", exc_info=error)
    st.error(text("frame.broken"))
    return True


app = st.App(
    "components/frame.py",
    lifespan=lifespan,
    middleware=delivery.MIDDLEWARE,
    routes=delivery.ROUTES,
    on_script_error=say_broken,
)
