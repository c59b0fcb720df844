"""What stands before everything else that the server does: a request that is refused here reaches no page and no part of
Streamlit, whether it came as HTTP or to open a websocket."""

import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from components.document import refusal
from data_access.wording import LANGUAGES, language
from delivery import callers
from delivery.callers import Caller, Refused

log = logging.getLogger(__name__)
Check = Callable[[Caller], Awaitable[Refused | None]]
"""What asks something of who calls; None where it has no objection."""
CHECKS: tuple[Check, ...] = (callers.named, callers.from_here, callers.ours, callers.same_origin)
"""In this order: the first objection is the answer."""


class Gate:
    """Lets through what every check agrees to; to the others it says in words, in every language, why not."""

    def __init__(self, app, checks: tuple[Check, ...] = CHECKS):
        self.app, self.checks = app, checks

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        caller = Caller(scope)
        for check in self.checks:
            if refused := await check(caller):
                _note(str(refused))
                await _answer(refused, caller)(scope, receive, send)
                return
        await self.app(_settled(scope), receive, send)


def _settled(scope: dict) -> dict:
    """Without the Origin, which has been judged: Streamlit would judge it again, by looking up its own address outside."""
    return scope | {"headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def _answer(refused: Refused, caller: Caller) -> Response:
    """For a browser a page, for a script lines; the socket of a server that can say nothing to it is closed by the same."""
    sentences = {}
    for lang in LANGUAGES:
        token = language.set(lang)
        sentences[lang] = str(refused)
        language.reset(token)
    headers = {"Cache-Control": "no-store"}
    if "text/html" in caller.headers.get("accept", ""):
        return HTMLResponse(refusal.document(sentences), refused.status, headers)
    return PlainTextResponse("\n".join(sentences.values()) + "\n", refused.status, headers)


@lru_cache(200)
def _note(sentence: str) -> None:
    """Logs each refusal once: who is refused may ask as often as they like."""
    log.warning("%s", sentence)
