"""The documents of the pages: Streamlit's own, with our looks, language and title in place from the first byte."""

import gzip
from contextlib import suppress
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components import menu
from components.document import chrome
from components.scope import CODE, language_of, look_of
from data_access import previews
from data_access.access.rights import Rights
from data_access.base_path import under_base
from data_access.clock import wall_clock
from data_access.wording import beside, text, year
from delivery.based import origin
from delivery.compression import takes_gzip
from delivery.config import in_force
from delivery.readers import reader_of

_FIRST = f"/{menu.PAGES[0].key}"
"""Another name of the first page, whose own is `/`."""
_ROUTED = (menu.SCREEN.address, menu.REMOTE.address, "/data", "/data/")
"""Documents that have a route of their own."""
_DOCUMENTS = {page.address for page in (*menu.PAGES, menu.SCREEN, menu.REMOTE)} | {_FIRST, "/data"}
"""What may be typed: these are found in other letters too, with a slash behind, or as a folder's index.html."""
_NOT_DOCUMENTS = (
    "/_stcore",
    "/static",
    "/media",
    "/component",
    "/app/static",
    "/chrome",
    "/attachments",
    "/map",
    "/data",
    "/healthz",
    "/screen",
    "/auth",
    "/oauth2callback",
    *(page.address for page in (menu.REMOTE, menu.SIGN_IN, menu.SIGN_OUT, menu.ACCOUNT)),
)
PATIENCE = 1
"""Seconds that a document waits for the name of what it shows; without it, it says which page it is."""


class Documents:
    """Answers every address of a page itself, in the language and look of the address; unknown pages lead to the first."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or not _is_document(scope["path"])
        ):
            await self.app(scope, receive, send)
            return
        response = await _document(Request(scope))
        await response(scope, receive, send)


def _is_document(path: str) -> bool:
    if path not in _ROUTED and _meant(path) in _DOCUMENTS:
        return True
    last = path.rsplit("/", 1)[-1]
    ours = any(path == start or path.startswith(f"{start}/") for start in _NOT_DOCUMENTS)
    return not ours and "/_stcore/" not in path and "." not in last


async def _document(request: Request) -> Response:
    pages = {page.address: page for page in menu.PAGES}
    path, parameters = request.scope["path"], dict(request.query_params)
    if path not in pages:
        return _led(path, parameters)
    lang, look = language_of(parameters), look_of(parameters)
    packed = takes_gzip(request.scope)
    headers = {
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding",
        "Content-Language": text("language.tag"),
    }
    if packed:
        headers["Content-Encoding"] = "gzip"
    name, words = await _described(pages[path], parameters, reader_of(request).rights)
    frames = in_force().server.embed_in
    content = _document_bytes(lang, look, frames, packed, name, words, origin(request.scope))
    return Response(content, media_type="text/html", headers=headers)


def _led(path: str, parameters: dict[str, str]) -> Response:
    """To the document that is meant, or to the first page with the name of what there is not."""
    meant = _meant(path)
    if meant not in _DOCUMENTS:
        parameters["lost"] = path.strip("/")[:40]
    to = meant if meant in _DOCUMENTS - {_FIRST} else "/"
    return RedirectResponse(under_base(to) + (f"?{urlencode(parameters)}" if parameters else ""), 307)


def _meant(path: str) -> str:
    return "/" + path.lower().removesuffix("/index.html").strip("/")


async def _described(page: menu.Page, parameters: dict[str, str], rights: Rights) -> tuple[str, str]:
    """What a page is called, by what it shows its reader, and what it tells, in a sentence; for who is sent its address."""
    year.set(wall_clock().year)
    code, name = parameters.get(page.key, ""), None
    if page.key in previews.PLACES and rights.opens(page.key) and CODE.fullmatch(code):
        with anyio.move_on_after(PATIENCE):
            name = await anyio.to_thread.run_sync(previews.name_of, page.key, code, abandon_on_cancel=True)
    words = text(f"preview.{page.key}")
    if name:
        words = text("sign.named", name=name, words=words)
    with suppress(ValueError):
        words = beside(words, text("preview.as_of", day=date.fromisoformat(parameters.get("on", ""))))
    return beside(name or text(f"nav.{page.key}"), text("frame.product")), words


@lru_cache(200)
def _document_bytes(
    lang: str, look: str, frames: tuple[str, ...], packed: bool, name: str, words: str, origin: str
) -> bytes:
    content = chrome.described(chrome.document(lang, look, frames), name, words, origin).encode()
    return gzip.compress(content, 9) if packed else content
