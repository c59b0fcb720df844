"""A bulletin's text: what it says of counted figures, and that it fits whatever names and numbers it holds."""

import json
from dataclasses import replace

import pytest

from data_access.bulletins.content import Content, Named, Section, Source, of_kept
from data_access.bulletins.written import MOST, passages, title, whole
from data_access.wording import LANGUAGES, language
from tests.bulletins.bulletin import SOURCE, SUNDAY, bulletin

LONG = "罗店镇美罗家园第一住宅区" * 40


def test_a_text_says_what_was_counted_by_hand():
    figures = {"registered": 1204, "net_new": -3, "households": 31, "occupied_households": 100, "stalled": 0}
    leaders = {"leading": (Named("罗溪居委会", 9, 20), Named("富辰居委会", 1, 3))}
    content = Content("weekly", SUNDAY, SOURCE, (Section("registration", figures, leaders),))
    assert whole(content).splitlines() == [
        "罗店镇社区通每周通报（2017年7月10日至2017年7月16日）",
        "统计截至2017年7月16日24时，数据更新于2017年7月17日 00:05",
        "【实名登记】累计登记 1,204 人，较一周前 −3 人，户绑定覆盖率 31.0%（31/100 户）。",
        "· 覆盖率居前：罗溪居委会 45.0%、富辰居委会 33.3%",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_has_fewer_than_2048_bytes_whatever_is_named_and_counted(lang):
    language.set(lang)
    content = bulletin(999_999_999, LONG, source=replace(SOURCE, town="镇" * 40, demonstration=True))
    words = whole(content)
    assert len(words.encode()) < MOST
    assert LONG not in words
    for passage in passages(content):
        assert passage.head in words


def test_what_is_too_long_loses_details_from_its_end_and_says_where_they_are():
    short, long = bulletin(), bulletin(name=LONG[:150])
    assert "看板" not in whole(short)
    assert "已完工" in whole(short)
    lines = whole(long).splitlines()
    assert lines[-1] == "详见看板。"
    assert "已完工" not in whole(long)
    first = next(line for line in lines if line.startswith("· 3 个居委会"))
    assert lines.index(first) == 3
    assert lines[-2].startswith("【值得肯定】")


def test_the_settings_order_decides_what_is_left_out_first():
    order = ("praise", "works", "registration")
    words = whole(bulletin(name=LONG[:150], keys=order))
    assert words.index("值得肯定") < words.index("小微工程") < words.index("实名登记")
    assert "已完工" in words
    assert "新增绑定居前" not in words


def test_something_went_well_even_where_nothing_was_done():
    none = Section("praise", {"works_done": 0, "closed_in_time": 0, "growing": 0, "registered": 12})
    content = Content("daily", SUNDAY, SOURCE, (none,))
    assert "【值得肯定】感谢 12 名登记居民支持社区工作。" in whole(content)
    one = replace(none, figures={**none.figures, "closed_in_time": 2})
    assert "【值得肯定】按期办结诉求 2 件。" in whole(replace(content, sections=(one,)))


def test_of_nothing_due_no_share_is_told():
    section = Section("cases", {"cases_open": 1, "cases_overdue": 0, "closed_in_time": 0, "closings_due": 0})
    content = Content("daily", SUNDAY, SOURCE, (section,))
    assert whole(content).endswith("【诉求办理】在办 1 件，其中逾期 0 件。")


def test_a_town_without_a_name_and_made_up_data_say_so():
    content = bulletin(source=Source(None, SOURCE.complete_at, True))
    assert title(content).startswith("每周通报")
    assert "（演示数据）" in whole(content)


def test_a_bulletin_is_kept_as_plain_values_and_comes_back_the_same():
    content = bulletin()
    assert of_kept(json.loads(json.dumps(content.kept()))) == content


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_of_names_of_any_length_fits(lang):
    language.set(lang)
    sizes = [len(whole(bulletin(name="镇" * length)).encode()) for length in range(1, 120)]
    assert max(sizes) < MOST
    assert max(sizes) > MOST - 200
