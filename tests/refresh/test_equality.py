"""Whatever happens on the platform, the store ends up as if it had been rebuilt."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, insert, select, text, update

from data_access import platform, store
from data_access.database import store_engine
from tests.conftest import copy_of
from tests.refresh.town import NOW, add, contents, differences, made, member, rebuilt, refreshed, stock

START = datetime(2017, 5, 1, 8)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def town(lived, tmp_path) -> str:
    """Some months of life in two committees, refreshed on 17 July: the test's own."""
    for name in ("platform.db", "store.db"):
        copy_of(lived / name, tmp_path / name)
    return f"sqlite:///{tmp_path / 'platform.db'}"


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Path:
    """The folder of that town's platform and store, to be copied."""
    folder = tmp_path_factory.mktemp("lived")
    chance = random.Random(11)

    def moment() -> datetime:
        return START + timedelta(minutes=chance.randrange(76 * 1440))

    members, acts = [], []
    for number in range(300):
        begin, home = moment(), chance.choice("12")
        verified = begin + timedelta(hours=chance.randrange(80)) if chance.random() < 0.9 else None
        ended = begin + timedelta(days=chance.randrange(4, 30)) if chance.random() < 0.15 else None
        members.append(
            member(
                chance.randrange(220),
                id=f"m{number}",
                committee_code=chance.choice([f"c{home}", None]),
                building_code=f"b{home}",
                applied_at=begin,
                verified_at=verified,
                ended_at=ended,
                updated_at=max(filter(None, (begin, verified, ended))),
                is_party_member=number % 3 == 0,
                identity_shown_at=begin + timedelta(days=3) if number % 3 == 0 else None,
                party_branch_code=f"z{number % 4}" if number % 9 == 0 else None,
                department_code="d1" if number % 15 == 0 else None,
            )
        )
    for number in range(900):
        acts.append(
            {
                "id": f"i{number}",
                "post_id": f"p{chance.randrange(40)}",
                "committee_code": "c1",
                "author_id": f"r{chance.randrange(220)}",
                "author_role": chance.choice(["resident", "party_member", "department"]),
                "kind": chance.choice(["comment", "comment", "reply", "praise", "like", "vote"]),
                "created_at": (when := moment()),
                "updated_at": when,
                "withdrawn_at": when if number % 50 == 0 else None,
            }
        )
    posts, visits = [], []
    for number in range(40):
        posts.append(
            {
                "id": f"p{number}",
                "committee_code": chance.choice(["c1", "c2"]),
                "board_code": chance.choice("xy"),
                "author_id": f"r{chance.randrange(220)}",
                "author_role": chance.choice(["resident", "party_member", "committee"]),
                "is_positive": chance.random() < 0.7,
                "kind": "talk",
                "created_at": (when := moment()),
                "updated_at": when,
            }
        )
    for number in range(120):
        visits.append(
            {
                "id": f"v{number}",
                "committee_code": chance.choice(["c1", "c2"]),
                "category": chance.choice(["独居老人", "困难家庭"]),
                "household_id": f"h{chance.randrange(60)}",
                "visitor_id": chance.choice([f"r{chance.randrange(220)}", None]),
                "visited_at": (when := moment()),
                "updated_at": when,
            }
        )
    branches = [{"code": f"z{n}", "committee_code": f"c{n % 2 + 1}", "name": f"第{n}支部"} for n in range(4)]
    department = {"code": "d1", "name": "派出所", "block": "机关"}
    url = made(
        f"sqlite:///{folder / 'platform.db'}",
        membership=members,
        interaction=acts,
        post=posts,
        visit=visits,
        party_branch=branches,
        department=[department],
    )
    refreshed(url, _store(folder))
    return folder


def test_the_town_has_something_in_every_table_that_is_compared(town, tmp_path):
    there = contents(_store(tmp_path))
    counted = (
        "party_day",
        "branch_day",
        "act_day",
        "act_hour",
        "visit_step",
        "department_day",
        "resident_day",
        "talk_day",
    )
    assert all(there[name] for name in counted)
    assert any(row[-1] for row in there["branch_day"])


def _store(folder) -> str:
    return f"sqlite:///{folder / 'store.db'}"


def change(url: str, *statements) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


def newcomer(number: int, when: datetime, **values):
    return insert(platform.membership).values(
        **member(number, when, is_party_member=False, is_excluded=False) | values
    )


def test_a_second_run_changes_nothing(town, tmp_path):
    before = contents(_store(tmp_path))
    report = refreshed(town, _store(tmp_path))
    assert report.changed_rows == 0
    assert contents(_store(tmp_path)) == before == rebuilt(town, tmp_path)


def test_the_version_grows_only_with_a_change(town, tmp_path):
    def version():
        engine = store_engine(_store(tmp_path))
        with engine.connect() as connection:
            return connection.scalar(select(store.state.c.version))

    first = version()
    refreshed(town, _store(tmp_path))
    assert version() == first
    change(town, newcomer(900, LATER - timedelta(days=3), updated_at=LATER))
    refreshed(town, _store(tmp_path), now=LATER)
    assert version() == first + 1


