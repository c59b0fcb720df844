"""The document of one's own account: its password, and where it is signed in."""

from markupsafe import Markup
from starlette.responses import Response

from components import menu, sign_in
from components.sign_in import own
from data_access.access import accounts, passwords, sessions
from data_access.clock import moment
from data_access.problem import Problem
from data_access.settings import settings
from data_access.wording import text
from delivery import cookies, standing
from delivery.visits import Visit, go, visited


@visited
def own_account(visit: Visit) -> Response:
    """What is one's own, and what its forms send."""
    if visit.reader.account is None:
        return go(visit.action(menu.SIGN_IN.key))
    if visit.sent is None or not _is_ones_own(visit):
        return _show(visit)
    if not visit.bound:
        return _show(visit, 400, text("sign_in.stale"))
    if visit.sent.get("do") == "everywhere":
        sessions.end_all(standing.kept().engine, visit.actor, moment(), visit.reader.account)
        standing.forget()
        answer = go(visit.action(menu.SIGN_IN.key))
        cookies.drop(answer, visit.scope, cookies.SESSION)
        return answer
    return _change(visit, visit.sent) if _is_ours() else _show(visit, 400)


def _change(visit: Visit, sent: dict[str, str]) -> Response:
    """Sets a new password, under a new token: every other session ends."""
    new = sent.get("new", "")
    if new != sent.get("again", ""):
        return _show(visit, 400, text("sign_in.not_the_same"))
    engine, old = standing.kept().engine, None if _must_change(visit) else sent.get("old", "")
    try:
        token = accounts.set_own(engine, visit.actor, moment(), old, new, visit.agent)
    except Problem as problem:
        return _show(visit, 429 if problem.key == "sign_in_busy" else 400, problem.for_reader)
    standing.forget()
    answer = go(visit.target or visit.action(menu.ACCOUNT.key))
    cookies.put(answer, visit.scope, cookies.SESSION, token)
    return answer


def _show(visit: Visit, status: int = 200, sentence: str | None = None) -> Response:
    reader, trouble, account = visit.reader, sign_in.trouble(sentence), visit.reader.account or ""
    own_address, back = visit.action(menu.ACCOUNT.key), visit.first(reader.rights)
    who = own.who(reader, back, visit.action(menu.SIGN_OUT.key), visit.token)
    cards: tuple[Markup | None, ...] = (who, trouble)
    if _is_ones_own(visit):
        engine = standing.kept().engine
        found = accounts.found(engine, account) if _is_ours() else None
        existing = sessions.of_account(engine, account, moment())
        listed = own.sessions(own_address, visit.token, existing, reader.session)
        form = None
        if found and found.password:
            old = not found.must_change
            form = own.password(own_address, visit.token, account, passwords.SHORTEST, old, trouble)
        cards = (form,) if found and found.must_change else (who, form or trouble, listed)
    return visit.document(menu.ACCOUNT.key, *cards, status=status)


def _is_ours() -> bool:
    """Whether readers sign in to accounts here: whom a provider signs in may be called as one of them."""
    return settings().access.mode != "oidc"


def _is_ones_own(visit: Visit) -> bool:
    """Whether the account's sessions are the reader's to see and to end: a gateway would at once let in again whom we sign out,
    and those of an account that is shared are others' too."""
    if settings().access.mode == "header":
        return False
    found = accounts.found(standing.kept().engine, visit.reader.account or "") if _is_ours() else None
    return not (found and found.shared)


def _must_change(visit: Visit) -> bool:
    found = accounts.found(standing.kept().engine, visit.reader.account or "")
    return bool(found and found.must_change)
