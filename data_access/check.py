"""What a platform offers: each contract table, its rows, and the defects in them."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import func, select

from data_access import quality, refresh
from data_access.contract import Found, inspected
from data_access.database import platform_engine, read, snapshot, store_engine
from data_access.platform import contract
from data_access.settings import Settings


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


def _rows(connection, table: str) -> int:
    return connection.scalar(select(func.count()).select_from(contract.tables[table]))
