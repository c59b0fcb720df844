"""What is wrong with the platform's rows, counted where they stand: kind, table, place, day, rows.

Memberships and events are looked at on the platform, events only on the days touched; content and places
on the store's copies, which are small. A town that keeps nothing of a kind (no boards, no branches) is not told so
row by row.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, FromClause, Subquery, and_, case, func, literal, or_, select

from data_access import platform, store
from data_access.clock import end_of
from data_access.platform import values
from data_access.platform.dialects import day_of, readable_moment, same, says_not_set
from data_access.platform.redaction import printable, redact_code
from data_access.platform.values import BEGINNING, EARLIEST
from data_access.problem import Problem
from data_access.refresh.changes import Changes
from data_access.refresh.homes import Homes
from data_access.refresh.rows import (
    EVENTS,
    interaction,
    membership,
    post,
    raw,
    unreadable_flag,
    visit,
    within,
)
from data_access.refresh.writing import batches, replace
from data_access.store import NOWHERE

CROWD = 20
"""An id with more memberships than this at once is hardly one person's."""
_FLAGS = {
    "membership": (membership.c.is_party_member, membership.c.is_excluded),
    "post": (post.c.is_positive, post.c.is_sensitive),
}
_STRANGE_SHARE, _STRANGE_ROWS = 0.05, 3
"""From this share and number of rows on, a flag that is neither yes nor no is a spelling and no slip."""


def require_flags(source: Connection, changes: Changes) -> None:
    """Raises Problem `flag_unknown` where a column of flags is written in a way that is not known."""
    for name, flags in _FLAGS.items():
        if changes.since[name] is None:
            for flag in flags:
                _require_flag(source, name, flag)


def _require_flag(source: Connection, table: str, flag: ColumnElement) -> None:
    strange = and_(raw(flag).is_not(None), unreadable_flag(flag))
    counts = func.sum(case((strange, 1), else_=0)), func.count()
    found, every = source.execute(select(*counts).select_from(flag.table)).one()
    if found and found >= _STRANGE_ROWS and found > _STRANGE_SHARE * every:
        raise Problem("flag_unknown", table=table, column=flag.name, rows=int(found))


def of_memberships(
    source: Connection, target: Connection, homes: Homes, now: datetime, unique: set[str]
) -> int:
    """Looks at every membership again. `unique`: the tables in which no id can stand twice."""
    member = membership.c
    moments = (member.applied_at, member.verified_at, member.ended_at, member.identity_shown_at)
    home, committee = homes.home(), homes.committee.c
    today = str(now.date())
    current = and_(member.verified_at.is_not(None), member.ended_at.is_(None))
    door, branch, department = (
        _on_day(listed, today) for listed in (homes.door, homes.branch, homes.department)
    )
    joined = (
        homes.at_home()
        .outerjoin(homes.committee, committee.code == home)
        .outerjoin(door, door.c.building == member.building_code)
        .outerjoin(branch, branch.c.branch == member.party_branch_code)
        .outerjoin(department, department.c.department == member.department_code)
    )
    conditions = {
        "value_missing": or_(member.id.is_(None), member.resident_id.is_(None)),
        "value_unreadable": or_(*map(unreadable_flag, _FLAGS["membership"])),
        "unknown_committee": and_(home.is_not(None), committee.code.is_(None)),
        "unknown_department": _lacking(
            member.department_code, homes.areas.departments, homes.department.c.department
        ),
        "unknown_branch": _lacking(member.party_branch_code, homes.areas.branches, homes.branch.c.branch),
        "orphan_building": _lacking(member.building_code, homes.areas.homes(), homes.building.c.building),
        "committee_differs": member.committee_code != homes.building.c.committee,
        "belongs_nowhere": and_(home.is_(None), member.department_code.is_(None)),
        "verified_before_applied": member.verified_at < member.applied_at,
        "ended_before_verified": member.ended_at < member.verified_at,
        "future_time": or_(*(moment >= now for moment in moments)),
        "unreadable_time": or_(_unreadable(moments[0], required=True), *map(_unreadable, moments[1:])),
        "outside_validity": and_(current, committee.ends <= today),
        "building_closed": and_(current, door.c.neighbourhood == NOWHERE),
        "branch_closed": and_(current, member.is_party_member, branch.c.committee == NOWHERE),
        "department_closed": and_(
            current,
            _is_one_of(member.department_code, homes.department.c.department),
            department.c.department.is_(None),
        ),
    }
    place = func.coalesce(home, "")
    found = _counted(source, "membership", joined, conditions, place, member.applied_at)
    found += _crowds(source)
    if "membership" not in unique:
        found += _repeated(source, membership, member.applied_at)
    return replace(
        target, store.defect, found, _kinds("membership", [*conditions, "duplicate_id", "crowded_id"])
    )


