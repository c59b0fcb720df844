"""A run that is killed leaves the last complete one, and the next one catches up."""

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import warnings
from datetime import datetime

import pytest
from sqlalchemy import Engine, event, select

from data_access import refresh, store
from data_access.database import store_engine
from data_access.problem import Problem
from data_access.settings import Settings
from tests.conftest import copy_of
from tests.refresh.town import NOW, contents, differences, made, member, rebuilt, refreshed

pytestmark = pytest.mark.slow
LATER = datetime(2017, 7, 18)
_FORK = multiprocessing.get_context("fork")
"""It has all modules already; a new interpreter takes seconds to read them."""


def killed(
    platform_url: str, store_url: str, step: str = "", moment: int = 0, now: datetime = LATER
) -> tuple[int | None, int]:
    """An incremental run in a process that kills itself as the step begins, or at so many moments of its work (0:
    never): before a statement or a commit, or amid one. Its exit code (None: it goes on), and how many moments it had."""
    moments = _FORK.Value("i", 0)
    process = _FORK.Process(target=_run, args=(platform_url, store_url, step, moment, now, moments))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # newer Pythons warn of threads, which the child needs none of
        process.start()
    process.join(PATIENCE)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
    return code, moments.value


PATIENCE = 120  # seconds: a busy machine is slow, not wrong


def _run(platform_url: str, store_url: str, step: str, moment: int, now: datetime, moments) -> None:
    def progress(name, *_):
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def passed(*_):
        moments.value += 1
        if moments.value == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def count(connection, _record):
        if isinstance(connection, sqlite3.Connection):
            connection.set_progress_handler(
                passed, 20_000
            )  # instructions of SQLite's machine, however long they take

    event.listen(Engine, "connect", count)
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, passed)
    refresh.run(platform_url, store_url, Settings(), now=now, progress=progress)


@pytest.fixture
def town(tmp_path) -> tuple[str, str]:
    """A refreshed town on whose platform something has happened since."""
    platform_url = made(f"sqlite:///{tmp_path / 'p.db'}", membership=[member(n) for n in range(20)])
    store_url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(platform_url, store_url)
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("update membership set committee_code = 'c2', updated_at = '2017-07-17 09:00:00'")
    connection.close()
    return platform_url, store_url


@pytest.mark.parametrize("step", refresh.STEPS)
def test_killed_at_any_step_the_store_stays_and_the_next_run_catches_up(town, tmp_path, step):
    platform_url, store_url = town
    before = contents(store_url)
    assert killed(platform_url, store_url, step)[0] == -signal.SIGKILL
    assert contents(store_url) == before
    refreshed(platform_url, store_url, "reconcile", datetime(2017, 7, 18))
    assert contents(store_url) == rebuilt(platform_url, tmp_path, datetime(2017, 7, 18))


def test_killed_at_random_moments_the_demonstration_is_whole_or_as_before(demo_town, tmp_path):
    """Whole is what an undisturbed incremental run leaves: rows deleted outright are there until the reconcile."""
    own_demo, own_store = (copy_of(file, tmp_path / file.name) for file in demo_town)
    platform_url, store_url = f"sqlite:///{own_demo}", f"sqlite:///{own_store}"
    with sqlite3.connect(own_demo) as connection:
        connection.execute(
            "delete from membership where id in (select id from membership limit (select count(*) / 25 from membership))"
        )
        connection.execute("update membership set updated_at = '2017-07-16 23:59:00' where rowid % 7 = 0")
        connection.execute("update membership set verified_at = null where rowid % 35 = 0")
        touched = "updated_at = '2017-07-16 23:59:00' where rowid % 9 = 0"
        connection.execute(f"update post set first_official_reply_at = '2017-07-16 20:00:00', {touched}")
        connection.execute(f"update case_file set is_sensitive = 1, {touched}")
    connection.close()
    before = everything(store_url)
    twin = f"sqlite:///{copy_of(own_store, tmp_path / 'twin.db')}"
    code, moments = killed(platform_url, twin, now=NOW)
    assert code == 0
    whole = everything(twin)
    for table in ("registration_day", "concern", "case_file"):
        assert whole[table] != before[table]
    ended = []
    for moment in [*random.Random(5).sample(range(1, moments), 4), moments]:
        code, _ = killed(platform_url, store_url, moment=moment, now=NOW)
        assert code in (0, -signal.SIGKILL)
        there = everything(store_url)
        found = [
            name for name, one in (("before", before), ("whole", whole)) if differences(there, one) == {}
        ]
        assert found != [], f"moment {moment} of {moments}"
        ended += found
    assert {*ended} == {"before", "whole"}
    refreshed(platform_url, store_url, "reconcile")
    assert differences(contents(store_url), rebuilt(platform_url, tmp_path)) == {}


def everything(store_url: str) -> dict[str, list[tuple]]:
    """All rows of a store but its run log: its version and watermarks too."""
    engine = store_engine(store_url)
    with engine.connect() as connection:
        found = {
            table.name: list(map(tuple, connection.execute(select(table))))
            for table in (store.watermark, store.state)
        }
    engine.dispose()
    return contents(store_url) | found


def test_a_second_refresher_says_so_and_leaves(town, tmp_path):
    platform_url, store_url = town
    with sqlite3.connect(tmp_path / "s.db", isolation_level=None) as first:
        first.execute("begin immediate")
        before = contents(store_url)
        with pytest.raises(Problem) as second:
            refreshed(platform_url, store_url)
        assert second.value.key == "refresh_running"
        assert contents(store_url) == before
        first.execute("rollback")
    first.close()
    assert refreshed(platform_url, store_url).changed_rows > 0


def test_a_second_refresher_leaves_on_postgresql_too(town, postgresql_url):
    from sqlalchemy import create_engine, text

    platform_url, _ = town
    refreshed(platform_url, postgresql_url)
    engine = create_engine(postgresql_url)
    with engine.begin() as first:
        first.execute(text("select pg_advisory_xact_lock(7413310113)"))
        with pytest.raises(Problem) as second:
            refreshed(platform_url, postgresql_url)
    engine.dispose()
    assert second.value.key == "refresh_running"


def test_readers_go_on_while_a_run_writes(town, tmp_path):
    platform_url, store_url = town
    before = contents(store_url)
    seen = []
    refresh.run(
        platform_url,
        store_url,
        Settings(),
        now=datetime(2017, 7, 18),
        progress=lambda *_: seen.append(contents(store_url) == before),
    )
    assert seen == [True] * len(refresh.STEPS)
    assert contents(store_url) != before


def test_a_failed_run_is_noted_with_its_reason(town, tmp_path):
    platform_url, store_url = town
    shutil.copy(tmp_path / "p.db", tmp_path / "whole.db")
    with sqlite3.connect(tmp_path / "p.db") as connection:
        connection.execute("drop table membership")
    connection.close()
    before = contents(store_url)
    with pytest.raises(Problem) as failure:
        refreshed(platform_url, store_url)
    assert failure.value.key == "table_missing"
    assert "membership" in str(failure.value)
    assert contents(store_url) == before
    with sqlite3.connect(tmp_path / "s.db") as connection:
        last = connection.execute("select outcome, problem from run order by id desc limit 1").fetchone()
    connection.close()
    assert last == ("failed", "table_missing")
