"""What each engine writes differently: days and hours of a moment, and one reading of whatever a platform keeps.

A platform keeps a moment as text, with a zone or without, or says "none" by a zero date; an id as a number or
with blanks around it; a flag as Y and N. Each construct here reads the raw column, whatever its type, and means
the same on SQLite, PostgreSQL and MariaDB or MySQL; `data_access.values` reads single values alike. The session's
zone is the platform's (`database.platform_engine`), so that what has no zone is in it.
"""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Index,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    cast,
    insert,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import NullType

from data_access.platform import MOMENT
from data_access.platform.values import BLANKS, NO, YES

_TRUTH = NullType()  # SQLAlchemy would compare a Boolean with 1 on SQLite, and no index answers that


class day_of(GenericFunction):
    """The day of a moment, as text `YYYY-MM-DD`, in every dialect."""

    type = String(10)
    inherit_cache = True


@compiles(day_of)
def _day_of_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 10)"


@compiles(day_of, "postgresql")
def _day_of_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM-DD')"


@compiles(day_of, "mysql")
@compiles(day_of, "mariadb")
def _day_of_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    # Doubled, for the driver takes a single % as the beginning of a parameter.
    day = f"date_format({compiler.process(element.clauses, **options)}, '%%Y-%%m-%%d')"
    return f"{day} collate utf8mb4_bin"


class hour_of(GenericFunction):
    """The hour of a moment, as text `00` to `23`, in every dialect."""

    type = String(2)
    inherit_cache = True


@compiles(hour_of)
def _hour_of_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 12, 2)"


@compiles(hour_of, "postgresql")
def _hour_of_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'HH24')"


@compiles(hour_of, "mysql")
@compiles(hour_of, "mariadb")
def _hour_of_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"date_format({compiler.process(element.clauses, **options)}, '%%H')"


class day_after(GenericFunction):
    """The day so many days after a moment's, as text `YYYY-MM-DD`, in every dialect."""

    type = String(10)
    inherit_cache = True


@compiles(day_after)
def _day_after_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    moment, days = (compiler.process(part, **options) for part in element.clauses)
    return f"date(substr({moment}, 1, 10), {days} || ' days')"


@compiles(day_after, "postgresql")
def _day_after_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    moment, days = (compiler.process(part, **options) for part in element.clauses)
    return f"to_char({moment} + {days} * interval '1 day', 'YYYY-MM-DD')"


@compiles(day_after, "mysql")
@compiles(day_after, "mariadb")
def _day_after_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    moment, days = (compiler.process(part, **options) for part in element.clauses)
    return f"date_format({moment} + interval {days} day, '%%Y-%%m-%%d') collate utf8mb4_bin"


class later(GenericFunction):
    """The latest of two or more days, of which none may be null, in every dialect; each is worked out once."""

    type = String(10)
    inherit_cache = True


class earlier(GenericFunction):
    """The earliest of days, as `later`."""

    type = String(10)
    inherit_cache = True


