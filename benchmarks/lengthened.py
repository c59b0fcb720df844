"""The demonstration town with two years behind it: its 77 days again and again, the same residents coming in slowly.

What happened (posts, interactions, visits, outreach, cases) is repeated, each time 77 days, that is eleven weeks, earlier; the
dates of memberships are drawn apart to fill the time, but for the last two weeks; places and bases are valid from its
beginning. So the last 77 days have the demonstration's own events, and the store as many days as two years.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from data_access.demo.moments import DAYS, LAST_DAY

TIMES = 10
"""So often the demonstration's days: 770, a little more than two years."""
RECENT = 14
APART = (TIMES * DAYS - RECENT) // (DAYS - RECENT)

_HAPPENED = {
    "post": ("created_at", "first_official_reply_at", "withdrawn_at", "updated_at"),
    "interaction": ("created_at", "withdrawn_at", "updated_at"),
    "visit": ("visited_at", "updated_at"),
    "outreach_event": ("held_on", "updated_at"),
    "case_file": (
        *("received_at", "accepted_at", "dispatched_at", "signed_at", "first_contacted_at", "due_at"),
        *("deferred_until", "replied_at", "closed_at", "updated_at"),
    ),
    "case_event": ("at", "updated_at"),
}
_MEMBERSHIP = ("applied_at", "verified_at", "ended_at", "identity_shown_at", "updated_at")
_VALID = ("committee", "neighbourhood", "building", "household_base", "department", "party_branch", "board")


def lengthen(platform: Path) -> None:
    """Gives the demonstration's platform file its two years."""
    with closing(sqlite3.connect(platform)) as connection, connection:
        for setting in ("journal_mode = off", "synchronous = off", "cache_size = -2000000"):
            connection.execute(f"pragma {setting}")
        kept = connection.execute(
            "select name, sql from sqlite_master where type = 'index' and sql is not null"
        ).fetchall()
        for name, _ in kept:  # cheaper made once all rows are there
            connection.execute(f"drop index {name}")
        for table, moments in _HAPPENED.items():
            _repeat(connection, table, moments)
        apart = ", ".join(f"{name} = {_drawn_apart(name)}" for name in _MEMBERSHIP)
        connection.execute(f"update membership set {apart}")
        for table in _VALID:
            columns = {row[1] for row in connection.execute(f"pragma table_info({table})")}
            moved = (
                f"{name} = {_earlier(name, TIMES - 1)}"
                for name in sorted({"valid_from", "valid_to"} & columns)
            )
            connection.execute(f"update {table} set {', '.join(moved)}")
        for _, made_by in kept:
            connection.execute(made_by)


def _repeat(connection: sqlite3.Connection, table: str, moments: tuple[str, ...]) -> None:
    columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
    last = connection.execute(f"select max(rowid) from {table}").fetchone()[0]
    for turn in range(1, TIMES):
        values = {name: _earlier(name, turn) for name in moments}
        values |= {name: f"{name} || '-{turn}'" for name in ("id", "post_id", "case_id") if name in columns}
        connection.execute(
            f"insert into {table} ({', '.join(columns)}) select {', '.join(values.get(name, name) for name in columns)}"
            f" from {table} where rowid <= {last} order by id"
        )


def _earlier(name: str, turns: int) -> str:
    """The column so many of the demonstration's lengths earlier; what is no date stays as it is."""
    return f"coalesce(date(substr({name}, 1, 10), '-{turns * DAYS} days') || substr({name}, 11), {name})"


def _drawn_apart(name: str) -> str:
    """The column APART times as far from the last two weeks, and up to APART days further, the same for all columns
    of a row."""
    back = f"(julianday('{LAST_DAY}') - julianday(substr({name}, 1, 10)))"
    days = f"cast({RECENT} + ({back} - {RECENT}) * {APART} + rowid % {APART} as integer)"
    moved = f"date('{LAST_DAY}', '-' || {days} || ' days') || substr({name}, 11)"
    return f"case when {back} > {RECENT} then {moved} else {name} end"
