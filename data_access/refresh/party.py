"""Party members in the store: identity shown, active in a window, departments.

"Active on a day" is a distinct count over a window and cannot be added up from days. But an act keeps
its author active for the window's length, and a later act only from where the earlier one's window ends;
so the platform groups each member's acts by (day, day of the act before), and the sum of these disjoint
stretches is the number of distinct members, for every day at once.
"""

from collections import defaultdict
from datetime import date, timedelta

import numpy as np
from sqlalchemy import CompoundSelect, Connection, Select, and_, func, select, union_all

from data_access import store
from data_access.clock import DAY, end_of
from data_access.database import day_of
from data_access.platform import department, interaction, post, visit
from data_access.refresh.areas import Areas, days_between
from data_access.refresh.stocks import (
    FOREVER,
    by_day,
    disjoint,
    identity_shown,
    joined_department,
    spans_counted,
)
from data_access.refresh.writing import replace
from data_access.store import TOWN

WINDOW = 30
ACTS = ("comment", "reply", "vote", "sign_up")
"""The interactions that count as taking part; likes and praise do not."""


def count_days(source: Connection, target: Connection, areas: Areas, first: date, last: date) -> int:
    """Counts identity-shown and active members from first to last again, for committees and the town."""
    days = days_between(first, last)
    spans = union_all(identity_shown("committee"), identity_shown("town"))
    shown = by_day(spans_counted(source, spans, first, last), first, last)
    active = _active(source, spans, first, last)
    nobody = np.zeros(len(days), dtype=np.int64)
    rows = []
    for code in (*areas.committees, TOWN):
        begins, ends = areas.committees.get(code, (first, date.max))
        there, acting = shown.get((code, code), nobody), active.get((code, code), nobody)
        rows += [
            (day, code, int(there[n]), int(acting[n])) for n, day in enumerate(days) if begins <= day < ends
        ]
    return replace(target, store.party_day, rows, store.party_day.c.day.between(first, last))


def count_departments(source: Connection, target: Connection, first: date, last: date) -> int:
    """Counts department members from first to last again: per department, per block, and all."""
    spans = union_all(*(joined_department(level) for level in ("department", "block", "all")))
    stocks = by_day(spans_counted(source, spans, first, last), first, last)
    known = {(block, code) for block, code in source.execute(select(department.c.block, department.c.code))}
    known |= {(block, "") for block, _ in known} | {("", "")}
    days = days_between(first, last)
    nobody = np.zeros(len(days), dtype=np.int64)
    rows = [
        (day, block, code, int(stocks.get((block, code), nobody)[n]))
        for block, code in known
        for n, day in enumerate(days)
    ]
    table = store.department_day
    return replace(target, table, rows, table.c.day.between(first, last))


def acts(first: date, last: date) -> Select:
    """Who took part on which day from first to last (person, day), each once: posts, comments, replies,
    votes, sign-ups, visits; nothing withdrawn."""
    begin, end = end_of(first - DAY), end_of(last)
    sources = (
        (post.c.author_id, post.c.created_at, post.c.withdrawn_at.is_(None)),
        (
            interaction.c.author_id,
            interaction.c.created_at,
            and_(interaction.c.withdrawn_at.is_(None), interaction.c.kind.in_(ACTS)),
        ),
        (visit.c.visitor_id, visit.c.visited_at, visit.c.visitor_id.is_not(None)),
    )
    every = union_all(
        *(
            select(person.label("person"), day_of(moment).label("day")).where(
                moment >= begin, moment < end, counts
            )
            for person, moment, counts in sources
        )
    ).subquery()
    return select(every.c.person, every.c.day).distinct()


def _active(source: Connection, spans: CompoundSelect, first: date, last: date) -> dict:
    """Per area the distinct members with an act in the window that ends on each day."""
    act = acts(first - timedelta(days=WINDOW - 1), last).subquery()
    before = func.lag(act.c.day).over(partition_by=act.c.person, order_by=act.c.day)
    act = select(act, func.coalesce(before, "").label("before")).subquery()
    piece = disjoint(spans, first, last)
    group = (piece.c.area, piece.c.begins, piece.c.ends, act.c.day, act.c.before)
    rows = source.execute(
        select(*group, func.count())
        .join_from(piece, act, and_(piece.c.person == act.c.person, act.c.day < piece.c.ends))
        .group_by(*group)
    )
    length = (last - first).days + 1
    changes: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(length + 1, dtype=np.int64))
    offset = {str(first + timedelta(days=n)): n for n in range(-WINDOW, length)} | {FOREVER: length, "": -999}
    for area, begins, ends, day, previous, members in rows:
        start = max(offset[begins], offset[day], offset[previous] + WINDOW)
        stop = min(offset[ends], offset[day] + WINDOW, length)
        if start < stop:
            changes[area][start] += members
            changes[area][stop] -= members
    return {(area, area): change[:-1].cumsum() for area, change in changes.items()}