def of_events(
    source: Connection, target: Connection, homes: Homes, changes: Changes, now: datetime, unique: set[str]
) -> int:
    """Looks at the posts, interactions and visits of the days touched again."""
    boards = set(target.scalars(select(store.board.c.code)))
    posts = source.scalar(select(literal(1)).select_from(platform.post).limit(1)) is not None
    return sum(
        _of_events(source, target, name, changes.event_days[name], name in unique, *looked_at)
        for name, looked_at in _events(homes, boards, now, posts=posts).items()
    )


def _events(
    homes: Homes, boards: set[str], now: datetime, *, posts: bool
) -> dict[str, tuple[FromClause, dict]]:
    """What each table of events is joined to, and the conditions of its defects. `posts`: whether the town keeps any."""
    about = platform.post  # itself: no index answers for a subquery on an outer join's right
    on_post = interaction.outerjoin(about, same(raw(interaction.c.post_id), about.c.id))
    act = interaction.c
    of_post = ("author_id", "committee_code", *(["board_code"] if boards else []))
    of_every_post = _of_every_event(homes, post, post.c.created_at, now, of_post)
    untitled = and_(post.c.kind.in_(platform.ASKING), post.c.title.is_(None))
    return {
        "post": (
            post,
            {
                **of_every_post,
                "value_missing": or_(of_every_post["value_missing"], untitled),
                "value_unreadable": or_(*map(unreadable_flag, _FLAGS["post"])),
                "unknown_board": _absent(post.c.board_code, boards),
                "unknown_value": or_(
                    _other(post.c.kind, platform.POST_KINDS), _other(post.c.author_role, platform.AUTHOR_ROLES)
                ),
                "answer_before_question": post.c.first_official_reply_at < post.c.created_at,
            },
        ),
        "interaction": (
            on_post,
            {
                **_of_every_event(homes, interaction, act.created_at, now, ("author_id", "committee_code", "post_id")),
                "unknown_post": and_(act.post_id.is_not(None), about.c.id.is_(None), literal(posts)),
                "act_before_post": act.created_at < readable_moment(about.c.created_at),
                "unknown_value": or_(
                    _other(act.kind, platform.INTERACTION_KINDS), _other(act.author_role, platform.AUTHOR_ROLES)
                ),
            },
        ),
        "visit": (
            visit,
            {
                **_of_every_event(homes, visit, visit.c.visited_at, now, ("category", "committee_code")),
                "unknown_building": _lacking(
                    visit.c.building_code, homes.areas.homes(), homes.building.c.building
                ),
            },
        ),
    }  # fmt: skip


def _of_every_event(
    homes: Homes, table: Subquery, moment: ColumnElement, now: datetime, required: tuple[str, ...]
) -> dict[str, ColumnElement]:
    others = [table.c[name] for name in ("withdrawn_at", "first_official_reply_at") if name in table.c]
    return {
        "value_missing": or_(*(table.c[name].is_(None) for name in ("id", *required))),
        "unknown_committee": _absent(table.c.committee_code, homes.areas.committees),
        "future_time": or_(moment >= now, *(other >= now for other in others)),
        "unreadable_time": or_(_unreadable(moment, required=True), *map(_unreadable, others)),
    }


def _of_events(
    source: Connection,
    target: Connection,
    name: str,
    days: set[date] | None,
    unique: bool,
    joined: FromClause,
    conditions: dict[str, ColumnElement],
) -> int:
    moment = EVENTS[name]
    table = moment.table
    place = func.coalesce(table.c.committee_code, "")
    kinds = _kinds(name, [*conditions, "duplicate_id"])
    if days is None:
        found = _counted(source, name, joined, conditions, place, moment)
        found += [] if unique else _repeated(source, table, moment)
        return replace(target, store.defect, found, kinds)
    changed = 0
    since = store.defect.c.since
    looked_at: list[tuple[ColumnElement[bool], ColumnElement[bool]]] = [
        (
            and_(
                within(moment, datetime.combine(batch[0], datetime.min.time()), end_of(batch[-1])),
                day_of(moment).in_([str(day) for day in batch]),
            ),
            since.in_(batch),
        )
        for batch in batches(sorted(day for day in days if day >= EARLIEST), 200)
    ]
    if min(days, default=EARLIEST) < EARLIEST:
        looked_at.append((or_(moment.is_(None), day_of(moment) < str(EARLIEST)), since < EARLIEST))
    for among, then in looked_at:
        found = _counted(source, name, joined, conditions, place, moment, among)
        found += [] if unique else _repeated(source, table, moment, among)
        changed += replace(target, store.defect, found, and_(kinds, then))
    return changed


