"""A store of another shape stays as it is while ours is filled beside it; an older one goes a week later."""

import signal
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select, text

from data_access import state, store
from data_access.database import only_writer, snapshot, store_engine
from data_access.problem import Problem
from tests.refresh.earlier import does_on_refresh, rows_at, store_of_shape_4
from tests.refresh.test_interruption import killed
from tests.refresh.town import NOW, contents, differences, made, member, rebuilt, refreshed

WEEK = timedelta(days=7)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """The address of an empty store on each engine that one may lie on."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql_url")
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def platform_url(tmp_path) -> str:
    """A town with more members than the older store knows of."""
    return made(
        f"sqlite:///{tmp_path / 'p.db'}", membership=[member(n, datetime(2017, 7, 14, 9)) for n in range(20)]
    )


def kept(url: str, *columns) -> list[tuple]:
    engine = store_engine(url)
    with snapshot(engine) as connection:
        rows = [tuple(row) for row in connection.execute(select(*columns))]
    engine.dispose()
    return sorted(rows, key=repr)


def statement(url: str, *sql: str) -> None:
    """Runs statements at the address itself."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for one in sql:
            connection.execute(text(one))
    engine.dispose()


def test_an_older_store_stays_and_ours_is_filled_beside_it(address, platform_url, tmp_path):
    older = rows_at(store_of_shape_4(address))
    assert older["registration_day"] != []
    with pytest.raises(Problem) as told:
        state.current(address)
    assert told.value.key == "store_shape"
    report = refreshed(platform_url, address)
    assert report.kind == "full"
    assert rows_at(address) == older
    assert does_on_refresh(address) == "goes on"
    assert differences(contents(address), rebuilt(platform_url, tmp_path)) == {}
    assert kept(address, store.run.c.id, store.run.c.outcome) == [(1, "complete"), (2, "complete")]
    assert state.current(address).last_day == date(2017, 7, 16)
    assert refreshed(platform_url, address).changed_rows == 0


