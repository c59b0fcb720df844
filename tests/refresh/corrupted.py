"""A small town whose platform holds any value in any column: beside its plain rows one row for each broken value."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    create_engine,
    insert,
    text,
)
from sqlalchemy.dialects.mysql import LONGTEXT

from data_access.platform import contract
from tests.refresh.corrupted_rows import START, plain, row

_TEXTS = {
    "null": (None,),
    "empty": ("", " \u3000 "),
    "wrong type": (12.5, "困难".encode("gbk"), "{'a': 1}"),
    "sentinel": ("0", "-1", "NULL", "N/A"),
    "past": ("0001-01-01",),
    "future": ("2099-01-01",),
    "huge": ("9" * 60, "长" * 3000),
    "nan": ("NaN",),
}
_MOMENTS = {
    "null": (None,),
    "empty": ("", " "),
    "wrong type": ("2017/07/01 09:00", "garbage", 42917.375, b"\xff\xfe"),
    "sentinel": (
        "0000-00-00 00:00:00",
        "1970-01-01 00:00:00",
        "1970-01-01 08:00:00",
        "9999-12-31 23:59:59",
        "infinity",
        "-infinity",
    ),
    "past": ("0001-01-01 00:00:00", "1901-02-03 04:05:06", "0044-03-15 00:00:00 BC"),
    "future": ("2099-01-01 00:00:00",),
    "huge": ("99999-01-01 00:00:00", "9" * 60),
    "nan": ("NaN",),
}
_NUMBERS = {
    "null": (None,),
    "empty": ("", " "),
    "wrong type": ("many", "2017-05-02", b"\xff\xfe"),
    "sentinel": ("-1", "0"),
    "past": (str(-(2**31)),),
    "future": (str(2**31),),
    "huge": (str(2**70), "1e300", "9" * 400),
    "nan": ("NaN", "Infinity"),
}
_FLAGS = {
    "null": (None,),
    "empty": ("", " "),
    "wrong type": ("perhaps", "2.5", b"\xff"),
    "sentinel": ("-1", "9"),
    "past": ("0001-01-01",),
    "future": ("2099-01-01",),
    "huge": (str(2**70), "9" * 60),
    "nan": ("NaN",),
}
KINDS = (*_TEXTS, "control", "case", "zone")


class Cell(NamedTuple):
    """One value of one column, in a row of its own with its own day, beside plain values."""

    table: str
    column: str
    kind: str
    value: object
    number: int

    @property
    def day(self) -> date:
        return START + timedelta(days=self.number % 190)

    @property
    def key(self) -> str:
        return f"x{self.table[:3]}{self.table[-3:]}{self.number}"

    def __str__(self) -> str:
        return f"{self.table}.{self.column} {self.kind} {str(self.value)[:30]!r}"


def cells(dialect: str, seed: int = 0) -> Iterator[Cell]:
    """Each contract column with each kind of value that the engine can hold there; other seeds, other values."""
    for table in contract.sorted_tables:
        if table.name == "demonstration":
            continue
        number = 0
        for place, column in enumerate(table.columns):
            for kind in KINDS:
                usual = str(row(table.name, "x", START)[column.name] or START)
                given = [v for v in values(column, kind, usual) if _holds(dialect, column, v)]
                if given:
                    yield Cell(table.name, column.name, kind, given[(place + seed) % len(given)], number)
                    number += 1


def values(column: Column, kind: str, usual: str) -> tuple:
    """The values of a kind for a column in which `usual` stands."""
    if isinstance(column.type, (Date, DateTime)):
        moment = usual if " " in usual else f"{usual} 09:00:00"
        spelled = {
            "control": (f"{usual}\x00", f"{usual}\x1b"),
            "case": (f"{moment}z".replace(" ", "t"),),
            "zone": (f"{moment}Z", f"{moment}+08:00", f"{moment}-0500"),
        }
        return (_MOMENTS | spelled)[kind]
    kinds: dict[str, tuple] = _TEXTS
    if isinstance(column.type, (Integer, Double)):
        kinds = _NUMBERS
    elif isinstance(column.type, Boolean):
        kinds = _FLAGS
    spelled = {
        "control": (f"{usual}\x00\x1b", f"\x07{usual}"),
        "case": (usual.swapcase() if kinds is _TEXTS else "TRUE",),
        "zone": (f"{usual}+08:00",),
    }
    return (kinds | spelled)[kind]


def _holds(dialect: str, column: Column, value: object) -> bool:
    """Whether a server's column can hold a value; SQLite's holds any."""
    if dialect == "sqlite" or value is None:
        return True
    if not isinstance(value, str) or "\x00" in value:
        return False
    if isinstance(column.type, (Date, DateTime)):
        postgresql = ("infinity", "-infinity", "0044-03-15 00:00:00 BC", "9999-12-31 23:59:59")
        common = ("1970-01-01 00:00:00", "1970-01-01 08:00:00", "0001-01-01 00:00:00", "1901-02-03 04:05:06")
        mariadb = ("0000-00-00 00:00:00", "9999-12-31 23:59:59", "2099-01-01 00:00:00")
        return value in common + (postgresql if dialect == "postgresql" else mariadb)
    if isinstance(column.type, (Integer, Double)):
        numbers = ("-1", "0", str(-(2**31)), str(2**31), str(2**70))
        special = ("NaN", "Infinity") if dialect == "postgresql" else ()
        return value in numbers + special
    return True


def town(given: Iterable[Cell] = ()) -> dict[str, list[dict]]:
    """The plain rows of every table, and those of the cells with what they stand on."""
    rows: dict[str, list[dict]] = {
        table.name: [] for table in contract.sorted_tables if table.name != "demonstration"
    }
    plain(rows)
    for cell in given:
        _around(rows, cell)
        rows[cell.table].append(row(cell.table, cell.key, cell.day) | {cell.column: cell.value})
    return rows


def write(url: str, rows: dict[str, list[dict]]) -> str:
    """Makes tables that hold any value (on servers any that the kind of column holds), and views of the contract's
    names over them; returns the URL."""
    engine = create_engine(url)
    loose = MetaData()
    for table in contract.sorted_tables:
        if table.name in rows:
            columns = [Column(c.name, _loose(c, engine.dialect.name)) for c in table.columns]
            Table(f"raw_{table.name}", loose, *columns)
    if engine.dialect.name == "sqlite":
        assert engine.url.database
        _write_sqlite(Path(engine.url.database), rows)
    else:
        with engine.begin() as connection:
            if engine.dialect.name == "mysql":
                connection.execute(text("set session sql_mode = ''"))
            loose.create_all(connection)
            for name, given in rows.items():
                table = loose.tables[f"raw_{name}"]
                statement = insert(table).values({c.name: text(f":{c.name}") for c in table.columns})
                connection.execute(text(str(statement)), given)
                connection.execute(text(f"create view {name} as select * from raw_{name}"))
    engine.dispose()
    return url


def _write_sqlite(file: Path, rows: dict[str, list[dict]]) -> None:
    with sqlite3.connect(file) as connection:
        for name, given in rows.items():
            columns = contract.tables[name].columns.keys()
            connection.execute(f"create table raw_{name} ({', '.join(columns)})")
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"insert into raw_{name} values ({marks})", [[one[c] for c in columns] for one in given]
            )
            connection.execute(f"create view {name} as select * from raw_{name}")
    connection.close()


def _loose(column: Column, dialect: str):
    if isinstance(column.type, (Date, DateTime)):
        return type(column.type)()
    if isinstance(column.type, Integer):
        return Numeric() if dialect == "postgresql" else Numeric(40, 0)
    if isinstance(column.type, Double):
        return Double()
    return Text().with_variant(LONGTEXT(collation="utf8mb4_general_ci"), "mysql")


def _around(rows: dict[str, list[dict]], cell: Cell) -> None:
    """What a cell's row stands on, and somebody who lives or serves where it is a place."""

    def add(table: str, key: str, **values) -> None:
        rows[table].append(row(table, key, START) | values)

    if f"w{cell.key}" in row(cell.table, cell.key, cell.day).values():
        add("project", f"w{cell.key}")
    if f"g{cell.key}" in row(cell.table, cell.key, cell.day).values():
        add("campaign", f"g{cell.key}")
    if cell.table == "household_base":
        add("building", f"b{cell.key}")
    belongs: dict[str, dict[str, str | None]] = {
        "committee": {"committee_code": cell.key, "building_code": None},
        "neighbourhood": {"building_code": f"b{cell.key}"},
        "building": {"building_code": cell.key},
        "department": {"department_code": cell.key},
        "party_branch": {"party_branch_code": cell.key},
    }
    if cell.table == "neighbourhood":
        add("building", f"b{cell.key}", neighbourhood_code=cell.key)
    if cell.table in belongs:
        add("membership", f"m{cell.key}", **belongs[cell.table])
