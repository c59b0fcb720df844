"""What residents talk about, in the store: the topics of what asks for an answer, and for every day who took part under
each topic in the 7 days up to it.

A person takes part from an act to the end of the window that begins with it, and by a later act from there on; so the
platform groups each person's days with acts by (day, day with acts before), and the sum of these stretches is the number
of distinct persons on every day at once. No id of a person leaves the platform.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from data_access import store
from data_access.clock import DAY, end_of
from data_access.platform import ASKING, values
from data_access.platform.dialects import day_of, holds, once, rows_of, same
from data_access.refresh.appreciation import PERSONS, excluded
from data_access.refresh.areas import ALWAYS
from data_access.refresh.changes import Changes
from data_access.refresh.content import known_code
from data_access.refresh.homes import Homes
from data_access.refresh.matching import MARK, listed, topical
from data_access.refresh.rows import interaction, post, raw, since, standing, within
from data_access.refresh.stocks import Period
from data_access.refresh.stretches import summed
from data_access.refresh.writing import batches, replace
from data_access.store import OTHER, TOWN
from data_access.vocabulary import Topic

WINDOW, LATELY = 7, 3
"""Days within which an act makes its author take part, and take part lately."""
TALK = ("comment", "reply")
_BATCH = 200
_row = store.concern_topic.c


def of_concerns(
    source: Connection, target: Connection, topics: Sequence[Topic], changes: Changes, unique: set[str]
) -> tuple[int, date | None]:
    """Notes the topics of posts that ask for an answer; returns how many store rows changed, and the earliest day of a
    post that belongs to other topics than before. `unique`: the tables in which no id can stand twice."""
    moment = changes.since["post"]
    if moment is not None and not changes.rows["post"]:
        return 0, None
    if "post" not in unique:
        moment = None
    changed = [] if moment is None else [since(post.c.updated_at, moment)]
    asks = post.c.kind.in_(ASKING), standing(post)
    columns = post.c.id, post.c.created_at, post.c.category, post.c.title
    asking = select(*columns).where(*changed, *asks).subquery("asking")
    rows = topical(source, asking, topics, "id", "created_at")
    days: dict[str, str | None] = {}
    found: dict[str, set[tuple[str, str]]] = {}
    for one, created, marks in source.execute(select(rows.c.id, day_of(rows.c.created_at), rows.c.topics)):
        if code := known_code(_row.concern_id, one):
            days[code] = created
            found.setdefault(code, set()).update((code, topic) for topic in listed(marks))
    if moment is None:
        differ = _noted(target, [row for rows in found.values() for row in rows], true())
    else:
        codes = filter(None, source.scalars(select(post.c.id).where(*changed)))
        differ = set()
        for batch in batches(codes, _BATCH):
            fresh = [row for code in batch for row in found.get(code, ())]
            differ |= _noted(target, fresh, _row.concern_id.in_(batch))
    first = min((day for code, _ in differ if (day := days.get(code))), default=None)
    return len(differ), values.day(first)


def _noted(target: Connection, rows: Iterable[tuple[str, str]], where: ColumnElement) -> set[tuple[str, str]]:
    """Makes the rows under `where` these; returns those that differ."""
    table = store.concern_topic
    present = {(row.concern_id, row.topic) for row in target.execute(select(table).where(where))}
    replace(target, table, rows, where)
    return present ^ set(rows)


def count_days(
    source: Connection, target: Connection, homes: Homes, topics: Sequence[Topic], period: Period
) -> int:
    """Counts the period's days again: who took part under each topic, and its posts, by committee and in the town."""
    counts = _in_windows(source.execute(_counted(source, homes, topics, period)).all(), period)
    days = period.days
    rows = [
        (days[n], area, topic, *of_day[n].tolist())
        for (area, topic), of_day in counts.items()
        for n in np.flatnonzero(of_day.any(axis=1)).tolist()
        if homes.areas.committees.get(area, ALWAYS).holds(days[n])
    ]
    table = store.topic_day
    return replace(target, table, rows, table.c.day.between(period.first, period.last))


