"""The store's own books: its runs, noted."""

import json
import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from data_access import store
from data_access.database import only_writer, store_engine
from data_access.database.faults import as_problem
from data_access.database.patience import within
from data_access.problem import Problem
from data_access.store import shapes

log = logging.getLogger(__name__)
_RUNS_KEPT = 2000
_NOTING_MINUTES = 0.5


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
                    shape = target.scalar(select(shapes.STATE.c.shape)) or store.SHAPE
                    # An older server's pages may lack the problem's words; a newer store is not ours to write.
                    reason = problem if shape == store.SHAPE else None
                    if shape <= store.SHAPE:
                        note(target, kind, started, round(seconds, 2), "failed", problem=reason)
            finally:
                engine.dispose()
    except Exception as error:  # the run's own problem is what the administrator must hear
        log.warning("a failed run could not be noted: %s", as_problem(error, store_url))
