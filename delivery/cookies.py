"""What a browser keeps of us: the session's token, what a form is bound to, by which it is known again."""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from data_access.base_path import under_base
from data_access.settings import settings
from delivery import clients, standing

SESSION, FORM, MARK, ATTEMPT = "", "-form", "-mark", "-attempt"
_LASTS = {MARK: 365 * 24 * 60 * 60, ATTEMPT: 10 * 60}
"""Seconds; the others last until the browser is closed or the session ends."""


def of(scope: Scope, kind: str) -> str:
    """What the browser holds of a kind; empty where nothing. Raises Problem where the records cannot be read."""
    kept = _kept(scope)
    return kept[_name(kind)].value if kept and _name(kind) in kept else ""


def are_any(scope: Scope) -> bool:
    """Whether the browser holds anything that may be ours."""
    return "dashboard-" in Headers(scope=scope).get("cookie", "")


def put(response: Response, scope: Scope, kind: str, value: str) -> None:
    """Has the browser keep it."""
    config = settings()
    encrypted = clients.is_encrypted(scope, config.access)
    framed = encrypted and bool(config.server.embed_in)
    response.set_cookie(
        _name(kind),
        value,
        max_age=_LASTS.get(kind),
        path=under_base("/"),
        secure=encrypted,
        httponly=True,
        samesite="none" if framed else "lax",
    )
    if framed:  # a portal's frame has a jar of its own; Starlette says so from Python 3.14 on
        name, written = response.raw_headers[-1]
        response.raw_headers[-1] = name, written + b"; Partitioned"


def drop(response: Response, kind: str) -> None:
    """Has the browser forget it."""
    response.delete_cookie(_name(kind), path=under_base("/"), httponly=True, samesite="lax")


def _name(kind: str) -> str:
    """A host may serve several dashboards, at several ports or paths."""
    return f"dashboard-{standing.kept().installation[:8]}{kind}"


def _kept(scope: Scope) -> SimpleCookie | None:
    try:
        return SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