def _in_windows(acts: Sequence, period: Period) -> dict[tuple[str, str], np.ndarray]:
    """By (area, topic), for each day of the period: persons of the window, posts of it, persons of the last days. `acts`:
    rows of `_counted`."""
    length = len(period.days)
    offset = {str(period.first + n * DAY): n for n in range(1 - WINDOW, length)} | {"": -2 * WINDOW}
    kinds: dict[tuple[str, str], int] = {}
    found = np.array(
        [
            (kinds.setdefault((area, topic), len(kinds)), offset[day], offset[last], persons, posts)
            for topic, committee, day, persons, posts, *before in acts
            for area, last in zip((committee, TOWN), before, strict=True)
        ],
        dtype=np.int64,
    ).reshape(-1, 5)
    kind, day, last, persons, posts = found.T
    each = (
        (np.maximum(day, last + WINDOW), day + WINDOW, persons),
        (day, day + WINDOW, posts),
        (np.maximum(day, last + LATELY), day + LATELY, persons),
    )
    counts = np.stack([summed(len(kinds), length, kind, *stretch) for stretch in each], axis=2)
    return dict(zip(kinds, counts, strict=True))


def _counted(source: Connection, homes: Homes, topics: Sequence[Topic], period: Period) -> Select:
    """(topic, committee, day, persons, posts, before, before_in_town): acts of a day by the day before it with acts of the
    same person under the topic, in the committee and anywhere, else empty. Of a person's acts of one day all but the
    first have that day before them."""
    act = once(_acts(source, period), "said")
    about = _under(source, homes, act, topics)
    person = (about.c.topic, act.c.person)
    before, before_in_town = (
        func.coalesce(func.lag(act.c.day).over(partition_by=whose, order_by=act.c.day), "").label(name)
        for name, whose in (("before", (*person, about.c.committee)), ("before_in_town", person))
    )
    row = (
        select(about.c.topic, about.c.committee, act.c.day, act.c.person, act.c.own, before, before_in_town)
        .join_from(act, about, act.c.post == about.c.id)
        .where(about.c.begins <= act.c.day, act.c.day < about.c.ends)
        .subquery()
    )
    return select(
        row.c.topic,
        row.c.committee,
        row.c.day,
        func.count(row.c.person),
        func.sum(row.c.own),
        row.c.before,
        row.c.before_in_town,
    ).group_by(row.c.topic, row.c.committee, row.c.day, row.c.before, row.c.before_in_town)


def _acts(source: Connection, period: Period) -> CompoundSelect:
    """Posts and answers of the period and the window before it: post, person (none of who only publishes), day, own (1 for
    the post itself)."""
    moments = end_of(period.first - WINDOW * DAY), end_of(period.last)
    written, answer, outside = post.c, interaction.c, excluded(source, "outside")
    as_person = func.coalesce(written.author_role, "").in_(PERSONS)
    posts = (
        select(
            written.id.label("post"),
            case((as_person, written.author_id)).label("person"),
            day_of(written.created_at).label("day"),
            literal(1).label("own"),
        )
        .select_from(post.outerjoin(outside, outside.c.person == written.author_id))
        .where(
            within(written.created_at, *moments),
            standing(post),
            or_(~as_person, outside.c.person.is_(None)),
        )
    )
    answers = (
        select(answer.post_id, answer.author_id, day_of(answer.created_at), literal(0))
        .select_from(interaction.outerjoin(outside, outside.c.person == answer.author_id))
        .where(
            within(answer.created_at, *moments),
            answer.kind.in_(TALK),
            answer.author_role.in_(PERSONS),
            answer.withdrawn_at.is_(None),
            outside.c.person.is_(None),
        )
    )
    return union_all(posts, answers)


def _under(source: Connection, homes: Homes, act: FromClause, topics: Sequence[Topic]) -> FromClause:
    """The posts that the acts are about: id, committee, begins, ends (its validity), topic."""
    about = select(act.c.post.label("id")).distinct().subquery("about")
    posts = (
        select(post.c.id, post.c.committee_code, post.c.category, post.c.title)
        .select_from(post.join(about, same(raw(post.c.id), about.c.id)))
        .where(standing(post))
        .subquery("talked_of")
    )
    rows = topical(source, posts, topics, "id", "committee_code")
    keys = ((topic.key,) for topic in topics)
    topic = rows_of(source, "topics", ("topic",), [*keys, (OTHER,)])
    committee = homes.committee
    mark = MARK + topic.c.topic + MARK
    under = and_(
        holds(rows.c.topics, mark), rows.c.topics.contains(mark)
    )  # `contains` shows that both are joined
    return once(
        select(
            rows.c.id,
            committee.c.code.label("committee"),
            committee.c.begins,
            committee.c.ends,
            topic.c.topic,
        )
        .select_from(rows.join(committee, committee.c.code == rows.c.committee_code).join(topic, under))
        .distinct(),
        "under_topics",
    )
