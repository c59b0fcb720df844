"""What a platform offers: each contract table, its rows, and the defects in them."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import quality, refresh
from data_access.database import masked, platform_engine, read, records_engine, snapshot, store_engine
from data_access.platform import contract
from data_access.platform.completion import complete
from data_access.platform.conformance import Found, inspected
from data_access.platform.dialects import hour_of
from data_access.problem import Problem
from data_access.records import opening
from data_access.refresh.rows import EVENTS
from data_access.settings import Settings

_FEWEST, _NIGHT, _SHARE = 200, ("00", "01", "02", "03", "04"), 0.12


@dataclass(frozen=True)
class Hours:
    """How many acts there are, their share from 0 to 5 o'clock, and the three hours with the most."""

    acts: int
    night: float
    busiest: tuple[int, ...]


@dataclass(frozen=True)
class Offer:
    """One contract table as found, and how many rows it has (None where it cannot be read)."""

    found: Found
    rows: int | None


def offers(platform_url: str, settings: Settings) -> list[Offer]:
    """Each contract table as the platform offers it. Raises Problem where it cannot be reached."""
    engine = platform_engine(platform_url, settings.refresh.statement_seconds, settings.platform.offset)
    try:
        offered = inspected(engine)
        with snapshot(engine) as connection:
            return [
                Offer(found, _rows(connection, found.table) if found.present else None) for found in offered
            ]
    finally:
        engine.dispose()


def nightly(platform_url: str, settings: Settings) -> Hours | None:
    """The hours of the acts, where too many lie in the night (from 0 to 5) for a town; None where that is not so.

    A column of moments that names no zone cannot say that it is in UTC; the hours of its rows do.
    """
    engine = platform_engine(platform_url, settings.refresh.statement_seconds, settings.platform.offset)
    try:
        with snapshot(engine) as connection:
            complete(connection, inspected(engine))
            counts = _by_hour(connection)
    finally:
        engine.dispose()
    acts, night = sum(counts.values()), sum(counts.get(hour, 0) for hour in _NIGHT)
    if acts < _FEWEST or night <= _SHARE * acts:
        return None
    return Hours(acts, night / acts, tuple(sorted(map(int, sorted(counts, key=counts.__getitem__)[-3:]))))


def defects(platform_url: str, settings: Settings, progress: refresh.Progress) -> pd.DataFrame:
    """The defects that a full refresh finds, counted into a store of its own that is then thrown away.

    Columns: kind, source, rows, places (how many), since, examples (up to three codes).
    """
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        refresh.run(platform_url, url, settings, kind="full", progress=progress)
        engine = store_engine(url)
        with snapshot(engine) as connection:
            found = read(connection, quality.defects())
        engine.dispose()
    return (
        found.groupby(["kind", "source"])
        .agg(
            rows=("rows", "sum"),
            places=("place", "nunique"),
            since=("since", "min"),
            examples=("place", lambda codes: ", ".join([code for code in codes if code][:3])),
        )
        .reset_index()
    )


def records(url: str) -> tuple[str, str | None]:
    """Where the records lie, as an administrator may see it, and the revision of their tables; None where there are none
    yet. Raises Problem where they cannot be read."""
    try:
        engine = records_engine(url)
    except Problem as problem:
        if problem.key == "file_missing":
            return str(problem.values["path"]), None
        raise
    try:
        return masked(engine.url), opening.revision(engine)
    finally:
        engine.dispose()


def _by_hour(connection: Connection) -> dict[str, int]:
    """How many acts there are in each hour of the day, as the settings' zone has it."""
    counts: dict[str, int] = {}
    for moment in EVENTS.values():
        statement = select(hour_of(moment), func.count()).where(moment.is_not(None)).group_by(hour_of(moment))
        for hour, count in connection.execute(statement):
            counts[hour] = counts.get(hour, 0) + count
    return counts


def _rows(connection: Connection, table: str) -> int:
    return connection.scalar(select(func.count()).select_from(contract.tables[table])) or 0
