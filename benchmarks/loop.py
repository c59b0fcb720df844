"""What answers, topics, cases and campaigns cost of a refresh, and residents' activity apart: the median of three.

Their parts of a run are timed where the run calls them, in a full refresh and in one of a day's changes: in SQLite files of the
demonstration and of 10^6 events by processor time, in PostgreSQL, which does much of the work itself, on the clock. What they add is their sum against the rest of the run. Residents' activity is a figure of registration more
than of what residents say: it belongs to the rest, and is told by itself.
"""

import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from sqlalchemy import create_engine, select, update

from benchmarks import refresh as runs
from benchmarks import town
from benchmarks.result import Result
from data_access import refresh, store
from data_access.clock import DAY
from data_access.platform import demonstration
from data_access.refresh import content
from data_access.settings import Settings
from tests import once, servers
from tests.refresh.town import copied

Clock = Callable[[], float]

SHARE = 0.25
TIMES = 3
PARTS = {
    "topics": ("topics.of_concerns", "topics.count_days"),
    "concerns": ("concerns.copy", "answers.count_days"),
    "cases": ("deadlines.count", "case_defects.found"),
    "campaigns": ("campaigns.count",),
    "residents": ("residents.count_days",),
}
"""By what is counted, the functions of a run that count it."""
_NEW = [part for part in PARTS if part != "residents"]
_COPIED = {"case_file": "cases", "case_event": "cases"} | dict.fromkeys(
    ("campaign", "campaign_committee", "campaign_photo"), "campaigns"
)
_KINDS = {"full": "a full refresh", "incremental": "one day's changes"}


@dataclass(frozen=True)
class Part(Result):
    """A part's seconds, and what it is of the rest of the run."""

    share: float = 0.0

    def __str__(self) -> str:
        return f"{super().__str__()} {self.share:>6.3f} of the rest"


def measure() -> Iterable[Result]:
    """A table for each size, and one of PostgreSQL: each part's seconds and share in a full refresh and in one of a day's
    changes."""
    for scale, events in town.SIZES.items():
        file = town.platform(scale)
        yield from _table([_in_files(file) for _ in range(TIMES)], f"{events} events")
    once.begin()
    try:
        turns = [_on_postgresql(town.platform()) for _ in range(TIMES)]
    finally:
        once.end()
    yield from _table(turns, "10^5 events on PostgreSQL")


def _table(turns: list[dict[str, dict[str, float]]], what: str) -> Iterable[Result]:
    for kind, called in _KINDS.items():
        seconds = {part: median(turn[kind][part] for turn in turns) for part in [*PARTS, "all"]}
        added = sum(seconds[part] for part in _NEW)
        rest = seconds["all"] - added
        named = f"{called}, {what}"
        yield Result(f"what residents say adds to {named}", added / rest, "×", SHARE)
        yield Result(f"{named}, with it", seconds["all"], "s")
        yield Result(f"{named}, without it", rest, "s")
        for part in PARTS:
            yield Part(f"  {part}", seconds[part], "s", share=seconds[part] / rest)


def _in_files(original: Path) -> dict[str, dict[str, float]]:
    platform = runs.a_day_less(original)
    store = town.folder() / "loop" / "store.db"
    store.parent.mkdir()
    found = _runs(f"sqlite:///{platform}", f"sqlite:///{store}", time.process_time)
    shutil.rmtree(store.parent)
    return found


def _on_postgresql(original: Path) -> dict[str, dict[str, float]]:
    with servers.postgresql_database() as platform, servers.postgresql_database() as store:
        return _runs(copied(runs.a_day_less(original), platform), store, time.perf_counter)


def _runs(platform: str, store_url: str, clock: Clock) -> dict[str, dict[str, float]]:
    """By kind of run the seconds of each part, and of all, in a store that is begun anew."""
    found = {}
    for kind in _KINDS:
        with _timed(clock) as spent:
            begun = clock()
            report = refresh.run(platform, store_url, Settings(), kind=kind)
            found[kind] = spent | {"all": clock() - begun}
            assert report.kind == kind, report
        _a_day_on(platform)
    return found


def _a_day_on(platform: str) -> None:
    engine, day = create_engine(platform), demonstration.c.last_day
    with engine.begin() as connection:
        last = connection.scalar(select(day))
        assert last
        connection.execute(update(demonstration).values({day: last + DAY}))
    engine.dispose()


@contextmanager
def _timed(clock: Clock) -> Iterator[dict[str, float]]:
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as patched:
        patched.enter_context(mock.patch.object(content, "copy", _by_table(content.copy, spent, clock)))
        for part, names in PARTS.items():
            for name in names:
                module, function = name.split(".")
                counted = getattr(refresh, module)
                timed = _timing(getattr(counted, function), spent, part, clock)
                patched.enter_context(mock.patch.object(counted, function, timed))
        yield spent


def _timing(function: Callable, spent: dict[str, float], part: str, clock: Clock) -> Callable:
    @wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        begun = clock()
        result = function(*arguments, **options)
        if isinstance(result, Iterator):  # which has done nothing yet
            result = list(result)
        spent[part] += clock() - begun
        return result

    return timed


def _by_table(copy: Callable, spent: dict[str, float], clock: Clock) -> Callable:
    def timed(source: Any, target: Any, table: Any, *rest: Any) -> Any:
        assert table in store.CONTENT
        part = _COPIED.get(table.name)
        return (_timing(copy, spent, part, clock) if part else copy)(source, target, table, *rest)

    return timed
