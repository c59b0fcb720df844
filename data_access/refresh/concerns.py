"""Posts that ask for an answer in the store: what, where, when, and the first official reply; never who asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Connection, FromClause, Select, and_, func, or_, select, union

from data_access import store
from data_access.platform import ASKING
from data_access.platform.dialects import kept, once, same
from data_access.platform.redaction import redact_code
from data_access.refresh.appreciation import PERSONS, excluded
from data_access.refresh.changes import Changes
from data_access.refresh.content import OF_TEXT, free_text, known_code
from data_access.refresh.rows import interaction, membership, post, raw, since, standing, unreadable_flag
from data_access.refresh.writing import batches, differing, replace

OFFICIAL = ("committee", "department")
"""The roles whose reply is an official one."""
SOURCES = ("post", "interaction", "membership")
"""The tables of which a change may make a concern another, or none."""

_BATCH = 200
_concern = store.concern.c
_OF_TITLES = and_(store.defect.c.source == post.name, store.defect.c.kind.in_(OF_TEXT))


class _Reply(NamedTuple):
    """An official reply."""

    at: datetime
    id: str
    role: str
    person: str | None


def copy(
    source: Connection, target: Connection, changes: Changes, unique: set[str]
) -> tuple[int, date | None]:
    """Copies the concerns that changes touch, or all of them; returns how many store rows changed, and the first day at whose
    end concerns stand otherwise. `unique`: the tables in which no id can stand twice."""
    doubtful = changes.rows["post"] > 0 and "post" not in unique
    begin = {name: moment for name in SOURCES if (moment := changes.since[name])}
    if doubtful or len(begin) < len(SOURCES):
        rows, flaws = _read(source, None)
        differ = differing(target, store.concern, rows.values())
        return len(differ) + replace(target, store.defect, flaws, _OF_TITLES), _first_day(differ)
    if not any(changes.rows[name] for name in SOURCES):
        return 0, None
    return _copy_touched(source, target, begin)


def _first_day(differ: set[tuple]) -> date | None:
    """The first day at whose end these rows tell otherwise: that of a reply, where nothing else of a concern is new."""
    names = _concern.keys()
    created, reply = (names.index(name) for name in ("created_at", "first_reply_at"))
    versions: dict[tuple, list[tuple]] = defaultdict(list)
    for row in differ:
        versions[row[:reply]].append(row)
    places = ((reply if len(rows) > 1 else created, rows) for rows in versions.values())
    moments = (row[place] for place, rows in places for row in rows if row[place])
    return min((moment.date() for moment in moments), default=None)


def _copy_touched(
    source: Connection, target: Connection, begin: dict[str, datetime]
) -> tuple[int, date | None]:
    kept_ids = kept(source, "touched", _touched(begin))
    touched = once(_touched(begin), "touched") if kept_ids is None else kept_ids
    rows, flaws = _read(source, touched)
    ids = source.scalars(select(post.c.id).join_from(post, touched, raw(post.c.id) == touched.c.id))
    changed, differ = 0, set()
    for batch in batches({one for one in ids if one}, _BATCH):
        codes = set(batch)
        copied = [row for one, row in rows.items() if one in codes]
        places = {redact_code(one) for one in codes}
        noted = and_(_OF_TITLES, store.defect.c.place.in_(places))
        differ |= differing(target, store.concern, copied, _concern.id.in_(codes))
        changed += replace(target, store.defect, [flaw for flaw in flaws if flaw[2] in places], noted)
    return changed + len(differ), _first_day(differ)


def _touched(begin: dict[str, datetime]) -> CompoundSelect:
    """The platform's own ids of posts that may be other concerns than before: changed, with a changed reply, or by or
    answered by somebody whose memberships changed. `begin`: by table, from when on."""
    own, asks = raw(post.c.id).label("id"), post.c.kind.in_(ASKING)
    on_post = interaction.join(post, same(raw(interaction.c.post_id), raw(post.c.id)))
    persons = select(membership.c.resident_id).where(
        since(membership.c.updated_at, begin["membership"]), membership.c.resident_id.is_not(None)
    )
    official = interaction.c.author_role.in_(OFFICIAL)
    return union(
        select(own).where(since(post.c.updated_at, begin["post"])),
        select(own).select_from(on_post).where(since(interaction.c.updated_at, begin["interaction"]), asks),
        select(own).where(post.c.author_id.in_(persons), asks),
        select(own).select_from(on_post).where(interaction.c.author_id.in_(persons), official, asks),
    )


def _read(source: Connection, touched: FromClause | None) -> tuple[dict[str, tuple], list[tuple]]:
    """The store's rows by id, the latest changed where an id repeats, and the flaws of their titles."""
    replies = _replies(source, touched)
    departments = _Departments(source, replies.values())
    latest: dict[str, tuple[tuple, tuple, list[str]]] = {}
    for record in source.execute(_standing_posts(source, touched)).mappings():
        code = known_code(_concern.id, record["id"])
        if code is None or record["created_at"] is None:
            continue
        row, flaws = _row(code, record, replies.get(record["id"], []), departments)
        age = record["updated_at"] or datetime.min, repr(row)
        if code not in latest or age > latest[code][0]:
            latest[code] = age, row, flaws
    created = store.concern.columns.keys().index("created_at")
    noted = [
        (flaw, post.name, redact_code(code), row[created].date(), 1)
        for code, (_, row, flaws) in latest.items()
        for flaw in flaws
    ]
    return {code: row for code, (_, row, _) in latest.items()}, noted


