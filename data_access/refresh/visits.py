"""Visited households in the store: how many different ones of each category up to each day."""

from collections import defaultdict
from datetime import date
from itertools import accumulate

from sqlalchemy import Connection, func, select

from data_access import store
from data_access.dialects import day_of
from data_access.refresh.areas import Areas
from data_access.refresh.rows import visit
from data_access.refresh.writing import replace


def count(source: Connection, target: Connection, areas: Areas, first: date, last: date) -> int:
    """Counts the visits up to the last day again; what came before the first day stands on it.

    A household counts from its first visit on, once in each category of its committee.
    """
    which = (visit.c.committee_code, visit.c.category)
    firsts = (
        select(*which, func.min(day_of(visit.c.visited_at)).label("day"))
        .where(
            visit.c.household_id.is_not(None), visit.c.category.is_not(None), visit.c.visited_at.is_not(None)
        )
        .group_by(*which, visit.c.household_id)
        .subquery()
    )
    group = (firsts.c.committee_code, firsts.c.category, firsts.c.day)
    new: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for code, category, text, households in source.execute(select(*group, func.count()).group_by(*group)):
        day = date.fromisoformat(text)
        if day <= last and code in areas.committees:
            new[code, category[:40]][max(day, first)] += households
    rows = []
    for place, days in new.items():
        stocks = accumulate(days[day] for day in sorted(days))
        rows += [(*place, day, stock) for day, stock in zip(sorted(days), stocks, strict=True)]
    return replace(target, store.visit_step, rows)
