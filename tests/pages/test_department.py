"""The department page inside its frame: whose figures these are, what it has in hand, what it may not show."""

import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from tests import hand, page
from tests.recount.cases import Cases

ON = date(2017, 7, 16)
CODE, NAME = "d102", "城管中队"


@pytest.fixture
def opened(page_of):
    def run(url: str | None = None, settings: str = "", **parameters: str) -> str:
        return page.plain(page.sent(page_of("department", url, settings, **parameters)))

    return run


def test_a_department_has_its_own_figures_with_their_bases(opened, demo_file):
    own = Cases(demo_file).figures(ON, 30, lambda one: one.department == CODE, CODE)
    shown = opened(department=CODE)
    assert f"{NAME} 在办诉求 {own['open']} 件，其中逾期 {own['overdue']} 件" in shown
    for part, whole in (
        ("on_time", "closings_due"),
        ("contacted", "contacts_due"),
        ("returned", "dispatched"),
    ):
        rate = f"{100 * own[part] / own[whole]:.1f}%"
        assert re.search(rf"{rate} {own[part]} / {own[whole]}\b", shown)
    assert f"近 30 天办结 {own['closed']} 件" in shown
    assert re.search(r"在册党员 34 人", shown)


def test_the_most_pressing_of_its_cases_stand_first(opened):
    shown = opened(department=CODE)
    lights = re.findall(r"(逾期|预警|正常) (?=\S)", page.first(r"在办诉求 i .*", shown)[0])
    listed = lights[lights.index("正常") + 1 :]
    assert listed == sorted(listed, key=("逾期", "预警", "正常").index)
    assert len(listed) > 4


def test_a_sensitive_case_is_counted_and_not_listed(opened, own_store):
    with closing(sqlite3.connect(own_store)) as store, store:
        title, code = store.execute(
            "select title, id from case_file where department_code = ? and closed_at is null", (CODE,)
        ).fetchone()
    url = f"sqlite:///{own_store}"
    before = opened(url, department=CODE)
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute("update case_file set is_sensitive = 1 where id = ?", (code,))
        store.execute("update state set version = version + 1")
    after = opened(url, department=CODE)
    assert (title in before, title in after) == (True, False)
    assert page.first(r"在办诉求 \d+ 件", before)[0] == page.first(r"在办诉求 \d+ 件", after)[0]


def test_its_topics_stand_with_its_own_replies_and_the_base_of_the_rate(opened, own_store):
    recent = "created_at >= '2017-06-17' and created_at < '2017-07-16'"
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute("delete from concern_topic")
        store.execute(
            "insert into concern_topic select id, 'lighting' from concern where reply_department = ?", (CODE,)
        )
        count = (
            f"select count(*), sum(reply_minutes < 1440) from concern where reply_department = ? and {recent}"
        )
        replies, at_once = store.execute(count, (CODE,)).fetchone()
    url = f"sqlite:///{own_store}"
    hand.count_answers(url, days=0)
    line = page.first(r"路灯照明 (\d+) [\d<]+ [\d.]+%（(\d+) / (\d+)） 0", opened(url, department=CODE))
    assert [int(number) for number in line.groups()] == [replies, at_once, replies]
    assigned = '[[topics]]\nkey = "parking"\ndepartment = "d102"\n'
    assert re.search(r"未答复 停车 0 .*? 路灯照明 \d+ ", opened(url, assigned, department=CODE))


def test_the_demonstrations_departments_answer_under_their_topics(opened, demo_store):
    """Of the posts on flooded streets, those that the water station answered within a day; none where the town says else."""
    with closing(sqlite3.connect(demo_store)) as store:
        count = (
            "select sum(reply_department = 'd109' and reply_minutes < 1440), count(*) from concern join concern_topic on"
            " concern_id = id where topic = 'flooding' and created_at >= '2017-06-17' and created_at < '2017-07-16'"
        )
        part, whole = store.execute(count).fetchone()
    assert part > 5
    assert f" {100 * part / whole:.1f}% {part} / {whole} " in opened(department="d109")
    own = '[[topics]]\nkey = "parking"\ndepartment = "d102"\n'
    assert f"{part} / {whole} " not in opened(settings=own, department="d109")


def test_without_a_code_all_departments_are_there_to_choose_from(opened):
    shown = opened()
    assert "选择部门" in shown
    assert "共 21 个" in shown
    assert f"{NAME} 机关" in shown
    assert "没有代码为“d000”的部门" in opened(department="d000")


def test_a_town_without_cases_shows_members_and_replies_alone(opened, lesser_store):
    url = f"sqlite:///{lesser_store('cases')}"
    shown = opened(url, department=CODE)
    assert "首次答复用时" in shown
    assert "在办诉求" not in shown
