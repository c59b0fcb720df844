"""Whether the audit is whole: its head, what breaks its chain, and the end of what has been kept long enough."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, select

from data_access.clock import months_before
from data_access.database import only_recorder, snapshot
from data_access.records import audit
from data_access.records.chain import BEGINNING, SYSTEM, Head, Row, append, last

CHECKPOINT = "audit_ended"
"""The act of the row behind which the oldest rows are gone: up to which number, and the hash of the last of them."""


@dataclass(frozen=True)
class Break:
    """Where the chain breaks: `missing` rows before a number, a row that is `changed`, rows `cut` off behind a number, or
    `all` of them, which tells of another key."""

    kind: str
    number: int


def head(engine: Engine) -> Head | None:
    """The last row; None where there is none."""
    with snapshot(engine) as connection:
        return last(connection)


def breaks(engine: Engine, key: bytes, earlier: Head | None = None) -> list[Break]:
    """What is wrong with the chain, first to last; nothing where it is whole. `earlier`: the head at an earlier moment."""
    with snapshot(engine) as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number)).mappings().all()
    ends = [end for row in rows if row["act"] == CHECKPOINT and (end := _end(row["details"]))]
    start = ends[-1] if ends else Head(0, BEGINNING)
    number, before = start.number, start.hash
    found, kept = [], {number: before}
    for row in rows:
        values = {name: value for name, value in row.items() if name != "hash"}
        if row["number"] != number + 1:
            found.append(Break("missing", row["number"]))
        elif Row(**values).hash(before, key) != row["hash"]:
            found.append(Break("changed", row["number"]))
        number, before = row["number"], row["hash"]
        kept[number] = before
    if len(rows) > 1 and [one.kind for one in found] == ["changed"] * len(rows):
        return [Break("all", rows[0]["number"])]
    return found + _since(earlier, number, kept)


def _since(earlier: Head | None, last: int, kept: dict[int, str]) -> list[Break]:
    if earlier is None or kept.get(earlier.number, earlier.hash) == earlier.hash and last >= earlier.number:
        return []
    return [Break("cut" if last < earlier.number else "changed", earlier.number)]


def _end(details: str) -> Head | None:
    """The last row that a checkpoint says is gone; None where its details say none, which its hash will show."""
    try:
        end = json.loads(details)
        return Head(int(end["number"]), str(end["hash"]))
    except (ValueError, KeyError, TypeError, OverflowError):
        return None


def end_old(engine: Engine, key: bytes, now: datetime, months: int) -> int:
    """Removes the days that are older than so many months, behind a row that says so; gives how many rows. Rows that say so
    stay until something else goes with them."""
    day = months_before(now, months).replace(hour=0, minute=0, second=0, microsecond=0)
    with only_recorder(engine) as connection:
        kept = connection.scalar(select(func.min(audit.c.number)).where(audit.c.at >= day))
        old = [audit.c.number < kept] if kept else []
        end = last(connection, *old)
        if end is None or last(connection, audit.c.act != CHECKPOINT, *old) is None:
            return 0
        append(connection, key, SYSTEM, CHECKPOINT, vars(end), now)
        return connection.execute(delete(audit).where(audit.c.number <= end.number)).rowcount
