"""Decisions counted by hand on a day: from facts, from words, late; what an agenda finds new; by whom each is seen."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from data_access import assignments, meetings, recorded, state
from data_access.access.rights import OPEN, Rights
from data_access.cases.sums import Figures
from data_access.database import read, snapshot, store_engine
from data_access.made import worked_out
from data_access.meetings import agenda, decisions, held, holding, minutes
from data_access.meetings.agenda import Day, Item
from data_access.settings import Sensitive, Settings
from tests.meetings.written import DRAFT, OFFICE, POLICE, at, closed, decided, opened

USUAL = Settings()
COMMITTEES = pd.DataFrame({"code": ["C1"], "name": ["金星居委会"]})
DEPARTMENTS = pd.DataFrame({"code": ["D1"], "name": ["派出所"]})
HIDDEN = pd.DataFrame({"case": ["秘/1"]})
CLOSINGS = pd.DataFrame(
    {
        "case": ["甲/1", "甲/旧"],
        "closed_at": [pd.Timestamp("2017-07-12 09:00"), pd.Timestamp("2017-07-01 09:00")],
    }
)
WORKS = pd.DataFrame(
    {
        "project": ["P1", "P2"],
        "entered_started": [date(2017, 7, 13), None],
        "entered_completed": [None, date(2017, 7, 14)],
    }
)


@pytest.fixture
def standing(kept):
    """Eight decisions of a meeting on Monday the 10th: the case closed on the 12th; a case that was closed before; a stage entered on
    the 13th; a work finished on the 14th; reported; reported and closed; withdrawn; about a sensitive case."""
    meeting = opened(kept)
    local = replace(DRAFT, unit_kind="committee", unit="C1", about="committee", thing="C1", title="金星")
    work = replace(DRAFT, about="project", title="围墙")
    drafts = [
        DRAFT,
        replace(DRAFT, thing="甲/旧"),
        replace(work, thing="P1", stage="started"),
        replace(work, thing="P2"),
        local,
        local,
        replace(DRAFT, about="topic", thing="parking", title="停车"),
        replace(DRAFT, thing="秘/1", title="举报某单位"),
    ]
    made = [decided(kept, meeting, draft) for draft in drafts]
    closed(kept, meeting, at(10, 16))
    for one in made[4:6]:
        holding.report(kept, POLICE, at(11), one, 1, "已走访。", (("committee", "C1"),))
    holding.move(kept, OFFICE, at(13), made[5], 2, "closed", "")
    holding.move(kept, OFFICE, at(11), made[6], 1, "withdrawn", "重复")

    def run(day: date, settings: Settings = USUAL) -> pd.DataFrame:
        with snapshot(kept) as connection:
            rows = read(connection, decisions.made()), read(connection, decisions.steps())
        facts = (
            CLOSINGS[CLOSINGS["closed_at"] < datetime(day.year, day.month, day.day, 23, 59)],
            WORKS,
            HIDDEN,
        )
        return decisions.standing(*rows, *facts, COMMITTEES, DEPARTMENTS, day, settings)

    return run


def brief(frame: pd.DataFrame) -> list[tuple]:
    return [(row.number, row.state, row.done_on, row.by_fact, row.late) for row in frame.itertuples()]


def test_a_decision_is_done_by_the_fact_that_it_is_about_else_by_word_and_check(standing):
    assert brief(standing(date(2017, 7, 14))) == [
        (1, "closed", date(2017, 7, 12), True, False),
        (2, "made", None, False, False),  # its case was closed before: a word is waited for
        (3, "closed", date(2017, 7, 13), True, False),
        (4, "closed", date(2017, 7, 14), True, False),
        (5, "reported", None, False, False),
        (6, "closed", date(2017, 7, 13), False, False),
        (7, "withdrawn", None, False, False),
        (8, "made", None, False, False),
    ]


def test_what_is_not_done_is_late_from_the_day_after_its_last(standing):
    late = standing(date(2017, 7, 15))
    assert [row.number for row in late.itertuples() if row.late] == [2, 5, 8]
    assert decisions.counts(late) == decisions.Counts(open=3, late=3, reported=1, done=4)


def test_each_meeting_has_what_became_of_its_decisions_without_those_withdrawn(standing):
    assert decisions.by_meeting(standing(date(2017, 7, 15))).to_dict("records") == [
        {"meeting": "2017-07-10", "decided": 7, "done": 4, "late": 3, "reported": 1}
    ]
    assert decisions.by_meeting(standing(date(2017, 7, 9))).empty


def test_what_is_late_is_followed_first_and_what_is_done_last_and_of_the_last_meetings_alone(standing):
    def numbers(day: int, *meetings: str) -> list[int]:
        return [*decisions.followed(standing(date(2017, 7, day)), meetings)["number"]]

    assert numbers(14, "2017-07-10") == [2, 5, 8, 1, 3, 4, 6]
    assert numbers(14, "2017-07-03") == numbers(14) == [2, 5, 8]
    assert numbers(9) == []


def test_the_next_that_is_due_waits_for_its_unit_and_is_not_late(standing):
    assert decisions.next_due(standing(date(2017, 7, 14))) == date(2017, 7, 14)
    assert decisions.next_due(standing(date(2017, 7, 15))) is None


def test_a_past_day_shows_what_stood_at_its_end(standing):
    past = standing(date(2017, 7, 11))
    states = ["made", "made", "made", "made", "reported", "reported", "withdrawn", "made"]
    assert [row.state for row in past.itertuples()] == states
    assert standing(date(2017, 7, 9)).empty


def test_each_sees_what_is_theirs_and_what_is_sensitive_only_who_may(standing):
    frame = standing(date(2017, 7, 14))

    def seen(rights: Rights) -> list[int]:
        return [row.number for row in decisions.seen(frame, rights, None, None).itertuples()]

    assert seen(Rights("office")) == seen(Rights("leading_group")) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert seen(OPEN) == [1, 2, 3, 4, 5, 6, 7]
    assert seen(Rights("secretary", ("C1",))) == [5, 6]
    assert seen(Rights("department", (), ("D1",))) == [1, 2, 3, 4, 7, 8]
    assert seen(Rights("screen")) == seen(OPEN)
    assert seen(Rights("party_office")) == []
    words = Settings(sensitive=Sensitive(words=("围墙",)))
    hidden = decisions.seen(standing(date(2017, 7, 14), words), OPEN, None, None)
    assert [row.number for row in hidden.itertuples()] == [1, 2, 5, 6, 7]


def test_about_a_thing_is_what_names_it_and_about_a_unit_what_it_has_left_to_do_too_what_has_ended_last(
    standing,
):
    frame = standing(date(2017, 7, 14))[::-1]

    def about(kind: str, thing: str, rights: Rights | None = None) -> list[int]:
        return [*decisions.seen(frame, rights or Rights("office"), kind, thing)["number"]]

    assert about("case", "甲/1") == [1]
    assert about("project", "甲/1") == about("case", "P1") == []
    assert about("committee", "C1") == [5, 6]
    assert about("department", "D1") == [8, 2]
    assert about("case", "秘/1") == [8]
    assert about("case", "秘/1", OPEN) == []
    assert about("case", "甲/1", Rights("secretary", ("C1",))) == []


def test_it_is_known_at_once_whether_anything_is_kept_about_a_thing(kept, standing):
    def any_of(kind: str, thing: str) -> tuple[bool, bool]:
        with snapshot(kept) as connection:
            found = read(connection, assignments.kept_about(kind, thing)).iloc[0]
        return bool(found.decisions), bool(found.slips)

    assert any_of("case", "甲/1") == any_of("topic", "parking") == any_of("department", "D1") == (True, False)
    assert any_of("case", "P1") == any_of("topic", "noise") == any_of("committee", "D1") == (False, False)


def test_what_waits_for_whom(standing):
    frame = decisions.seen(standing(date(2017, 7, 15)), Rights("office"), None, None)
    assert [*decisions.waiting(frame, ("department", "D1"))["number"]] == [2, 8]
    assert [*decisions.waiting(frame, ("committee", "C1"))["number"]] == []
    assert [*decisions.waiting(frame, None)["number"]] == [2, 5, 8]
    assert [*decisions.to_follow_up(frame, "2017-07-10")["number"]] == []


def test_minutes_print_what_is_public_and_say_that_there_is_more(standing):
    empty = agenda.Agenda(date(2017, 7, 14), date(2017, 7, 10), {}, {}, ())
    own = minutes.of(empty, standing(date(2017, 7, 14)), "2017-07-10", USUAL)
    assert [line.number for line in own.decided] == [1, 2, 3, 4, 5, 6]
    assert own.withheld
    following = minutes.of(empty, standing(date(2017, 7, 14)), "2017-07-17", USUAL)
    assert [line.number for line in following.follow_up] == [2, 5]
    assert minutes.kept(minutes.written(following)) == following


def test_minutes_are_without_what_has_become_sensitive_since(standing):
    day, slips = date(2017, 7, 14), pd.DataFrame({"slip": ["2017-1"]})
    news = Item("slip", "2017-1", "甲"), Item("slip", "2017-2", "乙"), Item("work", "P1", "围墙")
    found = agenda.Agenda(day, date(2017, 7, 10), {}, {}, news)
    own = minutes.of(found, standing(day)[:7], "2017-07-10", USUAL)
    kept, words = minutes.written(own), Settings(sensitive=Sensitive(words=("围墙",)))
    assert not own.withheld
    assert minutes.public(kept, standing(day)[:7], pd.DataFrame({"slip": ["2017-1", "2017-2"]}), USUAL) == own
    less = minutes.public(kept, standing(day, words), slips, words)
    assert [line.number for line in less.decided] == [1, 2, 5, 6]
    assert less.agenda.new == news[:1]
    assert less.withheld
    drafted = minutes.of(found, standing(day)[:0], None, words)
    assert (drafted.agenda.new, drafted.withheld) == (news[:2], True)


def test_what_is_new_is_what_the_last_time_did_not_have():
    pump, fence, wall = Item("work", "P1", "泵"), Item("work", "P2", "围栏"), Item("vote", "P1", "泵")
    now, then = Day({"stuck": 2.0}, (pump, fence, wall)), Day({"stuck": 1.0}, (pump,))
    found = agenda.of(now, then, date(2017, 7, 14), date(2017, 7, 7))
    assert found.new == (fence, wall)
    assert (found.now, found.then) == ({"stuck": 2.0}, {"stuck": 1.0})


def test_a_day_is_counted_from_the_figures_of_its_pages():
    figures = Figures(**dict.fromkeys(Figures.__annotations__, 0) | {"open": 9, "overdue": 4, "closings_due": 8, "on_time": 6})  # fmt: skip
    vote = {
        "held_on": date(2017, 7, 1),
        "eligible_households": 30,
        "voted": 20,
        "in_favour": 10,
        "rule": "simple",
    }
    found = agenda.day_of(
        pd.DataFrame({"committee": ["C1", "C2"], "name": ["金星", "罗南"], "stalled": [True, False], "households": [20, 30], "occupied_households": [100, 100]}),
        pd.DataFrame({"registered": [70], "party_registered": [9]}),
        pd.DataFrame({"active_30": [3], "identity_shown": [4], "recorded": [True]}),
        5,
        pd.DataFrame({"project": ["P1", "P2"], "title": ["泵", "围栏"], "name": ["金星", None], "stuck": [True, False], "light": ["stuck", "red"]}),
        pd.DataFrame({"received": [10], "answered": [8], "waiting": [2]}),
        figures,
        pd.DataFrame({"topic": ["parking", "other"], "name": ["停车", None], "rising": [True, True]}),
        pd.DataFrame({"slip": ["2017-1", "2017-2"], "title": ["甲", "乙"], "unit_name": ["派出所", None], "state": ["issued", "answered"], "colour": ["red", "red"]}),
        pd.DataFrame([vote | {"project": "P2"} | dict.fromkeys(("eligible_area", "voted_area", "favour_area"))]),
        ("household_coverage", "stalled", "stuck", "silent", "answered_rate", "cases_overdue", "on_time_closure"),
    )  # fmt: skip
    assert found.values == {
        "household_coverage": 0.25, "stalled": 1, "stuck": 1, "silent": 5, "answered_rate": 0.8,
        "cases_overdue": 4, "on_time_closure": 0.75, "works_late": 1,
    }  # fmt: skip
    assert found.items == (
        Item("topic", "parking", "停车"),
        Item("slip", "2017-1", "甲", "派出所"),
        Item("work", "P1", "泵", "金星"),
        Item("committee", "C1", "金星"),
        Item("vote", "P2", "围栏"),
    )


def test_meetings_of_a_day_are_found_by_their_address(kept):
    for _ in range(2):
        closed(kept, opened(kept))
    with snapshot(kept) as connection:
        found = held.standing(read(connection, held.called()), date(2017, 7, 10))
    assert [*found["meeting"]] == ["2017-07-10-2", "2017-07-10"]
    assert held.of_address(found, "2017-07-10-2").number == 2
    assert held.of_address(found, "2017-07-10-1").number == held.of_address(found, "2017-07-10").number == 1
    assert [held.of_address(found, one) for one in (None, "", "2017-07-11", "x")] == [None] * 4
    assert held.under_way(found) is None


def test_the_figures_of_a_meeting_are_compared_with_the_last_ones_or_a_week_before():
    assert meetings.compared(None, date(2017, 7, 14)) == date(2017, 7, 7)
    assert meetings.compared(date(2017, 7, 3), date(2017, 7, 14)) == date(2017, 7, 3)
    assert meetings.compared(date(2017, 7, 20), date(2017, 7, 14)) == date(2017, 7, 7)


def test_the_demonstration_has_two_meetings_with_decisions_in_every_state(
    demo_store, records_url, monkeypatch
):
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    store = f"sqlite:///{demo_store}"
    engine = recorded.opened(records_url, store, at(16).at)
    day = state.current(store).last_day
    engine.dispose()
    with snapshot(store_engine(store)) as connection, recorded.beside(connection, records_url) as rows:
        found = worked_out(meetings.all_decided(day, day, USUAL), rows)
        held_ones = worked_out(meetings.listed(day), rows)
    assert [*held_ones["state"]] == ["closed", "closed"]
    assert {*found["state"]} == {"made", "returned", "reported", "closed", "withdrawn"}
    assert found["by_fact"].sum() == 2
    assert found["late"].any()
    assert len(minutes.kept(held_ones["minutes"][0]).decided) == 5
