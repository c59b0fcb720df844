"""How the store of one shape follows that of another: filled beside it, in its place when complete, the older gone a week
later. A store of a newer shape is read at most."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import SQLAlchemyError

from data_access import store
from data_access.database import masked, only_writer, snapshot, store_engine, store_file, write_ahead
from data_access.problem import Problem
from data_access.store import shapes

log = logging.getLogger(__name__)
KEPT = timedelta(days=7)
"""How long an older store stays: after the newer one is complete, and after its own last complete run."""


@contextmanager
def opened(url: str, now: datetime) -> Iterator[Connection]:
    """The one writing transaction on the store of our shape, which is made where there is none: beside that of another
    shape, whose run log it takes along; as the block ends well, it takes its place.

    Raises Problem `refresh_running`, and `store_foreign` for a database that is another's.
    """
    engine = store_engine(url, create=True)
    try:
        if _prepared(engine):
            with _first_held(url), only_writer(engine) as target:
                yield target
            _retire(engine, store_file(url), now)
        elif file := store_file(url):
            with only_writer(engine), _file_beside(file) as target:
                yield target
        else:
            with only_writer(engine) as target:
                _schema_beside(target)
                yield target
    finally:
        engine.dispose()


def shape_of(connection: Connection) -> int | None:
    """The shape of an open store: None where it is empty, 0 where it was never filled and lacks what ours has.

    Raises Problem `store_foreign` for tables that are not a store's.
    """
    seen = inspect(connection.engine)
    names = {*seen.get_table_names(), *seen.get_view_names()}
    if not names:
        return None
    state = {name for name in names if name.lower() == shapes.STATE.name}
    if not state or "shape" not in _columns(seen, state.pop()):
        raise Problem("store_foreign", address=masked(connection.engine.url))
    shape = connection.scalar(select(shapes.STATE.c.shape))
    if shape is None:
        whole = all(
            ours.name in names and set(ours.columns.keys()) <= _columns(seen, ours.name)
            for ours in store.tables.sorted_tables
        )
        return store.SHAPE if whole else 0
    return shape


def _columns(seen: Inspector, name: str, schema: str | None = None) -> set[str]:
    return {column["name"] for column in seen.get_columns(name, schema=schema)}


def _prepared(engine: Engine) -> bool:
    """Whether the store is of our shape; its tables are made in an empty database."""
    with snapshot(engine) as connection:
        shape = shape_of(connection)
    if shape is None:
        write_ahead(engine)
        with only_writer(engine) as connection:
            store.tables.create_all(connection)
    elif shape == store.SHAPE:
        write_ahead(engine)
    return shape in (None, store.SHAPE)


@contextmanager
def _first_held(url: str) -> Iterator[None]:
    """Holds the lock of the address's own file too while ours lies beside it: a store has one writer, of whatever shape."""
    file = store_file(url)
    first = file and shapes.first_file(file)
    if first in (None, file) or first.is_symlink() or not first.is_file():
        yield
        return
    engine = _on_file(first)
    try:
        with only_writer(engine):
            yield
    finally:
        engine.dispose()


@contextmanager
def _file_beside(address: Path) -> Iterator[Connection]:
    """A transaction in a new file, which is made our shape's own when it is complete."""
    own = shapes.own_file(address)
    if own.exists():  # another run has filled it since this one looked
        raise Problem("refresh_running")
    building = own.with_name(f"{own.name}.building")
    for rest in (building, building.with_name(f"{building.name}-journal")):
        rest.unlink(missing_ok=True)  # of a run that was killed
    engine = _on_file(building, create=True)
    try:
        with only_writer(engine) as target:
            store.tables.create_all(target)
            with _others(address) as others:
                _take_along(others, target)
            yield target
        write_ahead(engine)
    except BaseException:
        engine.dispose()
        building.unlink(missing_ok=True)
        raise
    engine.dispose()
    os.replace(building, own)


def _schema_beside(target: Connection) -> None:
    """Makes our shape's own schema in this transaction: seen by nobody before it is complete."""
    base = shapes.base(target)
    own, others = base + shapes.SCHEMA, shapes.schemas(target, base)
    if own in others:  # another run has filled it since this one looked
        raise Problem("refresh_running")
    present = "select count(*) from pg_namespace where nspname = :own"
    if not target.scalar(text(present), {"own": own}):
        if not target.scalar(text("select has_database_privilege(current_database(), 'create')")):
            raise Problem("store_schema", schema=own)
        target.execute(text(f"create schema {_quoted(target, own)}"))
    store.tables.create_all(target, checkfirst=False)
    _take_along(target, target, max(others, key=others.__getitem__))


