"""What a refresh of one day's changes costs against a full one at 10^6 events, of 77 days and of two years.

The platform is told that its last day is the day before: a full refresh makes the store of that day. Then the
last day comes back, and an incremental refresh has all that this day changed to count. Both in this process,
by its processor time; what is read and written lies in SQLite files, so that is where the work is done.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from benchmarks import town
from benchmarks.result import Result
from data_access import refresh
from data_access.settings import Settings

SHARE = 1 / 20
SECONDS = 20
LARGE = max(town.SIZES)


def measure() -> Iterable[Result]:
    """The shares, what they are made of, and the demonstration's seconds."""
    yield from _a_day(town.platform(LARGE), "10^6 events of 77 days")
    yield from _a_day(town.years(), "10^6 events of two years")
    small = spent(town.platform(), town.folder() / "store-anew.db", "full")
    yield Result("a full refresh of the demonstration town", small[1], "s", SECONDS)


def a_day_less(of: Path) -> Path:
    """A copy of a platform that is told that its last day is the day before."""
    platform = Path(shutil.copy(of, town.folder() / f"{of.stem}-a-day-less.db"))
    end(platform, "date(last_day, '-1 day')")
    return platform


def _a_day(of: Path, events: str) -> Iterable[Result]:
    platform = a_day_less(of)
    store = platform.with_stem(f"{platform.stem}-store")
    full = spent(platform, store, "full")
    end(platform, "date(last_day, '+1 day')")
    day = spent(platform, store, "incremental")
    nothing = spent(platform, store, "incremental")
    yield Result(f"one day's changes against a full refresh, {events}", day[0] / full[0], "×", SHARE)
    yield Result(f"a full refresh, {events}, processor time", full[0], "s")
    yield Result("one day's changes, processor time", day[0], "s")
    yield Result("a refresh when only the overlap is new, processor time", nothing[0], "s")


def end(platform: Path, day: str) -> None:
    """Has a platform end on another day, told in SQL."""
    with closing(sqlite3.connect(platform)) as connection, connection:
        connection.execute(f"update demonstration set last_day = {day}")


def spent(platform: Path, store: Path, kind: str) -> tuple[float, float]:
    """Processor seconds and seconds of a refresh."""
    cpu, clock = time.process_time(), time.perf_counter()
    report = refresh.run(f"sqlite:///{platform}", f"sqlite:///{store}", Settings(), kind=kind)
    assert report.kind == kind, report
    return time.process_time() - cpu, time.perf_counter() - clock
