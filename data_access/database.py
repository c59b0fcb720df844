"""Engines, transactions and errors in words: the only module that knows which database it talks to."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from sqlalchemy import URL, Connection, Engine, Select, create_engine, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)

from data_access import shapes, values
from data_access.problem import Problem
from data_access.values import Zone

_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
PATIENCE = {"platform": 20, "store": 2}
"""Seconds to wait for a SQLite file that somebody else holds."""
_WRITER_LOCK = 7_413_310_113  # any constant: names our advisory lock among others on the same server


def platform_engine(url: str, statement_seconds: int = 300, zone: Zone = values.SHANGHAI) -> Engine:
    """An engine that can only read, its sessions in the platform's zone. Raises Problem for an address that is none."""
    address = _address(url, "platform")
    if address.get_backend_name() == "sqlite":
        return _in_words(_reading(_sqlite(address, "platform", mode="ro"), zone), "platform")
    if address.get_backend_name() == "postgresql":
        # Its planner takes a window's rows for few and looks through all of them for each member: a refresh of minutes.
        options = (
            "-c default_transaction_read_only=on -c enable_nestloop=off -c datestyle=ISO "
            f"-c statement_timeout={statement_seconds * 1000} -c timezone=<+00>{_west_of_utc(zone)}"
        )
        engine = create_engine(address, isolation_level="REPEATABLE READ", connect_args={"options": options})
        return _in_words(engine, "platform")
    engine = create_engine(
        address, isolation_level="REPEATABLE READ", connect_args={"charset": "utf8mb4"}, pool_pre_ping=True
    )

    @event.listens_for(engine, "connect")
    def _read_only(connection, _record):
        with connection.cursor() as cursor:
            cursor.execute("select version()")
            mariadb = "mariadb" in cursor.fetchone()[0].lower()
            limit = (
                f"max_statement_time = {statement_seconds}"
                if mariadb
                else f"max_execution_time = {statement_seconds * 1000}"
            )
            cursor.execute(f"set session {limit}")
            cursor.execute("set session transaction read only")
            cursor.execute("set session time_zone = %s", (str(zone),))
            cursor.execute("set session sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')")

    return _in_words(engine, "platform")


