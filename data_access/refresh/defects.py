"""What is wrong with the platform's rows, counted where they stand: kind, table, place, day, rows.

Memberships and events are looked at on the platform, events only on the days touched; content and places
on the store's copies, which are small.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, exists, func, or_, select

from data_access import platform, store
from data_access.clock import DAY, end_of
from data_access.database import day_after, day_of, inspector
from data_access.platform import committee, membership
from data_access.refresh import values
from data_access.refresh.changes import EVENTS, Changes
from data_access.refresh.values import EARLIEST
from data_access.refresh.writing import batches, replace

Found = Iterable[tuple[str, str, str, date, int]]
_UNKNOWN_DAY = date(1900, 1, 1)


def of_memberships(source: Connection, target: Connection, now: datetime) -> int:
    """Looks at every membership again."""
    member = membership.c
    building, neighbourhood = platform.building, platform.neighbourhood
    home = neighbourhood.c.committee_code
    joined = (
        membership.outerjoin(building, member.building_code == building.c.code)
        .outerjoin(neighbourhood, building.c.neighbourhood_code == neighbourhood.c.code)
        .outerjoin(committee, committee.c.code == func.coalesce(member.committee_code, home))
    )
    moments = (member.applied_at, member.verified_at, member.ended_at, member.identity_shown_at)
    conditions = {
        "unknown_committee": and_(
            or_(member.committee_code.is_not(None), home.is_not(None)), committee.c.code.is_(None)
        ),
        "unknown_department": _unknown(member.department_code, platform.department.c.code),
        "unknown_branch": _unknown(member.party_branch_code, platform.party_branch.c.code),
        "orphan_building": and_(member.building_code.is_not(None), home.is_(None)),
        "committee_differs": and_(member.committee_code.is_not(None), member.committee_code != home),
        "belongs_nowhere": and_(
            member.committee_code.is_(None), home.is_(None), member.department_code.is_(None)
        ),
        "verified_before_applied": member.verified_at < member.applied_at,
        "ended_before_verified": member.ended_at < member.verified_at,
        "future_time": or_(*(moment >= now for moment in moments)),
        "unreadable_time": or_(*map(_unreadable, moments)),
        "outside_validity": and_(
            member.verified_at.is_not(None),
            member.ended_at.is_(None),
            day_of(committee.c.valid_to) <= str(now.date()),
        ),
    }
    place = func.coalesce(member.committee_code, home, "")
    found = _counted(source, "membership", joined, conditions, place, member.applied_at)
    found += _repeated(source, membership, member.applied_at)
    return replace(target, store.defect, found, _kinds("membership", [*conditions, "duplicate_id"]))


def of_events(source: Connection, target: Connection, changes: Changes, now: datetime) -> int:
    """Looks at the posts, interactions and visits of the days touched again."""
    return sum(
        _of_events(source, target, table, changes.event_days[table], conditions, now)
        for table, conditions in _event_conditions(now).items()
    )


def _event_conditions(now: datetime) -> dict[str, dict[str, ColumnElement]]:
    post, interaction, visit = platform.post.c, platform.interaction.c, platform.visit.c
    return {
        "post": {
            "unknown_committee": _unknown(post.committee_code, committee.c.code),
            "unknown_board": _unknown(post.board_code, platform.board.c.code),
            "unknown_value": or_(
                post.kind.not_in(platform.POST_KINDS), post.author_role.not_in(platform.AUTHOR_ROLES)
            ),
            "answer_before_question": post.first_official_reply_at < post.created_at,
            "future_time": post.created_at >= now,
            "unreadable_time": _unreadable(post.created_at),
        },
        "interaction": {
            "unknown_committee": _unknown(interaction.committee_code, committee.c.code),
            "unknown_post": _unknown(interaction.post_id, platform.post.c.id),
            "unknown_value": or_(
                interaction.kind.not_in(platform.INTERACTION_KINDS),
                interaction.author_role.not_in(platform.AUTHOR_ROLES),
            ),
            "future_time": interaction.created_at >= now,
            "unreadable_time": _unreadable(interaction.created_at),
        },
        "visit": {
            "unknown_committee": _unknown(visit.committee_code, committee.c.code),
            "future_time": visit.visited_at >= now,
            "unreadable_time": _unreadable(visit.visited_at),
        },
    }


def _of_events(source, target, name: str, days: set[date] | None, conditions: dict, now: datetime) -> int:
    table, moment = platform.contract.tables[name], EVENTS[name]
    kinds = _kinds(name, [*conditions, "duplicate_id"])
    if days is None:
        found = _counted(source, name, table, conditions, table.c.committee_code, moment)
        return replace(target, store.defect, found + _repeated(source, table, moment), kinds)
    changed = 0
    for batch in batches(sorted(days), 200):
        within = and_(
            moment >= end_of(batch[0] - DAY),
            moment < end_of(batch[-1]),
            day_of(moment).in_([str(day) for day in batch]),
        )
        found = _counted(source, name, table, conditions, table.c.committee_code, moment, within)
        found += _repeated(source, table, moment, within)
        there = store.defect.c.since.in_(batch)
        changed += replace(target, store.defect, found, and_(kinds, there))
    return changed


def _counted(
    source: Connection,
    name: str,
    rows: FromClause,
    conditions: dict[str, ColumnElement],
    place: ColumnElement,
    moment: ColumnElement,
    within: ColumnElement | None = None,
) -> list[tuple]:
    """One pass over the rows: for each condition how many hold it, by place and day."""
    day = day_of(moment)
    counts = [func.sum(case((condition, 1), else_=0)).label(kind) for kind, condition in conditions.items()]
    suspect = or_(*conditions.values())
    statement = select(place, day, *counts).select_from(rows).where(suspect).group_by(place, day)
    if within is not None:
        statement = statement.where(within)
    return [
        (kind, name, str(where or "")[:100], _date(when), int(count))
        for where, when, *found in source.execute(statement)
        for kind, count in zip(conditions, found, strict=True)
        if count
    ]


def _repeated(source: Connection, table, moment, within: ColumnElement | None = None) -> list[tuple]:
    """Ids that a view gives more than once; the rows beyond the first, under the first one's day."""
    if inspector(source).get_pk_constraint(table.name)["constrained_columns"] == ["id"]:
        return []
    statement = select(func.count(), day_of(func.min(moment))).group_by(table.c.id).having(func.count() > 1)
    if within is not None:
        statement = statement.where(within)
    by_day: dict[date, int] = {}
    for count, day in source.execute(statement):
        by_day[_date(day)] = by_day.get(_date(day), 0) + count - 1
    return [("duplicate_id", table.name, "", day, count) for day, count in by_day.items()]


def _date(text) -> date:
    return values.day(text) or _UNKNOWN_DAY


def _unreadable(moment: ColumnElement) -> ColumnElement:
    """A moment that is none, or earlier than any platform."""
    none = and_(moment.is_not(None), day_after(moment, 0).is_(None))
    return or_(none, day_of(moment) < str(EARLIEST))


def _unknown(code: ColumnElement, known: ColumnElement) -> ColumnElement:
    return and_(code.is_not(None), ~exists().where(known == code))


def _kinds(table: str, kinds: Iterable[str]) -> ColumnElement:
    return and_(store.defect.c.source == table, store.defect.c.kind.in_(list(kinds)))
