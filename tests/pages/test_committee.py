"""The committee page inside its frame: the hand's figures, parts that sum, days when it is not there, small groups covered."""

import re
from datetime import date, datetime

import pytest
from sqlalchemy import insert, update

from components.committee import area_tables
from components.parts import csv_file
from data_access import store
from data_access.database import only_writer, read, snapshot, store_engine
from data_access.registration import areas, tellings
from tests import hand, page
from tests.hand import CODES, ON
from tests.registration.planted_areas import C1, plant
from tests.works import planted_project

DEFINITION = re.compile(r'<details class="definition".*?</details>', flags=re.DOTALL)
PARTS = {"N1": {"1": (3, 20), "2": (8, 40), "3": (200, 400)}, "N2": {"1": (380, 500)}}


@pytest.fixture
def opened(page_of):
    def run(url: str, rankings: str = "full", more: str = "", **parameters: str) -> str:
        markup = page.sent(page_of("committee", url, f'rankings = "{rankings}"\n{more}', **parameters))
        return page.plain(DEFINITION.sub("", markup))

    return run


def test_the_portrait_shows_what_the_hand_counts(opened, tmp_path):
    shown = opened(hand.made(tmp_path / "store.db"), committee=C1)
    assert (
        "C1 户覆盖率 60.0%，较一周前提高 2.0 个百分点；第 2 名，与一周前相同；距前一名（C2）还差 201 户。"
        in shown
    )
    assert "已绑定 600 户，底数 1,000 户" in shown
    assert "201 户 前一名： C2 80.0%" in shown
    assert "自己绑定的户 +2.0 0 底数变化 0.0 0 其他居委会进退 0 合计 +2.0 0" in shown


def test_what_waits_comes_first_and_the_oldest_opinion_in_its_words(opened, tmp_path):
    """Of three opinions the oldest came on 2 June, 44 days ago; a second work should have started on 10 July."""
    url = hand.made(tmp_path / "store.db")
    waiting = {20: datetime(2017, 6, 2, 9), 21: datetime(2017, 7, 6, 9)}
    rows = [planted_project.opinion(number, received_at=at) for number, at in waiting.items()]
    planted_project.plant(url, opinion=rows)
    work = {"id": "P2", "committee_code": C1, "title": "围墙", "kind": "wall"}
    stages = {"proposed": {"entered_on": date(2017, 7, 1)}, "started": {"planned_on": date(2017, 7, 10)}}
    _add(url, "project", work | {"programme": "ten_small", "summary": ""})
    _add(url, "project_stage", *({"project_id": "P2", "stage": stage} | on for stage, on in stages.items()))
    shown = opened(url, committee=C1)
    assert (
        "待办事项 3 待答复意见 最久 44 天 0 待审核申请 1 超期工程 已等 44 天 意见20 一村1–3号无障碍坡道 "
        "已等 36 天 意见11 一村1–3号无障碍坡道 另有 1 条意见 已等 10 天 意见21 一村1–3号无障碍坡道 "
        "逾期 围墙 超期 6 天" in shown
    )
    assert shown.index("待办事项") < shown.index("共 2 个参加排名")


def test_what_waits_leads_to_the_projects_ledger_and_to_the_lists(page_of, tmp_path):
    url = hand.made(tmp_path / "store.db")
    planted_project.plant(url)
    markup = page.sent(page_of("committee", url, committee=C1))
    assert 'href="/project?project=P1&amp;outcome=waiting#opinion-P1-o11"' in markup
    assert f'href="/me?committee={C1}#opinions"' in markup


def test_the_three_promises_are_told_as_far_as_they_are_known(page_of, demo_store):
    """罗南 on its last day: 54 of 63 posts in time; 9 of 17 opinions; no work of its own rated."""
    markup = page.sent(page_of("committee", f"sqlite:///{demo_store}", committee="310113101005"))
    promises = page.plain(page.first(r'<ul class="promises">.*?</ul>', markup)[0])
    for words in (
        "发帖必响应 85.7% 24 小时答复率",
        "63 条诉求帖，54 条在 24 小时内答复",
        "一半在 12.5 小时内得到首次答复",
        "还有 8 条没有答复，最久已等 34 天",
        "意见必反馈 52.9% 意见答复率",
        "收到 17 条意见，已答复 9 条，待答复 8 条",
        "点评必回应 — 满意率",
    ):
        assert words in promises
    shown = page.plain(markup)
    assert "8 未答复诉求帖" in shown
    assert "6 条超过 24 小时，最久 34 天" in shown


def test_nothing_that_waits_is_said_in_words(opened, tmp_path):
    assert "0 待审核申请 没有意见记录" in opened(hand.made(tmp_path / "none.db"), committee=C1)
    url = hand.made(tmp_path / "answered.db")
    planted_project.plant(url)
    _write(url, update(store.opinion).values(verdict="adopted", answered_at=datetime(2017, 6, 20)))
    assert "0 待答复意见 0 待审核申请 0 超期工程 没有待办事项。" in opened(url, committee=C1)


