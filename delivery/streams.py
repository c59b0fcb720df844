"""News that go to a browser as they come (server-sent events), or once to who asks in another way."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

EVENTS = "text/event-stream"
SOON, LATER = 0.1, 1.0
"""Seconds after which is looked again: where something may happen at any moment, and where it is quiet."""
BEAT = 5
"""Seconds after which the same is said again, so that who hears nothing knows that something is wrong."""
LONGEST = 300
"""Seconds after which a browser has to ask anew, and is asked who it is."""
_AGAIN = 300  # ms


@dataclass(frozen=True)
class News:
    """What there is to say now; `left`, milliseconds that pass by themselves, is no news. `lively`: it may change soon."""

    content: dict[str, object]
    left: int
    lively: bool

    @property
    def written(self) -> dict[str, object]:
        """All of it."""
        return self.content | {"left": self.left}


async def answer(request: Request, look: Callable[[], Awaitable[News | None]]) -> Response:
    """The answer that tells what `look` finds, now and from then on until it finds nothing; 204 where that is so at once,
    after which a browser does not ask again."""
    news = await look()
    if news is None:
        return Response(status_code=204)
    if EVENTS not in request.headers.get("accept", ""):
        return JSONResponse(news.written, headers={"Cache-Control": "no-store"})
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(news, look), media_type=EVENTS, headers=headers)


async def _events(news: News | None, look: Callable[[], Awaitable[News | None]]) -> AsyncIterator[str]:
    yield f"retry: {_AGAIN}\n\n"
    began, beat, before = monotonic(), 0.0, None
    while news and monotonic() < began + LONGEST and not _is_ending():
        if news.content != before or monotonic() >= beat:
            beat, before = monotonic() + BEAT, news.content
            yield f"data: {json.dumps(news.written, ensure_ascii=False)}\n\n"
        await asyncio.sleep(SOON if news.lively else LATER)
        news = await look()


def _is_ending() -> bool:
    """Whether the server has been asked to end: it waits for every answer that still goes on, and says so to nobody but the
    one who holds its signals."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return bool(getattr(server, "should_exit", False))
