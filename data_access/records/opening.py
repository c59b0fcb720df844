"""How records are reached: made, brought forward to this version's tables, and refused where they are of a newer one."""

import logging
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, select

from data_access import records
from data_access.database import only_recorder, records_engine, records_file, write_ahead
from data_access.problem import Problem

log = logging.getLogger(__name__)
VERSION_TABLE = "record_revision"
_MIGRATIONS = Path(__file__).parent / "migrations"


def opened(url: str, now: datetime) -> Engine:
    """An engine on records of this version's tables: made where there are none, else brought forward, with a copy of an
    older file beside it first.

    Raises Problem `records_newer` where a later version has written them.
    """
    with handed_on(records_engine(url, create=True)) as engine:
        if revision(engine) != _head():
            write_ahead(engine)
            _bring_forward(engine, url, now)
    return engine


@contextmanager
def handed_on(engine: Engine) -> Iterator[Engine]:
    """An engine, to be handed on once it has been made ready: where that fails, it is closed."""
    with ExitStack() as failed:
        failed.callback(engine.dispose)
        yield engine
        failed.pop_all()


def revision(engine: Engine) -> str | None:
    """The revision of the tables that are there; None where there are none."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE}
    ).get_current_revision()


def _head() -> str | None:
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _bring_forward(engine: Engine, url: str, now: datetime) -> None:
    """In one transaction, while nobody else writes: whoever comes second finds it done."""
    with only_recorder(engine) as connection:
        found = _revision(connection)
        if found == _head():
            return
        ours = {script.revision for script in _scripts().walk_revisions()}
        if found is not None and found not in ours:
            raise Problem("records_newer", which="records")
        if found is not None:
            _copy_beside(url, found, now)
        command.upgrade(_config(connection), "head")
        if not connection.scalar(select(records.record_head.c.version)):
            row = {"one": 1, "version": 1, "installation": secrets.token_hex(8), "demonstration": False}
            connection.execute(insert(records.record_head).values(row))
    log.info("records: %s to %s", found, _head())


def _copy_beside(url: str, found: str, now: datetime) -> None:
    """A copy of a SQLite file as it is, readable by its owner alone; a server's records are the administrator's to copy."""
    file = records_file(url)
    if file is None:
        return
    copy = file.with_name(f"{file.name}.{found}-{now:%Y%m%d%H%M%S}")
    copy.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