@pytest.mark.parametrize(("name", "reason"), [("C3", "小样本"), ("C4", "基数缺失")])
def test_who_has_no_place_is_told_why(name, reason, opened, tmp_path):
    shown = opened(hand.made(tmp_path / "store.db"), committee=CODES[name])
    assert f"{reason}，未参加排名" in shown
    assert "还差" not in shown


def test_a_target_is_told_in_households(opened, tmp_path):
    target = "[[targets]]\ncoverage = 0.7\ndue = 2017-08-15\n"
    assert "距目标" in (shown := opened(hand.made(tmp_path / "store.db"), more=target, committee=C1))
    assert re.search(r"100 户 目标 70.0%", shown)


@pytest.mark.slow
def test_the_parts_of_why_sum_as_shown_for_every_committee(opened, demo_store):
    checked = 0
    for code in ("310113101002", "310113101008", "310113101021", "310113101033", "310113101036"):
        for days in ({}, {"compare": "2017-06-03"}):
            shown = opened(f"sqlite:///{demo_store}", committee=code, on="2017-07-16", **days)
            said = re.search(
                r"自己绑定的户 (\S+) (.*?)底数变化 (\S+) (.*?)其他居委会进退 (.*?)合计 (\S+) (.*?)这段时间",
                shown,
            )
            if said is None:
                assert "其他居委会进退" not in shown  # without a place on one of the days
                continue
            checked += 1
            own, base, total = (_number(said[n]) for n in (1, 3, 6))
            assert round(own + base, 1) == total
            places = [_number(said[n].replace("▲", "").replace("▼", "")) for n in (2, 4, 5, 7)]
            assert sum(places[:3]) == places[3]
    assert checked >= 8


@pytest.mark.parametrize(("rankings", "there"), [("bands", "第 3 档"), ("off", "户覆盖率 60.0%")])
def test_without_places_none_is_told(rankings, there, opened, tmp_path):
    shown = opened(hand.made(tmp_path / "store.db"), rankings, committee=C1)
    assert there in shown
    assert not re.search(r"第 \d+ 名|距前一名|名次变化分析|其他居委会进退", shown)


def test_one_committee_is_first_and_none_leaves_nothing_to_choose(opened, tmp_path):
    shown = opened(hand.made(tmp_path / "two.db"), committee=CODES["C2"])
    assert "第 1 名，与一周前相同；领先第 2 名（C1）201 户。" in shown
    assert "领先第 2 名 201 户 后一名：C1" in shown
    counts = {"C1": 40, "C2": 40, "C3": 20}
    tied = hand.made(tmp_path / "tied.db", counts, counts, dict.fromkeys(counts, 100))
    assert "；并列第一，领先第 3 名（C3）21 户。" in opened(tied, committee=C1)
    shown = opened(hand.made(tmp_path / "one.db", {"C1": 40}, {"C1": 30}, {"C1": 100}), committee=C1)
    assert "第 1 名" in shown
    assert "已在第一" in shown
    shown = opened(hand.made(tmp_path / "none.db", {}, {}, {}), committee=C1)
    assert f"没有代码为“{C1}”的居委会" in shown
    assert "选择居委会" in shown


def test_a_base_that_appeared_has_nothing_to_split_up(opened, tmp_path):
    counts = {"C1": 60, "C2": 50}
    now, before = {"C1": 100, "C2": 100}, {"C1": None, "C2": 100}
    shown = opened(hand.made(tmp_path / "store.db", counts, counts, now, before), committee=C1)
    assert "新进榜" in shown
    assert "变化无从分解" in shown


def test_a_committee_that_is_not_there_yet_says_when_it_is(opened, tmp_path):
    url = hand.made(tmp_path / "store.db", {"C1": 40, "C2": 30}, {"C1": 40}, {"C1": 100, "C2": 100})
    _write(
        url,
        update(store.committee).where(store.committee.c.name == "C2").values(valid_from=date(2017, 7, 10)),
    )
    shown = opened(url, committee=CODES["C2"], on="2017-07-08")
    assert "C2自2017年7月10日起设立，2017年7月8日还没有。 看2017年7月10日" in shown
    assert "选择居委会" in shown
    assert "新进榜" in opened(url, committee=CODES["C2"])


def test_a_committee_that_is_gone_says_since_when(opened, tmp_path):
    url = hand.made(tmp_path / "store.db", {"C2": 30}, {"C1": 40, "C2": 30}, {"C1": 100, "C2": 100})
    _write(
        url, update(store.committee).where(store.committee.c.name == "C1").values(valid_to=date(2017, 7, 10))
    )
    shown = opened(url, committee=C1)
    assert "C1已于2017年7月10日撤并，2017年7月16日不在其列。 看2017年7月9日" in shown


def test_an_unknown_or_no_committee_leads_to_the_list(opened, tmp_path):
    url = hand.made(tmp_path / "store.db")
    assert "没有代码为“310113101999”的居委会" in opened(url, committee="310113101999")
    shown = opened(url)
    assert "选择居委会" in shown
    assert f"C4 {CODES['C4']} 35 —" in shown


