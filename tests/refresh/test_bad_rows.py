"""No row of a platform, however broken, ends a run or goes unsaid."""

import itertools
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from data_access import platform, store
from data_access.database import store_engine
from tests.conftest import copy_of
from tests.refresh.town import DAY, NOW, contents, made, member, rebuilt, refreshed, stock

_EVENT = {"post_id": "p1", "committee_code": "c1", "author_id": "r1", "created_at": DAY}
_WORKS: dict[str, list[dict]] = {
    "project": [{"id": "w1", "committee_code": "c1", "kind": "ramp"}],
    "project_stage": [{"project_id": "w1", "stage": "proposed", "entered_on": DAY.date()}],
    "plan_revision": [{"id": "v1", "project_id": "w1", "version": 1, "published_at": DAY, "clauses": "[]"}],
    "opinion": [{"id": "o1", "project_id": "w1", "body": "好", "received_at": DAY, "verdict": "pending"}],
    "project_vote": [
        {
            "project_id": "w1",
            "held_on": DAY.date(),
            "eligible_households": 9,
            "voted": 8,
            "in_favour": 7,
            "rule": "simple",
        }
    ],
    "project_photo": [{"id": "f1", "project_id": "w1", "phase": "before", "url": "a.png"}],
    "project_rating": [{"id": "g1", "project_id": "w1", "score": 5, "rated_at": DAY}],
    "project_building": [{"project_id": "w1", "building_code": "b1"}],
}


@pytest.fixture
def town(small, tmp_path) -> str:
    """A platform with a row or two in every table, the test's own."""
    return f"sqlite:///{copy_of(small / 'p.db', tmp_path / 'p.db')}"


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """The folder of that platform and of its store, to be copied."""
    folder = tmp_path_factory.mktemp("small")
    url = made(
        f"sqlite:///{folder / 'p.db'}",
        membership=[member(n, is_party_member=True, identity_shown_at=DAY) for n in range(3)]
        + [member(9, committee_code="c2", building_code="b2")],
        department=[{"code": "d1", "name": "派出所", "block": "机关"}],
        party_branch=[{"code": "z1", "committee_code": "c1", "name": "第一支部"}],
        board=[{"code": "x", "name": "公告"}],
        post=[
            {"id": "p1", "board_code": "x", "kind": "talk"}
            | {k: v for k, v in _EVENT.items() if k != "post_id"}
        ],
        interaction=[{"id": "i1", "kind": "comment"} | _EVENT],
        visit_target=[{"committee_code": "c1", "category": "困难", "households": 5}],
        visit=[
            {"id": "t1", "committee_code": "c1", "category": "困难", "visitor_id": "r1", "visited_at": DAY}
        ],
        outreach_event=[{"id": "e1", "committee_code": "c1", "kind": "stall", "held_on": DAY.date()}],
        **_WORKS,
    )
    refreshed(url, f"sqlite:///{folder / 's.db'}")
    return folder


NASTY = ["garbage", "", -1, 1e300, b"\xff\xfe", "2017-13-45", "0000-00-00", "0001-01-01", "9999-12-31", "NaN"]
NASTY += ["2017-05-02T09:00:00+08:00", "2017-06-3x 1", 2**70, "\x00\x1b", "😀" * 300, "'; drop table post --"]


FEW = 4


@pytest.mark.parametrize(
    "turn", [*range(FEW), *(pytest.param(turn, marks=pytest.mark.soak) for turn in range(FEW, len(NASTY)))]
)
@pytest.mark.parametrize("group", ["updated_at", "others"])
def test_no_value_of_a_column_ends_a_run(small, town, tmp_path, turn, group):
    """In the first turns some column has each of the values; after all of them every column has had every one."""
    place = itertools.count()
    url = f"sqlite:///{copy_of(small / 's.db', tmp_path / 's.db')}"
    with sqlite3.connect(tmp_path / "p.db") as connection:
        for table in platform.contract.sorted_tables:
            columns = [column.name for column in table.columns if not column.primary_key]
            if group == "updated_at":
                columns = [name for name in columns if name == group]
            else:
                columns = [name for name in columns if name != "updated_at"]
            for column in columns:
                nasty = NASTY[(FEW * next(place) + turn) % len(NASTY)]
                value = str(nasty) if isinstance(nasty, int) and abs(nasty) > 2**62 else nasty
                first = next(iter(table.primary_key.columns)).name
                row = f"select min({first}) from {table.name}"
                connection.execute(f"update {table.name} set {column} = ? where {first} = ({row})", (value,))
    connection.close()
    refreshed(town, url)
    refreshed(town, url, "reconcile")
    assert contents(url) == rebuilt(town, tmp_path)
    assert stock(url, date(2017, 7, 16), "town")["registered"] >= 1


@pytest.mark.parametrize("column", ["applied_at", "verified_at", "ended_at", "identity_shown_at"])
@pytest.mark.parametrize("nasty", ["garbage", "0001-01-01", "2017-06-3x", -1, b"\xff\xfe"], ids=repr)
def test_a_broken_time_of_a_membership_is_a_defect_of_its_row(town, tmp_path, column, nasty):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute(f"update membership set {column} = ? where id = 'm0'", (nasty,))
    connection.close()
    url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(town, url)
    assert ("unreadable_time", "membership") in {row[:2] for row in contents(url)["defect"]}
    assert contents(url)["days"] == [(date(2017, 6, 1), date(2017, 7, 16))]


