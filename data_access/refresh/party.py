"""Party members in the store: identity shown, active in a window, departments.

"Active on a day" is a distinct count over a window and cannot be added up from days. But an act keeps
its author active for the window's length, and a later act only from where the earlier one's window ends;
so the platform groups each member's acts by (day, day of the act before), and the sum of these disjoint
stretches is the number of distinct members, for every day at once.
"""

from collections import defaultdict
from datetime import date

import numpy as np
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    case,
    func,
    select,
    union_all,
)

from data_access import store
from data_access.clock import DAY, end_of
from data_access.database import day_of
from data_access.platform import department, interaction, post, visit
from data_access.refresh.areas import Areas
from data_access.refresh.stocks import FOREVER, Period, disjoint, identity_shown, joined_department
from data_access.refresh.writing import replace
from data_access.store import TOWN

WINDOW = 30
_FEW_DAYS = 7
ACTS = ("comment", "reply", "vote", "sign_up")
"""The interactions that count as taking part; likes and praise do not."""


def count_days(source: Connection, target: Connection, areas: Areas, period: Period) -> int:
    """Counts the period's identity-shown and active members again, for committees and the town."""
    levels = [identity_shown("committee"), identity_shown("town")]
    shown = period.changes(source, union_all(*(period.of_movers(level) for level in levels)))
    short = not period.whole and len(period.days) <= _FEW_DAYS
    active = (_active_on if short else _active_within)(source, union_all(*levels), period)
    table = store.party_day
    before = {} if period.whole else _eve(target, period)
    nobody = np.zeros(len(period.days), dtype=np.int64)
    rows = []
    for code in (*areas.committees, TOWN):
        begins, ends = areas.committees.get(code, (period.first, date.max))
        there, acting = shown.get((code, code), nobody), active.get(code, nobody)
        rows += [
            (day, code, before.get(code, 0) + int(there[n]), int(acting[n]))
            for n, day in enumerate(period.days)
            if begins <= day < ends
        ]
    return replace(target, table, rows, table.c.day.between(period.first, period.last))


def count_departments(source: Connection, target: Connection, period: Period) -> int:
    """Counts the period's department members again: per department, per block, and all."""
    levels = (joined_department(level) for level in ("department", "block", "all"))
    stocks = period.changes(source, union_all(*(period.of_movers(level) for level in levels)))
    known = {(block, code) for block, code in source.execute(select(department.c.block, department.c.code))}
    known |= {(block, "") for block, _ in known} | {("", "")}
    table = store.department_day
    eve = select(table.c.block, table.c.department_code, table.c.joined).where(table.c.day == period.eve)
    before = {} if period.whole else {tuple(row[:2]): row.joined for row in target.execute(eve)}
    nobody = np.zeros(len(period.days), dtype=np.int64)
    rows = [
        (day, *place, before.get(place, 0) + int(stocks.get(place, nobody)[n]))
        for place in known
        for n, day in enumerate(period.days)
    ]
    return replace(target, table, rows, table.c.day.between(period.first, period.last))


def _eve(target: Connection, period: Period) -> dict[str, int]:
    table = store.party_day
    rows = target.execute(select(table.c.area_code, table.c.identity_shown).where(table.c.day == period.eve))
    return dict(map(tuple, rows))


def _acts(first: date, last: date) -> list[Select]:
    """Who took part on which day from first to last (person, day): posts, comments, replies, votes,
    sign-ups, visits; nothing withdrawn."""
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
    return [
        select(person.label("person"), day_of(moment).label("day")).where(
            moment >= begin, moment < end, counts
        )
        for person, moment, counts in sources
    ]


def _active_on(source: Connection, spans: CompoundSelect, period: Period) -> dict[str, np.ndarray]:
    """Per area the distinct active members of each day: for a few days.

    One pass over the acts marks whom they make active on which day; no look-up that would need an index.
    """
    span = spans.cte("span")
    acts = union_all(*_acts(period.first - (WINDOW - 1) * DAY, period.last)).subquery("acts")
    marks = [
        func.max(case((acts.c.day.between(str(day - (WINDOW - 1) * DAY), str(day)), 1), else_=0))
        for day in period.days
    ]
    labelled = [mark.label(f"acted_{n}") for n, mark in enumerate(marks)]
    acting = select(acts.c.person, *labelled).group_by(acts.c.person).subquery("acting")
    members = [
        func.count(func.distinct(case((_there(span, acting.c[f"acted_{n}"], day), span.c.person))))
        for n, day in enumerate(period.days)
    ]
    joined = span.join(acting, acting.c.person == span.c.person)
    rows = source.execute(select(span.c.area, *members).select_from(joined).group_by(span.c.area))
    return {area: np.array(counts, dtype=np.int64) for area, *counts in rows}


def _there(span, acted: ColumnElement, day: date) -> ColumnElement:
    return and_(acted == 1, span.c.begins <= str(day), span.c.ends > str(day))


def _active_within(source: Connection, spans: CompoundSelect, period: Period) -> dict[str, np.ndarray]:
    """The same for many days at once, from the stretches between each member's acts."""
    every = union_all(*_acts(period.first - (WINDOW - 1) * DAY, period.last)).subquery()
    act = select(every.c.person, every.c.day).distinct().subquery()
    before = func.lag(act.c.day).over(partition_by=act.c.person, order_by=act.c.day)
    act = select(act, func.coalesce(before, "").label("before")).subquery()
    piece = disjoint(spans, period.first, period.last)
    group = (piece.c.area, piece.c.begins, piece.c.ends, act.c.day, act.c.before)
    rows = source.execute(
        select(*group, func.count())
        .join_from(piece, act, and_(piece.c.person == act.c.person, act.c.day < piece.c.ends))
        .group_by(*group)
    )
    length = len(period.days)
    changes: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(length + 1, dtype=np.int64))
    offset = {str(period.first + n * DAY): n for n in range(-WINDOW, length)} | {FOREVER: length}
    for area, begins, ends, day, previous, members in rows:
        if begins not in offset or day not in offset:  # an unreadable day is a defect of its row
            continue
        start = max(offset[begins], offset[day], offset.get(previous, -999) + WINDOW)
        stop = min(offset.get(ends, length), offset[day] + WINDOW, length)
        if start < stop:
            changes[area][start] += members
            changes[area][stop] -= members
    return {area: change[:-1].cumsum() for area, change in changes.items()}
