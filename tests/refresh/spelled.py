"""The demonstration as another platform would keep it: tables, types and spellings of its own under the contract's views.

Persons, households and what they do have numbers or UUIDs for ids, which are read as they are; the ids of what the
store copies are numbers too, and the views give the words back, so that two stores can be compared row for row.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Table, create_engine, event

from data_access.platform import CODE, contract

_COUNTED = ("membership", "post", "interaction", "visit")
_NUMBERED = ("resident_id", "author_id", "visitor_id", "post_id")
_GIVEN_BACK = ("id", "project_id", "party_branch_code")
_POST_IDS = {"concern": 0, "concern_topic": 0, "case_file": 1}
"""Where the store keeps the id of a post: table and place in its row."""
_PLAIN = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Kept:
    """How a column is kept: its type, how a value is written in the nth row, and whether the view gives a word back."""

    kind: str
    write: Callable[[object, int], object]
    given_back: bool = False


@dataclass(frozen=True)
class Spelling:
    """How an engine's platform keeps moments, days and flags; `session` is said before anything is written."""

    moment: Kept
    day: Kept
    flags: dict[str, Kept]
    uuid: str
    session: tuple[str, ...] = ()


def _each(write: Callable) -> Callable:
    return lambda value, n: None if value is None else write(value)


def _in_turn(*spellings: Callable, none: tuple) -> Callable:
    """A value by one of the spellings in turn, and what is not set by one of the sentinels."""

    def write(value, n: int):
        return none[n % len(none)] if value is None else spellings[n % len(spellings)](value)

    return write


def _flag(kind: str, yes, no) -> Kept:
    return Kept(kind, _each(lambda value: yes if value else no))


def _at(form: str = _PLAIN, hours: float = 0) -> Callable:
    """A moment or day of Shanghai as a clock so many hours off writes it."""
    return lambda value: (datetime.fromisoformat(str(value)) + timedelta(hours=hours)).strftime(form)


def _number(word: str) -> int:
    return int.from_bytes(blake2b(str(word).encode(), digest_size=7).digest())


def _uuid(word: str) -> str:
    return str(UUID(bytes=blake2b(word.encode(), digest_size=16).digest(), version=4))


_code = _in_turn(str, " {}".format, "{}  ".format, "\u3000{}\t".format, none=(None, "", " "))

ZONED = {
    "sqlite": Spelling(
        Kept(
            "datetime",
            _in_turn(
                *(_at(), _at("%Y-%m-%dT%H:%M:%S"), _at("%Y-%m-%dT%H:%M:%SZ", -8), _at("%Y-%m-%dT%H:%M:%S+08:00")),
                *(_at(" %Y-%m-%d %H:%M:%S  "), _at("%Y-%m-%d %H:%M:%S.482"), _at("%Y-%m-%dT%H:%M:%S.9-04:00", -12)),
                *(_at("%Y-%m-%d %H:%M:%S+0530", -2.5), _at("%Y-%m-%d %H:%M:%S +00", -8)),
                none=(None, "0000-00-00", "1970-01-01 08:00:00", "9999-12-31", "", "1970-01-01T00:00:00Z"),
            ),
        ),
        Kept(
            "date",
            _in_turn(
                *(_at("%Y-%m-%d"), _at(), _at("%Y-%m-%dT%H:%M:%SZ", -8)),
                none=(None, "0000-00-00", "9999-12-31", "1970-01-01", "9999-12-31 23:59:59"),
            ),
        ),
        {
            "is_party_member": _flag("text", "t", "f"),
            "is_excluded": _flag("char(1)", "Y", "N"),
            "is_sensitive": _flag("char(1)", "Y", "N"),
            "is_positive": _flag("text", "true", "false"),
        },
        "text",
    ),
    "postgresql": Spelling(
        Kept(
            "timestamptz",
            _in_turn(
                *(_at("%Y-%m-%d %H:%M:%S+08"), _at("%Y-%m-%d %H:%M:%S.482+00", -8)),
                none=(None, "infinity", "1970-01-01 00:00:00+00", "9999-12-31 00:00:00+00", "-infinity"),
            ),
        ),
        Kept("timestamptz", _in_turn(_at("%Y-%m-%d %H:%M:%S+08"), none=(None, "infinity", "9999-12-31", "1970-01-01"))),
        {
            "is_party_member": _flag("char(1)", "Y", "N"),
            "is_excluded": _flag("varchar(5)", "是", "否"),
            "is_sensitive": _flag("varchar(5)", "是", "否"),
            "is_positive": _flag("integer", 1, 0),
        },
        "uuid",
    ),
    "mysql": Spelling(
        Kept("timestamp(3) null", _in_turn(_at(), _at("%Y-%m-%d %H:%M:%S.482"), none=(None, "0000-00-00 00:00:00"))),
        Kept("date", _in_turn(_at("%Y-%m-%d"), none=(None, "0000-00-00", "9999-12-31", "1970-01-01"))),
        {
            "is_party_member": _flag("bit(1)", 1, 0),
            "is_excluded": _flag("varchar(5)", "是", "否"),
            "is_sensitive": _flag("varchar(5)", "是", "否"),
            "is_positive": _flag("char(1)", "Y", "N"),
        },
        "uuid",
        ("set global time_zone = '+00:00'", "set time_zone = '+08:00'", "set sql_mode = ''"),
    ),
}  # fmt: skip
"""Moments with a zone on a server whose own is UTC, sentinels, flags in words."""

