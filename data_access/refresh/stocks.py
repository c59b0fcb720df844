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
from sqlalchemy import CompoundSelect, Connection, Select, Subquery, and_, case, func, literal, select, union

from data_access.clock import DAY, end_of
from data_access.database import day_after, day_of
from data_access.platform import building, committee, department, membership, neighbourhood, party_branch
from data_access.store import NOWHERE, TOWN

FOREVER = "9999-12-31"


def later(one, other):
    """The later of two days in SQL; neither may be null."""
    return case((one >= other, one), else_=other)


def earlier(one, other):
    """The earlier of two days in SQL; neither may be null."""
    return case((one <= other, one), else_=other)


def until(moment):
    """The day of a moment in SQL, or FOREVER."""
    return func.coalesce(day_of(moment), FOREVER)


def registered(level: str, *, person=membership.c.resident_id, party: bool = False) -> Select:
    """Verified memberships in a committee as spans (committee, area, person, begins, ends)."""
    spans = _at_home(level, person, day_of(membership.c.verified_at), until(membership.c.ended_at))
    spans = spans.where(membership.c.verified_at.is_not(None), person.is_not(None))
    return spans.where(membership.c.is_party_member) if party else spans


def waiting(level: str, days: int = 0) -> Select:
    """Applications not yet verified, from so many days after they came, as spans."""
    begins = day_after(membership.c.applied_at, days) if days else day_of(membership.c.applied_at)
    ends = earlier(until(membership.c.verified_at), until(membership.c.ended_at))
    return _at_home(level, membership.c.resident_id, begins, ends)


def identity_shown(level: str) -> Select:
    """Registered party members who show their identity, in their branch's committee (else their own); the level
    `branch` is that of the branches within it."""
    begins = later(day_of(membership.c.verified_at), day_of(membership.c.identity_shown_at))
    spans = _at_home(level, membership.c.resident_id, begins, until(membership.c.ended_at), by_branch=True)
    return spans.where(
        membership.c.verified_at.is_not(None),
        membership.c.identity_shown_at.is_not(None),
        membership.c.is_party_member,
    )


def joined_department(level: str) -> Select:
    """Party members with a department as spans; the area is a department, a block, or all (empty)."""
    latest = (
        select(department.c.code, func.max(department.c.valid_from).label("valid_from"))
        .group_by(department.c.code)
        .subquery()
    )
    block = {"department": department.c.block, "block": department.c.block}.get(level, literal(""))
    area = department.c.code if level == "department" else literal("")
    return (
        select(
            block.label("committee"),
            area.label("area"),
            membership.c.resident_id.label("person"),
            day_of(membership.c.verified_at).label("begins"),
            until(membership.c.ended_at).label("ends"),
        )
        .select_from(
            membership.join(department, membership.c.department_code == department.c.code).join(
                latest,
                and_(latest.c.code == department.c.code, latest.c.valid_from == department.c.valid_from),
            )
        )
        .where(
            membership.c.verified_at.is_not(None),
            membership.c.is_party_member,
            membership.c.is_excluded.is_(False),
        )
    )


def disjoint(spans: Select | CompoundSelect, first: date, last: date) -> Subquery:
    """The spans cut to [first, last] and made disjoint for each person of an area."""
    spans = spans.subquery()
    begins = later(spans.c.begins, literal(str(first)))
    ends = case((spans.c.ends > str(last), FOREVER), else_=spans.c.ends)
    cut = (
        select(spans.c.committee, spans.c.area, spans.c.person, begins.label("begins"), ends.label("ends"))
        .where(spans.c.ends > str(first), spans.c.begins <= str(last))
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
    says of its eve, and only persons with a date since then can change that.
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

    def of_movers(self, spans: Select, person=membership.c.resident_id, delay: int = 0) -> Select:
        """The spans of those who can change a stock within the period, so many days after one of their dates."""
        if self.whole:
            return spans
        since = end_of(self.first - (delay + 1) * DAY)
        moments = (
            membership.c.applied_at,
            membership.c.verified_at,
            membership.c.ended_at,
            membership.c.identity_shown_at,
        )
        # One look-up by each moment, in a table of its own: no engine takes several indexes for one `or`.
        whose = membership.alias().c
        dated = union(*(select(whose[person.name]).where(whose[moment.name] >= since) for moment in moments))
        mover = dated.subquery("mover")
        return spans.where(person.in_(select(mover.c[person.name])))

    def changes(
        self, source: Connection, spans: Select | CompoundSelect
    ) -> dict[tuple[str, str], np.ndarray]:
        """Per (committee, area) how much the stock at the end of each day differs from the eve's."""
        length = (self.last - self.eve).days + 1
        offset = {str(self.eve + n * DAY): n for n in range(length)} | {FOREVER: length}
        stocks: dict[tuple[str, str], np.ndarray] = {}
        for committee_code, area, begins, ends, persons in spans_counted(source, spans, self.eve, self.last):
            steps = stocks.setdefault((committee_code, area), np.zeros(length + 1, dtype=np.int64))
            if begins in offset:  # an unreadable day is a defect of its row
                steps[offset[begins]] += persons
                steps[offset.get(ends, length)] -= persons
        sums = {area: steps[:-1].cumsum() for area, steps in stocks.items()}
        return sums if self.whole else {area: found[1:] - found[0] for area, found in sums.items()}


def _at_home(level: str, person, begins, ends, by_branch: bool = False) -> Select:
    """Spans of memberships in the committee they belong to, while the committee is valid.

    A membership belongs to its own committee, else to its building's; with `by_branch` to its party
    branch's, else to these. A building of another committee counts as none.
    """
    own = func.coalesce(membership.c.committee_code, neighbourhood.c.committee_code)
    joined = membership.outerjoin(building, membership.c.building_code == building.c.code).outerjoin(
        neighbourhood, building.c.neighbourhood_code == neighbourhood.c.code
    )
    if by_branch:
        branch = (
            select(party_branch.c.code, func.max(party_branch.c.committee_code).label("committee_code"))
            .group_by(party_branch.c.code)
            .subquery()
        )
        joined = joined.outerjoin(branch, membership.c.party_branch_code == branch.c.code)
        own = func.coalesce(branch.c.committee_code, own)
        if level == "branch":
            joined = joined.join(committee, committee.c.code == own)
            return _spans(committee.c.code, branch.c.code, person, begins, ends, joined).where(
                branch.c.code.is_not(None)
            )
    inside = neighbourhood.c.committee_code == committee.c.code
    area = {
        "town": literal(TOWN),
        "committee": committee.c.code,
        "neighbourhood": neighbourhood.c.code,
        "building": case((inside, building.c.code), else_=literal(NOWHERE)),
    }[level]
    statement = _spans(
        literal(TOWN) if level == "town" else committee.c.code,
        area,
        person,
        begins,
        ends,
        joined.join(committee, committee.c.code == own),
    )
    return statement.where(inside) if level == "neighbourhood" else statement


def _spans(where, area, person, begins, ends, joined) -> Select:
    """The memberships of `joined` as spans, as long as their committee is valid."""
    return (
        select(
            where.label("committee"),
            area.label("area"),
            person.label("person"),
            later(begins, day_of(committee.c.valid_from)).label("begins"),
            earlier(ends, until(committee.c.valid_to)).label("ends"),
        )
        .select_from(joined)
        .where(membership.c.is_excluded.is_(False))
    )


def of_committees(spans: Select, codes: Iterable[str] | None) -> Select:
    """The spans of these committees (all, if None)."""
    return spans if codes is None else spans.where(committee.c.code.in_(sorted(codes)))
