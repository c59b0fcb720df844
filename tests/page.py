"""A page as its script draws it, without a browser: run in its frame, its markup, its words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import unescape
from unittest.mock import patch

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from components import menu, reader
from components.parts import downloads, table_file
from data_access.access.reader import Reader
from data_access.access.rights import OPEN, Rights

_CARRIED = re.compile(r'<div data-markup="([^"]*)"></div>')
_STRESSED, _TAG, _SPACE = re.compile(r"</?b>"), re.compile(r"<[^>]+>"), re.compile(r"\s+")
PATIENCE = 120  # seconds: a busy machine is slow, not wrong

# What libraries are installed does not change: Streamlit would read about all of them for each page, for a second.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def run(key: str, reading_as: Rights | Reader = OPEN, /, **parameters: str) -> AppTest:
    """The page of this key, by address parameters, run for a reader to its end without an error."""
    app = begun(key, **parameters)
    who = Reader(reading_as) if isinstance(reading_as, Rights) else reading_as
    with patch.object(reader, "reader", lambda: who):
        app.run()
    assert not app.exception
    return app


def begun(key: str, /, **parameters: str) -> AppTest:
    """The page of this key, by address parameters, about to be run."""
    app = AppTest.from_file(str(menu.ROOT / "components" / "frame.py"), default_timeout=PATIENCE)
    for name, value in parameters.items():
        app.query_params[name] = value
    if menu.BY_KEY[key] is not menu.PAGES[0]:
        app.switch_page(str(menu.BY_KEY[key].file))
    return app


@contextmanager
def taking(form: str = table_file.FOR_EXCEL) -> Iterator[dict[str, bytes]]:
    """The files of what the pages that are run meanwhile offer to take away, by table."""
    files: dict[str, bytes] = {}

    def keep(key: str, taken) -> bool:
        if form in table_file.forms(taken):
            files[key] = table_file.write(taken, form).content
        return False

    with patch.object(downloads, "keep", keep):
        yield files


def sent(app: AppTest) -> str:
    """The page's markup, that of pictures too, which travels escaped in an attribute."""
    markup = " ".join(part.proto.body for part in app.get("html"))
    return _CARRIED.sub(lambda carried: unescape(carried[1]), markup)


def first(pattern: str, written: str) -> re.Match[str]:
    """The first place where a pattern is found; an error where it is nowhere."""
    found = re.search(pattern, written)
    assert found, f"{pattern} is not in: {written[:500]}"
    return found


def figures(app: AppTest) -> set[str]:
    """The metrics whose headline figures stand on the page, by their containers' keys."""
    return {*re.findall(r"\bfig-(\w+)", _keys(app._tree)), *re.findall(r"\bst-key-fig-(\w+)", sent(app))}


def _keys(block) -> str:
    own = getattr(getattr(block, "proto", None), "id", "")
    return " ".join([own, *map(_keys, getattr(block, "children", {}).values())])


def plain(markup: str) -> str:
    """What stands between the tags."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", _STRESSED.sub("", markup)))).strip()
