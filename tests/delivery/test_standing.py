"""Who was let in stays in for as long as what let them in holds: the way to sign in, their rights, and that they do something."""

import re
from datetime import timedelta

import pytest

import app
from data_access.access import sessions
from data_access.clock import moment
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.settings import settings
from data_access.wording import LANGUAGES, language
from delivery import clients, standing
from delivery.admission import Admission
from tests.access.people import OFFICE, let_in
from tests.delivery.test_inward import frame
from tests.delivery.test_pairing import PROVIDER
from tests.delivery.test_signing import (
    ACCOUNTS,
    GATEWAY,
    from_gateway,
    reader_in,
    socket,
    through,
    while_open,
)
from tests.delivery.visitor import Visitor, run


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    monkeypatch.setattr(standing, "SECONDS", 0)


@pytest.fixture
def engine(records_url, town_settings):
    """The records of a town that has accounts here."""
    town_settings(ACCOUNTS)
    return standing.kept().engine


def signed_in(engine, name: str) -> Visitor:
    """The browser of a new account."""
    return Visitor(cookie=let_in(engine, name, OFFICE)["Cookie"])


def is_let_in(visitor: Visitor) -> bool:
    return socket(visitor)[0] is not None


def test_a_session_counts_only_where_one_signs_in_as_it_began(engine, town_settings):
    of_account = signed_in(engine, "wang")
    token = sessions.begin(engine, Actor("li", "office"), moment(), OFFICE)
    of_provider = Visitor(cookie=of_account.headers["cookie"].partition("=")[0] + f"={token}")
    for mode, which in ((ACCOUNTS, (True, False)), (PROVIDER, (False, True)), (GATEWAY, (False, False))):
        town_settings(mode)
        assert (is_let_in(of_account), is_let_in(of_provider)) == which, mode


def test_an_open_page_is_closed_when_its_readers_group_has_another_role(engine, town_settings, monkeypatch):
    town_settings(GATEWAY)
    scope = from_gateway("10.0.0.2").scope("websocket", "/_stcore/stream", {})
    moved = GATEWAY.replace('"310113101003"', '"310113101005"')
    assert while_open(scope, lambda: town_settings(moved), monkeypatch) == ["websocket.close"]


def test_who_comes_with_other_groups_has_a_session_of_their_own_at_once(engine, town_settings, monkeypatch):
    monkeypatch.setattr(standing, "SECONDS", 60)
    monkeypatch.setattr(standing, "_found", {})
    town_settings(GATEWAY)
    readers = [reader_in(socket(from_gateway("10.0.0.2", groups=one))[0]) for one in ("shuji", "shequban")]
    kept = {one.id: one.rights.role for one in sessions.of_account(engine, "zhang", moment())}
    assert [kept[reader.session or ""] for reader in readers] == ["secretary", "office"]


def test_of_two_names_that_a_gateway_passes_on_neither_counts(engine, town_settings):
    town_settings(GATEWAY)
    scope = from_gateway("10.0.0.2").scope("websocket", "/_stcore/stream", {})
    assert through(scope)[0] is not None
    scope["headers"].append((b"x-forwarded-user", b"wu"))
    assert through(scope) == (None, 401)


def test_a_stylesheet_that_answers_everybody_is_no_way_in_for_a_websocket(engine):
    found = re.search(r'href="(/chrome/[^"]+\.css)"', Visitor().get("/sign-in").text)
    assert found
    assert Visitor().get(found[1]).status == 200
    assert through(Visitor().scope("websocket", found[1], {})) == (None, 401)


def test_a_session_ends_that_is_left_alone_and_not_one_in_which_somebody_does_something(
    engine, town_settings, monkeypatch
):
    town_settings(ACCOUNTS + "idle_minutes = 30\n")
    browsers = [signed_in(engine, name) for name in ("wang", "li")]
    [since] = [one.last_at for one in sessions.of_account(engine, "wang", moment())]

    def minutes(passed: int) -> None:
        monkeypatch.setattr(standing, "moment", lambda: since + timedelta(minutes=passed))

    minutes(29)
    assert [is_let_in(one) for one in browsers] == [True, True]
    for browser, message in zip(browsers, ("app_heartbeat", "rerun_script"), strict=True):
        hear(browser, frame(message))
    minutes(31)
    assert [is_let_in(one) for one in browsers] == [False, True]
    minutes(58)
    assert [is_let_in(one) for one in browsers] == [False, True]
    minutes(60)
    assert [is_let_in(one) for one in browsers] == [False, False]


def hear(browser: Visitor, message: bytes) -> None:
    """Has a browser say something over its socket."""

    async def receive():
        return {"type": "websocket.receive", "bytes": message}

    async def streamlit(_scope, heard, _send):
        assert (await heard())["bytes"] == message

    run(Admission(streamlit)(browser.scope("websocket", "/_stcore/stream", {}), receive, None))


@pytest.mark.parametrize("believed", [None, "*", "127.0.0.1"])
def test_a_server_does_not_start_where_a_stranger_could_pass_for_the_gateway(
    believed, town_settings, monkeypatch
):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    if believed:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", believed)
    town_settings(ACCOUNTS)
    clients.verify_heard_first(settings().access)
    town_settings(GATEWAY)
    for lang in LANGUAGES:
        language.set(lang)
        with pytest.raises(Problem, match='FORWARDED_ALLOW_IPS=""'):
            run(app.lifespan(None).__aenter__())
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "")
    clients.verify_heard_first(settings().access)
