"""Every address of the running server has been decided about: a new one, ours or of a new Streamlit, fails here first."""

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from starlette.routing import compile_path
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.browser.serving import ROOT

OURS = {
    "/healthz": "/healthz",
    "/sign-in": None,
    "/sign-in/provider": None,
    "/sign-in/back": None,
    "/sign-out": None,
    "/account": None,
    "/screen": "/screen",
    "/remote": None,
    "/remote/news": "/remote/news",
    "/screen/orders": None,
    "/screen/remote": None,
    "/screen/pairing": "/screen/pairing",
    "/screen/qr": "/screen/qr?to=/works",
    "/screen/spots": "/screen/spots",
    "/data": "/data",
    "/data/": "/data/",
    "/data/{name}.csv": "/data/ranking.csv",
    "/data/{name}.xlsx": "/data/ranking.xlsx",
    "/data/{name}.pdf": "/data/slip.pdf?slip=2017-2",
    "/data/{name}.docx": "/data/slip.docx?slip=2017-2",
    "/data/{name}.png": "/data/bulletin.png?on=2017-07-14",
    "/guide/{name}": "/guide/committee-zh.webp",
    "/attachments/{path:path}": None,
    "/chrome/{version}/{name:path}": "/chrome/1/document/chrome.js",
    "/map/tiles/{z:int}/{x:int}/{y:int}.png": "/map/tiles/1/2/3.png",
    "/map/{name}": None,
    "/app/static": "/app/static/favicon.svg",
    "/app/static/{path:path}": "/app/static/favicon.svg",
}
"""What answers, by its route: an example; None for what has to be there first, or takes forms."""
STREAMLITS = {"/_stcore/health", "/_stcore/host-config", ""}
"""Of Streamlit's own what the pages need; the last are its scripts."""
CLOSED = {
    "/media/{file_id:path}",
    "/_stcore/metrics",
    "/_stcore/upload_file/{session_id}/{file_id}",
    "/component/{path:path}",
    "/_stcore/bidi-components/{path:path}",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
}
SOCKET = "/_stcore/stream"
LIST = "import app; print(*(route.path for route in app.app._build_starlette_app().routes), sep='\\n')"
LISTED = (
    "/static",
    "/index.html",
    "/favicon.png",
    "/manifest.json",
    "/static/js/index.js",
    "/robots.txt",
    "/app.py",
)
"""Files that are asked for by name, as a browser or a stranger may, and that are no answer."""


@pytest.fixture(scope="module")
def ask(served):
    """`ask(method, path, headers)`: the status, the headers and the body, as they come over the wire."""

    def request(method: str, path: str, headers=()):
        line = HTTPConnection(urlsplit(served.url).netloc, timeout=60)
        line.request(method, path, headers=dict(headers))
        answer = line.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        line.close()
        return found

    return request


def test_every_route_is_open_or_closed_by_decision():
    run = subprocess.run([sys.executable, "-c", LIST], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(run.stdout.split("\n")) - {""} == ({*OURS, *CLOSED, *STREAMLITS, SOCKET} - {""})


@pytest.mark.parametrize("route", sorted(CLOSED))
def test_what_readers_do_not_need_does_not_answer(ask, route):
    path = compile_path(route)[1]
    for name in compile_path(route)[2]:
        path = path.replace("{" + name + "}", "x")
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
        status, headers, body = ask(method, path)
        assert (status, body) == (404, b"404"), method
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", [one for one in OURS.values() if one])
def test_what_is_ours_answers_to_who_reads(ask, path):
    assert ask("GET", path)[0] in (200, 204)
    assert ask("POST", path)[0] in (404, 405)


def test_of_streamlit_the_pages_have_what_they_need_and_no_names_of_others(ask):
    assert ask("GET", "/_stcore/health")[::2] == (200, b"ok")
    assert b"streamlit" not in ask("GET", "/_stcore/host-config")[2].lower()
    for path in LISTED:
        assert ask("GET", path)[0] in (307, 404), path
        assert b"Streamlit" not in ask("GET", path)[2]
    for path in ("/_stcore/health", "/works", "/"):
        assert ask("POST", path)[0] in (404, 405)
    assert not [name for name in ask("GET", "/_stcore/health")[1] if name.lower() == "set-cookie"]


def test_a_socket_is_opened_to_a_page_of_this_server_alone_and_at_once(served):
    address = urlsplit(served.url).netloc

    async def status(path: str, **headers: str) -> int:
        try:
            async with connect(f"ws://{address}{path}", additional_headers=headers, proxy=None):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    async def refusals() -> list[int]:
        paths = [SOCKET, "/_stcore/other", "/stream", "/"]
        opened = [await status(path, Origin=f"http://{address}") for path in paths]
        return opened + [await status(SOCKET, Origin="http://evil.example") for _ in range(20)]

    began = time.monotonic()
    assert in_a_thread(refusals()) == [101, 404, 404, 404, *[403] * 20]
    assert time.monotonic() - began < 10  # a look-up outside takes 2 s each


def in_a_thread(coroutine):
    """What a coroutine gives: the browser's driver keeps a loop in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