def store_engine(url: str, *, create: bool = False, file: Path | None = None) -> Engine:
    """An engine on the store of our shape, or on a SQLite `file` beside it; with `create`, a missing file is made,
    without it is a Problem."""
    address = _address(url, "store")
    if address.get_backend_name() == "sqlite":
        address = address.set(database=str(file or shapes.file(Path(address.database))))
        if create:
            _make_folder(address)
        return _in_words(_sqlite(address, "store", mode="rwc" if create else "rw"), "store")
    if address.get_backend_name() != "postgresql":
        raise Problem("store_dialect", dialect=address.get_backend_name())
    engine = create_engine(address, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    event.listen(engine, "connect", _own_schema_first)
    return _in_words(engine, "store")


def store_file(url: str) -> Path | None:
    """The SQLite file in which the store of our shape lies; None on a server."""
    address = _address(url, "store")
    return shapes.file(Path(address.database)) if address.get_backend_name() == "sqlite" else None


def _own_schema_first(connection, _record) -> None:
    """Names are looked for in our shape's own schema, where there is one, then where the address leads."""
    connection.execute(
        "select set_config('search_path', concat_ws(', ', quote_ident(current_schema()::text || %s::text), "
        "nullif(current_setting('search_path'), '')), false)",
        (shapes.SCHEMA,),
    )
    connection.commit()


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One transaction in which every statement sees the same moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


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
    """Lets readers of a SQLite store go on while it is written."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:  # outside a transaction
            connection.cursor().execute("pragma journal_mode = wal")


def read(connection: Connection, statement: Select) -> pd.DataFrame:
    """The statement's rows as a frame with its column names; Decimal becomes float or int, once, here.

    A statement with the execution option `frame` says itself what becomes of its rows' frame.
    """
    result = connection.execute(statement)
    rows = [tuple(map(_plain, row)) for row in result]
    frame = pd.DataFrame(rows, columns=list(result.keys()))
    shape = statement.get_execution_options().get("frame")
    return shape(frame) if shape else frame


def shown(url: URL) -> str:
    """The address as it may be shown: without its password."""
    if url.get_backend_name() == "sqlite":
        return (url.database or "").removeprefix("file:")
    return url.render_as_string(hide_password=True)


def _address(url: str, which: str) -> URL:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
        if backend not in _DRIVERS:
            raise Problem("dialect_unknown", which=which, dialect=backend)
        address = address.set(drivername=_DRIVERS[backend])  # the one that is installed
    except (ArgumentError, ValueError) as error:
        raise Problem("url_malformed", which=which) from error
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise Problem("url_malformed", which=which)
    return address


def _make_folder(store: URL) -> None:
    try:
        Path(store.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("not_opened", which="store", address=shown(store), detail=str(error)) from error


def _sqlite(address: URL, which: str, *, mode: str) -> Engine:
    path = Path(address.database).absolute()
    if mode != "rwc" and not os.path.isfile(path):
        raise Problem("file_missing", which=which, path=str(path))
    uri = address.set(database=f"file:{quote(str(path))}", query={"mode": mode, "uri": "true"})
    engine = create_engine(uri, connect_args={"timeout": PATIENCE[which]})

    @event.listens_for(engine, "connect")
    def _prepare(connection, _record):
        connection.isolation_level = None  # the driver begins nothing by itself: `begin` below does
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _west_of_utc(zone: Zone) -> str:
    """The zone as POSIX writes it, for PostgreSQL: hours west of UTC."""
    return str(Zone(-zone.offset)).lstrip("+")


def _reading(engine: Engine, zone: Zone) -> Engine:
    """The engine, its SQLite taught to read what is not written as we write it, as `values` does."""

    def readable(raw) -> str | None:
        read = values.moment(raw, zone)
        return read and str(read)

    engine.dialect.zone_is_ours = zone.ours  # for `dialects`, which knows no run

    @event.listens_for(engine, "connect")
    def _teach(connection, _record):
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.create_function("readable_moment", 1, readable, deterministic=True)
        connection.create_function("says_not_set", 1, values.not_set, deterministic=True)

    return engine


_SIGNS = (
    (r"not a database|file is encrypted", "not_a_database"),
    (r"malformed|disk image|corrupt", "corrupt"),
    (r"database is locked|database table is locked", "locked"),
    (r"no such table|no such column|UndefinedTable|UndefinedColumn|doesn't exist|Unknown column", "foreign"),
    (r"unable to open|readonly database|Permission denied", "not_opened"),
    (r"disk is full|No space left|disk full", "disk_full"),
    (r"QueryCanceled|statement timeout|max_statement_time|maximum statement execution", "too_slow"),
)


def _in_words(engine: Engine, which: str) -> Engine:
    """The engine, its database's errors turned into Problems that name it (`platform` or `store`)."""

    @event.listens_for(engine, "do_connect")
    def _connect(dialect, _record, positional, named):
        try:
            return dialect.connect(*positional, **named)
        except (
            TypeError,
            ValueError,
            LookupError,
        ) as error:  # an option in the address that the driver lacks
            raise Problem("url_malformed", which=which) from error

    @event.listens_for(engine, "handle_error")
    def _raise(context):
        problem = _problem(context.original_exception, context.sqlalchemy_exception, engine.url, which)
        if problem:
            raise problem from context.original_exception

    return engine


def _problem(cause: BaseException, error: SQLAlchemyError | None, url: URL, which: str) -> Problem | None:
    detail = re.sub(r"\s+", " ", f"{type(cause).__name__}: {cause}")[:200]
    for sign, key in _SIGNS:
        if re.search(sign, detail, re.IGNORECASE):
            return Problem(key, which=which, address=shown(url), detail=detail)
    if isinstance(error, (OperationalError, InterfaceError)):
        return Problem("unreachable", which=which, address=shown(url), detail=detail)
    if isinstance(error, ProgrammingError):
        return Problem("refused", which=which, address=shown(url), detail=detail)
    return None


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
