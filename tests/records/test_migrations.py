"""Records as each version of the dashboard left them are brought forward to this one's tables, whole."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from data_access import records
from data_access.database import snapshot
from data_access.records import opening
from data_access.settings import audit_key
from tests.records.chained import breaks
from tests.records.keep_fixture import FIXTURES, NOON

KEPT = sorted(FIXTURES.glob("*.sql"))
STEPS = ScriptDirectory(str(Path(opening.__file__).parent / "migrations"))


def test_of_each_version_records_are_kept():
    assert {file.stem for file in KEPT} == {step.revision for step in STEPS.walk_revisions()}


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.stem)
def test_they_are_brought_forward_and_nothing_is_lost(kept, tmp_path):
    file = tmp_path / "records.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(kept.read_text("utf-8"))
    engine = opening.opened(f"sqlite:///{file}", NOON)
    with snapshot(engine) as connection:
        options = {"version_table": opening.VERSION_TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), records.tables) == []
        filled = {
            name for name, table in records.tables.tables.items() if connection.execute(select(table)).all()
        }
        account = connection.execute(select(records.account.c.name, records.account.c.made_at)).one()
    assert tuple(account) == ("王", NOON)
    assert filled >= _FILLED
    assert breaks(engine, audit_key()) == []
    engine.dispose()


_FILLED = {"record_head", "account", "account_unit", "session", "device", "audit", "coverage_target"}
"""Tables of the first version that have rows in each file."""


@pytest.fixture
def with_a_next_step(monkeypatch, tmp_path):
    """Plants a step after the last one, which does what it is told; gives the records of the version before it."""
    folder = shutil.copytree(STEPS.dir, tmp_path / "migrations")
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)

    def plant(does: str) -> Path:
        step = (
            f"revision, down_revision = 'next', '{STEPS.get_current_head()}'\n\ndef upgrade():\n    {does}\n"
        )
        (folder / "versions" / "next.py").write_text(f"from alembic import op\n\n{step}")
        file = tmp_path / "records.db"
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(KEPT[-1].read_text("utf-8"))
        return file

    return plant


def test_before_a_step_the_file_is_copied_beside(with_a_next_step):
    file = with_a_next_step("op.execute('update account set role = \"office\"')")
    before = _dump(file)
    opening.opened(f"sqlite:///{file}", NOON).dispose()
    [copy] = file.parent.glob("records.db.*")
    assert copy.name == f"records.db.{KEPT[-1].stem}-20170716120000"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert _dump(copy) == before
    assert "'王','office'" in _dump(file)


def test_a_step_that_fails_leaves_the_records_as_they_were(with_a_next_step):
    file = with_a_next_step("op.execute('delete from account'); op.execute('no statement')")
    before = _dump(file)
    with pytest.raises(Exception, match="syntax error"):
        opening.opened(f"sqlite:///{file}", NOON)
    assert _dump(file) == before


def _dump(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump())
