"""My work under a reader's hand: a message copied with its address, and the ways to the lists of the page."""

import re

from playwright.sync_api import expect

from scripts.pictures import SIZES
from tests.browser.everywhere import DAY

TOP = "place => document.querySelector(`[data-place=${place}]`).getBoundingClientRect().top"


def test_a_message_is_copied_and_a_list_is_gone_to(reader):
    with reader("zh").visit("/me", SIZES["laptop"], **DAY) as visit:
        page = visit.page
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: null})")  # as over plain http
        page.evaluate("addEventListener('copy', () => { window.copied = document.activeElement.value })")
        button = page.locator("#calls .copies").first
        button.click()
        expect(button).to_have_text("已复制")
        copied = page.evaluate("window.copied")
        assert copied.startswith("金星居委会：截至2017年7月16日")
        assert copied.endswith("/committee?committee=310113101009")
        assert "http://" in copied
        expect(button).to_have_text("复制提醒")
        page.locator(".ways a[href$='#opinions']").click()
        page.wait_for_function(f"({TOP})('opinions') < 200")
        assert page.evaluate(TOP, "opinions") > 80  # below the head
        expect(page).to_have_url(re.compile(r"#opinions$"))
        page.locator("#waiting-opinions-search").fill("坡道")
        expect(page.locator("#waiting-opinions tbody tr:not([hidden])").first).to_contain_text("坡道")
        assert visit.complaints == []
