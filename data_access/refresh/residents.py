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
from data_access.refresh.stretches import summed
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


def _active(
    source: Connection, homes: Homes, period: Period
) -> dict[tuple[str, str], tuple[np.ndarray, ...]]:
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
    kinds: dict[tuple[str, str], int] = {}
    found = np.array(
        [
            (
                kinds.setdefault((area, board), len(kinds)),
                *(offset[begin], offset.get(end, length), offset[day], offset[before], persons),
            )
            for area, board, begin, end, day, before, persons in source.execute(stretches).all()
        ],
        dtype=np.int64,
    ).reshape(-1, 6)
    kind, begin, end, day, before, persons = found.T
    counts = [
        summed(
            len(kinds),
            length,
            kind,
            np.maximum(begin, before + window),
            np.minimum(end, day + window),
            persons,
        )
        for window in WINDOWS
    ]
    return dict(zip(kinds, zip(*counts, strict=True), strict=True))


def _by_days(source: Connection, period: Period) -> FromClause:
    """Rows (person, board, day, before) of everybody's days with acts, on each board and (empty) on any or none: the day
    before it with such acts, else empty. Of the days up to the period's first one the last says all."""
    first = period.first - (_LONGEST - 1) * DAY
    act = once(acts(first, period.last), "everybody")
    which, latest = later(act.c.day, literal(str(period.first))), func.max(act.c.day).label("day")
    each = select(act.c.person, act.c.board, latest).where(act.c.board != "")
    anywhere = select(act.c.person, _ANY, latest).group_by(act.c.person, which)
    day = each.group_by(act.c.person, act.c.board, which).union_all(anywhere).subquery("acting")
    lag = func.lag(day.c.day).over(partition_by=(day.c.person, day.c.board), order_by=day.c.day)
    statement = select(day, func.coalesce(lag, "").label("before"))
    table = kept(source, "everybody_days", statement)
    return once(statement, "everybody_days") if table is None else table


def _talk(source: Connection, homes: Homes, period: Period) -> list[tuple]:
    """Rows of `talk_day`: by the committee of the post while it is valid, and for the town the sum of these."""
    counts: dict[tuple, int] = defaultdict(int)
    for written in (_posts(source, period), _interactions(source, period)):
        for code, text, board, kind, number in source.execute(written):
            day = date.fromisoformat(text)
            if code in homes.areas.committees and homes.areas.committees[code].holds(day):
                for area in (code, TOWN):
                    counts[area, day, board, kind] += number
    return [(*key, number) for key, number in counts.items()]


def _posts(source: Connection, period: Period) -> Select:
    return _written(source, period, post, post, literal("post"))


def _interactions(source: Connection, period: Period) -> Select:
    on_post = interaction.join(post, same(raw(interaction.c.post_id), raw(post.c.id)))
    return _written(source, period, interaction, on_post, interaction.c.kind).where(
        interaction.c.kind.in_(ACTS)
    )


def _written(
    source: Connection, period: Period, table: FromClause, joined: FromClause, kind: ColumnElement
) -> Select:
    """(committee, day, board, kind, acts) of residents and members who count, nothing withdrawn."""
    outside = excluded(source, "outside")
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
