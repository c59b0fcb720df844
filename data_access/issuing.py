"""Bulletins between the store, which has their figures, and the records, which keep those that are issued: made, issued by hand or by the
clock, and handed to the robots of groups."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine

from data_access import bulletins, database, recorded, state
from data_access.bulletins import kept, pushing, schedule, written
from data_access.bulletins.content import Content
from data_access.clock import last_complete_day, local, moment
from data_access.made import worked_out
from data_access.problem import Problem
from data_access.records.chain import SYSTEM, Actor
from data_access.records.writing import Times
from data_access.settings import Settings, records_url, settings, store_url
from data_access.state import State

log = logging.getLogger(__name__)


def made(kind: str, on: date | None) -> tuple[Content, str]:
    """The bulletin of a day, of the last one where none is named, and its text: as it was issued, else as it would be now.
    Raises Problem for a day that the store does not hold."""
    town = replace(state.current(store_url()), recorded=recorded.trouble(records_url()) is None)
    day = on or town.last_day
    if not town.first_day <= day <= town.last_day:
        raise Problem("bulletin_day", day=day, first=town.first_day, last=town.last_day)
    engine = database.store_engine(store_url())
    try:
        with database.snapshot(engine) as store, recorded.beside(store, records_url()) as rows:
            issued = rows(kept.issued(kind, day))
            if row := kept.of_day(issued, day):
                return kept.public(row, settings())
            query = bulletins.draft(kind, day, settings(), town, kept.to_check(issued, day))
            content = worked_out(query, rows)
    finally:
        engine.dispose()
    return content, written.whole(content)


def issue(actor: Actor, content: Content) -> list[pushing.Push]:
    """Issues a bulletin and hands it to robots: what became of that. Raises Problem where it is issued already."""
    with _records(moment()) as engine:
        _issue(engine, actor, content, state.current(store_url()), moment())
        pushing.push(engine, actor, settings(), moment)
        with database.snapshot(engine) as connection:
            return [*connection.execute(pushing.listed(content.kind, content.on))]


def is_asked_for(configured: Settings) -> bool:
    """Whether the settings leave anything to the clock or to robots."""
    return configured.bulletin.at is not None or bool(configured.bulletin.robots)


def keep_up(clock: Callable[[], datetime] = moment) -> None:
    """Issues what the clock asks for and hands on what waits; what another process has done meanwhile is left as it is."""
    configured = settings()
    with _records(clock()) as engine:
        try:
            _issue_due(engine, configured, clock())
        finally:
            pushing.push(engine, SYSTEM, configured, clock)


def _issue_due(engine: Engine, configured: Settings, at: datetime) -> None:
    if configured.bulletin.at is None:
        return
    town = state.current(store_url())
    now = local(town.now(at))
    day = last_complete_day(now)
    for kind in schedule.due(now, configured.bulletin):
        if kept.is_issued(engine, kind, day):
            continue
        if schedule.is_late(now, town, configured.freshness.stale_hours):
            if schedule.put_off(engine, kind, day, at):
                log.warning("bulletin %s of %s is put off: data until %s", kind, day, town.last_day)
            continue
        try:
            _issue(engine, SYSTEM, made(kind, day)[0], town, at)
            log.info("bulletin %s of %s is issued", kind, day)
        except Problem as problem:
            if problem.key != "bulletin_issued":
                raise


def _issue(engine: Engine, actor: Actor, content: Content, town: State, at: datetime) -> None:
    kept.issue(engine, actor, Times(at, town.now(at)), content, settings().bulletin.robots)


@contextmanager
def _records(at: datetime) -> Iterator[Engine]:
    engine = recorded.opened(records_url(), store_url(), at)
    try:
        yield engine
    finally:
        engine.dispose()
