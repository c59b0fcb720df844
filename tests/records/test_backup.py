"""A backup holds all records as they stood at one moment; restored, it begins anew for everybody, and nothing else is taken."""

import json
import sqlite3
import stat
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update

from data_access import records
from data_access.clock import SHANGHAI
from data_access.database import records_engine, snapshot
from data_access.problem import Problem
from data_access.records import backup, opening
from data_access.records.chain import COMMAND_LINE
from data_access.records.writing import change
from data_access.settings import audit_key
from tests.records.chained import breaks

NOON = datetime(2017, 7, 16, 12, 0, 0, 123456, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


def _silent(step: str, done: int, of: int) -> None:
    assert step == "rows"
    assert 0 <= done < of


@pytest.fixture(params=["sqlite", "postgresql"])
def held(request, tmp_path):
    """Records with an account, its session, a screen that a phone steers, a bulletin on its way, and two targets."""
    address = f"sqlite:///{tmp_path / 'var' / 'records.db'}"
    url = address if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    engine = opening.opened(url, NOON)
    with change(engine, COMMAND_LINE, "filled", NOON) as made:
        row = {"name": "王", "role": "secretary", "must_change": False, "made_at": NOON, "edition": 1}
        made.connection.execute(insert(records.account).values(row))
        unit = {"account": "王", "kind": "committee", "code": "c1"}
        made.connection.execute(insert(records.account_unit).values(unit))
        times = {"began_at": NOON, "last_at": NOON, "ends_at": NOON + 12 * HOUR}
        signed = {"token": "t" * 64, "account": "王", "role": "secretary", "units": "[]", "is_local": True}
        made.connection.execute(insert(records.session).values(signed | times))
        screen = {"id": "d1", "name": "会议室", "token": "s" * 64, "paired_by": "王", "edition": 1}
        made.connection.execute(insert(records.device).values(screen | {"paired_at": NOON, "last_at": NOON}))
        steered = {"id": "r1", "wall": "d1", "device": "d1", "address": "10.0.0.7", "offered_until": NOON}
        nothing = {"version": 0, "code": "", "name": "", "line": 0, "display": "{}"}
        made.connection.execute(insert(records.remote).values(steered | nothing))
        issued = {"id": "b1", "kind": "daily", "day": NOON.date(), "issued_at": NOON, "figures": "{}"}
        made.connection.execute(insert(records.bulletin).values(issued | {"words": "通报", "language": "zh"}))
        pushed = {"bulletin": "b1", "part": "text", "attempts": 0, "due_at": NOON}
        for robot, state in (("a", "waiting"), ("b", "sent")):
            made.connection.execute(
                insert(records.bulletin_push).values(pushed | {"robot": robot, "state": state})
            )
    for number in (1, 2):
        _set_target(engine, number)
    yield url, engine
    engine.dispose()


def _set_target(engine: Engine, number: int) -> None:
    with change(engine, COMMAND_LINE, "target_set", NOON + number * HOUR) as made:
        row = {"id": f"{number}", "area_code": "town", "due": NOON.date(), "coverage": number / 10}
        made.connection.execute(insert(records.coverage_target).values(row | {"set_at": NOON}))


def rows(engine: Engine, *columns) -> list[tuple]:
    with snapshot(engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def everything(engine: Engine) -> dict[str, list[tuple]]:
    return {
        name: sorted(rows(engine, *table.columns), key=repr) for name, table in records.tables.tables.items()
    }


def test_a_backup_comes_back_whole_on_the_other_engine(held, tmp_path, request):
    url, engine = held
    before, file = everything(engine), tmp_path / "b.db"
    count = backup.take(engine, file, COMMAND_LINE, NOON + 5 * HOUR, _silent)
    assert count == sum(map(len, before.values()))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["b.db"]
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'r.db'}"
    other = elsewhere if "postgresql" in url else request.getfixturevalue("postgresql_url")
    assert backup.restore(other, file, COMMAND_LINE, NOON + 6 * HOUR, _silent) == (count, None)
    restored = opening.opened(other, NOON)
    after = everything(restored)
    for name in ("account", "account_unit", "coverage_target"):
        assert after[name] == before[name]
    assert after["audit"][:-1] == before["audit"]
    assert rows(restored, records.session.c.ended_at) == [(NOON + 6 * HOUR,)]
    assert rows(restored, records.device.c.revoked_at) == [(NOON + 6 * HOUR,)]
    assert (len(before["remote"]), after["remote"]) == (1, [])
    push = records.bulletin_push.c
    assert sorted(rows(restored, push.robot, push.state)) == [("a", "unsure"), ("b", "sent")]
    assert breaks(restored, audit_key()) == []
    restored.dispose()


def test_a_restore_keeps_what_it_replaces_and_names_its_last_act(held, tmp_path):
    url, engine = held
    file = tmp_path / "b.db"
    backup.take(engine, file, COMMAND_LINE, NOON, _silent)
    with change(engine, COMMAND_LINE, "target_removed", NOON + HOUR) as made:
        made.connection.execute(update(records.coverage_target).values(closed_at=NOON))
    version = rows(engine, records.record_head.c.version)[0][0]
    engine.dispose()
    _, kept = backup.restore(url, file, COMMAND_LINE, NOON + 2 * HOUR, _silent)
    restored = opening.opened(url, NOON)
    assert rows(restored, records.coverage_target.c.closed_at) == [(None,), (None,)]
    assert rows(restored, records.record_head.c.version)[0][0] > version
    *_, last = rows(restored, records.audit.c.act, records.audit.c.details, records.audit.c.number)
    assert last[0] == "restored"
    replaced = records_engine(f"sqlite:///{kept}")
    assert rows(replaced, records.coverage_target.c.closed_at) == [(NOON,), (NOON,)]
    former = rows(replaced, records.audit.c.act)
    assert former[-1] == ("target_removed",)
    assert int(json.loads(last[1])["former_head"].partition(":")[0]) == len(former) + 1  # its own backup
    for one in (replaced, restored):
        one.dispose()


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])