@compiles(later)
@compiles(earlier)
def _choice(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    lite, others = ("max", "greatest") if isinstance(element, later) else ("min", "least")
    word = lite if compiler.dialect.name == "sqlite" else others
    return f"{word}{compiler.process(element.clause_expr, **options)}"


def once(statement: Select | CompoundSelect, name: str) -> CTE:
    """The statement as a table that is made once: else engines put its expressions in the place of each mention."""
    made = statement.cte(name)
    for dialect in ("sqlite", "postgresql"):
        made = made.prefix_with("MATERIALIZED", dialect=dialect)
    return made


def kept(connection: Connection, name: str, statement: Select | CompoundSelect) -> Table | None:
    """The statement's rows as a temporary table for all that the connection asks of them; None on a server, where
    who only reads may make none."""
    if connection.dialect.name != "sqlite":
        return None
    columns = statement.selected_columns
    table = _emptied(connection, name, tuple((column.name, type(column.type)) for column in columns))
    connection.execute(insert(table).from_select(columns.keys(), statement))
    return table


def lasting(connection: Connection, name: str, statement: Select | CompoundSelect) -> Table | None:
    """As `kept`, made when it is first needed: for what stays the same as long as the connection is open."""
    made: dict[str, Table | None] = connection.info.setdefault("lasting", {})
    if name not in made:
        made[name] = kept(connection, name, statement)
    return made[name]


def taught(connection: Connection, name: str, function: Callable[..., str]) -> bool:
    """Has the connection's statements call our function of two texts by that name, which come as bytes (`as_bytes`); a
    server cannot be taught."""
    if connection.dialect.name != "sqlite":
        return False
    driver: Any = connection.connection.driver_connection
    driver.create_function(name, 2, function, deterministic=True)
    return True


def as_bytes(text: ColumnElement) -> ColumnElement:
    """A text in SQLite's own bytes, which one in another encoding has too."""
    return cast(text, LargeBinary)


class readable_moment(GenericFunction):
    """A raw column's moment in Shanghai, in whole seconds; none where it says "not set" or cannot be read."""

    type = MOMENT
    inherit_cache = True


@compiles(readable_moment)
def _readable_moment_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    # Bounds that look like no number: a column of days is numeric to SQLite, and then so are they.
    # What is written as we write it needs no reading; the rest is read as single values are (`database`).
    read = f"readable_moment({raw})"
    if getattr(compiler.dialect, "zone_is_ours", True):
        plain = f"{raw} >= '2000-' and {raw} < '9000-' and datetime({raw}) = {raw}"
        read = f"case when {plain} then {raw} else {read} end"
    return f"(case when {raw} is not null then {read} end)"


@compiles(readable_moment, "postgresql")
def _readable_moment_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    read = f"date_trunc('second', {raw}::timestamptz at time zone interval '08:00')"
    epoch = f"{raw} >= timestamp '1970-01-01' and {raw} < timestamp '1970-01-02'"
    within = f"{raw} >= timestamp '1900-01-01' and {raw} < timestamp '9999-12-30'"
    return f"(case when isfinite({raw}) and {within} and not ({epoch}) then {read} end)"


@compiles(readable_moment, "mysql")
@compiles(readable_moment, "mariadb")
def _readable_moment_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    read = f"({raw} - interval microsecond({raw}) microsecond)"
    if not getattr(compiler.dialect, "zone_is_ours", True):
        read = f"convert_tz({read}, @@session.time_zone, '+08:00')"
    epoch = f"{raw} >= '1970-01-01' and {raw} < '1970-01-02'"
    within = f"{raw} >= '1900-01-01' and {raw} < '9999-12-30' and month({raw}) > 0 and dayofmonth({raw}) > 0"
    return f"(case when {within} and not ({epoch}) then {read} end)"


class says_not_set(GenericFunction):
    """Whether a raw column's moment is empty or says by a sentinel that there is none."""

    type = _TRUTH
    inherit_cache = True


@compiles(says_not_set)
def _says_not_set_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    return f"({raw} is null or says_not_set({raw}))"


@compiles(says_not_set, "postgresql")
def _says_not_set_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    epoch = f"{raw} >= timestamp '1970-01-01' and {raw} < timestamp '1970-01-02'"
    end = f"{raw} >= timestamp '9999-12-30' and {raw} < timestamp '10000-01-02'"
    return f"({raw} is null or not isfinite({raw}) or ({epoch}) or ({end}))"


@compiles(says_not_set, "mysql")
@compiles(says_not_set, "mariadb")
def _says_not_set_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    return f"({raw} is null or left({raw}, 10) in ('0000-00-00', '1970-01-01') or {raw} >= '9999-12-30')"


class not_before(GenericFunction):
    """Whether a raw column may hold a moment from this one on: wide enough for any spelling, and an index can answer."""

    type = _TRUTH
    inherit_cache = True


@compiles(not_before)
def _not_before_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw, moment = (compiler.process(part, **options) for part in element.clauses)
    return f"({raw} >= date({moment}, '-1 day') or {raw} < '0-')"  # with blanks before it; and no number, as above


@compiles(not_before, "postgresql")
def _not_before_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw, moment = (compiler.process(part, **options) for part in element.clauses)
    return f"{raw} >= (cast({moment} as timestamp) at time zone interval '08:00')"


@compiles(not_before, "mysql")
@compiles(not_before, "mariadb")
def _not_before_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw, moment = (compiler.process(part, **options) for part in element.clauses)
    return f"{raw} >= convert_tz({moment}, '+08:00', @@session.time_zone)"


class before(GenericFunction):
    """Whether a raw column may hold a moment before this one, as `not_before`."""

    type = _TRUTH
    inherit_cache = True


@compiles(before)
def _before_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw, moment = (compiler.process(part, **options) for part in element.clauses)
    return f"({raw} < date({moment}, '+2 days') or {raw} > '　')"


@compiles(before, "postgresql")
def _before_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw, moment = (compiler.process(part, **options) for part in element.clauses)
    return f"{raw} < (cast({moment} as timestamp) at time zone interval '08:00') + interval '1 second'"


@compiles(before, "mysql")
@compiles(before, "mariadb")
def _before_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw, moment = (compiler.process(part, **options) for part in element.clauses)
    return f"{raw} < convert_tz({moment}, '+08:00', @@session.time_zone) + interval 1 second"


class identifier(GenericFunction):
    """A raw column's id or code as text, outer blanks cut, compared byte for byte; none where nothing is left."""

    type = Text()
    inherit_cache = True


@compiles(identifier)
def _identifier_sqlite(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    return f"nullif(trim(cast({raw} as text), '{BLANKS}'), '')"


@compiles(identifier, "postgresql")
def _identifier_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    return f"nullif(btrim({raw}::text, E' \u3000\\t\\r\\n'), '')"


@compiles(identifier, "mysql")
@compiles(identifier, "mariadb")
def _identifier_mysql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    # Cut only where there is something to cut: that alone would cost most of a run.
    whole = " and ".join(f"ascii({end}) between 33 and 126" for end in (raw, f"right({raw}, 1)"))
    code = cut = f"convert({raw} using utf8mb4)"
    for blank in (*BLANKS, " "):
        cut = f"trim(both '{blank}' from {cut})"
    return f"(case when {whole} then {code} else nullif({cut}, '') end) collate utf8mb4_bin"


class raised(GenericFunction):
    """Whether a raw column's flag says yes; what is no flag says no."""

    type = _TRUTH
    inherit_cache = True


class no_flag(GenericFunction):
    """Whether a raw column holds neither a yes nor a no."""

    type = _TRUTH
    inherit_cache = True


def _flag(element: GenericFunction, compiler: SQLCompiler, words: tuple[str, ...], **options: Any) -> str:
    word = compiler.process(identifier(*element.clauses), **options)
    spellings = [f"'{word}'" for word in words]
    if compiler.dialect.name in ("mysql", "mariadb"):
        spellings += ["char(1)"] + ["char(0)"] * (words is not YES)  # BIT(1)
    return f"coalesce(lower({word}) in ({', '.join(spellings)}), false)"


@compiles(raised)
def _raised(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"({_flag(element, compiler, YES, **options)})"


@compiles(no_flag)
def _no_flag(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"(not {_flag(element, compiler, YES + NO, **options)})"


class same(GenericFunction):
    """Whether two raw columns hold the same id, in a way that an index can answer."""

    type = _TRUTH
    inherit_cache = True


@compiles(same)
def _same(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    one, other = (compiler.process(part, **options) for part in element.clauses)
    left, right = (compiler.process(identifier(part), **options) for part in element.clauses)
    return f"({one} = {other} and {left} = {right})"


@compiles(same, "postgresql")
def _same_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    left, right = (compiler.process(identifier(part), **options) for part in element.clauses)
    return f"({left} = {right})"


class among(GenericFunction):
    """Whether a raw column's id is one of those of a scalar subquery of raw ids, in a way that an index can answer."""

    type = _TRUTH
    inherit_cache = True


@compiles(among)
def _among(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    one, others = (compiler.process(part, **options) for part in element.clauses)
    return f"({one} in {others})"


@compiles(among, "postgresql")
def _among_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    one, others = element.clauses
    found = f"select other::text from {compiler.process(others, **options)} as among(other)"
    return f"({compiler.process(one, **options)}::text in ({found}))"


class holds(GenericFunction):
    """Whether a text holds another, byte for byte."""

    type = _TRUTH
    inherit_cache = True


@compiles(holds)
def _holds(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"(instr{compiler.process(element.clause_expr, **options)} > 0)"


@compiles(holds, "postgresql")
def _holds_postgresql(element: GenericFunction, compiler: SQLCompiler, **options: Any) -> str:
    return f"(strpos{compiler.process(element.clause_expr, **options)} > 0)"


def rows_of(
    connection: Connection, name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> FromClause:
    """Rows of text that we bring along, looked up by their first column, as a table of the connection's statements.

    A server gets them with each statement; SQLite, which would look through all of them for each row, as a temporary
    table, which lies beside the file and not in it.
    """
    dialect = connection.dialect.name
    if dialect == "sqlite":
        kept = _emptied(connection, name, tuple((column, Text) for column in columns))
        if found := [dict(zip(columns, row, strict=True)) for row in rows]:
            connection.execute(insert(kept), found)
        return kept
    if dialect == "postgresql":
        fields = ", ".join(f"value ->> {n} as {column}" for n, column in enumerate(columns))
        statement = f"select {fields} from json_array_elements(cast(:{name}_rows as json)) as listed(value)"
    else:
        fields = ", ".join(f"raw_{column} collate utf8mb4_bin as {column}" for column in columns)
        paths = ", ".join(f"raw_{column} varchar(40) path '$[{n}]'" for n, column in enumerate(columns))
        # With a limit it is kept as a table with a key; else it is looked through anew for each row.
        listed = f"json_table(:{name}_rows, '$[*]' columns ({paths})) as listed limit 1000000000"
        statement = f"select {fields} from {listed}"
    parameters = {f"{name}_rows": json.dumps(list(rows), ensure_ascii=False)}
    return text(statement).bindparams(**parameters).columns(**dict.fromkeys(columns, Text)).cte(name)


def _emptied(connection: Connection, name: str, columns: tuple[tuple[str, type], ...]) -> Table:
    table = _temporary(name, columns)
    table.drop(connection, checkfirst=True)
    table.create(connection)
    return table


@lru_cache  # a statement is remembered by its tables
def _temporary(name: str, columns: tuple[tuple[str, type], ...]) -> Table:
    table = Table(name, MetaData(), *(Column(*column) for column in columns), schema="temp")
    Index(f"{name}_by_{columns[0][0]}", table.c[0])
    return table
