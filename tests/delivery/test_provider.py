"""At a provider of OpenID Connect people sign in, and who comes back from there otherwise than they went gets nothing."""

import re
import threading
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from data_access.access import accounts, failures, sessions
from data_access.clock import moment
from delivery import provider, standing
from tests.access.oidc_servers import CLIENT, SECRET, Dishonest, certified, come_back
from tests.access.people import ADMIN, CHIEF, PASSWORD, audited
from tests.delivery.visitor import Visitor

OURS = "http://localhost"
BACK = f"{OURS}/sign-in/back"
GROUPS = """
groups = [
  {group = "office", role = "office"},
  {group = "shuji", role = "secretary", committees = ["310113101003"]},
]"""


@pytest.fixture
def configured(records_url, town_settings, monkeypatch):
    """Settings that send people to the provider of an issuer."""

    def put(issuer: str) -> None:
        monkeypatch.setenv("OIDC_CLIENT_SECRET", SECRET)
        town_settings(
            f'[server]\npublic_url = "{OURS}"\n[access]\nmode = "oidc"\nhelp = "王工"{GROUPS}\n'
            f'[access.oidc]\nissuer = "{issuer}"\nclient_id = "{CLIENT}"\n'
        )

    monkeypatch.setattr(standing, "SECONDS", 0)
    return put


@pytest.fixture
def dishonest(configured):
    """A provider whose tokens say what a test has them say."""
    server = Dishonest()
    configured(server.issuer)
    yield server
    server.stop()


def begin(visitor: Visitor, target: str = "") -> dict[str, list[str]]:
    """Sends a browser on its way; what the provider gets to see."""
    return parse_qs(urlsplit(visitor.get(f"/sign-in/provider{target}").leads_to).query)


def test_who_signs_in_at_a_certified_provider_reads_what_the_groups_may(configured, tmp_path):
    with certified(BACK, tmp_path) as honest:
        configured(honest.issuer)
        visitor = Visitor()
        sent = visitor.get("/registration?on=2017-06-15")
        assert (sent.status, sent.leads_to[:14]) == (303, "/sign-in?next=")
        way = re.search(r'href="([^"]*provider[^"]*)"', visitor.get(sent.leads_to).text)
        assert way
        there = visitor.get(way[1]).leads_to
        assert there.startswith(honest.issuer)
        back = come_back(there, "wang.shuji", BACK)
        answer = visitor.get(back.raw_path.decode())
        assert (answer.status, answer.leads_to) == (303, "/registration?on=2017-06-15")
        assert visitor.session
        assert "wang.shuji" in visitor.get("/account").text
        assert audited(standing.kept().engine)[-1][:2] == ("wang.shuji", "signed_in")

        stranger = Visitor()
        there = stranger.get("/sign-in/provider").leads_to
        answer = stranger.get(come_back(there, "zhao.nobody", BACK).raw_path.decode())
        assert (answer.status, stranger.session) == (403, "")
        assert "zhao.nobody" in answer.trouble


def test_a_way_back_that_this_browser_did_not_begin_leads_nowhere(dishonest):
    dishonest.claims = {"nonce": "any"}
    for state in ("", "another"):
        visitor = Visitor()
        begin(visitor)
        assert visitor.get(f"/sign-in/back?code=c&state={state}").status == 400
        assert visitor.session == ""
    victim, thief = Visitor(), Visitor()
    begin(victim)
    state = begin(thief)["state"][0]
    assert victim.get(f"/sign-in/back?code=thiefs&state={state}").status == 400
    assert Visitor().get(f"/sign-in/back?code=c&state={state}").status == 400
    assert dishonest.asked == []


def test_an_attempt_ends_with_its_time_and_with_its_first_use(dishonest, monkeypatch):
    visitor = Visitor()
    asked = begin(visitor)
    dishonest.claims = {"nonce": asked["nonce"][0]}
    way = f"/sign-in/back?code=c&state={asked['state'][0]}"
    kept = dict(visitor.cookies)
    with monkeypatch.context() as later:
        later.setattr(provider, "LASTS", timedelta(0))
        assert visitor.get(way).status == 400
    assert visitor.get(way).status == 400  # the browser was told to forget it
    visitor.cookies = kept
    assert visitor.get(way).status == 303


