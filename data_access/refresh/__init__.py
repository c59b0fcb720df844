"""Platform to store: the only code that reads the platform, and the only writer of the store.

A run counts what a part of the store should hold and writes what differs, everything in one transaction
together with the watermark. So a run that is interrupted leaves the last complete one, and a run without
changes writes nothing. A full run forgets the store first; reconcile compares all of it; an incremental
run looks at what changed since the last one's watermark less the overlap, and the days that touches.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select

from data_access import contract, platform, state, store
from data_access.clock import end_of, last_complete_day, wall_clock
from data_access.database import (
    day_of,
    only_writer,
    platform_engine,
    shown,
    snapshot,
    store_engine,
    write_ahead,
)
from data_access.problem import Problem
from data_access.refresh import areas, changes, content, content_defects, defects, party, registration, stocks
from data_access.refresh.writing import replace
from data_access.settings import Settings

_RUNS_KEPT = 2000
STEPS = ("contract", "changes", "content", "registration", "areas", "party", "defects", "store")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Report:
    """What a run did: its kind, seconds, platform rows looked at, store rows changed, defects known."""

    kind: str
    seconds: float
    read_rows: int
    changed_rows: int
    defects: int


def run(
    platform_url: str,
    store_url: str,
    settings: Settings,
    *,
    kind: str = "incremental",
    now: datetime | None = None,
    progress: Progress = lambda step, done, of: None,
) -> Report:
    """Brings the store up to the platform; `kind` is incremental, reconcile or full.

    `now` is the wall clock in Shanghai unless given; a demonstration stands at the end of its last day.
    `progress` hears each of STEPS as it begins. Raises Problem, after noting it in the run log.
    """
    started, ticks = now or wall_clock(), time.monotonic()
    target_engine = store_engine(store_url, create=True)
    try:
        _prepare(target_engine)
        source_engine = platform_engine(platform_url, settings.refresh.statement_seconds)
        with only_writer(target_engine) as target, snapshot(source_engine) as source:
            work = _Run(source, target, settings, started, progress)
            work.do(kind)
            progress("store", len(STEPS) - 1, len(STEPS))
            report = work.finish(round(time.monotonic() - ticks, 2))
        source_engine.dispose()
    except Problem as problem:
        if problem.key not in ("refresh_running", "store_foreign"):
            _log_failure(target_engine, kind, started, time.monotonic() - ticks, problem)
        raise
    finally:
        target_engine.dispose()
    return report


class _Run:
    """One run under way: where it reads and writes, what it looks at, and what has come of it."""

    def __init__(
        self,
        source: Connection,
        target: Connection,
        settings: Settings,
        started: datetime,
        progress: Progress,
    ):
        self.source, self.target, self.settings, self.started = source, target, settings, started
        self.progress = progress
        self.changed = 0

    def do(self, kind: str) -> None:
        self._step("contract")
        contract.require(self.source)
        before = _state(self.target)
        shown = _demonstration_day(self.source)
        now = end_of(shown) if shown else self.started
        last = last_complete_day(now)
        first = _first_day(self.source, self.settings, last)
        if before is None or before.demonstration != bool(shown):
            kind = "full"
        self.kind, self.before = kind, before
        self.first, self.last, self.demonstration = first, last, bool(shown)
        if kind == "full":
            self._forget()

        self._step("changes")
        same_days = before and (before.first_day, before.last_day <= last) == (first, True)
        if kind == "incremental" and same_days:
            overlap = timedelta(minutes=self.settings.refresh.overlap_minutes)
            self.seen = changes.since_last(self.source, self.target, now, overlap)
            places = self._content()
            changes.touch(self.source, self.seen, places, before.last_day, last)
        else:
            self.seen = changes.everything(self.source, now, first)
            places = self._content()
            self._cut()
        self._counts(self.seen)
        self._defects(now, places)

    def finish(self, seconds: float) -> Report:
        """Writes state, watermark and log."""
        version = self.before.version if self.before else 0
        if self.changed or not self.before or self.before.last_day != self.last:
            version += 1
        row = (1, store.SHAPE, version, self.first, self.last, self.demonstration)
        replace(self.target, store.state, [row])
        replace(self.target, store.watermark, self.seen.watermarks.items())
        read_rows = sum(self.seen.rows.values())
        known = self.target.scalar(select(func.coalesce(func.sum(store.defect.c.rows), 0)))
        report = Report(self.kind, seconds, read_rows, self.changed, int(known))
        _log(self.target, self.kind, self.started, seconds, "complete", read_rows, self.changed)
        return report

    def _step(self, name: str) -> None:
        self.progress(name, STEPS.index(name), len(STEPS))

    def _forget(self) -> None:
        for table in store.tables.sorted_tables:
            if table not in (store.run, store.state, store.target):
                self.target.execute(delete(table))

    def _cut(self) -> None:
        """Takes away days before the first and after the last."""
        for table in (store.registration_day, store.area_step, store.party_day, store.department_day):
            outside = ~table.c.day.between(self.first, self.last)
            self.changed += self.target.execute(delete(table).where(outside)).rowcount

    def _content(self) -> bool:
        """Copies the content; says whether any place differs from before."""
        self._step("content")
        places = False
        for table in store.CONTENT:
            changed = content.copy(self.source, self.target, table, self.seen, self.settings.bounds)
            places = places or bool(changed and table.name in changes.PLACES)
            self.changed += changed
        return places

    def _counts(self, seen: changes.Changes) -> None:
        self._step("registration")
        places = areas.read(self.target)
        if seen.from_day and seen.from_day <= self.last:
            period = self._period(seen.from_day)
            here = (self.source, self.target, places, seen.committees, period)
            self.changed += registration.count_days(*here)
            self._step("areas")
            self.changed += registration.count_steps(*here)
            self.changed += party.count_departments(self.source, self.target, period)
        self._step("party")
        if seen.acts_from and seen.acts_from <= self.last:
            period = self._period(seen.acts_from)
            self.changed += party.count_days(self.source, self.target, places, period)

    def _period(self, first: date) -> stocks.Period:
        return stocks.Period(max(first, self.first), self.last, self.first)

    def _defects(self, now: datetime, places: bool) -> None:
        self._step("defects")
        seen = self.seen
        new_day = self.before is None or self.before.last_day != self.last
        if new_day or places or seen.everything or seen.rows["membership"]:
            self.changed += defects.of_memberships(self.source, self.target, now)
        self.changed += defects.of_events(self.source, self.target, seen, now)
        if new_day or self.changed:
            self.changed += content_defects.of_content(self.target, self.last)


def _prepare(engine: Engine) -> None:
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


def _state(target: Connection) -> state.State | None:
    row = target.execute(select(store.state)).first()
    return row and state.State(row.version, row.first_day, row.last_day, datetime.min, row.demonstration)


def _demonstration_day(source: Connection) -> date | None:
    if not inspect(source).has_table(platform.demonstration.name):
        return None
    return source.scalar(select(platform.demonstration.c.last_day))


def _first_day(source: Connection, settings: Settings, last: date) -> date:
    """The first day with an application or a verification, or the settings' own."""
    if settings.first_day:
        return min(settings.first_day, last)
    member = platform.membership.c
    days = source.execute(
        select(day_of(func.min(member.applied_at)), day_of(func.min(member.verified_at)))
    ).one()
    return min([last, *(date.fromisoformat(day) for day in days if day)])


def _log(
    target: Connection,
    kind: str,
    started: datetime,
    seconds: float,
    outcome: str,
    read_rows: int | None = None,
    changed: int | None = None,
    problem: Problem | None = None,
) -> None:
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
            problem_values=problem and json.dumps(problem.values, ensure_ascii=False, default=str),
        )
    )
    old = select(store.run.c.id).order_by(store.run.c.id.desc()).offset(_RUNS_KEPT - 1).limit(1)
    target.execute(delete(store.run).where(store.run.c.id < old.scalar_subquery()))


def _log_failure(engine: Engine, kind: str, started: datetime, seconds: float, problem: Problem) -> None:
    """Notes a failed run where the store can take it; where it cannot, the problem itself says so."""
    try:
        with only_writer(engine) as target:
            _log(target, kind, started, round(seconds, 2), "failed", problem=problem)
    except Problem:
        return
