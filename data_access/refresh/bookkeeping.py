"""The store's own books: its tables made where there are none, its runs noted."""

import json
import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select

from data_access import store
from data_access.database import only_writer, shown, snapshot, store_engine, write_ahead
from data_access.failure import told
from data_access.patience import within
from data_access.problem import Problem

log = logging.getLogger(__name__)
_RUNS_KEPT = 2000
_NOTING_MINUTES = 0.5


def prepare(engine: Engine) -> None:
    """Makes the store's tables in an empty database; raises Problem `store_foreign` for another's."""
    with snapshot(engine) as connection:
        present = set(inspect(connection).get_table_names())
        ours = store.state.name in present and _state_columns(connection)
        if present and not ours:
            raise Problem("store_foreign", address=shown(engine.url))
        shape = connection.scalar(select(store.state.c.shape)) if ours else None
    write_ahead(engine)
    if not present or shape not in (None, store.SHAPE):
        with only_writer(engine) as connection:
            counted = [table for table in store.tables.sorted_tables if table is not store.target]
            store.tables.drop_all(connection, tables=counted)
            store.tables.create_all(connection)


def _state_columns(connection: Connection) -> bool:
    names = {column["name"] for column in inspect(connection).get_columns(store.state.name)}
    return set(store.state.columns.keys()) <= names


def note(
    target: Connection,
    kind: str,
    started: datetime,
    seconds: float,
    outcome: str,
    read_rows: int | None = None,
    changed: int | None = None,
    problem: Problem | None = None,
) -> None:
    """Notes a run as complete or failed; the oldest beyond some two thousand go."""
    number = (target.scalar(select(func.max(store.run.c.id))) or 0) + 1
    target.execute(
        insert(store.run).values(
            id=number,
            kind=kind,
            started_at=started.replace(microsecond=0),
            finished_at=(started + timedelta(seconds=seconds)).replace(microsecond=0),
            seconds=seconds,
            outcome=outcome,
            read_rows=read_rows,
            changed_rows=changed,
            problem=problem and problem.key,
            problem_values=problem and json.dumps(problem.for_all, ensure_ascii=False, default=str),
        )
    )
    old = select(store.run.c.id).order_by(store.run.c.id.desc()).offset(_RUNS_KEPT - 1).limit(1)
    target.execute(delete(store.run).where(store.run.c.id < old.scalar_subquery()))


def note_failure(store_url: str, kind: str, started: datetime, seconds: float, problem: Problem) -> None:
    """Notes a failed run where there is a store that can take it; else the log alone says so."""
    try:
        with within(_NOTING_MINUTES):
            engine = store_engine(store_url)
            try:
                with only_writer(engine) as target:
                    note(target, kind, started, round(seconds, 2), "failed", problem=problem)
            finally:
                engine.dispose()
    except Exception as error:  # the run's own problem is what the administrator must hear
        log.warning("a failed run could not be noted: %s", told(error, store_url))
