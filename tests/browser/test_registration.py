"""The registration page under a reader's hand: sorting, searching, comparing, going back."""

import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser.everywhere import DAY

ROWS = "#ranking tbody tr:not([hidden])"


@pytest.fixture(scope="module")
def standing(readers):
    """The page opened once for all whose tests do not touch what another reads."""
    with readers["zh"].visit("/registration", SIZES["1080p"], **DAY) as opened:
        yield opened


def column(page, heading: str) -> list[str]:
    """The cells of a column of ranked committees, top down."""
    number = page.locator("#ranking thead th").all_inner_texts().index(heading) + 1
    return page.locator(f"#ranking tbody:first-of-type tr > :nth-child({number})").evaluate_all(
        "cells => cells.map(cell => cell.dataset.value)"
    )


def test_a_heading_sorts_and_the_total_stays_last(standing):
    page = standing.page
    unranked = sorted(page.locator("#ranking tbody").nth(1).inner_text().split())
    for heading, kind in (("覆盖率", float), ("已绑定户", float), ("近 7 天净增户", float), ("名次", float)):
        button = page.locator("#ranking thead button").filter(has_text=re.compile(f"^{heading}$"))
        for _ in range(2):
            button.click()
            order = button.locator("xpath=..").get_attribute("aria-sort")
            values = [kind(value) for value in column(page, heading)]
            assert values == sorted(values, reverse=order == "descending"), heading
            assert page.locator("#ranking tr").last.inner_text().strip().startswith("全镇")
            assert sorted(page.locator("#ranking tbody").nth(1).inner_text().split()) == unranked
    button.click()  # as it was: the first place first
    assert page.locator("#ranking [aria-sort]").count() == 1
    assert standing.complaints == []


def test_typing_filters_the_rows_and_the_address_keeps_it(standing):
    page = standing.page
    assert page.locator(ROWS).count() == 41
    page.locator("#ranking-search").fill("罗南")
    expect(page.locator(ROWS)).to_have_count(1)
    assert "罗南" in page.locator(ROWS).inner_text()
    assert page.locator("#ranking tfoot").inner_text().strip().startswith("全镇")
    page.reload()
    settled(page)
    expect(page.locator(ROWS)).to_have_count(1)
    page.locator("#ranking-search").fill("没有这个")
    expect(page.locator(".search [role=status]")).to_have_text("没有符合的居委会。")
    page.locator("#ranking-search").fill("")
    expect(page.locator(ROWS)).to_have_count(41)


def test_a_long_table_shows_more_on_request_and_sorts_as_a_whole(standing):
    page = standing.page
    rows = page.locator("#outreach-events tbody tr:not([hidden])")
    more = page.locator("[data-more=outreach-events]")
    assert rows.count() == 12
    page.locator("#outreach-events thead").get_by_role("button", name="带动（户）").click()
    values = [
        float(value)
        for value in rows.locator(":nth-child(8)").evaluate_all("c => c.map(x => x.dataset.value)")
    ]
    assert values == sorted(values, reverse=True)
    more.click()
    assert rows.count() == 24


def test_a_chosen_committee_is_kept_in_the_address(reader):
    with reader("zh").visit("/registration", SIZES["1080p"], **DAY) as opened:
        page = opened.page
        field = page.locator(".st-key-chosen input")
        field.click()
        field.fill("罗南")
        page.locator('[role="option"]').filter(has_text=re.compile("^罗南$")).click()
        note = page.locator(".st-key-chart-coverage .note")
        expect(note).to_contain_text("罗南")
        expect(page).to_have_url(re.compile("chosen=3101131"))
        page.reload()
        settled(page)
        expect(note).to_contain_text("罗南")


def test_the_stalled_are_named_one_tap_away(standing):
    card = standing.page.locator(".st-key-fig-stalled")
    count = int(card.locator(".figure").inner_text())
    card.locator(".names summary").click()
    expect(card.locator(".names a:visible")).to_have_count(count)


def test_the_day_before_keeps_what_was_searched_and_chosen(reader):
    with reader("zh").visit("/registration", SIZES["1080p"], chosen="310113101005", **DAY) as opened:
        page = opened.page
        page.locator("#ranking-search").fill("罗南")
        expect(page.locator(ROWS)).to_have_count(1)
        page.locator(".head .step").first.click()
        page.wait_for_url("**on=2017-07-15**")
        settled(page)
        expect(page).to_have_url(re.compile("chosen=310113101005"))
        assert page.locator("#ranking-search").input_value() == "罗南"
        expect(page.locator(ROWS)).to_have_count(1)
        expect(page.locator(".st-key-chart-coverage .note")).to_contain_text("罗南")
        assert opened.complaints == []


def test_a_press_on_a_cell_of_the_heat_map_opens_the_committee_and_back_returns(standing):
    page = standing.page
    plot = page.locator(".st-key-chart-heat .js-plotly-plot")
    plot.scroll_into_view_if_needed()
    name = page.locator("#ranking tbody th").first.inner_text()
    box = plot.locator(".nsewdrag").bounding_box()
    row = box["height"] / plot.locator(".ytick").count()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + row / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + row / 2)
    page.wait_for_url("**/committee?committee=*")
    settled(page)
    expect(page.locator(".st-key-committee")).to_contain_text(name)
    page.go_back()
    settled(page)
    expect(page).to_have_url(re.compile("/registration"))
    expect(page.locator(ROWS)).to_have_count(41)


def test_on_a_phone_a_choice_sorts_where_headings_have_no_room(reader):
    with reader("zh").visit("/registration", SIZES["phone"], **DAY) as opened:
        page = opened.page
        page.locator("#ranking-order").select_option(label="近 7 天净增户")
        gained = column(page, "近 7 天净增户")
        assert list(map(float, gained)) == sorted(map(float, gained), reverse=True)
        assert page.locator("#ranking tr").last.inner_text().strip().startswith("全镇")
        assert opened.complaints == []


def test_a_pressed_download_is_the_ranking_that_stands_there(standing, tmp_path):
    page = standing.page
    listed = page.locator("#ranking tbody th a").evaluate_all(
        "links => Object.fromEntries(links.map(one => [one.href.match(/committee=(\\d+)/)[1], one.innerText.trim()]))"
    )
    for kind, opens in (("csv", pd.read_csv), ("xlsx", pd.read_excel)):
        with page.expect_download() as download:
            page.locator(f".st-key-take-ranking a[href*='.{kind}']").click()
        assert download.value.suggested_filename.endswith(f"-罗店镇-2017-07-16-演示数据.{kind}")
        download.value.save_as(file := tmp_path / f"ranking.{kind}")
        *committees, town = opens(file, dtype={"代码": str}).to_dict("records")
        assert {row["代码"].strip(): row["居委会"].removesuffix("居委会") for row in committees} == listed
        assert f"{town['已绑定户']:,.0f}" in page.locator("#ranking tfoot").inner_text()
