"""However a platform spells its moments, flags and ids, the store is the same row for row."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, make_url, text

from data_access.check import defects, nightly
from data_access.problem import Problem
from data_access.settings import Platform, Settings
from tests.conftest import copy_of
from tests.refresh.spelled import NAIVE_UTC, ZONED, Twin, as_spelt
from tests.refresh.town import DAY, NOW, contents, differences, made, member, refreshed, stock

LAST = NOW.date() - timedelta(days=1)
ENGINES = ("sqlite", "postgresql", "mariadb")
FEW = {("zoned", "sqlite"), ("zoned", "postgresql"), ("naive-utc", "mariadb")}
"""Each spelling and each engine; the rest is left to the soak."""
LATE = "2017-07-16 23:59:40"
_CHANGES = {
    "verified today": (
        "membership",
        "verified_at is null and ended_at is null",
        15,
        f"verified_at = '2017-07-16 20:15:00', updated_at = '{LATE}'",
    ),
    "ended": (
        "membership",
        "verified_at < '2017-06-20' and ended_at is null",
        12,
        f"ended_at = '2017-07-15 10:00:00', updated_at = '{LATE}'",
    ),
    "told wrongly": ("membership", "is_party_member", 6, f"is_party_member = 0, updated_at = '{LATE}'"),
    "posts withdrawn": (
        "post",
        "withdrawn_at is null and is_positive",
        5,
        f"withdrawn_at = '{LATE}', updated_at = '{LATE}'",
    ),
    "acts withdrawn": (
        "interaction",
        "withdrawn_at is null and kind = 'comment'",
        40,
        f"withdrawn_at = '{LATE}', updated_at = '{LATE}'",
    ),
    "replied": (
        "post",
        "kind = 'problem' and first_official_reply_at is null",
        9,
        f"first_official_reply_at = '2017-07-16 21:00:00', category = '电瓶车', updated_at = '{LATE}'",
    ),
    "closed": (
        "case_file",
        "closed_at is null and accepted_at is not null",
        14,
        f"closed_at = '2017-07-16 21:00:00', result = 'solved', rating = 5, updated_at = '{LATE}'",
    ),
    "answered": (
        "opinion",
        "verdict = 'pending' and answered_at is null",
        9,
        f"verdict = 'adopted', reason = '好', answered_at = '2017-07-16 21:00:00', updated_at = '{LATE}'",
    ),
}
"""What happens after the first run: table, whose rows, how many, and what becomes of them."""
_COPIES = {
    "post": "created_at",
    "interaction": "created_at",
    "visit": "visited_at",
    "membership": "applied_at",
}
"""Tables that get new rows, of today and late ones of days ago; and their moment."""


@pytest.fixture(scope="module")
def later(demo_town, tmp_path_factory):
    """The plain platform after some changes, its store brought up to them, and the ids of what changed by table."""
    folder = tmp_path_factory.mktemp("later")
    platform, store = (copy_of(file, folder / file.name) for file in demo_town)
    changed: dict[str, list[str]] = {}
    with closing(sqlite3.connect(platform)) as connection, connection:
        for table, whose, count, become in _CHANGES.values():
            chosen = f"select id from {table} where {whose} order by id limit {count}"
            changed.setdefault(table, []).extend(one for (one,) in connection.execute(chosen))
            connection.execute(f"update {table} set {become} where id in ({chosen})")
        for table, moment in _COPIES.items():
            changed.setdefault(table, []).extend(_copied(connection, table, moment))
    report = refreshed(f"sqlite:///{platform}", f"sqlite:///{store}")
    assert report.changed_rows > 400
    return platform, store, changed


def _copied(connection: sqlite3.Connection, table: str, moment: str) -> list[str]:
    """New rows like those there: some of today, some of days ago that come to light only now."""
    cursor = connection.execute(f"select * from {table} where {moment} < '2017-07-10' order by id limit 60")
    names = [column for column, *_ in cursor.description]
    rows = []
    for n, row in enumerate(cursor.fetchall()):
        changed = {"id": f"new-{table}-{n}", "updated_at": LATE}
        if n % 2:
            changed |= {name: "2017-07-16 18:30:00" for name in (moment, "verified_at") if name in names}
        rows.append(tuple((dict(zip(names, row, strict=True)) | changed).values()))
    marks = ", ".join("?" * len(names))
    connection.executemany(f"insert into {table} values ({marks})", rows)
    return [row[names.index("id")] for row in rows]


@pytest.mark.parametrize(
    ("engine", "spellings", "zone"),
    [
        pytest.param(
            engine,
            spellings,
            zone,
            id=f"{name}-{engine}",
            marks=pytest.mark.slow if (name, engine) in FEW else pytest.mark.soak,
        )
        for name, spellings, zone in (("zoned", ZONED, "Asia/Shanghai"), ("naive-utc", NAIVE_UTC, "UTC"))
        for engine in ENGINES
    ],
)
def test_a_platform_in_its_own_spelling_gives_the_same_store(
    request, demo_town, later, tmp_path, engine, spellings, zone
):
    url, there = request.getfixturevalue(f"{engine}_url"), f"sqlite:///{tmp_path / 'store.db'}"
    if engine == "postgresql":
        _told(url, f"alter database {make_url(url).database} set timezone = 'UTC'")
    plain, of_plain = demo_town
    twin = Twin(plain, url, spellings)
    request.addfinalizer(twin.engine.dispose)
    clock = Platform(zone=zone)
    refreshed(url, there, "full", platform=clock)
    assert differences(contents(there), as_spelt(contents(f"sqlite:///{of_plain}"))) == {}
    assert refreshed(url, there, platform=clock).changed_rows == 0

    twin.plain, store, changed = later
    for table, ids in changed.items():
        twin.carry(table, ids)
    refreshed(url, there, platform=clock)
    assert differences(contents(there), as_spelt(contents(f"sqlite:///{store}"))) == {}


def test_check_tells_a_clock_in_utc_by_its_hours(small_demo_file, tmp_path):
    assert nightly(f"sqlite:///{small_demo_file}", Settings()) is None
    own = copy_of(small_demo_file, tmp_path / "platform.db")
    with closing(sqlite3.connect(own)) as connection, connection:
        for table, moment in (("post", "created_at"), ("interaction", "created_at"), ("visit", "visited_at")):
            connection.execute(f"update {table} set {moment} = datetime({moment}, '-8 hours')")
    there = f"sqlite:///{own}"
    found = nightly(there, Settings())
    assert found
    assert (found.busiest, found.acts) == ((11, 12, 13), 12_726)
    assert found.night == pytest.approx(0.2803, abs=0.0001)
    assert nightly(there, Settings(platform=Platform(zone="UTC"))) is None


def test_a_clock_in_utc_counts_each_day_in_the_towns_zone(any_url, tmp_path):
    verified = (
        datetime(2017, 7, 10, 15, 59, 59),
        datetime(2017, 7, 10, 16, 0, 0),
    )  # a second before midnight, and it
    made(any_url, membership=[member(n, at) for n, at in enumerate(verified)])
    refreshed(any_url, there := f"sqlite:///{tmp_path / 'store.db'}", "full", platform=Platform(zone="UTC"))
    days = [date(2017, 7, day) for day in (10, 11)]
    assert [stock(there, day, "town")["registered"] for day in days] == [1, 2]


def test_check_names_codes_that_are_too_long(sqlite_url):
    long = "c" * 41
    made(sqlite_url, board=[{"code": long, "name": "长"}], membership=[member(1, resident_id="r" * 60)])
    found = defects(sqlite_url, Settings(), lambda step, done, of: None)
    assert found[found.kind == "key_too_long"][["source", "rows"]].values.tolist() == [["board", 1]]


def test_a_key_in_bytes_that_are_no_text_is_not_told_to_be_too_long(sqlite_url, tmp_path):
    made(sqlite_url, board=[{"code": "困难".encode("gbk"), "name": "板"}])
    refreshed(sqlite_url, there := f"sqlite:///{tmp_path / 'store.db'}", "full")
    assert [row[0] for row in contents(there)["defect"] if row[1] == "board"] == ["key_unreadable"]


def test_a_key_with_a_control_character_is_not_told_to_be_too_long(any_url, tmp_path):
    made(any_url, board=[{"code": "b\x07", "name": "板"}])
    refreshed(any_url, there := f"sqlite:///{tmp_path / 'store.db'}", "full")
    assert [row[0] for row in contents(there)["defect"] if row[1] == "board"] == ["key_unreadable"]


def test_blanked_persons_are_told_with_their_number(any_url, tmp_path):
    made(any_url, membership=[member(n, resident_id="" if n < 400 else f"r{n}") for n in range(410)])
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(any_url, there, "full")
    assert stock(there, LAST, "town")["registered"] == 10
    told = [row[-1] for row in contents(there)["defect"] if row[:2] == ("value_missing", "membership")]
    assert sum(told) == 400


def test_ids_that_differ_in_case_alone_are_two_persons(any_url, tmp_path):
    made(
        any_url,
        membership=[
            member(1, resident_id="abc"),
            member(2, resident_id="ABC"),
            member(3, resident_id="abc "),
        ],
    )
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(any_url, there, "full")
    assert stock(there, LAST, "town")["registered"] == 2


@pytest.mark.parametrize("never", ["infinity", "9999-12-31", "12017-07-16", "1970-01-01"])
def test_what_never_ends_on_postgresql_has_not_ended(postgresql_url, tmp_path, never):
    made(postgresql_url, membership=[member(n) for n in range(3)])
    _told(
        postgresql_url,
        f"update membership set ended_at = '{never}'",
        f"update committee set valid_to = '{never}'",
    )
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(postgresql_url, there, "full")
    assert stock(there, LAST, "town")["registered"] == 3


def test_a_moment_before_christ_is_a_defect_of_its_row(postgresql_url, tmp_path):
    made(postgresql_url, membership=[member(n) for n in range(3)])
    _told(postgresql_url, "update membership set verified_at = '0044-03-15 BC' where id = 'm1'")
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(postgresql_url, there, "full")
    assert stock(there, LAST, "town")["registered"] == 2
    assert ("unreadable_time", "membership", "c1", DAY.date(), 1) in contents(there)["defect"]


@pytest.mark.parametrize("server", ["postgresql_url", "mariadb_url"])
def test_moments_as_text_on_a_server_are_refused_with_the_cast(request, tmp_path, server):
    url = made(request.getfixturevalue(server), membership=[member(1)])
    _told(
        url,
        "alter table membership drop column ended_at",
        "alter table membership add column ended_at varchar(40)",
    )
    with pytest.raises(Problem) as refused:
        refreshed(url, f"sqlite:///{tmp_path / 'store.db'}", "full")
    cast = "ended_at::timestamp" if "postgresql" in url else "cast(ended_at as datetime)"
    assert (refused.value.key, refused.value.values["cast"]) == ("moment_as_text", cast)


def test_flags_that_are_neither_yes_nor_no_are_refused_before_anything_is_written(sqlite_url, tmp_path):
    made(sqlite_url, membership=[member(n) for n in range(5)])
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(sqlite_url, there, "full")
    before = contents(there)
    _told(sqlite_url, "update membership set is_excluded = 'vielleicht', ended_at = verified_at")
    with pytest.raises(Problem) as refused:
        refreshed(sqlite_url, there, "full")
    assert (refused.value.key, refused.value.values["rows"]) == ("flag_unknown", 5)
    assert contents(there) == before


def _told(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
