"""The overview inside its frame: numbers that a person can check, past days, chosen committees, rankings switched off."""

import re
import sqlite3

import pytest

from data_access.access.rights import SCREEN
from tests import hand, page

LOOP = {"decisions_open", "slips_by_colour", "bulletin_issued"}


@pytest.fixture
def opened(page_of):
    def run(rankings: str = "full", **parameters: str) -> str:
        return page.plain(page.sent(page_of("overview", settings=f'rankings = "{rankings}"', **parameters)))

    return run


def test_the_overview_shows_the_town_of_the_report(opened):
    shown = opened(on="2017-07-16")
    for figure in ("12,530", "1,797", "396"):
        assert figure in shown
    assert re.search(r"居委会\s+i.*?41\s", shown)


def test_coverage_is_the_ratio_of_sums_over_committees_with_a_base(opened, demo_store):
    with sqlite3.connect(demo_store) as store:
        statement = (
            "select 1000.0 * sum(households) / sum(occupied_households) from registration_day"
            " where day = '2017-07-16' and area_code <> 'town' and occupied_households > 0"
        )
        ((tenths,),) = store.execute(statement).fetchall()
    store.close()
    assert f"全镇户覆盖率 {int(tenths + 0.5) / 10}%" in opened(on="2017-07-16")


def test_the_late_and_the_suspended_are_told_apart(opened):
    shown = opened(on="2017-07-16")
    assert "7 逾期 7 暂停 13 预警 8 按期·停滞 30 正常" in shown
    assert "27 项工程未按计划（逾期 7、暂停 7、预警 13）" in shown


def test_posts_answered_within_a_day_stand_beside_the_opinions(page_of, demo_store):
    with sqlite3.connect(demo_store) as store:
        statement = (
            "select 1000.0 * sum(reply_minutes < 1440 and first_reply_at < '2017-07-11') / count(*) from concern"
            " where created_at >= '2017-06-11' and created_at < '2017-07-10'"
        )
        ((tenths,),) = store.execute(statement).fetchall()
    store.close()
    sent = page.sent(page_of("overview", on="2017-07-10"))
    line = page.first(r'fig-answered_24h"><a data-inner href="([^"]*)">(.*?)</a>', sent)
    assert line[2] == f"诉求帖 24 小时答复率 {int(tenths + 0.5) / 10}%"
    assert line[1] == "/topics?on=2017-07-10#answers"


def test_who_stands_still_does_not_grow(page_of, tmp_path):
    shown = page.plain(page.sent(page_of("overview", hand.made(tmp_path / "store.db"))))
    assert "2 个近 7 天有净增户" in shown


def test_the_wall_has_beside_the_town_what_is_decided_demanded_and_reported(page_of, opened):
    app = page_of("overview", rights=SCREEN, look="wall")
    assert page.figures(app) >= LOOP
    words = page.plain(page.sent(app))
    assert re.search(r"未办成的议定事项 .*? 5 逾期 2 项 最近的期限 2017年7月16日", words)
    assert "待答复督办单 4 红色 1 橙色 1 蓝色 最近的每日通报 2017年7月" in words
    assert "未办成的议定事项 5 项，其中逾期 2 项" in page.plain(page.sent(page_of("meeting")))
    assert "未办结督办单 7 件，红色 4 件，橙色 1 件；1 件已答复" in page.plain(
        page.sent(page_of("supervision"))
    )
    assert "议定事项" not in opened()
    held = page_of("overview", look="wall", committee="310113101002")
    assert not page.figures(held) & LOOP


def test_a_past_day_shows_that_day(opened):
    shown = opened(on="2017-06-15")
    assert "12,530" not in shown
    assert "6月15日" in shown


def test_the_first_day_has_nothing_to_compare_with(opened):
    shown = opened(on="2017-05-01")
    assert "较一周前提高" not in shown
    assert "至少要有两天的数据" in shown


def test_a_chosen_committee_sees_its_place_and_its_next_step_first(opened):
    shown = opened(on="2017-07-16", committee="310113101002")
    assert shown.index("向阳居委会") < shown.index("12,530")
    assert re.search(r"距前一名（\w+）还差 \d+ 户", shown)
    assert "第 4 名" in shown
    assert "比一周前升 2 位" in shown


def test_a_committee_without_a_base_is_told_why_it_has_no_place(opened):
    assert "基数缺失，未参加排名" in opened(on="2017-07-16", committee="310113101040")


def test_bands_and_off_name_no_places(opened):
    bands = opened("bands", on="2017-07-16", committee="310113101002")
    assert "第一档的居委会" in bands
    assert "领先" not in bands
    assert not re.search(r"第 \d+ 名", bands)
    off = opened("off", on="2017-07-16", committee="310113101002")
    assert "需要帮助的居委会" not in off
    assert not re.search(r"第 \d+ [名档]", off)


def test_in_english_it_says_the_same(opened):
    shown = opened(on="2017-07-16", lang="en")
    assert "12,530" in shown
    assert re.search(r"The town's household coverage is \d+\.\d%, up \d+\.\d points on a week before", shown)
