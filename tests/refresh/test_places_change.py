"""What becomes of persons when committees, buildings, branches and departments open, move and close, on rows that a
reader can count on fingers."""

import shutil
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, select, update

from data_access import platform, store
from data_access.database import store_engine
from tests.refresh.town import made, member, refreshed, stock

BEFORE, AFTER, LAST = date(2017, 6, 9), date(2017, 6, 10), date(2017, 7, 16)
LATER = datetime(2017, 7, 17, 1)
QUARTER_DAY = datetime(2017, 6, 10, 6)


@pytest.fixture
def town(tmp_path):
    """Makes a platform of these rows and refreshes a store from it in full."""
    return lambda **rows: Town(tmp_path, **rows)


class Town:
    """A small platform beside its store."""

    def __init__(self, folder, **rows):
        self.url, self.store = f"sqlite:///{folder / 'platform.db'}", f"sqlite:///{folder / 'store.db'}"
        made(self.url, **rows)
        refreshed(self.url, self.store, "full")

    def change(self, *statements, kind: str = "incremental") -> None:
        """Changes the platform, then refreshes."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)
        engine.dispose()
        refreshed(self.url, self.store, kind, now=LATER)

    def rows(self, table, **where) -> list[dict]:
        engine = store_engine(self.store)
        chosen = select(table).where(*(table.c[name] == value for name, value in where.items()))
        with engine.connect() as connection:
            found = [dict(row) for row in connection.execute(chosen).mappings()]
        engine.dispose()
        return found

    def party(self, area: str, day: date, *names: str) -> tuple:
        [row] = self.rows(store.party_day, area_code=area, day=day)
        return tuple(row[name] for name in names)

    def area(self, committee: str, area: str, day: date) -> tuple:
        """Registered, households and base of an area at the end of the day."""
        steps = self.rows(store.area_step, committee_code=committee, area_code=area)
        begun = {row["day"]: row for row in steps if row["day"] <= day}
        step = begun[max(begun)] if begun else {}
        return tuple(step.get(name) for name in ("registered", "households", "occupied_households"))


def closed(table, code: str, on: date):
    return update(table).where(table.c.code == code).values(valid_to=on, updated_at=LATER)


def touched(key: str):
    return update(platform.membership).where(platform.membership.c.id == key).values(updated_at=LATER)


def elsewhere(number: int, **values) -> dict:
    return member(number, committee_code="c2", building_code="b2", **values)


def shown(number: int, **values) -> dict:
    return member(number, is_party_member=True, identity_shown_at=datetime(2017, 6, 2), **values)


def act(number: int, author: str, kind: str, at: datetime, **values) -> dict:
    row = {"id": f"i{number}", "post_id": "p1", "committee_code": "c1", "author_id": author, "kind": kind}
    return row | {"created_at": at, "author_role": "resident"} | values


def post(number: int, author: str, **values) -> dict:
    row = {"id": f"p{number}", "committee_code": "c1", "board_code": "x", "author_id": author, "kind": "talk"}
    return row | {"created_at": datetime(2017, 6, 5, 9)} | values


# A committee closes.


def test_an_incremental_run_carries_nobody_of_a_closed_committee_into_the_town(town):
    of_c1 = [member(1), member(2, QUARTER_DAY)]
    there = town(membership=[*of_c1, elsewhere(3), elsewhere(4, verified=None)])
    there.change(closed(platform.committee, "c2", AFTER), kind="full")
    for statements in ((), (touched("m2"),)):  # m2 is verified on the very day
        there.change(*statements)
        rows = [stock(there.store, day, "town") for day in (BEFORE, AFTER, LAST)]
        assert [row["registered"] for row in rows] == [2, 2, 2]
        assert [row["households"] for row in rows] == [2, 2, 2]
        assert [row["waiting"] for row in rows] == [1, 0, 0]
        assert stock(there.store, AFTER, "c2") == {}


def test_nobody_counts_in_a_committee_before_it_is_founded(town):
    founded = {"code": "c3", "name": "第3居委会", "kind": "residents", "valid_from": AFTER}
    there = town(
        committee=[founded], membership=[member(1), member(2, committee_code="c3", building_code=None)]
    )
    there.change(touched("m1"))
    assert [stock(there.store, day, "town")["registered"] for day in (BEFORE, AFTER)] == [1, 2]
    assert (stock(there.store, BEFORE, "c3"), stock(there.store, AFTER, "c3")["registered"]) == ({}, 1)


@pytest.mark.parametrize(
    ("kind", "code", "left"),
    [
        ("small_demo", "310113101012", 887),
        pytest.param("demo", "310113101008", 8_302, marks=pytest.mark.soak),
    ],
)
def test_the_demonstration_with_a_committee_closed_counts_the_same_both_ways(
    request, tmp_path, kind, code, left
):
    own = Path(shutil.copy(request.getfixturevalue(f"{kind}_file"), tmp_path / "platform.db"))
    url, day = f"sqlite:///{tmp_path / 'store.db'}", date(2017, 6, 20)
    _run(own, f"update committee set valid_to = '2017-06-20' where code = '{code}'")
    refreshed(f"sqlite:///{own}", url, "full")
    assert stock(url, day, "town")["registered"] == left
    chosen = (
        "select id from membership where committee_code = '310113101005' and verified_at >= '2017-06-20' "
    )
    chosen += "and verified_at < '2017-06-21' and is_excluded = 0 and ended_at is null order by id limit 1"
    _run(own, f"update membership set updated_at = '2017-07-16 23:59:00' where id = ({chosen})")
    report = refreshed(f"sqlite:///{own}", url)
    assert stock(url, day, "town")["registered"] == left
    assert report.changed_rows == 0


def _run(file, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute(statement).rowcount == 1
    connection.close()


# A branch's committee closes, a branch closes, or is not known.

BRANCH = {"code": "z", "name": "第一支部", "committee_code": "c2"}
TALK = [act(1, "r1", "comment", QUARTER_DAY), act(2, "r1", "vote", QUARTER_DAY)]
FIGURES = ("identity_shown", "active_30", "interaction_30", "acts")


def test_members_whose_branch_is_in_a_closed_committee_count_where_their_membership_is(town):
    there = town(
        membership=[shown(1, party_branch_code="z")],
        party_branch=[BRANCH],
        post=[post(1, "r9")],
        interaction=TALK,
    )
    assert there.party("c2", AFTER, *FIGURES) == (1, 1, 2, 2)
    there.change(closed(platform.committee, "c2", AFTER))
    assert there.party("c2", BEFORE, "identity_shown", "with_branch") == (1, 1)
    assert there.party("c1", BEFORE, "identity_shown", "with_branch") == (0, 0)
    assert there.party("c1", AFTER, *FIGURES) == there.party("town", AFTER, *FIGURES) == (1, 1, 2, 2)
    assert there.party("town", AFTER, "with_branch") == (0,)
    assert there.rows(store.branch_day, day=AFTER) == []
    assert there.rows(store.defect, source="membership")


@pytest.mark.parametrize(
    "branches",
    [
        [],
        [BRANCH | {"valid_to": AFTER}],
        [BRANCH | {"committee_code": "c99"}],
        [BRANCH | {"valid_from": LAST}],
    ],
    ids=["unknown", "closed", "of an unknown committee", "not yet there"],
)
def test_members_without_a_branch_that_holds_count_where_their_membership_is(town, branches):
    there = town(membership=[shown(1, party_branch_code="z"), shown(2)], party_branch=branches)
    for area in ("c1", "town"):
        assert there.party(area, AFTER, "identity_shown", "with_branch") == (2, 0)


def test_a_person_with_and_without_a_branch_counts_once_in_each_figure(town):
    both = [shown(1), shown(1, id="m2", party_branch_code="z"), shown(3, party_branch_code="z")]
    there = town(membership=both, party_branch=[BRANCH])
    assert there.party("town", AFTER, "identity_shown", "with_branch") == (2, 2)
    assert there.party("c1", AFTER, "identity_shown", "with_branch") == (1, 0)
    assert there.party("c2", AFTER, "identity_shown", "with_branch") == (2, 2)


# A branch moves.


def test_a_branch_that_moves_leaves_the_past_as_it_was(town):
    there = town(membership=[shown(1, party_branch_code="z")], party_branch=[BRANCH])
    moved = BRANCH | {"committee_code": "c1", "valid_from": AFTER, "roster_members": 10, "updated_at": LATER}
    there.change(insert(platform.party_branch).values(moved))
    shown_at = {
        (area, day): there.party(area, day, "identity_shown", "with_branch")[0]
        for area in ("c1", "c2")
        for day in (BEFORE, AFTER, LAST)
    }
    assert shown_at == {
        ("c1", BEFORE): 0, ("c1", AFTER): 1, ("c1", LAST): 1,
        ("c2", BEFORE): 1, ("c2", AFTER): 0, ("c2", LAST): 0,
    }  # fmt: skip
    places = {
        day: [row["committee_code"] for row in there.rows(store.branch_day, day=day)]
        for day in (BEFORE, AFTER)
    }
    assert places == {BEFORE: ["c2"], AFTER: ["c1"]}


def test_a_later_row_of_a_branch_ends_the_one_before_for_good(town):
    away = BRANCH | {"committee_code": "c1", "valid_from": AFTER, "valid_to": date(2017, 6, 20)}
    there = town(
        membership=[shown(1, party_branch_code="z", committee_code="c1")], party_branch=[BRANCH, away]
    )
    days = (BEFORE, AFTER, date(2017, 6, 20))
    assert [there.party("c2", day, "identity_shown")[0] for day in days] == [1, 0, 0]
    assert [there.party("town", day, "with_branch")[0] for day in days] == [1, 1, 0]


# A department moves to another block, closes, or is founded.


def test_departments_count_in_the_block_and_on_the_days_that_their_rows_say(town):
    members = [
        member(n, department_code=f"d{n}", committee_code=None, building_code=None, is_party_member=True)
        for n in (1, 2, 3)
    ]
    there = town(
        department=[
            {"code": "d1", "name": "小学", "block": "学校"},
            {"code": "d1", "name": "小学", "block": "机关", "valid_from": AFTER},
            {"code": "d2", "name": "中学", "block": "学校", "valid_to": AFTER},
            {"code": "d3", "name": "商会", "block": "两新组织", "valid_from": AFTER},
        ],
        membership=members,
    )
    joined = {
        day: {
            (r["block"], r["department_code"]): r["joined"] for r in there.rows(store.department_day, day=day)
        }
        for day in (BEFORE, AFTER)
    }
    assert joined[BEFORE] == {("学校", "d1"): 1, ("学校", "d2"): 1, ("学校", ""): 2, ("", ""): 2}
    assert joined[AFTER] == {
        ("机关", "d1"): 1,
        ("机关", ""): 1,
        ("两新组织", "d3"): 1,
        ("两新组织", ""): 1,
        ("", ""): 2,
    }
    there.change(closed(platform.department, "d3", date(2017, 6, 20)))
    assert len(there.rows(store.department_day, day=date(2017, 6, 20))) == 3


# Buildings and neighbourhoods close.


def test_members_of_a_closed_building_stand_under_no_building(town):
    second = {"code": "b3", "neighbourhood_code": "n1", "name": "2号楼"}
    base = {"area_code": "b3", "occupied_households": 40}
    there = town(
        building=[second],
        household_base=[base],
        membership=[member(1), member(2, building_code="b3"), member(3)],
    )
    assert there.area("c1", "n1", LAST) == (3, 3, 140)
    there.change(closed(platform.building, "b3", AFTER))
    assert there.area("c1", "n1", BEFORE) == (3, 3, 140)
    assert there.area("c1", "n1", AFTER) == (2, 2, 100)
    assert there.area("c1", "b3", AFTER) == (0, 0, None)
    assert there.area("c1", store.NOWHERE, AFTER) == (1, 1, None)
    row = stock(there.store, AFTER, "c1")
    assert (row["registered"], row["occupied_households"]) == (3, 100)
    assert there.rows(store.defect, source="membership")


def test_members_of_a_closed_neighbourhood_stand_under_no_building_either(town):
    there = town(membership=[member(1), member(2, committee_code=None)])
    there.change(closed(platform.neighbourhood, "n1", AFTER))
    assert there.area("c1", "b1", BEFORE) == there.area("c1", "n1", BEFORE) == (2, 2, 100)
    assert there.area("c1", "b1", AFTER) == there.area("c1", "n1", AFTER) == (0, 0, None)
    assert there.area("c1", store.NOWHERE, AFTER) == (2, 2, None)
    row = stock(there.store, AFTER, "c1")
    assert (row["registered"], row["occupied_households"]) == (2, None)


def test_members_of_a_building_that_opens_later_stand_under_no_building_until_then(town):
    second = {"code": "b3", "neighbourhood_code": "n1", "name": "2号楼", "valid_from": AFTER}
    there = town(building=[second], membership=[member(1, building_code="b3")])
    assert there.area("c1", store.NOWHERE, BEFORE) == (1, 1, None)
    assert there.area("c1", store.NOWHERE, AFTER) == (0, 0, None)
    assert there.area("c1", "b3", AFTER) == (1, 1, None)


# What is dated before its post, or written on a withdrawn one.


def test_what_is_dated_before_its_post_is_an_act_but_neither_praise_nor_an_answer(town):
    early, positive = datetime(2017, 6, 4, 9), {"is_positive": True, "author_role": "committee"}
    acts = [act(1, "r1", "comment", early), act(2, "r1", "praise", early), act(3, "r7", "like", QUARTER_DAY)]
    there = town(membership=[shown(1)], post=[post(1, "r9", **positive)], interaction=acts)
    assert there.party("c1", date(2017, 6, 30), "active_30", "interaction_30") == (1, 1)
    assert there.party("c1", date(2017, 6, 30), "positive_30", "praise_30") == (0, 0)
    assert sum(row["rows"] for row in there.rows(store.defect, source="interaction")) == 2
    answered = [act(4, "r1", "comment", QUARTER_DAY), act(5, "r1", "praise", QUARTER_DAY)]
    at = {"updated_at": LATER}
    there.change(*(insert(platform.interaction).values(row | at) for row in answered))
    assert there.party("c1", BEFORE, "positive_30", "praise_30") == (0, 0)
    assert there.party("c1", AFTER, "positive_30", "positive_own_30", "praise_30") == (1, 1, 1)


def test_what_is_written_on_a_withdrawn_post_does_not_count(town):
    acts = [act(n, "r1", kind, QUARTER_DAY) for n, kind in enumerate(("comment", "praise", "vote", "reply"))]
    acts += [act(9, "r1", "comment", QUARTER_DAY, post_id="p2")]
    posts = [post(1, "r9", is_positive=True, author_role="committee"), post(2, "r9")]
    there = town(membership=[shown(1)], post=posts, interaction=acts)
    figures = ("interaction_30", "acts", "positive_30", "praise_30")
    assert there.party("c1", AFTER, *figures) == (4, 4, 1, 1)
    withdrawn = update(platform.post).where(platform.post.c.id == "p1")
    there.change(withdrawn.values(withdrawn_at=LATER, updated_at=LATER))
    assert there.party("c1", AFTER, *figures) == there.party("town", AFTER, *figures) == (1, 1, 0, 0)
    assert [row["acts"] for row in there.rows(store.act_hour, day=AFTER)] == [1]
    assert [(r["kind"], r["acts"]) for r in there.rows(store.act_day, day=AFTER, area_code="c1")] == [
        ("comment", 1)
    ]


def test_of_positive_posts_the_committees_own_are_told_apart(town):
    roles = ("committee", "party_member", "committee")
    posts = [post(n, f"s{n}", is_positive=True, author_role=role) for n, role in enumerate(roles, 1)]
    acts = [act(n, "r7", "reply", QUARTER_DAY, post_id=f"p{n}") for n in (1, 2)]
    there = town(membership=[shown(1)], post=posts, interaction=acts)
    for area in ("c1", "town"):
        assert there.party(area, AFTER, "positive_30", "positive_own_30") == (2, 1)


def test_a_households_first_visit_counts_once_in_each_category(town):
    def visit(number: int, household: str | None, day: int, category: str = "独居老人") -> dict:
        row = {"id": f"v{number}", "committee_code": "c1", "category": category, "visitor_id": None}
        return row | {"household_id": household, "visited_at": datetime(2017, 6, day, 9)}

    visits = [
        visit(1, "h1", 9),
        visit(2, "h1", 12),
        visit(3, "h2", 12),
        visit(4, None, 13),
        visit(5, "h1", 12, "低保"),
    ]
    there = town(membership=[member(1)], visit=visits)
    steps = {(r["category"], r["day"].day): r["households"] for r in there.rows(store.visit_step)}
    assert steps == {("独居老人", 9): 1, ("独居老人", 12): 2, ("低保", 12): 1}
