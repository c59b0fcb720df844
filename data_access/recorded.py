"""The records beside a store: opened with the targets that a store kept before there were records, refused beside another
platform's."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Engine, Select, Table, func, inspect, select, update
from sqlalchemy.sql.visitors import iterate

from data_access import database, platform, records, settings, state
from data_access.access import accounts, trial
from data_access.bulletins import trial as bulletins_kept
from data_access.meetings import trial as meetings_kept
from data_access.problem import Problem
from data_access.records import opening
from data_access.records.chain import SYSTEM
from data_access.records.writing import change
from data_access.registration import targets_kept
from data_access.supervision import trial as slips_kept

log = logging.getLogger(__name__)


def opened(records_url: str, store_url: str, now: datetime) -> Engine:
    """An engine on the records beside a store that was filled: into those of a town that never held a target come the
    targets of its earlier stores; empty ones of a demonstration, where the platform is one too, begin with its own.

    Raises Problem `records_demonstration` for a demonstration's records beside another town's store, and what
    `opening.opened` raises.
    """
    with opening.handed_on(opening.opened(records_url, now)) as engine:
        town = _town(store_url)
        if town and not town.demonstration and is_demonstration(engine):
            raise Problem("records_demonstration")
        if town:
            _begin(engine, store_url, town.demonstration, now)
    return engine


def trouble(records_url: str) -> Problem | None:
    """Why the records cannot be read as they lie; None where they can."""
    try:
        engine = database.records_engine(records_url)
        try:
            with database.snapshot(engine) as connection:
                connection.execute(select(records.record_head)).one()
        finally:
            engine.dispose()
    except Problem as problem:
        return problem
    return None


@dataclass(frozen=True)
class Kept:
    """Records that are open, and the name of this installation in them."""

    engine: Engine
    installation: str


def kept(records_url: str, store_url: str, now: datetime) -> Kept:
    """The records beside a store, to be held open. Raises Problem as `opened` does."""
    engine = opened(records_url, store_url, now)
    with database.snapshot(engine) as connection:
        return Kept(engine, connection.execute(select(records.record_head.c.installation)).scalar_one())


def is_demonstration(engine: Engine) -> bool:
    """Whether open records are a demonstration's, which they may become after they were opened."""
    with database.snapshot(engine) as connection:
        return connection.execute(select(records.record_head.c.demonstration)).scalar_one()


def is_theirs(query: Select) -> bool:
    """Whether a query is one of records, made by `records.query`; quick, for every read of a page asks it."""
    return bool(query.get_execution_options().get(records.OPTION))


def verify(query: Select) -> None:
    """Raises TypeError for a query whose tables do not lie where `is_theirs` has it run."""
    tables = {one.metadata for one in iterate(query) if isinstance(one, Table)}
    if tables and tables != ({records.tables} if is_theirs(query) else tables - {records.tables}):
        raise TypeError("a query of records is made by records.query, and of nothing else")


@contextmanager
def beside(store: Connection, records_url: str) -> Iterator[Callable[[Select], pd.DataFrame]]:
    """How queries of an open store and of the records beside it are read; where those cannot be, theirs have no rows."""
    with ExitStack() as stack:
        kept: Connection | None = None
        try:
            engine = database.records_engine(records_url)
            stack.callback(engine.dispose)
            kept = stack.enter_context(database.snapshot(engine))
            kept.execute(select(records.record_head))
        except Problem as problem:
            log.warning("%s: %s", problem.key, problem)
            kept = None

        def rows(query: Select) -> pd.DataFrame:
            if not is_theirs(query):
                return database.read(store, query)
            return database.read(kept, query) if kept is not None else without_rows(query)

        yield rows


def without_rows(query: Select) -> pd.DataFrame:
    """What a query gives where there is nothing."""
    return pd.DataFrame(columns=list(query.selected_columns.keys()))


def _town(store_url: str) -> state.State | None:
    """The store's state; None where there is none yet, or none that can be read."""
    try:
        return state.current(store_url)
    except Problem:
        return None


def _begin(engine: Engine, store_url: str, demonstration: bool, now: datetime) -> None:
    with database.snapshot(engine) as connection:
        begun = _begun(connection, demonstration)
    try:
        if begun or demonstration and not _beside_made_up_platform():
            return
        found = targets_kept.of_earlier_stores(store_url, demonstration)
    except Problem as problem:  # looked for again at the next opening
        log.warning("records do not begin yet: %s", problem)
        return
    targets = found or ([targets_kept.DEMONSTRATION] if demonstration else [])
    if not targets:
        return
    with suppress(_Overtaken), change(engine, SYSTEM, "begun", now, targets=len(targets)) as made:
        if _begun(made.connection, demonstration):
            raise _Overtaken
        for target in targets:
            targets_kept.keep(made.connection, target, None)
        if demonstration:
            made.connection.execute(update(records.record_head).values(demonstration=True))
            for name, rights in trial.ACCOUNTS.items():
                accounts.add_in(made.connection, now, name, rights, None)
            _keep_made_up(made.connection, store_url)
        log.info("records begin with %d targets", len(targets))


def _keep_made_up(connection: Connection, store_url: str) -> None:
    """Keeps the slips, meetings and bulletins with which a demonstration's records begin."""
    engine, configured = database.store_engine(store_url), settings.settings()
    try:
        with database.snapshot(engine) as store:

            def rows(query: Select) -> pd.DataFrame:
                return database.read(connection if is_theirs(query) else store, query)

            town = state.of(store)
            slips_kept.keep(connection, slips_kept.planned(rows, town.last_day, configured))
            meetings_kept.keep(connection, rows, town, configured)
            bulletins_kept.keep(connection, rows, town, configured)
    finally:
        engine.dispose()


class _Overtaken(Exception):
    """Another process was first."""


def _begun(connection: Connection, demonstration: bool) -> bool:
    """Whether targets were ever kept; nothing at all is in records that become a demonstration's."""
    anything = (records.account, records.audit) if demonstration else ()
    return targets_kept.has_any(connection) or any(
        connection.scalar(select(func.count()).select_from(table)) for table in anything
    )


def _beside_made_up_platform() -> bool:
    """Whether the platform in force is a demonstration: the built-in one, or one that says so."""
    if not settings.platform_is_named():
        return True
    engine = database.platform_engine(settings.platform_url())
    try:
        with database.snapshot(engine) as connection:
            table = platform.demonstration
            return (
                inspect(connection).has_table(table.name)
                and database.read(connection, select(table)).size > 0
            )
    finally:
        engine.dispose()
