"""A browser without a screen: asks the server's routes, keeps cookies, sends forms."""

import asyncio
import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.applications import Starlette

import delivery

SERVED = Starlette(routes=list(delivery.ROUTES), middleware=list(delivery.MIDDLEWARE))


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str

    @property
    def leads_to(self) -> str:
        """Where a browser goes next."""
        return self.headers.get("location", "")

    @property
    def trouble(self) -> str:
        """The sentence that says what is wrong; empty where nothing is."""
        found = re.search(r'role="alert">(.*?)<', self.text)
        return html.unescape(found[1]) if found else ""


class Visitor:
    """One browser at one address."""

    def __init__(self, address: str = "127.0.0.1", **headers: str):
        self.address, self.headers = address, headers
        self.cookies: dict[str, str] = {}

    @property
    def session(self) -> str:
        """What the session's cookie holds."""
        return next(
            (value for name, value in self.cookies.items() if not name.endswith(("-form", "-mark"))), ""
        )

    def get(self, path: str, **headers: str) -> Answer:
        """Opens an address."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, token: str | None = None, **fields: str) -> Answer:
        """Sends the form that stands at the address, with its own token unless another one is named."""
        if token is None:
            found = re.search(r'name="token" value="([^"]*)"', self.get(path).text)
            token = found[1] if found else ""
        body = urlencode({"token": token} | fields).encode()
        return self._ask("POST", path, body, {"content-type": "application/x-www-form-urlencoded"})

    def send(self, path: str, content: object, **headers: str) -> Answer:
        """Sends something as JSON, as a script of a page does; bytes as they are."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self._ask("POST", path, body, {"content-type": "application/json"} | headers)

    def sign_in(self, name: str, password: str, path: str = "/sign-in") -> Answer:
        """Signs in by the form."""
        return self.post(path, name=name, password=password)

    def scope(self, kind: str, path: str, headers: dict[str, str]) -> dict:
        """What the server gets to see of a request."""
        path, _, query = path.partition("?")
        cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        pairs = {"host": "localhost"} | self.headers | (cookie if self.cookies else {}) | headers
        return {
            "type": kind, "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
            "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 80),
            "client": (self.address, 1), "http_version": "1.1",
            "headers": [(name.encode(), value.encode()) for name, value in pairs.items()],
            "extensions": {"websocket.http.response": {}},
        }  # fmt: skip

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        sent: list[dict] = []
        coming = [{"type": "http.request", "body": body, "more_body": False}]
        scope = self.scope("http", path, headers) | {"method": method}

        async def receive():
            return coming.pop() if coming else await asyncio.Future()

        async def send(message):
            sent.append(message)

        run(SERVED(scope, receive, send))
        pairs = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        cookies = [value for name, value in pairs if name == "set-cookie"]
        for written in cookies:
            for name, kept in SimpleCookie(written).items():
                self.cookies[name] = kept.value
                if not kept.value:
                    del self.cookies[name]
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode("utf-8", "replace")
        return Answer(sent[0]["status"], dict(pairs), cookies, text)


def run(coroutine):
    """What a coroutine gives, in a thread of its own: a browser's driver keeps a loop in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
