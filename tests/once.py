"""What is made once in a test run, by the first of its processes that asks, and shared by all; gone when it ends."""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

_VARIABLE = "TEST_RUN_FOLDER"


def begin() -> bool:
    """Makes the run's folder; False where this process is a worker of a run that has one."""
    if _VARIABLE in os.environ:
        return False
    os.environ[_VARIABLE] = tempfile.mkdtemp(prefix="governance-tests-")
    folder().chmod(0o755)  # the database servers' account looks for its part of it
    return True


def end() -> None:
    """Stops what was started and removes the run's folder."""
    stop()
    shutil.rmtree(folder(), ignore_errors=True)
    del os.environ[_VARIABLE]


def stop(grace: float = 10) -> None:
    """Ends every other process of the run: its workers, servers and browsers, and what those have started; by
    itself, or by force after so many seconds."""
    deadline = time.monotonic() + grace
    known: set[psutil.Process] = set()
    while known := {process for process in known | _others() if _lives(process)}:
        for process in known:
            with suppress(psutil.NoSuchProcess):
                process.terminate() if time.monotonic() < deadline else process.kill()
        psutil.wait_procs(known, timeout=0.5)


def folder() -> Path:
    """The folder that the run's processes share; gone when it ends."""
    return Path(os.environ[_VARIABLE])


def once(name: str, make: Callable[[], object]) -> Any:
    """What `make` returned (anything JSON can hold) when the first process of the run asked for the name."""
    result = folder() / f"{name}.json"
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            result.write_text(json.dumps(make()))
    return json.loads(result.read_text())


def _others() -> set[psutil.Process]:
    """The run's other processes: all that carry its folder in their environment, orphans too, and what they started."""
    there = {process.pid: process for process in psutil.process_iter(["ppid", "environ"])}
    mark = os.environ[_VARIABLE]
    ours = {pid for pid, one in there.items() if (one.info["environ"] or {}).get(_VARIABLE) == mark}
    ours.add(os.getpid())
    while more := {pid for pid, one in there.items() if one.info["ppid"] in ours} - ours:
        ours |= more
    return {there[pid] for pid in ours - {os.getpid()}}


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
