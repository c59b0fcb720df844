"""The adoption ledger: every opinion once, its verdict as of a day, its clause both ways, what is odd about it in words."""

import sqlite3
from collections import Counter
from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from data_access.database import read, snapshot, store_engine
from data_access.metrics import ADOPTED_RATE, ANSWERED_RATE, HEARD
from data_access.works import consultation, ledger, plans
from data_access.works.answers import DECIDED
from tests import hand
from tests.hand import ON
from tests.works.planted_project import SECOND, P, clauses, opinion, plant


@pytest.fixture
def planted(tmp_path):
    """Plants the project with more rows and reads its ledger, counts, buildings and plans on a day."""
    engines: list[Engine] = []

    def make(on: date = ON, project: str = P, **more):
        url = hand.made(tmp_path / f"store-{len(engines)}.db")
        plant(url, **more)
        engines.append(store_engine(url))
        return looked(engines[-1], project, on)

    yield make
    for engine in engines:
        engine.dispose()


def looked(engine, project: str, on: date):
    with snapshot(engine) as connection:
        versions = read(connection, plans.versions(project))
        entries = ledger.entries(read(connection, ledger.opinions(project, on)), versions, on)
        counts = read(connection, ledger.counts(project, on))
        return entries, counts, read(connection, ledger.buildings(project, on)), plans.published(versions, on)


def outcomes(entries) -> dict:
    return dict(Counter(entries["outcome"]))


def test_the_hand_counts_what_the_ledger_counts(planted):
    entries, counts, _, _ = planted()
    assert outcomes(entries) == {"adopted": 5, "partly": 2, "declined": 4, "pending": 1}
    row = counts.iloc[0]
    assert (row.received, row.answered, row.adopted_fully, row.partly, row.declined) == (12, 11, 5, 2, 4)
    assert (row.adopted, row.waiting, row.without_reason) == (7, 1, 1)
    assert ANSWERED_RATE.of_all(counts).value == 11 / 12
    assert ADOPTED_RATE.of_all(counts).value == 7 / 11
    assert sum("without_reason" in marks for marks in entries["marks"]) == 1


def test_a_row_has_what_its_type_says(planted):
    entries, *_ = planted()
    assert set(entries.columns) == set(ledger.Entry.__annotations__)


def test_a_clause_knows_its_opinions_and_one_has_none(planted):
    entries, _, _, known = planted()
    changes = plans.diff(*known)
    assert changes is not None
    found = {
        change.key: len(ledger.causes(entries, change.key, 1, 2))
        for change in changes
        if change.kind != "unchanged"
    }
    assert found == {"slope": 3, "rail": 1, "paving": 0}
    slope = entries[entries["clause_key"] == "slope"]
    assert set(slope["clause"]) == {1}
    assert set(slope["version"]) == {2}


def test_a_clause_that_a_version_brings_is_that_versions(planted):
    third = {"id": "P1-v3", "version": 3, "published_at": datetime(2017, 7, 1), "summary": ""}
    lamp = {
        "verdict": "adopted",
        "answered_at": datetime(2017, 7, 2),
        "plan_version": 3,
        "clause_key": "lamp",
    }
    entries = planted(
        plan_revision=[third | {"clauses": clauses(SECOND | {"lamp": "加一盏灯"})}],
        opinion=[opinion(90, **lamp)],
    )[0]
    [row] = entries[entries["clause_key"] == "lamp"].itertuples()
    assert (row.version, row.clause, row.marks) == (3, 5, ())


def test_what_changed_an_earlier_version_is_not_behind_a_later_change(planted):
    entries = planted()[0]
    assert len(ledger.causes(entries, "slope", 0, 2)) == 3
    assert ledger.causes(entries, "slope", 2, 3).empty
    assert ledger.causes(entries, "slope", 0, 1).empty


def test_a_past_day_knows_no_answer_and_no_clause_of_a_later_day(planted):
    entries, counts, _, _ = planted(on=date(2017, 6, 14))
    assert outcomes(entries) == {"pending": 12}
    assert set(entries["reason"]) == {None}
    assert set(entries["version"]) == {None}
    assert not any(entries["marks"])
    assert (counts.iloc[0].received, counts.iloc[0].waiting) == (12, 12)
    entries, _, _, _ = planted(on=date(2017, 6, 16))  # answered, but version 2 comes on the 20th
    assert outcomes(entries)["adopted"] == 5
    assert set(entries[entries["version"] == 2]["note"]) == {"to_come"}
    assert not any(mark.startswith(("version", "clause")) for marks in entries["marks"] for mark in marks)
    assert ledger.causes(entries, "slope", 1, 2).empty
    assert planted(on=date(2017, 6, 9))[0].empty


