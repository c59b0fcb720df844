"""A test run that is told to stop stops, with all that it started: workers, and what their tests have started."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests import conftest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
CONFTEST = "from tests.conftest import pytest_configure, pytest_unconfigure\n"
TESTS = """\
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = "import signal; {prelude}; print('started', flush=True); signal.pause()"


def test_that_never_ends():
    server = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, start_new_session=True)
    server.stdout.readline()
    Path(__file__).with_suffix(".running").write_text(f"{{os.getpid()}} {{server.pid}}")
    while True:
        try:
            server.wait()
        except Exception:  # as code under test may
            pass


def test_that_comes_next():
    Path(__file__).with_suffix(".went_on").touch()
"""
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
PATIENCE = 120  # seconds until a run has begun or ended: a busy machine is slow, not wrong


@pytest.fixture
def run(tmp_path, request):
    """A small run of its own, begun; the processes of its tests and of what these started."""
    workers, prelude = request.param
    files = [tmp_path / f"test_{n}.py" for n in range(max(workers, 1))]
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").touch()
    (tmp_path / "temporary").mkdir()
    for file in files:
        file.write_text(TESTS.format(prelude=prelude))
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", str(workers)],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if not _of_this_run(name)}
        | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process, [_begun(file.with_suffix(".running"), process) for file in files]
    for left in [process.pid, *_written(files)]:
        if _runs(left):
            psutil.Process(left).kill()
    process.communicate()


@pytest.mark.parametrize(
    ("run", "told"),
    [((0, "pass"), "run"), ((2, DEAF), "run"), ((2, "pass"), "group"), ((2, "pass"), "worker")],
    indirect=["run"],
    ids=["without workers", "with workers and deaf servers", "with its whole group", "by way of a worker"],
)
def test_a_run_that_is_told_to_stop_stops(run, told, tmp_path):
    process, begun = run
    match told:
        case "run":
            process.send_signal(signal.SIGTERM)
        case "group":
            os.killpg(process.pid, signal.SIGTERM)
        case "worker":
            os.kill(begun[0][0], signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "failed" not in said
    assert "crashed" not in said
    assert [pid for pids in begun for pid in pids if _runs(pid)] == []
    assert list(tmp_path.glob("*.went_on")) == []
    assert list((tmp_path / "temporary").glob("governance-tests-*")) == []


def test_ten_seconds_are_enough():
    assert conftest.GRACE + conftest.LEAVING < 10


def _of_this_run(name: str) -> bool:
    return name == "TEST_RUN_FOLDER" or name.startswith("PYTEST_")


def _begun(file: Path, process: subprocess.Popen) -> list[int]:
    """The process of a test and that of its server, when both are there."""
    deadline = time.monotonic() + PATIENCE
    while not (file.exists() and (pids := file.read_text().split())):
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return [int(pid) for pid in pids]


def _runs(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def _written(files: list[Path]) -> list[int]:
    running = [file.with_suffix(".running") for file in files]
    return [int(pid) for file in running if file.exists() for pid in file.read_text().split()]
