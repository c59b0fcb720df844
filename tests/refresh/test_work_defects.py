"""What is wrong with works, their plans, votes and opinions is named on the data page, row by row, and nothing is lost."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from data_access import store
from data_access.database import store_engine
from data_access.wording import LANGUAGES, words
from tests.refresh.town import DAY, NOW, made, refreshed

LAST = date(2017, 7, 16)
PLACE = {"longitude": 121.35, "latitude": 31.4, "crs": "wgs84"}
VOTE = {"held_on": LAST, "eligible_households": 9, "voted": 8, "in_favour": 7, "rule": "simple"}
PLAN = {"published_at": DAY, "clauses": '[{"key": "a", "text": "坡道"}]'}


def stage(name: str, entered: date | None) -> dict:
    return {"project_id": "w1", "stage": name, "entered_on": entered}


def day(number: int) -> date:
    return date(2017, 6, number)


@pytest.fixture
def found(tmp_path):
    """Refreshes a platform with one work, and returns its store's defects (kind, table): rows, by place w1."""

    def run(now: datetime = NOW, **rows: list[dict]) -> Counter:
        work = {"project": [{"id": "w1", "committee_code": "c1", "kind": "ramp"} | PLACE]}
        tied = {name: [{"project_id": "w1"} | row for row in given] for name, given in rows.items()}
        url = f"sqlite:///{tmp_path / 's.db'}"
        refreshed(made(f"sqlite:///{tmp_path / 'p.db'}", **work, **tied), url, now=now)
        engine = store_engine(url)
        with engine.connect() as connection:
            kept = {name: len(connection.execute(select(store.tables.tables[name])).all()) for name in rows}
            defects = connection.execute(select(store.defect).where(store.defect.c.place == "w1")).all()
        engine.dispose()
        assert kept == {name: len(given) for name, given in rows.items()}, "a row is lost"
        return Counter({(row.kind, row.source): row.rows for row in defects})

    return run


@pytest.mark.parametrize(
    ("stages", "kind"),
    [
        ([stage("proposed", day(1)), stage("consulting", day(9))], "stage_skipped"),
        ([stage("proposed", day(9)), stage("approved", day(1))], "stage_order"),
        ([stage("proposed", date(2017, 9, 1))], "stage_in_future"),
        (
            [stage("proposed", day(1)), stage("cancelled", day(3)), stage("approved", day(4))],
            "cancelled_goes_on",
        ),
        ([stage("proposed", day(1)), stage("dreamed", day(2))], "unknown_value"),
    ],
)
def test_odd_stages_are_named(found, stages, kind):
    assert found(project_stage=stages) == {(kind, "project_stage"): 1}


def test_a_plain_course_is_not(found):
    course = [stage(name, day(n + 1)) for n, name in enumerate(("proposed", "approved", "design_published"))]
    assert found(project_stage=[*course, stage("suspended", day(9)), stage("consulting", day(12))]) == {}


def test_what_happened_this_morning_is_not_in_the_future(found):
    today = NOW + timedelta(hours=10)
    opinion = {"id": "o1", "body": "好", "received_at": NOW + timedelta(hours=9), "verdict": "pending"}
    assert found(today, project_stage=[stage("proposed", NOW.date())], opinion=[opinion]) == {}


