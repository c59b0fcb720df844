"""Where each small work stands on a day, what is late, and which opinions wait."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert

from data_access import store, works
from data_access.database import read, snapshot, store_engine
from data_access.made import worked_out
from data_access.works import consultation

ON = date(2017, 7, 16)
CHANGED = datetime(2017, 7, 16, 20)


def before(days: int) -> date:
    """So many days before ON."""
    return ON - timedelta(days=days)


@pytest.fixture
def engine(sqlite_url):
    engine = store_engine(sqlite_url, create=True)
    with engine.begin() as connection:
        store.tables.create_all(connection)
        committee = {"code": "C1", "name": "一村", "kind": "residents", "valid_from": date(2017, 1, 1)}
        connection.execute(insert(store.committee), committee | {"updated_at": CHANGED})
    yield engine
    engine.dispose()


@pytest.fixture
def work(engine):
    """Adds a project whose stages are given as (planned, entered)."""

    def add(name: str = "P1", committee: str = "C1", **stages: tuple[date | None, date | None]) -> None:
        with engine.begin() as connection:
            connection.execute(
                insert(store.project).values(
                    id=name, committee_code=committee, title=f"{name} 坡道", programme="ten_small", kind="ramp",
                    summary="", updated_at=CHANGED,
                )
            )  # fmt: skip
            for stage, (planned, entered) in stages.items():
                row = {"project_id": name, "stage": stage, "planned_on": planned, "entered_on": entered}
                connection.execute(insert(store.project_stage), row | {"updated_at": CHANGED})

    return add


@pytest.fixture
def standing(engine):
    """Reads how every project stands on a day, by project."""

    def look(on: date = ON) -> pd.DataFrame:
        with snapshot(engine) as connection:
            return consultation.as_of(read(connection, consultation.projects(on)), on).set_index("project")

    return look


def test_a_work_stands_at_the_furthest_stage_entered_by_the_day(work, standing):
    work(proposed=(None, before(30)), approved=(None, before(20)), consulting=(None, before(5)))
    assert standing().stage["P1"] == "consulting"
    assert standing(before(6)).stage["P1"] == "approved"
    assert standing(before(20)).stage["P1"] == "approved"
    assert standing(before(21)).stage["P1"] == "proposed"
    assert standing(before(31)).empty


def test_a_row_has_what_its_type_says(work, standing):
    work(proposed=(None, before(3)))
    assert set(standing().reset_index().columns) == set(consultation.Work.__annotations__)


def test_the_row_says_what_the_work_is_and_whose(work, standing):
    work(proposed=(None, before(3)))
    row = standing().loc["P1"]
    assert (row.title, row.committee, row["name"], row.kind, row.programme) == (
        "P1 坡道", "C1", "一村", "ramp", "ten_small",
    )  # fmt: skip


def test_a_work_of_an_unknown_committee_is_still_shown(work, standing):
    work(committee="C9", proposed=(None, before(3)))
    assert standing().committee["P1"] == "C9"
    assert pd.isna(standing()["name"]["P1"])


def test_days_in_stage_count_from_the_day_it_was_entered(work, standing):
    work(proposed=(None, before(30)), approved=(None, before(7)))
    assert standing().days_in_stage["P1"] == 7
    assert standing(before(7)).days_in_stage["P1"] == 0
    assert standing(before(8)).days_in_stage["P1"] == 22


@pytest.mark.parametrize(
    ("late", "light"), [(-1, "green"), (0, "green"), (1, "amber"), (5, "amber"), (6, "red"), (60, "red")]
)
def test_the_light_turns_on_the_days_that_the_next_stage_is_late(work, standing, late, light):
    work(proposed=(None, before(90)), approved=(before(late), None))
    row = standing().loc["P1"]
    assert (row.days_late, row.light) == (max(0, late), light)
    assert (row.next_stage, row.next_planned) == ("approved", before(late))


def test_the_first_later_stage_with_a_plan_is_the_one_that_is_due(work, standing):
    work(
        proposed=(before(99), before(90)),
        approved=(before(80), before(70)),
        design_published=(None, None),
        consulting=(before(3), None),
        confirmed=(before(40), None),
    )
    row = standing().loc["P1"]
    assert (row.next_stage, row.days_late, row.light) == ("consulting", 3, "amber")


def test_a_work_is_on_time_again_once_the_late_stage_is_entered(work, standing):
    work(proposed=(None, before(90)), approved=(before(20), before(5)), design_published=(ON, None))
    assert standing(before(6)).light["P1"] == "red"
    assert standing(before(5)).light["P1"] == "green"


def test_skipped_stages_do_not_hold_a_work_back(work, standing):
    work(
        proposed=(None, before(90)),
        approved=(before(80), None),
        started=(before(9), before(8)),
        completed=(ON, None),
    )
    row = standing().loc["P1"]
    assert (row.stage, row.next_stage, row.days_late, row.light) == ("started", "completed", 0, "green")


def test_stages_entered_out_of_order_leave_the_furthest(work, standing):
    work(proposed=(None, before(10)), approved=(None, before(2)), design_published=(None, before(5)))
    row = standing().loc["P1"]
    assert (row.stage, row.days_in_stage) == ("design_published", 5)


def test_without_a_plan_there_is_no_light(work, standing):
    work(proposed=(before(99), before(90)), approved=(None, None))
    row = standing().loc["P1"]
    assert pd.isna(row.light)
    assert pd.isna(row.next_stage)
    assert row.days_late is None


def test_an_evaluated_work_has_no_light(work, standing):
    work(proposed=(None, before(90)), completed=(before(50), before(30)), evaluated=(before(20), before(1)))
    row = standing().loc["P1"]
    assert (row.stage, row.days_late) == ("evaluated", None)
    assert pd.isna(row.light)
    assert standing(before(2)).light["P1"] == "red"


def test_a_suspended_work_is_never_overdue_whatever_its_plan(work, standing):
    work("P1", proposed=(None, before(30)), approved=(before(9), None), suspended=(None, before(4)))
    work("P2", proposed=(None, before(30)), suspended=(None, before(4)))
    for name in ("P1", "P2"):
        row = standing().loc[name]
        assert (row.stage, row.light, row.days_in_stage) == ("suspended", "suspended", 4)
        assert row.suspended
    assert standing(before(5)).stage["P1"] == "proposed"
    assert not standing(before(5)).suspended["P1"]


def test_a_suspended_work_goes_on_with_a_later_dated_stage(work, standing):
    work(
        proposed=(None, before(30)),
        suspended=(None, before(20)),
        approved=(None, before(10)),
        started=(ON, None),
    )
    assert standing(before(11)).stage["P1"] == "suspended"
    row = standing(before(10)).loc["P1"]
    assert (row.stage, row.suspended, row.light) == ("approved", False, "green")


def test_a_stage_of_the_same_day_does_not_end_a_suspension(work, standing):
    work(proposed=(None, before(30)), approved=(None, before(20)), suspended=(None, before(20)))
    assert standing().stage["P1"] == "suspended"


def test_a_cancelled_work_is_cancelled_for_good(work, standing):
    work(
        proposed=(None, before(30)),
        suspended=(None, before(25)),
        cancelled=(None, before(20)),
        approved=(None, before(10)),
        started=(before(9), None),
    )
    row = standing().loc["P1"]
    assert (row.stage, row.days_in_stage, row.days_late) == ("cancelled", 20, None)
    assert pd.isna(row.light)
    assert pd.isna(row.next_stage)
    assert (row.cancelled, row.suspended) == (True, False)
    assert standing(before(21)).stage["P1"] == "suspended"


def test_a_stage_of_tomorrow_is_not_yet_there(work, standing):
    work(proposed=(None, before(9)), approved=(ON, before(-1)))
    row = standing().loc["P1"]
    assert (row.stage, row.light) == ("proposed", "green")


def test_a_town_without_works_has_none(standing):
    found = standing()
    assert found.empty
    assert {"stage", "light", "days_late", "days_in_stage", "next_planned"} <= set(found.columns)


@pytest.fixture
def said(engine, work):
    """Adds opinions on P1 of C1 and P2 of C2, given as (received, verdict, answered, project)."""
    work("P1")
    work("P2", committee="C2")

    def add(*rows: tuple) -> None:
        with engine.begin() as connection:
            for number, (received, verdict, answered, *project) in enumerate(rows):
                connection.execute(
                    insert(store.opinion).values(
                        id=f"O{number}", project_id=(project or ["P1"])[0], body="坡道太陡", received_at=received,
                        verdict=verdict, answered_at=answered, updated_at=CHANGED,
                    )
                )  # fmt: skip

    return add


@pytest.fixture
def opinions(engine):
    """Reads the opinions' counts as of a day."""

    def look(on: date = ON, committee: str | None = None) -> dict:
        query = consultation.opinions(on) if committee is None else works.opinions(on, committee)
        with snapshot(engine) as connection:
            [row] = worked_out(query, lambda select: read(connection, select)).to_dict("records")
        return row | {"oldest_waiting": None if pd.isna(row["oldest_waiting"]) else row["oldest_waiting"]}

    return look