def test_who_is_verified_in_the_first_second_of_a_day_counts_on_it(tmp_path):
    """A run looks for who has moved since midnight of the first day that it counts again."""
    url, midnight = f"sqlite:///{tmp_path / 'platform.db'}", NOW - timedelta(days=1)
    made(url, membership=[member(1), member(2, midnight + timedelta(hours=20))])
    refreshed(url, _store(tmp_path))
    change(url, newcomer(3, midnight, updated_at=LATER))
    refreshed(url, _store(tmp_path), now=LATER)
    assert stock(_store(tmp_path), midnight.date(), "c1")["registered"] == 3
    assert differences(contents(_store(tmp_path)), rebuilt(url, tmp_path, LATER)) == {}


def test_content_that_says_no_time_of_change_is_looked_at_in_every_run(town, tmp_path):
    loose = (
        "create table loose as select * from department",
        "drop table department",
        "alter table loose rename to department",
    )
    change(town, *map(text, loose))
    refreshed(town, _store(tmp_path))
    other = insert(platform.department).values(
        code="d2", name="水务站", block="机关", valid_from=START.date(), updated_at=None
    )
    change(town, other)
    refreshed(town, _store(tmp_path), now=LATER)
    assert any("水务站" in row for row in contents(_store(tmp_path))["department"])


@pytest.mark.parametrize("count", [3, pytest.param(5, marks=pytest.mark.soak)])
def test_new_days_and_new_rows_need_no_reconcile(town, tmp_path, count):
    for days in range(1, count + 1):
        now = NOW + timedelta(days=days, hours=2)
        when = now - timedelta(hours=5)
        change(
            town,
            newcomer(1000 + days, when, is_party_member=True, identity_shown_at=when),
            insert(platform.interaction).values(
                id=f"late{days}",
                post_id="p1",
                committee_code="c2",
                author_id=f"r{days}",
                author_role="resident",
                kind="comment",
                created_at=when,
                updated_at=when,
            ),
            insert(platform.visit).values(
                id=f"late{days}",
                committee_code="c1",
                category="独居老人",
                household_id=f"new{days}",
                visitor_id=f"r{days}",
                visited_at=when,
                updated_at=when,
            ),
            update(platform.post)
            .where(platform.post.c.id == f"p{days}")
            .values(withdrawn_at=when, updated_at=when),
        )
        refreshed(town, _store(tmp_path), now=now)
        assert differences(contents(_store(tmp_path)), rebuilt(town, tmp_path, now)) == {}


def test_a_row_changed_sixty_days_back_is_counted_again(town, tmp_path):
    old = datetime(2017, 5, 18, 9)
    change(town, newcomer(901, old, updated_at=LATER))
    refreshed(town, _store(tmp_path), now=LATER)
    assert differences(contents(_store(tmp_path)), rebuilt(town, tmp_path, LATER)) == {}


def test_a_new_base_or_area_counts_at_once(town, tmp_path):
    engine = create_engine(town)
    with engine.begin() as connection:
        day = datetime(2017, 7, 3).date()
        add(
            connection,
            "household_base",
            area_code="c2",
            valid_from=day,
            occupied_households=77,
            updated_at=LATER,
        )
        add(connection, "building", code="b3", neighbourhood_code="n1", name="2号楼", updated_at=LATER)
    engine.dispose()
    refreshed(town, _store(tmp_path), now=LATER)
    assert differences(contents(_store(tmp_path)), rebuilt(town, tmp_path, LATER)) == {}
    assert stock(_store(tmp_path), day, "c2")["occupied_households"] == 77
    assert stock(_store(tmp_path), day, "c1")["occupied_households"] is None  # a building without a base


KNOWN = {
    "committee": insert(platform.committee).values(
        code="c9", name="九居委会", kind="residents", valid_from=START.date(), updated_at=LATER
    ),
    "building": insert(platform.building).values(
        code="b9", neighbourhood_code="n1", name="9号楼", valid_from=START.date(), updated_at=LATER
    ),
    "board": insert(platform.board).values(code="y", name="办事指南", valid_from=START.date()),
    "no boards": delete(platform.board),
    "post": insert(platform.post).values(
        id="p9",
        committee_code="c1",
        board_code="x",
        author_id="r1",
        author_role="resident",
        title="",
        kind="talk",
        is_positive=True,
        created_at=START,
        updated_at=LATER,
    ),
    "odd visit": insert(platform.visit).values(
        id="v9",
        committee_code="c1",
        category="困难",
        visitor_id="r1",
        visited_at=datetime(1200, 1, 1),
        updated_at=LATER,
    ),
    "act gone odd": update(platform.interaction)
    .where(platform.interaction.c.id == "i10")
    .values(created_at=datetime(1200, 1, 1), updated_at=LATER),
    "act mended": update(platform.interaction)
    .where(platform.interaction.c.id == "i91")
    .values(created_at=START, updated_at=LATER),
}
ON_SERVERS = ("committee", "no boards", "act mended")
"""Of each kind one: what a place, the town and an act were not known to be; `make soak` tries all on every engine."""


