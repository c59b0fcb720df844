"""What a refresh of one day's changes costs against a full one at 10^6 events, and a full one of the demonstration.

The platform is told that its last day is the day before: a full refresh makes the store of that day. Then the
last day comes back, and an incremental refresh has all that this day changed to count. Both in this process,
by its processor time; what is read and written lies in SQLite files, so that is where the work is done.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing

from benchmarks import town
from benchmarks.result import Result
from data_access import refresh
from data_access.settings import Settings

SHARE = 1 / 20
SECONDS = 20
LARGE = max(town.SIZES)


def measure() -> Iterable[Result]:
    """The share, what it is made of, and the demonstration's seconds."""
    platform = town.folder() / "platform-a-day-less.db"
    shutil.copy(town.platform(LARGE), platform)
    store = town.folder() / "store-a-day-less.db"
    _end(platform, "date(last_day, '-1 day')")
    full = _spent(platform, store, "full")
    _end(platform, "date(last_day, '+1 day')")
    day = _spent(platform, store, "incremental")
    nothing = _spent(platform, store, "incremental")
    yield Result("one day's changes against a full refresh, 10^6 events", day[0] / full[0], "×", SHARE)
    yield Result("a full refresh, 10^6 events, processor time", full[0], "s")
    yield Result("one day's changes, processor time", day[0], "s")
    yield Result("a refresh when only the overlap is new, processor time", nothing[0], "s")
    small = _spent(town.platform(), town.folder() / "store-anew.db", "full")
    yield Result("a full refresh of the demonstration town", small[1], "s", SECONDS)


def _end(platform, day: str) -> None:
    with closing(sqlite3.connect(platform)) as connection, connection:
        connection.execute(f"update demonstration set last_day = {day}")


def _spent(platform, store, kind: str) -> tuple[float, float]:
    """Processor seconds and seconds of a refresh."""
    cpu, clock = time.process_time(), time.perf_counter()
    report = refresh.run(f"sqlite:///{platform}", f"sqlite:///{store}", Settings(), kind=kind)
    assert report.kind == kind, report
    return time.process_time() - cpu, time.perf_counter() - clock
