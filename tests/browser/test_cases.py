"""The page of cases and that of one in a browser: at every size, in both languages, there and back."""

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser.everywhere import DAY, faults
from tests.browser.seen import barriers, overflow


def test_the_cases_are_right_on_every_screen(reader, demo_file):
    assert faults(reader, demo_file, "/cases") == ""


def test_a_case_whose_id_is_odd_is_right_on_every_screen(reader, demo_file, demo_store):
    with closing(sqlite3.connect(demo_store)) as store:
        (case,) = store.execute(
            "select id from case_file where id like '%/%号' and not is_sensitive order by id"
        ).fetchone()
    assert faults(reader, demo_file, "/cases", case=case) == ""


def test_a_choice_a_case_back_to_the_same_list_and_on_to_a_department(reader):
    with reader("zh").visit("/cases", SIZES["1080p"], **DAY) as visit:
        page = visit.page
        page.locator("select[data-scope=light]").select_option("amber")
        expect(page.locator("#case-list tbody tr").first).to_contain_text("预警")
        first = page.locator("#case-list tbody th a").first
        title = first.inner_text()
        first.click()
        expect(page.locator(".case-way")).to_be_visible()
        expect(page.locator(".sentence")).to_contain_text(title)
        page.go_back()
        expect(page.locator("#case-list tbody th a").first).to_have_text(title)
        settled(page)
        assert page.locator("select[data-scope=light]").input_value() == "amber"
        holder = page.locator("#case-list tbody a[href*='department?']").first
        name = holder.inner_text()
        holder.click()
        expect(page.locator(".st-key-department .whose")).to_have_text(name)
        expect(page.locator(".st-key-department .case-list a").first).to_be_visible()
        visit.resize(SIZES["phone"])
        assert overflow(page)["sideways"] <= 0
        assert barriers(page) == []
        assert visit.complaints == []
