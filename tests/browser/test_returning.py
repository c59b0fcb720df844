"""Back, a reload and a way round by another document lead to where the reader was."""

import re

import pytest
from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser.everywhere import DAY

ROW = "#ranking a[href*='310113101005']"
STANDING = """row => ({
  top: row.getBoundingClientRect().top,
  order: [...document.querySelectorAll('#ranking tbody tr')].map(one => one.innerText),
  events: document.querySelectorAll('#outreach-events tr:not([hidden])').length,
  folds: [...document.querySelectorAll('details')].map(one => one.open),
})"""
MAIN = "document.querySelector('[data-testid=\"stMain\"]')"


def standing(page) -> dict:
    """What a reader sees of the ranking: where a row stands, and all that a hand has changed."""
    expect(page.locator(ROW)).to_be_visible()
    return page.locator(ROW).evaluate(STANDING)


def sort(page, size: str) -> None:
    """Orders the ranking by what was gained, the way that the size allows."""
    if size == "phone":
        page.locator("#ranking-order").select_option(label="近 7 天净增户")
    else:
        page.locator("#ranking thead").get_by_role("button", name="近 7 天净增户").click()


@pytest.mark.parametrize("size", ["1080p", "phone"])
def test_the_row_stands_where_it_stood(reader, size):
    with reader("zh").visit("/registration", SIZES[size], **DAY) as opened:
        page = opened.page
        came = standing(page)
        sort(page, size)
        page.locator("[data-more=outreach-events]").click()
        page.locator(".st-key-registration details.more summary").first.click()
        page.locator(ROW).evaluate("row => row.scrollIntoView({block: 'center'})")
        page.evaluate(f"{MAIN}.scrollBy(0, 37)")
        left = standing(page)
        expect(page).to_have_url(re.compile("sort=ranking.net_new_households.down"))
        assert left["order"] != came["order"]
        assert left["events"] == 25
        assert any(left["folds"])
        page.locator(ROW).click()
        page.wait_for_url("**/committee?*")
        settled(page)
        assert page.evaluate(f"{MAIN}.scrollTop") == 0
        for back in (
            page.go_back,
            page.reload,
            lambda: (page.goto(opened.page.url.replace("/registration", "/party")), page.go_back()),
        ):
            back()
            settled(page)
            page.wait_for_timeout(500)
            assert standing(page) == left | {"top": pytest.approx(left["top"], abs=2)}
        assert opened.complaints == []


def test_a_hand_on_the_page_is_not_fought_and_a_table_goes_back_to_how_it_came(reader):
    with reader("zh").visit(
        "/registration", SIZES["1080p"], sort="ranking.value.up,none.such.up", **DAY
    ) as at:
        page = at.page
        lowest = page.locator("#ranking tbody tr").first.inner_text()
        page.evaluate(f"{MAIN}.scrollTo(0, 900)")
        page.reload()
        page.locator(ROW).wait_for()
        page.mouse.move(600, 500)
        page.mouse.wheel(0, -5000)
        settled(page)
        page.wait_for_timeout(500)
        assert page.evaluate(f"{MAIN}.scrollTop") == 0
        page.locator("#ranking thead").get_by_role("button", name="名次").click()
        assert page.locator("#ranking tbody tr").first.inner_text() != lowest
        assert at.complaints == []
