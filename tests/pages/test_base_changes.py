"""Wherever a change of coverage is told, what was bound is told apart from what a changed base did."""

import re

import pytest

from components.parts import csv_file
from components.registration import ranking_file, ranking_table
from components.scope import Scope
from data_access import registration
from data_access.database import read, snapshot, store_engine
from data_access.registration import outreach, progress, targets
from data_access.settings import Settings
from tests import hand, page

# C1 binds 3 of 300, C2 loses 60 of its 300 of base and binds none, C3 binds 6 of 300: the town goes from 210 of 900
# (23.3 %) to 219 of 840 (26.1 %), 2.7 points, of which 9 of 900 are 1.0.
NOW, BEFORE = {"C1": 93, "C2": 90, "C3": 36}, {"C1": 90, "C2": 90, "C3": 30}
BASES, BASES_BEFORE = {"C1": 300, "C2": 240, "C3": 300}, dict.fromkeys(NOW, 300)
SEEN = Scope(hand.ON, hand.ON)


@pytest.fixture
def cut(tmp_path) -> str:
    return hand.made(tmp_path / "store.db", NOW, BEFORE, BASES, BASES_BEFORE)


@pytest.fixture
def opened(page_of):
    return lambda key, url, **more: page.plain(page.sent(page_of(key, url, **more)))


@pytest.mark.parametrize("key", ["overview", "registration"])
def test_the_sentence_and_the_tile_name_what_the_bases_did(opened, cut, key):
    said = opened(key, cut)
    assert "全镇户覆盖率 26.1%，较一周前提高 2.7 个百分点，其中绑定 +1.0、底数调整 +1.7" in said
    assert "26.1% 较一周前 ▲ +2.7 个百分点 其中绑定 +1.0、底数调整 +1.7 219 / 840" in said
    assert "up 2.7 points on a week before, of which households bound +1.0, bases adjusted +1.7" in opened(
        key, cut, lang="en"
    )


def test_the_most_improved_are_those_who_bound_most(opened, cut):
    board = opened("registration", cut).split("进步前五")[1].split("居委会排名表")[0]
    assert re.findall(r"\d (C\d) [\d.]+% ▲ (\S+)", board) == [("C3", "+2.0"), ("C1", "+1.0")]


def test_the_ranking_sets_the_base_beside_what_was_bound(opened, cut):
    said = opened("registration", cut)
    assert re.search(r"C2 (零新增 )?90 240 37.5% 0.0 底数 \+7.5 0", said)
    assert "全镇 219 840 26.1% ▲ +1.0 底数 +1.7 +9" in said


def test_a_portrait_tells_the_two_parts(opened, cut):
    said = opened("committee", cut, committee=hand.CODES["C2"])
    assert "C2 户覆盖率 37.5%，较一周前提高 7.5 个百分点，其中绑定 0.0、底数调整 +7.5；" in said
    assert "自己绑定的户 0.0 0 底数变化 +7.5" in said


def test_the_committee_that_the_reader_chose_is_told_its_parts(opened, cut):
    said = opened("overview", cut, committee=hand.CODES["C2"])
    assert "较一周前 ▲ +7.5 个百分点 其中绑定 0.0、底数调整 +7.5" in said


def test_the_trend_names_what_the_bases_did_since_its_first_day(opened, cut):
    said = opened("registration", cut, chosen=hand.CODES["C2"])
    assert "全镇从2017年6月26日的 23.3% 到2017年7月16日的 26.1%，其中绑定 +1.0、底数调整 +1.7。" in said
    assert "C2从2017年6月26日的 30.0% 到2017年7月16日的 37.5%，其中绑定 0.0、底数调整 +7.5。" in said


def test_who_enters_the_count_is_named_a_change_of_scope(opened, tmp_path):
    """C1 binds 10 of 100; C2, 90 of 100 bound, is counted since: 20 % then, 120 of 200 now."""
    now, before = {"C1": 30, "C2": 90}, {"C1": 20, "C2": 90}
    url = hand.made(tmp_path / "s.db", now, before, {"C1": 100, "C2": 100}, {"C1": 100, "C2": None})
    said = opened("registration", url)
    assert "全镇户覆盖率 60.0%，较一周前提高 40.0 个百分点，其中绑定 +10.0、口径变化 +30.0" in said
    assert "全镇 120 200 60.0% ▲ +10.0 口径变化 +30.0 +10" in said


def test_what_is_taken_away_holds_the_whole_and_its_parts(town_settings, cut):
    town_settings("")
    lines = [line.split(",") for line in _csv(cut)]
    rows = {line[lines[0].index("居委会")]: dict(zip(lines[0], line, strict=True)) for line in lines[1:]}
    headings = "近 7 天（百分点）", "近 7 天绑定（百分点）", "其中底数调整（百分点）"
    assert [rows["C2"][heading] for heading in headings] == ["7.5", "0.0", "7.5"]
    assert [rows["全镇"][heading] for heading in headings] == ["2.7", "1.0", "1.7"]


def _csv(url: str) -> list[str]:
    engine = store_engine(url)
    with snapshot(engine) as connection:
        now = read(connection, registration.by_committee(hand.ON))
        earlier = read(connection, registration.on_days(progress.days(hand.ON)))
        flows = read(connection, outreach.household_flows(*progress.month(hand.ON)))
    engine.dispose()
    standings, sums = (
        progress.standings(now, earlier, hand.ON, Settings()),
        progress.sums(now, earlier, hand.ON),
    )
    waits = hand.idle(standings)
    rows = ranking_table.arranged(standings, targets.ways(standings, flows, hand.ON), waits)
    frame = ranking_file.frame(rows, ranking_file.sums(sums, standings, None, waits), SEEN)
    return csv_file.csv(frame, ranking_file.kinds(SEEN)).decode("utf-8-sig").splitlines()