def test_a_token_of_another_attempt_is_refused_and_counted_as_a_failure(dishonest):
    visitor = Visitor()
    asked = begin(visitor)
    dishonest.claims = {"nonce": "another"}
    answer = visitor.get(f"/sign-in/back?code=c&state={asked['state'][0]}")
    assert (answer.status, visitor.session) == (400, "")
    assert "nonce" not in answer.trouble
    failures.sum_up(standing.kept().engine, moment() + failures.MINUTE)
    _, act, details = audited(standing.kept().engine)[-1]
    assert (act, details["failures"]) == ("sign_in_failed", 1)


def test_it_leads_to_no_other_site(dishonest):
    visitor = Visitor()
    asked = begin(visitor, "?next=https://evil.example/")
    dishonest.claims = {"nonce": asked["nonce"][0]}
    answer = visitor.get(f"/sign-in/back?code=c&state={asked['state'][0]}")
    assert (answer.status, answer.leads_to) == (303, "/")


def test_an_attempt_that_somebody_has_written_is_not_ours(dishonest):
    visitor = Visitor()
    asked = begin(visitor)
    name = next(name for name in visitor.cookies if name.endswith("-attempt"))
    content, _, sign = visitor.cookies[name].partition(".")
    changed = bytes.fromhex(content).replace(asked["nonce"][0].encode(), b"n" * len(asked["nonce"][0])).hex()
    visitor.cookies[name] = f"{changed}.{sign}"
    dishonest.claims = {"nonce": "n" * len(asked["nonce"][0])}
    assert visitor.get(f"/sign-in/back?code=c&state={asked['state'][0]}").status == 400


def test_whom_the_provider_calls_as_an_account_here_gets_nothing_of_it(dishonest):
    """An account of the same name may be left from a time of passwords: an administrator's, with a password due."""
    engine = standing.kept().engine
    accounts.add(engine, CHIEF, moment(), "wang", ADMIN, PASSWORD)
    for name in ("wang", "WANG"):
        visitor = Visitor()
        asked = begin(visitor)
        dishonest.claims = {"nonce": asked["nonce"][0], "preferred_username": name}
        assert visitor.get(f"/sign-in/back?code=c&state={asked['state'][0]}").leads_to == "/"
        own = visitor.get("/account")
        assert (own.status, "new-password" in own.text) == (200, False)
        token = re.findall(r'name="token" value="([^"]*)"', own.text)[0]
        mine = "a password of my own"
        assert visitor.post("/account", token, new=mine, again=mine).status == 400
        assert [one.rights.role for one in sessions.of_account(engine, name, moment())] == ["office"]


def test_the_provider_says_once_in_ten_minutes_what_it_is(dishonest):
    for _ in range(3):
        begin(Visitor())
    assert dishonest.looked_up == ["/.well-known/openid-configuration"]


def test_while_enough_wait_for_the_provider_others_are_asked_to_come_again(dishonest, monkeypatch):
    visitor = Visitor()
    asked = begin(visitor)
    dishonest.claims = {"nonce": asked["nonce"][0]}
    kept = dict(visitor.cookies)
    way = f"/sign-in/back?code=c&state={asked['state'][0]}"
    with monkeypatch.context() as crowded:
        crowded.setattr(provider, "_at_once", threading.Semaphore(0))
        assert visitor.get(way).trouble == "登录的人太多：请过几秒再试。"
    visitor.cookies = kept
    assert visitor.get(way).status == 303


def test_the_clients_secret_stands_nowhere(dishonest, caplog):
    visitor = Visitor()
    asked = begin(visitor)
    answer = visitor.get(f"/sign-in/back?code=c&state={asked['state'][0]}")
    seen = answer.text + str(answer.headers) + str(visitor.cookies) + caplog.text
    assert SECRET not in seen


def test_in_another_mode_there_is_no_provider(records_url, town_settings):
    town_settings('[access]\nmode = "accounts"\n')
    assert Visitor().get("/sign-in/provider").leads_to.startswith("/sign-in")
    assert Visitor().get("/sign-in/back?code=c&state=s").status == 400
