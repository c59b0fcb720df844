"""Engines, transactions and errors in words: the only module that knows which database it talks to."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
from sqlalchemy import URL, Connection, Engine, Select, create_engine, event, text

from data_access.database import patience, sessions
from data_access.database.address import masked, understood
from data_access.database.faults import in_words
from data_access.database.statements import remembered
from data_access.platform import values
from data_access.platform.values import Zone
from data_access.problem import Problem
from data_access.store import shapes

pd.options.mode.string_storage = "python"  # small frames of texts are made three times as fast as by Arrow
PATIENCE = {"platform": 20, "store": 2, "records": 10}
"""Seconds to wait for a SQLite file that somebody else holds."""
_REMEMBERED = 2**17  # moments; some 35 MB
_STORE_SECONDS = 120  # for one answer of a server that holds the store
_text = partial(
    str, encoding="utf-8", errors="replace"
)  # for one title in another encoding must not end a run
_WRITER_LOCK = 7_413_310_113  # any constants: they name our advisory locks among others on the same server
_RECORDER_LOCK = 7_413_310_114
_RECORDS = "community connect records"
"""How sessions on the records call themselves."""
_LOCK_PATIENCE = {"patience": f"{PATIENCE['records']}s"}


def platform_engine(url: str, statement_seconds: int = 300, zone: Zone = values.SHANGHAI) -> Engine:
    """An engine that can only read, its sessions in the platform's zone. Raises Problem for an address that is none."""
    address = understood(url, "platform")
    if address.get_backend_name() == "sqlite":
        return _reading(_sqlite(address, "platform", mode="ro", seconds=statement_seconds), zone)
    engine = _server(address, "platform", statement_seconds)
    _carry(engine, zone)
    if address.get_backend_name() == "postgresql":
        sessions.of_postgresql(engine, statement_seconds, str(zone))
    else:
        sessions.of_mysql(engine, statement_seconds, str(zone))
    return engine


def _carry(engine: Engine, zone: Zone) -> None:
    """Has the engine's dialect carry whether the zone is ours, for `dialects`, which knows no run."""
    vars(engine.dialect)["zone_is_ours"] = zone.ours


def store_engine(url: str, *, create: bool = False, file: Path | None = None) -> Engine:
    """An engine on the store of our shape, or on a SQLite `file` beside it; with `create`, a missing file is made,
    without it is a Problem."""
    address = understood(url, "store")
    if address.get_backend_name() == "sqlite":
        address = address.set(database=str(file or shapes.file(_path(address))))
        if create:
            _make_folder(address, "store")
        return _sqlite(address, "store", mode="rwc" if create else "rw")
    if address.get_backend_name() != "postgresql":
        raise Problem("store_dialect", dialect=address.get_backend_name())
    engine = _server(address, "store", _STORE_SECONDS)
    event.listen(engine, "connect", _own_schema_first)
    return engine


def store_file(url: str) -> Path | None:
    """The SQLite file in which the store of our shape lies; None on a server."""
    address = understood(url, "store")
    return shapes.file(_path(address)) if address.get_backend_name() == "sqlite" else None


def records_engine(url: str, *, create: bool = False) -> Engine:
    """An engine on the records; with `create`, a missing SQLite file is made, for its owner alone. Raises Problem."""
    address = understood(url, "records")
    if address.get_backend_name() == "sqlite":
        if create:
            _make_file(address)
        return _sqlite(address, "records", mode="rw", durable=True)
    if address.get_backend_name() != "postgresql":
        raise Problem("records_dialect", dialect=address.get_backend_name())
    return _server(address.update_query_dict({"application_name": _RECORDS}), "records", _STORE_SECONDS)


def records_in_use(url: str) -> bool:
    """Whether somebody else has the records open, as far as that can be seen: on SQLite by the lock that each reader of a
    write-ahead log holds, on a server by the name of its sessions."""
    if file := records_file(url):
        return file.exists() and not _alone(file)
    engine = records_engine(url)
    others = "application_name = :name and datname = current_database() and pid <> pg_backend_pid()"
    count = text(f"select count(*) from pg_stat_activity where {others}")
    try:
        with snapshot(engine) as connection:
            return bool(connection.scalar(count, {"name": _RECORDS}))
    finally:
        engine.dispose()


def _alone(file: Path) -> bool:
    """Whether a SQLite file can be had for oneself, as leaving its write-ahead log asks."""
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
            for mode in ("delete", "wal"):
                connection.execute(f"pragma journal_mode = {mode}")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:  # what is no database is in nobody's use
        return True
    return True


def records_file(url: str) -> Path | None:
    """The SQLite file in which the records lie; None on a server."""
    address = understood(url, "records")
    return _path(address) if address.get_backend_name() == "sqlite" else None


