"""Streamlit's own files, compressed on their way."""

import gzip
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response

from delivery.headers import FOREVER

BUNDLE = Path(streamlit.__file__).parent / "static" / "static"
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
"""What is worth compressing, by the end of its name."""


class Compressed:
    """Sends Streamlit's scripts and styles compressed, each compressed once; Streamlit itself sends them plain."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"].startswith("/static/") and takes_gzip(scope):
            path = scope["path"].removeprefix("/static/")
            kind = KINDS.get(Path(path).suffix)
            body = await run_in_threadpool(_packed, path) if kind else None
            if body is not None:
                headers = {"Content-Encoding": "gzip", "Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
                await Response(body, media_type=kind, headers=headers)(scope, receive, send)
                return
        await self.app(scope, receive, send)


@cache
def _packed(path: str) -> bytes | None:
    file = (BUNDLE / path).resolve()
    if not file.is_relative_to(BUNDLE.resolve()) or not file.is_file():
        return None
    return gzip.compress(file.read_bytes(), 9)


def takes_gzip(scope) -> bool:
    """Whether who asks understands it."""
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")
