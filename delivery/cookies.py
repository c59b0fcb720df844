"""What a browser keeps of us: the session's token, what a form is bound to, by which it is known again, a screen's token, by
which a wall is known that shows a code, and a phone's word that it may tell one what to show."""

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from data_access.base_path import under_base
from data_access.settings import settings
from delivery import clients, standing

SESSION, FORM, MARK, ATTEMPT = "", "-form", "-mark", "-attempt"
DEVICE, WALL, REMOTE = "-screen", "-wall", "-remote"
_LASTS = {MARK: 365 * 24 * 60 * 60, ATTEMPT: 10 * 60, DEVICE: 400 * 24 * 60 * 60, REMOTE: 12 * 60 * 60}
"""Seconds; the others last until the browser is closed or the session ends."""


def of(scope: Scope, kind: str) -> str:
    """What the browser holds of a kind; empty where nothing. Raises Problem where the records cannot be read."""
    return HTTPConnection(scope).cookies.get(_name(kind), "")


def are_any(scope: Scope) -> bool:
    """Whether the browser holds anything that may be ours."""
    return "dashboard-" in Headers(scope=scope).get("cookie", "")


def put(response: Response, scope: Scope, kind: str, value: str) -> None:
    """Has the browser keep it."""
    _send(response, scope, kind, value, _LASTS.get(kind))


def drop(response: Response, scope: Scope, kind: str) -> None:
    """Has the browser forget it: it knows the cookie by all that it was kept with."""
    _send(response, scope, kind, "", 0)


def _send(response: Response, scope: Scope, kind: str, value: str, lasts: int | None) -> None:
    config = settings()
    encrypted = clients.is_encrypted(scope, config)
    framed = encrypted and bool(config.server.embed_in)
    response.set_cookie(
        _name(kind),
        value,
        max_age=lasts,
        path=under_base("/"),
        secure=encrypted,
        httponly=True,
        samesite="none" if framed else "lax",
    )
    if framed:  # a portal's frame has a jar of its own; Starlette says so from Python 3.14 on
        name, written = response.raw_headers[-1]
        response.raw_headers[-1] = name, written + b"; Partitioned"


def _name(kind: str) -> str:
    """A host may serve several dashboards, at several ports or paths."""
    return f"dashboard-{standing.kept().installation[:8]}{kind}"