@contextmanager
def only_recorder(engine: Engine) -> Iterator[Connection]:
    """The one writing transaction on the records, which sees what the one before has written; others wait for it."""
    server = engine.dialect.name == "postgresql"
    how: dict[str, Any] = {"isolation_level": "READ COMMITTED"} if server else {"begin": "BEGIN IMMEDIATE"}
    with engine.connect() as connection:
        connection = connection.execution_options(**how)
        with connection.begin():
            if server:
                connection.execute(text("select set_config('lock_timeout', :patience, true)"), _LOCK_PATIENCE)
                connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _RECORDER_LOCK})
            yield connection


def _own_schema_first(connection: Any, _record: object) -> None:
    """Names are looked for in our shape's own schema, where there is one, then where the address leads."""
    connection.execute(
        "select set_config('search_path', concat_ws(', ', quote_ident(current_schema()::text || %s::text), "
        "nullif(current_setting('search_path'), '')), false)",
        (shapes.SCHEMA,),
    )
    connection.commit()


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One transaction in which every statement sees the same moment; it only reads, so its end is no matter."""
    with engine.connect() as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            with suppress(Problem):  # the database went away when all was read, or for a reason that is known
                transaction.rollback()


@contextmanager
def only_writer(engine: Engine) -> Iterator[Connection]:
    """The one writing transaction on the store; raises Problem `refresh_running` where there is one."""
    with engine.connect() as connection:
        connection = connection.execution_options(begin="BEGIN IMMEDIATE")
        try:
            transaction = connection.begin()
        except Problem as problem:
            if problem.key == "locked":
                raise Problem("refresh_running") from problem
            raise
        with transaction:
            if engine.dialect.name == "postgresql":
                free = connection.scalar(
                    text("select pg_try_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK}
                )
                if not free:
                    raise Problem("refresh_running")
            yield connection


def write_ahead(engine: Engine) -> None:
    """Lets readers of a SQLite file go on while it is written."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:  # outside a transaction
            connection.cursor().execute("pragma journal_mode = wal")


def read(connection: Connection, statement: Select) -> pd.DataFrame:
    """The statement's rows as a frame with its column names; a server's Decimal becomes float or int, once, here.

    A statement with the execution option `frame` says itself what becomes of its rows' frame.
    """
    result = connection.execute(statement)
    rows = [*map(tuple, result.all())]
    if connection.dialect.name != "sqlite" and any(Decimal in set(map(type, row)) for row in rows):
        rows = [tuple(map(_plain, row)) for row in rows]
    frame = pd.DataFrame(rows, columns=_columns(tuple(result.keys())))
    shape = statement.get_execution_options().get("frame")
    return shape(frame) if shape else frame


@lru_cache(1000)
def _columns(names: tuple[str, ...]) -> pd.Index:
    """The columns of these names, made once: of a frame of a few rows they are half of the work."""
    return pd.Index(names)


def _path(address: URL) -> Path:
    """The file of a SQLite address that is understood."""
    assert address.database
    return Path(address.database)


def _make_folder(address: URL, which: str) -> None:
    try:
        _path(address).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("not_opened", which=which, address=masked(address), detail=str(error)) from error


def _make_file(records: URL) -> None:
    """A file that its owner alone can read, where there is none: SQLite gives what it lays beside it the same rights. One
    that is there is not touched: to close it would end the locks that SQLite holds on it for this process."""
    _make_folder(records, "records")
    try:
        with suppress(FileExistsError):
            os.close(os.open(_path(records), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise Problem("not_opened", which="records", address=masked(records), detail=str(error)) from error


def _server(address: URL, which: str, seconds: int) -> Engine:
    engine = create_engine(
        address, isolation_level="REPEATABLE READ", pool_pre_ping=True, hide_parameters=True
    )
    return patience.bounded(in_words(remembered(engine), which, seconds))


def _sqlite(
    address: URL, which: str, *, mode: str, seconds: int | None = None, durable: bool = False
) -> Engine:
    path = _path(address).absolute()
    if mode != "rwc" and not os.path.isfile(path):
        raise Problem("file_missing", which=which, path=str(path))
    uri = address.set(database=f"file:{quote(str(path))}", query={"mode": mode, "uri": "true"})
    engine = create_engine(uri, connect_args={"timeout": PATIENCE[which]}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `begin` below does
        connection.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
        connection.execute("pragma cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return patience.bounded(in_words(remembered(engine), which), seconds)


def _reading(engine: Engine, zone: Zone) -> Engine:
    """The engine, its SQLite taught to read what is not written as we write it, as `values` does."""

    @lru_cache(_REMEMBERED)  # a statement that mentions a moment often has it read as often
    def readable(raw: object) -> str | None:
        read = values.moment(raw, zone)
        return None if read is None else str(read)

    not_set = lru_cache(_REMEMBERED)(values.not_set)

    _carry(engine, zone)

    @event.listens_for(engine, "connect")
    def _teach(connection: Any, _record: object) -> None:
        connection.text_factory = _text
        connection.create_function("readable_moment", 1, readable, deterministic=True)
        connection.create_function("says_not_set", 1, not_set, deterministic=True)

    return engine


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    return float(value) if isinstance(value, Decimal) else value
