"""Records are made, brought forward with a copy beside, and refused where a later version has written them."""

import errno
import json
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text

from data_access import records, store
from data_access.clock import SHANGHAI
from data_access.problem import Problem
from data_access.records import opening
from data_access.records.chain import BEGINNING, Actor, Row
from data_access.records.writing import change, note
from data_access.settings import audit_key

NOON = datetime(2017, 7, 16, 12, tzinfo=SHANGHAI)
KEY = "k" * 32


@pytest.fixture(autouse=True)
def _with_a_key(monkeypatch):
    monkeypatch.setenv("AUDIT_KEY", KEY)


@pytest.fixture(params=["sqlite", "postgresql"])
def records_at(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'var' / 'records.db'}"
    return request.getfixturevalue("postgresql_url")


def test_the_migrations_make_just_the_tables_that_are_declared(records_at):
    engine = opening.opened(records_at, NOON)
    with engine.connect() as connection:
        options = {"version_table": opening.VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, records.tables) == []
    engine.dispose()


def test_no_name_is_one_of_the_stores():
    assert set(records.tables.tables) & set(store.tables.tables) == set()


def test_opening_twice_makes_them_once(records_at):
    found = []
    for _ in range(2):
        engine = opening.opened(records_at, NOON)
        with engine.connect() as connection:
            found.append(connection.execute(select(records.record_head)).all())
        engine.dispose()
    assert found[0] == found[1]
    assert [row.version for row in found[0]] == [1]


def test_what_is_written_after_they_were_opened_twice_and_another_process_has_left_is_kept(tmp_path):
    """SQLite's locks are the process's: they would go with any other opening of the file that ends, and with them the log."""
    file = tmp_path / "records.db"
    engine, again = opening.opened(f"sqlite:///{file}", NOON), opening.opened(f"sqlite:///{file}", NOON)
    note(engine, Actor("wang"), "exported", NOON)
    counted = [sys.executable, "-c", COUNTED, str(file)]
    assert subprocess.run(counted, capture_output=True, text=True, check=True).stdout == "1\n"
    note(engine, Actor("wang"), "exported", NOON)
    assert subprocess.run(counted, capture_output=True, text=True, check=True).stdout == "2\n"
    for one in (engine, again):
        one.dispose()


COUNTED = """import sqlite3, sys
kept = sqlite3.connect(sys.argv[1])
print(kept.execute("select count(*) from audit").fetchone()[0])
kept.close()
"""


def test_a_write_stands_with_its_row_of_the_audit_or_not_at_all(records_at):
    engine = opening.opened(records_at, NOON)
    with change(engine, Actor("wang", "admin", "127.0.0.1"), "target_set", NOON, area="town") as made:
        made.details["due"] = "2017-08-31"
    with pytest.raises(ZeroDivisionError), change(engine, Actor("wang"), "target_set", NOON):
        1 / 0  # noqa: B018
    note(engine, Actor(address="10.0.0.9"), "refused", NOON)
    with engine.connect() as connection:
        first, second = connection.execute(select(records.audit).order_by(records.audit.c.number)).all()
        assert connection.scalar(select(records.record_head.c.version)) == 2
    engine.dispose()
    assert (first.number, first.account, first.role, first.act) == (1, "wang", "admin", "target_set")
    assert json.loads(first.details) == {"area": "town", "due": "2017-08-31"}
    assert first.at == NOON
    assert first.hash == Row(*first[:7]).hash(BEGINNING, KEY.encode())
    assert second.hash == Row(*second[:7]).hash(first.hash, KEY.encode())


def test_records_of_a_newer_version_are_refused_and_left_as_they_are(records_at):
    engine = opening.opened(records_at, NOON)
    with engine.begin() as connection:
        connection.execute(text(f"update {opening.VERSION_TABLE} set version_num = 'r999'"))
    with pytest.raises(Problem) as refused:
        opening.opened(records_at, NOON)
    assert refused.value.key == "records_newer"
    assert opening.revision(engine) == "r999"
    engine.dispose()


def test_a_file_is_its_owners_alone(tmp_path):
    file = tmp_path / "records.db"
    opening.opened(f"sqlite:///{file}", NOON).dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_database_is_not_taken_for_records(tmp_path):
    file = tmp_path / "other.db"
    file.write_text("not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(Problem) as refused:
        opening.opened(f"sqlite:///{file}", NOON)
    assert refused.value.key == "not_a_database"


def test_records_lie_beside_a_store_in_one_postgresql_schema(postgresql_url):
    engine = create_engine(postgresql_url)
    store.tables.create_all(engine)
    opening.opened(postgresql_url, NOON).dispose()
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    assert {*store.tables.tables, *records.tables.tables} <= names


def test_the_audits_key_is_made_once_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("AUDIT_KEY")
    monkeypatch.setattr("data_access.settings.ROOT", tmp_path)
    key = audit_key()
    file = Path(tmp_path / "var" / "audit.key")
    assert audit_key() == key
    assert len(key) == 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["audit.key"]


@pytest.mark.parametrize("source", ["AUDIT_KEY", "[audit] key", "audit.key"])
@pytest.mark.parametrize("length", [0, 31, 32])
def test_a_key_that_could_be_found_by_trying_is_refused_by_the_name_of_its_place(
    tmp_path, monkeypatch, source, length
):
    monkeypatch.setattr("data_access.settings.ROOT", tmp_path)
    monkeypatch.setenv("AUDIT_KEY", "k" * length if source == "AUDIT_KEY" else "")
    for folder in ("var", ".streamlit"):
        (tmp_path / folder).mkdir()
    if source == "audit.key":
        (tmp_path / "var" / "audit.key").write_text("k" * length)
    elif source == "[audit] key":
        (tmp_path / ".streamlit" / "secrets.toml").write_text(f'[audit]\nkey = "{"k" * length}"')
    if length == 32 or (length == 0 and source != "audit.key"):
        assert len(audit_key()) >= 32
    else:
        with pytest.raises(Problem) as refused:
            audit_key()
        assert refused.value.key == "audit_key_short"
        assert source in str(refused.value)


def test_a_key_that_cannot_be_put_down_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(_) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.delenv("AUDIT_KEY")
    monkeypatch.setattr("data_access.settings.ROOT", tmp_path)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Problem) as refused:
        audit_key()
    assert refused.value.key == "audit_key"
    assert [*(tmp_path / "var").iterdir()] == []
