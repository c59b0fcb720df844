"""Fifty readers who come at once: until the overview has reached each, against the same elements with constant data.

Each reader connects and asks at the same moment, over the websocket; the constant page is the one of `reruns`.
The readers share the machine with the server, so the seconds are those of this machine and only the ratio holds.
"""

import asyncio
import time
from collections.abc import Iterable
from statistics import quantiles

from benchmarks import serving
from benchmarks.result import Result
from tests.tab import Tab

AIM = 2
READERS = 50
TURNS = 4


def measure() -> Iterable[Result]:
    """The ratios at the median and at the 95th percentile, then the times."""
    with serving.dashboard() as real, serving.constants(real) as constant:
        times: dict[serving.Measured, list[float]] = {real: [], constant: []}
        spent = {real: 0.0, constant: 0.0}
        for turn in range(TURNS + 1):
            for server in times:
                before = server.cpu()
                seen = asyncio.run(_crowd(server.url))
                if turn:  # the first one warms up
                    times[server] += seen
                    spent[server] += server.cpu() - before
    shares = {server: quantiles(seen, n=100) for server, seen in times.items()}
    for percent in (50, 95):
        seconds = [shares[server][percent - 1] for server in (real, constant)]
        yield Result(
            f"{READERS} readers: first render against constant data, p{percent}",
            seconds[0] / seconds[1],
            "×",
            AIM,
        )
        yield Result(f"{READERS} readers: first render, p{percent}", seconds[0], "s")
        yield Result(f"{READERS} readers: first render with constant data, p{percent}", seconds[1], "s")
    yield Result(
        f"{READERS} readers: the server's processor time against constant data",
        spent[real] / spent[constant],
        "×",
    )


async def _crowd(url: str) -> list[float]:
    return await asyncio.gather(*(_reader(url) for _ in range(READERS)))


async def _reader(url: str) -> float:
    begun = time.perf_counter()
    async with Tab(url) as visitor:
        await visitor.run()
        return time.perf_counter() - begun
