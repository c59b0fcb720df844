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

from sqlalchemy import Connection, Engine, Text, cast, delete, func, select

from data_access import platform, state, store, vocabulary
from data_access.clock import DAY, end_of, last_complete_day, wall_clock
from data_access.database import platform_engine, snapshot
from data_access.database.faults import as_problem
from data_access.database.patience import within
from data_access.platform import completion, conformance, values
from data_access.platform.dialects import day_of
from data_access.platform.values import EARLIEST
from data_access.refresh import (
    answers,
    areas,
    bookkeeping,
    campaigns,
    changes,
    concerns,
    content,
    content_defects,
    deadlines,
    defects,
    departments,
    doorsteps,
    party,
    registration,
    residents,
    stocks,
    succession,
    topics,
    visits,
)
from data_access.refresh.homes import Homes
from data_access.refresh.member_acts import MemberActs
from data_access.refresh.rows import membership
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
    `progress` hears each of STEPS as it begins. Raises Problem, whatever went wrong, or what interrupts it,
    after noting that in the run log.
    """
    started, ticks = now or wall_clock(), time.monotonic()
    try:
        with (
            within(settings.refresh.run_minutes),
            _platform(platform_url, settings) as engine,
            snapshot(engine) as source,
        ):
            progress("contract", 0, len(STEPS))
            offered = conformance.require(engine)
            completion.complete(source, offered)
            with succession.opened(store_url, started) as target:
                work = _Run(source, offered, target, settings, started, progress)
                work.do(kind)
                progress("store", len(STEPS) - 1, len(STEPS))
                return work.finish(round(time.monotonic() - ticks, 2))
    except BaseException as error:  # whatever it is, a run that ends by it has failed, and the log says so
        problem = as_problem(error, platform_url, store_url)
        if problem.key not in ("refresh_running", "store_foreign"):
            bookkeeping.note_failure(store_url, kind, started, time.monotonic() - ticks, problem)
        if problem is error or not isinstance(error, Exception):  # who interrupts wants everything to end
            raise
        raise problem from error


@contextmanager
def _platform(url: str, settings: Settings) -> Iterator[Engine]:
    engine = platform_engine(url, settings.refresh.statement_seconds, settings.platform.offset)
    try:
        yield engine
    finally:
        engine.dispose()


class _Run:
    """One run under way: where it reads and writes, what it looks at, and what has come of it."""

    def __init__(
        self,
        source: Connection,
        offered: list[conformance.Found],
        target: Connection,
        settings: Settings,
        started: datetime,
        progress: Progress,
    ):
        self.source, self.target, self.settings, self.started = source, target, settings, started
        self.lacks = completion.lacking(offered)
        self.topics = vocabulary.signature(settings.topics)
        self.unique = {found.table for found in offered if found.unique}
        self.progress = progress
        self.changed = 0

    def do(self, kind: str) -> None:
        before = _state(self.target)
        demonstration_day = _demonstration_day(self.source)
        now = end_of(demonstration_day) if demonstration_day else self.started
        last = last_complete_day(now)
        first = _first_day(self.source, self.settings, last)
        if before is None or before.demonstration != bool(demonstration_day):
            kind = "full"
        self.kind, self.before = kind, before
        self.first, self.last, self.demonstration = first, last, bool(demonstration_day)
        if kind == "full":
            self._forget()

        self._step("changes")
        clock = changes.Clock(now, self.started, timedelta(minutes=self.settings.refresh.overlap_minutes))
        if kind == "incremental" and before and self._goes_on_from(before):
            self.seen = changes.since_last(self.source, self.target, clock)
            differ = self._content()
            homes = Homes(self.source, areas.read(self.target))
            days = before.last_day, last
            arguments = self.source, self.target, self.seen, homes, days
            changes.touch(*arguments, differ=differ, unique=self.unique)
        else:
            self.seen = changes.everything(self.source, clock, first)
            defects.require_flags(self.source, self.seen)
            differ = self._content()
            homes = Homes(self.source, areas.read(self.target))
            self._cut()
        self._counts(self.seen, homes)
        self._topics(self.seen, homes)
        self._defects(now, homes, places=bool(differ & changes.PLACES))

    def _goes_on_from(self, before: state.State) -> bool:
        """Whether what changed since is all that there is to look at."""
        was = before.first_day, before.lacks, before.topics
        same = was == (self.first, self.lacks, self.topics)
        return same and before.last_day <= self.last

    def finish(self, seconds: float) -> Report:
        """Writes state, watermark and log."""
        version = self.before.version if self.before else 0
        now = self.last, self.lacks, self.topics
        same = self.before and (self.before.last_day, self.before.lacks, self.before.topics) == now
        if self.changed or not same:
            version += 1
        since = self.target.scalar(select(store.state.c.complete_since)) or self.started
        lacks = " ".join(sorted(self.lacks))
        days = self.first, self.last
        row = (1, store.SHAPE, version, *days, self.demonstration, since, lacks, self.topics)
        replace(self.target, store.state, [row])
        replace(self.target, store.watermark, ((name, *mark) for name, mark in self.seen.marks.items()))
        read_rows = sum(self.seen.rows.values())
        defective = self.target.scalar(select(func.coalesce(func.sum(store.defect.c.rows), 0)))
        report = Report(self.kind, seconds, read_rows, self.changed, int(defective or 0))
        bookkeeping.note(self.target, self.kind, self.started, seconds, "complete", read_rows, self.changed)
        return report

    def _step(self, name: str) -> None:
        self.progress(name, STEPS.index(name), len(STEPS))

    def _forget(self) -> None:
        for table in store.tables.sorted_tables:
            if table not in (store.run, store.state):
                self.target.execute(delete(table))

    def _cut(self) -> None:
        """Takes away days before the first and after the last."""
        for table in store.tables.sorted_tables:
            if "day" not in table.columns or table is store.visit_step:
                continue
            outside = ~table.c.day.between(self.first, self.last)
            self.changed += self.target.execute(delete(table).where(outside)).rowcount

    def _content(self) -> set[str]:
        """Copies the content; says which of its tables differ from before."""
        self._step("content")
        differ, bounds = set(), self.settings.bounds_of(self.demonstration)
        reading = content.Reading(bounds, self.settings.platform.offset, self.unique)
        for table in store.CONTENT:
            if changed := content.copy(self.source, self.target, table, self.seen, reading):
                differ.add(table.name)
            self.changed += changed
        self.changed += deadlines.count(self.target, self.settings)
        changed, self.asked_from = concerns.copy(self.source, self.target, self.seen, self.unique)
        self.changed += changed
        return differ

    def _counts(self, seen: changes.Changes, homes: Homes) -> None:
        self._step("registration")
        if seen.from_day and seen.from_day <= self.last:
            period = self._period(seen.from_day)
            arguments = (self.source, self.target, homes, seen.committees, period)
            self.changed += registration.count_days(*arguments)
            self.changed += registration.pack_days(self.target, period.first, period.last)
            self._step("areas")
            self.changed += registration.count_steps(*arguments)
        self._step("party")
        if seen.acts_from and seen.acts_from <= self.last:
            period = self._period(seen.acts_from)
            acts = MemberActs(self.source, period)
            self.changed += party.count_days(self.source, self.target, homes, acts, period)
            self.changed += departments.count_days(self.source, self.target, homes, acts, period)
            self.changed += residents.count_days(self.source, self.target, homes, period)
        if seen.everything or seen.rows["visit"] or seen.from_day:
            self.changed += visits.count(self.source, self.target, homes.areas, self.first, self.last)
            self.changed += doorsteps.count(self.source, self.target, homes, self.first, self.last)
        if seen.everything or seen.from_day or seen.acts_from or any(map(seen.rows.get, campaigns.SOURCES)):
            self.changed += campaigns.count(self.source, self.target, self.first, self.last)

    def _topics(self, seen: changes.Changes, homes: Homes) -> None:
        """Counts what residents talk about; also where a post that was only answered has come under another topic."""
        listed = self.settings.topics
        changed, first = topics.of_concerns(self.source, self.target, listed, seen, self.unique)
        self.changed += changed
        begin = min((day for day in (seen.acts_from, first) if day), default=None)
        if begin and begin <= self.last:
            self.changed += topics.count_days(self.source, self.target, homes, listed, self._period(begin))
        new = self.first if seen.everything or not self.before else self.before.last_day + DAY
        begin = min(day for day in (new, first, self.asked_from) if day)
        if begin <= self.last:
            whose = self.settings.topics_of(self.demonstration)
            self.changed += answers.count_days(self.target, whose, self._period(begin))

    def _period(self, first: date) -> stocks.Period:
        return stocks.Period(max(first, self.first), self.last, self.first)

    def _defects(self, now: datetime, homes: Homes, places: bool) -> None:
        self._step("defects")
        seen = self.seen
        new_day = self.before is None or self.before.last_day != self.last
        if new_day or places or seen.everything or seen.rows["membership"]:
            self.changed += defects.of_memberships(self.source, self.target, homes, now, self.unique)
        self.changed += defects.of_events(self.source, self.target, homes, seen, now, self.unique)
        if new_day or self.changed:
            self.changed += content_defects.of_content(
                self.source, self.target, self.last, now, self.settings, self.lacks
            )


def _state(target: Connection) -> state.State | None:
    row = target.execute(select(store.state)).first()
    if row is None:
        return None
    lacks = frozenset(row.lacks.split())
    days = row.first_day, row.last_day
    return state.State(row.version, *days, datetime.min, row.demonstration, lacks, row.topics)


def _demonstration_day(source: Connection) -> date | None:
    return values.day(source.scalar(select(cast(platform.demonstration.c.last_day, Text))))


def _first_day(source: Connection, settings: Settings, last: date) -> date:
    """The first day with an application or a verification, or the settings' own."""
    if settings.first_day:
        return min(settings.first_day, last)
    found = [last]
    for moment in (membership.c.applied_at, membership.c.verified_at):
        earliest = source.scalar(select(func.min(day_of(moment))).where(moment >= end_of(EARLIEST - DAY)))
        found.append(values.day(earliest) or last)
    return min(found)
