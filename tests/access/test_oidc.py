"""Who comes back from a provider is believed only where everything that it says is in order."""

import asyncio
import time
from dataclasses import replace

import pytest
from joserfc.jwk import RSAKey

from data_access.access import oidc
from data_access.problem import Problem
from tests.access.oidc_servers import CLIENT, SECRET, Dishonest, certified, come_back
from tests.servers import free_port

BACK = "http://127.0.0.1:8501/sign-in/back"
ATTEMPT = oidc.Attempt("state", "nonce", "v" * 50)


@pytest.fixture
def dishonest():
    server = Dishonest()
    yield server
    server.stop()


def finish(server: Dishonest, attempt: oidc.Attempt = ATTEMPT) -> oidc.Identity:
    return asyncio.run(oidc.finish(oidc.Provider(server.issuer, CLIENT, SECRET), attempt, "code", BACK))


def test_a_certified_provider_names_who_signed_in_there(tmp_path):
    with certified(BACK, tmp_path) as provider:
        address, attempt = asyncio.run(oidc.begin(provider, BACK))
        back = come_back(address, "wang.office.committee-310113101003", BACK)
        assert back.params["state"] == attempt.state
        code = back.params["code"]
        stolen = replace(attempt, verifier="x" * 50)
        with pytest.raises(Problem) as refused:  # PKCE: the code is of no use to who has stolen it
            asyncio.run(oidc.finish(provider, stolen, code, BACK))
        assert refused.value.key == "oidc_refused"
        address, attempt = asyncio.run(oidc.begin(provider, BACK))
        code = come_back(address, "wang.office.committee-310113101003", BACK).params["code"]
        found = asyncio.run(oidc.finish(provider, attempt, code, BACK))
        assert found == oidc.Identity(
            "wang.office.committee-310113101003", ("office", "committee-310113101003")
        )
        with pytest.raises(Problem) as refused:  # nor is it a second time
            asyncio.run(oidc.finish(provider, attempt, code, BACK))
        assert refused.value.key == "oidc_refused"


def test_a_token_in_order_is_believed(dishonest):
    dishonest.claims = {"nonce": "nonce"}
    assert finish(dishonest) == oidc.Identity("wang", ("office",))
    assert dishonest.asked[0]["code_verifier"] == [ATTEMPT.verifier]


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": "nonce", "aud": "another"},
        {"nonce": "nonce", "aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "nonce", "iss": "https://another.example"},
        {"nonce": "nonce", "exp": int(time.time()) - 600},
        {"nonce": "nonce", "iat": int(time.time()) + 6000, "nbf": int(time.time()) + 6000},
    ],
    ids=["nonce", "no nonce", "audience", "authorized party", "issuer", "expired", "not yet"],
)
def test_a_token_that_is_not_for_us_now_is_refused(dishonest, claims):
    dishonest.claims = claims
    with pytest.raises(Problem) as refused:
        finish(dishonest)
    assert refused.value.key == "oidc_refused"


def test_a_token_that_another_key_has_signed_is_refused(dishonest):
    dishonest.claims = {"nonce": "nonce"}
    dishonest.signs_with = RSAKey.generate_key(2048, {"kid": dishonest.key.kid})
    with pytest.raises(Problem) as refused:
        finish(dishonest)
    assert refused.value.key == "oidc_refused"


def test_a_signature_that_anybody_with_our_secret_can_make_is_refused(dishonest):
    dishonest.claims, dishonest.header = {"nonce": "nonce"}, {"alg": "HS256"}
    with pytest.raises(Problem) as refused:
        finish(dishonest)
    assert refused.value.key == "oidc_refused"


def test_who_has_no_name_is_not_let_in(dishonest):
    dishonest.claims = {"nonce": "nonce", "preferred_username": " "}
    with pytest.raises(Problem) as refused:
        finish(dishonest)
    assert refused.value.key == "oidc_nameless"


def test_a_provider_that_calls_itself_otherwise_is_not_asked_for_more(dishonest):
    dishonest.about = {"issuer": "https://another.example"}
    with pytest.raises(Problem) as refused:
        finish(dishonest)
    assert refused.value.key == "oidc_foreign"
    assert dishonest.asked == []


@pytest.mark.parametrize(
    "about", [{"token_endpoint": None}, {"jwks_uri": 7}, {"authorization_endpoint": None}]
)
def test_a_provider_that_does_not_say_where_to_go_is_none(dishonest, about):
    dishonest.about = about
    with pytest.raises(Problem) as refused:
        asyncio.run(oidc.begin(oidc.Provider(dishonest.issuer, CLIENT, SECRET), BACK))
    assert refused.value.key == "oidc_foreign"


def test_a_provider_that_is_away_is_said_to_be():
    away = oidc.Provider(f"http://127.0.0.1:{free_port()}", CLIENT, SECRET)
    with pytest.raises(Problem) as refused:
        asyncio.run(oidc.begin(away, BACK))
    assert refused.value.key == "oidc_unreachable"
