"""What visits brought, in the store: of the households not bound when they were first visited, how many soon were."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import CTE, Connection, Select, and_, case, func, select

from data_access import store
from data_access.platform.dialects import day_of, once
from data_access.refresh.homes import Homes, until
from data_access.refresh.rows import membership, visit
from data_access.refresh.writing import replace


def count(source: Connection, target: Connection, homes: Homes, first: date, last: date) -> int:
    """Counts the first visits again whose days to be bound in have passed by the last day."""
    days = timedelta(days=store.DOORSTEP_DAYS - 1)
    unbound: Counter[tuple[str, date]] = Counter()
    bound: Counter[tuple[str, date]] = Counter()
    for code, text, households in source.execute(_visited()):
        unbound[code, date.fromisoformat(text)] = households
    for code, text, was, then, households in source.execute(_bindings(homes)):
        day = date.fromisoformat(text)
        if was:
            unbound[code, day] -= households
        elif then and date.fromisoformat(then) - day <= days:
            bound[code, day] += households
    rows = [
        (code, day, households, bound[code, day])
        for (code, day), households in unbound.items()
        if households and first <= day <= last - days and code in homes.areas.committees
    ]
    return replace(target, store.doorstep_day, rows)


def _first_visits() -> CTE:
    """Each household's first visit: committee, household, day."""
    return once(
        select(
            visit.c.committee_code.label("committee"),
            visit.c.household_id.label("household"),
            func.min(day_of(visit.c.visited_at)).label("day"),
        )
        .where(
            visit.c.committee_code.is_not(None),
            visit.c.household_id.is_not(None),
            visit.c.visited_at.is_not(None),
        )
        .group_by(visit.c.committee_code, visit.c.household_id),
        "firsts",
    )


def _visited() -> Select:
    firsts = _first_visits().c
    return select(firsts.committee, firsts.day, func.count()).group_by(firsts.committee, firsts.day)


def _bindings(homes: Homes) -> Select:
    """The visited households that ever were bound there: committee, day (of the visit), was (1: bound at the end of the day
    before), then (the first day from the visit's on that bound them, or none), and how many."""
    firsts, member = _first_visits(), membership.c
    since, ended = day_of(member.verified_at), until(member.ended_at)
    before = and_(since < firsts.c.day, ended >= firsts.c.day)
    after = and_(since >= firsts.c.day, ended > since)
    each = (
        select(
            firsts.c.committee,
            firsts.c.day,
            func.max(case((before, 1), else_=0)).label("was"),
            func.min(case((after, since))).label("then"),
        )
        .select_from(
            homes.at_home().join(
                firsts,
                and_(member.household_id == firsts.c.household, homes.home() == firsts.c.committee),
            )
        )
        .where(~member.is_excluded, member.resident_id.is_not(None), member.verified_at.is_not(None))
        .group_by(firsts.c.committee, firsts.c.household, firsts.c.day)
        .subquery()
        .c
    )
    group = each.committee, each.day, each.was, each.then
    return select(*group, func.count()).group_by(*group)
