"""What was acknowledged is kept and nothing is kept by half: killed at any moment, on a full disk, by several servers at once."""

import os
import random
import resource
import time

import pytest

from data_access.database import records_engine
from data_access.problem import Problem
from data_access.records import backup, opening
from data_access.records.chain import COMMAND_LINE
from tests.records.writers import FORK, NOON, Writer, kept, made, write

pytestmark = pytest.mark.slow
PATIENCE = 60  # seconds: a busy machine is slow, not wrong


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """New records on each engine."""
    address = f"sqlite:///{tmp_path / 'var' / 'records.db'}"
    url = address if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    made(url)
    return url


def _until(reached) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("times", [6, pytest.param(30, marks=pytest.mark.soak)])
def test_killed_at_any_moment_nothing_acknowledged_is_lost(url, times):
    chance = random.Random(times)
    for turn in range(times):
        writer = Writer(url, f"w{turn}-")
        _until(lambda: writer.acknowledged >= 1)  # noqa: B023
        time.sleep(chance.uniform(0, 0.05))
        writer.kill()
        assert kept(url)[writer.who] in (writer.acknowledged, writer.acknowledged + 1)
    assert len(kept(url)) == times


def test_two_servers_that_write_at_once_and_a_backup_amid_them(url, tmp_path):
    writers = [Writer(url, f"w{number}-", until=60) for number in (1, 2)]
    _until(lambda: all(writer.acknowledged >= 10 for writer in writers))
    engine = records_engine(url)
    backup.take(engine, tmp_path / "b.db", COMMAND_LINE, NOON, lambda *_: None)
    engine.dispose()
    amid = [writer.acknowledged for writer in writers]
    for writer in writers:
        writer.process.join(PATIENCE)
        assert writer.process.exitcode == 0
    assert kept(url) == {"w1-": 60, "w2-": 60}
    restored = f"sqlite:///{tmp_path / 'restored.db'}"
    backup.restore(restored, tmp_path / "b.db", COMMAND_LINE, NOON, lambda *_: None)
    of_backup = kept(restored)
    assert all(10 <= of_backup[w.who] <= most for w, most in zip(writers, amid, strict=True))


def _fill(url: str, file: str, acknowledged) -> None:
    """Writes until the disk is full, as a limit of the file's size makes it."""
    engine = records_engine(url)
    limit = os.path.getsize(file) + 60_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for number in range(10**6):
            write(engine, "w", number)
            acknowledged.value = number + 1
    except Problem as problem:
        os._exit(3 if problem.key in ("disk_full", "disk_broken") else 4)
    os._exit(5)


def test_on_a_full_disk_what_was_kept_stays_and_writing_goes_on_when_there_is_room(tmp_path):
    file = tmp_path / "records.db"
    url, acknowledged = f"sqlite:///{file}", FORK.Value("i", 0)
    made(url)
    process = FORK.Process(target=_fill, args=(url, str(file), acknowledged))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == 3
    assert kept(url) == {"w": acknowledged.value}
    assert acknowledged.value > 5
    engine = opening.opened(url, NOON)
    write(engine, "w", 10**7)
    engine.dispose()
    assert kept(url) == {"w": acknowledged.value + 1}