def counts(row: dict) -> tuple:
    return tuple(row[name] for name in ("received", "answered", "adopted", "declined", "waiting"))


def noon(days: int) -> datetime:
    return datetime.combine(before(days), datetime.min.time()).replace(hour=12)


def test_opinions_are_received_answered_or_waiting(said, opinions):
    said(
        (noon(9), "adopted", noon(5)),
        (noon(8), "partly", noon(5)),
        (noon(7), "declined", noon(5)),
        (noon(6), "pending", None),
        (noon(3), "pending", None),
    )
    assert counts(opinions()) == (5, 3, 2, 1, 2)
    assert opinions()["oldest_waiting"] == noon(6)


def test_a_past_day_knows_only_what_was_answered_by_then(said, opinions):
    said((noon(9), "adopted", noon(5)), (noon(8), "declined", noon(2)), (noon(1), "pending", None))
    assert counts(opinions(before(6))) == (2, 0, 0, 0, 2)
    assert counts(opinions(before(5))) == (2, 1, 1, 0, 1)
    assert counts(opinions(before(2))) == (2, 2, 1, 1, 0)
    assert opinions(before(5))["oldest_waiting"] == noon(8)
    assert opinions(before(2))["oldest_waiting"] is None


def test_the_last_second_of_a_day_belongs_to_it_and_midnight_does_not(said, opinions):
    midnight = datetime.combine(ON, datetime.min.time())
    last = midnight - timedelta(seconds=1)
    said((last, "adopted", last), (noon(3), "adopted", midnight), (midnight, "pending", None))
    assert counts(opinions(before(1))) == (2, 1, 1, 0, 1)
    assert counts(opinions()) == (3, 2, 2, 0, 1)


def test_an_undated_or_unknown_verdict_still_waits(said, opinions):
    said((noon(9), "adopted", None), (noon(8), "perhaps", noon(3)), (noon(7), "pending", noon(3)))
    assert counts(opinions()) == (3, 0, 0, 0, 3)
    assert opinions()["oldest_waiting"] == noon(9)


def test_a_committee_counts_the_opinions_on_its_own_works(said, opinions):
    said((noon(9), "adopted", noon(5)), (noon(8), "pending", None, "P2"), (noon(7), "pending", None, "P2"))
    assert counts(opinions(committee="C1")) == (1, 1, 1, 0, 0)
    assert counts(opinions(committee="C2")) == (2, 0, 0, 0, 2)
    assert counts(opinions(committee="C3")) == (0, 0, 0, 0, 0)


def test_a_town_without_opinions_has_none_waiting(opinions):
    assert counts(opinions()) == (0, 0, 0, 0, 0)
    assert opinions()["oldest_waiting"] is None
