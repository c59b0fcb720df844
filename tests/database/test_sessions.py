"""What a platform's session is told, and values that Python has no word for."""

import sqlite3
from datetime import date, datetime

import pytest
from sqlalchemy import Date, DateTime, String, column, create_engine, select, table, text

from data_access import refresh
from data_access.database import platform_engine, snapshot
from data_access.settings import Platform, Settings
from tests.refresh.town import NOW, made, stock

MOMENT = {"postgresql": "timestamptz", "mysql": "timestamp"}


@pytest.fixture(params=["postgresql", "mariadb"])
def server_url(request) -> str:
    return request.getfixturevalue(f"{request.param}_url")


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("+08:00", datetime(2017, 7, 17, 4)),
        ("UTC", datetime(2017, 7, 16, 20)),
        ("-03:30", datetime(2017, 7, 16, 16, 30)),
    ],
)
def test_a_moment_with_a_zone_is_told_in_ours_whatever_the_servers(server_url, zone, told):
    engine = create_engine(server_url)
    with engine.begin() as connection:
        kind = MOMENT[engine.dialect.name]
        if kind == "timestamp":
            connection.execute(text("set time_zone = '+00:00'"))
        connection.execute(text(f"create table seen (at {kind} null)"))
        written = "2017-07-16 20:00:00+00" if kind == "timestamptz" else "2017-07-16 20:00:00"
        connection.execute(text(f"insert into seen values ('{written}')"))
    engine.dispose()
    reader = platform_engine(server_url, zone=Platform(zone=zone).offset)
    with snapshot(reader) as connection:
        at = column("at", DateTime)
        assert connection.scalar(select(at).select_from(table("seen"))) == told
        later = select(at).select_from(table("seen")).where(at == told)
        assert connection.scalar(later) == told
    reader.dispose()


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("date", "infinity", "infinity"),
        ("date", "0044-03-15 BC", "0044-03-15 BC"),
        ("date", "12017-07-16", "12017-07-16"),
        ("date", "2017-07-16", date(2017, 7, 16)),
        ("timestamp", "-infinity", "-infinity"),
        ("timestamp", "2017-07-16 20:00:00.5", datetime(2017, 7, 16, 20, 0, 0, 500_000)),
        ("timestamptz", "infinity", "infinity"),
        ("timestamptz", "12017-07-16 20:00:00+00", "12017-07-17 04:00:00+08"),
    ],
)
def test_what_is_no_day_comes_as_it_is_written(postgresql_url, kind, written, read):
    reader = platform_engine(postgresql_url)
    with snapshot(reader) as connection:
        kept = Date if kind == "date" else DateTime
        assert connection.scalar(text(f"select {kind} '{written}' as at").columns(at=kept)) == read
    reader.dispose()


def test_days_are_written_alike_whatever_the_server_is_used_to(postgresql_url):
    engine = create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = connection.scalar(text("select current_database()"))
        connection.execute(text(f"alter database {name} set datestyle = 'SQL, DMY'"))
    engine.dispose()
    reader = platform_engine(postgresql_url)
    with snapshot(reader) as connection:
        assert connection.scalar(text("select cast(date '2017-07-16' as text)")) == "2017-07-16"
    reader.dispose()


def test_zero_dates_of_mariadb_come_as_they_are_written(mariadb_url):
    engine = create_engine(mariadb_url)
    with engine.begin() as connection:
        connection.execute(text("set sql_mode = ''"))
        connection.execute(text("create table seen (at datetime null, day date null)"))
        connection.execute(text("insert into seen values ('0000-00-00 00:00:00', '0000-00-00')"))
    engine.dispose()
    reader = platform_engine(mariadb_url)
    with snapshot(reader) as connection:
        row = connection.execute(
            select(column("at", String), column("day", String)).select_from(table("seen"))
        )
        assert row.one() == ("0000-00-00 00:00:00", "0000-00-00")
    reader.dispose()


def test_a_title_in_another_encoding_ends_no_run(tmp_path):
    url = made(f"sqlite:///{tmp_path / 'p.db'}", outreach_event=[_event()])
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update outreach_event set title = cast(? as text)", ["设摊ABC".encode("gbk")])
    connection.close()
    store = f"sqlite:///{tmp_path / 's.db'}"
    refresh.run(url, store, Settings(), now=NOW)
    assert stock(store, date(2017, 7, 16), "c1")
    with sqlite3.connect(tmp_path / "s.db") as connection:
        [(title,)] = connection.execute("select title from outreach_event").fetchall()
    connection.close()
    assert title.startswith("�")
    assert title.endswith("ABC")


def test_a_database_without_an_encoding_ends_no_reading(postgresql_url):
    engine = create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = connection.scalar(text("select current_database()")) + "_ascii"
        connection.execute(text(f"create database {name} encoding 'SQL_ASCII' template template0 locale 'C'"))
    try:
        address = engine.url.set(database=name).render_as_string(hide_password=False)
        plain = create_engine(address, connect_args={"client_encoding": "utf8"})
        with plain.begin() as connection:
            connection.execute(text("create table board (name text)"))
            connection.execute(
                text("insert into board values (convert_from('\\xc9e8c4fa414243', 'SQL_ASCII'))")
            )
        plain.dispose()
        reader = platform_engine(address)
        with snapshot(reader) as connection:
            found = connection.scalar(select(column("name", String)).select_from(table("board")))
        reader.dispose()
        assert found
        assert found.endswith("ABC")
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"drop database {name} with (force)"))
        engine.dispose()


def _event() -> dict:
    return {"id": "e1", "committee_code": "c1", "kind": "stall", "held_on": date(2017, 6, 1)}