def test_a_failed_filling_leaves_the_older_store_and_says_so_in_its_log(address, platform_url, tmp_path):
    older = rows_at(store_of_shape_4(address))
    empty = made(f"sqlite:///{tmp_path / 'lacking.db'}")
    statement(empty, "drop table membership")
    with pytest.raises(Problem):
        refreshed(empty, address)
    found = rows_at(address)
    assert [row[5] for row in found.pop("run")] == ["complete", "failed"]
    assert found == {name: rows for name, rows in older.items() if name != "run"}
    with pytest.raises(Problem):
        state.current(address)
    refreshed(platform_url, address)
    assert [outcome for (outcome,) in kept(address, store.run.c.outcome)] == [
        "complete",
        "complete",
        "failed",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("step", ["changes", "store"])
def test_killed_amid_the_filling_the_older_store_stays_and_the_next_run_fills(address, platform_url, step):
    older = rows_at(store_of_shape_4(address))
    assert killed(platform_url, address, step, now=NOW)[0] == -signal.SIGKILL
    assert rows_at(address) == older
    with pytest.raises(Problem) as told:
        state.current(address)
    assert told.value.key == "store_shape"
    refreshed(platform_url, address)
    assert state.current(address).last_day == date(2017, 7, 16)
    assert rows_at(address) == older


def test_a_newer_store_is_left_alone_for_good(address, platform_url, tmp_path):
    refreshed(platform_url, address)
    statement(address, f"update state set shape = {store.SHAPE + 1}", "alter table run add column cause text")
    newer = rows_at(address)
    with pytest.raises(Problem):
        state.current(address)
    statement(platform_url, "alter table membership rename to away")
    with pytest.raises(Problem):
        refreshed(platform_url, address)
    assert rows_at(address) == newer
    statement(platform_url, "alter table away rename to membership")
    refreshed(platform_url, address)
    refreshed(platform_url, address, now=NOW + 2 * WEEK)
    assert rows_at(address) == newer
    assert state.current(address).last_day == date(2017, 7, 30)


def test_an_older_store_goes_a_week_after_ours_is_complete(address, platform_url, tmp_path):
    older = rows_at(store_of_shape_4(address))
    refreshed(platform_url, address)
    refreshed(platform_url, address, now=NOW + timedelta(days=6))
    assert rows_at(address) == older
    refreshed(platform_url, address, now=NOW + timedelta(days=8))
    at_the_address = rows_at(address)
    assert at_the_address["State"][0][1] == store.SHAPE
    assert len(at_the_address["registration_day"]) > len(older["registration_day"])
    assert does_on_refresh(address) == "leaves it alone"
    later = NOW + timedelta(days=9)
    refreshed(platform_url, address, now=later)
    assert differences(contents(address), rebuilt(platform_url, tmp_path, later)) == {}
    assert state.current(address).last_day == date(2017, 7, 25)


def test_an_older_store_that_a_server_of_its_shape_goes_on_filling_stays(address, platform_url):
    store_of_shape_4(address)
    refreshed(platform_url, address)
    statement(
        address,
        "insert into run (id, kind, started_at, finished_at, outcome) "
        "values (2, 'incremental', '2017-07-24 00:00:00', '2017-07-24 00:00:00', 'complete')",
    )
    older = rows_at(address)
    refreshed(platform_url, address, now=NOW + timedelta(days=8))
    assert rows_at(address) == older
    refreshed(platform_url, address, now=NOW + 2 * WEEK)
    assert "State" in rows_at(address)


def test_what_somebody_made_of_an_older_store_is_not_taken_with_it(platform_url, postgresql_url):
    store_of_shape_4(postgresql_url)
    statement(postgresql_url, "create view boss as select sum(registered) from registration_day")
    older = rows_at(postgresql_url)
    refreshed(platform_url, postgresql_url)
    refreshed(platform_url, postgresql_url, now=NOW + 2 * WEEK)
    assert rows_at(postgresql_url) == older
    assert state.current(postgresql_url).last_day == date(2017, 7, 30)


def test_a_store_of_ours_at_the_address_is_not_taken_for_its_own_by_the_code_of_shape_4(
    address, platform_url
):
    refreshed(platform_url, address)
    assert does_on_refresh(address) == "leaves it alone"
    statement(address, "create table note (id integer)")
    assert does_on_refresh(address) == "leaves it alone"


def test_a_store_has_one_writer_whatever_its_shape(address, platform_url, tmp_path):
    store_of_shape_4(address)
    refreshed(platform_url, address)
    file = tmp_path / "store.db" if address.startswith("sqlite") else None
    first = store_engine(address, file=file)
    with only_writer(first), pytest.raises(Problem) as told:
        refreshed(platform_url, address)
    first.dispose()
    assert told.value.key == "refresh_running"


def test_without_the_right_to_make_a_schema_the_account_is_told_what_it_needs(platform_url, postgresql_url):
    store_of_shape_4(postgresql_url)
    statement(
        postgresql_url,
        "create role clerk login",
        "grant all on all tables in schema public to clerk",
    )
    try:
        with pytest.raises(Problem) as told:
            refreshed(platform_url, postgresql_url.replace("postgres@", "clerk@"))
        assert told.value.key == "store_schema"
        assert f"public_shape{store.SHAPE}" in str(told.value)
        statement(postgresql_url, f"create schema public_shape{store.SHAPE} authorization clerk")
        refreshed(platform_url, postgresql_url.replace("postgres@", "clerk@"))
        assert state.current(postgresql_url).last_day == date(2017, 7, 16)
    finally:
        statement(postgresql_url, "drop owned by clerk cascade", "drop role clerk")


def test_who_reads_the_stores_file_finds_ours_there_when_the_older_has_gone(platform_url, tmp_path):
    address = store_of_shape_4(f"sqlite:///{tmp_path / 'store.db'}")
    refreshed(platform_url, address)
    refreshed(platform_url, address, now=NOW + 2 * WEEK)
    files = {path.name for path in tmp_path.glob("store*") if not path.name.endswith(("-wal", "-shm"))}
    assert files == {"store.db", f"store.shape{store.SHAPE}.db"}
    with closing(sqlite3.connect(tmp_path / "store.db")) as script:
        assert script.execute("select shape, last_day from state").fetchall() == [(store.SHAPE, "2017-07-30")]