def _take_along(source: Connection, target: Connection, schema: str | None = None) -> None:
    """Copies the run log, as far as the two shapes share its columns."""
    seen, kept = inspect(source.engine), store.run
    if not seen.has_table(kept.name, schema=schema):
        return
    theirs = _columns(seen, kept.name, schema)
    both = (column(one.name, one.type) for one in kept.columns if one.name in theirs)
    rows = source.execute(select(table(kept.name, *both, schema=schema)))
    if found := [dict(row) for row in rows.mappings()]:
        target.execute(insert(kept), found)


def _retire(engine: Engine, file: Path | None, now: datetime) -> None:
    """Lets go of older stores a week after ours was complete; what cannot go now goes after a later run."""
    try:
        with snapshot(engine) as connection:
            since = connection.scalar(select(store.state.c.complete_since))
        if since is None or now - since < KEPT:
            return
        if file:
            _retire_files(file, now)
        else:
            _retire_schemas(engine, now)
    except (Problem, SQLAlchemyError, OSError) as error:
        log.warning("an older store stays for now: %s", error)


def _is_old(connection: Connection, now: datetime, schema: str | None = None) -> bool:
    """Whether a store is of an older shape, and no server of that shape has filled it for a week."""
    shape = connection.scalar(select(column("shape")).select_from(table(shapes.STATE.name, schema=schema)))
    run = table(
        store.run.name, column("finished_at", store.run.c.finished_at.type), column("outcome"), schema=schema
    ).c
    last = connection.scalar(select(func.max(run.finished_at)).where(run.outcome == "complete"))
    return (shape or 0) < store.SHAPE and (last is None or now - last >= KEPT)


def _retire_files(own: Path, now: datetime) -> None:
    """Removes older files; where one lay at the address, a link to ours is put, for who reads the store there."""
    first = shapes.first_file(own)
    for file in shapes.files(own):
        if file == own.resolve():
            continue
        engine = _on_file(file)
        try:
            with only_writer(engine) as connection:
                old = _is_old(connection, now)
        finally:
            engine.dispose()
        if old:
            _replace_by_link(first, own) if file == first else file.unlink()
            for rest in ("-wal", "-shm"):
                file.with_name(file.name + rest).unlink(missing_ok=True)


def _replace_by_link(first: Path, own: Path) -> None:
    link = own.with_name(f"{own.name}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(own.name)
    os.replace(link, first)


@contextmanager
def _others(address: Path) -> Iterator[Connection]:
    """The file of the highest shape there is beside ours, open."""
    found: dict[Path, int] = {}
    for file in shapes.files(address):
        engine = _on_file(file)
        with suppress(Problem), snapshot(engine) as connection:
            found[file] = connection.scalar(select(shapes.STATE.c.shape)) or 0
        engine.dispose()
    engine = _on_file(max(found, key=found.__getitem__))
    try:
        with snapshot(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _on_file(file: Path, *, create: bool = False) -> Engine:
    return store_engine(f"sqlite:///{file}", create=create, file=file)


def _retire_schemas(engine: Engine, now: datetime) -> None:
    """Takes away older stores; ours moves to where the address leads once that is free."""
    with only_writer(engine) as connection:
        connection.execute(text("set local lock_timeout = '5s'"))
        base = shapes.base(connection)
        own, schemas = base + shapes.SCHEMA, shapes.schemas(connection, base)
        old = [schema for schema in schemas if schema != own and _is_old(connection, now, schema)]
        for schema in old:
            _drop(connection, schema)
            if schema != base:
                connection.execute(text(f"drop schema {_quoted(connection, schema)}"))
        if own in schemas and (base in old or base not in schemas):
            _move(connection, own, base)


def _drop(connection: Connection, schema: str) -> None:
    """Drops the store's tables, and nothing that somebody else has made of or beside them."""
    seen, place = inspect(connection.engine), _quoted(connection, schema)
    if shapes.STATE.name in seen.get_view_names(schema=schema):
        connection.execute(text(f"drop view {place}.{shapes.STATE.name}"))
    ours = {*store.tables.tables, shapes.STATE.name, shapes.TARGET}
    for name in ours.intersection(seen.get_table_names(schema=schema)):
        connection.execute(text(f"drop table {place}.{_quoted(connection, name)}"))


def _move(connection: Connection, own: str, base: str) -> None:
    source, target = _quoted(connection, own), _quoted(connection, base)
    for name in store.tables.tables:
        connection.execute(text(f"alter table {source}.{_quoted(connection, name)} set schema {target}"))
    connection.execute(text(f"alter view {source}.{shapes.STATE.name} set schema {target}"))
    connection.execute(text(f"drop schema {source}"))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
