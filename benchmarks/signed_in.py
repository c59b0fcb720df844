"""Processor time of one rerun of who has signed in, against one where nobody does.

Both are served processes of the same town, warm, asked over the websocket in turns, for pages that are the same for the office as in
the open: what is more is the reader's menu and the question whether a session stands. Without pauses one rerun in a second asks the
records; at a reader's pace each does.
"""

import asyncio
from collections.abc import Iterable, Mapping
from statistics import median

from benchmarks import serving
from benchmarks.result import Result
from components import menu

AIM = 2
TURNS = 7
RUNS = 30
PAUSE = 1.1
SAME = ("help", "definitions", "overview")
Side = tuple[serving.Measured, Mapping[str, str] | None]


def measure() -> Iterable[Result]:
    """What a rerun costs more, page by page, at once and at a reader's pace."""
    with serving.dashboard() as without, serving.signed_in() as (server, held):
        for key in SAME:
            yield _more(key, 0, TURNS, (without, None), (server, held))
        yield _more(SAME[0], PAUSE, 3, (without, None), (server, held))


def _more(key: str, pause: float, turns: int, *sides: Side) -> Result:
    spent: list[float] = []
    for turn in range(turns + 1):
        without, signed_in = asyncio.run(_both(menu.BY_KEY[key], pause, *sides))
        if turn:  # the first one warms up
            spent.append((signed_in - without) / RUNS * 1000)
    pace = ", at a reader's pace" if pause else ""
    return Result(f"{key}: a rerun signed in more than an open one{pace}", median(spent), "ms", AIM)


async def _both(page: menu.Page, pause: float, *sides: Side) -> list[float]:
    """One after the other; where they pause, at the same time."""
    if pause:
        return await asyncio.gather(*(_runs(page, side, pause) for side in sides))
    return [await _runs(page, side, pause) for side in sides]


async def _runs(page: menu.Page, side: Side, pause: float) -> float:
    """The server's processor seconds of the reruns that follow a first run."""
    server, held = side
    async with serving.visitor(server.url, page, held) as tab:
        await tab.run()
        before = server.cpu()
        for _ in range(RUNS):
            await asyncio.sleep(pause)
            await tab.run()
        return server.cpu() - before
