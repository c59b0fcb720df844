"""The board's works: each once, counted like the platform's own rows, chosen as asked, with what was said of them."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert

from data_access import store
from data_access.database import read, snapshot, store_engine
from data_access.platform import STAGES
from data_access.works import adoption, board, consultation
from data_access.works.stages import BEHIND, UNLIT, by_light

ON = date(2017, 7, 16)
DAYS = [date(2017, 5, 10), date(2017, 6, 1), date(2017, 6, 20), date(2017, 7, 5), ON]


def board_of(url: str, on: date, today: date = ON) -> pd.DataFrame:
    """board.works of a store."""
    engine = store_engine(url)
    with snapshot(engine) as connection:
        found = board.works(
            consultation.as_of(read(connection, consultation.projects(on)), on),
            adoption.counted(
                read(connection, consultation.opinions_by_project(on)),
                read(connection, adoption.adopted(on)),
                read(connection, adoption.versions(on)),
            ),
            read(connection, board.plans(on)),
            read(connection, board.ratings(on)),
            today,
        )
    engine.dispose()
    return found


class Rows:
    """The platform's rows of works, one by one."""

    def __init__(self, file):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            self.project, self.project_stage, self.opinion, self.plan_revision, self.project_rating = (
                [dict(row) for row in connection.execute(f"select * from {name}")]
                for name in ("project", "project_stage", "opinion", "plan_revision", "project_rating")
            )

    def stage(self, project: str, on: date) -> str | None:
        entered = {
            row["stage"]: row["entered_on"]
            for row in self.project_stage
            if row["project_id"] == project and row["entered_on"] and row["entered_on"] <= str(on)
        }
        if "cancelled" in entered:
            return "cancelled"
        line = [name for name in STAGES if name in entered]
        if "suspended" in entered and all(entered[name] <= entered["suspended"] for name in line):
            return "suspended"
        return line[-1] if line else None


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_work_stands_once_where_the_platforms_rows_say(demo_file, demo_store, on):
    rows = Rows(demo_file)
    expected = {row["id"]: stage for row in rows.project if (stage := rows.stage(row["id"], on))}
    found = board_of(f"sqlite:///{demo_store}", on)
    assert not found["project"].duplicated().any()
    assert dict(zip(found["project"], found["stage"], strict=True)) == expected
    assert Counter(found["stage"]) == Counter(expected.values())


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_opinions_plans_and_ratings_are_those_of_the_platforms_rows(demo_file, demo_store, on):
    rows, end = Rows(demo_file), f"{on + timedelta(days=1)} 00:00:00"
    found = board_of(f"sqlite:///{demo_store}", on).set_index("project")
    for project, work in found.iterrows():
        said = [row for row in rows.opinion if row["project_id"] == project and row["received_at"] < end]
        answered = [
            row for row in said
            if row["verdict"] in ("adopted", "partly", "declined") and row["answered_at"] and row["answered_at"] < end
        ]  # fmt: skip
        without = [
            row for row in answered if row["verdict"] == "declined" and not (row["reason"] or "").strip()
        ]
        adopted = [row for row in answered if row["verdict"] != "declined"]
        versions = [r for r in rows.plan_revision if r["project_id"] == project and r["published_at"] < end]
        scores = [
            r["score"] for r in rows.project_rating if r["project_id"] == project and r["rated_at"] < end
        ]
        assert tuple(work[name] for name in ("received", "answered", "adopted", "without_reason", "waiting")) == (
            len(said), len(answered), len(adopted), len(without), len(said) - len(answered),
        )  # fmt: skip
        assert work["revisions"] == max(0, len(versions) - 1)
        assert (work["ratings"], work["satisfied"]) == (len(scores), sum(score >= 4 for score in scores))


def test_the_works_opinions_sum_to_the_towns(demo_store):
    engine = store_engine(f"sqlite:///{demo_store}")
    for on in DAYS:
        with snapshot(engine) as connection:
            said = read(connection, consultation.opinions_by_project(on))
            town = read(connection, consultation.opinions(on)).iloc[0]
        found = board.opinion_totals(said.assign(unwritten=0)).iloc[0]
        assert [found[name] for name in consultation.COUNTS] == [town[name] for name in consultation.COUNTS]
        assert found["oldest_waiting"] == town["oldest_waiting"] or found["waiting"] == 0
    engine.dispose()


