"""What a platform does not offer reads as empty: its statements are completed as they are executed.

A table that is not there becomes one without rows, a column that is not there one without values (a flag is not raised). So all that counts and
copies is written for the whole contract, and no statement names what a town does not keep.
"""

from collections.abc import Iterable
from typing import Any
from typing import cast as cast_type

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Label,
    Subquery,
    Table,
    cast,
    event,
    false,
    null,
    select,
    type_coerce,
)
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import NO_LINTING
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from data_access.platform import contract
from data_access.platform.conformance import Found


def lacking(offered: Iterable[Found]) -> frozenset[str]:
    """What of the contract is not offered: a table's name, or `table.column`."""
    return frozenset(
        name
        for found in offered
        for name in (
            [f"{found.table}.{column}" for column in found.absent] if found.present else [found.table]
        )
    )


def complete(connection: Connection, offered: Iterable[Found]) -> None:
    """Has every statement of the connection find the whole contract."""
    typed = connection.dialect.name == "postgresql"  # to which a nothing without a type is a text
    substitutes = {
        contract.tables[found.table]: _completed(contract.tables[found.table], found, typed)
        for found in offered
        if found.absent or not found.present
    }
    if substitutes:
        # MySQL's compiler takes the replaced sides of a join for others than those that it joins, and would warn.
        vars(connection.dialect)["compiler_linting"] = NO_LINTING
        event.listen(connection, "before_execute", _replacing(substitutes), retval=True)


def _completed(table: Table, found: Found, typed: bool) -> Subquery:
    """The table with what it lacks: columns without values, or all of them and no rows."""
    lacks = set(found.absent if found.present else table.columns.keys())
    rows = select(*(_empty(column, typed) if column.name in lacks else column for column in table.columns))
    return (rows if found.present else rows.where(false())).subquery(table.name)


def _empty(column: Column, typed: bool) -> Label:
    """Nothing, of the column's kind; a flag that nobody keeps is not raised."""
    value = false() if isinstance(column.type, Boolean) else null()
    return (cast if typed else type_coerce)(value, column.type).label(column.name)


def _replacing(substitutes: dict[Table, Subquery]) -> Any:
    def substitute(element: Any, **_options: Any) -> Any:
        if isinstance(element, Table):
            return substitutes.get(element)
        if isinstance(element, Column) and element.table in substitutes:
            return substitutes[element.table].c[element.key]
        return None

    def before_execute(_connection: Connection, statement: Any, many: Any, one: Any, _options: Any) -> tuple:
        if isinstance(statement, Executable) and not isinstance(statement, ExecutableDDLElement):
            statement = replacement_traverse(cast_type(ExternallyTraversible, statement), {}, substitute)
        return statement, many, one

    return before_execute
