"""What became of cases, in figures: of all, or by committee, department and category."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from data_access.cases import categories
from data_access.cases.counts import COUNTS
from data_access.rows import Maybe
from data_access.settings import Settings

LEAST_RATINGS = 5
"""With fewer nothing is said of how satisfied residents are."""


@dataclass(frozen=True)
class Figures:
    """Cases of a window up to a day: those received; at its end open, overdue and without any step; and of each rate its part and
    its whole. None: not known, for too few have rated, or none was closed."""

    received: int
    open: int
    overdue: int
    untouched: int
    contacts_due: int
    """Whose first contact was due in the window."""
    contacted: int
    """Of these in time."""
    closings_due: int
    """Whose closing was due in the window."""
    on_time: int
    """Of these closed by then."""
    dispatched: int
    returned: int
    """Of these at least once."""
    closed: int
    reworked: int
    """Of these at least once."""
    judged: int
    """Closed with a result other than that there was nothing to judge."""
    solved: int
    ratings: int
    satisfied: int | None
    """Rated 4 or 5."""
    median_days: float | None
    """Working days from receipt to closing, of those closed."""


class Counted(Protocol):
    """A row of `by`: the figures of a committee, a department or a category, whose code has that name."""

    name: Maybe[str]
    received: int
    open: int
    overdue: int
    untouched: int
    contacts_due: int
    contacted: int
    closings_due: int
    on_time: int
    dispatched: int
    returned: int
    closed: int
    reworked: int
    judged: int
    solved: int
    ratings: int
    satisfied: Maybe[int]
    """Missing with fewer than LEAST_RATINGS."""
    median_days: Maybe[float]
    """Missing where none was closed."""


def figures(counts: pd.DataFrame, days: pd.DataFrame) -> Figures:
    """`counts`: counts.of; `days`: counts.working_days, of all."""
    row: dict = {name: int(counts[name].iloc[0]) for name in COUNTS}
    if row["ratings"] < LEAST_RATINGS:
        row["satisfied"] = None
    return Figures(**row, median_days=_medians(days).get(""))


def by(counts: pd.DataFrame, days: pd.DataFrame, names: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows of `Counted` with their code under `column`, in its order: of all that have a name and any figure, and of all that are
    `listed`. `counts`: counts.of; `days`: counts.working_days; `names`: code, name, listed."""
    named = names.set_index("code")
    codes = named.index[named["listed"].astype(bool) | named.index.isin(counts["key"])].sort_values()
    frame = counts.set_index("key").reindex(codes, fill_value=0)[list(COUNTS)].astype(int)
    satisfied = frame["satisfied"].astype("Int64").mask(frame["ratings"] < LEAST_RATINGS)
    medians = pd.Series(_medians(days), dtype="float").reindex(codes)
    frame.insert(0, "name", named["name"].reindex(codes))
    return frame.assign(satisfied=satisfied, median_days=medians).rename_axis(column).reset_index()


def by_category(counts: pd.DataFrame, days: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Rows of `Counted` by `category`, the most received first; those of a topic under its name."""
    merged, taken = (frame.assign(key=categories.of(frame["key"], settings)) for frame in (counts, days))
    merged = merged.groupby("key", as_index=False)[list(COUNTS)].sum()
    names = pd.DataFrame({"code": merged["key"], "name": merged["key"], "listed": False})
    found = by(merged, taken, names, "category")
    return found.sort_values(["received", "category"], ascending=[False, True], ignore_index=True)


def _medians(days: pd.DataFrame) -> dict[str, float]:
    return {
        str(key): float(np.median(np.repeat(rows["working_days"].to_numpy(), rows["cases"].to_numpy())))
        for key, rows in days.dropna(subset="working_days").groupby("key")
    }
