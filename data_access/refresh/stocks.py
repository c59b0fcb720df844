"""Counts who is there at the end of each day: distinct residents and households, level by level.

The platform does the counting. A person may hold several memberships in one area, so their spans
[begin, end) are first made disjoint: a span counts only from where the person's earlier spans end (the
running maximum of their ends). Spans that begin and end on the same days are counted together, and the
running sum over the days of these counts is the stock; no id leaves the platform.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Subquery,
    case,
    func,
    literal,
    select,
    union,
)

from data_access.clock import DAY, end_of
from data_access.platform.dialects import day_after, day_of, earlier, later, once
from data_access.platform.values import FOREVER as LAST
from data_access.refresh.homes import Homes, until
from data_access.refresh.rows import membership, since

FOREVER = str(LAST)
_VERIFIED, _ENDED = day_of(membership.c.verified_at), until(membership.c.ended_at)


def registered(
    homes: Homes, level: str, *, person: ColumnElement = membership.c.resident_id, party: bool = False
) -> Select:
    """Verified memberships in a committee as spans (committee, area, person, begins, ends)."""
    spans = homes.spans(level, person, _VERIFIED, _ENDED).where(membership.c.verified_at.is_not(None))
    return spans.where(membership.c.is_party_member) if party else spans


def waiting(homes: Homes, level: str, days: int = 0) -> Select:
    """Applications not yet verified, from so many days after they came, as spans."""
    begins = day_after(membership.c.applied_at, days) if days else day_of(membership.c.applied_at)
    spans = homes.spans(
        level, membership.c.resident_id, begins, earlier(until(membership.c.verified_at), _ENDED)
    )
    return spans.where(membership.c.applied_at.is_not(None))


def identity_shown(homes: Homes, level: str, *, with_branch: bool = False) -> Select:
    """Registered party members who show their identity, in their branch's committee (else their own); the level
    `branch` is that of the branches within it, and `with_branch` leaves out who is in no valid one."""
    begins = later(_VERIFIED, day_of(membership.c.identity_shown_at))
    return homes.member_spans(level, begins, _ENDED, with_branch=with_branch).where(
        membership.c.verified_at.is_not(None),
        membership.c.identity_shown_at.is_not(None),
        membership.c.is_party_member,
    )


def joined_department(homes: Homes, level: str) -> Select:
    """Party members with a department as spans; the area is a department, a block, or all (empty)."""
    return homes.department_spans(level, _VERIFIED, _ENDED).where(
        membership.c.verified_at.is_not(None), membership.c.is_party_member
    )


def disjoint(spans: Select | CompoundSelect, first: date, last: date) -> Subquery:
    """The spans cut to [first, last] and made disjoint for each person of an area."""
    span = once(spans, "spans")
    begins = later(span.c.begins, literal(str(first)))
    ends = case((span.c.ends > str(last), FOREVER), else_=span.c.ends)
    cut = (
        select(span.c.committee, span.c.area, span.c.person, begins.label("begins"), ends.label("ends"))
        .where(span.c.ends > str(first), span.c.begins <= str(last))
        .subquery()
    )
    reach = func.max(cut.c.ends).over(
        partition_by=[cut.c.committee, cut.c.area, cut.c.person],
        order_by=[cut.c.begins, cut.c.ends],
        rows=(None, -1),
    )
    marked = select(cut, func.coalesce(reach, "").label("reach")).subquery()
    rest = later(marked.c.begins, marked.c.reach)
    return (
        select(marked.c.committee, marked.c.area, marked.c.person, rest.label("begins"), marked.c.ends)
        .where(marked.c.ends > rest)
        .subquery()
    )


def spans_counted(source: Connection, spans: Select | CompoundSelect, first: date, last: date) -> list[tuple]:
    """(committee, area, begins, ends, persons) of the disjoint spans, counted by the platform."""
    piece = disjoint(spans, first, last)
    group = (piece.c.committee, piece.c.area, piece.c.begins, piece.c.ends)
    return [tuple(row) for row in source.execute(select(*group, func.count()).group_by(*group))]


@dataclass(frozen=True)
class Period:
    """The days to count again, `origin` being the store's first day.

    A period that begins at the origin is counted from nothing. A later one is counted from what the store
    says of its eve, and only persons with a date since then, or in a place that opened, closed or changed
    hands since then, can change that.
    """

    first: date
    last: date
    origin: date

    @property
    def whole(self) -> bool:
        """Whether nothing is known before the period."""
        return self.first == self.origin

    @property
    def eve(self) -> date:
        """The day from which spans are looked at."""
        return self.first if self.whole else self.first - DAY

    @property
    def days(self) -> list[date]:
        """Every day of the period."""
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]

    def of_movers(
        self, homes: Homes, spans: Select, person: ColumnElement = membership.c.resident_id, delay: int = 0
    ) -> Select:
        """The spans of those who can change a stock within the period, so many days after one of their dates."""
        if self.whole:
            return spans
        moved_since = end_of(self.first - (delay + 1) * DAY)
        moments = (
            membership.c.applied_at,
            membership.c.verified_at,
            membership.c.ended_at,
            membership.c.identity_shown_at,
        )
        # One look-up by each moment, in a table of its own: no engine takes several indexes for one `or`.
        conditions = [since(moment, moved_since) for moment in moments]
        moved = homes.moved(self.eve, self.last)
        whose = [*conditions, moved] if moved is not None else conditions
        mover = union(*(select(person.label("person")).where(condition) for condition in whose)).subquery(
            "mover"
        )
        return spans.where(person.in_(select(mover.c.person)))

    def changes(
        self, source: Connection, spans: Select | CompoundSelect
    ) -> dict[tuple[str, str], np.ndarray]:
        """Per (committee, area) how much the stock at the end of each day differs from the eve's."""
        length = (self.last - self.eve).days + 1
        offset = {str(self.eve + n * DAY): n for n in range(length)} | {FOREVER: length}
        stocks: dict[tuple[str, str], np.ndarray] = {}
        for committee_code, area, begins, ends, persons in spans_counted(source, spans, self.eve, self.last):
            steps = stocks.setdefault((committee_code, area), np.zeros(length + 1, dtype=np.int64))
            steps[offset[begins]] += persons
            steps[offset.get(ends, length)] -= persons
        sums = {area: steps[:-1].cumsum() for area, steps in stocks.items()}
        return sums if self.whole else {area: found[1:] - found[0] for area, found in sums.items()}


def of_committees(homes: Homes, spans: Select, codes: Iterable[str] | None) -> Select:
    """The spans of these committees (all, if None)."""
    return (
        spans if codes is None else spans.where(func.coalesce(homes.committee.c.code, "").in_(sorted(codes)))
    )