def test_qinan_reads_as_the_report_tells_it(demo_store):
    """Published with drawings, opinions collected, the plan changed, built within some ten days."""
    url = f"sqlite:///{demo_store}"
    found = board_of(url, ON)
    found = found[found["name"] == "祁南居委会"].set_index("title")
    assert dict(found["stage"]) == {
        "祁南一村1–16号无障碍坡道": "evaluated",
        "祁南一村1–16号增设停车位": "completed",
        "祁南一村枯死老树移除补种": "evaluated",
        "祁南一村破损围墙修复封闭": "evaluated",
        "祁南一村违法搭建拆除": "completed",
        "祁南一村停车泊位划线整治": "completed",
    }
    assert (found["programme"] == "ten_small").all()
    assert (found["revisions"] == 1).all()
    assert not found["light"].isin(BEHIND).any()
    assert not found["stuck"].any()
    assert not found["flaws"].any()
    days = [(row.entered_completed - row.entered_started).days for row in found.itertuples()]
    assert min(days) >= 5
    assert max(days) <= 11
    assert found["received"].sum() == 212
    assert (found["adopted"] > 0).all()
    earlier = board_of(url, date(2017, 6, 15))
    assert set(earlier[earlier["name"] == "祁南居委会"]["stage"]) == {"consulting"}


@pytest.mark.parametrize("on", DAYS)
def test_every_lit_work_has_one_light_and_none_is_both_in_time_and_stuck(demo_store, on):
    found = board_of(f"sqlite:///{demo_store}", on)
    lights = by_light(found)
    assert sum(lights.values()) == found["light"].notna().sum()
    assert not found[found["light"] == "green"]["stuck"].any()
    assert found[found["light"] == "stuck"]["stuck"].all()
    assert (found[found["light"] == "suspended"]["stage"] == "suspended").all()
    assert (found[found["light"] == "red"]["days_late"] > 5).all()
    behind = [BEHIND.index(light) for light in found[~found["stuck"]]["light"] if light in BEHIND]
    assert behind == sorted(behind)
    if on == ON:
        assert lights == {"red": 7, "suspended": 7, "amber": 13, "stuck": 8, "green": 30}


@pytest.fixture
def planted(sqlite_url):
    """A store with works given as stages by days before ON."""
    engine = store_engine(sqlite_url, create=True)
    moment = datetime(2017, 7, 16, 20)

    def plant(**works: dict[str, int]) -> str:
        with engine.begin() as connection:
            store.tables.create_all(connection)
            for name, stages in works.items():
                connection.execute(
                    insert(store.project).values(
                        id=name, committee_code="C1", title=name, programme="ten_small", kind="ramp", summary="",
                        updated_at=moment,
                    )
                )  # fmt: skip
                for stage, ago in stages.items():
                    row = {"project_id": name, "stage": stage, "entered_on": ON - timedelta(days=ago)}
                    connection.execute(insert(store.project_stage), row | {"updated_at": moment})
        return sqlite_url

    yield plant
    engine.dispose()


def test_odd_works_are_marked_and_none_is_lost(planted):
    url = planted(
        plain={"proposed": 9, "approved": 3},
        skipped={"proposed": 9, "started": 3},
        backwards={"proposed": 3, "approved": 9},
        future={"proposed": 9, "completed": -40},
        goes_on={"proposed": 9, "cancelled": 5, "approved": 3},
        dreamed={"proposed": 9, "dreamt": 3},
        nowhere={},
        only_dreamt={"dreamt": 3},
        tomorrow={"proposed": -1},
    )
    found = board_of(url, ON).set_index("project")
    assert dict(found["flaws"]) == {
        "plain": "",
        "skipped": "stage_skipped",
        "backwards": "stage_order",
        "future": "stage_in_future",
        "goes_on": "cancelled_goes_on",
        "dreamed": "unknown_value",
    }
    assert found.loc["goes_on", "stage"] == "cancelled"
    assert found.loc["skipped", "reached"] == "started"
    engine = store_engine(url)
    with snapshot(engine) as connection:
        left = read(connection, board.unstaged(ON))
    engine.dispose()
    assert sorted(left["project"]) == ["nowhere", "only_dreamt", "tomorrow"]


def test_works_are_chosen_by_all_that_is_asked():
    frame = pd.DataFrame({"light": ["green", "red", None, "amber"], "stage": ["started"] * 3 + ["approved"]})
    frame = frame.assign(committee="C1", programme="p", kind=["ramp", "tree", "ramp", "ramp"])
    assert list(board.chosen(frame, kind="ramp").index) == [0, 2, 3]
    assert list(board.chosen(frame, light=UNLIT).index) == [2]
    assert list(board.chosen(frame, light="red", stage="started").index) == [1]
    assert list(board.chosen(frame, committee="C2").index) == []
    assert len(board.chosen(frame)) == 4


def test_a_town_without_works_has_none(planted):
    assert board_of(planted(), ON).empty