@pytest.mark.parametrize(
    ("opinion", "kind"),
    [
        ({"verdict": "perhaps", "answered_at": DAY}, "unknown_value"),
        ({"verdict": "adopted", "answered_at": DAY - timedelta(days=1)}, "answer_before_opinion"),
        ({"verdict": "adopted"}, "verdict_undated"),
        ({"verdict": "declined", "answered_at": DAY}, "declined_without_reason"),
        ({"verdict": "declined", "answered_at": DAY, "reason": "\u3000 \n"}, "declined_without_reason"),
        ({"verdict": "pending", "received_at": NOW}, "future_time"),
        ({"verdict": "adopted", "answered_at": NOW + timedelta(days=3)}, "future_time"),
        ({"verdict": "adopted", "answered_at": DAY, "plan_version": 7}, "unknown_clause"),
        ({"verdict": "adopted", "answered_at": DAY, "plan_version": 1, "clause_key": "z"}, "unknown_clause"),
        ({"verdict": "pending", "building_code": "b99"}, "orphan_building"),
    ],
)
def test_an_odd_opinion_is_named(found, opinion, kind):
    plain = {"id": "o1", "body": "好", "received_at": DAY}
    plan = PLAN | {"id": "v1", "version": 1}
    assert found(opinion=[plain | opinion], plan_revision=[plan]) == {(kind, "opinion"): 1}


def test_a_plain_opinion_is_not(found):
    opinion = {
        "id": "o1",
        "body": "好",
        "received_at": DAY,
        "verdict": "declined",
        "reason": "路窄",
        "answered_at": DAY,
    }
    named = {"id": "o2", "body": "好", "received_at": DAY, "verdict": "adopted", "answered_at": DAY}
    named |= {"plan_version": 1, "clause_key": "a"}
    assert found(opinion=[opinion, named], plan_revision=[PLAN | {"id": "v1", "version": 1}]) == {}


@pytest.mark.parametrize(
    ("plans", "kind"),
    [
        ([(1, DAY), (2, DAY - timedelta(days=2))], "revision_order"),
        ([(1, DAY), (3, DAY)], "revision_gap"),
        ([(1, DAY), (1, DAY)], "revision_gap"),
        ([(1, DAY), (2, NOW + timedelta(days=9))], "future_time"),
    ],
)
def test_odd_versions_are_named(found, plans, kind):
    rows = [
        PLAN | {"id": f"v{n}", "version": number, "published_at": at} for n, (number, at) in enumerate(plans)
    ]
    assert found(plan_revision=rows) == {(kind, "plan_revision"): 1}


@pytest.mark.parametrize("clauses", ["", "{", "[1]", '[{"key": "a"}]', '{"key": "a", "text": "b"}', "null"])
def test_clauses_that_are_none_are_named(found, clauses):
    opinion = {"id": "o1", "body": "好", "received_at": DAY, "verdict": "adopted", "answered_at": DAY}
    opinion |= {"plan_version": 1, "clause_key": "a"}
    plan = PLAN | {"id": "v1", "version": 1, "clauses": clauses}
    assert found(plan_revision=[plan], opinion=[opinion]) == {("clauses_unreadable", "plan_revision"): 1}


@pytest.mark.parametrize(
    "numbers",
    [
        {"voted": 10},
        {"in_favour": 9},
        {"eligible_area": 100, "voted_area": 101, "favour_area": 50},
        {"eligible_area": 100, "voted_area": 60, "favour_area": 61},
    ],
)
def test_a_vote_above_what_there_is_is_named(found, numbers):
    assert found(project_vote=[VOTE | numbers]) == {("vote_above_eligible", "project_vote"): 1}


@pytest.mark.parametrize(
    ("vote", "kind"),
    [
        ({"held_on": day(1)}, None),
        ({"held_on": NOW.date()}, "future_time"),
        ({"rule": "shouting"}, "unknown_value"),
    ],
)
def test_a_vote_to_come_or_under_no_rule_is_named(found, vote, kind):
    assert found(project_vote=[VOTE | vote]) == ({(kind, "project_vote"): 1} if kind else {})


def test_every_defect_has_its_words_in_both_languages():
    kinds = {key.removeprefix("defect.") for key in words("zh") if key.startswith("defect.")}
    assert {"revision_gap", "unknown_clause", "stage_skipped", "vote_above_eligible"} <= kinds
    for lang in LANGUAGES:
        for part in ("defect", "defect_effect", "defect_remedy"):
            assert {
                key.removeprefix(f"{part}.") for key in words(lang) if key.startswith(f"{part}.")
            } == kinds
