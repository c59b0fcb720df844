"""Every page of towns that keep less: what has data is there, what has none is left out and named, and nothing is guessed."""

import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest

from components import menu
from components.parts import lacking
from data_access import platform
from data_access.demo import GROUPS
from data_access.wording import language, words
from tests import page

TOWNS = {
    "registration only": tuple(GROUPS),
    "no party": ("party",),
    "no projects": ("projects",),
    "no household base": ("bases",),
    "no buildings": ("buildings",),
    "no households": ("households",),
    "everything": (),
}
WITHOUT = {
    "registration only": {"party", "topics", "cases", "campaigns", "consultation", "works", "project"},
    "no party": {"party"},
    "no projects": {"consultation", "works", "project"},
}
"""The pages for which a town has no data."""
PLACES = {"committee": {"committee": "310113101003"}, "project": {"project": "p0000200"}}


@pytest.fixture
def opened(page_of, lesser_store):
    def run(name: str, key: str, **parameters: str):
        url = f"sqlite:///{lesser_store(*TOWNS[name])}"
        return page_of(key, url, **PLACES.get(key, {}), **parameters)

    return run


@pytest.mark.parametrize("name", TOWNS)
def test_the_menu_has_the_pages_for_which_there_are_data(opened, name):
    markup = page.sent(opened(name, "help"))
    listed = page.first(r'<nav id="head-menu".*?</nav>', markup)[0]
    for one in menu.PAGES:
        is_there = f">{words('zh')[f'nav.{one.key}']}</a>" in listed
        assert is_there == (not one.hidden and one.key not in WITHOUT.get(name, ())), one.key


@pytest.mark.parametrize("name", WITHOUT)
def test_a_page_without_data_says_what_is_missing_and_what_it_would_show(opened, name):
    for key in WITHOUT[name]:
        said = unescape(page.plain(page.sent(opened(name, key))))
        assert "平台没有提供" in said
        assert "这一页没有内容" in said
        assert words("zh")[f"preview.{key}"] in said


@pytest.mark.parametrize("name", TOWNS)
def test_no_page_shows_what_is_no_number(opened, name):
    for one in menu.PAGES:
        app = opened(name, one.key)
        said = page.plain(re.sub(r'<details class="definition".*?</details>', "", unescape(page.sent(app))))
        assert not re.search(r"\bnan\b|\bNone\b|\bNaT\b|<NA>", said), (one.key, said)


@pytest.mark.parametrize("name", TOWNS)
def test_what_a_town_does_not_keep_is_no_defect(lesser_store, name):
    """The planted defects of what it keeps, and no more of any kind."""
    planted, found = _defects(lesser_store()), _defects(lesser_store(*TOWNS[name]))
    assert found
    assert {key: rows for key, rows in found.items() if rows > planted.get(key, 0)} == {}


def _defects(store: Path) -> dict[tuple[str, str], int]:
    connection = sqlite3.connect(store)
    rows = connection.execute("select kind, source, sum(rows) from defect group by 1, 2").fetchall()
    connection.close()
    return {(kind, source): count for kind, source, count in rows}


def test_what_may_be_missing_has_a_name_and_what_it_would_show():
    optional = {name for name, table in platform.contract.tables.items() if table not in platform.REQUIRED}
    for lang in ("zh", "en"):
        language.set(lang)
        parts = [
            {
                key.removeprefix(f"lacking_{part}.")
                for key in words(lang)
                if key.startswith(f"lacking_{part}.")
            }
            for part in ("what", "shows")
        ]
        assert parts[0] == parts[1]
        assert optional - parts[0] == {"demonstration"}
    declared = {name for one in menu.PAGES for name in (*one.needs, *one.parts)}
    assert declared | {name for names in lacking.NEEDS.values() for name in names} <= parts[0]
