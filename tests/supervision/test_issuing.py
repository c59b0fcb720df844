"""A slip has a number of its year, goes from state to state only as it may, by whom it may, and nothing of it is lost."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from data_access import records
from data_access.problem import Problem
from data_access.records import opening
from data_access.records.writing import Times
from data_access.supervision import issuing
from tests.access.people import audited
from tests.supervision.written import DRAFT, NOON, OFFICE, OWN, POLICE, TIMES, issued, steps


def refusal(work, *arguments) -> str:
    """Why something is not written."""
    with pytest.raises(Problem) as refused:
        work(*arguments)
    return refused.value.key


def test_numbers_are_of_a_year_and_follow_one_another(kept):
    others = [replace(DRAFT, thing=f"甲/{number}") for number in range(2, 4)]
    assert issuing.issue(kept, OFFICE, TIMES, DRAFT, "罗督") == "2017-1"
    assert issuing.issue(kept, OFFICE, TIMES, others[0], "罗督") == "2017-2"
    new_year = Times(NOON, NOON.replace(year=2018, month=1))
    assert issuing.issue(kept, OFFICE, new_year, others[1], "罗督") == "2018-1"
    assert audited(kept)[0] == (
        "office", "slip_issued", {"slip": "罗督〔2017〕1号", "unit": "D1", "colour": "blue"},
    )  # fmt: skip


def test_a_number_that_was_withdrawn_is_not_used_again(kept):
    slip = issued(kept)
    issuing.move(kept, OFFICE, TIMES, slip, 1, "withdrawn", "平台已办结")
    assert issuing.issue(kept, OFFICE, TIMES, DRAFT, "罗督") == "2017-2"


def test_two_who_issue_at_once_get_two_numbers(tmp_path):
    url, found, start = f"sqlite:///{tmp_path / 'records.db'}", [], threading.Barrier(2)
    engines = [opening.opened(url, NOON) for _ in range(2)]

    def issue(engine, thing):
        start.wait()
        found.append(issuing.issue(engine, OFFICE, TIMES, replace(DRAFT, thing=thing), "罗督"))

    threads = [threading.Thread(target=issue, args=(engine, f"乙/{n}")) for n, engine in enumerate(engines)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["2017-1", "2017-2"]
    for engine in engines:
        engine.dispose()


def test_about_a_thing_no_second_slip_is_issued_while_one_is_under_way(kept):
    slip = issued(kept)
    assert refusal(issuing.issue, kept, OFFICE, TIMES, DRAFT, "罗督") == "slip_under_way"
    issuing.answer(kept, POLICE, TIMES, slip, 1, "已办。", (OWN,))
    assert refusal(issuing.issue, kept, OFFICE, TIMES, DRAFT, "罗督") == "slip_under_way"
    issuing.move(kept, OFFICE, TIMES, slip, 2, "closed", "")
    assert issuing.issue(kept, OFFICE, TIMES, DRAFT, "罗督") == "2017-2"


def test_to_a_committee_there_are_several_about_a_matter_each(kept):
    about = replace(DRAFT, about="committee", thing="C1", unit_kind="committee", unit="C1", title="零新增")
    assert issuing.issue(kept, OFFICE, TIMES, about, "罗督") == "2017-1"
    assert issuing.issue(kept, OFFICE, TIMES, replace(about, title="意见未答复"), "罗督") == "2017-2"


def test_a_whole_way_is_kept_step_by_step(kept):
    slip = issued(kept)
    issuing.answer(kept, POLICE, TIMES, slip, 1, "已到现场。", (OWN,))
    issuing.move(kept, OFFICE, TIMES, slip, 2, "returned", "请写明时间")
    issuing.answer(kept, POLICE, TIMES, slip, 3, "周五完成。", (OWN,))
    issuing.move(kept, OFFICE, TIMES, slip, 4, "closed", "")
    assert steps(kept, slip) == [
        ("issued", "office", None),
        ("answered", "police", "已到现场。"),
        ("returned", "office", "请写明时间"),
        ("answered", "police", "周五完成。"),
        ("closed", "office", None),
    ]
    acts = [act for _, act, _ in audited(kept)]
    assert acts == ["slip_issued", "slip_answered", "slip_returned", "slip_answered", "slip_closed"]
    assert "现场" not in str(audited(kept))


@pytest.mark.parametrize("kind", ["closed", "returned"])
def test_what_has_no_answer_is_neither_closed_nor_sent_back(kept, kind):
    assert refusal(issuing.move, kept, OFFICE, TIMES, issued(kept), 1, kind, "意见") == "slip_state"


def test_what_has_ended_stays_as_it_is(kept):
    slip = issued(kept)
    issuing.move(kept, OFFICE, TIMES, slip, 1, "withdrawn", "撤回原因")
    assert refusal(issuing.answer, kept, POLICE, TIMES, slip, 2, "已办", (OWN,)) == "slip_state"
    assert refusal(issuing.move, kept, OFFICE, TIMES, slip, 2, "closed", "") == "slip_state"


def test_another_units_slip_is_not_answered(kept):
    slip = issued(kept)
    assert (
        refusal(
            issuing.answer, kept, POLICE, TIMES, slip, 1, "已办", (("department", "D2"), ("committee", "D1"))
        )
        == "not_yours"
    )
    assert refusal(issuing.answer, kept, POLICE, TIMES, "none", 1, "已办", (OWN,)) == "not_yours"
    assert [kind for kind, *_ in steps(kept, slip)] == ["issued"]


def test_who_comes_second_sees_what_the_first_has_written(kept):
    slip = issued(kept)
    issuing.answer(kept, POLICE, TIMES, slip, 1, "已到现场。", (OWN,))
    with pytest.raises(Problem) as refused:
        issuing.answer(kept, POLICE, TIMES, slip, 1, "另一个答复", (OWN,))
    assert (refused.value.key, refused.value.values) == ("overtaken", {"content": "已到现场。"})


def test_only_closing_needs_no_word_and_none_is_too_long(kept):
    slip = issued(kept)
    assert refusal(issuing.answer, kept, POLICE, TIMES, slip, 1, " ", (OWN,)) == "slip_wordless"
    assert refusal(issuing.answer, kept, POLICE, TIMES, slip, 1, "长" * 501, (OWN,)) == "slip_long"
    assert refusal(issuing.move, kept, OFFICE, TIMES, slip, 1, "withdrawn", "") == "slip_wordless"
    assert refusal(issuing.issue, kept, OFFICE, TIMES, replace(DRAFT, unit=""), "罗督") == "slip_unit"


def test_what_leads_to_a_person_is_covered_before_it_is_kept(kept):
    slip = issued(kept, replace(DRAFT, demand="请联系 13812345678。"))
    issuing.answer(kept, POLICE, TIMES, slip, 1, "已联系张三丰先生。", (OWN,))
    with kept.connect() as connection:
        demand = connection.execute(select(records.slip.c.demand)).scalar_one()
    assert "138" not in demand
    assert "■" in demand
    assert "张三丰" not in steps(kept, slip)[1][2]


def test_a_session_that_has_ended_writes_nothing(kept):
    gone = replace(OFFICE, session="f" * 64)
    assert refusal(issuing.issue, kept, gone, TIMES, DRAFT, "罗督") == "not_signed_in"
    with kept.connect() as connection:
        assert connection.execute(select(records.slip)).all() == []
