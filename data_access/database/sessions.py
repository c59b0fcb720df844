"""What a session on a platform's server is told before anything is read: to read only, for how long, in which zone."""

from datetime import date, datetime
from typing import Any

from psycopg import sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from sqlalchemy import Engine, event


def of_postgresql(engine: Engine, seconds: int, zone: str) -> None:
    """Sessions of PostgreSQL; dates and moments that Python has no value for come as the server writes them."""

    # Its planner takes a window's rows for few and looks through all of them for each member: a refresh of minutes.
    settings = {
        "default_transaction_read_only": "on",
        "enable_nestloop": "off",
        "jit": "off",  # to compile the words of all topics takes a hundred times as long as to look for them
        "statement_timeout": str(seconds * 1000),
        "DateStyle": "ISO",
    }

    @event.listens_for(engine, "connect")
    def _tell(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            for name, value in settings.items():
                cursor.execute(sql.SQL("set session {} = {}").format(sql.Identifier(name), value))
            # An interval, for a zone's name turns its sign around: UTC+8 lies west of Greenwich there.
            cursor.execute(sql.SQL("set session time zone interval {} hour to minute").format(zone))
        connection.commit()
        for kind, loader in _LOADERS.items():
            connection.adapters.register_loader(kind, loader)
        if connection.info.parameter_status("server_encoding") == "SQL_ASCII":
            # Of bytes in no encoding the server would make an error, ours is to make of them what can be made.
            connection.execute("set session client_encoding = 'SQL_ASCII'")
            connection.commit()
            for kind in ("text", "varchar", "bpchar", "name"):
                connection.adapters.register_loader(kind, _Text)


def of_mysql(engine: Engine, seconds: int, zone: str) -> None:
    """Sessions of MariaDB, MySQL and what speaks their protocol."""

    @event.listens_for(engine, "connect")
    def _tell(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select version()")
            mariadb = "mariadb" in cursor.fetchone()[0].lower()
            limit = f"max_statement_time = {seconds}" if mariadb else f"max_execution_time = {seconds * 1000}"
            cursor.execute(f"set session {limit}")
            cursor.execute("set session transaction read only")
            cursor.execute("set session sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')")
            cursor.execute("set session time_zone = %s", (zone,))


class _Day(Loader):
    def load(self, data: Buffer) -> date | str:
        """The date, or its text where there is none: infinity, before Christ, after the year 9999."""
        text = bytes(data).decode()
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text


class _Moment(Loader):
    def load(self, data: Buffer) -> datetime | str:
        """The moment as the session's zone has it, without the zone; or its text where there is none."""
        text = bytes(data).decode()
        try:
            return datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            return text


class _Text(Loader):
    def load(self, data: Buffer) -> str:
        """What a database without an encoding holds; bytes that are not UTF-8 become U+FFFD."""
        return bytes(data).decode("utf-8", "replace")


_LOADERS = {"date": _Day, "timestamp": _Moment, "timestamptz": _Moment}
