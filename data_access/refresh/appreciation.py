"""Positive posts that found an answer, and praise: for every day the count of the 30 days up to it.

Each post counts from the day of its first answer to the end of the window that began with its own day; a
resident's praise of a post counts once, from one praise to the end of its window, and a repeated one from
there on. So the platform groups posts and praises by their days, and the sum of these stretches is the
count of every day at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, Connection, FromClause, case, func, or_, select

from data_access.clock import DAY, end_of
from data_access.platform.dialects import day_of, lasting, same
from data_access.refresh.participation import WINDOW
from data_access.refresh.rows import interaction, membership, post, raw, standing, within
from data_access.refresh.stocks import Period

PERSONS = ("resident", "party_member")
"""The roles of those who write for themselves."""
_answer, _post = interaction.c, post.c
_ON_POST = same(raw(_answer.post_id), raw(_post.id))


def positive_posts(source: Connection, period: Period) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """By the post's committee: positive posts of a committee or party member in the window, answered by the day
    by a resident or party member other than the author; and of these the committees' own."""
    outside, authors = (excluded(source, name) for name in ("outside", "authors"))
    answered = (
        select(
            func.min(_post.committee_code).label("committee"),
            func.min(day_of(_post.created_at)).label("day"),
            func.min(day_of(_answer.created_at)).label("answered"),
            func.max(case((_post.author_role == "committee", 1), else_=0)).label("own"),
        )
        .select_from(
            interaction.join(post, _ON_POST)
            .outerjoin(outside, outside.c.person == _answer.author_id)
            .outerjoin(authors, authors.c.person == _post.author_id)
        )
        .where(
            _in_window(_post.created_at, period),
            _in_window(_answer.created_at, period),
            _post.is_positive,
            _post.author_role.in_(("committee", "party_member")),
            or_(_post.author_role == "committee", authors.c.person.is_(None)),
            _answer.kind.in_(("comment", "reply")),
            *_of_another_person(outside),
        )
        .group_by(_post.id)
        .subquery()
    )  # fmt: skip
    group = (answered.c.committee, answered.c.day, answered.c.answered, answered.c.own)
    rows = source.execute(select(*group, func.count()).group_by(*group)).all()
    every = _summed(period, ((code, day, since, day, n) for code, day, since, _, n in rows))
    return every, _summed(period, ((code, day, since, day, n) for code, day, since, own, n in rows if own))


def praise(source: Connection, period: Period) -> dict[str, np.ndarray]:
    """By the post's committee: distinct pairs of a resident and a post that they praised in the window, their own
    posts left out."""
    outside = excluded(source, "outside")
    praises = (
        select(
            _post.committee_code.label("committee"),
            _answer.author_id.label("person"),
            _answer.post_id.label("post"),
            day_of(_answer.created_at).label("day"),
        )
        .select_from(
            interaction.join(post, _ON_POST)
            .outerjoin(outside, outside.c.person == _answer.author_id)
        )
        .where(_in_window(_answer.created_at, period), _answer.kind == "praise", *_of_another_person(outside))
        .distinct()
        .subquery()
    )  # fmt: skip
    before = func.lag(praises.c.day).over(
        partition_by=[praises.c.person, praises.c.post], order_by=praises.c.day
    )
    row = select(praises, func.coalesce(before, "").label("before")).subquery()
    group = (row.c.committee, row.c.day, row.c.before)
    rows = source.execute(select(*group, func.count()).group_by(*group))
    spans = ((code, day, _after(before), day, n) for code, day, before, n in rows)
    return _summed(period, spans)


def _after(day: str) -> str:
    """The day on which a window that began on a day is over; empty for none."""
    return str(date.fromisoformat(day) + WINDOW * DAY) if day else ""


def _in_window(moment: ColumnElement, period: Period) -> ColumnElement:
    return within(moment, end_of(period.first - WINDOW * DAY), end_of(period.last))


def _of_another_person(outside: FromClause) -> tuple:
    """Standing on a post that stands, by a resident or party member who counts, not the author, and not before it."""
    return (
        standing(post),
        _answer.withdrawn_at.is_(None),
        _answer.author_role.in_(PERSONS),
        _answer.author_id != func.coalesce(_post.author_id, ""),
        _answer.created_at >= _post.created_at,
        outside.c.person.is_(None),
    )


def excluded(source: Connection, name: str) -> FromClause:
    """Persons all of whose memberships are excluded: test and staff accounts."""
    person, other = membership.c.resident_id, membership.alias("other")
    counting = select(other.c.resident_id).where(~other.c.is_excluded, other.c.resident_id.is_not(None))
    outside = select(person.label("person")).where(membership.c.is_excluded, person.not_in(counting))
    statement = outside.distinct()
    table = lasting(source, "excluded", statement)
    return statement.subquery(name) if table is None else table.alias(name)


def _summed(period: Period, spans: Iterable[tuple[str, str, str, str, int]]) -> dict[str, np.ndarray]:
    """The sums of stretches (committee, earliest, not before, day, count): each from the later of the first two to
    the end of the window that begins with `day`."""
    length = len(period.days)
    offset = {str(period.first + n * DAY): n for n in range(-WINDOW, length)}
    changes: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(length + 1, dtype=np.int64))
    for code, earliest, not_before, day, count in spans:
        start = max(offset[earliest], offset.get(not_before, -WINDOW), 0)
        stop = min(offset[day] + WINDOW, length)
        if start < stop and (not_before <= str(period.last)):
            changes[code][start] += count
            changes[code][stop] -= count
    return {code: change[:-1].cumsum() for code, change in changes.items()}
