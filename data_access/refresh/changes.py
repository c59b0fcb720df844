"""What changed on the platform since the last run, and which days and committees that touches."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Subquery,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from data_access import store
from data_access.clock import end_of
from data_access.platform import ASKING, contract, values
from data_access.platform.dialects import day_of, earlier, readable_moment, same
from data_access.platform.values import BEGINNING, EARLIEST
from data_access.refresh import rows
from data_access.refresh.homes import Homes
from data_access.refresh.rows import EVENTS, interaction, membership, post, raw, since

PLACES = {"committee", "neighbourhood", "building", "household_base", "party_branch", "department"}
_NAMED_BY = {
    "post": {"committee", "board"},
    "interaction": {"committee"},
    "visit": {"committee", "neighbourhood", "building"},
}
"""What the rows of each table of events may name that there is not."""
_COUNTED = {table.name: table for table in (membership, post, interaction, rows.visit)}
_ANSWERED_ONLY = and_(
    func.coalesce(day_of(post.c.first_official_reply_at), "") == day_of(post.c.updated_at),
    day_of(post.c.created_at) < day_of(post.c.updated_at),
    post.c.withdrawn_at.is_(None),
    post.c.kind.in_(ASKING),
)
"""A post that asks and only got its answer: its author's act stands where it stood."""


class Mark(NamedTuple):
    """Up to which change a table has been read, when that change was first seen, and how many rows lay in the overlap."""

    updated_at: datetime
    reached_at: datetime
    overlapping: int


@dataclass
class Changes:
    """What a run has to count again; `None` for committees is all of them, for `since` everything.

    `since` holds, per table, the moment from which changed rows are read; `rows` how many there were;
    `from_day` the first day whose stocks may differ; `acts_from` the same for acts; `event_days` the days
    per table on which event rows may have other defects (those before any platform was: all rows without a day).
    """

    since: dict[str, datetime | None]
    rows: dict[str, int]
    marks: dict[str, Mark]
    committees: set[str] | None = None
    from_day: date | None = None
    acts_from: date | None = None
    event_days: dict[str, set[date] | None] = field(default_factory=dict)

    @property
    def everything(self) -> bool:
        """Whether the run compares the whole platform."""
        return all(moment is None for moment in self.since.values())


@dataclass(frozen=True)
class Clock:
    """A run's moments: `now` is the town's, `started` the wall's, `overlap` how late a change may come to light."""

    now: datetime
    started: datetime
    overlap: timedelta


def everything(connection: Connection, clock: Clock, first_day: date) -> Changes:
    """All of the platform: for a full run and for reconcile."""
    changes = _seen(connection, {}, clock)
    changes.from_day = changes.acts_from = first_day
    changes.event_days = dict.fromkeys(EVENTS)
    return changes


def since_last(connection: Connection, stored: Connection, clock: Clock) -> Changes:
    """What changed since the last run's watermarks less the overlap; `touch` says what that touches."""
    marks = {name: Mark(*mark) for name, *mark in stored.execute(select(store.watermark))}
    return _seen(connection, marks, clock)


def touch(
    connection: Connection,
    stored: Connection,
    changes: Changes,
    homes: Homes,
    days: tuple[date, date],
    *,
    differ: set[str],
    unique: set[str],
) -> None:
    """Fills in the committees and days that the changes touch.

    `differ` are the tables of content that differ from before; `days` are the last run's last day and this one's;
    `unique` are the tables in which no id can stand twice.
    """
    before, last = days
    dawn = before + timedelta(days=1)  # from here on every committee needs its days
    if differ & PLACES:
        changes.from_day = changes.acts_from = date.min
    else:
        changes.committees, first = _memberships(connection, homes, changes.since["membership"])
        if before < last:
            changes.committees, first = None, min(first or dawn, dawn)
        changes.from_day = changes.acts_from = first
    # The new days, and today, whose rows leave the future as it goes on.
    new = {dawn + timedelta(days=n) for n in range((last - before).days + 1)}
    for name, moment in EVENTS.items():
        table, moved = moment.table, changes.since[name]
        changed = [] if moved is None else [since(table.c.updated_at, moved)]
        touched = _days(connection, moment, changed)
        acted = set(touched)
        if name == "post":
            acted = _days(connection, moment, [*changed, ~_ANSWERED_ONLY]) | _on_withdrawn(
                connection, changed
            )
        if name not in unique:
            touched |= _twins(connection, table, moment, changed)
        orphaned = name == "interaction" and changes.rows["post"] > 0
        mendable = (
            _mendable_days(stored, name, orphaned=orphaned) if orphaned or changes.rows[name] else set()
        )
        if changes.rows[name] and _undated(connection, moment, changed):
            mendable.add(BEGINNING)
        changes.event_days[name] = None if differ & _NAMED_BY[name] else touched | mendable | new
        if (first := min(acted | new)) <= last:
            changes.acts_from = min(changes.acts_from or first, first)


