"""The command line in an interpreter of its own, as an administrator has it: several commands one after the other."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

from data_access.settings import ROOT

PATIENCE = 300  # seconds: a busy machine is slow, not wrong
_IN_TURN = """
import contextlib, io, json, sys
from data_access.__main__ import main

ended = []
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["data_access", *arguments]
    said = [io.StringIO(), io.StringIO()]
    with contextlib.redirect_stdout(said[0]), contextlib.redirect_stderr(said[1]):
        try:
            code = main()
        except SystemExit as end:
            code = end.code
    ended.append((code, *(one.getvalue() for one in said)))
print(json.dumps(ended))
"""


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def in_turn(commands: Sequence[Sequence[str]], typed: str = "", **environment: str) -> list[Ended]:
    """Runs the commands with these variables in one interpreter, for most of a command's time goes into starting it;
    `typed`: the lines that they read."""
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", _IN_TURN, json.dumps(commands)],
        cwd=ROOT,
        env=os.environ | environment,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert process.returncode == 0, process.stderr
    return [Ended(*one) for one in json.loads(process.stdout)]
