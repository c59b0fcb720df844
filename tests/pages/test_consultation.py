"""The consultation page inside its frame: the demonstration's works, choices by address, past days, what is taken away."""

import re
from collections import Counter
from datetime import date
from html import unescape

import pytest

from components.consultation import stage_flow, stuck_works, work_table
from components.parts import csv_file
from data_access.database import read, snapshot, store_engine
from data_access.works import board, consultation, flow
from data_access.works.stages import ORDER
from tests import page
from tests.works.test_board import Rows, board_of

ON = date(2017, 7, 16)
CARD = re.compile(r'<li class="board-card"[^>]*data-project="([^"]+)"')
COLUMN = re.compile(r'<section class="board-column" data-stage="(\w+)">(.*?)</section>')


@pytest.fixture
def opened(page_of):
    return lambda **parameters: page.sent(page_of("consultation", **parameters))


@pytest.mark.parametrize("on", ["2017-05-10", "2017-06-20", "2017-07-16"])
def test_every_work_has_one_card_in_the_column_of_its_stage(opened, demo_file, on):
    rows = Rows(demo_file)
    day = date.fromisoformat(on)
    expected = Counter(stage for row in rows.project if (stage := rows.stage(row["id"], day)))
    body = opened(on=on)
    columns = dict(COLUMN.findall(body))
    assert list(columns) == list(ORDER)
    assert {
        stage: len(CARD.findall(cards)) for stage, cards in columns.items() if CARD.findall(cards)
    } == expected
    for stage, cards in columns.items():
        assert page.first(r"<b>(\d+)</b>", cards)[1] == str(expected[stage])
    assert len(set(CARD.findall(body))) == sum(expected.values())


def test_qinans_works_read_as_the_report_tells_them(opened):
    said = page.plain(opened(committee="310113101003"))
    assert "所选工程 6 项， 6 项已竣工；没有未按计划或停滞的工程" in said.replace("6 项，6", "6 项， 6")
    assert "收到意见 212 条" in said
    for title in ("祁南一村1–16号无障碍坡道", "祁南一村1–16号增设停车位", "祁南一村违法搭建拆除"):
        assert title in said


def test_board_and_table_hold_the_same_works(opened):
    cards = set(re.findall(r'href="([^"]+)" class="board-title"', opened()))
    table = opened(view="table")
    assert "board-card" not in table
    links = set(re.findall(r'<th scope="row" class="heading"[^>]*><a data-inner href="([^"]+)"', table))
    assert links == cards
    assert len(cards) == 93


def test_choices_of_the_address_hold_together(opened):
    body = opened(kind="ramp", stage="consulting", light="red")
    assert re.findall(r"<option value=\"(\w+)\" selected>", body) == ["ramp", "consulting", "red"]
    said = page.plain(body)
    assert "所选工程 1 项" in said
    assert "保翔苑东区9–11号增设无障碍坡道" in said


@pytest.mark.parametrize(
    "choice", [{"kind": "rocket"}, {"stage": "<b>"}, {"view": "cake"}, {"light": "x" * 300}]
)
def test_a_choice_that_is_none_shows_everything_and_says_so(opened, choice):
    body = opened(**choice)
    assert len(CARD.findall(body)) == 93
    assert body.count('class="notice"') == 1
    assert "无法识别，已显示全部" in body
    assert "<b>”" not in body


def test_no_match_and_no_works_are_sentences(opened):
    assert "没有符合条件的工程" in opened(kind="ramp", stage="proposed", light="red")
    assert "There are no works on record on this day" in opened(on="2017-05-01", lang="en")


def test_the_figures_are_those_of_the_rows(opened, demo_file):
    said, rows = page.plain(opened()), Rows(demo_file)
    decided = [
        r for r in rows.opinion if r["verdict"] in ("adopted", "partly", "declined") and r["answered_at"]
    ]
    adopted = [r for r in decided if r["verdict"] != "declined"]
    assert f"收到 {len(rows.opinion):,} 条，已答复 {len(decided):,} 条" in said
    assert f"采纳或部分采纳 {len(adopted):,} / {len(decided):,} 条" in said
    assert f"{len(rows.opinion) - len(decided):,} 条待答复" in said
    assert "4 条不采纳没写理由" in said


def test_the_stuck_say_whose_move_it_is(opened, demo_store):
    works = board_of(f"sqlite:///{demo_store}", ON)
    body = opened()
    stuck = page.first(r'<table class="list stuck">.*', body)[0]
    assert set(re.findall(r'<tr data-project="([^"]+)"', stuck)) == set(works[works["stuck"]]["project"])
    assert "社区办 审核立项 宝欣苑三期东区健身点更新" in page.plain(stuck)


def test_no_card_says_that_a_work_is_in_time_and_stuck(opened):
    cards = [page.plain(card) for card in re.findall(r'<li class="board-card".*?</li>', opened())]
    assert len(cards) == 93
    assert sum("按期·停滞" in card for card in cards) == 8
    assert sum(card.count("停滞") for card in cards) == 16
    assert not [card for card in cards if "正常" in card and "停滞" in card]


def test_odd_dates_are_marked_on_the_board(opened):
    said = page.plain(opened())
    assert "数据待核：阶段日期在未来" in said
    assert "数据待核：阶段先后颠倒" in said


def test_what_is_taken_away_is_what_is_shown(demo_store):
    engine = store_engine(f"sqlite:///{demo_store}")
    with snapshot(engine) as connection:
        spans = flow.spans(read(connection, consultation.projects(ON)))
    engine.dispose()
    works = board.chosen(board_of(f"sqlite:///{demo_store}", ON), kind="ramp", stage="consulting")
    lines = csv_file.csv(work_table.frame(works), work_table.kinds()).decode("utf-8-sig").splitlines()
    first = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert len(lines) == 1 + len(works) == 4
    assert (first["工程"], first["阶段"], first["停留天数"], first["超期天数"]) == (
        "保翔苑东区9–11号增设无障碍坡道", "征询意见", "15", "10",
    )  # fmt: skip
    assert (first["责任方"], first["收到意见"], first["已答复"], first["采纳率"]) == (
        "居委会",
        "9",
        "6",
        "66.7%",
    )
    stuck = stuck_works.frame(works[works["stuck"]])
    assert list(stuck["待办事项"]) == ["逐条答复意见，定下方案"] * 2
    weeks = stage_flow.frame(flow.weekly(spans, ON), flow.stays(spans))
    assert len(weeks) == len(ORDER) * flow.WEEKS
    assert not weeks.isna().all().any()


def test_the_overview_and_the_portrait_lead_to_the_works(page_of):
    said = unescape(page.sent(page_of("overview", committee="310113101002")))
    assert "/consultation?light=red" in said  # the figure is the town's, whichever committee stands in front
    assert "/project?project=p0000101" in said
    said = unescape(page.sent(page_of("committee", committee="310113101002")))
    assert "/consultation?committee=310113101002" in said
    assert "超期 10 天，待答复 2 条，2 条采纳未写入方案，停滞，待居委会处理" in said