def _counted(
    source: Connection,
    name: str,
    rows: FromClause,
    conditions: dict[str, ColumnElement],
    place: ColumnElement,
    moment: ColumnElement,
    among: ColumnElement | None = None,
) -> list[tuple]:
    """One pass over the rows: for each condition how many hold it, by place and day."""
    day = day_of(moment)
    counts = [func.sum(case((condition, 1), else_=0)).label(kind) for kind, condition in conditions.items()]
    suspect = or_(*conditions.values())
    statement = select(place, day, *counts).select_from(rows).where(suspect).group_by(place, day)
    if among is not None:
        statement = statement.where(among)
    found: dict[tuple, int] = {}
    for where, when, *numbers in source.execute(statement):
        for kind, count in zip(conditions, numbers, strict=True):
            if count:
                key = kind, name, redact_code(printable(str(where or "")))[:100], _date(when)
                found[key] = found.get(key, 0) + int(count)
    return [(*key, count) for key, count in found.items()]


def _repeated(
    source: Connection, table: Subquery, moment: ColumnElement, among: ColumnElement | None = None
) -> list[tuple]:
    """Rows whose id stands more than once, all but the first, each under its own day."""
    ids = select(table.c.id).where(table.c.id.is_not(None))
    if among is not None:
        ids = ids.where(table.c.id.in_(select(table.c.id).where(among)))
    twice = ids.group_by(table.c.id).having(func.count() > 1)
    rank = func.row_number().over(partition_by=table.c.id, order_by=func.coalesce(day_of(moment), ""))
    inside = literal(True) if among is None else among
    each = select(day_of(moment).label("day"), rank.label("rank"), inside.label("inside"))
    ranked = each.where(table.c.id.in_(twice)).subquery()
    rows = source.execute(
        select(ranked.c.day, func.count()).where(ranked.c.rank > 1, ranked.c.inside).group_by(ranked.c.day)
    )
    return [("duplicate_id", table.name, "", _date(day), count) for day, count in rows]


def _crowds(source: Connection) -> list[tuple]:
    """The memberships of ids that have more than CROWD at once, now."""
    person = membership.c.resident_id
    current = membership.c.verified_at.is_not(None), membership.c.ended_at.is_(None), person.is_not(None)
    crowd = (
        select(func.count().label("rows"))
        .where(*current)
        .group_by(person)
        .having(func.count() > CROWD)
        .subquery()
    )
    rows = source.scalar(select(func.sum(crowd.c.rows)))
    return [("crowded_id", "membership", "", BEGINNING, int(rows))] if rows else []


def _date(text: str | None) -> date:
    return values.day(text) or BEGINNING


def _unreadable(moment: ColumnElement, *, required: bool = False) -> ColumnElement:
    """A moment that is none though it does not say so, or earlier than any platform; a required one may not say so."""
    none = moment.is_(None) if required else and_(moment.is_(None), ~says_not_set(raw(moment)))
    return or_(none, day_of(moment) < str(EARLIEST))


def _on_day(listed: FromClause, day: str) -> Subquery:
    """The rows of places that hold on a day."""
    return select(listed).where(listed.c.begins <= day, listed.c.ends > day).subquery()


def _lacking(code: ColumnElement, kept: dict, codes: ColumnElement) -> ColumnElement:
    """Whether a code is none of those that the town keeps; where it keeps none at all, nothing is lacking."""
    return and_(code.is_not(None), code.not_in(select(codes))) if kept else literal(False)


def _is_one_of(code: ColumnElement, codes: ColumnElement) -> ColumnElement:
    return and_(code.is_not(None), code.in_(select(codes)))


def _absent(code: ColumnElement, kept: Iterable[str]) -> ColumnElement:
    """As `_lacking`, for codes few enough to be listed."""
    return and_(code.is_not(None), code.not_in(sorted(kept))) if kept else literal(False)


def _other(value: ColumnElement, values: tuple[str, ...]) -> ColumnElement:
    return or_(value.is_(None), value.not_in(values))


def _kinds(table: str, kinds: Iterable[str]) -> ColumnElement:
    return and_(store.defect.c.source == table, store.defect.c.kind.in_(list(kinds)))
