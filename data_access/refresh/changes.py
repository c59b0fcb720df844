"""What changed on the platform since the last run, and which days and committees that touches."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Connection, String, Table, and_, case, func, or_, select, type_coerce

from data_access import platform, store
from data_access.clock import end_of
from data_access.database import day_of
from data_access.platform import contract
from data_access.refresh import values
from data_access.refresh.stocks import earlier
from data_access.refresh.values import EARLIEST

PLACES = ("committee", "neighbourhood", "building", "household_base", "party_branch", "department")
EVENTS = {
    "post": platform.post.c.created_at,
    "interaction": platform.interaction.c.created_at,
    "visit": platform.visit.c.visited_at,
}
_post = platform.post.c
_ANSWERED_ONLY = and_(
    func.coalesce(day_of(_post.first_official_reply_at), "") == day_of(_post.updated_at),
    day_of(_post.created_at) < day_of(_post.updated_at),
    _post.withdrawn_at.is_(None),
)
"""A post that only got its answer: its author's act stands where it stood."""


@dataclass
class Changes:
    """What a run has to count again; `None` for committees is all of them, for `since` everything.

    `since` holds, per table, the moment from which changed rows are read; `rows` how many there were;
    `from_day` the first day whose stocks may differ; `acts_from` the same for acts; `event_days` the days
    of changed event rows per table.
    """

    since: dict[str, datetime | None]
    rows: dict[str, int]
    watermarks: dict[str, datetime]
    committees: set[str] | None = None
    from_day: date | None = None
    acts_from: date | None = None
    event_days: dict[str, set[date] | None] = field(default_factory=dict)

    @property
    def everything(self) -> bool:
        """Whether the run compares the whole platform."""
        return all(moment is None for moment in self.since.values())


def everything(connection: Connection, now: datetime, first_day: date) -> Changes:
    """All of the platform: for a full run and for reconcile."""
    changes = _seen(connection, {}, now, timedelta())
    changes.from_day = changes.acts_from = first_day
    changes.event_days = dict.fromkeys(EVENTS)
    return changes


def since_last(connection: Connection, stored: Connection, now: datetime, overlap: timedelta) -> Changes:
    """What changed since the last run's watermarks less the overlap; `touch` says what that touches."""
    marks = dict(map(tuple, stored.execute(select(store.watermark))))
    return _seen(connection, marks, now, overlap)


def touch(connection: Connection, changes: Changes, places: bool, before: date, last: date) -> None:
    """Fills in the committees and days that the changes touch.

    `places` says whether a committee, area, base, branch or department differs from before; `before` was
    the last run's last day, `last` is this one's.
    """
    dawn = before + timedelta(days=1)  # from here on every committee needs its days
    if places:
        changes.from_day = changes.acts_from = date.min
    else:
        changes.committees, first = _memberships(connection, changes.since["membership"])
        if before < last:
            changes.committees, first = None, min(first or dawn, dawn)
        changes.from_day = changes.acts_from = first
    for table, moment in EVENTS.items():
        changed = _after(contract.tables[table], changes.since[table])
        days = _days(connection, moment, changed)
        acted = _days(connection, moment, [*changed, ~_ANSWERED_ONLY]) if table == "post" else set(days)
        # The new days, and today, whose rows leave the future as it goes on.
        new = {dawn + timedelta(days=n) for n in range((last - before).days + 1)}
        changes.event_days[table] = days | new
        if (first := min(acted | new)) <= last:
            changes.acts_from = min(changes.acts_from or first, first)


def _seen(connection: Connection, marks: dict, now: datetime, overlap: timedelta) -> Changes:
    since, rows, seen = {}, {}, {}
    for table in contract.tables.values():
        if "updated_at" not in table.columns:
            continue
        mark = marks.get(table.name)
        since[table.name] = mark and mark - overlap
        # A row from the future, or with no time at all, must not carry the mark past rows still to come.
        sane = table.c.updated_at.between(end_of(EARLIEST), now)
        count, latest = connection.execute(
            select(func.count(), type_coerce(func.max(case((sane, table.c.updated_at))), String))
            .select_from(table)
            .where(*_after(table, since[table.name]))
        ).one()
        rows[table.name] = count
        if known := [moment for moment in (mark, values.moment(latest)) if moment]:
            seen[table.name] = max(known)
    return Changes(since, rows, seen)


def _after(table: Table, since: datetime | None) -> list:
    return [] if since is None else [table.c.updated_at >= since]


def _memberships(connection: Connection, since: datetime | None) -> tuple[set[str], date | None]:
    """The committees of changed memberships, and the first day on which one of them may count differently.

    A row changed on the day of one of its own dates was changed by that: nothing before is touched. Any
    other may count differently from its first date on.
    """
    member, building, neighbourhood = platform.membership, platform.building, platform.neighbourhood
    home = func.coalesce(member.c.committee_code, neighbourhood.c.committee_code)
    days = [
        func.coalesce(day_of(member.c[name]), "")
        for name in ("applied_at", "verified_at", "ended_at", "identity_shown_at")
    ]
    changed = day_of(member.c.updated_at)
    explained = or_(*(day == changed for day in days))
    first = earlier(days[0], func.coalesce(day_of(member.c.verified_at), days[0]))
    rows = connection.execute(
        select(home, func.min(case((explained, changed), else_=first)))
        .select_from(
            member.outerjoin(building, member.c.building_code == building.c.code).outerjoin(
                neighbourhood, building.c.neighbourhood_code == neighbourhood.c.code
            )
        )
        .where(*_after(member, since))
        .group_by(home)
    ).all()
    return {code for code, _ in rows if code}, min(_dates(day for _, day in rows), default=None)


def _days(connection: Connection, moment: Column, changed: list) -> set[date]:
    return _dates(connection.scalars(select(day_of(moment)).distinct().where(*changed)))


def _dates(days: Iterable[str | None]) -> set[date]:
    """The days that can be read; a row with another is found by the next reconcile."""
    read = (values.day(day) for day in days)
    return {day for day in read if day and EARLIEST <= day < date.max}