def test_ids_that_a_view_repeats_are_kept_once_and_said(town, tmp_path):
    engine = create_engine(town)
    with engine.begin() as connection:
        for table in ("opinion", "membership"):
            connection.execute(text(f"alter table {table} rename to raw_{table}"))
            connection.execute(
                text(f"create view {table} as select * from raw_{table} union all select * from raw_{table}")
            )
    engine.dispose()
    url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(town, url)
    found = {(kind, source): rows for kind, source, _, _, rows in contents(url)["defect"]}
    assert found["duplicate_id", "opinion"] == 1
    assert found["duplicate_id", "membership"] == 4
    assert len(contents(url)["opinion"]) == 1
    assert stock(url, date(2017, 7, 16), "c1")["registered"] == 3


def test_a_defect_leaves_when_its_row_is_mended(town, tmp_path):
    url = f"sqlite:///{tmp_path / 's.db'}"
    later = datetime(2017, 7, 17, 1)

    def change(sql: str):
        with sqlite3.connect(tmp_path / "p.db") as connection:
            connection.execute(sql)
        connection.close()
        refreshed(town, url, now=later)
        return {row[:3] for row in contents(url)["defect"]}

    refreshed(town, url)
    declined = ("declined_without_reason", "opinion", "w1")
    assert declined in change("update opinion set verdict = 'declined', updated_at = '2017-07-17 00:30:00'")
    assert declined not in change("update opinion set reason = '路窄', updated_at = '2017-07-17 00:40:00'")


@pytest.mark.parametrize(("kept", "told"), [(True, 1), (False, 0)])
def test_a_post_without_its_board_is_told_where_the_town_keeps_boards(town, tmp_path, kept, told):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update post set board_code = ' '")
        connection.execute("delete from board where ?", [not kept])
    connection.close()
    refreshed(town, url := f"sqlite:///{tmp_path / 's.db'}")
    found = {row[:2]: row[-1] for row in contents(url)["defect"]}
    assert found.get(("value_missing", "post"), 0) == told


@pytest.mark.parametrize("kept", [True, False])
def test_a_visit_to_an_unknown_building_is_a_defect_where_the_town_keeps_buildings(town, tmp_path, kept):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update visit set building_code = 'b7'")
        connection.execute("delete from building where ?", [not kept])
    connection.close()
    refreshed(town, url := f"sqlite:///{tmp_path / 's.db'}")
    rows = {row[0]: row[1:] for row in contents(url)["defect"]}
    assert (rows.get("unknown_building") == ("visit", "c1", DAY.date(), 1)) is kept


@pytest.mark.parametrize(
    ("category", "told"),
    [("困难", set()), ("长" * 41, {"text_too_long"}), ("困\x07难", {"control_text"})],
)
def test_a_visits_category_that_cannot_be_shown_as_it_is_is_told(town, tmp_path, category, told):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update visit set category = ?, household_id = 'h1'", [category])
    connection.close()
    refreshed(town, url := f"sqlite:///{tmp_path / 's.db'}")
    found = {row for row in contents(url)["defect"] if row[1] == "visit"}
    assert found == {(kind, "visit", "c1", DAY.date(), 1) for kind in told}


def test_a_text_that_is_cut_has_room_for_its_dots(town, tmp_path):
    room = store.project.c.title.type.length  # type: ignore[attr-defined]  # a text
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update project set title = ?", ["长" * (room + 1)])
    connection.close()
    refreshed(town, url := f"sqlite:///{tmp_path / 's.db'}")
    [row] = contents(url)["project"]
    assert "长" * (room - 1) + "…" in row


def test_a_base_of_nobody_is_a_defect(town, tmp_path):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update household_base set occupied_households = 0 where area_code = 'b2'")
    connection.close()
    refreshed(town, url := f"sqlite:///{tmp_path / 's.db'}")
    found = [row for row in contents(url)["defect"] if row[0] == "base_not_positive"]
    assert [(row[1], row[-1]) for row in found] == [("household_base", 1)]


def test_places_are_named_and_persons_are_not(town, tmp_path):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update membership set committee_code = 'nowhere', building_code = null")
    connection.close()
    url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(town, url)
    engine = store_engine(url)
    with engine.connect() as reading:
        rows = reading.execute(select(store.defect).where(store.defect.c.source == "membership")).all()
    engine.dispose()
    assert [(row.kind, row.place, row.rows) for row in rows] == [("unknown_committee", "nowhere", 4)]


def test_the_moment_of_a_run_decides_what_is_in_the_future(town, tmp_path):
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute(
            "update post set created_at = '2017-07-18 09:00:00', updated_at = '2017-07-16 09:00:00'"
        )
    connection.close()
    url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(town, url, now=NOW)
    assert ("future_time", "post") in {row[:2] for row in contents(url)["defect"]}
    refreshed(town, url, now=datetime(2017, 7, 19))
    assert ("future_time", "post") not in {row[:2] for row in contents(url)["defect"]}
