"""Who of a population takes part within a window, for every day at once.

"Active on a day" is a distinct count over a window and cannot be added up from days. But an act keeps
its author active for the window's length, and a later act only from where the earlier one's window ends;
so the platform groups each member's days with acts by (day, day with acts before), and the sum of these
disjoint stretches is the number of distinct members. The members are those at the end of each day; what
they did counts wherever written.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, CompoundSelect, Connection, FromClause, and_, case, func, select

from data_access.clock import DAY
from data_access.refresh.member_acts import REACH, MemberActs
from data_access.refresh.stocks import FOREVER, Period, disjoint

WINDOW = 30
"""Days within which an act makes its author active."""
NEVER = -(10**6)
_FEW_DAYS = 7


@dataclass
class Participation:
    """Of one area, for each day of a period: its active members of the last 30 days, their talk (comments,
    replies and votes, at most CAP a member a day), their answers (replies written as a department), and
    when one of them last took part: the day's number within the period, or NEVER."""

    active: np.ndarray
    talk: np.ndarray
    answers: np.ndarray
    last: np.ndarray

    @classmethod
    def none(cls, length: int) -> "Participation":
        """Nobody, on so many days."""
        active, talk, answers = (np.zeros(length, dtype=np.int64) for _ in range(3))
        return cls(active, talk, answers, np.full(length, NEVER, dtype=np.int64))


def of_members(
    source: Connection, spans: CompoundSelect, acts: MemberActs, period: Period
) -> dict[tuple[str, str], Participation]:
    """What the persons of the spans did, by their (committee, area)."""
    short = not period.whole and len(period.days) <= _FEW_DAYS
    return (_on_days if short else _over_days)(source, spans, acts.by_days(), period)


def _on_days(source: Connection, spans: CompoundSelect, act: FromClause, period: Period) -> dict:
    """For a few days: one pass over the acts marks what each person did in which window; no look-up that would
    need an index, and a person with several spans in an area once."""
    span = spans.cte("span")
    done: list[ColumnElement] = []
    for n, day in enumerate(period.days):
        recent = _between(act.c.day, day, WINDOW)
        done += [
            func.max(case((recent, 1), else_=0)).label(f"active_{n}"),
            func.sum(case((recent, act.c.talk), else_=0)).label(f"talk_{n}"),
            func.sum(case((recent, act.c.answers), else_=0)).label(f"answers_{n}"),
            func.max(case((_between(act.c.day, day, REACH), act.c.day), else_="")).label(f"last_{n}"),
        ]
    acting = select(act.c.person, *done).group_by(act.c.person).subquery("acting")
    member = [
        func.max(
            case(
                (_within_span(span, day), acting.c[f"{what}_{n}"]),
                else_="" if what == "last" else 0,
            )
        ).label(f"{what}_{n}")
        for n, day in enumerate(period.days)
        for what in ("active", "talk", "answers", "last")
    ]
    key = (span.c.committee, span.c.area)
    members = (
        select(*key, *member)
        .select_from(span.join(acting, acting.c.person == span.c.person))
        .group_by(*key, span.c.person)
        .subquery("members")
    )
    sums = [
        (func.max if name.startswith("last") else func.sum)(members.c[name])
        for name in (column.name for column in member)
    ]
    where = (members.c.committee, members.c.area)
    offset = {str(period.first + n * DAY): n for n in range(1 - REACH, len(period.days))}
    found = {}
    for committee, area, *row in source.execute(select(*where, *sums).group_by(*where)):
        active, talk, answers = (np.array([int(n) for n in row[at::4]], dtype=np.int64) for at in range(3))
        last = np.array([offset.get(day, NEVER) for day in row[3::4]], dtype=np.int64)
        found[committee, area] = Participation(active, talk, answers, last)
    return found


def _between(day: ColumnElement, last: date, days: int) -> ColumnElement:
    """Whether a day is among so many up to the last."""
    return day.between(str(last - (days - 1) * DAY), str(last))


def _within_span(span: FromClause, day: date) -> ColumnElement:
    return and_(span.c.begins <= str(day), span.c.ends > str(day))


def _over_days(source: Connection, spans: CompoundSelect, act: FromClause, period: Period) -> dict:
    """The same for many days at once, from the stretches between each member's days with acts."""
    piece = disjoint(spans, period.first, period.last)
    group = (piece.c.committee, piece.c.area, piece.c.begins, piece.c.ends, act.c.day, act.c.before)
    rows = source.execute(
        select(*group, func.count(), func.sum(act.c.talk), func.sum(act.c.answers))
        .join_from(piece, act, and_(piece.c.person == act.c.person, act.c.day < piece.c.ends))
        .group_by(*group)
    )
    length = len(period.days)
    found: dict[tuple[str, str], Participation] = {}
    offset = {str(period.first + n * DAY): n for n in range(-REACH, length)} | {FOREVER: length}
    for committee, area, begins, ends, day, previous, members, talk, answers in rows:
        of_area = found.get((committee, area))
        if of_area is None:
            of_area = found[committee, area] = Participation.none(length + 1)
        start = max(offset[begins], offset[day], 0)
        stop = min(offset.get(ends, length), offset[day] + WINDOW, length)
        fresh = max(start, offset.get(previous, -999) + WINDOW)
        if fresh < stop:
            of_area.active[fresh] += members
            of_area.active[stop] -= members
        if start < stop:
            if talk:
                of_area.talk[start] += int(talk)
                of_area.talk[stop] -= int(talk)
            if answers:
                of_area.answers[start] += int(answers)
                of_area.answers[stop] -= int(answers)
        reached = slice(start, min(offset.get(ends, length), offset[day] + REACH, length))
        np.maximum(of_area.last[reached], offset[day], out=of_area.last[reached])
    return {
        key: Participation(p.active[:-1].cumsum(), p.talk[:-1].cumsum(), p.answers[:-1].cumsum(), p.last[:-1])
        for key, p in found.items()
    }
