"""Engines, transactions and errors in words: the only module that knows which database it talks to."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from sqlalchemy import URL, Connection, Engine, Inspector, Select, create_engine, event, inspect, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import String

from data_access import patience, sessions
from data_access.address import shown, understood
from data_access.faults import in_words
from data_access.problem import Problem

PATIENCE = {"platform": 20, "store": 2}
"""Seconds to wait for a SQLite file that somebody else holds."""
_STORE_SECONDS = 120  # for one answer of a server that holds the store
_text = partial(
    str, encoding="utf-8", errors="replace"
)  # for one title in another encoding must not end a run
_WRITER_LOCK = 7_413_310_113  # any constant: names our advisory lock among others on the same server


class day_of(GenericFunction):
    """The day of a moment, as text `YYYY-MM-DD`, in every dialect."""

    type = String(10)
    inherit_cache = True


@compiles(day_of)
def _day_of_sqlite(element, compiler, **options):
    return f"substr({compiler.process(element.clauses, **options)}, 1, 10)"


@compiles(day_of, "postgresql")
def _day_of_postgresql(element, compiler, **options):
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM-DD')"


@compiles(day_of, "mysql")
@compiles(day_of, "mariadb")
def _day_of_mysql(element, compiler, **options):
    # Doubled, for the driver takes a single % as the beginning of a parameter.
    return f"date_format({compiler.process(element.clauses, **options)}, '%%Y-%%m-%%d')"


class hour_of(GenericFunction):
    """The hour of a moment, as text `00` to `23`, in every dialect."""

    type = String(2)
    inherit_cache = True


@compiles(hour_of)
def _hour_of_sqlite(element, compiler, **options):
    return f"substr({compiler.process(element.clauses, **options)}, 12, 2)"


@compiles(hour_of, "postgresql")
def _hour_of_postgresql(element, compiler, **options):
    return f"to_char({compiler.process(element.clauses, **options)}, 'HH24')"


@compiles(hour_of, "mysql")
@compiles(hour_of, "mariadb")
def _hour_of_mysql(element, compiler, **options):
    return f"date_format({compiler.process(element.clauses, **options)}, '%%H')"


class day_after(GenericFunction):
    """The day so many days after a moment's, as text `YYYY-MM-DD`, in every dialect."""

    type = String(10)
    inherit_cache = True


@compiles(day_after)
def _day_after_sqlite(element, compiler, **options):
    moment, days = (compiler.process(part, **options) for part in element.clauses)
    return f"date(substr({moment}, 1, 10), {days} || ' days')"


@compiles(day_after, "postgresql")
def _day_after_postgresql(element, compiler, **options):
    moment, days = (compiler.process(part, **options) for part in element.clauses)
    return f"to_char({moment} + {days} * interval '1 day', 'YYYY-MM-DD')"


@compiles(day_after, "mysql")
@compiles(day_after, "mariadb")
def _day_after_mysql(element, compiler, **options):
    moment, days = (compiler.process(part, **options) for part in element.clauses)
    return f"date_format({moment} + interval {days} day, '%%Y-%%m-%%d')"


def platform_engine(url: str, statement_seconds: int = 300, zone: str = "+08:00") -> Engine:
    """An engine that can only read. Raises Problem for an address that is none.

    `zone`, an offset from UTC, is the one in which a server tells moments that have a zone.
    """
    address = understood(url, "platform")
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, "platform", mode="ro", seconds=statement_seconds)
    engine = _server(address, "platform", statement_seconds)
    if address.get_backend_name() == "postgresql":
        sessions.of_postgresql(engine, statement_seconds, zone)
    else:
        sessions.of_mysql(engine, statement_seconds, zone)
    return engine


def store_engine(url: str, *, create: bool = False) -> Engine:
    """An engine on the store; with `create`, a missing SQLite file is made, without it is a Problem."""
    address = understood(url, "store")
    if address.get_backend_name() == "sqlite":
        if create:
            _make_folder(address)
        return _sqlite(address, "store", mode="rwc" if create else "rw")
    if address.get_backend_name() != "postgresql":
        raise Problem("store_dialect", dialect=address.get_backend_name())
    return _server(address, "store", _STORE_SECONDS)


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


def inspector(connection: Connection) -> Inspector:
    """What tells of the database's tables, on a connection of its own: on MySQL, SQLAlchemy leaves an option on the
    connection that it inspects (`skip_user_error_events`), after which none of its errors is put into words."""
    return inspect(connection.engine)


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


def _make_folder(store: URL) -> None:
    try:
        Path(store.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("not_opened", which="store", address=shown(store), detail=str(error)) from error


def _server(address: URL, which: str, seconds: int) -> Engine:
    engine = create_engine(
        address, isolation_level="REPEATABLE READ", pool_pre_ping=True, hide_parameters=True
    )
    return patience.bounded(in_words(engine, which, seconds))


def _sqlite(address: URL, which: str, *, mode: str, seconds: int | None = None) -> Engine:
    path = Path(address.database).absolute()
    if mode != "rwc" and not os.path.isfile(path):
        raise Problem("file_missing", which=which, path=str(path))
    uri = address.set(database=f"file:{quote(str(path))}", query={"mode": mode, "uri": "true"})
    engine = create_engine(uri, connect_args={"timeout": PATIENCE[which]}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection, _record):
        connection.isolation_level = None  # the driver begins nothing by itself: `begin` below does
        connection.text_factory = _text
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return patience.bounded(in_words(engine, which), seconds)


def _plain(value):
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    return float(value) if isinstance(value, Decimal) else value
