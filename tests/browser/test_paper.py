"""Every page on paper: read back from what the browser prints of it, upright and across."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from components import menu
from components.words.place_names import short
from data_access.settings import Settings
from data_access.wording import words
from scripts.pictures import SIZES
from tests.browser.everywhere import DAY
from tests.browser.printed import Sheet, sheets

ZH = words("zh")
MOST = {"overview": 2, "registration": 4, "me": 6, "definitions": 6, "help": 8}
"""On how many sheets a page fits at most; every other one on MOST_OF_ALL. What waits for the office is printed whole, the guide
has one for each role and page, the definitions grow with what is counted."""
MOST_OF_ALL = 5
MARGIN = 8
"""Millimetres that no word goes beyond."""
CONTROLS = [
    re.sub(r"\{.*", "", ZH[key])
    for key in (
        *("download.csv", "download.xlsx", "table.as_table", "table.order", "table.more", "figure.which"),
        *("frame.dark", "frame.light", "frame.menu", "frame.day_before", "frame.to_latest"),
    )
]
ONES_OWN = {"committee": {"committee": "310113101003"}}


@pytest.fixture(scope="module")
def printed(readers, ramp) -> dict[tuple[str, bool], list[Sheet]]:
    """The sheets of every page by its key, upright and across: printed from a window in the dark, at rest and not scrolled."""
    found = {}
    for page in menu.PAGES:
        own = {"project": ramp} if page.key == "project" else ONES_OWN.get(page.key, {})
        with readers["zh"].visit(page.address, SIZES["laptop"], look="dark", **DAY, **own) as visit:
            if page.key == "works":
                expect(visit.page.locator(".works-paper .works-area")).not_to_have_count(0)
            for across in (False, True):
                found[page.key, across] = sheets(visit.page, across)
            assert visit.complaints == []
            assert visit.page.locator(".on-paper").count() == 0  # the screen is left as it was
    return found


def test_a_page_fits_on_few_sheets_of_a4(printed):
    wrong = [
        (key, "across" if across else "upright", len(found))
        for (key, across), found in printed.items()
        if len(found) > MOST.get(key, MOST_OF_ALL)
    ]
    assert wrong == []
    for (_, across), found in printed.items():
        assert {sheet.size for sheet in found} == {(843, 596) if across else (596, 843)}


def test_every_sheet_says_whose_it_is_and_which(printed):
    town = Settings().name_of(demonstration=True)
    for (key, _), found in printed.items():
        for number, sheet in enumerate(found, 1):
            for said in (
                town,
                ZH["frame.product"],
                ZH[f"nav.{key}"],
                "2017年7月16日",
                ZH["common.demonstration"],
            ):
                assert said in sheet.words, (key, number, said)
            assert f"{number}/{len(found)}" in sheet.words, (key, number)
        assert "数据截至" in found[0].words


def test_nothing_is_cut_and_nothing_asks_for_a_hand(printed):
    wrong = [
        (key, across, number, fault)
        for (key, across), found in printed.items()
        for number, sheet in enumerate(found, 1)
        for fault in (
            *(control for control in CONTROLS if control in sheet.words and key != "help"),
            *(["beyond the margin"] if sheet.beyond(MARGIN) else []),
        )
    ]
    assert wrong == []


def test_what_stands_on_the_screen_in_part_is_told_so_on_paper(printed):
    unprinted = ZH["table.unprinted"].replace(" ", "").replace("{count}", r"\d+")
    for across in (False, True):
        assert any(re.search(unprinted, sheet.words) for sheet in printed["registration", across])


def test_paper_is_white_whatever_the_screen(printed):
    assert [
        (key, across, round(sheet.dark, 2))
        for (key, across), found in printed.items()
        for sheet in found
        if sheet.dark > 0.15
    ] == []


@pytest.mark.parametrize("across", [False, True], ids=["upright", "across"])
def test_the_ranking_is_whole_a_committee_a_line_under_its_heads(printed, across, demo_store):
    found = printed["registration", across]
    with closing(sqlite3.connect(demo_store)) as store:
        names = [name for (name,) in store.execute("select name from committee")]
    assert len(names) == 41
    own = [short(name) for name in names]
    row = re.compile(
        rf"\s({'|'.join(map(re.escape, own))})\s(?:{ZH['registration.still']}\s)?[\d,]+\s(?:[\d,]+|—)\s"
    )
    ranked = [[name[1] for line in sheet.lines if (name := row.search(line))] for sheet in found]
    assert sorted(name for names in ranked for name in names) == sorted(own)
    heads = [ZH["registration.households"] in sheet.words for sheet in found]
    assert [bool(names) for names in ranked] == heads
    assert sum(heads) > 1
