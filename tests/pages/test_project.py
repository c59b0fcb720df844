"""The project page inside its frame: the hand's numbers, Qinan's story, past days, odd rows in words, files, the notice."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from html import unescape

import pandas as pd
import pytest

from components.parts import csv_file, downloads
from data_access import workbook
from tests import hand, page
from tests.works.planted_project import AREA, STAGES, P, clauses, opinion, plant

QINAN = "310113101003"


class Opened:
    """Opens the page; `raw` is what it sent, `taken` the frames that its files would hold, by their key."""

    def __init__(self, page_of, configured: str):
        self._page_of, self._configured = page_of, configured
        self.raw = ""
        self.taken: dict[str, pd.DataFrame] = {}

    def __call__(self, url: str, **parameters: str) -> str:
        self.taken = {}
        self.raw = page.sent(self._page_of("project", url, self._configured, **parameters))
        return page.plain(self.raw)

    def offer(self, key: str, title: str, frame: Callable[[], pd.DataFrame], *_, **__) -> None:
        self.taken[key] = frame()


@pytest.fixture
def opened(page_of, photos, monkeypatch):
    page_of_project = Opened(page_of, photos + 'hosts = ["pictures.example"]')
    monkeypatch.setattr(downloads, "offer", page_of_project.offer)
    return page_of_project


@pytest.fixture
def planted(opened, tmp_path):
    """Opens the page of the planted project, with more rows."""

    def run(rule: str = "civil_code_278_ordinary", area=AREA, asked: dict | None = None, **more) -> str:
        url = hand.made(tmp_path / f"store-{len(list(tmp_path.iterdir()))}.db")
        plant(url, rule, area, **more)
        return opened(url, **({"project": P} | (asked or {})))

    return run


def rows(raw: str) -> list[int]:
    """The numbers of the ledger's rows, as they stand."""
    table = page.first(r'<table class="data" id="ledger".*?</table>', raw)[0]
    return [int(number) for number in re.findall(r'<td class="num"[^>]*>(\d+)</td>', table)]


def test_the_ledger_opens_on_what_waits_and_shows_the_part_that_is_asked_for(planted, opened):
    planted()
    assert rows(opened.raw) == [12, *range(1, 12)]
    for part, numbers in (
        ("waiting", [12]),
        ("partly", [6, 7]),
        ("unwritten", [4, 5, 7]),
        ("without_reason", [11]),
    ):
        planted(asked={"outcome": part, "q": "意见"})
        assert rows(opened.raw) == numbers == list(opened.taken["project_ledger"]["序号"])
        assert f"共 {len(numbers)} 个" in page.plain(opened.raw)
        assert "全部 12 待答复 1" in page.plain(opened.raw)
        assert f"/project?project={P}&q=" in unescape(
            opened.raw
        )  # the way to all of them, with what is searched for
    planted(asked={"outcome": "unwritten"})
    assert set(opened.taken["project_ledger"]["标记"]) == {"已采纳，尚未写入方案"}
    shown = planted(asked={"outcome": "nonsense"})
    assert "地址中的筛选“nonsense”无法识别，已显示全部" in shown
    assert len(rows(opened.raw)) == 12


def test_the_figures_lead_to_the_opinions_that_they_count(planted, opened):
    planted(asked={"plans": "1-2"})
    for part, words in (
        ("waiting", "待答复 1 条"),
        ("unwritten", "3 条已采纳，尚未写入方案"),
        ("without_reason", "1 条不采纳缺理由"),
    ):
        assert f'/project?project={P}&plans=1-2&outcome={part}#project_ledger">{words}</a>' in unescape(
            opened.raw
        )


def test_the_page_shows_what_the_hand_counts(planted, opened):
    shown = planted()
    assert "收到 12 条意见，已答复 11 条，采纳和部分采纳 7 条；方案调整 1 次，改动 3 条条款" in shown
    assert "表决参与率 80.0%，同意率 93.8%，未通过：参加面积未达到三分之二" in shown
    assert "全部 12 待答复 1 采纳 5 部分采纳 2 不采纳 4 已采纳，尚未写入方案 3 缺理由 1" in shown
    assert "6,000 平方米参加，有表决权的共 10,000 平方米" in shown
    assert "尚无意见的楼栋（1） 3号楼" in shown
    assert re.search(r"参与率 .{0,200}80\.0% 96 / 120", shown)
    assert re.search(r"满意率 .{0,200}75\.0% 8 个评价", shown)  # 6 of 8
    assert "/topics?topic=elderly" in opened.raw  # what is said about ramps
    ledger = opened.taken["project_ledger"]
    assert len(ledger) == 12
    assert dict(ledger["采纳情况"].value_counts()) == {"采纳": 5, "部分采纳": 2, "不采纳": 4, "待答复": 1}
    assert list(ledger["标记"]).count("缺理由") == 1
    vote = opened.taken["project_vote"]
    assert list(vote["占比"][:4]) == ["80.0%", "60.0%", "93.8%", "95.0%"]
    assert vote["是否达到"].iloc[-1] == "未通过：参加面积未达到三分之二"
    plan = opened.taken["project_plans"].set_index("条款代号")
    assert plan.loc["slope", "引起改动的意见序号"] == "1、2、6"
    assert plan.loc["paving", "引起改动的意见序号"] == "无意见来源"
    assert plan.loc["hours", "变化"] == "未变"
    for key, frame in opened.taken.items():
        assert workbook.xlsx(key, frame, [])
    assert "缺理由" in csv_file.csv(ledger).decode("utf-8-sig")


