"""Slips and proposals counted by hand on a day, and by whom each is seen."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from data_access import recorded, state, supervision
from data_access.access.rights import OPEN, Rights
from data_access.cases.calendar import Calendar
from data_access.clock import SHANGHAI
from data_access.database import read, snapshot
from data_access.records.writing import Times
from data_access.settings import Sensitive, Settings
from data_access.supervision import issuing, proposals, slips
from tests.supervision.written import DRAFT, NOON, OFFICE, OWN, POLICE, issued

TODAY = date(2017, 7, 14)
DAYS, USUAL = Calendar(), Settings()
COMMITTEES = pd.DataFrame({"code": ["C1"], "name": ["金星居委会"]})
DEPARTMENTS = pd.DataFrame({"code": ["D1"], "name": ["派出所"]})
HIDDEN = pd.DataFrame({"case": ["秘/1"]})


def at(day: int, hour: int = 12) -> Times:
    moment = datetime(2017, 7, day, hour, tzinfo=SHANGHAI)
    return Times(moment, moment)


@pytest.fixture
def standing(kept):
    """Six slips: answered and closed in time, answered late, withdrawn, orange by itself, about a sensitive case, of a
    committee."""
    first = issued(kept, times=at(3))
    issuing.answer(kept, POLICE, at(5), first, 1, "已办", (OWN,))
    issuing.move(kept, OFFICE, at(6), first, 2, "closed", "")
    late = issued(kept, replace(DRAFT, thing="甲/2"), at(3))
    issuing.answer(kept, POLICE, at(10), late, 1, "已办", (OWN,))
    gone = issued(kept, replace(DRAFT, thing="甲/3"), at(3))
    issuing.move(kept, OFFICE, at(4), gone, 1, "withdrawn", "重复")
    issued(kept, replace(DRAFT, thing="甲/4"), at(10))
    issued(kept, replace(DRAFT, thing="秘/1", title="举报某单位"), at(13))
    issued(kept, replace(DRAFT, thing="甲/6", unit_kind="committee", unit="C1", colour="red"), at(12))

    def run(day: date = TODAY, settings: Settings = USUAL) -> pd.DataFrame:
        with snapshot(kept) as connection:
            kept_rows = read(connection, slips.issued()), read(connection, slips.steps())
        return slips.standing(*kept_rows, HIDDEN, COMMITTEES, DEPARTMENTS, day, settings, DAYS)

    return run


def test_states_colours_and_deadlines_of_a_day(standing):
    rows = [(row.number, row.unit_name, row.state, row.colour, row.late) for row in standing().itertuples()]
    assert rows == [
        ("罗督〔2017〕6号", "金星居委会", "issued", "red", True),
        ("罗督〔2017〕5号", "派出所", "issued", "blue", False),
        ("罗督〔2017〕4号", "派出所", "issued", "orange", False),
        ("罗督〔2017〕3号", "派出所", "withdrawn", "blue", False),
        ("罗督〔2017〕2号", "派出所", "answered", "orange", False),
        ("罗督〔2017〕1号", "派出所", "closed", "blue", False),
    ]


def test_counts_are_those_of_the_rows(standing):
    # Due for the first time by the 14th: 1, 2 (both the 6th), 4 (the 13th), 6 (the 13th); in time: the first.
    assert slips.counts(standing(), TODAY) == slips.Counts(
        slips_open=4, slips_red=1, slips_orange=1, slips_blue=1, slips_to_check=1, answers_due=4, answered_in_time=1
    )  # fmt: skip


def test_units_are_counted_apart_the_gravest_first(standing):
    found = slips.by_unit(standing(), TODAY)
    assert [(row.unit, row.slips_red, row.slips_orange, row.slips_to_check, row.answered_in_time) for row in found.itertuples()] == [
        ("C1", 1, 0, 0, 0),
        ("D1", 0, 1, 1, 1),
    ]  # fmt: skip


def test_a_past_day_shows_what_stood_at_its_end(standing):
    past = standing(date(2017, 7, 5))
    assert [(row.slip, row.state) for row in past.itertuples()] == [
        ("2017-3", "withdrawn"), ("2017-2", "issued"), ("2017-1", "answered"),
    ]  # fmt: skip
    assert standing(date(2017, 7, 2)).empty


def seen(frame: pd.DataFrame, rights: Rights) -> list[str]:
    return [row.slip for row in slips.seen(frame, rights, None, None).itertuples()]


def test_each_sees_what_is_theirs_and_what_is_sensitive_only_who_may(standing):
    frame = standing()
    public = ["2017-6", "2017-4", "2017-3", "2017-2", "2017-1"]
    assert seen(frame, Rights("office")) == seen(frame, Rights("leading_group"))
    assert seen(frame, Rights("office")) == ["2017-6", "2017-5", *public[1:]]
    assert seen(frame, OPEN) == public
    assert seen(frame, Rights("secretary", ("C1",))) == ["2017-6"]
    assert seen(frame, Rights("department", (), ("D1",))) == ["2017-5", *public[1:]]
    assert seen(frame, Rights("secretary", ("D1",))) == []
    assert seen(frame, Rights("party_office")) == seen(frame, Rights("screen")) == []


def test_a_new_sensitive_word_hides_what_holds_it_at_once(standing):
    words = Settings(sensitive=Sensitive(words=("停车",)))
    assert seen(standing(settings=words), OPEN) == []


def test_a_sensitive_word_hides_a_slip_as_it_hides_its_case_whether_its_letters_are_large_or_small(kept):
    slip = issued(kept, replace(DRAFT, title="反对PX项目"))
    with snapshot(kept) as connection:
        rows = read(connection, slips.issued()), read(connection, slips.steps())
    words = Settings(sensitive=Sensitive(words=("px",)))
    frames = HIDDEN, COMMITTEES, DEPARTMENTS
    found = slips.standing(*rows, *frames, TODAY, words, DAYS)
    assert [*found["id"]] == [slip]
    assert seen(found, OPEN) == []


def test_what_waits_for_whom(standing):
    frame = slips.seen(standing(), Rights("office"), None, None)
    assert [*slips.waiting(frame, ("department", "D1"))["slip"]] == ["2017-5", "2017-4"]
    assert [*slips.waiting(frame, None)["slip"]] == ["2017-6", "2017-2"]


def case(code: str, light: str | None, due: date, **more) -> dict:
    usual = {
        "title": code,
        "state": "accepted",
        "returned": 0,
        "department": "D1",
        "department_name": "派出所",
    }
    return (
        {"case": code, "light": light, "due_on": due, "committee": "C1", "name": "金星", "sensitive": None}
        | usual
        | more
    )


def test_the_rule_proposes_by_light_days_and_returns(standing):
    friday = date(2017, 7, 14)
    cases = pd.DataFrame(
        [
            case("绿", "green", friday + timedelta(3)),
            case("黄动", "amber", friday),
            case("黄", "amber", friday, state="received"),
            case("红三", "red", date(2017, 7, 11)),
            case("红四", "red", date(2017, 7, 10)),
            case("退", "green", friday + timedelta(3), returned=2),
            case("办结", None, date(2017, 7, 3), returned=3),
            case("居", "red", date(2017, 7, 13), department=None, department_name=None),
            case("甲/4", "red", date(2017, 7, 3)),
            case("甲/1", "red", date(2017, 7, 3)),
        ]
    )
    found = proposals.of_cases(cases, standing(), friday, DAYS)
    assert [(row.case, row.colour, row.reason, row.unit) for row in found.itertuples()] == [
        ("退", "red", "returned_twice", "D1"),
        ("甲/1", "red", "overdue_long", "D1"),
        ("红四", "red", "overdue_long", "D1"),
        ("红三", "orange", "overdue", "D1"),
        ("居", "orange", "overdue", "C1"),
        ("黄", "blue", "due_soon", "D1"),
    ]


def test_the_demonstration_has_slips_of_every_colour_in_every_state(demo_store, records_url, monkeypatch):
    store = f"sqlite:///{demo_store}"
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    engine = recorded.opened(records_url, store, NOON)
    town = state.current(store)
    with snapshot(engine) as connection:
        kept_rows = read(connection, slips.issued()), read(connection, slips.steps())
    engine.dispose()
    frame = slips.standing(*kept_rows, HIDDEN, COMMITTEES, DEPARTMENTS, town.last_day, Settings(), DAYS)
    assert {*frame["colour"]} == {"blue", "orange", "red"}
    assert {*frame["state"]} == {"issued", "answered", "returned", "closed", "withdrawn"}
    assert supervision.slips.counts(frame, town.last_day).answered_in_time == 5
