"""The registration page inside its frame, on four committees and on the demonstration town; what is taken away says the same."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from sqlalchemy import insert

from components.parts import csv_file
from components.registration import ranking_file, ranking_table
from components.scope import Scope
from data_access import recorded, registration, store, workbook
from data_access.clock import moment
from data_access.database import only_writer, read, snapshot, store_engine
from data_access.records.chain import COMMAND_LINE
from data_access.registration import outreach, progress, targets, targets_kept
from data_access.settings import Settings
from tests import hand, page


@pytest.fixture
def opened(page_of):
    def run(url: str, rankings: str = "full", **parameters: str) -> str:
        return _plain(page.sent(page_of("registration", url, f'rankings = "{rankings}"', **parameters)))

    return run


@pytest.fixture
def taken(town_settings):
    """What is downloaded of the ranking table: its rows as CSV and as XLSX, by heading."""

    def make(url: str, rankings: str = "full"):
        town_settings(f'rankings = "{rankings}"')
        frame = _frame(url)
        kinds = ranking_file.kinds(SEEN)
        lines = csv_file.csv(frame, kinds).decode("utf-8-sig").splitlines()
        return [line.split(",") for line in lines], _sheet(workbook.xlsx("表", frame, [], [], kinds, 1))

    return make


SEEN = Scope(hand.ON, hand.ON)


def test_the_page_shows_what_the_hand_counts(opened, tmp_path):
    shown = opened(hand.made(tmp_path / "store.db"))
    assert "全镇户覆盖率 67.0%，较一周前提高 1.8 个百分点；C2、C1领先" in shown
    assert "1,018 / 1,520" in shown
    assert _rows(shown) == [
        "1 = C2 400 500 80.0% 0.0 0 400 0 0",
        "2 = C1 600 1,000 60.0% ▲ +2.0 +20 600 0 0",
        "小样本 — C3 18 20 90.0% ▲ +40.0 +8 18 0 0",
        "基数缺失 — C4 35 — — — 0 35 0 0",
    ]
    assert "全镇 1,018 1,520 67.0% ▲ +1.8 +28" in shown
    assert "1 个居委会缺底数，全镇的已绑定户和底数都未计入它们。" in shown


def test_the_table_compares_with_the_day_that_the_address_says(opened, tmp_path):
    shown = opened(hand.made(tmp_path / "store.db"), compare="2017-07-15")
    assert "较2017年7月15日净增户" in shown
    assert _rows(shown)[:2] == ["1 = C2 400 500 80.0% 0.0 0 400 0 0", "2 = C1 600 1,000 60.0% 0.0 0 600 0 0"]


def test_what_is_taken_away_is_what_is_shown(taken, tmp_path):
    csv, xlsx = taken(hand.made(tmp_path / "store.db"))
    headings = csv[0]
    assert csv[1][:9] == [
        "1",
        "0",
        "C2",
        f"\t{hand.CODES['C2']}",
        "400",
        "500",
        "80.0%",
        "0.0",
        "0.0",
    ]  # and what of it was bound
    by_name = {line[headings.index("居委会")]: dict(zip(headings, line, strict=True)) for line in csv[1:]}
    assert by_name["C1"]["覆盖率"] == "60.0%"
    assert by_name["C3"]["未参加排名的原因"].startswith("小样本")
    assert by_name["C4"]["未参加排名的原因"].startswith("基数缺失")
    last = dict(zip(headings, csv[-1], strict=True))
    assert (last["居委会"], last["已绑定户"], last["底数"], last["覆盖率"]) == (
        "全镇",
        "1018",
        "1520",
        "67.0%",
    )
    assert (last["近 7 天（百分点）"], last["近 7 天净增户"]) == ("1.8", "28")
    last = dict(zip(xlsx[0], xlsx[-1], strict=True))
    assert (last["已绑定户"], last["底数"], last["近 7 天净增户"]) == (1018, 1520, 28)
    assert last["覆盖率"] == pytest.approx(1018 / 1520)
    assert last["近 7 天（百分点）"] == pytest.approx(100 * (1018 / 1520 - 990 / 1520))


def test_c1_needs_201_households_to_pass_c2(tmp_path):
    standings = _standings(hand.made(tmp_path / "store.db")).set_index("name")
    assert standings.loc["C1", "to_next"] == 201


@pytest.mark.parametrize(("rankings", "columns"), [("bands", {"档"}), ("off", set())])
def test_without_places_neither_page_nor_download_tells_one(rankings, columns, opened, taken, tmp_path):
    url = hand.made(tmp_path / "store.db")
    shown = opened(url, rankings)
    assert "名次" not in shown
    assert "领先" not in shown
    assert "覆盖率前五" not in shown
    assert not re.search(r"data-sorts", shown)
    csv, xlsx = taken(url, rankings)
    for headings in (csv[0], xlsx[0]):
        assert {"名次", "7 天变化", "档"} & set(headings) == columns
    if rankings == "off":
        assert [line[0] for line in csv[1:-1]] == ["C1", "C2", "C3", "C4"]


def test_ties_share_a_place_and_all_equal_are_first(opened, tmp_path):
    bases = dict.fromkeys("ABC", 100)
    shown = opened(hand.made(tmp_path / "a.db", {"A": 40, "B": 40, "C": 30}, dict.fromkeys("ABC", 30), bases))
    assert [row.split()[:1] for row in _rows(shown)] == [["1"], ["1"], ["3"]]
    equal = dict.fromkeys("ABC", 30)
    shown = opened(hand.made(tmp_path / "b.db", equal, equal, bases))
    assert [row.split()[:1] for row in _rows(shown)] == [["1"], ["1"], ["1"]]


@pytest.mark.slow
def test_of_seven_hundred_committees_the_address_says_which_are_sent(opened, tmp_path):
    counts = {f"N{number:03}": number for number in range(700)}
    url = hand.made(tmp_path / "long.db", counts, counts, dict.fromkeys(counts, 1000))

    def names(**parameters) -> list[str]:
        return [row.split()[2] for row in _rows(opened(url, **parameters)) if row]

    highest = [f"N{number}" for number in range(699, 499, -1)]
    assert names() == highest[:100]
    assert names(rows="200") == highest
    assert names(rows="no") == names(rows="5") == highest[:100]
    assert names(sort="ranking.committee.up") == [f"N{number:03}" for number in range(100)]
    assert names(sort="ranking.households.down") == highest[:100]
    assert names(sort="events.held.down,ranking.value.up", rows="200")[:3] == ["N000", "N001", "N002"]
    assert names(sort="nonsense") == names(sort="ranking.nonsense.up") == highest[:100]
    assert names(q="n01 ") == [f"N{number:03}" for number in range(19, 9, -1)]
    assert names(q="nowhere") == []
    assert "显示更多（还有 600 行）" in opened(url)
    assert "全镇 244,650 700,000" in opened(url, q="n01")


@pytest.mark.parametrize("rankings", ["bands", "off"])
def test_no_address_ranks_what_the_town_does_not_rank(rankings, opened, tmp_path):
    counts = {f"N{number:03}": 700 - number for number in range(700)}
    bases = dict.fromkeys(counts, 1000)
    url = hand.made(tmp_path / "long.db", counts, dict(reversed(counts.items())), bases)
    plain = _rows(opened(url, rankings))
    for sort in ("value.up", "value.down", "households.up", "place.down", "quarter.down", "improvement.down"):
        assert _rows(opened(url, rankings, sort=f"ranking.{sort}")) == plain
    assert _rows(opened(url, rankings, sort="ranking.committee.down")) != plain


def test_one_committee_and_none(opened, tmp_path):
    shown = opened(hand.made(tmp_path / "one.db", {"A": 40}, {"A": 30}, {"A": 100}))
    assert _rows(shown) == ["1 = A 40 100 40.0% ▲ +10.0 +10 40 0 0"]
    shown = opened(hand.made(tmp_path / "none.db", {}, {}, {}))
    assert "这一天还没有居委会。" in shown


def test_a_base_that_appears_and_one_that_vanishes_are_said(opened, tmp_path):
    counts = {"A": 40, "B": 40, "C": 10}
    now, before = {"A": 100, "B": None, "C": 100}, {"A": None, "B": 100, "C": 100}
    shown = opened(hand.made(tmp_path / "store.db", counts, counts, now, before))
    assert _rows(shown) == [
        "1 新 A 40 100 40.0% — 0 40 0 0",
        "2 = C 10 100 10.0% 0.0 0 10 0 0",
        "基数缺失 — B 40 — — — 0 40 0 0",
    ]
    assert "全镇 50 200 25.0%" in shown


def test_a_committee_split_in_two_keeps_the_towns_sum(opened, tmp_path):
    before, now = {"A": 40, "D": 20}, {"B": 25, "C": 20, "D": 20}
    shown = opened(
        hand.made(tmp_path / "store.db", now, before, {"B": 50, "C": 50, "D": 100}, {"A": 100, "D": 100})
    )
    assert [row.split()[1] for row in _rows(shown)] == ["新", "新", "▼"]
    assert "全镇 65 200 32.5% 0.0 口径变化 +2.5 +5" in shown


def test_a_target_tells_its_gap_and_its_day(opened, tmp_path, records_url):
    url = hand.made(tmp_path / "store.db")
    assert "还没有设定目标" in opened(url)
    records = recorded.opened(records_url, url, moment())
    targets_kept.put(records, url, COMMAND_LINE, "70%", "2017-08-15", None, moment())
    records.dispose()
    shown = opened(url)
    assert "距2017年8月15日前达到 70.0% 的目标还差 46 户" in shown  # 1,064 of 1,520
    assert re.search(r"2 = C1 (零新增 )?600 1,000 60.0% ▲ \+2.0 \+20 100 ", shown)
    assert re.search(r"1 = C2 (零新增 )?400 500 80.0% 0.0 0 0 已达到", shown)


def test_without_readable_records_the_page_goes_on_and_says_so(opened, tmp_path, records_url):
    file = Path(records_url.removeprefix("sqlite:///"))
    file.parent.mkdir()
    file.write_bytes(b"no database at all" * 100)
    shown = opened(hand.made(tmp_path / "store.db"))
    assert shown.count("记录数据库暂时读不到") == 1
    assert "设定的目标暂时读不到" in shown
    assert "还没有设定目标" not in shown
    assert "C2 400 500 80.0%" in re.sub(r" (=|零新增)", "", shown)


def test_a_comparison_names_its_day(opened, tmp_path):
    shown = opened(hand.made(tmp_path / "store.db"), compare="2017-07-12")
    assert "与2017年7月12日持平" in shown
    assert "较2017年7月12日净增户" in shown


def test_an_event_without_a_visible_effect_says_so(opened, demo_store):
    shown = opened(f"sqlite:///{demo_store}", on="2017-07-16")
    assert "看不出效果" in shown
    assert "全镇性活动，不作估计" in shown
    assert "前后天数不全，不作估计" in shown


def test_in_english_and_on_the_first_day(opened, demo_store):
    shown = opened(f"sqlite:///{demo_store}", on="2017-05-01", lang="en")
    assert "No events are on record in this time." in shown


def _standings(url: str):
    return _read(url)[0]


def test_the_ranking_says_what_waits_for_each_committee_and_for_the_town(page_of):
    markup = page.sent(page_of("registration", on="2017-07-16"))
    table = page.first(r'<table class="data" id="ranking".*?</table>', markup)[0]
    for heading, whole in (("待答复意见", 141), ("注册居民", None), ("待审核", 156)):
        cells = re.findall(rf'data-label="{heading}" data-value="(\d+)"', table)
        assert len(cells) == 41
        assert whole is None or sum(map(int, cells)) == whole
    foot = page.plain(table.split("<tfoot>")[1])
    assert foot.endswith("12,530 156 141")


def test_the_file_says_what_waits_too(tmp_path):
    frame = _frame(hand.made(tmp_path / "store.db"))
    assert list(frame)[-6:-1] == ["注册居民", "待审核", "超 2 天未审核", "待答复意见", "最久待答复（天）"]


def _read(url: str):
    engine = store_engine(url)
    with snapshot(engine) as connection:
        now = read(connection, registration.by_committee(hand.ON))
        earlier = read(connection, registration.on_days(progress.days(hand.ON)))
        flows = read(connection, outreach.household_flows(*progress.month(hand.ON)))
    engine.dispose()
    return (
        progress.standings(now, earlier, hand.ON, Settings()),
        progress.sums(now, earlier, hand.ON),
        flows,
    )


def _frame(url: str):
    standings, sums, flows = _read(url)
    rows = ranking_table.arranged(standings, targets.ways(standings, flows, hand.ON), hand.idle(standings))
    last = ranking_file.sums(sums, standings, None, hand.idle(standings))
    return ranking_file.frame(rows, last, SEEN)


def _sheet(written: bytes) -> list[list]:
    parts = ZipFile(BytesIO(written))
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    texts = [
        "".join(item.itertext())
        for item in ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).iterfind("m:si", space)
    ]
    rows = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml")).iterfind(".//m:row", space)
    wide, found = 0, []
    for row in rows:
        cells = {}
        for cell in row.iterfind("m:c", space):
            value = cell.find("m:v", space)
            column = page.first(r"[A-Z]+", cell.get("r", ""))[0]
            if value is not None:
                text = value.text or ""
                cells[ord(column) - 65] = texts[int(text)] if cell.get("t") == "s" else float(text)
        wide = wide or len(cells)
        found.append([cells.get(number) for number in range(wide)])
    return found


def _rows(shown: str) -> list[str]:
    """The rows of the ranking table's bodies, as text."""
    return ROWS.findall(shown)[0].strip().replace("零新增 ", "").split(" ¶ ") if ROWS.search(shown) else []


