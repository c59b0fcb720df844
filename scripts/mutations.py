"""Plants small faults, one at a time, in a copy of the project, and says which of them the quick tests catch."""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIST = ROOT / "tests" / "mutations.toml"
QUICK = "not soak and not browser and not server and not slow"
PATIENCE = 1800  # seconds: a fault that keeps the tests from ending is caught too
TOLERATED = 0.05
_LEFT_OUT = (".*", "var", "__pycache__")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """One fault: the text it takes the place of, which stands in the file once, what goes wrong, and the tests nearest."""

    file: str
    old: str
    new: str
    breaks: str
    near: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {self.old!r} → {self.new!r}, so that {self.breaks}"


def listed() -> list[Fault]:
    """All faults of the list."""
    return [
        Fault(file, old, new, breaks, tuple(about["near"]))
        for file, about in tomllib.loads(LIST.read_text()).items()
        for old, new, breaks in about["faults"]
    ]


def drawn(faults: Sequence[Fault], count: int | None, seed: int) -> list[Fault]:
    """So many of the faults by chance, the same for a seed; all in their order where no count is given."""
    return list(faults) if count is None else random.Random(seed).sample(faults, min(count, len(faults)))


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the project without its libraries and databases, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="governance-mutations-") as folder:
        tree = Path(folder) / "project"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        shutil.copytree(ROOT / ".streamlit", tree / ".streamlit")
        yield tree


@contextmanager
def planted(fault: Fault, tree: Path) -> Iterator[None]:
    """The fault in the copy, for as long as this lasts."""
    file = tree / fault.file
    right = file.read_text()
    file.write_text(right.replace(fault.old, fault.new))
    try:
        yield
    finally:
        file.write_text(right)


def caught(tree: Path, near: Sequence[str], workers: int) -> str | None:
    """What fails first, of the tests nearest or else of all quick ones; None where none does."""
    alone = _failure(tree, [*near]) if near else None
    return alone or _failure(tree, ["-n", str(workers)])


def _failure(tree: Path, arguments: list[str]) -> str | None:
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", QUICK]
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, *arguments],
        cwd=tree,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM)
        process.communicate()
        return "tests that do not end"
    except BaseException:
        process.send_signal(signal.SIGTERM)
        raise
    if process.returncode in (0, 5):  # 5: the markers leave none of the tests nearest
        return None
    first = _FAILED.search(output)
    return first[1] if first else output.strip().splitlines()[-1]


def main() -> int:
    """The command; 1 where more faults survive than are tolerated."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what is told to stop tidies up too
    arguments = _arguments()
    faults = [fault for fault in listed() if all(part in str(fault) for part in arguments.only or ())]
    faults, survived = drawn(faults, arguments.count, arguments.seed), 0
    with copied() as tree:
        if arguments.check and (wrong := caught(tree, (), arguments.workers)):
            print(f"Without any fault {wrong} fails: first mend that.", file=sys.stderr)
            return 1
        for fault in faults:
            with planted(fault, tree):
                by = (
                    _failure(tree, [*fault.near])
                    if arguments.near
                    else caught(tree, fault.near, arguments.workers)
                )
            survived += by is None
            print(f"caught    {fault}\n          {by}" if by else f"SURVIVED  {fault}", flush=True)
    print(f"{len(faults) - survived} of {len(faults)} faults caught")
    return int(survived > TOLERATED * len(faults))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""\
The faults stand in tests/mutations.toml. Each is given to the tests nearest to it and, where these pass, to all quick
ones (`make quick`). Examples:

  .venv/bin/python scripts/mutations.py --count 40 --seed 2026
        forty faults, drawn by chance; first a run without any
  .venv/bin/python scripts/mutations.py --only ranking.py --near
        all faults of one file, before the tests nearest to it alone
""",
    )
    parser.add_argument("--count", type=int, help="so many of them, drawn by chance; all without it")
    parser.add_argument("--seed", type=int, default=0, help="which ones chance draws (%(default)s)")
    parser.add_argument("--only", action="append", metavar="TEXT", help="those that hold it; may be repeated")
    parser.add_argument("--near", action="store_true", help="ask the tests nearest alone, which is quicker")
    parser.add_argument("--workers", type=int, default=2, help="for all quick tests (%(default)s)")
    parser.add_argument(
        "--unchecked", dest="check", action="store_false", help="without a first run that has no fault"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
