"""Platform to store: the only code that reads the platform, and the only writer of the store.

A run counts what a part of the store should hold and writes what differs, everything in one transaction
together with the watermark. So a run that is interrupted leaves the last complete one, and a run without
changes writes nothing. A full run forgets the store first; reconcile compares all of it; an incremental
run looks at what changed since the last one's watermark less the overlap, and the days that touches.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, String, delete, func, inspect, select, type_coerce

from data_access import contract, platform, state, store
from data_access.clock import DAY, end_of, last_complete_day, wall_clock
from data_access.database import (
    day_of,
    only_writer,
    platform_engine,
    snapshot,
    store_engine,
)
from data_access.problem import Problem
from data_access.refresh import (
    areas,
    bookkeeping,
    changes,
    content,
    content_defects,
    defects,
    departments,
    party,
    registration,
    stocks,
    values,
    visits,
)
from data_access.refresh.values import EARLIEST
from data_access.refresh.writing import replace
from data_access.settings import Settings

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
    try:
        with _platform(platform_url, settings) as source:
            progress("contract", 0, len(STEPS))
            contract.require(source)
            with _store(store_url) as target:
                work = _Run(source, target, settings, started, progress)
                work.do(kind)
                progress("store", len(STEPS) - 1, len(STEPS))
                return work.finish(round(time.monotonic() - ticks, 2))
    except Problem as problem:
        if problem.key not in ("refresh_running", "store_foreign"):
            bookkeeping.note_failure(store_url, kind, started, time.monotonic() - ticks, problem)
        raise


@contextmanager
def _platform(url: str, settings: Settings) -> Iterator[Connection]:
    engine = platform_engine(url, settings.refresh.statement_seconds)
    try:
        with snapshot(engine) as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _store(url: str) -> Iterator[Connection]:
    engine = store_engine(url, create=True)
    try:
        bookkeeping.prepare(engine)
        with only_writer(engine) as connection:
            yield connection
    finally:
        engine.dispose()


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
        bookkeeping.note(self.target, self.kind, self.started, seconds, "complete", read_rows, self.changed)
        return report

    def _step(self, name: str) -> None:
        self.progress(name, STEPS.index(name), len(STEPS))

    def _forget(self) -> None:
        for table in store.tables.sorted_tables:
            if table not in (store.run, store.state, store.target):
                self.target.execute(delete(table))

    def _cut(self) -> None:
        """Takes away days before the first and after the last."""
        for table in store.tables.sorted_tables:
            if "day" not in table.columns or table is store.visit_step:
                continue
            outside = ~table.c.day.between(self.first, self.last)
            self.changed += self.target.execute(delete(table).where(outside)).rowcount

    def _content(self) -> bool:
        """Copies the content; says whether any place differs from before."""
        self._step("content")
        places, bounds = False, self.settings.bounds_of(self.demonstration)
        for table in store.CONTENT:
            changed = content.copy(self.source, self.target, table, self.seen, bounds)
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
            self.changed += registration.pack_days(self.target, period.first, period.last)
            self._step("areas")
            self.changed += registration.count_steps(*here)
        self._step("party")
        if seen.acts_from and seen.acts_from <= self.last:
            period = self._period(seen.acts_from)
            self.changed += party.count_days(self.source, self.target, places, period)
            self.changed += departments.count_days(self.source, self.target, period)
        if seen.everything or seen.rows["visit"] or seen.from_day:
            self.changed += visits.count(self.source, self.target, places, self.first, self.last)

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
            self.changed += content_defects.of_content(self.target, self.last, now)


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
    member, found = platform.membership.c, [last]
    for moment in (member.applied_at, member.verified_at):
        readable = moment >= end_of(EARLIEST - DAY), day_of(moment).like("____-__-__")
        earliest = source.scalar(select(type_coerce(func.min(moment), String)).where(*readable))
        found.append(values.day(earliest) or last)
    return min(found)
