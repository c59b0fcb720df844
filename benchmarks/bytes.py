"""What a visit to the overview puts on the wire, both ways, with an empty browser and with one that was there before; and
what an empty browser waits for over a slow line.

Chromium talks to the server through a proxy that only counts: headers, compressed websocket frames and all. The slow line is
Chromium's own, which says of each answer what came over it; the frames are counted as they are packed.
"""

import asyncio
import base64
import threading
import zlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from benchmarks import serving
from benchmarks.result import Result
from scripts.pictures import chromium, settled

COLD_MB = 5
WARM_KB = 50
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 1.6e6 / 8}
"""A slow line: 1.6 Mbit a second, 150 ms until an answer begins."""
FIGURES_MB, SHAPE_S = 0.85, 2
WINDOW = {"width": 1920, "height": 1080}


def measure() -> Iterable[Result]:
    """Megabytes of a first visit, kilobytes of a second; over a slow line, megabytes before the figures, and seconds
    from the document to the page's shape."""
    with serving.dashboard() as server, _Counted(server.url) as counted, chromium() as browser:
        context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
        sizes = []
        for _ in range(2):
            page = context.new_page()
            before = counted.bytes
            page.goto(counted.url)
            settled(page)
            sizes.append(counted.bytes - before)
            page.close()
        context.close()
        before, shape = _over_a_slow_line(server.url, browser)
    yield Result("a cold visit to the overview", sizes[0] / 1e6, "MB", COLD_MB)
    yield Result("a warm visit to the overview", sizes[1] / 1e3, "kB", WARM_KB)
    yield Result("a cold visit over a slow line, before the figures", before / 1e6, "MB", FIGURES_MB)
    yield Result("the same, from the document to the page's shape", shape, "s", SHAPE_S)


def _over_a_slow_line(url: str, browser) -> tuple[float, float]:
    context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    session = context.new_cdp_session(page)
    answers: list[float] = []
    frames: list[bytes] = []
    session.on("Network.loadingFinished", lambda event: answers.append(event["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived",
        lambda event: frames.append(base64.b64decode(event["response"]["payloadData"])),
    )
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(url, wait_until="commit")
    page.locator(".st-key-fig-registered .figure").wait_for(timeout=120_000)
    before = sum(answers) + len(zlib.compress(b"".join(frames)))
    shape = page.evaluate(
        """() => performance.getEntriesByName('first-contentful-paint')[0].startTime
                 - performance.getEntriesByType('navigation')[0].responseStart"""
    )
    context.close()
    return before, shape / 1000


class _Counted:
    """A proxy in front of a server, in a thread of its own; `bytes` is what has gone through."""

    def __init__(self, url: str):
        self._behind = urlsplit(url).port
        self.bytes = 0

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        begun = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        )
        self.url = f"http://127.0.0.1:{begun.result().sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _serve(self, reader, writer):
        behind = await asyncio.open_connection("127.0.0.1", self._behind)
        await asyncio.gather(self._pass(reader, behind[1]), self._pass(behind[0], writer))

    async def _pass(self, reader, writer):
        try:
            while part := await reader.read(65536):
                self.bytes += len(part)
                writer.write(part)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()
