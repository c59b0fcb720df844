"""The consultation page under a reader's hand: choices and Back, the wall, the phone, and text that is only text."""

import re

import pytest
from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser import nasty
from tests.browser.everywhere import DAY
from tests.browser.seen import barriers, overflow


def test_a_choice_is_kept_in_the_address_and_back_undoes_it(reader):
    with reader("zh").visit("/consultation", SIZES["1080p"], **DAY) as visit:
        page = visit.page
        cards = page.locator(".board-card")
        assert cards.count() == 93
        page.locator("select[data-scope=kind]").select_option("ramp")
        expect(cards).to_have_count(12)
        page.locator(".board-column[data-stage=consulting] h3 a").click()
        expect(cards).to_have_count(3)
        expect(page).to_have_url(re.compile("kind=ramp"))
        expect(page).to_have_url(re.compile("stage=consulting"))
        page.locator(".picks-view a").last.click()
        expect(page.locator("#work-table tbody tr")).to_have_count(3)
        page.locator("a.step").first.click()  # the day before, with the same choices
        settled(page)
        assert all(part in page.url for part in ("2017-07-15", "kind=ramp", "stage=consulting", "view=table"))
        for count in (1, 2, 3):
            page.go_back()
            settled(page)
            if count == 2:
                expect(cards).to_have_count(3)
        expect(cards).to_have_count(12)
        assert visit.complaints == []


def test_a_card_leads_to_its_work_and_back(reader):
    with reader("zh").visit("/consultation", SIZES["1080p"], **DAY) as visit:
        page = visit.page
        first = page.locator(".board-card").first
        project = first.get_attribute("data-project")
        first.click()
        page.wait_for_url(f"**/project?*project={project}*")
        page.go_back()
        expect(page.locator(".board-card")).to_have_count(93)


def test_the_wall_shows_the_board_without_scrolling(reader):
    with reader("zh").visit("/consultation", SIZES["1080p"], embed="true", look="wall", **DAY) as visit:
        over = overflow(visit.page)
        assert over["sideways"] <= 0
        assert over["down"] <= 0
        least = visit.page.evaluate(
            """() => Math.min(...[...document.querySelectorAll('.st-key-consultation *')].filter(one =>
            one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
        )
        assert least >= 22
        for stage in ("proposed", "evaluated", "suspended", "cancelled"):
            assert visit.page.locator(f".board-column[data-stage={stage}] h3").is_visible()


def test_a_phone_scrolls_the_board_and_not_the_page(reader):
    with reader("zh").visit("/consultation", SIZES["phone"], **DAY) as visit:
        page = visit.page
        board = page.locator(".board-course")
        assert board.evaluate("one => one.scrollWidth > one.clientWidth")
        last = page.locator(".board-column[data-stage=evaluated]")
        last.scroll_into_view_if_needed()
        assert last.is_visible()
        assert overflow(page)["sideways"] <= 0
        small = page.evaluate(
            """() => [...document.querySelectorAll('.st-key-consultation :is(select, .picks a, .board-strip a, .board-column h3 a, .board-card)')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML.slice(0, 80))"""
        )
        assert small == []


@pytest.mark.parametrize("view", ["board", "table"])
def test_text_is_shown_as_text(view, wary):
    with wary.visit("/consultation", SIZES["1080p"], view=view, **DAY) as visit:
        places = visit.page.get_by_text(nasty.TEXT, exact=True)
        assert places.count() >= 2  # on the board or in the table, and among the stuck
        assert visit.page.evaluate("window.hacked") is None
        assert visit.page.locator(".st-key-consultation :is(img, script, i:not(.tick))").count() == 0
        assert visit.complaints == []
        assert barriers(visit.page) == []


def test_text_is_shown_as_text_on_a_committees_page(wary):
    with wary.visit("/committee", SIZES["1080p"], committee="310113101002", **DAY) as visit:
        assert (
            visit.page.get_by_text(nasty.TEXT, exact=True).count() >= 2
        )  # among what is to do, and the works
        assert visit.page.evaluate("window.hacked") is None
