"""What the server sends besides the pages' own traffic: documents, files, headers, health."""

import gzip
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import segno
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from components import chrome, map_files, menu, wall
from components.scope import look_of, tongue
from data_access import basemap, database, registration, state
from data_access.clock import wall_clock
from data_access.problem import Problem
from data_access.settings import ROOT, settings, store_url
from data_access.wording import text

BUNDLE = Path(streamlit.__file__).parent / "static" / "static"
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}
_NOT_DOCUMENTS = (
    "/_stcore",
    "/static",
    "/media",
    "/component",
    "/app/static",
    "/chrome",
    "/attachments",
    "/map",
    "/healthz",
    "/screen",
)
_COMPRESSIBLE = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


class Headers:
    """Adds to every answer what browsers need to be strict, and how long to keep our own static files."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def sending(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Referrer-Policy"] = "same-origin"
                headers.setdefault("Content-Security-Policy", _policy())
                if scope["path"].startswith("/app/static/") and message["status"] in (200, 304):
                    headers["Cache-Control"] = A_DAY
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


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


class Compressed:
    """Sends Streamlit's scripts and styles compressed, each compressed once; Streamlit itself sends them plain."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"].startswith("/static/") and _takes_gzip(scope):
            path = scope["path"].removeprefix("/static/")
            kind = _COMPRESSIBLE.get(Path(path).suffix)
            body = await run_in_threadpool(_packed, path) if kind else None
            if body is not None:
                headers = {"Content-Encoding": "gzip", "Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
                await Response(body, media_type=kind, headers=headers)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def health(request: Request) -> JSONResponse:
    """200 while the store is readable and fresh enough, else 503 with the reason in words."""
    tongue(request.query_params)
    limit = settings().freshness.health_hours
    try:
        town = state.current(store_url())
    except Problem as problem:
        return _health(503, problem.key, str(problem))
    age = wall_clock() - town.complete_at
    if age > timedelta(hours=limit) and not town.demonstration:
        hours = int(age.total_seconds() // 3600)
        return _health(503, "old", text("health.old", hours=hours, limit=f"{limit:g}"), town)
    return _health(200, "ok", text("health.ok"), town)


def attachment(request: Request) -> Response:
    """A picture from the configured folder, and nothing from outside it."""
    folder = (ROOT / settings().attachments.folder).resolve()
    wanted = request.path_params["path"]
    path = (folder / wanted).resolve() if "\0" not in wanted else folder
    if not path.is_relative_to(folder) or path.suffix.lower() not in PICTURES or not path.is_file():
        return PlainTextResponse("404", status_code=404)
    headers = {
        "Cache-Control": A_DAY,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return FileResponse(path, headers=headers)


def chrome_asset(request: Request) -> Response:
    """A script or style of ours; its address carries the hash of its content."""
    name = request.path_params["name"]
    content = wall.assets().get(name) or chrome.assets().get(name)
    if content is None:
        return PlainTextResponse("404", status_code=404)
    return Response(content, media_type=_COMPRESSIBLE[Path(name).suffix], headers={"Cache-Control": FOREVER})


def screen(request: Request) -> Response:
    """The meeting-room screen; without a readable store it opens all the same, and waits."""
    lang = tongue(request.query_params)
    codes, demonstration = _committees()
    mark = text("frame.demonstration") if demonstration else ""
    page = wall.document(lang, dict(request.query_params), settings().screen, codes, mark)
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})


def code_to_scan(request: Request) -> Response:
    """A QR code, as SVG, of an address of this server, for the phone of who looks at the screen."""
    wanted = request.query_params.get("to", "/")[:400]
    if not wanted.startswith("/") or wanted.startswith("//"):
        return PlainTextResponse("404", status_code=404)
    drawn = BytesIO()
    segno.make(str(request.base_url).rstrip("/") + wanted, error="m").save(
        drawn, kind="svg", border=2, scale=8
    )
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _committees() -> tuple[list[str], bool]:
    """The codes of the committees of the last day, and whether it is a demonstration; none where the store is away."""
    try:
        engine = database.store_engine(store_url())
    except Problem:
        return [], False
    try:
        with database.snapshot(engine) as connection:
            town = state.of(connection)
            return list(
                database.read(connection, registration.by_committee(town.last_day))["committee"]
            ), town.demonstration
    except Problem:
        return [], False
    finally:
        engine.dispose()


def map_file(request: Request) -> Response:
    """What the map's script asks for: a part of the map, by the hash of its content."""
    content = map_files.packed(request.path_params["name"])
    if content is None:
        return PlainTextResponse("404", status_code=404)
    headers = {"Cache-Control": FOREVER, "Content-Encoding": "gzip"}
    return Response(content, media_type="application/json", headers=headers)


def map_tile(request: Request) -> Response:
    """A tile of the town's own ground; nothing where there is none, so that the map goes on without it."""
    place = request.path_params
    tile = (
        ROOT / settings().map.folder / basemap.TILES / f"{place['z']}" / f"{place['x']}" / f"{place['y']}.png"
    )
    if not tile.is_file():
        return Response(status_code=204)
    return FileResponse(tile, headers={"Cache-Control": A_DAY})


def _policy() -> str:
    known = settings()
    tiles = basemap.SERVICE_HOSTS if known.map.tianditu_key else ()
    return chrome.policy(known.attachments.hosts, tiles)


def _is_document(path: str) -> bool:
    last = path.rsplit("/", 1)[-1]
    ours = any(path == start or path.startswith(f"{start}/") for start in _NOT_DOCUMENTS)
    return not ours and "/_stcore/" not in path and "." not in last


def _document(request: Request) -> Response:
    known = {page.address for page in menu.PAGES}
    path, parameters = request.url.path, dict(request.query_params)
    if path not in known:
        if path != f"/{menu.PAGES[0].key}":
            parameters["lost"] = path.strip("/")[:40]
        return RedirectResponse("/" + (f"?{urlencode(parameters)}" if parameters else ""), 307)
    lang, look = tongue(parameters), look_of(parameters)
    packed = _takes_gzip(request.scope)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding", "Content-Language": chrome.TAGS[lang]}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(_document_bytes(lang, look, packed), media_type="text/html", headers=headers)


@cache
def _document_bytes(lang: str, look: str, packed: bool) -> bytes:
    content = chrome.document(lang, look).encode()
    return gzip.compress(content, 9) if packed else content


@cache
def _packed(path: str) -> bytes | None:
    file = (BUNDLE / path).resolve()
    if not file.is_relative_to(BUNDLE.resolve()) or not file.is_file():
        return None
    return gzip.compress(file.read_bytes(), 6)


def _takes_gzip(scope) -> bool:
    return "gzip" in RequestHeaders(scope=scope).get("accept-encoding", "")


def _health(status: int, key: str, sentence: str, town: state.State | None = None) -> JSONResponse:
    content = {"status": "ok" if status == 200 else "failing", "reason": key, "sentence": sentence}
    if town:
        content |= {
            "version": town.version,
            "last_day": str(town.last_day),
            "complete_at": str(town.complete_at),
        }
    return JSONResponse(content, status, {"Cache-Control": "no-store"})


MIDDLEWARE = (Middleware(Headers), Middleware(Documents), Middleware(Compressed))
ROUTES = (
    Route("/healthz", health),
    Route("/screen", screen),
    Route("/screen/qr", code_to_scan),
    Route("/attachments/{path:path}", attachment),
    Route("/chrome/{name}", chrome_asset),
    Route("/map/tiles/{z:int}/{x:int}/{y:int}.png", map_tile),
    Route("/map/{name}", map_file),
    Mount("/app/static", StaticFiles(directory=ROOT / "components" / "static")),
)