EACH_KNOWN = [
    pytest.param(kind, name, marks=[] if kind == "sqlite" or name in ON_SERVERS else pytest.mark.soak)
    for kind in ("sqlite", "postgresql", "mariadb")
    for name in KNOWN
]


@pytest.mark.parametrize(("kind", "name"), EACH_KNOWN)
def test_what_nobody_knew_is_known_once_it_is_there(request, tmp_path, kind, name):
    empty, known = request.getfixturevalue(f"{kind}_url"), KNOWN[name]
    event = {"committee_code": "c9", "author_id": "r1", "created_at": START}
    acts: list[tuple[int, dict]] = [(1, {}), (9, {}), (9, {"created_at": datetime(1200, 1, 1)})]
    visit = {"committee_code": "c9", "category": "困难", "household_id": "h1", "visited_at": START}
    visit |= {"building_code": "b9"}
    url = made(
        empty,
        board=[{"code": "x", "name": "公告"}],
        membership=[member(1)],
        post=[
            {"id": f"p{n}", "board_code": code, "kind": "talk"} | event
            for n, code in enumerate(("x", "y", " "))
        ],
        interaction=[
            {"id": f"i{n}{len(moment)}", "post_id": f"p{n}", "kind": "praise"} | event | moment
            for n, moment in acts
        ],
        visit=[{"id": "v1", "visitor_id": "r1"} | visit],
    )
    refreshed(url, there := f"sqlite:///{tmp_path / 'store.db'}", "full")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(known)
    engine.dispose()
    refreshed(url, there, now=LATER)
    assert differences(contents(there), rebuilt(url, tmp_path, LATER)) == {}


MOVES = {
    "a row deleted outright": delete(platform.membership).where(platform.membership.c.id == "m5"),
    "many rows deleted outright": delete(platform.interaction).where(platform.interaction.c.id < "i5"),
    "a row committed late": newcomer(902, datetime(2017, 6, 20, 9), updated_at=datetime(2017, 6, 20, 9)),
    "a moved date": update(platform.membership)
    .where(platform.membership.c.id == "m7")
    .values(applied_at=datetime(2017, 7, 10), verified_at=datetime(2017, 7, 11), updated_at=LATER),
    "a resident changing committee": update(platform.membership)
    .where(platform.membership.c.id.in_(["m8", "m9", "m10"]))
    .values(committee_code="c2", building_code="b2", updated_at=LATER),
    "an act moved to another day": update(platform.interaction)
    .where(platform.interaction.c.id == "i3")
    .values(created_at=datetime(2017, 5, 2), updated_at=LATER),
    "a visit deleted outright": delete(platform.visit).where(platform.visit.c.id < "v5"),
    "a post withdrawn late": update(platform.post)
    .where(platform.post.c.id.in_(["p1", "p2", "p3"]))
    .values(withdrawn_at=datetime(2017, 7, 15), updated_at=LATER),
    "members changing branch": update(platform.membership)
    .where(platform.membership.c.party_branch_code == "z1")
    .values(party_branch_code="z2", updated_at=LATER),
    "a committee closed": update(platform.committee)
    .where(platform.committee.c.code == "c2")
    .values(valid_to=datetime(2017, 7, 1).date(), updated_at=LATER),
    "a committee taken away": text("delete from committee where code = 'c2'"),
    "an earlier first day": newcomer(903, datetime(2017, 4, 3, 9), updated_at=LATER),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_reconcile_finds_what_no_mark_tells(town, tmp_path, move):
    change(town, move)
    refreshed(town, _store(tmp_path), now=LATER)
    refreshed(town, _store(tmp_path), kind="reconcile", now=LATER)
    assert differences(contents(_store(tmp_path)), rebuilt(town, tmp_path, LATER)) == {}


def test_a_platform_of_another_town_replaces_the_store(town, tmp_path):
    other = made(f"sqlite:///{tmp_path / 'other.db'}", membership=[member(1)])
    change(other, insert(platform.demonstration).values(last_day=datetime(2017, 7, 1).date()))
    refreshed(other, _store(tmp_path))
    assert contents(_store(tmp_path)) == rebuilt(other, tmp_path)
    assert stock(_store(tmp_path), datetime(2017, 7, 1).date(), "town")["registered"] == 1


def test_a_row_from_the_future_does_not_hide_those_after_it(town, tmp_path):
    ahead = datetime(2030, 1, 1)
    change(town, newcomer(904, ahead, updated_at=ahead))
    refreshed(town, _store(tmp_path), now=LATER)
    day_after = LATER + timedelta(days=1)
    change(town, newcomer(905, LATER, updated_at=LATER + timedelta(hours=1)))
    refreshed(town, _store(tmp_path), now=day_after)
    assert differences(contents(_store(tmp_path)), rebuilt(town, tmp_path, day_after)) == {}