def _seen(connection: Connection, marks: dict[str, Mark], clock: Clock) -> Changes:
    changes = Changes({}, {}, {})
    for table in contract.tables.values():
        if "updated_at" not in table.columns:
            continue
        mark = marks.get(table.name)
        bound = mark and mark.updated_at - clock.overlap
        count, latest = _latest(connection, table, bound, clock.now)
        settled = None
        if mark is not None and (
            (count, latest or mark.updated_at) == (mark.overlapping, mark.updated_at)
            and clock.started - mark.reached_at >= clock.overlap
        ):
            settled = mark
        # What lay in the overlap has been read again since; a whole import of one moment is not read for ever.
        changes.since[table.name] = settled.updated_at + timedelta(seconds=1) if settled else bound
        changes.rows[table.name] = 0 if settled else count
        if settled:
            changes.marks[table.name] = settled
        elif reached := max(
            (moment for moment in (mark and mark.updated_at, latest) if moment), default=None
        ):
            overlapping = _latest(connection, table, reached - clock.overlap, clock.now)[0]
            same = mark is not None and mark.updated_at == reached
            at = mark.reached_at if mark and same else clock.started.replace(microsecond=0)
            changes.marks[table.name] = Mark(reached, at, overlapping)
    return changes


def _latest(
    connection: Connection, table: Table, bound: datetime | None, now: datetime
) -> tuple[int, datetime | None]:
    """How many rows changed from a moment on, and when the last of them did: a row from the future, or with no time
    at all, must not carry the mark past rows still to come."""
    read = _COUNTED.get(table.name)
    updated = read.c.updated_at if read is not None else readable_moment(table.c.updated_at)
    sane = and_(updated >= end_of(EARLIEST), updated <= now)
    statement = select(func.count(), type_coerce(func.max(case((sane, updated))), String))
    statement = statement.select_from(table if read is None else read)
    if bound is not None:
        statement = statement.where(changed_since(table, bound) if read is None else since(updated, bound))
    count, latest = connection.execute(statement).one()
    return count, values.moment(latest)


def changed_since(table: Table, moment: datetime) -> ColumnElement:
    """Whether a content table's row changed from a moment on; one that does not say when always may have."""
    updated = readable_moment(table.c.updated_at)
    return or_(updated >= moment, updated.is_(None))


def _memberships(
    connection: Connection, homes: Homes, moment: datetime | None
) -> tuple[set[str], date | None]:
    """The committees of changed memberships, and the first day on which one of them may count differently.

    A row changed on the day of one of its own dates was changed by that: nothing before is touched. Any
    other may count differently from its first date on.
    """
    member = membership.c
    moments = (member.applied_at, member.verified_at, member.ended_at, member.identity_shown_at)
    days = [func.coalesce(day_of(moment), str(values.FOREVER)) for moment in moments]
    changed = day_of(member.updated_at)
    explained = or_(*(day == changed for day in days))
    first = case((explained, changed), else_=earlier(*days))
    statement = select(homes.home(), func.min(first)).select_from(homes.at_home())
    if moment is not None:
        statement = statement.where(since(member.updated_at, moment))
    found = connection.execute(statement.group_by(homes.home())).all()
    return {code for code, _ in found if code}, min(_dates(day for _, day in found), default=None)


def _mendable_days(stored: Connection, name: str, *, orphaned: bool) -> set[date]:
    """The days of a table's defects that a change may have mended: of rows that name no day that anybody can look up,
    and of acts whose post was not there, where posts have changed."""
    defect = store.defect.c
    mended = or_(defect.since < EARLIEST, and_(defect.kind == "unknown_post", literal(orphaned)))
    return set(stored.scalars(select(defect.since).where(defect.source == name, mended).distinct()))


def _undated(connection: Connection, moment: ColumnElement, changed: list) -> bool:
    """Whether a changed act names no day, or one long before any platform was."""
    undated = or_(moment.is_(None), day_of(moment) < str(EARLIEST))
    return (
        connection.scalar(select(literal(1)).select_from(moment.table).where(*changed, undated).limit(1))
        is not None
    )


def _on_withdrawn(connection: Connection, changed: list) -> set[date]:
    """The days of what stands on a withdrawn post, and goes with it, or before its post, and is not touched with its day."""
    on_post = interaction.join(post, same(raw(interaction.c.post_id), raw(post.c.id)))
    days = select(day_of(interaction.c.created_at)).distinct().select_from(on_post)
    elsewhere = or_(post.c.withdrawn_at.is_not(None), interaction.c.created_at < post.c.created_at)
    found = connection.scalars(days.where(*changed, elsewhere))
    return {day for day in _dates(found) if day >= EARLIEST}


def _twins(connection: Connection, table: Subquery, moment: ColumnElement, changed: list) -> set[date]:
    """The days of all rows that share an id with a changed one."""
    if not changed:
        return set()
    return _days(connection, moment, [table.c.id.in_(select(table.c.id).where(*changed))])


def _days(connection: Connection, moment: ColumnElement, conditions: list) -> set[date]:
    """The days of acts; one long before any platform was touches no day that is counted."""
    days = connection.scalars(select(day_of(moment)).distinct().where(*conditions))
    return {day for day in _dates(days) if day >= EARLIEST}


def _dates(days: Iterable[str | None]) -> set[date]:
    """The days that can be read."""
    return {date.fromisoformat(day) for day in days if day} - {values.FOREVER}
