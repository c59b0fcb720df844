"""A phone that has typed a wall's code says what the wall shows, at whichever server; nobody else does, whatever they send."""

import asyncio
import json
from datetime import timedelta

import pytest

import delivery
from data_access.access import devices, remotes, sessions
from data_access.clock import moment
from delivery import standing, streams
from tests.access.people import CHIEF, OFFICE, audited, let_in
from tests.delivery.test_pairing import ACCOUNTS, paired
from tests.delivery.visitor import SERVED, Answer, Visitor, run

QINAN = "310113101003"
NETWORK = '[access]\nmode = "open"\n'


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    monkeypatch.setattr(standing, "SECONDS", 0)
    monkeypatch.setattr(standing, "MOMENT", 0)


@pytest.fixture
def engine(records_url, town_settings, demo_store, monkeypatch):
    """The records of a demonstration where nobody signs in."""
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    town_settings(NETWORK)
    return standing.kept().engine


def say(browser: Visitor, do: str, path: str = "/remote", **word: object) -> Answer:
    """What comes back of what a browser says."""
    return browser.send(path, {"do": do} | word)


def code_of(wall: Visitor) -> str:
    return json.loads(wall.get("/screen/remote").text)["code"]


def connected(wall: Visitor, address: str = "10.0.0.9") -> Visitor:
    """A phone that has typed the wall's code."""
    phone = Visitor(address)
    assert say(phone, "pair", code=code_of(wall)).status == 200
    return phone


def heard(browser: Visitor, path: str = "/screen/orders") -> dict:
    """What a browser hears that asks once."""
    return json.loads(browser.get(path).text)


def order_of(wall: Visitor) -> tuple:
    order = heard(wall)["order"]
    return tuple(order.values()) if order else ()


def test_a_phone_that_has_scanned_the_code_says_what_the_wall_shows(engine):
    wall = Visitor()
    assert wall.get("/screen/orders").status == 204
    assert wall.get("/Remote/").leads_to == "/remote"
    offered = json.loads(wall.get("/screen/remote").text)
    assert offered["way"] == f"/remote?code={offered['code']}"
    assert (offered["typed_at"], 0 < offered["seconds"] <= 60) == ("http://localhost/remote", True)
    assert wall.get(f"/screen/qr?to={offered['way']}").status == 200
    phone = Visitor("10.0.0.9")
    assert f'value="{offered["code"]}"' in phone.get(offered["way"]).text
    assert phone.get("/remote/news").status == 204
    assert say(phone, "pair", code=offered["code"]).status == 200
    shown = phone.get("/remote").text
    assert "祁南" in shown
    assert 'data-page="works"' in shown
    assert 'id="entry"' not in shown
    assert (say(phone, "show", page="works").status, order_of(wall)) == (200, ("works", "", "", 0))
    say(phone, "show", page="committee", code=QINAN, line=3)
    assert order_of(wall) == ("committee", QINAN, "祁南居委会", 3)
    assert 119_000 < heard(wall)["left"] <= 120_000
    assert (say(phone, "hold", on=True).status, heard(wall)["day"]) == (200, "2017-07-16")
    say(phone, "go_on")
    found = heard(wall)
    assert (found["order"], found["left"], found["day"], found["version"]) == (None, 0, "2017-07-16", 4)
    say(phone, "hold", on=False)
    assert heard(wall)["day"] is None
    assert [row[1] for row in audited(engine)[-1:]] == ["remote_paired"]


def test_what_the_wall_says_that_it_shows_every_phone_hears(engine):
    wall = Visitor()
    one, other = connected(wall), connected(wall)
    display = {"page": "works", "code": "", "line": 2, "lines": 8, "name": "坡道", "version": 1, "at": 1}
    scenes = ["works", "overview"]
    sent = display | {"scenes": [*scenes, "nonsense", ["x"]], "more": "x", "extra": {}}
    assert wall.send("/screen/orders", sent).status == 204
    assert heard(one, "/remote/news")["shown"] == heard(other, "/remote/news")["shown"]
    assert heard(one, "/remote/news")["shown"] == display | {"scenes": scenes}
    say(one, "show", page="works")
    say(other, "show", page="cases")
    assert order_of(wall) == ("cases", "", "", 0)
    assert heard(one, "/remote/news")["order"]["page"] == "cases"


@pytest.mark.parametrize(
    "word",
    [
        {"page": "me"},
        {"page": "administration"},
        {"page": "help"},
        {"page": "nonsense"},
        {"page": None},
        {"page": ["works"]},
        {"page": "committee", "code": "310113101999"},
        {"page": "committee", "code": "' or 1=1"},
        {"page": "committee", "code": [QINAN]},
        {"page": "project", "code": QINAN},
        {"page": "works", "code": QINAN},
    ],
    ids=str,
)
def test_a_wall_opens_nothing_that_a_screen_may_not(engine, word):
    wall = Visitor()
    phone = connected(wall)
    refused = say(phone, "show", **word)
    assert (refused.status, "不能显示" in json.loads(refused.text)["sentence"]) == (404, True)
    assert heard(wall)["version"] == 0


