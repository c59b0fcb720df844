"""A meeting is called, opened and closed once; what it decides goes from state to state only as it may, by whom it may."""

from dataclasses import replace
from datetime import date

import pytest

from data_access import records
from data_access.meetings import holding, minutes
from data_access.problem import Problem
from tests.access.people import audited
from tests.meetings.written import (
    DRAFT,
    EMPTY,
    LEADER,
    NOON,
    OFFICE,
    OWN,
    POLICE,
    TIMES,
    TODAY,
    at,
    closed,
    decided,
    opened,
    row,
    steps,
)


def refusal(work, *arguments) -> str:
    """Why something is not written."""
    with pytest.raises(Problem) as refused:
        work(*arguments)
    return refused.value.key


def test_a_meeting_is_called_opened_and_closed_and_the_next_of_the_day_has_a_number(kept):
    assert holding.call(kept, OFFICE, TIMES, TODAY) == "2017-07-10"
    assert refusal(holding.call, kept, OFFICE, TIMES, TODAY) == "meeting_under_way"
    first = row(kept, records.meeting, number=1)
    assert refusal(holding.close, kept, OFFICE, TIMES, first.id, 1, EMPTY) == "meeting_state"
    holding.begin(kept, OFFICE, TIMES, first.id, 1)
    assert refusal(holding.begin, kept, OFFICE, TIMES, first.id, 2) == "meeting_state"
    assert holding.close(kept, OFFICE, TIMES, first.id, 2, EMPTY) == "2017-07-10"
    assert refusal(holding.close, kept, OFFICE, TIMES, first.id, 3, EMPTY) == "meeting_state"
    assert holding.call(kept, OFFICE, TIMES, TODAY) == "2017-07-10-2"
    acts = [act for _, act, _ in audited(kept)]
    assert acts == ["meeting_called", "meeting_opened", "meeting_closed", "meeting_called"]


def test_no_meeting_is_called_for_a_day_that_is_over_nor_opened_before_its_day(kept):
    assert refusal(holding.call, kept, OFFICE, TIMES, date(2017, 7, 9)) == "meeting_past"
    assert refusal(holding.call, kept, OFFICE, TIMES, None) == "meeting_past"
    holding.call(kept, OFFICE, TIMES, date(2017, 7, 11))
    meeting = row(kept, records.meeting, number=1).id
    assert refusal(holding.begin, kept, OFFICE, TIMES, meeting, 1) == "meeting_early"
    assert holding.begin(kept, OFFICE, at(11, 0), meeting, 1) == "2017-07-11"


def test_decisions_are_written_down_while_the_meeting_is_open_by_office_and_leading_group(kept):
    holding.call(kept, OFFICE, TIMES, TODAY)
    meeting = row(kept, records.meeting, number=1).id
    assert refusal(holding.decide, kept, OFFICE, TIMES, meeting, DRAFT) == "meeting_state"
    holding.begin(kept, OFFICE, TIMES, meeting, 1)
    assert holding.decide(kept, OFFICE, TIMES, meeting, DRAFT) == "2017-07-10.1"
    assert holding.decide(kept, LEADER, TIMES, meeting, DRAFT) == "2017-07-10.2"
    closed(kept, meeting)
    assert refusal(holding.decide, kept, OFFICE, TIMES, meeting, DRAFT) == "meeting_state"
    assert audited(kept)[2] == (
        "office", "decision_made", {"meeting": "2017-07-10", "unit": "D1", "decision": 1},
    )  # fmt: skip


def test_who_closes_has_seen_all_that_was_decided(kept):
    meeting = opened(kept)
    edition = row(kept, records.meeting, id=meeting).edition
    decided(kept, meeting)
    with pytest.raises(Problem) as refused:
        holding.close(kept, OFFICE, TIMES, meeting, edition, EMPTY)
    assert (refused.value.key, refused.value.values) == ("overtaken", {"content": "三天内到现场办理。"})


def test_a_decision_has_a_unit_a_day_to_come_and_words_and_nobodys_number(kept):
    meeting = opened(kept)
    for wrong, key in (
        ({"unit": ""}, "decision_unit"),
        ({"due_on": date(2017, 7, 9)}, "decision_due"),
        ({"due_on": None}, "decision_due"),
        ({"what": " "}, "decision_wordless"),
        ({"what": "长" * 301}, "decision_long"),
    ):
        assert refusal(holding.decide, kept, OFFICE, TIMES, meeting, replace(DRAFT, **wrong)) == key
    decided(kept, meeting, replace(DRAFT, what="请联系 13812345678。"))
    assert row(kept, records.decision, number=1).what == "请联系 ■。"


def test_a_whole_way_is_kept_step_by_step(kept):
    decision = decided(kept, opened(kept))
    assert refusal(holding.move, kept, OFFICE, TIMES, decision, 1, "closed", "") == "decision_state"
    holding.report(kept, POLICE, TIMES, decision, 1, "已到现场。", (OWN,))
    holding.move(kept, OFFICE, TIMES, decision, 2, "returned", "请写明时间")
    holding.report(kept, POLICE, TIMES, decision, 3, "周五完成。", (OWN,))
    holding.move(kept, OFFICE, TIMES, decision, 4, "closed", "")
    assert steps(kept, decision) == [
        ("made", "office", None),
        ("reported", "police", "已到现场。"),
        ("returned", "office", "请写明时间"),
        ("reported", "police", "周五完成。"),
        ("closed", "office", None),
    ]
    assert refusal(holding.move, kept, OFFICE, TIMES, decision, 5, "withdrawn", "撤") == "decision_state"


def test_another_units_decision_is_not_reported_and_no_reason_is_no_withdrawal(kept):
    decision = decided(kept, opened(kept))
    assert refusal(holding.report, kept, POLICE, TIMES, decision, 1, "已办", ("D2",)) == "not_yours"
    assert refusal(holding.report, kept, POLICE, TIMES, "none", 1, "已办", (OWN,)) == "not_yours"
    assert refusal(holding.move, kept, OFFICE, TIMES, decision, 1, "withdrawn", "") == "decision_wordless"
    holding.report(kept, POLICE, TIMES, decision, 1, "已办。", (OWN,))
    assert refusal(holding.report, kept, POLICE, TIMES, decision, 1, "又办", (OWN,)) == "overtaken"


def test_what_minutes_say_is_kept_as_it_was(kept):
    meeting = opened(kept)
    closed(kept, meeting)
    held = row(kept, records.meeting, id=meeting)
    assert minutes.kept(held.minutes) == EMPTY
    assert held.closed_at == NOON
