"""Processor time of one rerun of each page against the same elements with constant data.

Both are served processes, warm, asked over the websocket for the same number of runs in turns; what counts is
the servers' own processor time. The constant page is written from what the real page sent (see `constant`) and
stands behind the same server with the same start, so that the difference is what the page computes: reading
the address and the store's state, looking its queries up, writing its HTML.
"""

import asyncio
from collections.abc import Iterable

from benchmarks import serving
from benchmarks.result import Result
from components import menu

AIM = 2
TURNS = 6
RUNS = 15


def measure() -> Iterable[Result]:
    """For each page the ratio, then what it is made of."""
    with serving.dashboard() as real, serving.constants(real) as constant:
        for page in menu.PAGES:
            yield from _page(page, real, constant)


def _page(page: menu.Page, *servers: serving.Measured) -> Iterable[Result]:
    spent, sent = [0.0, 0.0], [0, 0]
    for turn in range(TURNS + 1):
        for which, server in enumerate(servers):
            size = asyncio.run(_runs(page, server))
            if turn:  # the first one warms up
                spent[which] += size[0]
                sent[which] = size[1]
    each = [seconds / TURNS / RUNS * 1000 for seconds in spent]
    yield Result(f"{page.key}: rerun against constant data", each[0] / each[1], "×", AIM)
    yield Result(f"{page.key}: rerun", each[0], "ms")
    yield Result(f"{page.key}: rerun with constant data", each[1], "ms")
    yield Result(f"{page.key}: bytes of a first run against constant data", sent[0] / sent[1], "×")


async def _runs(page: menu.Page, server: serving.Measured) -> tuple[float, int]:
    """The server's processor seconds of the reruns that follow a first run, and the bytes of that one."""
    async with serving.visitor(server.url, page) as visitor:
        first = sum(map(len, await visitor.run()))
        before = server.cpu()
        for _ in range(RUNS):
            await visitor.run()
        return server.cpu() - before, first
