"""Every page of towns that keep little says what is known of them, and of the rest that it is not kept: no 0, no all, no none."""

import re

import pytest

from tests import bare, page

PAGES = (
    *("overview", "registration", "committee", "consultation", "works"),
    *("topics", "cases", "campaigns"),
)
KEPT = {
    "persons": {"households": False, "bases": False},
    "no households": {"households": False, "bases": True},
    "no bases": {"households": True, "bases": False},
}
TARGET = '[[targets]]\ncoverage = 0.3\ndue = "2017-08-31"\n'
# What nobody can know of a town without a row of works, opinions, events or departments.
GUESSED = (
    "没有未按计划", "没有卡住", "全部已答复", "0 项", "0 条", "0 场", "人数少", "还没有设定目标", "None is late",
    "none behind plan", "all answered", " 0 works", " 0 opinions", " 0 events", "No target is set",
    "没有人发帖", "没有明显上升", "没有等答复", "没有收到诉求", "没有在办", "未答复诉求帖", "还没有专项活动。",
    "Nobody posted", "no topic rises", "none waits", "no case is open", "has been held",
)  # fmt: skip
# What nobody can know of households that are not kept.
HOUSEHOLDS = (
    "3 天零新增", "没有净增", "0 户", "净增户 0", "有净增", "重点走访楼栋", "底数缺失", "基数缺失", "stalled",
    "nothing new", "0 households", "households bound", "to visit first",
)  # fmt: skip


@pytest.fixture(scope="module")
def towns(tmp_path_factory) -> dict[str, str]:
    """The stores' addresses by what the town keeps."""
    return {name: bare.town(tmp_path_factory.mktemp("bare"), **kept) for name, kept in KEPT.items()}


@pytest.fixture
def opened(page_of, towns):
    def run(name: str, key: str, lang: str = "zh", settings: str = TARGET, **more: str) -> str:
        chosen = {"committee": bare.CODES[0]} if key == "committee" else {}
        markup = page.sent(page_of(key, towns[name], settings, lang=lang, **chosen, **more))
        return page.plain(re.sub(r'<details class="definition".*?</details>', "", markup))

    return run


@pytest.mark.parametrize(("name", "lang"), [*((name, "zh") for name in KEPT), ("persons", "en")])
def test_no_page_tells_what_nobody_can_know(opened, name, lang):
    for key in PAGES:
        said = opened(name, key, lang)
        untrue = [words for words in GUESSED if re.search(rf"(?<!\d){re.escape(words)}", said)]
        if not KEPT[name]["households"]:
            untrue += [words for words in HOUSEHOLDS if words in said]
        assert untrue == [], (key, said)


def test_what_is_known_is_said(opened):
    assert "全镇已有 40 人注册。" in opened("no households", "registration")
    assert "注册数据没有户号，不统计户数和覆盖率" in opened("no households", "registration")
    assert "第1居委会 注册居民 10 人；没有户号，未参加排名。" in opened("no households", "committee")
    said = opened("no bases", "registration")
    assert "全镇已有 40 人注册。" in said
    assert "各居委会都没有底数，算不出覆盖率" in said
    assert "第1居委会 已绑定 10 户，底数缺失；" in opened("no bases", "committee")


def test_a_wall_where_nobody_has_met_says_so_and_leaves_no_holes(opened):
    said = opened("persons", "meeting", look="wall")
    assert "还没有召集会议。 议定事项的落实 会议议定的事项和落实情况会列在这里。" in said
    overview = opened("persons", "overview", look="wall")
    assert not [words for words in ("议定事项", "督办单", "每日通报") if words in overview]


def test_in_the_first_days_nothing_is_compared_or_foretold(page_of, tmp_path):
    """On the seventh day 14 households are bound: too few days for a date, and no day a week before to compare with."""
    url = bare.town(tmp_path, households=True, bases=True)
    said = page.plain(page.sent(page_of("registration", url, TARGET, on="2017-07-03")))
    assert "全镇户覆盖率 3.5%；第1、第2领先；" in said
    assert "数据不足 10 天，不作估计" in said
    for untrue in ("近 14 天没有增长", "较一周前提高"):
        assert untrue not in said
    said = page.plain(page.sent(page_of("overview", url, TARGET, on="2017-06-28")))
    assert "个连续 3 天零新增" not in said
    assert "有净增户" not in said
