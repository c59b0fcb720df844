"""The party page inside its frame, on the demonstration town: the source's facts, its three views, what it keeps to itself."""

import re

import pytest

from tests import hand, page

LUONAN, NEW_ESTATE = "310113101005", "310113101039"


@pytest.fixture
def opened(shown):
    def run(rankings: str = "full", url: str | None = None, **parameters: str) -> str:
        return page.plain(page.sent(shown("party", url, f'rankings = "{rankings}"', **parameters)))

    return run


def test_the_town_shows_the_facts_of_the_source(opened):
    shown = opened()
    assert "罗南互动、正能量、获赞均居首位" in shown
    assert re.search(r"注册党员 .*?1,797 占注册居民 14.3%", shown)
    assert re.search(r"职能部门党员 .*?396 ", shown)
    assert "6月2日“亮身份”主题活动" in shown
    assert "5月20日全镇九大功能板块培训（第三批）" in shown


def test_the_three_boards_begin_with_luonan_per_hundred_and_raw(opened):
    shown = opened()
    for figures in ("罗南 934.8 860", "罗南 29.3 27", "罗南 283.7 261"):  # of 92 members with identity shown
        assert figures in shown


def test_a_committee_shows_its_places_branches_and_visits(opened):
    shown = opened(committee=LUONAN)
    assert "罗南居委会 亮身份党员近 30 天 72.8% 参与；互动第 1 名，正能量第 1 名，获赞第 1 名。" in shown
    assert "近 30 天，67 / 92 人" in shown
    assert "罗南居民区第一党支部" in shown
    assert "“四三五六必访”进度" in shown


def test_a_branch_has_its_own_view(opened):
    shown = opened(branch="310113101009-z2")
    assert re.search(r"金星居民区第二党支部 \d+ 天前。", shown)
    assert "沉默" in shown


def test_a_committee_with_few_members_says_no_number_of_them(opened):
    shown = opened(committee=NEW_ESTATE)
    assert "党员人数少，不单独显示" in shown
    assert shown.count("<10") >= 3
    assert "党员每天做了什么" not in shown


@pytest.mark.parametrize(("rankings", "word"), [("bands", "第 1 档"), ("off", None)])
def test_without_places_none_is_told(rankings, word, opened):
    shown = opened(rankings)
    assert "均居首位" not in shown
    assert "名次" not in shown
    assert word is None or word in shown
    if rankings == "off":
        assert re.search(r"获赞次数 古镇 ", shown)  # the first in code order


def test_a_past_day_shows_what_was_then(opened):
    shown = opened(on="2017-06-02")
    assert "1,797" not in shown
    assert "“党徽”" not in shown


def test_a_branch_that_there_is_not_is_said(opened):
    assert "没有代码为“nowhere”的党支部，已忽略。" in opened(branch="nowhere")


def test_a_town_without_party_members_says_so(opened, tmp_path):
    shown = opened(url=hand.made(tmp_path / "store.db"))
    assert "还没有亮身份的党员。" in shown
    assert "还没有走访任务。" in shown
    assert "这段时间没有党员行动。" in shown


def test_in_english_and_on_the_first_day(opened):
    shown = opened(lang="en")
    assert "罗南 is first in interaction, positive posts and praise" in shown
    assert "No member has shown the identity yet" in opened(lang="en", on="2017-05-01")