def test_the_same_vote_passes_where_a_majority_is_enough(planted):
    assert "表决参与率 80.0%，同意率 93.8%，通过。" in planted(rule="simple")
    assert "无法判定：规则要求面积，但面积缺失" in planted(area=None)


def test_while_votes_come_in_the_page_says_how_many_more_are_needed(opened, tmp_path):
    area = "面积：还要 667 平方米参加，同意与否都够（未参加 4,000 平方米）"  # of 6,666.7 that are two thirds
    for rule, words in (
        ("civil_code_278_ordinary", f"户数：已够 {area} 计划2017年7月18日确定方案，还有 2 天。"),
        ("simple", "按目前票数，已达到规则要求。"),
    ):
        plant(url := hand.made(tmp_path / f"{rule}.db"), rule)
        _change(url, "project_stage", "stage in ('started', 'completed')", entered_on=None)
        _change(url, "project_stage", "stage = 'consulting'", entered_on=date(2017, 7, 1))
        _change(url, "project_stage", "stage = 'confirmed'", entered_on=None, planned_on=date(2017, 7, 18))
        assert words in opened(url, project=P)
    plant(url := hand.made(tmp_path / "confirmed.db"))
    assert area not in opened(url, project=P)


def test_a_change_is_told_with_its_opinions_or_that_there_are_none(planted, opened):
    shown = planted()
    assert "由 3 条意见引起" in shown
    assert re.search(r"第 3 条 改动 .{0,60} 无意见来源", shown)
    assert "改动 3 条，未变 1 条" in shown
    assert "<del>" in unescape(opened.raw)
    assert "<ins>" in unescape(opened.raw)


@pytest.mark.parametrize(
    ("on", "there", "not_there"),
    [
        ("2017-07-10", ["7月1日"], ["完工后 2017年7月11日", "8 个评价"]),
        ("2017-06-27", ["第 2 版", "表决参与率"], ["施工中 2017年7月2日", "完工后"]),
    ],
)
def test_a_past_day_knows_nothing_later(on, there, not_there, planted):
    shown = planted(asked={"on": on})
    assert [words for words in there if words not in shown] == []
    assert [words for words in not_there if words in shown] == []


def test_before_the_plan_the_vote_and_the_answers_there_are_none(opened, demo_store):
    code, shown = _qinan(demo_store, "ramp"), None
    shown = opened(f"sqlite:///{demo_store}", project=code, on="2017-06-01")
    assert "还没有收到意见；还没有公布方案；还没有表决" in shown
    assert "施工前 2017年5月25日" in shown
    shown = opened(f"sqlite:///{demo_store}", project=code, on="2017-05-10")
    assert "到2017年5月10日，这项工程还没有提出。" in shown
    shown = opened(f"sqlite:///{demo_store}", project=code, on="2017-06-19")
    assert "表决参与率" in shown
    assert "方案未作调整" in shown  # version 2 is published the day after
    assert "列入第 2 版，尚未公布" in shown


def test_no_project_or_an_unknown_one_leads_to_a_choice(opened, demo_store):
    url = f"sqlite:///{demo_store}"
    assert "选择工程" in opened(url)
    shown = opened(url, project="nothing")
    assert "没有编号为“nothing”的工程" in shown
    assert "选择工程" in shown
    assert "祁南一村1–16号无障碍坡道" in shown


def test_qinan_reads_as_the_source_tells_it(opened, demo_store):
    url, told = f"sqlite:///{demo_store}", []
    for kind in ("ramp", "parking", "tree", "wall", "demolition"):
        told.append(shown := opened(url, project=_qinan(demo_store, kind)))
        assert "祁南" in shown
        assert "十小工程" in shown
        (days,) = re.findall(r"开工到竣工 (\d+) 天", shown)
        assert int(days) <= 12
        (changed,) = re.findall(r"方案调整 1 次，改动 (\d+) 条条款", shown)
        assert int(changed) >= 1
        assert re.search(r"由 \d+ 条意见引起", shown)
        for phase in ("施工前", "施工中", "完工后"):
            assert f"{phase} " in shown
    ramp, parking, tree, wall, demolition = told
    assert "祁南一村1–16号无障碍坡道" in ramp
    assert "坡道坡度 删去： 1:8" in ramp
    assert "祁南一村1–16号增设停车位" in parking
    assert "新增停车位" in parking
    assert "枯死" in tree
    assert "破损围墙修复封闭" in wall
    assert "违法搭建拆除" in demolition
    bays = opened(url, project=_qinan(demo_store, "parking", "%划线%"))
    assert "停车泊位划线" in bays
    assert "开工到竣工 8 天" in bays