def test_heard_buildings_are_those_with_an_opinion(planted):
    _, _, buildings, _ = planted()
    assert dict(zip(buildings["name"], buildings["opinions"], strict=True)) == {
        "1号楼": 6,
        "2号楼": 6,
        "3号楼": 0,
    }
    assert HEARD.of_all(ledger.heard(buildings)).value == 2 / 3


@pytest.mark.parametrize(
    ("odd", "outcome", "marks"),
    [
        ({"verdict": "perhaps", "answered_at": datetime(2017, 6, 12)}, "pending", ("unknown_verdict",)),
        ({"verdict": "perhaps"}, "pending", ("unknown_verdict",)),
        ({"verdict": "", "reason": "x"}, "pending", ("unknown_verdict",)),
        ({"verdict": "adopted", "reason": "好"}, "pending", ("verdict_undated",)),
        ({"verdict": "declined"}, "pending", ("verdict_undated",)),
        (
            {"verdict": "adopted", "reason": "好", "answered_at": datetime(2017, 5, 1)},
            "adopted",
            ("answer_before_opinion",),
        ),
        (
            {"verdict": "declined", "reason": " \n\u3000", "answered_at": datetime(2017, 6, 12)},
            "declined",
            ("without_reason",),
        ),
        (
            {"verdict": "adopted", "reason": "好", "answered_at": datetime(2017, 6, 12), "plan_version": 9},
            "adopted",
            ("version_unknown",),
        ),
        (
            {
                "verdict": "adopted",
                "answered_at": datetime(2017, 6, 12),
                "plan_version": 2,
                "clause_key": "roof",
            },
            "adopted",
            ("clause_unknown",),
        ),
        (
            {
                "verdict": "adopted",
                "answered_at": datetime(2017, 6, 12),
                "plan_version": 2,
                "clause_key": "hours",
            },
            "adopted",
            ("clause_unchanged",),
        ),
        (
            {"verdict": "adopted", "answered_at": datetime(2017, 6, 12), "clause_key": "slope"},
            "adopted",
            ("version_unsaid",),
        ),
        ({"building_code": "nowhere"}, "pending", ()),
    ],
)
def test_an_odd_opinion_is_marked_counted_once_and_lost_nowhere(odd, outcome, marks, planted):
    entries, counts, _, _ = planted(opinion=[opinion(20, **odd)])
    row = entries.set_index("opinion").loc["P1-o20"]
    assert (row.outcome, row.marks) == (outcome, marks)
    assert len(entries) == counts.iloc[0].received == 13
    assert counts.iloc[0].waiting == sum(entries["outcome"] == "pending")
    assert counts.iloc[0].without_reason == sum("without_reason" in found for found in entries["marks"])


def test_opinions_of_a_project_that_is_not_there_have_a_ledger_too(planted):
    entries, counts, _, known = planted(project="P9", opinion=[opinion(20, project_id="P9")])
    assert list(entries["opinion"]) == ["P1-o20"]
    assert counts.iloc[0].received == 1
    assert known == ()


def test_every_opinion_of_the_platform_is_in_one_ledger_once(demo_file, demo_store):
    with sqlite3.connect(demo_file) as platform:
        asked = Counter(dict(platform.execute("select id, count(*) from opinion group by 1").fetchall()))
        projects = [key for (key,) in platform.execute("select distinct project_id from opinion")]
        plain = platform.execute(
            "select verdict, count(*) from opinion where answered_at is not null"
            " and verdict in ('adopted', 'partly', 'declined') group by 1"
        ).fetchall()
    platform.close()
    engine = store_engine(f"sqlite:///{demo_store}")
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for project in projects:
        entries, counts, _, _ = looked(engine, project, ON)
        found.update(entries["opinion"])
        told.update(entries["outcome"])
        sums.update({key: int(counts[key].iloc[0]) for key in counts if key != "oldest_waiting"})
    with snapshot(engine) as connection:
        town = read(connection, consultation.opinions(ON)).iloc[0]
    engine.dispose()
    assert found == asked
    assert len(found) > 1000
    assert {key: told[key] for key in DECIDED} == dict(plain)
    for key in ("received", "answered", "adopted", "declined", "waiting"):
        assert sums[key] == town[key], key
    counted = {"adopted_fully": "adopted", "partly": "partly", "declined": "declined", "waiting": "pending"}
    assert {key: sums[key] for key in counted} == {key: told[outcome] for key, outcome in counted.items()}
