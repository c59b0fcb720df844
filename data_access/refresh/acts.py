"""What identity-shown members do, act by act: by day, board and kind, and in the town by the hour."""

from collections import defaultdict
from datetime import date
from functools import cache

from sqlalchemy import CompoundSelect, Connection, and_, case, func, literal_column, select, true, union_all

from data_access import platform, store
from data_access.clock import DAY, end_of
from data_access.dialects import day_of, hour_of, identifier, once, same
from data_access.refresh.participation import ACTS
from data_access.refresh.rows import interaction, post, raw, standing, visit, within
from data_access.refresh.stocks import Period, disjoint
from data_access.refresh.writing import replace
from data_access.store import TOWN

_NONE = literal_column("''")


def count(
    source: Connection, target: Connection, spans: CompoundSelect, period: Period
) -> tuple[dict[tuple[str, date], int], int]:
    """Counts the period's acts again; says how many each area has on each day, and how many rows changed."""
    sums: dict[tuple[str, date], int] = defaultdict(int)
    rows: dict[tuple, int] = defaultdict(int)
    hours: dict[tuple, int] = defaultdict(int)
    day_of_text = cache(date.fromisoformat)
    for area, text, board, kind, hour, acts in source.execute(_acts(spans, period)):
        day = day_of_text(text)
        sums[area, day] += acts
        rows[area, day, board, kind] += acts
        if area == TOWN:
            hours[day, int(hour)] += acts
    changed = 0
    for table, counted in ((store.act_day, rows), (store.act_hour, hours)):
        within = table.c.day.between(period.first, period.last)
        changed += replace(target, table, [(*key, n) for key, n in counted.items()], within)
    return sums, changed


def _acts(spans: CompoundSelect, period: Period):
    """(area, day, board, kind, hour, acts) by who was a member on the day; the hour of the town's alone."""
    piece = disjoint(spans, period.first, period.last)
    act = once(union_all(*_sources(period.first, period.last)), "act")
    hour = case((piece.c.area == TOWN, act.c.hour), else_="")
    group = (piece.c.area, act.c.day, act.c.board, act.c.kind, hour)
    there = and_(piece.c.person == act.c.person, piece.c.begins <= act.c.day, act.c.day < piece.c.ends)
    return select(*group, func.count()).join_from(piece, act, there).group_by(*group)


def _sources(first: date, last: date):
    about = platform.post  # itself: no index answers for a subquery on an outer join's right
    written = interaction.outerjoin(about, same(about.c.id, raw(interaction.c.post_id)))
    sources = (
        (
            post,
            post.c.author_id,
            post.c.created_at,
            func.coalesce(post.c.board_code, _NONE),
            literal_column("'post'"),
        ),
        (
            written,
            interaction.c.author_id,
            interaction.c.created_at,
            func.coalesce(identifier(about.c.board_code), _NONE),
            interaction.c.kind,
        ),
        (visit, visit.c.visitor_id, visit.c.visited_at, _NONE, literal_column("'visit'")),
    )
    counts = (
        standing(post),
        and_(standing(interaction), interaction.c.kind.in_(ACTS)),
        true(),
    )
    return [
        select(
            person.label("person"),
            day_of(moment).label("day"),
            board.label("board"),
            kind.label("kind"),
            hour_of(moment).label("hour"),
        )
        .select_from(table)
        .where(within(moment, end_of(first - DAY), end_of(last)), person.is_not(None), counted)
        for (table, person, moment, board, kind), counted in zip(sources, counts, strict=True)
    ]
