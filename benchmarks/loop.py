"""What answers, topics, cases and campaigns cost of a refresh, and residents' activity apart: processor time, the median of three.

Their parts of a run are timed where the run calls them, in a full refresh and in one of a day's changes, of the demonstration
and at 10^6 events. What they add is their sum against the rest of the run. Residents' activity is a figure of registration more
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

from benchmarks import refresh as runs
from benchmarks import town
from benchmarks.result import Result
from data_access import refresh, store
from data_access.refresh import content

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
    """A table for each size: each part's seconds and share in a full refresh and in one of a day's changes."""
    for scale, events in town.SIZES.items():
        yield from _table(town.platform(scale), events)


def _table(platform: Path, events: str) -> Iterable[Result]:
    turns = [_runs(platform) for _ in range(TIMES)]
    for kind, called in _KINDS.items():
        seconds = {part: median(turn[kind][part] for turn in turns) for part in [*PARTS, "all"]}
        added = sum(seconds[part] for part in _NEW)
        rest = seconds["all"] - added
        named = f"{called}, {events} events"
        yield Result(f"what residents say adds to {named}", added / rest, "×", SHARE)
        yield Result(f"{named}, with it", seconds["all"], "s")
        yield Result(f"{named}, without it", rest, "s")
        for part in PARTS:
            yield Part(f"  {part}", seconds[part], "s", share=seconds[part] / rest)


def _runs(original: Path) -> dict[str, dict[str, float]]:
    """By kind of run the processor seconds of each part, and of all, in a store that is begun anew."""
    platform = runs.a_day_less(original)
    folder = town.folder() / "loop"
    folder.mkdir()
    found = {}
    for kind in _KINDS:
        with _timed() as spent:
            seconds, _ = runs.spent(platform, folder / "store.db", kind)
        found[kind] = spent | {"all": seconds}
        runs.end(platform, "date(last_day, '+1 day')")
    shutil.rmtree(folder)
    return found


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as patched:
        patched.enter_context(mock.patch.object(content, "copy", _by_table(content.copy, spent)))
        for part, names in PARTS.items():
            for name in names:
                module, function = name.split(".")
                counted = getattr(refresh, module)
                timed = _timing(getattr(counted, function), spent, part)
                patched.enter_context(mock.patch.object(counted, function, timed))
        yield spent


def _timing(function: Callable, spent: dict[str, float], part: str) -> Callable:
    @wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        begun = time.process_time()
        result = function(*arguments, **options)
        if isinstance(result, Iterator):  # which has done nothing yet
            result = list(result)
        spent[part] += time.process_time() - begun
        return result

    return timed


def _by_table(copy: Callable, spent: dict[str, float]) -> Callable:
    def timed(source: Any, target: Any, table: Any, *rest: Any) -> Any:
        assert table in store.CONTENT
        part = _COPIED.get(table.name)
        return (_timing(copy, spent, part) if part else copy)(source, target, table, *rest)

    return timed
