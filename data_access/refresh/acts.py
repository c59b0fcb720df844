"""What identity-shown members do, act by act: by day, board and kind, and in the town by the hour."""

from collections import defaultdict
from datetime import date
from functools import cache

from sqlalchemy import CompoundSelect, Connection, Select, and_, case, func, select

from data_access import store
from data_access.refresh.member_acts import MemberActs
from data_access.refresh.stocks import Period, disjoint
from data_access.refresh.writing import replace
from data_access.store import TOWN


def count(
    source: Connection, target: Connection, spans: CompoundSelect, acts: MemberActs, period: Period
) -> tuple[dict[tuple[str, date], int], int]:
    """Counts the period's acts again; says how many each area has on each day, and how many rows changed."""
    sums: dict[tuple[str, date], int] = defaultdict(int)
    rows: dict[tuple, int] = defaultdict(int)
    hours: dict[tuple, int] = defaultdict(int)
    day_of_text = cache(date.fromisoformat)
    for area, text, board, kind, hour, number in source.execute(_acts(spans, acts, period)):
        day = day_of_text(text)
        sums[area, day] += number
        rows[area, day, board, kind] += number
        if area == TOWN:
            hours[day, int(hour)] += number
    changed = 0
    for table, counted in ((store.act_day, rows), (store.act_hour, hours)):
        within = table.c.day.between(period.first, period.last)
        changed += replace(target, table, [(*key, n) for key, n in counted.items()], within)
    return sums, changed


def _acts(spans: CompoundSelect, acts: MemberActs, period: Period) -> Select:
    """(area, day, board, kind, hour, acts) by who was a member on the day; the hour of the town's alone."""
    piece = disjoint(spans, period.first, period.last)
    act = acts.each()
    hour = case((piece.c.area == TOWN, act.c.hour), else_="")
    group = (piece.c.area, act.c.day, act.c.board, act.c.kind, hour)
    within_span = and_(piece.c.person == act.c.person, piece.c.begins <= act.c.day, act.c.day < piece.c.ends)
    return select(*group, func.count()).join_from(piece, act, within_span).group_by(*group)
