"""The platform's counted tables as they are to be read: the one place that says what a dirty value means.

Ids and codes are text without outer blanks, compared byte for byte; moments are Shanghai's in whole seconds, none
where they say "not set" or cannot be read; flags are yes or no. `raw` gives the platform's own column, for what an
index must answer. Each table is a plain subquery, which every engine merges into the statement around it.
"""

from datetime import datetime

from sqlalchemy import Boolean, Column, ColumnElement, DateTime, Subquery, Table, and_, literal, or_, select

from data_access import platform
from data_access.platform import MOMENT
from data_access.platform.dialects import before, identifier, no_flag, not_before, raised, readable_moment


def _read(table: Table) -> Subquery:
    read = [_value(column).label(column.name) for column in table.columns]
    raw = [column.label(f"raw_{column.name}") for column in table.columns if _looked_at_raw(column)]
    return select(*read, *raw).subquery(table.name)


def _looked_at_raw(column: Column) -> bool:
    return isinstance(column.type, (DateTime, Boolean)) or column.name in ("id", "post_id")


def _value(column: Column) -> ColumnElement:
    if isinstance(column.type, DateTime):
        return readable_moment(column)
    if isinstance(column.type, Boolean):
        return raised(column)
    return identifier(column)


membership = _read(platform.membership)
post = _read(platform.post)
interaction = _read(platform.interaction)
visit = _read(platform.visit)

EVENTS = {"post": post.c.created_at, "interaction": interaction.c.created_at, "visit": visit.c.visited_at}
"""The moment of each act."""


def raw(column: ColumnElement) -> ColumnElement:
    """The platform's own column behind one that is read."""
    return column.table.c[f"raw_{column.name}"]


def unreadable_flag(flag: ColumnElement) -> ColumnElement:
    """A flag that is neither yes nor no; one that may be empty may also say nothing."""
    strange = no_flag(raw(flag))
    needed = not platform.contract.tables[flag.table.name].c[flag.name].nullable
    return strange if needed else and_(identifier(raw(flag)).is_not(None), strange)


def since(column: ColumnElement, moment: datetime) -> ColumnElement:
    """Whether a moment is this one or later."""
    return and_(not_before(raw(column), literal(moment, MOMENT)), column >= moment)


def within(column: ColumnElement, begin: datetime, end: datetime) -> ColumnElement:
    """Whether a moment lies in [begin, end)."""
    sure = before(raw(column), literal(end, MOMENT)), column < end
    return and_(since(column, begin), *sure)


def standing(table: Subquery) -> ColumnElement:
    """Posts or interactions that count: not withdrawn, nor on a post that is."""
    kept = table.c.withdrawn_at.is_(None)
    if table is not interaction:
        return kept
    withdrawn = select(post.c.id).where(post.c.withdrawn_at.is_not(None), post.c.id.is_not(None))
    return and_(kept, or_(interaction.c.post_id.is_(None), interaction.c.post_id.not_in(withdrawn)))
