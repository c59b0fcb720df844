"""The health check looks: at the state, into every table, at the last run and the clock."""

import sqlite3
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from components.head import age_in_words
from data_access import health, state, store
from data_access.problem import Problem
from data_access.refresh import bookkeeping

DAY = datetime(2017, 7, 17)
TABLES = [table.name for table in store.tables.sorted_tables]


@pytest.fixture(scope="module")
def checked(demo_store):
    """The health of a store some time after its last complete run."""

    def check(file, later: timedelta = timedelta(hours=1)) -> health.Health:
        complete_at = state.current(f"sqlite:///{demo_store}").complete_at
        return health.of(f"sqlite:///{file}", complete_at + later, 50)

    return check


def change(file, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_and_fresh_store_is_well(demo_store, checked):
    assert (checked(demo_store).well, checked(demo_store).reason) == (True, "ok")


def test_a_store_that_lacks_any_table_is_not(own_store, checked):
    for table in TABLES:
        change(own_store, f"alter table {table} rename to kept")
        found = checked(own_store)
        assert (found.well, found.reason) == (False, "foreign"), table
        assert table not in found.sentence
        change(own_store, f"alter table kept rename to {table}")
    assert checked(own_store).well


def test_a_store_that_lacks_a_column_is_not(own_store, checked):
    change(own_store, "alter table party_day rename column praise_30 to other")
    assert checked(own_store).reason == "foreign"


def test_a_table_that_may_not_be_read_is_told(postgresql_url):
    engine = create_engine(postgresql_url)
    store.tables.create_all(engine)
    database = engine.url.database
    assert database
    name = f"health_{database[-8:]}"
    with engine.begin() as connection:
        connection.execute(text(f"create user {name}"))
        connection.execute(text(f"grant select on run, state to {name}"))
        row = {"id": 1, "shape": store.SHAPE, "version": 1, "demonstration": False}
        connection.execute(store.state.insert(), row | {"first_day": DAY.date(), "last_day": DAY.date()})
        bookkeeping.note(connection, "full", DAY, 1, "complete")
    try:
        reading = engine.url.set(username=name).render_as_string(hide_password=False)
        found = health.of(reading, DAY, 50)
        assert (found.well, found.reason) == (False, "refused")
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"drop owned by {name}"))
            connection.execute(text(f"drop user {name}"))
        engine.dispose()


def test_a_damaged_store_is_not(own_store, checked):
    content = own_store.read_bytes()
    own_store.write_bytes(content[: len(content) // 3])
    assert checked(own_store).reason == "corrupt"


def test_what_cannot_be_read_at_all_is_no_trace_for_who_asks(own_store, checked):
    change(own_store, "update state set last_day = 'gestern'")
    found = checked(own_store)
    assert (found.well, found.reason) == (False, "unexpected")


@pytest.mark.parametrize(
    ("later", "reason"),
    [(timedelta(hours=-23), "ok"), (timedelta(days=-1), "ahead"), (timedelta(days=-30_000), "ahead")],
)
def test_a_run_in_the_future_is_told(demo_store, checked, later, reason):
    found = checked(demo_store, later)
    assert (found.well, found.reason) == (reason == "ok", reason)


def test_a_failed_run_is_told_while_the_data_are_fresh(own_store, checked):
    url = f"sqlite:///{own_store}"
    problem = Problem("table_missing", table="visit")
    bookkeeping.note_failure(url, "incremental", state.current(url).complete_at, 1, problem)
    found = checked(own_store)
    assert (found.well, found.reason) == (True, "table_missing")
    assert "visit" in found.sentence


@pytest.mark.parametrize("hours", [-48, -1, 0])
def test_no_age_is_below_nothing(hours):
    assert age_in_words(timedelta(hours=hours)) == age_in_words(timedelta(0))


@pytest.mark.parametrize(("hours", "reason"), [(50, "ok"), (51, "old")])
def test_a_town_grows_old_after_so_many_hours_and_a_demonstration_never(own_store, checked, hours, reason):
    assert checked(own_store, timedelta(hours=hours)).reason == "ok"
    change(own_store, "update state set demonstration = 0")
    assert checked(own_store, timedelta(hours=hours)).reason == reason
