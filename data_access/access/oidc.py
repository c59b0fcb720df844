"""Signing in at a provider of OpenID Connect: where the browser is sent, and who comes back from there.

By the authorization code with PKCE (RFC 7636); what the provider says is believed only if its token is signed by the provider's key,
is for us, of our attempt and not over (OpenID Connect Core 3.1.3.7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import BaseApp
from authlib.integrations.base_client.async_app import AsyncOAuth2Mixin
from authlib.integrations.base_client.async_openid import AsyncOpenIDMixin
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import JoseError

from data_access.problem import Problem

LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""
PATIENCE = 10
"""Seconds that an answer of the provider is waited for."""
LONGEST_NAME = 60
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that the provider alone holds; what else it offers is not believed."""
_DISCOVERY = "/.well-known/openid-configuration"
_ADDRESSES = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_KEPT_SECONDS = 600
_kept: dict[str, tuple[float, dict[str, Any]]] = {}
"""What providers have said of themselves, and until when that holds: who asks for the way there costs them nothing."""


@dataclass(frozen=True)
class Provider:
    """What we are at the provider, and by which claims it names a reader and the groups that give a role."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile"
    name_claim: str = "preferred_username"
    groups_claim: str = "groups"
    ca_file: str | None = None
    """Certificates that vouch for it, where the system's do not."""


@dataclass(frozen=True)
class Attempt:
    """One sign-in that is under way: what only the browser that began it can bring back, and what never leaves us."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Who came back: what the provider calls the reader, and the reader's groups."""

    name: str
    groups: tuple[str, ...]


class _Client(AsyncOAuth2Mixin, AsyncOpenIDMixin, BaseApp):
    client_cls = AsyncOAuth2Client


async def begin(provider: Provider, returns_to: str) -> tuple[str, Attempt]:
    """The provider's address to which the browser goes, and the attempt to remember; it comes back to `returns_to`.

    Raises Problem `oidc_unreachable` or `oidc_foreign` where the provider does not answer or is another one.
    """
    client = await _client(provider)
    made = await client.create_authorization_url(returns_to)
    return made["url"], Attempt(made["state"], made["nonce"], made["code_verifier"])


async def finish(provider: Provider, attempt: Attempt, code: str, returns_to: str) -> Identity:
    """Who came back with the code.

    Raises Problem `oidc_unreachable` or `oidc_foreign` as `begin`, `oidc_refused` where the provider does not take the code or
    its token is not to be believed, `oidc_nameless` where it names nobody, or at too great a length.
    """
    client = await _client(provider)
    try:
        token = await client.fetch_access_token(
            returns_to, code=code, state=attempt.state, code_verifier=attempt.verifier
        )
        claims = await client.parse_id_token(token, attempt.nonce, _expected(provider), leeway=LEEWAY)
    except httpx2.HTTPError as error:
        raise _unreachable(provider, error) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError) as error:
        raise Problem("oidc_refused", detail=f"{type(error).__name__}: {error}"[:200]) from error
    if claims is None:
        raise Problem("oidc_refused", detail="no id_token")
    return _identity(provider, claims)


def _expected(provider: Provider) -> dict[str, dict[str, Any]]:
    return {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "nonce": {"essential": True},
    }


async def _client(provider: Provider) -> _Client:
    """A client that knows the provider's addresses and keys, and believes no other issuer."""
    about = {"code_challenge_method": "S256", "scope": provider.scope, "timeout": PATIENCE}
    client = _Client(
        None,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer.rstrip("/") + _DISCOVERY,
        client_kwargs=about | {"trust_env": False, "verify": provider.ca_file or True},
    )
    until, kept = _kept.get(provider.issuer, (0.0, {}))
    if monotonic() < until:
        client.server_metadata = kept
        return client
    try:
        found = await client.load_server_metadata()
    except (httpx2.HTTPError, ValueError, OSError) as error:
        raise _unreachable(provider, error) from error
    if not isinstance(found, dict) or any(not isinstance(found.get(one), str) for one in _ADDRESSES):
        raise Problem("oidc_foreign", address=provider.issuer, found=str(found)[:80])
    if found["issuer"] != provider.issuer:
        raise Problem("oidc_foreign", address=provider.issuer, found=found["issuer"][:200])
    offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    found["id_token_signing_alg_values_supported"] = [one for one in offered if one in _ALGORITHMS]
    _kept[provider.issuer] = monotonic() + _KEPT_SECONDS, found
    return client


def _identity(provider: Provider, claims: Mapping[str, Any]) -> Identity:
    name, groups = claims.get(provider.name_claim), claims.get(provider.groups_claim) or []
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME or not name.isprintable():
        raise Problem("oidc_nameless", claim=provider.name_claim)
    listed = groups if isinstance(groups, list) else [groups]
    return Identity(name.strip(), tuple(str(group) for group in listed))


def _unreachable(provider: Provider, error: Exception) -> Problem:
    return Problem(
        "oidc_unreachable", address=provider.issuer, detail=f"{type(error).__name__}: {error}"[:200]
    )
