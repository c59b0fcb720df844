"""Keeps the store fresh while a server runs, each refresh in a process of its own."""

import asyncio
import logging
import sys
from contextlib import asynccontextmanager, suppress

from data_access.clock import wall_clock
from data_access.settings import ROOT, Refresh, settings

log = logging.getLogger(__name__)
FIRST_SECONDS = 30
COMMAND = [sys.executable, "-m", "data_access", "refresh"]


@asynccontextmanager
async def kept_fresh():
    """Refreshes in the background until the block ends; then the running refresh, if any, is ended too."""
    task = asyncio.create_task(_upkeep(settings().refresh))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _upkeep(how: Refresh) -> None:
    if not how.interval_minutes:
        return
    reconciled = None
    await asyncio.sleep(min(FIRST_SECONDS, how.interval_minutes * 60))
    while True:
        now = wall_clock()
        due = now.hour >= how.reconcile_hour and reconciled != now.date()
        if await refresh_apart("--reconcile" if due else None) and due:
            reconciled = now.date()
        await asyncio.sleep(how.interval_minutes * 60)


async def refresh_apart(option: str | None) -> bool:
    """One refresh in another process, its last line logged; whether it ended well.

    Another refresh at the same time is no harm: the store has one writer, and the second leaves.
    """
    command = [*COMMAND, *([option] if option else [])]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        await _end(process)
        raise
    lines = output.decode("utf-8", "replace").strip().splitlines()
    level = logging.INFO if process.returncode == 0 else logging.WARNING
    log.log(
        level, "refresh%s ended with %s: %s", f" {option}" if option else "", process.returncode, lines[-1:]
    )
    return process.returncode == 0


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 10)
    except TimeoutError:
        process.kill()
        await process.wait()
