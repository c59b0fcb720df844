"""The committee page in a browser: at every size, down to the building and back, printed, and what it gives away."""

import re

import pytest
from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser import nasty
from tests.browser.everywhere import DAY, faults
from tests.browser.seen import overflow

ONE = {"committee": "310113101005"}
OTHER = {"committee": "310113101002"}


@pytest.mark.parametrize(
    "place",
    [
        OTHER,
        ONE | {"neighbourhood": "31011310100503"},
        ONE | {"neighbourhood": "31011310100503", "building": "999"},
    ],
    ids=["committee", "neighbourhood", "unknown building"],
)
def test_the_page_is_right_on_every_screen_in_every_language(place, reader, demo_file):
    assert faults(reader, demo_file, "/committee", *[_too_high] * (place is OTHER), **place) == ""


def _too_high(visit, size: str):
    if size == "1080p" and (over := overflow(visit.page)["down"]) > 0:
        yield f"{over} px too high"


def test_a_phone_shows_what_waits_place_and_coverage_at_once(reader):
    """The oldest opinion in its words, one tap from its ledger; and what the next place costs, in the sentence."""
    with reader("zh").visit("/committee", SIZES["phone"], **DAY, **OTHER) as visit:
        oldest = visit.page.locator(".st-key-duties .waits .what").first
        figures = [
            visit.page.locator(f".st-key-fig-{key} .figure") for key in ("movement", "household_coverage")
        ]
        for part in (oldest, *figures):
            box = part.bounding_box()
            assert box["y"] + box["height"] < 844
        assert re.search(r"距前一名.*还差 \d+ 户", visit.text_of("h1.sentence"))
        words = oldest.inner_text()
        oldest.click()
        settled(visit.page)
        assert words in visit.text_of("#ledger [data-place]:focus")


def test_each_level_has_its_address_and_back_returns_level_by_level(reader, browser):
    with reader("zh").visit("/", SIZES["1080p"], **DAY) as visit:
        page = visit.page
        seen = []
        for place, code in (
            (".schematic", "310113101005"),
            ("#neighbourhoods", "31011310100503"),
            ("#buildings", "31011310100503004"),
        ):
            seen.append((page.url, _shown(page)))
            page.locator(f"{place} a[href*='{code}']").first.click()
            expect(page).to_have_url(re.compile(f"={code}$"))
            settled(page)
        deepest = page.url
        assert deepest.endswith("&neighbourhood=31011310100503&building=31011310100503004")
        expect(page.locator(".trail li")).to_have_count(4)
        assert page.locator(".trail").inner_text().split() == ["全镇", "罗南居委会", "罗南三村", "4号楼"]
        words = _shown(page)
        private = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        other = private.new_page()
        other.set_viewport_size({"width": 1920, "height": 1080})
        other.goto(deepest)
        settled(other)
        assert _shown(other) == words
        _shown_around_once(other)
        private.close()
        for url, before in reversed(seen):
            page.go_back()
            settled(page)
            expect(page).to_have_url(url)
            assert _shown(page) == before


def _shown_around_once(page) -> None:
    """Who comes for the first time is shown three things, by keyboard too, and not again; an address can be copied."""
    card = page.locator("#welcome")
    assert card.locator("li").count() == 3
    page.keyboard.press("Tab")
    assert card.locator("button").evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    copies = page.locator(".head [data-copies]")
    copies.click()
    expect(copies).to_have_text("已复制")
    page.reload()
    settled(page)
    expect(card).to_have_count(0)


def test_a_shape_of_the_drawing_leads_to_its_neighbourhood(reader):
    with reader("zh").visit("/committee", SIZES["1080p"], **DAY, **ONE) as visit:
        visit.page.locator(".drawn .schematic a").first.click()
        settled(visit.page)
        expect(visit.page).to_have_url(re.compile("neighbourhood="))
        assert visit.page.locator(".st-key-table-buildings").is_visible()


def test_a_committee_of_ones_own_is_one_press_away_until_it_is_forgotten(reader):
    with reader("zh").visit("/committee", SIZES["phone"], **DAY, **ONE) as visit:
        page, press = visit.page, visit.page.locator(".owns")
        for words, address in (
            ("这是我的居委会，点此取消", f"/committee?committee={ONE['committee']}"),
            ("设为我的居委会", "/committee"),
        ):
            with page.expect_navigation():
                press.click()
            settled(page)
            assert press.inner_text() == words
            assert page.locator(".head .own").get_attribute("href") == address


def test_it_prints_on_one_sheet(reader):
    for lang in ("zh", "en"):
        with reader(lang).visit("/committee", SIZES["laptop"], **DAY, **OTHER) as visit:
            sheet = visit.page.pdf(format="A4", print_background=True)
            assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
            visit.page.set_viewport_size({"width": 726, "height": 1054})
            visit.page.emulate_media(media="print")
            for part in ("duties", "table-why", "table-next_doors", "table-events", "work"):
                box = visit.page.locator(f".st-key-{part} .card").bounding_box()
                assert box["y"] + box["height"] <= 1054, part


@pytest.mark.parametrize(
    ("place", "base"),
    [
        ({}, "罗南"),
        ({"neighbourhood": "X"}, "88,888"),
        ({"neighbourhood": "X", "building": "X-2"}, "88,888"),
        ({"neighbourhood": "X", "building": "X-1"}, "77,777"),
    ],
    ids=["committee", "neighbourhood", "hiding", "small"],
)
def test_no_message_carries_a_number_that_is_covered(place, base, wary):
    """Of a building with 3 households and one with 61283 that hides it, neither number reaches the browser."""
    with wary.visit("/committee", SIZES["1080p"], **DAY, committee=nasty.COVERED, **place) as visit:
        received = visit.received().decode("utf-8", "replace")
    assert base in received  # so a number would be found too; the bases are public
    numbers = (61283, 61286, 111394, 27605, 77774)
    assert [n for n in numbers if str(n) in received or f"{n:,}" in received] == []


def _shown(page) -> str:
    return page.locator(".st-key-sentence, .st-key-overview h1").first.inner_text()
