"""A websocket, closed as soon as its reader would not be let in any more, here or on another server."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from delivery import standing
from delivery.inward import is_by_hand

EVERY = 5
"""Seconds after which it is asked again, where nothing comes and goes."""
ENDED = 4401
"""What a page is told with the end of its connection: that nobody is signed in there any more."""


class Watched:
    """One connection between a page and Streamlit, and whether its reader `stands`, which is asked with whether they have
    just done something."""

    def __init__(self, app, stands: Callable[[bool], Awaitable[bool]]):
        self.app, self.stands = app, stands
        self.ended, self.until = False, 0.0

    async def __call__(self, scope, receive, send):
        coming: asyncio.Future | None = None

        async def receiving():
            nonlocal coming
            while not self.ended:
                coming = coming or asyncio.ensure_future(receive())
                await asyncio.wait({coming}, timeout=EVERY)
                if not await self._stands(coming.done() and is_by_hand(coming.result())):
                    await self._end(send)
                elif coming.done():
                    message, coming = coming.result(), None
                    return message
            return {"type": "websocket.disconnect", "code": ENDED}

        async def sending(message):
            if self.ended:
                return
            if message["type"] == "websocket.send" and not await self._stands():
                await self._end(send)
                return
            await send(message)

        try:
            await self.app(scope, receiving, sending)
        finally:
            if coming:
                coming.cancel()

    async def _stands(self, used: bool = False) -> bool:
        """As it was a second ago at most."""
        now = monotonic()
        if now < self.until and not used:
            return True
        self.until = now + standing.SECONDS
        return await self.stands(used)

    async def _end(self, send) -> None:
        if not self.ended:
            self.ended = True
            await send({"type": "websocket.close", "code": ENDED, "reason": ""})
