"""The topics page under a reader's hand: a topic and its choices are kept in the address, and Back undoes them."""

import re

from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser.everywhere import DAY
from tests.browser.seen import barriers, overflow


def test_a_topic_and_its_choices_are_kept_in_the_address_and_back_undoes_them(reader):
    with reader("zh").visit("/topics", SIZES["1080p"], **DAY) as visit:
        page = visit.page
        page.locator("select[data-scope=kind]").select_option("suggestion")
        page.wait_for_url("**kind=suggestion**")
        settled(page)
        kinds = page.locator("#posts tbody tr:visible td.kind")
        assert set(kinds.all_inner_texts()) == {"建议"}
        page.goto(f"{page.url}&topic=flooding")
        settled(page)
        expect(page.locator(".st-key-topic .whose")).to_have_text("积水排水")
        assert page.locator("select[data-scope=kind]").input_value() == "suggestion"
        assert barriers(page) == []
        page.locator(".trail a").first.click()
        expect(page.locator(".st-key-topics")).to_be_visible()
        expect(page).not_to_have_url(re.compile("topic="))
        page.go_back()
        expect(page.locator(".st-key-topic")).to_be_visible()
        assert visit.complaints == []


def test_a_phone_shows_a_topic_without_scrolling_sideways(reader):
    with reader("zh").visit("/topics", SIZES["phone"], topic="flooding", **DAY) as visit:
        assert overflow(visit.page)["sideways"] <= 0
        small = visit.page.evaluate(
            """() => [...document.querySelectorAll('.st-key-topic :is(select, .picks a, #posts tbody a, .list tbody a)')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML.slice(0, 80))"""
        )
        assert small == []
