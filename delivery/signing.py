"""Signing in and out."""

from contextlib import suppress
from datetime import datetime, timedelta
from threading import Timer

from markupsafe import Markup
from starlette.responses import Response

from components import menu, sign_in
from data_access.access import accounts, failures, passwords, sessions, signed, trial
from data_access.access.accounts import Account
from data_access.access.rights import ROLES_OF_PEOPLE, Rights
from data_access.clock import moment
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.settings import settings
from data_access.wording import text
from delivery import cookies, standing
from delivery.visits import Visit, go, visited

_SOON = 66
"""Seconds after which the minute of a failed sign-in is over, and stands in the audit."""
_summing: Timer | None = None


@visited
def way_in(visit: Visit) -> Response:
    """The document of signing in, and what its form sends."""
    mode = settings().access.mode
    if visit.sent is None:
        if mode != "open" and visit.reader.account:
            return go(visit.first(visit.reader.rights))
        return ask(visit)
    if not visit.bound:
        return ask(visit, 400, text("sign_in.stale"))
    if mode == "accounts":
        return _by_password(visit)
    if mode == "open" and visit.demonstration:
        return _as_role(visit, visit.sent.get("role", ""))
    return ask(visit, 400)


@visited
def way_out(visit: Visit) -> Response:
    """Signs out; without a form it asks first, for anybody's link may lead here, or leaves it to the gateway to ask."""
    away = settings().access.sign_out_address
    if visit.reader.account is None:
        return go(visit.action(menu.SIGN_IN.key))
    if settings().access.mode == "header" and not visit.bound:
        return go(away or visit.action(menu.SIGN_IN.key))
    if not visit.bound:
        words, account = text("sign_in.sign_out"), visit.reader.account
        form = sign_in.form(visit.action(menu.SIGN_OUT.key), visit.token, sign_in.send(words))
        who = sign_in.sentence(text("sign_in.signed_in_as", account=account))
        return visit.document(menu.SIGN_OUT.key, sign_in.card(words, who, form))
    sessions.end(standing.kept().engine, visit.actor, moment(), visit.reader.session or "")
    standing.forget()
    answer = go(away or visit.action(menu.SIGN_IN.key))
    cookies.drop(answer, visit.scope, cookies.SESSION)
    return answer


def ask(
    visit: Visit, status: int = 200, sentence: str | None = None, headers: dict[str, str] | None = None
) -> Response:
    """The document, as the mode has it."""
    access, name = settings().access, (visit.sent or {}).get("name", "")[:60]
    if access.mode == "accounts":
        content: Markup | None = _form(visit, name) if _has_accounts() else sign_in.no_accounts()
    elif access.mode == "header":
        content = sign_in.sentence(text("sign_in.by_gateway"))
    elif access.mode == "oidc":
        content = sign_in.at_provider(visit.action(menu.PROVIDER.key), access.help)
    elif visit.demonstration:
        content = sign_in.as_role(ROLES_OF_PEOPLE, visit.action(menu.SIGN_IN.key), visit.token)
    else:
        content = sign_in.switched_off()
    card = sign_in.card(text("sign_in.title_sign_in"), sign_in.trouble(sentence), content)
    return visit.document(menu.SIGN_IN.key, card, status=status, headers=headers)


def _form(visit: Visit, name: str) -> Markup | None:
    return sign_in.by_password(visit.action(menu.SIGN_IN.key), visit.token, name, settings().access.help)


def _has_accounts() -> bool:
    return any(
        account.password and not account.disabled for account in accounts.listed(standing.kept().engine)
    )


def _by_password(visit: Visit) -> Response:
    sent, at, engine = visit.sent or {}, moment(), standing.kept().engine
    name, password = sent.get("name", "")[:200], sent.get("password", "")
    recognised = signed.is_mark(cookies.of(visit.scope, cookies.MARK), name)
    if wait := failures.begin(engine, name, visit.address, at, recognised):
        return _paused(visit, wait)
    account = accounts.found(engine, name)
    kept = account.password if account and not account.disabled else None
    try:
        right = passwords.matches(kept, password)
    except Problem as problem:
        failures.withdrawn(engine, name, visit.address)
        return ask(visit, 429, problem.for_reader, {"Retry-After": "5"})
    if account is None or not right:
        note_failure(visit, account.name if account else None, at)
        return ask(visit, 401, text("sign_in.wrong"))
    failures.succeeded(engine, name, visit.address)
    return _enter(visit, account)


def _as_role(visit: Visit, role: str) -> Response:
    """As the demonstration's account of a role, which needs no password."""
    engine = standing.kept().engine
    account = accounts.found(engine, trial.name_of(role))
    if account is None or not account.shared:
        return ask(visit, 400, text("sign_in.no_trial"))
    return _enter(visit, account)


def enter(visit: Visit, name: str, rights: Rights, onwards: str = "", seen: int | None = None) -> Response:
    """Begins a session under a new token, and leads on. `seen`: of an account here, its edition. Raises Problem."""
    actor, engine = Actor(name, rights.role, visit.address), standing.kept().engine
    token = sessions.begin(engine, actor, moment(), rights, visit.agent, visit.reader.session, seen)
    standing.forget()
    answer = go(onwards or visit.first(rights))
    cookies.put(answer, visit.scope, cookies.SESSION, token)
    return answer


def _enter(visit: Visit, account: Account) -> Response:
    """The same of an account as it was checked; one that has changed meanwhile is asked for again."""
    first = visit.action(menu.ACCOUNT.key) if account.must_change else ""
    try:
        answer = enter(visit, account.name, account.rights, first, account.edition)
    except Problem as problem:
        if problem.key != "overtaken":
            raise
        return ask(visit, 401, text("sign_in.wrong"))
    if account.password is not None:
        cookies.put(answer, visit.scope, cookies.MARK, signed.mark(account.name))
    return answer


def _paused(visit: Visit, wait: timedelta) -> Response:
    seconds = int(wait.total_seconds()) + 1
    minutes = -(-seconds // 60)
    short, long = text("sign_in.wait_seconds", count=seconds), text("sign_in.wait_minutes", count=minutes)
    words = short if seconds < 90 else long
    return ask(visit, 429, words, {"Retry-After": str(seconds)})


def note_failure(visit: Visit, account: str | None, at: datetime) -> None:
    """Keeps for the audit that a sign-in has failed, by address and minute; `account`: where there is one of that name."""
    failures.note(standing.kept().engine, account, visit.address, at)
    _sum_up_soon()


def _sum_up_soon() -> None:
    """Has the audit hear of this minute's failures when it is over, also where nobody comes any more."""
    global _summing
    if _summing is None or not _summing.is_alive():
        _summing = Timer(_SOON, _sum_up)
        _summing.daemon = True
        _summing.start()


def _sum_up() -> None:
    global _summing
    with suppress(Problem):  # then with the next failure
        left = failures.sum_up(standing.kept().engine, moment())
        _summing = None
        if left:
            _sum_up_soon()
