"""A copy of all records in one SQLite file, taken while they are written, from whichever engine holds them; and its way back."""

import glob
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access.database import only_recorder, records_engine, records_file, records_in_use, snapshot
from data_access.problem import Problem
from data_access.records import bulletin_push, chain, device, opening, record_head, remote, session, tables
from data_access.records.chain import Actor
from data_access.records.writing import note
from data_access.settings import audit_key

Progress = Callable[[str, int, int], None]
_ROWS = 2000
_ENDS = ("-wal", "-shm", "")
_UNREADABLE = ("not_a_database", "corrupt")


def take(engine: Engine, file: Path, actor: Actor, at: datetime, progress: Progress) -> int:
    """Writes all rows, as they stand at one moment, to a new file that its owner alone can read; how many there are.

    Raises Problem `backup_exists` where the file is there already, and what the database or the disk objects.
    """
    if file.exists():
        raise Problem("backup_exists", path=file)
    with _made_whole(file) as part:
        copy = opening.opened(f"sqlite:///{part}", at)
        try:
            with snapshot(engine) as source, only_recorder(copy) as target:
                rows = _copied(source, target, progress)
            _in_one_file(copy)
        finally:
            copy.dispose()
    note(engine, actor, "backed_up", at, file=file.name, rows=rows)
    return rows


def restore(url: str, file: Path, actor: Actor, at: datetime, progress: Progress) -> tuple[int, Path | None]:
    """Puts the rows of a backup in the place of those at the address: how many, and where what was there lies now (None where
    nothing was). Every session is ended and every device unpaired; the audit goes on from the
    backup's, its next row naming the head of the one that was replaced.

    Raises Problem where the file is no backup, is broken or of a newer version, where somebody has the records open, or
    where they cannot be written: then they are as they were.
    """
    with _readable(file, at) as backup:
        if records_in_use(url):
            raise Problem("records_in_use")
        key = audit_key()  # before anything is moved
        with (
            _replaced(url, file, actor, at, progress) as (engine, kept),
            snapshot(backup) as source,
            only_recorder(engine) as target,
        ):
            head, version = chain.last(target), target.execute(select(record_head.c.version)).scalar_one()
            rows = _copied(source, target, progress)
            _begin_anew(target, version, at)
            details = {"file": file.name, "rows": rows, "former_head": head and str(head)}
            chain.append(target, key, actor, "restored", details, at)
    return rows, kept


@contextmanager
def _made_whole(file: Path) -> Iterator[Path]:
    """A new file for its owner alone, which has its name only once it is whole."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        os.rename(part, file)
    except OSError as error:
        raise Problem("backup_unwritten", path=file, detail=str(error)) from error
    finally:
        for rest in file.parent.glob(f"{glob.escape(part.name)}*"):
            rest.unlink()


def _copied(source: Connection, target: Connection, progress: Progress) -> int:
    """Puts every row of every table in the place of what the target holds; how many there are."""
    ours, count = tables.sorted_tables, 0
    for table in reversed(ours):
        target.execute(delete(table))
    for number, table in enumerate(ours):
        progress("rows", number, len(ours))
        found = source.execute(select(table).execution_options(yield_per=_ROWS)).mappings()
        for some in found.partitions():
            target.execute(insert(table), [dict(row) for row in some])
            count += len(some)
    return count


def _in_one_file(engine: Engine) -> None:
    with closing(engine.raw_connection()) as connection:  # outside a transaction
        connection.cursor().execute("pragma journal_mode = delete")


@contextmanager
def _readable(file: Path, at: datetime) -> Iterator[Engine]:
    """The backup's rows in this version's tables, in a copy that is thrown away. Raises Problem where it is none."""
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        copy = Path(folder) / "backup.db"
        try:
            shutil.copyfile(file, copy)
        except OSError as error:
            raise Problem("backup_unread", path=file, detail=str(error)) from error
        _check(file, copy)
        try:
            engine = opening.opened(f"sqlite:///{copy}", at)
        except Problem as problem:
            if problem.key == "records_newer":
                raise Problem("backup_newer", path=file) from problem
            raise
        try:
            yield engine
        finally:
            engine.dispose()


def _check(file: Path, copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as connection:
            sound = connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise Problem("backup_broken", path=file)
    if _revision(f"sqlite:///{copy}") is None:
        raise Problem("backup_foreign", path=file)


def _revision(url: str) -> str | None:
    engine = records_engine(url)
    try:
        return opening.revision(engine)
    finally:
        engine.dispose()


@contextmanager
def _replaced(
    url: str, file: Path, actor: Actor, at: datetime, progress: Progress
) -> Iterator[tuple[Engine, Path | None]]:
    """The records at the address, open, and what was there: a backup of it beside the file, or what is no database any
    more, put aside. Where the block fails, that lies in its place again."""
    mark, lying = f"before-{at:%Y%m%d%H%M%S}", records_file(url)
    some = _holds_records(url, lying)
    room = _emptied(lying, mark) if lying is not None and some is None else nullcontext()
    with room as aside:
        engine = opening.opened(url, at)
        try:
            kept = file.with_name(f"{file.name}.{mark}") if some else aside
            if some and kept:
                take(engine, kept, actor, at, progress)
            yield engine, kept
        finally:
            engine.dispose()


def _holds_records(url: str, lying: Path | None) -> bool | None:
    """Whether there are records at the address; None for a file that is not there, or is no database any more."""
    if lying is not None and not lying.exists():
        return None
    try:
        return _revision(url) is not None
    except Problem as problem:
        if lying is None or problem.key not in _UNREADABLE:
            raise
        return None


@contextmanager
def _emptied(file: Path, mark: str) -> Iterator[Path | None]:
    """Nothing at the file's place, and where what lay there lies now; where the block fails, all is as it was."""
    aside = file.with_name(f"{file.name}.{mark}")
    some = file.exists()
    _move(file, aside)
    try:
        yield aside if some else None
    except BaseException:
        for end in _ENDS:
            Path(f"{file}{end}").unlink(missing_ok=True)
        _move(aside, file)
        raise


def _move(file: Path, target: Path) -> None:
    for end in _ENDS:
        with suppress(FileNotFoundError):
            os.rename(f"{file}{end}", f"{target}{end}")


def _begin_anew(target: Connection, version: int, at: datetime) -> None:
    """Makes what follows on restored rows new to everybody: pages, sessions, devices and their remotes; of what was on its way then
    nobody knows whether it arrived."""
    newer = max(version, target.execute(select(record_head.c.version)).scalar_one()) + 1
    target.execute(update(record_head).values(version=newer))
    target.execute(update(session).where(session.c.ended_at.is_(None)).values(ended_at=at))
    revoked = {"revoked_at": at, "edition": device.c.edition + 1}
    target.execute(update(device).where(device.c.revoked_at.is_(None)).values(revoked))
    under_way = bulletin_push.c.state.in_(["waiting", "sending"])
    lost = {"state": "unsure", "reason": "lost", "ended_at": at}
    target.execute(update(bulletin_push).where(under_way).values(lost))
    target.execute(delete(remote))