def _nothing(file: Path) -> None:
    file.write_bytes(b"")


def _words(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


def _somebody_elses(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("create table account (name text)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("update record_revision set version_num = 'r999'")


def _away(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (_truncated, "backup_broken"),
        (_words, "backup_broken"),
        (_nothing, "backup_foreign"),
        (_somebody_elses, "backup_foreign"),
        (_newer, "backup_newer"),
        (_away, "backup_unread"),
    ],
)
@pytest.mark.parametrize("held", ["sqlite"], indirect=True)
def test_what_is_no_backup_is_refused_and_the_records_stay(held, tmp_path, spoil, key):
    url, engine = held
    file = tmp_path / "b.db"
    backup.take(engine, file, COMMAND_LINE, NOON, _silent)
    spoil(file)
    before = everything(engine)
    engine.dispose()
    with pytest.raises(Problem) as refused:
        backup.restore(url, file, COMMAND_LINE, NOON, _silent)
    assert refused.value.key == key
    assert str(file) in str(refused.value)
    assert everything(engine) == before


def test_records_that_somebody_has_open_are_not_replaced(held, tmp_path):
    url, engine = held
    file = tmp_path / "b.db"
    backup.take(engine, file, COMMAND_LINE, NOON, _silent)
    rows(engine, records.audit.c.number)  # as a server that has answered somebody, and keeps its connection
    with pytest.raises(Problem) as refused:
        backup.restore(url, file, COMMAND_LINE, NOON, _silent)
    assert refused.value.key == "records_in_use"
    engine.dispose()
    assert backup.restore(url, file, COMMAND_LINE, NOON, _silent)[0] > 5


def test_a_file_that_is_there_is_not_overwritten(held, tmp_path):
    _, engine = held
    (tmp_path / "b.db").write_text("mine")
    with pytest.raises(Problem) as refused:
        backup.take(engine, tmp_path / "b.db", COMMAND_LINE, NOON, _silent)
    assert refused.value.key == "backup_exists"
    with pytest.raises(Problem) as refused:
        backup.take(engine, tmp_path / "none" / "b.db", COMMAND_LINE, NOON, _silent)
    assert refused.value.key == "backup_unwritten"
    assert (tmp_path / "b.db").read_text() == "mine"


@pytest.mark.parametrize("held", ["sqlite"], indirect=True)
def test_records_that_are_no_database_any_more_are_put_aside(held, tmp_path):
    url, engine = held
    file, there = tmp_path / "b.db", Path(url.removeprefix("sqlite:///"))
    backup.take(engine, file, COMMAND_LINE, NOON, _silent)
    engine.dispose()
    there.write_bytes(b"burnt" * 1000)
    count, aside = backup.restore(url, file, COMMAND_LINE, NOON, _silent)
    assert aside
    assert aside.read_bytes() == b"burnt" * 1000
    assert len(rows(engine, records.coverage_target.c.id)) == 2
    assert stat.S_IMODE(there.stat().st_mode) == 0o600


@pytest.mark.parametrize("there", [b"burnt" * 1000, None])
@pytest.mark.parametrize("held", ["sqlite"], indirect=True)
def test_a_restore_that_is_broken_off_leaves_what_lay_there(held, tmp_path, there):
    def interrupted(*_) -> None:
        raise KeyboardInterrupt

    url, engine = held
    file, lying = tmp_path / "b.db", Path(url.removeprefix("sqlite:///"))
    backup.take(engine, file, COMMAND_LINE, NOON, _silent)
    engine.dispose()
    lying.unlink()
    if there:
        lying.write_bytes(there)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(url, file, COMMAND_LINE, NOON, interrupted)
    assert {one.name: one.read_bytes() for one in lying.parent.iterdir()} == (
        {lying.name: there} if there else {}
    )


@pytest.mark.parametrize("held", ["sqlite"], indirect=True)
def test_without_a_key_of_the_audit_nothing_is_touched(held, tmp_path, monkeypatch):
    url, engine = held
    file = tmp_path / "b.db"
    backup.take(engine, file, COMMAND_LINE, NOON, _silent)
    engine.dispose()
    Path(url.removeprefix("sqlite:///")).write_bytes(burnt := b"burnt" * 1000)
    monkeypatch.setenv("AUDIT_KEY", "short")
    with pytest.raises(Problem) as refused:
        backup.restore(url, file, COMMAND_LINE, NOON, _silent)
    assert refused.value.key == "audit_key_short"
    assert [one.read_bytes() for one in (tmp_path / "var").iterdir()] == [burnt]


def test_an_audit_with_a_changed_or_missing_row_is_known_by_its_chain(held):
    _, engine = held
    assert breaks(engine, audit_key()) == []
    with engine.begin() as connection:
        connection.execute(text("update audit set act = 'other' where number = 2"))
    assert breaks(engine, audit_key()) == [2]
    with engine.begin() as connection:
        connection.execute(delete(records.audit).where(records.audit.c.number == 2))
    assert breaks(engine, audit_key()) == [3]
