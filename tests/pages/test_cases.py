"""The page of cases on a store whose cases a reader can count on fingers, and on the demonstration."""

import re
import sqlite3
from datetime import date, datetime
from unittest.mock import MagicMock
from urllib.parse import quote

import pytest
from sqlalchemy import insert
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager

from components import catalogue, headless, menu
from data_access import store
from data_access.access.rights import OPEN
from data_access.database import only_writer, store_engine
from data_access.refresh import deadlines
from data_access.settings import Settings
from tests import hand, page

ODD = "甲/1?a=b&c#d%20 é+"
SECRET = "绝不外传的上访"
CHANGED = datetime(2017, 7, 16, 20)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2017, 7, day, hour)


CASES = (
    {"id": "A1", "received_at": at(3), "closed_at": at(7), "result": "solved", "rating": 5},
    {"id": "A2", "received_at": at(3), "accepted_at": at(4), "closed_at": at(12), "result": "explained"},
    {"id": ODD, "received_at": at(3), "title": "夜里噪音", "category": "噪音", "kind": "complaint"},
    {"id": "A4", "received_at": at(14), "kind": "enquiry", "source": "visit", "title": "门禁怎么办", "department_code": None},
    {"id": "S1", "received_at": at(14), "title": SECRET, "is_sensitive": True},
    {"id": "S2", "received_at": at(14), "title": "举报某某", "source": "meeting"},
)  # fmt: skip
"""Help is due after 5 working days, so of the 3rd at 24:00 of Monday the 10th; the enquiry of Friday the 14th on Monday."""
USUAL = {
    "committee_code": hand.CODES["C1"], "category": "停车", "kind": "help", "source": "platform", "level": "town",
    "department_code": "D1", "is_sensitive": False, "updated_at": CHANGED,
}  # fmt: skip
WORDS = '[sensitive]\nwords = ["举报"]\n'


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> str:
    """A store with CASES, and one return and one deferral of the odd one."""
    url = hand.made(tmp_path_factory.mktemp("cases") / "store.db")
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for case in CASES:
            row = USUAL | {"title": f"{case['id']} 停车难"} | case
            connection.execute(insert(store.case_file), row)
        event = {"case_id": ODD, "department_code": "D1", "updated_at": CHANGED}
        for number, kind in enumerate(("returned", "returned", "urged")):
            connection.execute(
                insert(store.case_event), event | {"id": f"e{number}", "kind": kind, "at": at(5 + number)}
            )
        named = {"code": "D1", "name": "城管中队", "block": "机关", "valid_from": date(2017, 1, 1)}
        connection.execute(insert(store.department), named | {"updated_at": CHANGED})
        deadlines.count(connection, Settings())
    engine.dispose()
    return url


@pytest.fixture
def opened(page_of, town):
    def run(settings: str = "", **parameters: str) -> str:
        return page.sent(page_of("cases", town, settings, **parameters))

    return run


def titles(markup: str) -> list[str]:
    listed = page.first(r'(?s)<table class="data" id="case-list".*?</table>', markup)[0]
    return re.findall(r'<th scope="row" class="heading".*?<a [^>]*>(.*?)</a>', listed)


def test_every_figure_has_its_base(opened):
    said = page.plain(re.sub(r'<details class="definition".*?</details>', "", opened()))
    assert "近 30 天收到诉求 6 件，按期办结率 33.3%；在办 4 件，其中逾期 1 件，未受理 4 件" in said
    for words in (
        "按期办结率 33.3% 到期 3 件，按期 1 件",
        "解决率 50.0% 办结 2 件，解决 1 件",
        "评价不足 5 个",
    ):
        assert words in said
    assert "逾期最多的是城管中队，1 件" in said


def test_a_window_and_a_day_are_obeyed(opened):
    assert "近 7 天收到诉求 3 件" in page.plain(opened(window="7"))
    assert "今年以来收到诉求 6 件" in page.plain(opened(window="year"))
    assert "近 30 天收到诉求 3 件；在办 2 件，未受理 1 件" in page.plain(opened(on="2017-07-07")).replace(
        "其中", ""
    )
    wrong = opened(window="31")
    assert "地址中的筛选“31”无法识别" in wrong
    assert "近 30 天收到诉求 6 件" in page.plain(wrong)


def test_the_list_is_narrowed_by_its_choices_and_searched(opened):
    assert titles(opened()) == ["夜里噪音", "门禁怎么办", "举报某某", "A2 停车难", "A1 停车难"]
    for choice, expected in (
        ({"light": "red"}, ["夜里噪音"]),
        ({"light": "amber"}, ["门禁怎么办"]),
        ({"stage": "closed"}, ["A2 停车难", "A1 停车难"]),
        ({"stage": "untouched"}, ["夜里噪音", "门禁怎么办", "举报某某"]),
        ({"source": "visit"}, ["门禁怎么办"]),
        ({"category": "噪音", "kind": "complaint"}, ["夜里噪音"]),
        ({"q": "停车 A1"}, ["A1 停车难"]),
        ({"sort": "case-list.title.up", "stage": "closed"}, ["A1 停车难", "A2 停车难"]),
    ):
        assert titles(opened(**choice)) == expected, choice
    assert "没有符合条件的公开诉求" in opened(q="nothing like it")
    assert "地址中的筛选“purple”无法识别" in opened(light="purple")


