"""Who is let in: before Streamlit and every route of ours it is known who reads, or there is nothing but the way to sign in."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from components import menu, sign_in
from components.scope import language_of
from data_access.access import reader as identity
from data_access.access import sessions
from data_access.access.choices import Access
from data_access.access.reader import ANYBODY, Reader
from data_access.access.rights import SCREEN
from data_access.base_path import under_base
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.settings import settings
from data_access.wording import text
from delivery import callers, clients, cookies, pairing, remote, standing, town
from delivery.watched import Watched

_HEADER, _ADDRESS = (name.lower().encode() for name in (identity.HEADER, identity.ADDRESS))
_TO_ALL = (
    "/healthz",
    pairing.ADDRESS,
    *remote.TO_ALL,
    *(page.address for page in (menu.SIGN_IN, menu.SIGN_OUT, menu.PROVIDER, menu.BACK)),
)
_WITH_PARTS = (sign_in, pairing, remote)
"""Documents that everybody may have, with what they are made of."""
_NOT_PAGES = (
    "/_stcore",
    "/static",
    "/media",
    "/component",
    "/app",
    "/chrome",
    "/attachments",
    "/map",
    "/data",
)


@dataclass(frozen=True)
class Found:
    """Who asks; `must_change`: who has to set a new password before anything else."""

    reader: Reader | None
    must_change: bool = False


class Admission:
    """Says in the scope who reads (`reader`), to Streamlit in a header of our own; sends the others to sign in."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        scope = scope | {"headers": [one for one in scope["headers"] if one[0] not in (_HEADER, _ADDRESS)]}
        try:
            found = await _found(scope, settings().access)
            answer = _instead(scope, found)
        except Problem as problem:
            language_of(QueryParams(scope["query_string"]))
            found, answer = Found(None), _refusal(503, problem.for_reader)
        if answer:
            await answer(scope, receive, send)
            return
        scope["reader"] = found.reader
        app = self.app
        if scope["type"] == "websocket" and found.reader:
            address = clients.address(scope, settings().access)
            scope["headers"] += [
                (_HEADER, identity.written(found.reader).encode("ascii")),
                (_ADDRESS, address.encode("latin-1", "replace")),
            ]
            app = Watched(app, _Standing(scope, found.reader))
        await app(scope, receive, send)


class _Standing:
    """Whether the one reader who opened a socket would be let in again: by the same rules, as the same, in the same session."""

    def __init__(self, scope: dict, reader: Reader):
        self.scope, self.reader = scope, reader

    async def __call__(self, used: bool) -> bool:
        try:
            access = settings().access
            again = (await _found(self.scope, access, self.reader.session)).reader
            if again and again.session and used:
                await standing.used(again.session)
            refused = await callers.from_here(callers.Caller(self.scope))
        except Problem:
            return False
        return again == self.reader and not refused


async def _found(scope: dict, access: Access, begun: str | None = None) -> Found:
    """Who asks; `begun`: the session in which a gateway's reader is asked for again, with no other being begun."""
    if access.mode == "header" and (named := await _by_gateway(scope, access, begun)):
        return Found(named)
    if access.mode == "open" and not (cookies.are_any(scope) and await town.is_demonstration()):
        return Found(ANYBODY)
    nobody = Found(ANYBODY if access.mode == "open" else None)
    if not cookies.are_any(scope):
        return nobody
    token = cookies.of(scope, cookies.SESSION) if access.mode != "header" else ""
    session = await standing.session(sessions.id_of(token)) if token else None
    if session is None or session.is_local == (access.mode == "oidc"):
        return nobody if access.mode == "open" else Found(await _on_wall(scope))
    return Found(Reader(session.rights, session.account, session.id), session.must_change)


async def _on_wall(scope: dict) -> Reader | None:
    """The screen that has been paired in this browser."""
    token = cookies.of(scope, cookies.DEVICE)
    device = await standing.device(token) if token else None
    return Reader(SCREEN, device=device.id) if device else None


async def _by_gateway(scope: dict, access: Access, begun: str | None) -> Reader | None:
    """Whom a trusted gateway names, once; its word counts from nobody else."""
    headers = Headers(scope=scope)
    names = headers.getlist(access.user_header)
    if not clients.by_proxy(scope, access) or len(names) != 1 or not names[0].strip():
        return None
    groups = [group.strip() for line in headers.getlist(access.groups_header) for group in line.split(",")]
    rights = access.rights_of(groups)
    name = names[0].encode("latin-1").decode("utf-8", "replace").strip()[:60]
    if rights is None:
        return None
    actor = Actor(name, rights.role, clients.address(scope, access))
    agent = headers.get("user-agent", "")
    session = await (standing.session(begun) if begun else standing.of_gateway(actor, rights, agent))
    return Reader(rights, name, session.id) if session else None


def _instead(scope: dict, found: Found) -> Response | None:
    """What is answered in the place of what was asked for; None where that may be had."""
    path = scope["path"]
    if path in _TO_ALL or scope["type"] == "http" and any(one.is_part(path) for one in _WITH_PARTS):
        return None
    language_of(QueryParams(scope["query_string"]))
    if found.reader is None:
        if scope["type"] == "http" and path == menu.SCREEN.address:
            return None
        return _to(scope, menu.SIGN_IN.address) or _refusal(401, text("sign_in.needed"))
    if found.must_change and path != menu.ACCOUNT.address:
        return _to(scope, menu.ACCOUNT.address) or _refusal(403, text("sign_in.must_change"))
    return None


def _to(scope: dict, address: str) -> Response | None:
    """The way there and back, for who opens a page."""
    path = scope["path"]
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    if path.startswith(_NOT_PAGES) or path != menu.SCREEN.address and path.startswith(menu.SCREEN.address):
        return None
    query = scope["query_string"].decode("latin-1")
    kept = {name: value for name, value in QueryParams(query).items() if name in ("lang", "look")}
    onwards = urlencode({"next": under_base(path) + (f"?{query}" if query else "")} | kept)
    return RedirectResponse(f"{under_base(address)}?{onwards}", 303, {"Cache-Control": "no-store"})


def _refusal(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence + "\n", status, {"Cache-Control": "no-store"})
