"""Keeps the store fresh while a server runs, each refresh in a process of its own."""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from data_access import issuing, recorded
from data_access.clock import moment, wall_clock
from data_access.problem import Problem
from data_access.records import auditing
from data_access.records.chain import Head
from data_access.refresh import bookkeeping
from data_access.settings import ROOT, Refresh, audit_key, records_url, settings, store_url

log = logging.getLogger(__name__)
FIRST_SECONDS = 30
GRACE_SECONDS = 120
"""Beyond `refresh.run_minutes`, until a refresh that has not ended by itself is ended."""
AUDIT_SECONDS = 3600
BULLETIN_SECONDS = 20
END_SECONDS = 10
"""For a process that was asked to end, and again for one that was made to."""
COMMAND = [sys.executable, "-m", "data_access", "refresh"]


async def open_records() -> None:
    """Makes the records, or brings them forward, before anybody reads them; what stands against that goes to the log, and
    the pages go on without."""
    try:
        opened = await asyncio.to_thread(recorded.opened, records_url(), store_url(), moment())
        opened.dispose()
    except Problem as problem:
        log.error("the records cannot be opened: %s", problem)


@asynccontextmanager
async def kept_fresh() -> AsyncIterator[None]:
    """Refreshes in the background, keeps the audit and sees to bulletins, until the block ends; then the running refresh, if any,
    is ended too."""
    work = (_upkeep(settings().refresh), _keep_audit(), _see_to_bulletins())
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _keep_audit() -> None:
    """Every hour the audit's last row goes to the log, which lies elsewhere; what is older than its term goes. Records begin
    meanwhile where the store had yet to be filled."""
    while True:
        try:
            log.info("audit: %s", await asyncio.to_thread(_audit_kept))
        except Problem as problem:
            log.error("the audit cannot be kept: %s", problem)
        except Exception:  # the next hour looks again
            log.exception("the audit could not be kept")
        await asyncio.sleep(AUDIT_SECONDS)


async def _see_to_bulletins() -> None:
    """Every few seconds, where the settings ask for it: issues what is due and hands on what waits. What stands against it is
    logged once, until something else does."""
    last = None
    while issuing.is_asked_for(settings()):
        await asyncio.sleep(BULLETIN_SECONDS)
        try:
            await asyncio.to_thread(issuing.keep_up)
            last = None
        except Problem as problem:
            if str(problem) != last:
                last = str(problem)
                log.error("bulletins have to wait: %s", last)
        except Exception:  # the next time may be better
            log.exception("bulletins could not be seen to")


def _audit_kept() -> Head | None:
    engine = recorded.opened(records_url(), store_url(), moment())
    try:
        auditing.end_old(engine, audit_key(), moment(), settings().audit.months)
        return auditing.head(engine)
    finally:
        engine.dispose()


async def _upkeep(how: Refresh) -> None:
    if not how.interval_minutes:
        return
    reconciled = None
    await asyncio.sleep(min(FIRST_SECONDS, how.interval_minutes * 60))
    while True:
        now = wall_clock()
        due = now.hour >= how.reconcile_hour and reconciled != now.date()
        try:
            limit = how.run_minutes * 60 + GRACE_SECONDS
            if await refresh_apart("--reconcile" if due else None, limit) and due:
                reconciled = now.date()
        except Exception:  # one refresh that could not even begin is no reason to begin none any more
            log.exception("a refresh could not be run")
        await asyncio.sleep(how.interval_minutes * 60)


async def refresh_apart(option: str | None, limit: float = 3600) -> bool:
    """One refresh in another process, its last line logged, all of them where it failed; whether it ended well. After
    `limit` seconds it is ended; what cannot note its own end is noted here.

    Another refresh at the same time is no harm: the store has one writer, and the second leaves.
    """
    started, ticks = wall_clock(), time.monotonic()
    command = [*COMMAND, *([option] if option else [])]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output = b""
    try:
        # wait_for would lose a cancellation that comes as the process ends.
        async with asyncio.timeout(limit):
            output, _ = await process.communicate()
    except TimeoutError:
        await _end(process)
    except asyncio.CancelledError:
        await _end(process)
        raise
    _say(option, process.returncode, output.decode("utf-8", "replace").strip())
    if process.returncode is None or process.returncode < 0:
        kind, seconds = (option or "incremental").strip("-"), time.monotonic() - ticks
        failed_run = (store_url(), kind, started, seconds, Problem("killed"))
        await asyncio.to_thread(bookkeeping.note_failure, *failed_run)
    return process.returncode == 0


def _say(option: str | None, code: int | None, output: str) -> None:
    if code == 0:
        log.info("refresh %s ended well: %s", option or "", output.splitlines()[-1:])
    else:
        log.warning("refresh %s ended with %s:\n%s", option or "", code, output)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Asks the process to end, then makes it; what does not end even so (it may hang in the system) is left behind."""
    for ask in (process.terminate, process.kill):
        if process.returncode is None:
            with suppress(ProcessLookupError):
                ask()
        with suppress(TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
