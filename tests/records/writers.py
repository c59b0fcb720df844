"""Processes that write records as servers do, and what has to hold of the records whatever became of them."""

import multiprocessing
import os
import warnings
from datetime import datetime
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine, func, insert, select

from data_access import records
from data_access.clock import SHANGHAI
from data_access.database import records_engine, snapshot
from data_access.records import opening
from data_access.records.chain import Actor
from data_access.records.writing import change
from data_access.settings import audit_key
from tests.records.chained import breaks

NOON = datetime(2017, 7, 16, 12, tzinfo=SHANGHAI)
FORK = multiprocessing.get_context("fork")
"""It has all modules already; a new interpreter takes seconds to read them."""


def write(engine: Engine, who: str, number: int) -> None:
    """One write of two rows, which belong together."""
    row = {"area_code": who, "due": NOON.date(), "coverage": 0.3, "set_at": NOON}
    with change(engine, Actor(who), "written", NOON, number=number) as made:
        for half in "ab":
            made.connection.execute(
                insert(records.coverage_target).values(row | {"id": f"{who}{number}{half}"})
            )


def _write_on(url: str, who: str, until: int, acknowledged) -> None:
    engine = records_engine(url)
    for number in range(until):
        write(engine, who, number)
        acknowledged.value = number + 1
    engine.dispose()
    os._exit(0)


class Writer:
    """A process that writes one thing after another and counts what it was told is kept."""

    def __init__(self, url: str, who: str, until: int = 10**9):
        self._acknowledged = FORK.Value("i", 0)
        self.who = who
        self.process: BaseProcess = FORK.Process(
            target=_write_on, args=(url, who, until, self._acknowledged), daemon=True
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of threads
            self.process.start()

    def kill(self) -> None:
        """Ends it as a power cut would, in the middle of whatever it does."""
        self.process.kill()
        self.process.join()

    @property
    def acknowledged(self) -> int:
        return self._acknowledged.value


def made(url: str) -> None:
    """Makes the records, and leaves no connection that a process could inherit."""
    opening.opened(url, NOON).dispose()


def kept(url: str) -> dict[str, int]:
    """How many writes of each writer are kept, once all that must hold was seen to hold: no half write, each with its row of
    the audit and of the version, the audit's numbers without a gap and its chain whole."""
    engine = records_engine(url)
    target = records.coverage_target.c
    with snapshot(engine) as connection:
        halves = connection.execute(select(target.area_code, func.count()).group_by(target.area_code)).all()
        acts = select(records.audit.c.account, func.count()).where(records.audit.c.act == "written")
        audited: dict[str, int] = dict(connection.execute(acts.group_by(records.audit.c.account)).all())
        version = connection.scalar(select(records.record_head.c.version))
    assert all(count % 2 == 0 for _, count in halves)
    writes = {who: count // 2 for who, count in halves}
    assert audited == writes
    assert version >= 1 + sum(writes.values())
    assert breaks(engine, audit_key()) == []
    engine.dispose()
    return writes
