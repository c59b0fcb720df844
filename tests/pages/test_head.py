"""The head of a page: the day, what it is compared with, the way to one's own committee."""

import re

import pytest

from data_access.access.reader import Reader
from data_access.access.rights import Rights
from tests import page


@pytest.fixture
def head(page_of):
    def run(key: str, **parameters: str) -> str:
        return page.first(r'<header class="head">.*?</header>', page.sent(page_of(key, **parameters)))[0]

    return run


def ways(head: str) -> dict[str, str]:
    """What the day may be compared with, and by which address."""
    panel = page.first(r'<details class="comparison".*?</details>', head)[0]
    links = re.findall(r'<a ([^>]*)href="([^"]*)"[^>]*>(.*?)<small>', panel)
    return {words: address.replace("&amp;", "&") for _, address, words in links}


def test_a_day_is_compared_with_a_week_before_unless_the_reader_chooses(head):
    usual = head("overview", on="2017-07-15")
    assert page.plain(page.first(r"<summary.*?</summary>", usual)[0]) == "较一周前"
    assert ways(usual) == {
        "较前一天": "/?on=2017-07-15&compare=1d",
        "较一周前": "/?on=2017-07-15",
        "较 30 天前": "/?on=2017-07-15&compare=30d",
    }
    other = head("registration", compare="2017-06-01")
    assert page.plain(page.first(r"<summary.*?</summary>", other)[0]) == "较2017年6月1日"
    assert "/party?compare=2017-06-01" in other


def test_who_reads_is_named_to_each_in_turn(page_of):
    for account in ("li", "wang"):
        shown = page.sent(page_of("help", rights=Reader(Rights("office"), account, "s" * 64)))
        assert page.first(r'<details class="reader".*?<summary.*?</summary>', shown)[0].count(account) == 2


def test_every_figure_of_the_overview_is_compared_with_the_same_day(page_of):
    """12,383 were registered on the 15th, and 11,413 a week before that."""
    shown = page.plain(page.sent(page_of("overview", on="2017-07-16", compare="1d")))
    assert re.search(r"全镇户覆盖率 \d+\.\d%，较2017年7月15日提高 \d\.\d 个百分点", shown)
    assert "一周前提高" not in shown
    assert "2017年7月15日绑定（百分点）" in shown


def test_a_page_that_compares_nothing_offers_no_comparison(head):
    assert "comparison" not in head("definitions")
    assert "comparison" not in head("works")


def test_a_past_day_says_so_with_the_way_to_the_latest(head):
    strip = page.first(r'<p class="past">.*?</p>', head("party", on="2017-06-15", compare="30d"))[0]
    assert page.plain(strip) == "正在看 2017年6月15日 回到最新一天"
    assert 'href="/party?compare=30d"' in strip
    assert "past" not in head("party")


def test_who_has_no_committee_of_ones_own_is_led_to_the_list_of_all(head):
    assert 'href="/committee"' in page.first(r'<a [^>]*class="own"[^>]*>我的居委会</a>', head("works"))[0]
