"""Signing in at a provider of OpenID Connect: the way there, and who comes back."""

import asyncio
import hmac
from collections.abc import Coroutine
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any, TypeVar
from urllib.parse import urlsplit

from starlette.responses import Response

from components import menu
from data_access.access import oidc, signed
from data_access.access.oidc import Attempt, Provider
from data_access.clock import moment
from data_access.problem import Problem
from data_access.records.writing import note
from data_access.settings import oidc_secret, settings
from data_access.wording import text
from delivery import cookies, signing, standing
from delivery.visits import Visit, go, visited

LASTS = timedelta(minutes=10)
"""Within which somebody has to come back."""
_Answer = TypeVar("_Answer")
_at_once = BoundedSemaphore(4)
"""So many may wait for the provider; to the others it is said that too many are signing in."""


@visited
def way_there(visit: Visit) -> Response:
    """To the provider; the browser takes along what the attempt is known by when it comes back."""
    provider = _provider()
    if provider is None:
        return go(visit.action(menu.SIGN_IN.key))
    address, attempt = _answer_of(oidc.begin(provider, _back()))
    answer = go(address)
    kept = signed.sealed([attempt.state, attempt.nonce, attempt.verifier, visit.target], moment())
    cookies.put(answer, visit.scope, cookies.ATTEMPT, kept)
    return answer


@visited
def way_back(visit: Visit) -> Response:
    """From the provider: a session for whom it names, where a group of theirs has a role here."""
    provider, at = _provider(), moment()
    kept = signed.unsealed(cookies.of(visit.scope, cookies.ATTEMPT), at, LASTS)
    if provider is None or kept is None:
        return _refused(visit, text("sign_in.stale"))
    attempt, target = Attempt(*kept[:3]), kept[3]
    state, code = (visit.parameters.get(name, "") for name in ("state", "code"))
    if not hmac.compare_digest(state.encode(), attempt.state.encode()):
        return _refused(visit, text("sign_in.stale"))
    if not code:
        return _refused(visit, text("sign_in.not_there"))
    try:
        found = _answer_of(oidc.finish(provider, attempt, code, _back()))
    except Problem as problem:
        signing.note_failure(visit, None, at)
        return _refused(visit, problem.for_reader)
    rights = settings().access.rights_of(list(found.groups))
    if rights is None:
        note(standing.kept().engine, visit.actor, "sign_in_refused", at, reason="no_role", account=found.name)
        return _refused(visit, text("sign_in.no_role", name=found.name), 403)
    answer = signing.enter(visit, found.name, rights, target)
    cookies.drop(answer, visit.scope, cookies.ATTEMPT)
    return answer


def _answer_of(question: Coroutine[Any, Any, _Answer]) -> _Answer:
    """The provider's answer. Raises Problem `sign_in_busy` while enough others wait for theirs."""
    if not _at_once.acquire(blocking=False):
        question.close()
        raise Problem("sign_in_busy")
    try:
        return asyncio.run(question)
    finally:
        _at_once.release()


def _refused(visit: Visit, sentence: str, status: int = 400) -> Response:
    answer = signing.ask(visit, status, sentence)
    cookies.drop(answer, visit.scope, cookies.ATTEMPT)
    return answer


def _provider() -> Provider | None:
    """The provider of the settings; None in another mode."""
    access = settings().access
    if access.mode != "oidc" or access.oidc is None:
        return None
    return Provider(client_secret=oidc_secret(), **access.oidc.model_dump())


def _back() -> str:
    public = urlsplit(settings().server.public_url)
    return f"{public.scheme}://{public.netloc}{menu.address(menu.BACK.key)}"
