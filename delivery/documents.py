"""The documents of the pages: Streamlit's own, with our looks, language and title in place from the first byte."""

import gzip
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components import menu
from components.document import chrome
from components.scope import language_of, look_of
from data_access.wording import text
from delivery.compression import takes_gzip

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
)


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
        await _document(Request(scope))(scope, receive, send)


def _is_document(path: str) -> bool:
    last = path.rsplit("/", 1)[-1]
    ours = any(path == start or path.startswith(f"{start}/") for start in _NOT_DOCUMENTS)
    return not ours and "/_stcore/" not in path and "." not in last


def _document(request: Request) -> Response:
    addresses = {page.address for page in menu.PAGES}
    path, parameters = request.url.path, dict(request.query_params)
    if path not in addresses:
        if path != f"/{menu.PAGES[0].key}":
            parameters["lost"] = path.strip("/")[:40]
        return RedirectResponse("/" + (f"?{urlencode(parameters)}" if parameters else ""), 307)
    lang, look = language_of(parameters), look_of(parameters)
    packed = takes_gzip(request.scope)
    headers = {
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding",
        "Content-Language": text("language.tag"),
    }
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(_document_bytes(lang, look, packed), media_type="text/html", headers=headers)


@cache
def _document_bytes(lang: str, look: str, packed: bool) -> bytes:
    content = chrome.document(lang, look).encode()
    return gzip.compress(content, 9) if packed else content
