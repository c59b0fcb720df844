"""How long a database is waited for: an answer, and a whole run.

A frozen server keeps its connections open and says nothing, so no time-out of the network ends the wait, nor does the
server's own limit of a statement. The drivers wait for an answer for a number of seconds; and whatever a run waits for
when its time is over, a thread of its own cuts its connections.
"""

import math
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from data_access.problem import Problem

CONNECT_SECONDS = 10
GRACE_SECONDS = 5
"""Beyond a server's own limit for a statement, until it is taken for silent."""
_STEPS = 100_000  # of SQLite's machine between two looks at the clock: about a millisecond


_POSTGRESQL = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "client_encoding": "utf8",
}
_MYSQL = {
    "connect_timeout": CONNECT_SECONDS,
    "read_timeout": CONNECT_SECONDS,
    "write_timeout": 60,
    "charset": "utf8mb4",
}


class NoAnswer(psycopg.OperationalError):
    """A PostgreSQL server did not answer in time."""


class Patient(psycopg.Connection):
    """A connection to PostgreSQL that waits for each answer for `patience` seconds at most."""

    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As the driver's own, with our limit where none is given; then the connection is of no more use."""
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise NoAnswer(f"no answer in {timeout or self.patience:g} s") from error


class _Deadline:
    """The end of a run, and the connections that are cut then."""

    def __init__(self, minutes: float):
        self.minutes, self.at = minutes, time.monotonic() + minutes * 60
        self.connections: list = []
        self.ended = threading.Event()
        threading.Thread(target=self._watch, name="deadline", daemon=True).start()

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self.at

    def _watch(self) -> None:
        self.ended.wait(max(0, self.at - time.monotonic()))
        while not self.ended.wait(0.2):  # again, for a statement may just have been about to begin
            for connection in list(self.connections):
                _cut(connection)


_deadline: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def within(minutes: float) -> Iterator[None]:
    """Ends what is done with databases inside after so many minutes, whatever it waits for: Problem `run_too_long`."""
    deadline = _Deadline(minutes)
    token = _deadline.set(deadline)
    try:
        yield
    except Exception as error:
        if deadline.passed:
            raise Problem("run_too_long", minutes=f"{minutes:g}") from error
        raise
    finally:
        deadline.ended.set()
        _deadline.reset(token)


def connect(dialect: Any, positional: Iterable, named: dict, seconds: int | None) -> Any:
    """As the dialect connects, but for some seconds only, and waiting `seconds` and a grace for each later answer."""
    if dialect.name == "sqlite":
        return dialect.connect(*positional, **named)
    if dialect.driver == "psycopg":
        connection = Patient.connect(*positional, **_POSTGRESQL | named)
        connection.patience = seconds and seconds + GRACE_SECONDS
        return connection
    connection = dialect.connect(*positional, **_MYSQL | named)
    connection._read_timeout = seconds and seconds + GRACE_SECONDS  # until now for the greeting
    return connection


def bounded(engine: Engine, seconds: int | None = None) -> Engine:
    """The engine, its connections known to the run they are made in; a SQLite statement ends after `seconds`."""

    @event.listens_for(engine, "connect")
    def _register(connection: Any, record: ConnectionPoolEntry) -> None:
        if deadline := _deadline.get():
            deadline.connections.append(connection)
        if seconds and isinstance(connection, sqlite3.Connection):
            connection.set_progress_handler(partial(_late, record.info), _STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(connection: Connection, *_: object) -> None:
        deadline = _deadline.get()
        if deadline and deadline.passed:
            raise Problem("run_too_long", minutes=f"{deadline.minutes:g}")
        if seconds:
            connection.info["until"] = time.monotonic() + seconds

    @event.listens_for(engine, "after_cursor_execute")
    def _end(connection: Connection, *_: object) -> None:
        connection.info.pop("until", None)

    return engine


def was_late(connection: Connection) -> bool:
    """Whether its last statement was ended for taking longer than `bounded` allows."""
    return not connection.invalidated and _late(connection.info) and bool(connection.info.pop("until"))


def _late(info: dict) -> bool:
    return time.monotonic() > info.get("until", math.inf)


def _cut(connection: Any) -> None:
    """Ends whatever a driver's connection waits for, from another thread: SQLite's statement, the talk with a server."""
    with suppress(Exception):  # closed meanwhile
        if isinstance(connection, sqlite3.Connection):
            connection.interrupt()
            return
        descriptor = (
            connection.fileno() if isinstance(connection, psycopg.Connection) else connection._sock.fileno()
        )
        with socket.socket(fileno=os.dup(descriptor)) as talk:
            talk.shutdown(socket.SHUT_RDWR)
