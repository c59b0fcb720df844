"""Where the store of a shape lies: at the address, or beside it where a store of another shape is there.

Beside the SQLite file `store.db` lies `store.shape5.db`, beside PostgreSQL's schema `public` lies `public_shape5`: only
once it is complete, and it goes before what is at the address. So servers of two shapes each go on from their own.
"""

import re
from pathlib import Path

from sqlalchemy import ColumnClause, Connection, column, select, table, text

from data_access import store

STATE = table("state", column("shape"))
"""What tells a store's shape, whatever it is."""

TARGET = "target"
"""The table in which stores up to shape 6 kept the targets that are in the records now."""

SCHEMA = f"_shape{store.SHAPE}"
"""What the name of our shape's own schema adds to that of the address."""

_MARK = re.compile(r"\.shape\d+(?=\.[^.]*$|$)")


def file(address: Path) -> Path:
    """The file of our shape: its own, where there is one, else that of the address."""
    own = own_file(address)
    return own if own.is_file() else address


def own_file(address: Path) -> Path:
    """The file that our shape has beside another's."""
    first = first_file(address)
    return first.with_name(f"{first.stem}.shape{store.SHAPE}{first.suffix}")


def first_file(address: Path) -> Path:
    """The address's own file, also where a link to a shape's file has taken its place."""
    resolved = address.resolve()
    return resolved.with_name(_MARK.sub("", resolved.name))


def files(address: Path) -> list[Path]:
    """Every file that may hold a store of some shape."""
    first = first_file(address)
    beside = first.parent.glob("*.shape*")
    found = [first, *sorted(one for one in beside if _MARK.sub("", one.name) == first.name)]
    return [one for one in found if one.is_file() and not one.is_symlink()]


def base(connection: Connection) -> str:
    """The schema to which the address leads."""
    return connection.scalar(text("select current_schema()")).removesuffix(SCHEMA)


def schemas(connection: Connection, base: str) -> dict[str, int]:
    """The shape of the store in each schema that holds one."""
    holding = (
        "select nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid where relname = 'state'"
    )
    names = [
        name
        for name in connection.scalars(text(holding))
        if re.fullmatch(rf"{re.escape(base)}(_shape\d+)?", name)
    ]
    shape: ColumnClause[int] = column("shape")
    return {
        name: connection.scalar(select(shape).select_from(table(STATE.name, schema=name))) or 0
        for name in names
    }
