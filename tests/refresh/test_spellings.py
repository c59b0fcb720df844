"""However a platform spells its moments, flags and ids, the store is the same row for row."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text

from data_access.settings import Platform
from tests.conftest import copy_of
from tests.refresh.spelled import NAIVE_UTC, ZONED, Twin
from tests.refresh.town import contents, differences, refreshed

ENGINES = ("sqlite", "postgresql", "mariadb")
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
def later(demo_file, demo_store, tmp_path_factory):
    """The plain platform after some changes, its store brought up to them, and the ids of what changed by table."""
    folder = tmp_path_factory.mktemp("later")
    platform, store = copy_of(demo_file, folder / "platform.db"), copy_of(demo_store, folder / "store.db")
    changed: dict[str, list[str]] = {}
    with closing(sqlite3.connect(platform)) as connection, connection:
        for table, whose, count, become in _CHANGES.values():
            chosen = f"select id from {table} where {whose} order by id limit {count}"
            changed.setdefault(table, []).extend(one for (one,) in connection.execute(chosen))
            connection.execute(f"update {table} set {become} where id in ({chosen})")
        for table, moment in _COPIES.items():
            changed.setdefault(table, []).extend(_copied(connection, table, moment))
    report = refreshed(f"sqlite:///{platform}", f"sqlite:///{store}")
    assert report.changed_rows > 500
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


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("spellings", "zone"), [(ZONED, "Asia/Shanghai"), (NAIVE_UTC, "UTC")], ids=["zoned", "naive-utc"]
)
def test_a_platform_in_its_own_spelling_gives_the_same_store(
    request, demo_file, demo_store, later, tmp_path, engine, spellings, zone
):
    url, there = request.getfixturevalue(f"{engine}_url"), f"sqlite:///{tmp_path / 'store.db'}"
    if engine == "postgresql":
        _in_utc(url)
    twin = Twin(demo_file, url, spellings)
    settings = {"platform": Platform(zone=zone)}
    refreshed(url, there, "full", **settings)
    assert differences(contents(there), contents(f"sqlite:///{demo_store}")) == {}
    assert refreshed(url, there, **settings).changed_rows == 0

    twin.plain, store, changed = later
    for table, ids in changed.items():
        twin.carry(table, ids)
    refreshed(url, there, **settings)
    assert differences(contents(there), contents(f"sqlite:///{store}")) == {}
    twin.engine.dispose()


def _in_utc(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"alter database {engine.url.database} set timezone = 'UTC'"))
    engine.dispose()
