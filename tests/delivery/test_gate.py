"""Who is let in: by the name they ask for, by the way they came, by the page that asks; and how the others are told."""

import sqlite3
from contextlib import closing

import pytest

from data_access.settings import store_url
from data_access.wording import words
from delivery import gate, town
from tests.delivery.test_app import SERVED, run

LOCAL = {"host": "localhost:8501"}


class Inside:
    """The server behind the gate: remembers what reached it."""

    def __init__(self):
        self.reached = []

    async def __call__(self, scope, _receive, send):
        self.reached.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})


def call(headers: dict, client="127.0.0.1", server="127.0.0.1", kind="http", more=()):
    """One request at the gate: its status (204 is the server's own), the body, and what reached the server."""
    inside, sent = Inside(), []
    pairs = [(name.lower().encode(), value.encode()) for name, value in [*headers.items(), *more]]
    scope = {
        "type": kind, "method": "GET", "path": "/", "query_string": b"", "scheme": "http", "headers": pairs,
        "server": (server, 8501), "client": (client, 4711), "extensions": {"websocket.http.response": {}},
    }  # fmt: skip

    async def send(message):
        sent.append(message)

    run(gate.Gate(inside)(scope, None, send))
    status = sent[0]["status"] if sent else 204
    return status, b"".join(message.get("body", b"") for message in sent).decode(), inside.reached


@pytest.fixture
def a_real_town(own_store, monkeypatch):
    """In the store a town that is no demonstration."""
    with closing(sqlite3.connect(own_store)) as changed, changed:
        changed.execute("update state set demonstration = 0")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{own_store}")


@pytest.fixture
def a_demonstration(demo_store, monkeypatch):
    """In the store the demonstration town."""
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.usefixtures("a_real_town")
@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ({"host": "10.1.2.3:8501"}, "127.0.0.1"),
        ({"host": "dashboard.town.gov.cn"}, "127.0.0.1"),
        ({"host": "localhost:8501"}, "10.1.2.9"),
        (LOCAL | {"x-forwarded-for": "127.0.0.1"}, "127.0.0.1"),
        (LOCAL | {"x-forwarded-proto": "https"}, "127.0.0.1"),
        (LOCAL | {"forwarded": "for=127.0.0.1"}, "127.0.0.1"),
        (LOCAL | {"x-real-ip": "127.0.0.1"}, "127.0.0.1"),
        (LOCAL | {"via": "1.1 gateway"}, "127.0.0.1"),
    ],
)
def test_a_real_town_without_sign_in_answers_to_its_own_machine_only(headers, client, kind):
    status, body, reached = call(headers, client, server="10.1.2.3", kind=kind)
    assert (status, reached) == (403, [])
    for lang in ("zh", "en"):
        assert words(lang)["refused.network"] in body
    assert call(LOCAL, kind=kind)[0] == call({"host": "[::1]:8501"}, "::1", "::1", kind)[0] == 204


@pytest.mark.usefixtures("a_real_town")
def test_somebody_may_decide_that_a_real_town_is_open(town_settings):
    town_settings("[access]\nopen_to_network = true")
    assert call({"host": "10.1.2.3:8501"}, "10.1.2.9", "10.1.2.3")[0] == 204


@pytest.mark.usefixtures("a_demonstration")
def test_a_demonstration_is_open_to_the_network():
    assert call({"host": "10.1.2.3:8501", "x-real-ip": "10.1.2.9"}, "10.1.2.9", "10.1.2.3")[0] == 204
    assert call({"host": "10.1.2.3:8501"}, "::ffff:10.1.2.9", "::ffff:10.1.2.3")[0] == 204


def test_a_town_that_cannot_be_read_is_not_open(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert call({"host": "10.1.2.3:8501"}, "10.1.2.9", "10.1.2.3")[0] == 403
    assert run(town.is_demonstration()) is False
    assert str(tmp_path) in store_url()


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.usefixtures("a_demonstration")
def test_under_a_foreign_name_nobody_is_served(kind, town_settings):
    for host in ("evil.example", "10.1.2.4:8501", "localhost.evil.example", "127.0.0.1.evil.example:8501"):
        status, body, reached = call({"host": host}, server="10.1.2.3", kind=kind)
        assert (status, reached) == (421, [])
        assert host in body
    town_settings(
        '[server]\nhosts = ["board.town.gov.cn", "board:8443"]\npublic_url = "https://town.gov.cn/a"'
    )
    for host in ("board.town.gov.cn", "BOARD.town.gov.cn:8501", "board:8443", "town.gov.cn", "town.gov.cn."):
        assert call({"host": host}, kind=kind)[0] == 204
    assert call({"host": "board:8501"}, kind=kind)[0] == 421


@pytest.mark.parametrize("host", ["", "a b", "user@localhost", "localhost/x", "localhost:x", "[::1", "公司"])
def test_an_impossible_name_is_said_to_be_one(host):
    status, body, reached = call({"host": host})
    assert (status, reached) == (400, [])
    assert words("zh")["refused.host_malformed"] in body
    assert call({})[0] == 400
    assert call(LOCAL, more=[("host", "localhost")])[0] == 400


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_a_page_of_this_server_may_ask(kind, town_settings):
    for origin in (
        "http://evil.example",
        "null",
        "http://localhost:3000",
        "http://localhost",
        "file://localhost:8501",
        "localhost:8501",
    ):
        status, body, reached = call(LOCAL | {"origin": origin}, kind=kind)
        assert (status, reached) == (403, [])
        assert origin in body
    assert (
        call(LOCAL | {"origin": "http://localhost:8501"}, more=[("origin", "http://evil.example")])[0] == 403
    )
    town_settings('[server]\npublic_url = "https://town.gov.cn/dashboard"')
    for origin in ("http://localhost:8501", "https://town.gov.cn"):
        status, _, [inside] = call(LOCAL | {"origin": origin}, kind=kind)
        assert status == 204
        assert b"origin" not in dict(inside["headers"])


@pytest.mark.usefixtures("a_demonstration")
def test_a_browser_is_told_on_a_page_and_a_script_in_lines():
    status, page, _ = call({"host": "evil.example", "accept": "text/html,*/*"})
    assert status == 421
    assert '<html lang="zh-CN">' in page
    assert '<section lang="en">' in page
    assert "<script>" not in call({"host": "evil<script>", "accept": "text/html"})[1]
    assert call({"host": "evil.example"})[1].count("\n") == 2


def test_a_refusal_is_logged_once(caplog):
    gate._note.cache_clear()
    for _ in range(3):
        call({"host": "evil.example"}, server="10.1.2.3")
    assert len(caplog.records) == 1


def test_the_gate_stands_before_everything_that_answers():
    assert gate.Gate in [one.cls for one in SERVED.user_middleware[:3]]