def _standing_posts(source: Connection, touched: FromClause | None) -> Select:
    """The posts that ask and count."""
    row, outside = post.c, excluded(source, "outside")
    for_themselves = func.coalesce(row.author_role, "").in_(PERSONS)
    statement = (
        select(
            row.id,
            row.committee_code,
            row.neighbourhood_code,
            row.board_code,
            row.kind,
            row.title,
            row.category,
            or_(row.is_sensitive, unreadable_flag(row.is_sensitive)).label("is_sensitive"),
            row.created_at,
            row.first_official_reply_at,
            row.updated_at,
        )
        .select_from(post.outerjoin(outside, outside.c.person == row.author_id))
        .where(row.kind.in_(ASKING), standing(post), or_(~for_themselves, outside.c.person.is_(None)))
    )
    return statement if touched is None else statement.join(touched, raw(row.id) == touched.c.id)


def _replies(source: Connection, touched: FromClause | None) -> dict[str, list[_Reply]]:
    """The official replies that stand, by post, in order."""
    act = interaction.c
    on_post = interaction.join(post, same(raw(act.post_id), raw(post.c.id)))
    statement = (
        select(post.c.id.label("post"), act.created_at, act.id, act.author_role, act.author_id)
        .select_from(on_post)
        .where(
            act.kind == "reply",
            act.author_role.in_(OFFICIAL),
            act.withdrawn_at.is_(None),
            act.created_at >= post.c.created_at,
            post.c.kind.in_(ASKING),
        )
    )
    if touched is not None:
        statement = statement.join(touched, raw(post.c.id) == touched.c.id)
    found: dict[str, set[_Reply]] = defaultdict(set)
    for about, at, code, role, person in source.execute(statement):
        found[about].add(_Reply(at, code or "", role, person))
    return {about: sorted(replies, key=_in_order) for about, replies in found.items()}


def _in_order(reply: _Reply) -> tuple:
    return *reply[:3], reply.person or ""


class _Departments:
    """Which department somebody belonged to at a moment, of those who replied as one."""

    def __init__(self, source: Connection, replies: Iterable[list[_Reply]]):
        persons = {one.person for listed in replies for one in listed if one.role == "department"}
        self._spans = defaultdict(list)
        for person, *span in self._memberships(source) if persons else ():
            if person in persons:
                self._spans[person].append(span)

    @staticmethod
    def _memberships(source: Connection) -> Iterator[Any]:
        member = membership.c
        yield from source.execute(
            select(member.resident_id, member.department_code, member.verified_at, member.ended_at).where(
                member.department_code.is_not(None), member.verified_at.is_not(None), ~member.is_excluded
            )
        )

    def of(self, reply: _Reply) -> str | None:
        """The one department; None where there are several, or none is known."""
        codes = {
            code
            for code, begin, end in self._spans.get(reply.person, ())
            if begin <= reply.at and (end is None or reply.at < end)
        }
        return known_code(_concern.reply_department, codes.pop()) if len(codes) == 1 else None


def _row(code: str, record: Any, replies: list[_Reply], departments: _Departments) -> tuple[tuple, list[str]]:
    """A row of the store, and what is wrong with its title and with its category, of which its topic is kept."""
    title, flaws = free_text(_concern.title, record["title"])
    flaws += free_text(store.case_file.c.category, record["category"] or "")[1]
    created, answered = record["created_at"], record["first_official_reply_at"]
    minutes = role = department = None
    if answered is not None and answered < created:
        answered = None
    if answered is not None:
        minutes = int((answered - created).total_seconds() // 60)
        at_once = (one for one in replies if one.at == answered)
        if reply := next(at_once, next(iter(replies), None)):
            role = reply.role
            department = departments.of(reply) if role == "department" else None
    row = (
        code,
        known_code(_concern.committee_code, record["committee_code"]) or "",
        known_code(_concern.neighbourhood_code, record["neighbourhood_code"]),
        known_code(_concern.board_code, record["board_code"]) or "",
        record["kind"],
        title,
        bool(record["is_sensitive"]),
        created,
        answered,
        minutes,
        role,
        department,
    )
    return row, [flaw for flaw in flaws if flaw in OF_TEXT]