def _qinan(store, kind: str, title: str = "%") -> str:
    with sqlite3.connect(store) as connection:
        ((code,),) = connection.execute(
            "select id from project where committee_code = ? and kind = ? and title like ? order by id limit 1",
            (QINAN, kind, title),
        ).fetchall()
    connection.close()
    return code


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        (
            {"verdict": "perhaps", "answered_at": datetime(2017, 6, 12)},
            "结论“perhaps”不在约定之内，按待答复计",
        ),
        ({"verdict": "adopted"}, "结论“采纳”没有答复时间，按待答复计"),
        ({"verdict": "adopted", "answered_at": datetime(2017, 5, 1)}, "答复早于意见"),
        (
            {"verdict": "adopted", "answered_at": datetime(2017, 6, 12), "plan_version": 9},
            "所指的方案版本不存在",
        ),
        (
            {
                "verdict": "adopted",
                "answered_at": datetime(2017, 6, 12),
                "plan_version": 2,
                "clause_key": "roof",
            },
            "所指的条款不存在",
        ),
        ({"received_at": datetime(1900, 1, 1)}, "意见20"),
    ],
)
def test_an_odd_opinion_is_shown_with_a_mark_in_words(odd, words, planted, opened):
    assert words in planted(opinion=[opinion(20, **odd)])
    assert len(opened.taken["project_ledger"]) == 13


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"version": 4, "published_at": datetime(2017, 6, 25)}, ["第 4 版 缺少上一版"]),
        ({"version": 3, "published_at": datetime(2017, 6, 1)}, ["第 3 版 公布时间早于上一版"]),
        ({"version": 2, "published_at": datetime(2017, 6, 25)}, ["第 2 版 版本号重复"]),
        (
            {"version": 3, "clauses": '[{"key": "slo'},
            ["第 3 版 条款无法识别", "不能逐条对比", '[{"key": "slo'],
        ),
    ],
)
def test_an_odd_version_is_shown_with_a_mark_in_words(rows, words, planted):
    row = {
        "id": "odd",
        "published_at": datetime(2017, 6, 25),
        "summary": "",
        "clauses": clauses({"slope": "坡"}),
    }
    shown = planted(plan_revision=[row | rows])
    assert [said for said in words if said not in shown] == []


@pytest.mark.parametrize(
    ("vote", "words"),
    [
        ({"voted": 127}, "参加户数超过有表决权户数，待核"),
        ({"in_favour": 97}, "同意户数超过参加户数，待核"),
        ({"in_favour": 97}, "（票数待核）。"),
        ({"rule": "show_of_hands"}, "规则不在约定之内"),
    ],
)
def test_an_odd_vote_is_shown_with_a_mark_in_words(vote, words, opened, tmp_path):
    url = hand.made(tmp_path / "store.db")
    plant(url)
    _change(url, "project_vote", **vote)
    assert words in opened(url, project=P)


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ({"consulting": None}, "征询意见 没有进入日期"),
        ({"started": date(2017, 5, 30)}, "阶段先后颠倒"),
        ({"consulting": date(2017, 6, 5), "design_published": date(2017, 6, 6)}, "阶段先后颠倒"),
        ({"evaluated": date(2017, 9, 1)}, "阶段日期在未来"),
        ({"cancelled": date(2017, 6, 25)}, "取消后仍有进展"),
        ({"blessed": date(2017, 7, 12)}, "取值不在约定之内"),
        (dict.fromkeys(STAGES), "还没有阶段记录"),
    ],
)
def test_odd_stages_are_shown_with_a_mark_in_words(stages, words, opened, tmp_path):
    url = hand.made(tmp_path / "store.db")
    added = [{"stage": name, "entered_on": day} for name, day in stages.items() if name not in STAGES]
    plant(url, project_stage=added)
    for name, day in stages.items():
        if name in STAGES:
            _change(url, "project_stage", f"stage = '{name}'", entered_on=day)
    assert words in opened(url, project=P)


def test_opinions_without_their_project_are_shown(planted):
    shown = planted(opinion=[opinion(20, project_id="P9")], asked={"project": "P9"})
    assert "收到 1 条意见" in shown
    assert "意见20" in shown