_FLAGS = {
    name: _flag("char(1)", "Y", "N")
    for name in ("is_party_member", "is_excluded", "is_positive", "is_sensitive")
}
_UTC_MOMENT = _in_turn(_at(hours=-8), none=(None, "1970-01-01 00:00:00", "9999-12-31 00:00:00"))
NAIVE_UTC = {
    dialect: Spelling(
        Kept(kind, _UTC_MOMENT), Kept("date", _each(_at("%Y-%m-%d"))), _FLAGS, uuid, ZONED[dialect].session
    )
    for dialect, kind, uuid in (
        ("sqlite", "datetime", "text"),
        ("postgresql", "timestamp", "uuid"),
        ("mysql", "datetime", "uuid"),
    )
}
"""Moments of UTC in columns that do not say so."""


def as_spelt(rows: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """A plain store's rows with the ids of its posts as a twin's store has them."""
    return rows | {
        table: [_numbered(row, place) for row in rows[table]] for table, place in _POST_IDS.items()
    }


def _numbered(row: tuple, place: int) -> tuple:
    code = row[place]
    return (*row[:place], None if code is None else str(_number(code)), *row[place + 1 :])


class Twin:
    """A platform that holds what a plain one does, in its own spelling, at a URL whose database is empty."""

    def __init__(self, plain: Path, url: str, spellings: dict[str, Spelling]):
        self.plain, self.engine = plain, create_engine(url)
        self.spelling = spellings[self.engine.dialect.name]
        self.words: set[str] = set()
        event.listen(self.engine, "connect", self._tell)
        with self.engine.begin() as connection:
            connection.exec_driver_sql("create table t_word (number bigint primary key, word varchar(60))")
            for table in contract.sorted_tables:
                self._make(connection, table)
            for table in contract.sorted_tables:
                self._write(connection, table, self._plain(f"select * from {table.name}"))
                self._index(connection, table)

    def carry(self, table: str, ids: Sequence[str]) -> None:
        """Brings over the rows with these ids as they now stand on the plain platform."""
        there = contract.tables[table]
        key = self._kept(there.c.id).write
        listed = ", ".join(f"'{one}'" for one in ids)
        with self.engine.begin() as connection:
            gone = ", ".join(f"'{key(one, 0)}'" for one in ids)
            connection.exec_driver_sql(f"delete from t_{table} where c_id in ({gone})")
            self._write(connection, there, self._plain(f"select * from {table} where id in ({listed})"))

    def _tell(self, connection, _record) -> None:
        with closing(connection.cursor()) as cursor:
            for said in self.spelling.session:
                cursor.execute(said)

    def _plain(self, statement: str) -> list[tuple]:
        with closing(sqlite3.connect(self.plain)) as connection:
            return connection.execute(statement).fetchall()

    def _make(self, connection: Connection, table: Table) -> None:
        """A table of its own, and the contract's view over it."""
        kept = {column.name: self._kept(column) for column in table.columns}
        columns = ", ".join(f"c_{name} {one.kind}" for name, one in kept.items())
        connection.exec_driver_sql(f"create table t_{table.name} ({columns})")
        words = [name for name, one in kept.items() if one.given_back]
        read = ", ".join(
            f"w_{name}.word as {name}" if name in words else f"c_{name} as {name}" for name in kept
        )
        joins = " ".join(f"left join t_word w_{name} on w_{name}.number = c_{name}" for name in words)
        connection.exec_driver_sql(f"create view {table.name} as select {read} from t_{table.name} {joins}")

    def _write(self, connection: Connection, table: Table, rows: list[tuple]) -> None:
        kept = [self._kept(column) for column in table.columns]
        spelt = [
            tuple(one.write(value, n) for one, value in zip(kept, row, strict=True))
            for n, row in enumerate(rows)
        ]
        self._insert(connection, f"t_{table.name}", spelt)
        backs = [n for n, one in enumerate(kept) if one.given_back]
        words = {row[n] for row in rows for n in backs if row[n] is not None} - self.words
        self.words |= words
        self._insert(connection, "t_word", [(_number(word), word) for word in sorted(words)])

    def _insert(self, connection: Connection, table: str, rows: list[tuple]) -> None:
        mark = "?" if self.engine.dialect.name == "sqlite" else "%s"
        for begin in range(0, len(rows), 5000):
            batch = rows[begin : begin + 5000]
            marks = ", ".join([mark] * len(batch[0]))
            connection.exec_driver_sql(f"insert into {table} values ({marks})", batch)

    def _index(self, connection: Connection, table: Table) -> None:
        """The keys and moments by which a platform finds its rows."""
        if table.name in _COUNTED:
            for name in (
                "id",
                "updated_at",
                *({"post_id", "created_at", "visited_at"} & {*table.columns.keys()}),
            ):
                connection.exec_driver_sql(f"create index i_{table.name}_{name} on t_{table.name} (c_{name})")

    def _kept(self, column: Column) -> Kept:
        """How a column of the contract is kept here."""
        table, name = column.table.name, column.name
        kinds = ((DateTime, self.spelling.moment), (Date, self.spelling.day))
        if found := next((kept for kind, kept in kinds if isinstance(column.type, kind)), None):
            return found
        if isinstance(column.type, Boolean):
            return self.spelling.flags[name]
        if name == "household_id" or (table, name) in (("membership", "id"), ("visit", "id")):
            return Kept(self.spelling.uuid, _each(_uuid))
        if name in _NUMBERED or (table, name) in (("post", "id"), ("interaction", "id")):
            return Kept("bigint", _each(_number))
        if name in _GIVEN_BACK:
            return Kept("bigint", _each(_number), given_back=True)
        if (table, name) in (("interaction", "committee_code"), ("visit", "committee_code")):
            return Kept("bigint", _each(int))
        if column.type is CODE:
            return Kept("varchar(60)", _code)
        return Kept(column.type.compile(self.engine.dialect), _each(lambda value: value))
