"""Writes records of the present version down as SQL, for the versions that follow to be tried on: once, before a release.

`python -m tests.records.keep_fixture` writes tests/records/fixtures/<revision>.sql.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, insert

from data_access import records
from data_access.clock import SHANGHAI
from data_access.records import opening
from data_access.records.chain import COMMAND_LINE
from data_access.records.writing import change

FIXTURES = Path(__file__).parent / "fixtures"
NOON = datetime(2017, 7, 16, 12, 0, 0, 123456, tzinfo=SHANGHAI)


def fill(engine: Engine) -> None:
    """Keeps a secretary who is signed in, a paired screen with its remote, a target, a slip, a bulletin and a meeting."""
    times = {"began_at": NOON, "last_at": NOON, "ends_at": NOON.replace(hour=23)}
    paired = {"paired_by": "王", "paired_at": NOON, "last_at": NOON, "edition": 1}
    told = {"version": 1, "page": "works", "code": "", "name": "", "line": 0, "display": "{}"}
    rows = (
        (
            records.account,
            {"name": "王", "role": "secretary", "must_change": False, "made_at": NOON, "edition": 1},
        ),
        (records.account_unit, {"account": "王", "kind": "committee", "code": "c1"}),
        (
            records.session,
            {
                "token": "t" * 64,
                "account": "王",
                "role": "secretary",
                "units": "[]",
                "is_local": True,
                **times,
            },
        ),
        (records.device, {"id": "d1", "name": "会议室", "token": "s" * 64, **paired}),
        (
            records.remote,
            {"id": "r1", "wall": "d1", "device": "d1", "address": "10.0.0.7", "offered_until": NOON, **told},
        ),
        (
            records.coverage_target,
            {"id": "1", "area_code": "town", "due": NOON.date(), "coverage": 0.3, "set_at": NOON},
        ),
        (
            records.slip,
            {
                "id": "s1",
                "prefix": "罗督",
                "year": 2017,
                "number": 1,
                "colour": "blue",
                "reason": "due_soon",
                "unit_kind": "committee",
                "unit": "c1",
                "about": "case",
                "thing": "甲/1",
                "title": "停车难",
                "demand": "请于期限内联系居民。",
                "is_sensitive": False,
                "issued_at": NOON,
                "edition": 1,
            },
        ),
        (records.slip_step, {"slip": "s1", "number": 1, "kind": "issued", "at": NOON, "account": "王"}),
        (
            records.bulletin,
            {
                "id": "b1",
                "kind": "daily",
                "day": NOON.date(),
                "issued_at": NOON,
                "figures": "{}",
                "words": "每日通报",
                "language": "zh",
            },
        ),
        (
            records.bulletin_push,
            {
                "bulletin": "b1",
                "robot": "town",
                "part": "text",
                "state": "sent",
                "attempts": 1,
                "due_at": NOON,
                "claimed_at": NOON,
                "ended_at": NOON,
            },
        ),
        (
            records.meeting,
            {"id": "m1", "day": NOON.date(), "number": 1, "called_at": NOON, "opened_at": NOON, "edition": 2},
        ),
        (
            records.decision,
            {
                "id": "e1",
                "meeting": "m1",
                "number": 1,
                "what": "一周内联系居民。",
                "unit_kind": "committee",
                "unit": "c1",
                "due_on": NOON.date(),
                "about": "case",
                "thing": "甲/1",
                "title": "停车难",
                "is_sensitive": False,
                "edition": 1,
            },
        ),
        (records.decision_step, {"decision": "e1", "number": 1, "kind": "made", "at": NOON, "account": "王"}),
    )
    with change(engine, COMMAND_LINE, "filled", NOON) as made:
        for table, row in rows:
            made.connection.execute(insert(table).values(row))


def main() -> None:
    """Writes the file."""
    os.environ["AUDIT_KEY"] = "k" * 32
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.db"
        engine = opening.opened(f"sqlite:///{file}", NOON)
        fill(engine)
        name = opening.revision(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            (FIXTURES / f"{name}.sql").write_text("\n".join(connection.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
