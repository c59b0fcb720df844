"""Whether the dashboard does its duty: a store that can be read, whole and fresh, and a refresh that works."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from data_access import state, store
from data_access.clock import DAY
from data_access.database import snapshot, store_engine
from data_access.database.faults import as_problem
from data_access.problem import Problem
from data_access.wording import text

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Health:
    """Whether readers get what they should; why not, or else what is wrong with the refresh: a key and a sentence for
    anybody; and the store's state where it can be read."""

    well: bool
    reason: str
    sentence: str
    town: state.State | None = None


def of(store_url: str, now: datetime, limit_hours: float) -> Health:
    """The health of a store, every table of which is looked into."""
    try:
        engine = store_engine(store_url)
        try:
            with snapshot(engine) as connection:
                town = state.of(connection)
                for table in store.tables.sorted_tables:
                    connection.execute(select(table).limit(1)).close()
                latest = select(store.run.c.problem, store.run.c.problem_values)
                failed, values = connection.execute(latest.order_by(store.run.c.id.desc()).limit(1)).one()
        finally:
            engine.dispose()
    except Exception as error:
        problem = as_problem(error, store_url)
        log.warning("%s: %s", problem.key, problem)
        return Health(False, problem.key, problem.for_reader)
    return _aged(town, now - town.complete_at, limit_hours, failed and Problem.noted(failed, values))


def beside(found: Health, records: Problem | None) -> Health:
    """The health of a store beside records that cannot be read, where nothing worse is to be said: pages go on without."""
    if records is None or found.reason != "ok":
        return found
    log.warning("%s: %s", records.key, records)
    sentence = text("health.records", problem=records.for_reader)
    return replace(found, reason=records.key, sentence=sentence)


def _aged(town: state.State, age: timedelta, limit: float, failed: Problem | None) -> Health:
    if age <= -DAY:
        return Health(False, "ahead", text("health.ahead"), town)
    if age > timedelta(hours=limit) and not town.demonstration:
        hours = int(age.total_seconds() // 3600)
        return Health(False, "old", text("health.old", hours=hours, limit=f"{limit:g}"), town)
    if failed:
        return Health(True, failed.key, text("health.failed", problem=failed.for_reader), town)
    return Health(True, "ok", text("health.ok"), town)