def test_what_is_sensitive_stands_in_no_list_no_file_and_has_no_address(opened, monkeypatch):
    markup = opened(WORDS)
    assert titles(markup) == ["夜里噪音", "门禁怎么办", "A2 停车难", "A1 停车难"]
    assert "收到诉求 6 件" in page.plain(markup)  # figures count it
    assert "不公开的诉求不在清单内" in markup
    listed = page.first(r'(?s)<section class="card"[^>]*data-place="cases".*?</section>', markup)[0]
    listed = re.sub(r'<details class="definition".*?</details>', "", listed)
    assert not re.search(r"[^\w]\d+ (?:件|行|个)", page.plain(listed))
    for more in (
        {"q": "上访"},
        {"q": "举报"},
        {"look": "wall"},
        {"committee": hand.CODES["C1"]},
        {"source": "meeting"},
    ):
        assert SECRET not in opened(WORDS, **more)
        assert "举报某某" not in opened(WORDS, **more)
    answers = {opened(WORDS, case=code).replace(f"case={code}", "") for code in ("S1", "S2", "nowhere")}
    assert len(answers) == 1
    assert "没有这个编号的公开诉求" in opened(WORDS, case="S1")
    runtime = MagicMock(cache_storage_manager=MemoryCacheStorageManager())
    monkeypatch.setattr(Runtime, "_instance", runtime)
    for table in catalogue.TABLES["cases"][:-1]:
        written = headless.csv(menu.BY_KEY["cases"], table, {}, OPEN).decode()
        assert SECRET not in written, table
        assert "举报某某" not in written, table


def test_a_case_has_an_address_of_its_own_whatever_its_id(opened):
    markup = opened(light="red")
    assert f"case={quote(ODD, safe='').replace('%20', '+')}" in markup
    said = page.plain(opened(case=ODD, light="red"))
    assert "夜里噪音 C1，城管中队；7月3日收到（社区通）；超期 6 天仍未办结" in said.replace("2017年", "")
    way = "收到 2017年7月3日 10:00 退单 2017年7月5日 10:00 2 天后 城管中队 退单 2017年7月6日 10:00"
    assert way in said
    assert "办结时限 2017年7月10日 23:59 3 天后 已超过" in said
    assert "退单 2 次" in said
    assert "light=red" in page.first(r'<nav class="trail".*?</nav>', opened(case=ODD, light="red"))[0]


def test_before_it_was_received_there_is_no_case(opened):
    assert "没有这个编号的公开诉求" in opened(case="A4", on="2017-07-13")


@pytest.mark.parametrize(("rankings", "first"), [("full", r"<b>1</b>"), ("bands", "第 1 档"), ("off", None)])
def test_rankings_are_as_the_town_has_them(opened, rankings, first):
    settings = f'rankings = "{rankings}"\n[minimums]\ncases = 3\n'
    markup = opened(settings)
    board = page.first(r'(?s)<table class="data" id="case-departments".*?</table>', markup)[0]
    assert (re.search(first, board) is not None) if first else ("名次" not in board)
    assert ("逾期最多" in markup) == (rankings == "full")


def test_a_small_base_is_not_ranked_and_says_why(opened):
    board = page.first(r'(?s)<table class="data" id="case-departments".*?</table>', opened())[0]
    assert "到期不足 10 件，未参加排名" in board
    assert "33.3% 1 / 3" in page.plain(board)


def test_the_demonstration_reads_as_its_store_does(page_of, demo_store):
    with sqlite3.connect(demo_store) as rows:
        (received,) = rows.execute(
            "select count(*) from case_file where received_at >= '2017-06-17' and received_at < '2017-07-17'"
        ).fetchone()
        (open_now,) = rows.execute(
            "select count(*) from case_file where received_at < '2017-07-17' and closed_at is null"
        ).fetchone()
    rows.close()
    for lang, words in (
        ("zh", f"近 30 天收到诉求 {received} 件"),
        ("en", f"Last 30 days: {received} cases received"),
    ):
        assert words in page.plain(page.sent(page_of("cases", lang=lang)))
    assert f"在办 {open_now} 件" in page.plain(page.sent(page_of("cases")))


def test_a_case_leads_to_its_department_and_to_the_topics_of_its_post(page_of, demo_store):
    with sqlite3.connect(demo_store) as rows:
        case, department, topics = rows.execute(
            "select c.id, c.department_code, group_concat(topic) from case_file c"
            " join concern p on p.id = c.post_id join concern_topic on concern_id = p.id"
            " where not c.is_sensitive and not p.is_sensitive and c.department_code = 'd102' and topic != 'other'"
            " and c.received_at < '2017-07-10' group by c.id order by count(*) desc, c.id limit 1"
        ).fetchone()
    rows.close()
    markup = page.sent(page_of("cases", case=case, on="2017-07-10", lang="en"))
    assert f'href="/department?on=2017-07-10&amp;lang=en&amp;department={department}"' in markup
    line = page.first(r'(?s)<p class="case-topics">.*?</p>', markup)[0]
    kept = "/topics?on=2017-07-10&amp;lang=en&amp;topic="
    assert re.findall('href="(.*?)"', line) == [kept + topic for topic in sorted(topics.split(","))]
