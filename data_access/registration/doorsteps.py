"""What hours at the doors would bring: by the share of the households visited before that bound within days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Select, func, select

from data_access.metrics.chance import interval
from data_access.store import DOORSTEP_DAYS, doorstep_day

LEAST = 20
"""Fewer visits tell nothing."""


def visits(code: str, on: date) -> Select:
    """One row: households of the committee not bound when first visited (unbound), and those of them bound in the days that
    follow (bound), of the visits whose days have passed by the end of the day; missing where there are none."""
    row, latest = doorstep_day.c, on - timedelta(days=DOORSTEP_DAYS - 1)
    sums = func.sum(row.unbound).label("unbound"), func.sum(row.bound).label("bound")
    return select(*sums).where(row.committee_code == code, row.day <= latest)


@dataclass(frozen=True)
class Outlook:
    """Hours at the doors: how many `doors`, and how many households are to be expected to bind, at `least` and at `most` (90 %
    of the share; None where `unbound`, those visited before, are too few); `bound`: how many of these did. `rows`: how
    many of the buildings, in their order, hold so many; None where all together do not."""

    hours: int
    doors: int
    unbound: int
    bound: int
    least: float | None
    most: float | None
    rows: int | None


def outlook(visited: pd.DataFrame, lefts: pd.Series, hours: int, per_hour: int) -> Outlook:
    """What the hours would bring. `visited`: visits; `lefts`: the households left in each building, at least, as published."""
    unbound, bound = (
        0 if pd.isna(number) else int(number) for number in visited.iloc[0][["unbound", "bound"]]
    )
    doors = hours * per_hour
    enough = (lefts.cumsum() >= doors).to_numpy().nonzero()[0]
    rows = int(enough[0]) + 1 if len(enough) else None
    if unbound < LEAST:
        return Outlook(hours, doors, unbound, bound, None, None, rows)
    least, most = (share * doors for share in interval(bound, unbound))
    return Outlook(hours, doors, unbound, bound, least, most, rows)
