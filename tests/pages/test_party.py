"""The party page inside its frame, on the demonstration town: the source's facts, its three views, what it keeps to itself."""

import re
import sqlite3

import pytest

from tests import hand, page
from tests.hand import CODES
from tests.party import planted_party

GIVEN: planted_party.Town = {
    "members": {"C1": 30, "C2": 20, "C3": 15, "C4": 16},
    "branches": {"z1": 6, "z2": 20, "z3": 20, "z4": 16},
    "departments": {"d1": 30, "d2": 20, "d3": 30, "d4": 12},
    "visited": {
        ("C1", "独居老人"): 12, ("C2", "独居老人"): 14, ("C3", "独居老人"): 15, ("C4", "独居老人"): 16,
        ("C1", "困难家庭"): 18, ("C2", "困难家庭"): 22, ("C3", "困难家庭"): 13, ("C4", "困难家庭"): 16,
    },
}  # fmt: skip
LUONAN, NEW_ESTATE = "310113101005", "310113101039"


@pytest.fixture
def opened(page_of):
    def run(rankings: str = "full", url: str | None = None, **parameters: str) -> str:
        return page.plain(page.sent(page_of("party", url, f'rankings = "{rankings}"', **parameters)))

    return run


def test_the_town_shows_the_facts_of_the_source(opened):
    shown = opened()
    assert "罗南互动、正能量、获赞均居首位" in shown
    assert re.search(r"注册党员 .*?1,797 占注册居民 14.3%", shown)
    assert re.search(r"职能部门党员 .*?396 ", shown)
    assert "6月2日“亮身份”主题活动" in shown
    assert "5月20日全镇九大功能板块培训（第三批）" in shown


def test_the_three_boards_begin_with_luonan_by_their_bases_and_raw(opened):
    shown = opened()
    # of 92 members with identity shown, of 640 registered residents
    for figures in ("罗南 9.2 847", "罗南 42.2 27（6）", "罗南 401.6 257"):
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
    assert "无活动" in shown


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
    assert "没有党员记录。" in shown
    for said in (
        "没有登记党支部",
        "没有登记职能部门",
        "没有走访任务的记录。",
        "这段时间没有党员行动的记录。",
    ):
        assert said in shown
    assert not re.search("所有支部|[ （]0 (?:人|%|个)|0.0%", shown)


@pytest.mark.parametrize(
    ("lang", "emptied", "said", "unsaid"),
    [
        ("zh", ("party_branch", "branch_day"), "没有登记党支部", "各支部近|无活动支部 0"),
        (
            "en",
            ("party_branch", "branch_day"),
            "No party branch is on record",
            "All branches|Silent branches 0",
        ),
        ("zh", ("department",), "没有登记职能部门", "职能部门党员 0|d1"),
        ("en", ("department",), "No department is on record", "Department members 0|d1"),
        ("zh", ("visit_target", "visit_step"), "没有走访任务的记录", "必访完成 0"),
        ("zh", ("act_day", "act_hour"), "这段时间没有党员行动的记录", "行动 0 次"),
    ],
)
def test_of_what_the_town_keeps_no_record_it_says_that(opened, tmp_path, lang, emptied, said, unsaid):
    url = planted_party.made(tmp_path / "store.db", **GIVEN)
    with sqlite3.connect(tmp_path / "store.db") as store:
        for table in emptied:
            store.execute(f"delete from {table}")
    store.close()
    shown = opened(url=url, lang=lang)
    assert said in shown
    assert not re.search(unsaid, shown)


def test_without_any_act_on_record_nobody_is_silent_and_nobody_took_part(opened, tmp_path):
    url = planted_party.made(tmp_path / "store.db", **GIVEN)
    with sqlite3.connect(tmp_path / "store.db") as store:
        store.execute("update party_day set active_30 = 0, acts = 0, interaction_30 = 0")
        store.execute("update branch_day set last_act = null")
    store.close()
    shown = opened(url=url)
    assert "没有党员行动的记录" in shown
    assert not re.search(r"0\.0% 参与|连续 14 天无活动；|各支部近", shown)
    assert "60 天以上" not in opened(url=url, branch="z2")


def test_few_without_a_branch_are_only_called_a_few_and_many_are_counted(opened, tmp_path):
    url = planted_party.made(tmp_path / "store.db", **GIVEN)
    with sqlite3.connect(tmp_path / "store.db") as store:
        less = "update party_day set with_branch = identity_shown - ? where area_code = ?"
        store.executemany(less, [(3, CODES["C1"]), (6, CODES["C2"]), (9, "town")])
    store.close()
    few, many = (opened(url=url, committee=CODES[name]) for name in ("C1", "C2"))
    assert "另有少数未定支部" in few
    assert "亮身份 26–29 人" in few
    assert "另有 6 人未定支部" not in many  # with the town's 9 it would tell the 3
    assert "未定支部的党员不单独显示" in many


def test_a_target_of_nothing_counts_nowhere_and_is_said(opened, tmp_path):
    url = planted_party.made(tmp_path / "store.db", **GIVEN)
    with sqlite3.connect(tmp_path / "store.db") as store:
        store.execute("update visit_target set households = 0 where committee_code = ?", [CODES["C3"]])
    store.close()
    town, own = opened(url=url), opened(url=url, committee=CODES["C3"])
    assert "2 项没有应访户数，未计入" in town
    assert "已访 98 户，应访 210 户" in town  # of three committees, 30 and 40 each
    assert "没有应访户数，未计入。" in own
    assert "独居老人" in own
    assert "没有走访任务的记录。" in own


def test_in_english_and_on_the_first_day(opened):
    shown = opened(lang="en")
    assert "罗南 is first in interaction, positive posts and praise" in shown
    assert "No party member is on record" in opened(lang="en", on="2017-05-01")


def test_what_is_late_is_red_and_what_is_slow_is_amber(page_of):
    sent = page.sent(page_of("party", on="2017-07-16"))
    lights = set(re.findall(r'class="status" data-light="(\w+)">([^<]+)<', sent))
    assert lights == {("green", "按期"), ("amber", "偏慢"), ("red", "逾期")}