def test_small_buildings_are_covered_on_the_page(opened, tmp_path):
    shown = opened(
        plant(hand.made(tmp_path / "store.db"), PARTS, nowhere=9), committee=C1, neighbourhood="N1"
    )
    assert "截至2017年7月16日（周日）" in shown
    assert "1号楼 <5 20 — 16–19" in shown
    assert "2号楼 5–9 40 12.5–22.5% 31–35" in shown
    assert "N1村 210–214 460 45.7–46.5% 246–250" in shown


def test_small_buildings_that_stand_together_are_named(opened, tmp_path):
    small = {str(number): (5, 8) for number in (1, 2, 3, 5)}
    url = plant(hand.made(tmp_path / "store.db"), {"N1": small | {"9": (20, 60)}})
    assert "N1村 9号楼 36–40 60 20–24 N1村 1–3 、 5号楼 共 4 栋 8–12 32 20–24" in opened(url, committee=C1)
    assert "其他楼栋（4 栋） 1–3 、 5号楼 20–24" in opened(url, committee=C1, neighbourhood="N1")


def test_a_building_has_its_own_address(opened, tmp_path):
    url = plant(hand.made(tmp_path / "store.db"), PARTS, nowhere=9)
    shown = opened(url, committee=C1, neighbourhood="N1", building="N1-1")
    assert "全镇 C1 N1村 1号楼" in shown
    assert "户数太少，为保护住户不单独显示" in shown
    assert "没有代码为“nowhere”的楼栋" in opened(url, committee=C1, neighbourhood="N1", building="nowhere")
    assert "没有代码为“nowhere”的小区" in opened(url, committee=C1, neighbourhood="nowhere")


def test_what_is_taken_away_is_covered_as_on_screen(opened, tmp_path):
    url = plant(hand.made(tmp_path / "store.db"), PARTS, nowhere=9)
    opened(url)  # for its settings
    engine = store_engine(url)
    with snapshot(engine) as connection:
        history, totals = (read(connection, q) for q in (areas.history(C1), areas.totals(C1)))
    engine.dispose()
    taken = area_tables.frame(areas.buildings(tellings.published(history, totals, 5), ON), "楼栋")
    lines = (
        csv_file.csv(taken, {"覆盖率（至少）": "rate", "覆盖率（至多）": "rate"})
        .decode("utf-8-sig")
        .splitlines()
    )
    assert lines[0] == "小区,楼栋,代码,截至,已绑定户,底数,覆盖率（至少）,覆盖率（至多）,未绑定户"
    assert lines[1] == "N1村,1号楼,N1-1,2017-07-16,<5,20,,,16–19"
    assert lines[2] == "N1村,2号楼,N1-2,2017-07-16,5–9,40,12.5%,22.5%,31–35"


def test_the_busiest_boards_are_the_first_three_of_the_table(page_of):
    shown = page.plain(page.sent(page_of("committee", committee=C1)))
    named = page.first(r"较热闹的栏目 (\S+ \d+(?:、\S+ \d+)*) \d+ 个栏目", shown)[1].split("、")
    lines = page.first(r"评论与回复 (.*)", shown)[1]
    rows = re.findall(r"(\S+ \d+) [\d,]+ [\d,]+ (?=\S)", lines)
    assert named == rows[:3]


def _add(url: str, table: str, *rows: dict) -> None:
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for row in rows:
            planted_project.add(connection, table, **row)
    engine.dispose()


def _number(said: str) -> float:
    return float(said.strip().replace("−", "-").replace(",", ""))


def _write(url: str, statement) -> None:
    engine = store_engine(url)
    with only_writer(engine) as connection:
        connection.execute(statement)
    engine.dispose()


def test_hours_at_the_doors_are_chosen_by_the_address(opened, tmp_path):
    """Of 20 visited that were not bound a half did: 0.3274 to 0.6726 of the doors."""
    url = plant(hand.made(tmp_path / "store.db"), PARTS)
    row = {"committee_code": C1, "day": date(2017, 7, 10), "unbound": 20, "bound": 10}
    engine = store_engine(url)
    with only_writer(engine) as connection:
        later = row | {"day": date(2017, 7, 11), "unbound": 99}  # its 7 days end on the 17th
        connection.execute(insert(store.doorstep_day), [row, later])
    engine.dispose()
    shown = opened(url, committee=C1)
    assert "2 小时约敲 20 户门，表中前 1 处就够走。 预计绑定 6.5–13.5 户：" in shown
    assert "走访过的 20 户未绑定户中，10 户在 7 天内绑定。" in shown
    assert "8 小时约敲 80 户门，表中前 1 处就够走。" in opened(url, committee=C1, hours="8")
    assert "1 小时约敲 30 户门" in opened(url, more="doors_per_hour = 30", committee=C1, hours="1")
    assert "小时数“3”无法识别，已按 2 小时显示" in opened(url, committee=C1, hours="3")
    few = opened(url, committee=C1, on="2017-07-15")
    assert "看不出：走访满 7 天的未绑定户只有 0 户，不足 20 户。" in few
