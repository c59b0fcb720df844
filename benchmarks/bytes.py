"""What a visit to the overview puts on the wire, both ways, with an empty browser and with one that was there before.

Chromium talks to the server through a proxy that only counts: headers, compressed websocket frames and all.
"""

import asyncio
import threading
from collections.abc import Iterable
from urllib.parse import urlsplit

from benchmarks import serving
from benchmarks.result import Result
from scripts.pictures import chromium, settled

COLD_MB = 5
WARM_KB = 50
WINDOW = {"width": 1920, "height": 1080}


def measure() -> Iterable[Result]:
    """Megabytes of a first visit, kilobytes of a second."""
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
    yield Result("a cold visit to the overview", sizes[0] / 1e6, "MB", COLD_MB)
    yield Result("a warm visit to the overview", sizes[1] / 1e3, "kB", WARM_KB)


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
