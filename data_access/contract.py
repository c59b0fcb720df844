"""Whether a platform keeps the contract: each table there, each column of the right kind."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Connection, Date, DateTime, Float, Integer, String, Table
from sqlalchemy.exc import NoSuchTableError
from sqlalchemy.types import NullType, Numeric

from data_access.database import inspector
from data_access.platform import contract, demonstration
from data_access.problem import Problem

OPTIONAL = {demonstration.name}

# A boolean may be kept as a number, and SQLite keeps days and moments as text.
_ACCEPTED = {
    String: (String,),
    Boolean: (Boolean, Integer),
    Integer: (Integer, Numeric, Boolean),
    Float: (Numeric, Integer, Float),
    Date: (Date, DateTime),
    DateTime: (DateTime,),
}


@dataclass(frozen=True)
class Found:
    """What a platform offers for one contract table: `wrong` are columns of another kind."""

    table: str
    present: bool
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether refresh can read the table."""
        return (self.present and not self.missing) or (not self.present and self.table in OPTIONAL)


def inspected(connection: Connection) -> list[Found]:
    """Each contract table as the platform offers it, in the contract's order."""
    found = inspector(connection)
    return [_table(found, table, connection.dialect.name) for table in contract.tables.values()]


def require(connection: Connection) -> None:
    """Raises Problem `table_missing` or `column_missing` for the first shortcoming."""
    for found in inspected(connection):
        if found.kept:
            continue
        if not found.present:
            raise Problem("table_missing", table=found.table)
        raise Problem("column_missing", table=found.table, columns=", ".join(found.missing))


def _table(inspector, table: Table, dialect: str) -> Found:
    try:
        kinds = {column["name"]: column["type"] for column in inspector.get_columns(table.name)}
    except NoSuchTableError:
        return Found(table.name, present=False)
    missing = tuple(column.name for column in table.columns if column.name not in kinds)
    wrong = tuple(
        column.name
        for column in table.columns
        if column.name in kinds and not _fits(column.type, kinds[column.name], dialect)
    )
    return Found(table.name, True, missing, wrong)


def _fits(wanted, offered, dialect: str) -> bool:
    if isinstance(offered, NullType):
        return True
    if dialect == "sqlite" and isinstance(wanted, (Date, DateTime)) and isinstance(offered, String):
        return True
    kind = next(kind for kind in _ACCEPTED if isinstance(wanted, kind))
    return isinstance(offered, _ACCEPTED[kind])