ROWS = re.compile(r"«ranking»(.*?)«/ranking»")


def _plain(markup: str) -> str:
    """What stands between the tags; the ranking's body between marks, a sign between its rows."""
    body = re.search(r'id="ranking".*?</thead>(.*?)(<tfoot>|</table>)', markup)
    if body:
        inner = re.sub(r'<span class="sr">.*?</span>', "", body[1]).replace("</tr>", " ¶ ")
        inner = re.sub(r"<svg.*?</svg>", "", inner)
        markup = markup.replace(body[1], f"«ranking»{inner}«/ranking»")
    return page.plain(markup).replace(" ¶ «/ranking»", "«/ranking»")


def test_residents_who_take_part_have_their_share_and_their_boards(opened, tmp_path):
    url = _active(hand.made(tmp_path / "store.db"))
    shown = opened(url)
    assert "近 30 天活跃 469 人，44.5%" in shown  # of 1,053
    assert "1 C1 50.0% 300 / 600 2 C2 40.0% 160 / 400" in shown
    assert "小样本 C3 50.0% 9 / 18" in shown
    assert "身边事 469 2 7" in shown
    assert "名次" not in page.first("各居委会居民活跃情况.*", opened(url, "off"))[0]


def _active(url: str) -> str:
    """The store with residents of three committees who took part, on a board that the town has registered."""
    counts = {"C1": 300, "C2": 160, "C3": 9, store.TOWN: 469}
    engine = store_engine(url)
    with only_writer(engine) as connection:
        when = {"valid_from": date(2017, 1, 1), "valid_to": None}
        connection.execute(insert(store.board).values(code="x", name="身边事", **when))
        rows = [
            {"day": hand.ON, "area_code": hand.CODES.get(name, name), "board_code": board}
            | {"active_7": 1, "active_30": count}
            for name, count in counts.items()
            for board in ("", "x")
        ]
        connection.execute(insert(store.resident_day), rows)
        written = {"area_code": store.TOWN, "day": hand.ON, "board_code": "x"}
        acts = [{"kind": kind, "acts": n} for kind, n in {"post": 2, "comment": 4, "reply": 3}.items()]
        connection.execute(insert(store.talk_day), [written | act for act in acts])
    engine.dispose()
    return url
