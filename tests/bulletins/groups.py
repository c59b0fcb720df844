"""Groups whose robots answer as WeCom's and DingTalk's interfaces are published to, on the loopback."""

import base64
import binascii
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa", "SEC7b1c0ffee5ecret"
_OK = {"errcode": 0, "errmsg": "ok"}


class Group:
    """A group: what has arrived in it, how often its robot was called, and what the robot does `next` instead of answering by the
    book: a status, an answer, or a function that is called once the message has arrived."""

    def __init__(self, path: str, clock: Callable[[], datetime]):
        self.arrived: list[dict] = []
        self.calls = 0
        self.next: list[int | dict | Callable[[], None]] = []
        self.url = ""
        self._path, self._clock = path, clock
        self._taken: list[datetime] = []

    @property
    def texts(self) -> list[str]:
        """The words that have arrived."""
        return [one["text"]["content"] for one in self.arrived if one["msgtype"] == "text"]

    def asked(self, address: str, kind: str, body: bytes) -> tuple[int, dict]:
        """A status and an answer to a message."""
        self.calls += 1
        instead = self.next.pop(0) if self.next else None
        if isinstance(instead, int):
            return instead, {}
        if isinstance(instead, dict):
            return 200, instead
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        if urlsplit(address).path != self._path or kind != "application/json":
            return 404, {}
        answer = self.refusal(query, json.loads(body)) or self._limited() or _OK
        if answer == _OK:
            self.arrived.append(json.loads(body))
        if instead:
            instead()
        return 200, answer

    def refusal(self, query: dict[str, str], message: dict) -> dict | None:
        """Why a message is not taken."""
        raise NotImplementedError

    def limit(self) -> dict:
        """The answer to who sends too much."""
        raise NotImplementedError

    def _limited(self) -> dict | None:
        now = self._clock()
        self._taken = [at for at in self._taken if (now - at).total_seconds() < 60]
        if len(self._taken) >= 20:
            return self.limit()
        self._taken.append(now)
        return None


class WeCom(Group):
    """By https://developer.work.weixin.qq.com/document/path/91770."""

    def refusal(self, query, message):
        if query.get("key") != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1], from ip: 127.0.0.1"}
        if message["msgtype"] == "text":
            long = len(message["text"]["content"].encode()) > 2048
            return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"} if long else None
        try:
            picture = base64.b64decode(message["image"]["base64"], validate=True)
        except binascii.Error:
            return {"errcode": 40058, "errmsg": "invalid Request Parameter"}
        if len(picture) > 2 * 1024 * 1024:
            return {"errcode": 40009, "errmsg": "invalid image size"}
        if hashlib.md5(picture).hexdigest() != message["image"]["md5"]:
            return {"errcode": 301019, "errmsg": "image md5 not match"}
        return None

    def limit(self):
        return {"errcode": 45009, "errmsg": "api freq out of limit"}


class DingTalk(Group):
    """By https://open.dingtalk.com/document/robots/custom-robot-access."""

    def refusal(self, query, message):
        if query.get("access_token") != KEY:
            return {"errcode": 300005, "errmsg": "token is not exist"}
        moment = query.get("timestamp", "0")
        if abs(self._clock().timestamp() * 1000 - int(moment)) > 3_600_000:
            return {"errcode": 310000, "errmsg": "invalid timestamp"}
        code = hmac.new(SECRET.encode(), f"{moment}\n{SECRET}".encode(), "sha256").digest()
        if query.get("sign") != base64.b64encode(code).decode():
            return {"errcode": 310000, "errmsg": "sign not match"}
        if message["msgtype"] != "text":
            return {"errcode": 400105, "errmsg": "unsupported msgtype"}
        return None

    def limit(self):
        return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}


@contextmanager
def wecom(clock: Callable[[], datetime]) -> Iterator[WeCom]:
    """A group of WeCom whose robot has the address `url`."""
    with _served(WeCom("/cgi-bin/webhook/send", clock), f"/cgi-bin/webhook/send?key={KEY}") as group:
        yield group


@contextmanager
def dingtalk(clock: Callable[[], datetime]) -> Iterator[DingTalk]:
    """A group of DingTalk whose robot has the address `url`."""
    with _served(DingTalk("/robot/send", clock), f"/robot/send?access_token={KEY}") as group:
        yield group


def in_time(holds: Callable[[], object], seconds: float = 30) -> None:
    """Waits until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def _served(group, address: str) -> Iterator:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            status, answer = group.asked(self.path, self.headers["content-type"], body)
            words = json.dumps(answer).encode()
            try:
                self.send_response(status)
                if status == 302:
                    self.send_header("location", group.url)
                self.send_header("content-length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)
            except OSError:  # who asked has not waited
                pass

        def log_message(self, format, *values):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    group.url = f"http://127.0.0.1:{server.server_port}{address}"
    try:
        yield group
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
