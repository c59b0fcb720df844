"""The demonstration town and its store for all measurements of a run, at two sizes, in a temporary folder."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from benchmarks import lengthened
from data_access import demo, refresh
from data_access.demo.town import LUODIAN
from data_access.settings import Settings

SIZES = {1: "10^5", 10: "10^6"}
"""Scales of the demonstration town by how many events its platform then holds, about."""


PLACES = {
    "committee": "committee=310113101005",
    "project": "project=p0000200",
    "department": "department=d102",
}
"""What a page's address has to say besides its name: which committee, which work, which department."""


@cache
def folder() -> Path:
    """Where a run's files lie; taken away at its end."""
    place = Path(mkdtemp(prefix="benchmarks-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


@cache
def platform(scale: int = 1) -> Path:
    """The platform's file at a scale: to be read only."""
    file = folder() / f"platform-{scale}.db"
    demo.build(file, scale=scale)
    return file


@cache
def district() -> tuple[Path, Path]:
    """Platform and store of the 567 committees of Baoshan district: to be read only."""
    platform = folder() / "platform-district.db"
    demo.build(platform, committees=LUODIAN.with_name("baoshan.csv"))
    return platform, _refreshed(platform, folder() / "store-district.db")


@cache
def store(scale: int = 1) -> Path:
    """The store refreshed in full from the platform of that scale: to be read only."""
    return _refreshed(platform(scale), folder() / f"store-{scale}.db")


@cache
def years(scale: int = 1) -> Path:
    """The platform's file at a scale with two years behind it, so about ten times as many events: to be read only."""
    file = Path(shutil.copy(platform(scale), folder() / f"years-{scale}.db"))
    lengthened.lengthen(file)
    return file


@cache
def years_store(scale: int = 1) -> Path:
    """The store refreshed in full from `years` of that scale: to be read only."""
    return _refreshed(years(scale), folder() / f"years-store-{scale}.db")


def _refreshed(platform: Path, store: Path) -> Path:
    refresh.run(f"sqlite:///{platform}", f"sqlite:///{store}", Settings(), kind="full")
    return store
