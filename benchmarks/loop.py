"""What the answers, topics, cases, campaigns and residents' activity cost of a refresh: their share of its processor time.

Their parts of a run are timed where the run calls them, in a full refresh and in one of a day's changes, at 10^6 events.
Residents' activity is said besides: it is a figure of registration more than of what residents say.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest import mock

from benchmarks import refresh as runs
from benchmarks import town
from benchmarks.result import Result
from data_access import refresh, store
from data_access.refresh import content

SHARE = 0.25
PARTS = {
    "concerns": ("concerns.copy",),
    "cases": ("deadlines.count",),
    "topics": ("topics.of_concerns", "topics.count_days"),
    "campaigns": ("campaigns.count",),
    "residents": ("residents.count_days",),
}
"""By what is counted, the functions of a run that count it."""
_COPIED = {"case_file": "cases", "case_event": "cases"} | dict.fromkeys(
    ("campaign", "campaign_committee", "campaign_photo"), "campaigns"
)


def measure() -> Iterable[Result]:
    """The shares of a full refresh and of one of a day's changes, all together and residents' activity by itself."""
    for kind, spent, whole in _runs():
        residents = spent.pop("residents", 0.0)
        yield Result(f"what residents say, of {kind}", sum(spent.values()) / whole, "×", SHARE)
        yield Result(f"residents' activity, of {kind}", residents / whole, "×")
        for part, seconds in spent.items():
            yield Result(f"{part}, of {kind}", seconds, "s")


def _runs() -> Iterator[tuple[str, dict[str, float], float]]:
    platform = runs.a_day_less(town.platform(runs.LARGE))
    file = platform.with_stem(f"{platform.stem}-loop")
    for kind in ("full", "incremental"):
        with _timed() as spent:
            seconds, _ = runs.spent(platform, file, kind)
        yield f"a run that is {kind}", spent, seconds
        runs.end(platform, "date(last_day, '+1 day')")


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
        spent[part] += time.process_time() - begun
        return result

    return timed


def _by_table(copy: Callable, spent: dict[str, float]) -> Callable:
    def timed(source: Any, target: Any, table: Any, *rest: Any) -> Any:
        assert table in store.CONTENT
        part = _COPIED.get(table.name)
        return (_timing(copy, spent, part) if part else copy)(source, target, table, *rest)

    return timed