def test_old_guessed_and_revoked_words_do_nothing(engine):
    wall, stranger = Visitor(), Visitor("10.0.0.66")
    phone = connected(wall)
    for do in ("show", "hold", "go_on"):
        assert say(stranger, do, page="works", on=True).status == 410
    [cookie] = [name for name in phone.cookies if name.endswith("-remote")]
    for forged in (phone.cookies[cookie][:-1] + "x", sessions.new_token(), "ÿ", "."):
        stranger.cookies = {cookie: forged}
        assert say(stranger, "show", page="works").status == 410
        assert 'id="entry"' in stranger.get("/remote").text
    tries = [say(stranger, "pair", code=code).status for code in ("", *["AAAAAA"] * 4, code_of(wall))]
    assert tries == [404] * 5 + [429]
    assert heard(wall)["version"] == 0
    assert json.loads(say(wall, "end", "/screen/remote").text)["code"]
    assert (say(phone, "show", page="works").status, phone.get("/remote/news").status) == (410, 204)
    assert heard(wall)["version"] == 0
    assert say(connected(wall), "leave").status == 200
    late = connected(wall)
    say(late, "hold", on=True)
    old = remotes.LASTS + timedelta(seconds=1)
    with engine.begin() as connection:
        connection.exec_driver_sql("update remote set ends_at = ?", ((moment() - old).isoformat(),))
    assert say(late, "show", page="works").status == 410
    assert (heard(wall)["day"], heard(wall)["paired"]) == (None, False)


def test_nothing_is_said_but_as_json_from_a_page_of_ours(engine):
    wall = Visitor()
    phone = connected(wall)
    plain = {"content-type": "text/plain"}
    assert phone.send("/remote", {"do": "show", "page": "works"}, **plain).status == 400
    assert phone.send("/remote", {"do": "show", "page": "works"}, origin="http://evil.example").status == 403
    for body in (
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"do": "x"}',
        b'{"do": ["show"]}',
        b" " * 5000 + b"{}",
        b"\xff",
    ):
        assert phone.send("/remote", body).status == 400, body
    assert heard(wall)["version"] == 0
    assert phone.send("/remote", {"do": "show", "page": "works"}, origin="http://localhost").status == 200


@pytest.mark.parametrize("body", [b"[" * 4000, b'{"do": "show", "name": "\\ud800"}', b"\xff", b"7", b"[]"])
def test_what_cannot_be_understood_is_as_if_nothing_were_said(engine, body):
    wall = Visitor()
    phone = connected(wall)
    assert phone.send("/remote", body).status == 400
    assert wall.send("/screen/orders", body).status == 204
    assert heard(phone, "/remote/news")["shown"] == {"scenes": []}


def test_where_people_sign_in_a_paired_screen_alone_has_a_remote_and_its_phone_needs_no_account(
    engine, town_settings
):
    open_wall = Visitor()
    left_over = connected(open_wall)
    town_settings(ACCOUNTS)
    assert say(left_over, "show", page="works").status == 410
    office = Visitor(cookie=let_in(engine, "li", OFFICE)["Cookie"])
    assert (office.get("/screen/remote").status, office.get("/screen/orders").status) == (404, 204)
    assert 'data-does="remote"' not in office.get("/screen").text
    assert {Visitor().get(path).status for path in ("/screen/remote", "/screen/orders")} == {401}
    wall = paired(engine, Visitor())
    assert 'data-does="remote"' in wall.get("/screen").text
    phone = connected(wall)
    say(phone, "show", page="party")
    assert order_of(wall) == ("party", "", "", 0)
    assert phone.get("/screen").text.count('id="code"') == 1  # it is no wall
    assert phone.get("/data/ranking.csv").status == 401
    [screen] = devices.listed(engine)
    devices.revoke(engine, CHIEF, moment(), screen.id)
    assert (say(phone, "show", page="works").status, wall.get("/screen/orders").status) == (410, 401)
    assert "祁南" not in phone.get("/remote").text


def test_events_come_as_soon_as_another_server_has_written_them_and_end_with_the_server(engine, monkeypatch):
    wall = Visitor()
    phone = connected(wall)
    scope = wall.scope("http", "/screen/orders", {"accept": "text/event-stream"})
    events: list[dict] = []
    headers: dict[bytes, bytes] = {}
    elsewhere = {"url": "", "said": False}

    async def receive():
        return await asyncio.Future()

    async def send(message):
        headers.update(message.get("headers", []))
        for line in message.get("body", b"").decode().split("\n"):
            if not line.startswith("data: "):
                continue
            events.append(json.loads(line.removeprefix("data: ")))
            if not elsewhere["said"]:
                elsewhere["said"] = True
                remote = remotes.standing(engine)[0]
                at = moment()
                remotes.tell(engine, remote.id, remotes.Order("cases"), at + timedelta(minutes=2), at)
            elif events[-1]["version"] == 1:
                monkeypatch.setattr(streams, "_is_ending", lambda: True)

    run(asyncio.wait_for(SERVED(scope, receive, send), 10))
    assert [event["version"] for event in events] == [0, 1]
    assert events[-1]["order"]["page"] == "cases"
    assert headers[b"x-accel-buffering"] == b"no"
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert heard(phone, "/remote/news")["version"] == 1


def test_everything_that_a_phone_needs_may_be_had_by_everybody(engine, town_settings):
    town_settings(ACCOUNTS)
    phone = Visitor()
    page = phone.get("/remote?lang=en")
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert "Connect" in page.text
    parts = [route.path for route in delivery.ROUTES if getattr(route, "path", "").startswith("/remote")]
    assert parts == ["/remote", "/remote/news"]
