"""A run that is killed leaves the last complete one, and the next one catches up."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from data_access import refresh
from data_access.problem import Problem
from tests.refresh.town import contents, made, member, rebuilt, refreshed

_RUN = """
import os, sys
from datetime import datetime
from data_access import refresh
from data_access.settings import Settings
platform, store, step = sys.argv[1:]
def progress(name, done, of):
    print(name, flush=True)
    if name == step:
        os.kill(os.getpid(), 9)
refresh.run(platform, store, Settings(), now=datetime(2017, 7, 18), progress=progress)
"""


def start(platform_url: str, store_url: str, step: str = "") -> subprocess.Popen:
    command = [sys.executable, "-c", _RUN, platform_url, store_url, step]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(Path.cwd())})


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
    killed = start(platform_url, store_url, step)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert contents(store_url) == before
    refreshed(platform_url, store_url, "reconcile", datetime(2017, 7, 18))
    assert contents(store_url) == rebuilt(platform_url, tmp_path, datetime(2017, 7, 18))


def test_killed_at_random_times_the_demonstration_is_whole_or_as_before(own_demo, own_store, tmp_path):
    chance = random.Random(5)
    platform_url, store_url = f"sqlite:///{own_demo}", f"sqlite:///{own_store}"
    with sqlite3.connect(own_demo) as connection:
        connection.execute("delete from membership where id in (select id from membership limit 500)")
        connection.execute("update membership set updated_at = '2017-07-16 23:59:00' where rowid % 7 = 0")
    connection.close()
    before = contents(store_url)
    after = rebuilt(platform_url, tmp_path)
    for _ in range(5):
        victim = start(platform_url, store_url)
        time.sleep(chance.uniform(0.3, 4.0))
        victim.kill()
        victim.communicate()
        there = contents(store_url)
        assert there == before or not _registration_mixed(there, before, after)
    refreshed(platform_url, store_url, "reconcile")
    assert contents(store_url) == after


def _registration_mixed(there: dict, before: dict, after: dict) -> bool:
    """Whether the registration is neither that of one complete run nor of the other."""
    return there["registration_day"] not in (before["registration_day"], after["registration_day"])


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
    from data_access.settings import Settings

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
        connection.execute("drop table visit")
    connection.close()
    before = contents(store_url)
    with pytest.raises(Problem) as failure:
        refreshed(platform_url, store_url)
    assert failure.value.key == "table_missing"
    assert "visit" in str(failure.value)
    assert contents(store_url) == before
    with sqlite3.connect(tmp_path / "s.db") as connection:
        last = connection.execute("select outcome, problem from run order by id desc limit 1").fetchone()
    connection.close()
    assert last == ("failed", "table_missing")
