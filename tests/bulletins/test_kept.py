"""Bulletins that are issued stay as they are; what is counted otherwise afterwards is stated once, with both figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from data_access import recorded, state
from data_access.bulletins import kept, written
from data_access.bulletins.content import Content, Correction, Section
from data_access.database import read, snapshot
from data_access.problem import Problem
from data_access.records import audit, bulletin
from data_access.records.chain import Actor
from data_access.records.writing import Times
from data_access.settings import Sensitive, Settings
from tests.bulletins.bulletin import NOON, SOURCE, SUNDAY
from tests.bulletins.bulletin import bulletin as made

OFFICE, TIMES = Actor("office", "office"), Times(NOON, NOON)
SATURDAY, FRIDAY = SUNDAY - timedelta(1), SUNDAY - timedelta(2)


def of_day(on: date, registered: int, corrections: tuple[Correction, ...] = ()) -> Content:
    return Content("daily", on, SOURCE, sections(registered), corrections)


def sections(registered: int) -> tuple[Section, ...]:
    return (Section("registration", {"registered": registered, "net_new": 2}),)


def rows(engine, until: date = SUNDAY):
    with snapshot(engine) as connection:
        return read(connection, kept.issued("daily", until))


def corrections(engine, counted: dict[date, int], until: date = SUNDAY) -> list[tuple]:
    found = kept.corrections(
        rows(engine, until), [*counted], [sections(number) for number in counted.values()]
    )
    return [(one.day, one.figure, one.stated, one.counted) for one in found]


def test_an_issued_bulletin_is_kept_as_it_was_with_its_row_of_the_audit(records):
    content = made()
    kept.issue(records, OFFICE, TIMES, content)
    with records.connect() as connection:
        row = connection.execute(select(bulletin)).one()
        acts = connection.execute(select(audit.c.act, audit.c.account, audit.c.details)).all()[-1]
    assert kept.content(row) == content
    assert (row.words, row.language, row.issued_at) == (written.whole(content), "zh", NOON)
    assert acts == ("bulletin_issued", "office", '{"day": "2017-07-16", "kind": "weekly"}')


def test_an_issued_bulletin_names_nothing_that_has_become_sensitive_since(records):
    kept.issue(records, OFFICE, TIMES, made(name="PX管线"))
    with records.connect() as connection:
        row = connection.execute(select(bulletin)).one()
    assert kept.public(row, Settings()) == (made(name="PX管线"), row.words)
    content, words = kept.public(row, Settings(sensitive=Sensitive(words=("px",))))
    assert "PX" in row.words
    assert "PX" not in words
    assert content.figures == made().figures
    assert not any(section.listed for section in content.sections)


def test_of_the_same_days_none_is_issued_again(records):
    kept.issue(records, OFFICE, TIMES, of_day(SUNDAY, 10))
    with pytest.raises(Problem) as refused:
        kept.issue(records, OFFICE, TIMES, of_day(SUNDAY, 11))
    assert refused.value.key == "bulletin_issued"
    kept.issue(records, OFFICE, TIMES, replace(of_day(SUNDAY, 11), kind="weekly"))
    assert [kept.content(row).figures["registered"] for row in rows(records).itertuples()] == [10]


def test_a_session_that_has_ended_issues_nothing(records):
    with pytest.raises(Problem) as refused:
        kept.issue(records, replace(OFFICE, session="f" * 64), TIMES, of_day(SUNDAY, 10))
    assert refused.value.key == "not_signed_in"
    assert rows(records).empty


def test_what_is_counted_otherwise_is_a_correction_until_one_has_stated_it(records):
    kept.issue(records, OFFICE, TIMES, of_day(FRIDAY, 10))
    assert corrections(records, {FRIDAY: 10}) == []
    assert corrections(records, {FRIDAY: 13}) == [(FRIDAY, "registered", 10, 13)]
    assert corrections(records, {}) == []

    stated = Correction("daily", FRIDAY, "registered", 10, 13)
    kept.issue(records, OFFICE, TIMES, of_day(SATURDAY, 14, (stated,)))
    assert corrections(records, {SATURDAY: 14, FRIDAY: 13}) == []
    assert corrections(records, {SATURDAY: 14, FRIDAY: 12}) == [(FRIDAY, "registered", 13, 12)]
    first = kept.content(next(rows(records, FRIDAY).itertuples()))
    assert first.figures["registered"] == 10
    assert kept.differing(first, sections(13)) == (stated,)


def test_a_section_that_is_no_longer_counted_corrects_nothing(records):
    kept.issue(records, OFFICE, TIMES, of_day(FRIDAY, 10))
    assert kept.corrections(rows(records), [FRIDAY], [()]) == ()


def test_a_bulletin_looks_back_at_the_last_three_before_it(records):
    for back in range(5):
        kept.issue(records, OFFICE, TIMES, of_day(SUNDAY - timedelta(back), 10))
    assert kept.to_check(rows(records), SUNDAY) == tuple(SUNDAY - timedelta(back) for back in (1, 2, 3))


def test_a_correction_is_written_with_both_figures_and_stands_first():
    one = Correction("daily", FRIDAY, "net_new", -2, 1100)
    lines = written.whole(made(corrections=(one,))).splitlines()
    assert lines[2:4] == [
        "【更正】此前通报有 1 处数字，平台补录后已变：",
        "· 每日通报（2017年7月14日）：登记增减原为 −2，现为 +1,100",
    ]


def test_the_demonstration_has_seven_and_one_of_them_was_corrected_by_the_next(
    demo_store, records_url, monkeypatch
):
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    engine, last = recorded.opened(records_url, f"sqlite:///{demo_store}", NOON), SUNDAY
    found = [kept.content(row) for row in rows(engine).itertuples()]
    engine.dispose()
    assert [one.on for one in found] == [last - timedelta(back) for back in range(1, 8)]
    assert [len(one.corrections) for one in found] == [0, 3, 0, 0, 0, 0, 0]
    early = found[2]
    assert {(one.day, one.figure) for one in found[1].corrections} == {
        (early.on, key) for key in ("registered", "net_new", "cases_received")
    }
    assert {one.counted - one.stated for one in found[1].corrections} == {4, 1}
    assert state.current(f"sqlite:///{demo_store}").last_day == last
