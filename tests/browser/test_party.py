"""The party page under a reader's hand: down to the branch and back, sorting, the rest of a ranking."""

import re

import pytest
from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser.everywhere import DAY

IN_SIGHT = """cell => {
  const {left, top, bottom} = cell.getBoundingClientRect()
  return cell.contains(document.elementFromPoint(left + 4, (top + bottom) / 2))
}"""


@pytest.fixture(scope="module")
def standing(readers):
    """The page opened once for all whose tests do not touch what another reads."""
    with readers["zh"].visit("/party", SIZES["1080p"], **DAY) as opened:
        yield opened


def test_from_the_town_to_a_branch_and_back_in_two_steps(standing):
    page = standing.page
    page.locator(".st-key-list-party_interaction tbody a").first.click()
    expect(page.locator(".sentence .whose")).to_have_text("罗南居委会")
    expect(page).to_have_url(re.compile("committee=310113101005"))
    page.locator("#branches tbody a").first.click()
    expect(page.locator(".sentence .whose")).to_have_text("罗南居民区第一党支部")
    expect(page).to_have_url(re.compile("branch=310113101005-z1"))
    assert page.locator(".trail li").all_inner_texts() == ["全镇", "罗南居委会", "罗南居民区第一党支部"]
    page.go_back()
    expect(page.locator(".sentence .whose")).to_have_text("罗南居委会")
    page.go_back()
    expect(page.locator(".st-key-boards")).to_be_visible()
    expect(page.locator(".sentence .whose")).to_have_count(0)
    assert standing.complaints == []


def test_the_unranked_are_one_tap_away_with_their_reason(standing):
    board = standing.page.locator(".st-key-list-party_interaction")
    board.locator(".more summary").click()
    few = board.locator("tr").filter(has_text="正荣美兰观庭")
    expect(few.locator(".why")).to_have_text("小样本")
    assert few.locator(".why").get_attribute("data-hint") == "亮身份党员不足 10 人，未参加排名"


def test_committees_sort_by_what_is_told(standing):
    page = standing.page
    button = page.locator("#party-committees thead button").filter(has_text=re.compile("^活跃率$"))
    button.click()
    cells = page.locator("#party-committees tbody td.active").evaluate_all("c => c.map(x => x.dataset.value)")
    told = [float(value) for value in cells if value]
    assert told == sorted(told, reverse=True)
    assert cells[len(told) :] == [""] * (len(cells) - len(told))


def test_a_chart_has_its_table_one_tap_away(standing):
    chart = standing.page.locator(".st-key-chart-calendar")
    settled(standing.page)
    chart.locator(".more summary").click()
    rows = chart.locator(".scrolls tbody tr")
    assert 30 <= rows.count() < 41  # those with few members are left out
    assert "罗南" in rows.nth(4).inner_text()


def test_the_portrait_leads_to_the_party_members(reader):
    with reader("zh").visit("/committee", SIZES["1080p"], committee="310113101005", **DAY) as opened:
        strip = opened.page.locator(".st-key-party-portrait .fact-strip")
        expect(strip).to_contain_text("9.2 次 · 第 1 名")
        strip.locator("a").click()
        expect(opened.page.locator(".st-key-table-branches")).to_be_visible()


def test_ones_own_committee_stays_in_sight_of_the_long_tables(reader):
    with reader("zh").visit("/party", SIZES["laptop"], **DAY) as opened:
        page = opened.page
        page.evaluate("document.cookie = 'committee=310113101038; path=/'")
        page.reload()
        settled(page)
        board = page.locator(".st-key-list-praise_received table").first.locator("tbody tr")
        assert [row.split()[0][:2] for row in board.all_inner_texts()][-2:] == ["10", "38"]
        for size in ("laptop", "phone"):
            opened.resize(SIZES[size])
            own = page.locator("#party-committees tr[aria-current]")
            expect(own).to_contain_text("美兰湖中华园第二")
            for block in ("start", "end"):
                page.locator("#party-committees tbody").evaluate(
                    "(body, block) => body.scrollIntoView({block})", block
                )
                assert own.locator("th").evaluate(IN_SIGHT), (size, block)
