"""A town that keeps its registrations alone: its pages one after the other on a phone, and its wall."""

import pytest
from playwright.sync_api import Page, expect

from components import menu
from data_access.demo import GROUPS
from scripts.pictures import SIZES, settled
from tests.browser.everywhere import DAY, ERRORS
from tests.browser.seen import foreign_words, overflow
from tests.browser.serving import Served
from tests.browser.visits import Reader
from tests.conftest import copy_of

PAGES = ("overview", "me", "registration", "committee", "definitions", "help")
EMPTY = """() => [...document.querySelectorAll('[data-testid="stMain"] .card')].filter((card) => {
  if (!card.checkVisibility()) return false;
  const rest = [...card.children].filter((one) => !one.matches('.fig-head, details'));
  return !rest.some((one) => one.innerText.trim() || one.matches('svg, canvas') || one.querySelector('svg, canvas'));
}).map((card) => card.innerText.trim())"""
"""The cards in which nothing stands below the heading."""


@pytest.fixture(scope="module")
def least(lesser_file, lesser_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("least")
    store = copy_of(lesser_store(*GROUPS), folder / "store.db")
    dashboard = Served(lesser_file(*GROUPS), store, folder)
    dashboard.start()
    yield dashboard
    dashboard.stop()


@pytest.fixture(scope="module")
def walker(browser, least):
    reader = Reader(browser, least.url, "zh")
    yield reader
    reader.close()


def test_a_phone_walks_through_all_pages_and_a_wall_turns(walker, least):
    wrong = []
    for key in PAGES:
        own = {"committee": "310113101003"} if key == "committee" else {}
        with walker.visit(menu.BY_KEY[key].address, SIZES["phone"], **DAY, **own) as visit:
            wrong += [f"{key}: {fault}" for fault in (*_faults(visit.page), *visit.complaints)]
            if (over := overflow(visit.page)["sideways"]) > 0:
                wrong.append(f"{key}: {over} px too wide")
    with walker.opened((1920, 1080)) as visit:
        visit.page.goto(f"{least.url}/screen")
        scenes = visit.page.locator("#dots li")
        expect(scenes).to_have_count(4)
        expect(visit.page.frame_locator("iframe.shown").locator(".sentence").first).to_be_visible()
        frame = next(frame for frame in visit.page.frames if "embed=true" in frame.url)
        settled(frame)
        expect(frame.locator(".left-out")).to_be_hidden()
        wrong += [f"on the wall: {fault}" for fault in (*_faults(frame), *visit.complaints)]
    assert not wrong, "\n".join(wrong)


def _faults(page: Page):
    if page.locator(ERRORS).count():
        yield "an error"
    if page.locator(".sentence, h1").count() == 0:
        yield "nothing is said first"
    yield from (f"an empty card: {card}" for card in page.evaluate(EMPTY))
    page.evaluate("document.querySelector('.left-out')?.remove()")  # which names tables as the contract does
    yield from (f"foreign: {word}" for word in sorted(foreign_words(page, "zh", set())))
