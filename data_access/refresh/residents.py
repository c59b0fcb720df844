"""Residents in the store: how many of those who are registered take part, on which boards, and what is written there.

Distinct persons of a window are counted from the stretches between each one's days with acts, as for party members
(`participation`): once for all boards together and once for each. A stretch begins with its act, or where the person's
registration begins after it, so that most of a day's stretches are one row of the platform's answer.
"""

from collections import defaultdict
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, literal, select, union_all

from data_access import store
from data_access.clock import DAY, end_of
from data_access.platform.dialects import day_of, kept, later, once, same
from data_access.refresh.appreciation import PERSONS, excluded
from data_access.refresh.homes import Homes
from data_access.refresh.member_acts import ACTS, acts
from data_access.refresh.rows import interaction, post, raw, within
from data_access.refresh.stocks import Period, disjoint, registered
from data_access.refresh.writing import replace
from data_access.store import TOWN

WINDOWS = (7, 30)
"""Days within which an act makes its author active."""
_LONGEST = max(WINDOWS)
_ANY = literal("").label("board")


def count_days(source: Connection, target: Connection, homes: Homes, period: Period) -> int:
    """Counts the period's active residents and what was written again; returns how many store rows changed."""
    table = store.resident_day
    active = _active(source, homes, period)
    rows = [
        (day, area, board, *(int(counts[n]) for counts in windows))
        for (area, board), windows in active.items()
        for n, day in enumerate(period.days)
        if windows[-1][n]
    ]
    changed = replace(target, table, rows, table.c.day.between(period.first, period.last))
    table = store.talk_day
    return changed + replace(
        target, table, _talk(source, homes, period), table.c.day.between(period.first, period.last)
    )


def _active(source: Connection, homes: Homes, period: Period) -> dict[tuple[str, str], list[np.ndarray]]:
    """By (area, board) the active residents of each day of the period, for each of WINDOWS."""
    length = len(period.days)
    offset = {str(period.first + n * DAY): n for n in range(-_LONGEST, length)} | {"": -2 * _LONGEST}
    spans = union_all(*(registered(homes, level) for level in ("committee", "town")))
    piece = disjoint(spans, period.first, period.last)
    act = _by_days(source, period)
    begins = later(piece.c.begins, act.c.day).label("begins")
    group = (piece.c.area, act.c.board, begins, piece.c.ends, act.c.day, act.c.before)
    stretches = (
        select(*group, func.count())
        .join_from(piece, act, and_(piece.c.person == act.c.person, act.c.day < piece.c.ends))
        .group_by(*group)
    )
    found: dict = defaultdict(lambda: [np.zeros(length + 1, dtype=np.int64) for _ in WINDOWS])
    for area, board, begin, end, day, before, persons in source.execute(stretches):
        for window, steps in zip(WINDOWS, found[area, board], strict=True):
            start = max(offset[begin], offset[before] + window, 0)
            stop = min(offset.get(end, length), offset[day] + window, length)
            if start < stop:
                steps[start] += persons
                steps[stop] -= persons
    return {key: [steps[:-1].cumsum() for steps in windows] for key, windows in found.items()}


def _by_days(source: Connection, period: Period) -> FromClause:
    """Rows (person, board, day, before) of everybody's days with acts, on each board and (empty) on any or none: the day
    before it with such acts, else empty."""
    first = period.first - (_LONGEST - 1) * DAY
    act = once(acts(first, period.last), "everybody")
    each = select(act.c.person, act.c.board, act.c.day).where(act.c.board != "")
    day = each.union(select(act.c.person, _ANY, act.c.day)).subquery("acting")
    lag = func.lag(day.c.day).over(partition_by=(day.c.person, day.c.board), order_by=day.c.day)
    statement = select(day, func.coalesce(lag, "").label("before"))
    table = kept(source, "everybody_days", statement)
    return once(statement, "everybody_days") if table is None else table


def _talk(source: Connection, homes: Homes, period: Period) -> list[tuple]:
    """Rows of `talk_day`: by the committee of the post while it is valid, and for the town the sum of these."""
    counts: dict[tuple, int] = defaultdict(int)
    for written in (_posts(period), _interactions(period)):
        for code, text, board, kind, number in source.execute(written):
            day = date.fromisoformat(text)
            if code in homes.areas.committees and homes.areas.committees[code].holds(day):
                for area in (code, TOWN):
                    counts[area, day, board, kind] += number
    return [(*key, number) for key, number in counts.items()]


def _posts(period: Period) -> Select:
    return _written(period, post, post, literal("post"))


def _interactions(period: Period) -> Select:
    on_post = interaction.join(post, same(raw(interaction.c.post_id), raw(post.c.id)))
    return _written(period, interaction, on_post, interaction.c.kind).where(interaction.c.kind.in_(ACTS))


def _written(period: Period, table: FromClause, joined: FromClause, kind: ColumnElement) -> Select:
    """(committee, day, board, kind, acts) of residents and members who count, nothing withdrawn."""
    outside = excluded("outside")
    where = (post.c.committee_code, day_of(table.c.created_at), func.coalesce(post.c.board_code, ""), kind)
    return (
        select(*where, func.count())
        .select_from(joined.outerjoin(outside, outside.c.person == table.c.author_id))
        .where(
            within(table.c.created_at, end_of(period.first - DAY), end_of(period.last)),
            table.c.author_role.in_(PERSONS),
            *(part.c.withdrawn_at.is_(None) for part in {table, post}),
            outside.c.person.is_(None),
        )
        .group_by(*where)
    )
