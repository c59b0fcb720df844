"""Every page of towns that keep less: what has data is there, what has none is left out and named, and nothing is guessed."""

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from components import menu
from components.parts import lacking
from data_access import platform
from data_access.access.rights import OPEN
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
OF_REGISTRATION = {
    "overview",
    "me",
    "registration",
    "bulletin",
    "meeting",
    "committee",
    "definitions",
    "help",
}
WITHOUT = {
    "registration only": {one.key for one in menu.PAGES if OPEN.opens(one.key)} - OF_REGISTRATION,
    "no party": {"party"},
    "no projects": {"consultation", "works", "project"},
}
"""The pages for which a town has no data."""
NO_NUMBER = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>")
# What nobody can know of a town that keeps its registrations alone.
GUESSED = ("没有未按计划", "全部已答复", "没有意见", "没有工程", "没有活动", "0 项", "0 条", "0 场", "0 户", "零新增", "党员", "还没有可以排名")  # fmt: skip
PLACES = {
    "committee": {"committee": "310113101003"},
    "project": {"project": "p0000200"},
    "department": {"department": "d102"},
}


@pytest.fixture
def taken() -> Iterator[dict[str, bytes]]:
    """What the pages offer as CSV, by table."""
    with page.taking() as written:
        yield written


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
        listed_here = OPEN.opens(one.key) and not one.hidden and one.key not in WITHOUT.get(name, ())
        assert is_there == listed_here, one.key


def test_a_page_that_is_not_for_the_reader_leads_to_those_of_which_there_are_data(opened):
    drawn = page.plain(page.sent(opened("registration only", "administration")))
    ways = drawn[drawn.index("可以打开") :]
    assert "注册" in ways
    assert "党员" not in ways


@pytest.mark.parametrize("name", WITHOUT)
def test_a_page_without_data_says_what_is_missing_and_what_it_would_show(opened, name):
    for key in WITHOUT[name]:
        said = unescape(page.plain(page.sent(opened(name, key))))
        assert "平台没有提供" in said
        assert "这一页没有内容" in said
        assert words("zh")[f"preview.{key}"] in said


@pytest.mark.parametrize("name", TOWNS)
def test_no_page_and_no_table_shows_what_is_no_number(opened, taken, name):
    for one in menu.PAGES:
        said = page.plain(_without_definitions(page.sent(opened(name, one.key))))
        assert not NO_NUMBER.search(said), (one.key, said)
    assert {"ranking", "calls", "applications", "metrics"} <= set(taken)
    assert {table: rows for table, rows in taken.items() if NO_NUMBER.search(rows.decode())} == {}
    lacks = set(TOWNS[name]) and {part for group in TOWNS[name] for part in GROUPS[group]}
    assert [table for table in taken if lacks & set(lacking.NEEDS.get(table, ()))] == []


@pytest.mark.parametrize(
    ("name", "of_opinions", "of_posts"),
    [("registration only", False, False), ("no projects", False, True), ("everything", True, True)],
)
def test_the_overview_tells_of_answers_to_what_a_town_keeps(opened, name, of_opinions, of_posts):
    there = page.figures(opened(name, "overview"))
    assert ("opinions_waiting" in there, "answered_24h" in there) == (of_opinions, of_posts)


def test_registration_alone_tells_what_is_known_and_guesses_nothing(opened):
    said = {
        key: page.plain(_without_definitions(page.sent(opened("registration only", key))))
        for key in OF_REGISTRATION
    }
    assert "全镇已有 1,528 人注册。" in said["overview"]
    assert "祁南居委会 注册居民 267 人；没有户号，未参加排名。" in said["committee"]
    assert "待办 = 超 2 天申请；" in said["me"]
    for key in ("overview", "registration", "committee", "me"):
        about = said[key].partition("本页没有显示的内容")
        assert "怎样提供" in about[2], key
        guessed = [words for words in GUESSED if words in about[0]]
        assert guessed == [], (key, said[key])


def test_english_pages_of_registration_alone_are_english(opened):
    for key in ("overview", "committee", "me", "works", "definitions"):
        markup = re.sub(
            r'<[^>]+lang="zh[^>]*>[^<]*<', "<", page.sent(opened("registration only", key, lang="en"))
        )
        assert "does not offer" in page.plain(markup) or "leaves out" in page.plain(markup), key


def _without_definitions(markup: str) -> str:
    return unescape(re.sub(r'<details class="definition".*?</details>', "", markup))


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
