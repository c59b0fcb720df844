"""Visited households in the store: how many different ones of each category up to each day."""

from collections import Counter, defaultdict
from datetime import date
from itertools import accumulate

from sqlalchemy import Connection, and_, func, select

from data_access import store
from data_access.platform.dialects import day_of
from data_access.refresh import content
from data_access.refresh.areas import Areas
from data_access.refresh.rows import visit
from data_access.refresh.writing import replace


def count(source: Connection, target: Connection, areas: Areas, first: date, last: date) -> int:
    """Counts the visits up to the last day again; what came before the first day stands on it.

    A household counts from its first visit on, once in each category of its committee. A category that cannot be
    shown as it is given is a defect of its visits, on the day of the first to each household.
    """
    which = (visit.c.committee_code, visit.c.category)
    first_day = func.min(day_of(visit.c.visited_at)).label("day")
    firsts = (
        select(*which, first_day, func.count().label("visits"))
        .where(
            visit.c.household_id.is_not(None), visit.c.category.is_not(None), visit.c.visited_at.is_not(None)
        )
        .group_by(*which, visit.c.household_id)
        .subquery()
    )
    group = (firsts.c.committee_code, firsts.c.category, firsts.c.day)
    counted = select(*group, func.count(), func.sum(firsts.c.visits)).group_by(*group)
    new: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    flawed: Counter[tuple[str, str, str, date]] = Counter()
    for code, written, text, households, visits in source.execute(counted):
        day = date.fromisoformat(text)
        if day > last or code not in areas.committees:
            continue
        category, flaws = content.category(written)
        new[code, category][max(day, first)] += households
        for flaw in flaws:
            flawed[flaw, visit.name, code, day] += int(visits)
    rows = []
    for place, days in new.items():
        stocks = accumulate(days[day] for day in sorted(days))
        rows += [(*place, day, stock) for day, stock in zip(sorted(days), stocks, strict=True)]
    defects = [(*where, visits) for where, visits in flawed.items()]
    of_category = and_(store.defect.c.source == visit.name, store.defect.c.kind.in_(content.OF_TEXT))
    return replace(target, store.visit_step, rows) + replace(target, store.defect, defects, of_category)
