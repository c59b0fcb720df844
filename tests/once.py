"""What is made once in a test run, by the first of its processes that asks, and shared by all."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

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
    started = [_process(Path(path)) for path in folder().glob("*.pid")]
    running = [process for process in started if process]
    for process in running:
        process.terminate()
    for process in psutil.wait_procs(running, timeout=10)[1]:
        process.kill()
    shutil.rmtree(folder())
    del os.environ[_VARIABLE]


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


def stop_at_the_end(name: str, pid: int) -> None:
    """Has a process that was started stopped when the run ends."""
    (folder() / f"{name}.pid").write_text(f"{pid} {psutil.Process(pid).create_time()}")


def _process(record: Path) -> psutil.Process | None:
    pid, created = record.read_text().split()
    try:
        process = psutil.Process(int(pid))
        return process if process.create_time() == float(created) else None
    except psutil.NoSuchProcess:
        return None
