"""A websocket of somebody who is signed in: closed as soon as the session has ended, here or on another server."""

import asyncio

from data_access.problem import Problem
from delivery import standing

EVERY = 5
"""Seconds after which it is asked again, where nothing comes and goes."""
ENDED = 4401
"""What a page is told with the end of its connection: that nobody is signed in there any more."""


class Watched:
    """One connection between a page and Streamlit, and whether its session stands."""

    def __init__(self, app, session_id: str):
        self.app, self.session_id = app, session_id
        self.ended = False

    async def __call__(self, scope, receive, send):
        coming: asyncio.Future | None = None

        async def receiving():
            nonlocal coming
            while not self.ended:
                coming = coming or asyncio.ensure_future(receive())
                await asyncio.wait({coming}, timeout=EVERY)
                if not await self._stands(coming.done()):
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
        """Whether the session stands; where the records cannot say so, it does not."""
        try:
            found = await standing.session(self.session_id)
            if found and used:
                await standing.used(found)
        except Problem:
            return False
        return found is not None

    async def _end(self, send) -> None:
        if not self.ended:
            self.ended = True
            await send({"type": "websocket.close", "code": ENDED, "reason": ""})