def test_pictures_from_elsewhere_are_not_shown(planted, opened):
    addresses = (
        "https://pictures.example/a.png", "https://evil.example/b.png", "http://pictures.example/c.png", "//evil.example/d.png",
        "javascript:alert(1)", "../../../etc/passwd", "data:image/png;base64,xx", "nothing.png", "[::1",
    )  # fmt: skip
    rows = [
        {"id": f"x{n}", "phase": "after", "taken_on": date(2017, 7, 12), "url": url}
        for n, url in enumerate(addresses)
    ]
    shown = planted(project_photo=rows)
    sources = re.findall(r'<img src="([^"]*)" alt="完工后', opened.raw)
    assert "https://pictures.example/a.png" in sources
    assert [s for s in sources if not s.startswith(("/attachments/ramp", "https://pictures.example/a"))] == []
    assert shown.count("图片不在许可的网站上，未显示") == 5
    assert shown.count("找不到图片文件") == 3


def test_few_ratings_tell_no_share(planted, opened, tmp_path):
    url = hand.made(tmp_path / "store.db")
    plant(url)
    _change(url, "project_rating", "score >= 4 and id > 'P1-r1'", score=9)
    shown = opened(url, project=P)
    assert "评价不足 5 个" in shown
    assert not re.search(r"满意率 .{0,200}%", shown.split("阶段与工期")[0].split("满意率")[-1])


def test_markup_in_opinions_is_text(planted, opened):
    body = "<script>alert(1)</script> <b>粗</b> $x^2$ **重** [链接](javascript:alert(1)) &lt;i&gt;"
    planted(
        opinion=[opinion(20, body=body, reason=body, verdict="adopted", answered_at=datetime(2017, 6, 12))]
    )
    assert "<script>alert" not in opened.raw
    assert "<b>粗" not in opened.raw
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in opened.raw
    assert body in list(opened.taken["project_ledger"]["意见"])


def test_a_pair_of_versions_is_chosen_by_the_address(planted):
    third = {
        "id": "v3", "version": 3, "published_at": datetime(2017, 6, 25), "summary": "",
        "clauses": clauses({"slope": "坡度1:14", "roof": "加雨棚"}),
    }  # fmt: skip
    last = planted(plan_revision=[third])
    assert "新增 1 条，删除 3 条" in last
    first = planted(plan_revision=[third], asked={"plans": "1-2"})
    assert "改动 3 条，未变 1 条" in first
    assert "改动 3 条，未变 1 条" not in planted(plan_revision=[third], asked={"plans": "x"})


def test_the_notice_says_what_the_ledger_says(planted):
    shown = planted(asked={"notice": "1"})
    assert "意见采纳情况公示" in shown
    assert "设计方案于2017年6月5日公示，2017年6月6日至2017年6月20日征询居民意见。" in shown
    assert "共收到居民意见 12 条，其中采纳 5 条，部分采纳 2 条，不采纳 4 条，待答复 1 条。" in shown
    assert "方案调整 1 次，改动条款 3 条" in shown
    assert "序号 意见内容 采纳情况 理由 对应条款" in shown
    assert "12 意见11 待答复 — —" in shown
    assert "11 意见10 不采纳 缺理由 —" in shown
    assert re.search(r"C1 2017年7月16日", shown)


def test_the_neighbours_are_the_works_of_its_kind(opened, demo_store):
    code = _qinan(demo_store, "ramp")
    opened(f"sqlite:///{demo_store}", project=code)
    others = opened.taken["project_neighbours"]
    with sqlite3.connect(demo_store) as connection:
        ((count,),) = connection.execute("select count(*) from project where kind = 'ramp'").fetchall()
    connection.close()
    assert len(others) == count
    assert others.iloc[0]["工程"] == "祁南一村1–16号无障碍坡道"
    assert list(others.iloc[0][["到竣工", "合计"]]) == [10, 54]
    assert pd.api.types.is_numeric_dtype(others["合计"])


def _change(url: str, table: str, where: str = "1 = 1", **values) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        for name, value in values.items():
            given = value.isoformat() if isinstance(value, date) else value
            connection.execute(f"update {table} set {name} = ? where {where}", (given,))
    connection.close()


def test_a_building_that_is_unknown_is_named_by_its_code_and_a_picture_that_cannot_be_is_missing(
    planted, opened
):
    long = "n" * 300 + ".jpg"
    shown = planted(
        project_building=[{"building_code": "B99"}],
        project_photo=[
            {"id": f"odd{place}", "phase": "before", "url": url}
            for place, url in enumerate((long, "a\0.jpg", ""))
        ],
    )
    assert "尚无意见的楼栋（2） 3号楼 B99" in shown
    assert shown.count("找不到图片文件") == 3
    assert list(opened.taken["project_heard"]["楼栋"]) == ["1号楼", "2号楼", "3号楼", "B99"]
