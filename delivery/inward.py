"""What of Streamlit's own answers readers: what the pages need, and nothing that a later version may add."""

from collections.abc import Sequence
from functools import cache

from google.protobuf.message import DecodeError
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from streamlit.proto.BackMsg_pb2 import BackMsg

from delivery.compression import BUNDLE
from delivery.config import in_force

SOCKET = "/_stcore/stream"
HEALTH, HOST = "/_stcore/health", "/_stcore/host-config"
SCRIPTS = "/static/"
MESSAGES = ("rerun_script", "stop_script", "app_heartbeat")
"""What a page may say over its socket. The others are a developer's, and some are heard by all: `clear_cache` empties what
every reader shares."""


class Inward:
    """Stands before Streamlit, behind all that is ours: routes of `ours` pass."""

    def __init__(self, app, ours: Sequence[BaseRoute]):
        self.app, self.ours = app, ours

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket" and scope["path"] == SOCKET:
            await self.app(scope, _heard(receive), send)
        elif scope["type"] == "lifespan" or self._is_ours(scope) or _answers(scope):
            await self.app(scope, receive, send)
        else:
            await _instead(scope)(scope, receive, send)

    def _is_ours(self, scope) -> bool:
        return any(route.matches(scope)[0] == Match.FULL for route in self.ours)


def _answers(scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path = scope["path"]
    return path == HEALTH or path.removeprefix(SCRIPTS) in _scripts()


def _instead(scope) -> Response:
    """What a page asks of the host that frames it, answered without the names of Streamlit's own; else that it is not here."""
    if scope["path"] == HOST and scope["type"] == "http":
        frames = {"allowedOrigins": in_force().server.embed_in}
        return JSONResponse(frames | _HOST_CONFIG, headers={"Cache-Control": "no-store"})
    return PlainTextResponse("404", 404, {"Cache-Control": "no-store"})


_HOST_CONFIG = {
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
    "resourceCrossOriginMode": None,
}


@cache
def _scripts() -> frozenset[str]:
    """Streamlit's scripts, styles and fonts, so that one of another version is missing and not a page of HTML."""
    return frozenset(file.relative_to(BUNDLE).as_posix() for file in BUNDLE.rglob("*") if file.is_file())


def _heard(receive):
    """What comes over a socket, without what pages do not say."""

    async def heard():
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or _may_say(message.get("bytes")):
                return message

    return heard


def is_by_hand(message: dict) -> bool:
    """Whether something that came over a socket is a reader's doing: pages also look by themselves whether there is news."""
    heard = BackMsg()
    try:
        heard.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return False
    return heard.WhichOneof("type") != "app_heartbeat" and not heard.rerun_script.is_auto_rerun


def _may_say(frame: bytes | None) -> bool:
    message = BackMsg()
    try:
        message.ParseFromString(frame or b"")
    except DecodeError:
        return True  # Streamlit ends the connection
    return message.WhichOneof("type") in MESSAGES
