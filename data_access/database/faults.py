"""Errors in words: which of the states that a person can mend stands behind what a driver says, or ends a run."""

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError, SQLAlchemyError

from data_access.database import patience
from data_access.database.address import masked, without_secrets
from data_access.problem import Problem

log = logging.getLogger(__name__)


def _numbers(*codes: int) -> str:
    return r"^\w+: \((" + "|".join(map(str, codes)) + "),"


# By the class of the error, or its number, where a driver has them: a server may speak any language.
_SIGNS = (
    (r"not a database|file is encrypted", "not_a_database"),
    (r"disk image is malformed|malformed database|DataCorrupted|IndexCorrupted", "corrupt"),
    (r"disk is full|No space left|DiskFull|Errcode: 28|" + _numbers(1021, 1114), "disk_full"),
    (r"disk I/O error|" + _numbers(3, 1026, 1030), "disk_broken"),
    (r"QueryCanceled|ConfigurationLimitExceeded|^too late|" + _numbers(1969, 3024), "too_slow"),
    (r"^OperationalError: interrupted|" + _numbers(1317), "broken_off"),
    (r"database (table )?is locked|LockNotAvailable|Deadlock|SerializationFailure", "locked"),
    (_numbers(1205, 1213), "locked"),
    (r"ConnectionTimeout|" + _numbers(1045, 1049, 2002, 2003), "unreachable"),
    (r"^NoAnswer|timed out", "silent"),
    (r"AdminShutdown|CrashShutdown|IdleInTransaction|IdleSession", "broken_off"),
    (_numbers(0, 1053, 1927, 2006, 2013, 2055), "broken_off"),
    (
        r"closed the connection|consuming input failed|sending query|connection (is|was) (closed|lost)",
        "broken_off",
    ),
    (r"SSL SYSCALL|Connection reset|Broken pipe", "broken_off"),
    (r"no such (table|column)|UndefinedTable|UndefinedColumn", "foreign"),
    (_numbers(1051, 1054, 1146, 1356, 1412), "foreign"),
    (r"InsufficientPrivilege|" + _numbers(1044, 1142, 1143, 1227), "refused"),
    (r"unable to open|readonly database|Permission denied", "not_opened"),
)


def in_words(engine: Engine, which: str, seconds: int | None = None) -> Engine:
    """The engine, its database's errors turned into Problems that name it (`platform` or `store`); each answer of a
    server is waited for `seconds` at most."""

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Dialect, _record: object, positional: list, named: dict) -> Any:
        try:
            return patience.connect(dialect, positional, named, seconds)
        except (TypeError, ValueError, LookupError):  # an option in the address that the driver lacks
            raise Problem("url_malformed", which=which) from None

    @event.listens_for(engine, "handle_error")
    def _raise(context: ExceptionContext) -> None:
        cause, error = context.original_exception, context.sqlalchemy_exception
        problem = _problem(cause, error, context.connection, engine.url, which)
        if problem:
            raise problem from context.original_exception

    return engine


@contextmanager
def translated(engine: Engine, which: str) -> Iterator[None]:
    """Errors of what asks the database without the engine's own words: SQLAlchemy's look at MySQL's tables."""
    try:
        yield
    except DBAPIError as error:
        raise (_problem(error.orig or error, error, None, engine.url, which) or error) from error


def _problem(
    cause: BaseException, error: SQLAlchemyError | None, connection: Connection | None, url: URL, which: str
) -> Problem | None:
    if error is None and not isinstance(cause, (OSError, EOFError)):
        return None
    late = connection is not None and patience.was_late(connection)
    message = ("too late: " if late else "") + re.sub(r"\s+", " ", f"{type(cause).__name__}: {cause}")
    about = {"which": which, "address": masked(url), "detail": without_secrets(message, url)[:200]}
    for sign, key in _SIGNS:
        if re.search(sign, message, re.IGNORECASE):
            return Problem(key, **about)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Problem("broken_off", **about)
    if error is None or isinstance(error, (OperationalError, InterfaceError)):
        return Problem("unreachable", **about)
    if isinstance(error, ProgrammingError) or which == "platform":
        return Problem("refused", **about)
    return None


def as_problem(error: BaseException, *urls: str) -> Problem:
    """The Problem that an error which ends a run or a command is or amounts to; the trace of one that nobody foresaw goes
    to the log, without the secrets of these addresses."""
    if isinstance(error, Problem):
        return error
    if not isinstance(error, Exception):
        return Problem("interrupted")
    trace = "".join(traceback.format_exception(error))
    log.error("%s", without_secrets(trace, *urls))
    return Problem("unexpected", error=type(error).__name__)
