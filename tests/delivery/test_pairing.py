"""A wall without a session shows a code, reads as a screen once it is paired, at whichever server, and until it is revoked."""

import json
import re
from datetime import timedelta

import pytest

from data_access import recorded
from data_access.access import devices, reader
from data_access.access.rights import Rights
from data_access.clock import moment
from data_access.settings import records_url, store_url
from delivery import standing
from tests.access.people import CHIEF
from tests.delivery.test_signing import ACCOUNTS, GATEWAY, reader_in, socket, while_open
from tests.delivery.visitor import Visitor

PROVIDER = """[access]
mode = "oidc"
groups = [{group = "a", role = "office"}]
[access.oidc]
issuer = "http://127.0.0.1:1"
client_id = "us"
[server]
public_url = "http://localhost"
"""


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    monkeypatch.setattr(standing, "SECONDS", 0)


@pytest.fixture
def engine(records_url, town_settings, demo_store, monkeypatch):
    """The records of a town whose readers sign in."""
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    town_settings(ACCOUNTS)
    return standing.kept().engine


def asked(wall: Visitor) -> dict:
    """What a wall gets to know that asks again."""
    return json.loads(wall.get("/screen/pairing").text)


def paired(engine, wall: Visitor, name: str = "会议室") -> Visitor:
    """The same wall, paired."""
    wall.get("/screen")
    devices.pair(engine, CHIEF, moment(), asked(wall)["code"], name)
    assert asked(wall) == {"paired": True}
    return wall


def test_an_unpaired_wall_shows_a_code_and_the_way_to_sign_in(engine):
    wall = Visitor()
    shown = wall.get("/screen?scenes=works&lang=en")
    assert (shown.status, shown.headers["cache-control"]) == (200, "no-store")
    assert "http://localhost/administration" in shown.text
    assert "/sign-in?next=%2Fscreen%3Fscenes%3Dworks%26lang%3Den&amp;lang=en" in shown.text
    for part in re.findall(r'(?:href|src)="(/(?:chrome|app)/[^"]+)"', shown.text):
        assert wall.get(part).status == 200, part
    answer = asked(wall)
    assert (answer["paired"], len(answer["code"])) == (False, 6)
    assert 0 < answer["seconds"] <= 60
    assert wall.get("/screen/spots").status == wall.get("/screen/qr").status == 401
    assert "浏览器没有保存" in asked(Visitor())["sentence"]


@pytest.mark.parametrize("mode", [ACCOUNTS, GATEWAY, PROVIDER], ids=["accounts", "header", "oidc"])
def test_a_paired_wall_reads_as_a_screen_and_no_more(engine, town_settings, mode):
    town_settings(mode)
    wall = paired(engine, Visitor())
    [cookie] = [name for name in wall.cookies if name.endswith("-screen")]
    assert 'id="scenes"' in wall.get("/screen").text
    assert wall.get("/screen/spots").status == 200
    assert json.loads(wall.get("/healthz").text)["version"]
    found = reader_in(socket(wall)[0])
    [device] = devices.listed(engine)
    assert found == reader.Reader(Rights("screen"), device=device.id)
    assert wall.get("/account").leads_to.startswith("/sign-in")
    copied = Visitor()
    copied.cookies = {cookie: wall.cookies[cookie]}
    assert socket(copied)[0] is not None
    copied.cookies = {cookie.removesuffix("-screen"): wall.cookies[cookie]}
    assert socket(copied) == (None, 401)


def test_its_cookie_lasts_as_long_as_browsers_allow_and_anew_with_each_use(engine):
    wall = paired(engine, Visitor())
    for path in ("/screen", "/screen/spots"):
        [cookie] = wall.get(path).cookies
        assert "-screen=" in cookie
        assert f"Max-Age={400 * 24 * 3600}" in cookie
        assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/"))


def test_a_wall_is_paired_at_one_server_and_revoked_at_another(engine, monkeypatch):
    wall = paired(engine, Visitor())
    monkeypatch.setattr(standing, "_open", {})
    monkeypatch.setattr(standing, "_found", {})
    scope = wall.scope("websocket", "/_stcore/stream", {})

    def revoked_elsewhere():
        other = recorded.kept(records_url(), store_url(), moment()).engine
        devices.revoke(other, CHIEF, moment(), devices.listed(other)[0].id)

    assert while_open(scope, revoked_elsewhere, monkeypatch) == ["websocket.close"]
    assert asked(wall)["paired"] is False or "sentence" in asked(wall)
    assert 'id="code"' in wall.get("/screen").text
    assert len(asked(wall)["code"]) == 6


def test_a_screen_that_was_just_let_in_lets_no_other_browser_in(engine, monkeypatch):
    wall = paired(engine, Visitor())
    [cookie] = [name for name in wall.cookies if name.endswith("-screen")]
    monkeypatch.setattr(standing, "SECONDS", 60)
    monkeypatch.setattr(standing, "_found", {})
    assert socket(wall)[0] is not None
    other = Visitor()
    other.cookies = {cookie: "forged"}
    assert socket(other) == (None, 401)


def test_when_a_screen_was_last_seen_is_kept_every_five_minutes(engine, monkeypatch):
    wall = paired(engine, Visitor())
    since = devices.listed(engine)[0].last_at
    for seconds, kept in ((299, 0), (300, 300), (599, 300), (600, 600)):
        now = since + timedelta(seconds=seconds)
        monkeypatch.setattr(standing, "moment", lambda now=now: now)
        assert socket(wall)[0] is not None
        assert devices.listed(engine)[0].last_at == since + timedelta(seconds=kept)


def test_where_nobody_signs_in_a_wall_opens_at_once(engine, town_settings):
    town_settings("")
    wall = Visitor()
    assert 'id="scenes"' in wall.get("/screen").text
    assert (wall.cookies, asked(wall)) == ({}, {"paired": True})
