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

import psutil

_VARIABLE = "TEST_RUN_FOLDER"
GRACE = 5  # seconds in which what was started may end by itself


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
    shutil.rmtree(folder())
    del os.environ[_VARIABLE]


def stop() -> None:
    """Ends every other process of the run: its workers, servers and browsers, and what those have started."""
    deadline = time.monotonic() + GRACE
    while left := _others():
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.terminate() if time.monotonic() < deadline else process.kill()
        psutil.wait_procs(left, timeout=0.5)


def folder() -> Path:
    """The folder that the run's processes share; gone when it ends."""
    return Path(os.environ[_VARIABLE])


def once(name: str, make: Callable[[], object]) -> object:
    """What `make` returned (anything JSON can hold) when the first process of the run asked for the name."""
    result = folder() / f"{name}.json"
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            result.write_text(json.dumps(make()))
    return json.loads(result.read_text())


def _others() -> set[psutil.Process]:
    """The run's other processes: all that carry its folder in their environment, orphans too, and their children."""
    this = psutil.Process()
    found = set(this.children(recursive=True))
    for process in psutil.process_iter():
        with suppress(psutil.Error):  # gone already, or of an account whose environment is closed to us
            if process.environ().get(_VARIABLE) == os.environ[_VARIABLE]:
                found |= {process, *process.children(recursive=True)}
    return found - {this}
