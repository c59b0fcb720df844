"""Whether a platform keeps the contract: each table there, each column of a kind that can be read."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Engine,
    Float,
    Inspector,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    inspect,
)
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedPrimaryKeyConstraint
from sqlalchemy.engine.reflection import ObjectKind, ObjectScope
from sqlalchemy.types import JSON, NullType, Numeric, TypeEngine

from data_access.database.faults import translated
from data_access.platform import CODE, REQUIRED, contract
from data_access.problem import Problem

_Offer = tuple[list[ReflectedColumn], ReflectedPrimaryKeyConstraint]
"""A table's columns and key, as the platform tells of them."""

# An id may be a number, a flag a letter or a bit; SQLite keeps days and moments as text.
_CODE = (String, Integer, Numeric, Uuid)
_ACCEPTED = {
    String: (String, JSON),
    Boolean: (Boolean, Integer, Numeric, String, mysql.BIT, postgresql.BIT),
    Integer: (Integer, Numeric, Boolean),
    Float: (Numeric, Integer, Float),
    Date: (Date, DateTime),
    DateTime: (DateTime, Date),
}


@dataclass(frozen=True)
class Found:
    """What a platform offers for one contract table: `missing` are columns that refresh needs, `absent` those that a town may
    leave out, `wrong` columns of another kind, `text` days and moments that a server keeps as text, `unique` says that no id
    can stand twice."""

    table: str
    present: bool
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    unique: bool = field(default=False, compare=False)

    @property
    def kept(self) -> bool:
        """Whether refresh can go on with the table as it is."""
        if not self.present:
            return self.table not in {table.name for table in REQUIRED}
        return not self.missing and not self.text


def inspected(engine: Engine) -> list[Found]:
    """Each contract table as the platform offers it, in the contract's order.

    Each look on a connection of its own: on MySQL, SQLAlchemy leaves an option on the connection that it inspects
    (`skip_user_error_events`), after which none of its errors is put into words.
    """
    with translated(engine, "platform"):
        offers = _offers(inspect(engine))
    return [_table(table, offers.get(table.name), engine.dialect.name) for table in contract.tables.values()]


def require(engine: Engine) -> list[Found]:
    """What is offered; raises Problem `table_missing`, `column_missing` or `moment_as_text` for the first shortcoming."""
    offered = inspected(engine)
    for found in offered:
        if found.kept:
            continue
        if not found.present:
            raise Problem("table_missing", table=found.table)
        if found.missing:
            raise Problem("column_missing", table=found.table, columns=", ".join(found.missing))
        raise Problem(
            "moment_as_text",
            table=found.table,
            columns=", ".join(found.text),
            cast=_cast(found.text[0], engine.dialect.name),
        )
    return offered


def _cast(column: str, dialect: str) -> str:
    return f"{column}::timestamp" if dialect == "postgresql" else f"cast({column} as datetime)"


def _offers(inspector: Inspector) -> dict[str, _Offer]:
    """What there is of the contract's tables, all at once: PostgreSQL takes a tenth of the time of one after the other."""
    scope: Any = {"filter_names": [*contract.tables], "kind": ObjectKind.ANY, "scope": ObjectScope.ANY}
    keys = inspector.get_multi_pk_constraint(**scope)
    return {
        place[1]: (columns, keys[place]) for place, columns in inspector.get_multi_columns(**scope).items()
    }


def _table(table: Table, offer: _Offer | None, dialect: str) -> Found:
    if offer is None:
        return Found(table.name, present=False)
    columns, key = offer
    kinds = {column["name"]: column["type"] for column in columns}
    present = [column for column in table.columns if column.name in kinds]
    lacking = [column for column in table.columns if column.name not in kinds]
    timed = [column for column in present if isinstance(column.type, (Date, DateTime))]
    return Found(
        table.name,
        True,
        tuple(column.name for column in lacking if not column.nullable),
        tuple(column.name for column in lacking if column.nullable),
        tuple(column.name for column in present if not _fits(column.type, kinds[column.name], dialect)),
        tuple(
            column.name for column in timed if dialect != "sqlite" and isinstance(kinds[column.name], String)
        ),
        set(key["constrained_columns"]) == {column.name for column in table.primary_key.columns},
    )


def _fits(expected: TypeEngine, offered: TypeEngine, dialect: str) -> bool:
    if isinstance(offered, NullType):
        return True
    if isinstance(offered, LargeBinary):
        return False
    if dialect == "sqlite" and isinstance(expected, (Date, DateTime)) and isinstance(offered, String):
        return True
    if expected is CODE:
        return isinstance(offered, _CODE)
    kind = next(kind for kind in _ACCEPTED if isinstance(expected, kind))
    return isinstance(offered, _ACCEPTED[kind])
