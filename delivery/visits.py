"""A request of one of the documents of signing in: what its address says, what its form has sent, what its forms are bound to."""

import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from components import menu, sign_in
from components.scope import language_of, look_of
from data_access.access import signed
from data_access.access.reader import ANYBODY, Reader
from data_access.access.rights import Rights
from data_access.base_path import base_path, under_base
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.settings import settings
from data_access.wording import text
from delivery import clients, cookies, town

_LONGEST = 8 * 1024
_LEADING_ON = {page.key for page in (menu.SIGN_IN, menu.ACCOUNT, menu.PROVIDER)}
_NEVER = {menu.SIGN_IN.address, menu.SIGN_OUT.address}


@dataclass(frozen=True)
class Visit:
    """One such request; `sent`: the form's fields, None where none was sent; `holder`: what its forms are bound to, the
    session or what a cookie of the browser holds, made for it where `holds` is empty."""

    scope: Scope
    parameters: dict[str, str]
    sent: dict[str, str] | None
    demonstration: bool
    holds: str
    holder: str

    @property
    def reader(self) -> Reader:
        """Who asks."""
        return self.scope.get("reader") or ANYBODY

    @property
    def actor(self) -> Actor:
        """Who asks, for the audit."""
        signed_in = self.reader.account
        return Actor(signed_in, self.reader.rights.role if signed_in else None, self.address)

    @cached_property
    def address(self) -> str:
        """From where."""
        return clients.address(self.scope, settings().access)

    @property
    def agent(self) -> str:
        """What the browser calls itself."""
        return Request(self.scope).headers.get("user-agent", "")

    @property
    def bound(self) -> bool:
        """Whether the form that was sent is one that this browser has got from here."""
        return self.sent is not None and signed.is_form_token(self.sent.get("token", ""), self.holds)

    @property
    def token(self) -> str:
        """What a form carries to be known again."""
        return signed.form_token(self.holder)

    @property
    def target(self) -> str:
        """Where to go afterwards: a path of this server, whatever the address says; empty where it says none."""
        wished = self.parameters.get("next", "")
        return wished if is_path(wished) else ""

    def first(self, rights: Rights) -> str:
        """Where to go after signing in: to the target, else on a phone to what waits for the reader, else to the first page
        that these rights open."""
        pages = [*([menu.BY_KEY["me"]] if "Mobi" in self.agent else []), *menu.PAGES]
        page = next(page for page in pages if rights.opens(page.key))
        return self.target or self.action(page.key)

    def action(self, key: str) -> str:
        """The address of a document or page, in this one's language and look; of a document, that leads on to the same."""
        kept = {name: value for name, value in self.parameters.items() if name != "next"}
        leads_on = {"next": self.target} if self.target and key in _LEADING_ON else {}
        return sign_in.address(key, kept | leads_on)

    def document(
        self, key: str, *cards: Markup | None, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        """The document of this key with its cards."""
        try:
            name = settings().name_of(self.demonstration)
        except Problem:
            name = None
        page = sign_in.document(key, name, look_of(self.parameters), self.parameters, *cards)
        answer = HTMLResponse(page, status, {"Cache-Control": "no-store"} | (headers or {}))
        if not self.holds:
            cookies.put(answer, self.scope, cookies.FORM, self.holder)
        return answer


def visited(work: Callable[[Visit], Response]) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that does the work, in a thread, for records are waited for; without them it says so."""

    async def endpoint(request: Request) -> Response:
        parameters = dict(request.query_params)
        language_of(parameters)
        sent = await _sent(request) if request.method == "POST" else None
        demonstration = await town.is_demonstration()

        def answer() -> Response:
            try:
                return work(_visit(request.scope, parameters, sent, demonstration))
            except Problem as problem:
                away = Visit(request.scope, parameters, sent, demonstration, "-", "-")
                card = sign_in.card(text("sign_in.title_sign_in"), sign_in.trouble(problem.for_reader))
                return away.document(menu.SIGN_IN.key, card, status=503)

        return await run_in_threadpool(answer)

    return endpoint


def go(address: str) -> Response:
    """The way on, after a form or before it."""
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def is_path(wished: str) -> bool:
    """Whether it is a path of this server, for every browser: with no host in it, no control sign, and not the way in."""
    within = wished.removeprefix(base_path())
    if not wished.startswith(under_base("/")) or within[1:2] in ("/", "\\") or not wished.isprintable():
        return False
    parts = urlsplit(wished)
    return (
        not parts.scheme
        and not parts.netloc
        and "\\" not in parts.path
        and parts.path.removeprefix(base_path()) not in _NEVER
    )


def _visit(
    scope: Scope, parameters: dict[str, str], sent: dict[str, str] | None, demonstration: bool
) -> Visit:
    reader = scope.get("reader")
    holds = (reader and reader.session) or cookies.of(scope, cookies.FORM)
    return Visit(scope, parameters, sent, demonstration, holds, holds or secrets.token_urlsafe(16))


async def _sent(request: Request) -> dict[str, str]:
    """The fields of a form; none where it is too long to be one of ours, or has too many."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            return {}
    with suppress(ValueError):  # more fields than any form of ours has
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    return {}
