"""Accounts: who may sign in here, in which role and for which units; a change of one ends what its holder had open."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy import delete as erase

from data_access.access import passwords, sessions, trial
from data_access.access.rights import ROLES, ROLES_OF_PEOPLE, Rights
from data_access.database import snapshot
from data_access.problem import Problem
from data_access.records import account as accounts
from data_access.records import account_unit as units
from data_access.records import session as session_table
from data_access.records.chain import Actor
from data_access.records.writing import as_seen, change
from data_access.wording import name as wording
from data_access.wording import text

ADMIN = "admin"
_NAME = re.compile(r"\w[\w.@+-]{0,59}")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,39}")


@dataclass(frozen=True)
class Account:
    """One account; `password` is what is kept of it, `must_change` whether the next sign-in sets another one, `shared` whether
    it is everybody's, so that nobody changes it."""

    name: str
    rights: Rights
    password: str | None
    must_change: bool
    disabled: bool
    made_at: datetime
    edition: int
    shared: bool

    @property
    def state(self) -> str:
        """Whether it can sign in (`active`), has yet to set its own password (`fresh`), or may not (`disabled`)."""
        return "disabled" if self.disabled else "fresh" if self.must_change else "active"


def written_name(name: str) -> str:
    """The name as it is kept: the same however it was typed."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def listed(engine: Engine) -> list[Account]:
    """Every account that is not closed, by name."""
    with snapshot(engine) as connection:
        return _read(connection)


def found(engine: Engine, name: str) -> Account | None:
    """The account of a name; None where there is none, or it is closed, or nobody can be called so."""
    if not _NAME.fullmatch(written_name(name)):
        return None
    with snapshot(engine) as connection:
        return next(iter(_read(connection, written_name(name))), None)


def add(engine: Engine, actor: Actor, at: datetime, name: str, rights: Rights, password: str | None) -> None:
    """Makes an account, whose holder sets a new password at the first sign-in; without one nobody can sign in by a password.

    Raises Problem for a name that is none, is taken or was once, for a role without its units, and for a password too short.
    """
    name = written_name(name)
    if not _NAME.fullmatch(name):
        raise Problem("account_name", name=name[:60])
    _check(rights)
    kept = passwords.hashed(password) if password is not None else None
    with change(engine, actor, "account_added", at, account=name, **_of(rights)) as made:
        if made.connection.scalar(select(func.count()).where(accounts.c.name == name)):
            raise Problem("account_taken", name=name)
        add_in(made.connection, at, name, rights, kept)


def add_in(connection: Connection, at: datetime, name: str, rights: Rights, kept: str | None) -> None:
    """Makes an account in a write of the caller's, with what is kept of its password."""
    row = {"name": name, "role": rights.role, "password": kept, "must_change": kept is not None}
    connection.execute(insert(accounts).values(row | {"made_at": at, "edition": 1}))
    _put_units(connection, name, rights)


def change_rights(
    engine: Engine, actor: Actor, at: datetime, name: str, rights: Rights, seen: int | None = None
) -> None:
    """Gives an account another role or other units. Raises Problem as `add` does, where the last administrator would go, and
    where the account is not of the edition `seen` any more."""
    _check(rights)
    with change(engine, actor, "account_role", at, account=written_name(name), **_of(rights)) as made:
        before = _open_account(made.connection, name, seen)
        if rights.role != ADMIN:
            _keep_an_administrator(made.connection, before)
        _update(made.connection, at, before.name, role=rights.role)
        made.connection.execute(erase(units).where(units.c.account == before.name))
        _put_units(made.connection, before.name, rights)


def reset(
    engine: Engine, actor: Actor, at: datetime, name: str, password: str, seen: int | None = None
) -> None:
    """Sets a password for somebody else, who sets another one at the next sign-in: also for who takes the account over.
    Raises Problem, also where the account is not of the edition `seen` any more."""
    kept = passwords.hashed(password)
    with change(engine, actor, "account_reset", at, account=written_name(name)) as made:
        before = _open_account(made.connection, name, seen)
        _update(made.connection, at, before.name, password=kept, must_change=True)


def set_own(engine: Engine, actor: Actor, at: datetime, old: str | None, new: str, agent: str = "") -> str:
    """The actor's own new password; every session of the account ends, and the token of a new one comes back. `old` is None
    where a password is due that replaces one which others have set. Raises Problem where the old one is wrong, or the new one
    is too short, or the same, or the account has changed meanwhile."""
    before = found(engine, actor.account or "")
    if before is None or (old is None and not before.must_change):
        raise Problem("password_wrong")
    if old is not None and not passwords.matches(before.password, old):
        raise Problem("password_wrong")
    if passwords.matches(before.password, new):
        raise Problem("password_same")
    kept, token = passwords.hashed(new), sessions.new_token()
    with change(engine, actor, "password_changed", at) as made:
        sessions.verify(made.connection, before.name, before.edition)
        _update(made.connection, at, before.name, password=kept, must_change=False)
        sessions.begin_in(made.connection, actor, at, before.rights, token, agent, is_local=True)
    return token


def disable(engine: Engine, actor: Actor, at: datetime, name: str, seen: int | None = None) -> None:
    """Lets an account sign in no more, until it is enabled. Raises Problem for the last administrator, and where the account
    is not of the edition `seen` any more."""
    with change(engine, actor, "account_disabled", at, account=written_name(name)) as made:
        before = _open_account(made.connection, name, seen)
        _keep_an_administrator(made.connection, before)
        _update(made.connection, at, before.name, disabled_at=at)


def enable(engine: Engine, actor: Actor, at: datetime, name: str, seen: int | None = None) -> None:
    """Lets a disabled account sign in again. Raises Problem where there is none, and where it is not of the edition `seen` any
    more."""
    with change(engine, actor, "account_enabled", at, account=written_name(name)) as made:
        _update(made.connection, at, _open_account(made.connection, name, seen).name, disabled_at=None)


def close(engine: Engine, actor: Actor, at: datetime, name: str, seen: int | None = None) -> None:
    """Closes an account for good: its name is not used again, what it wrote stays. Raises Problem as `disable` does."""
    with change(engine, actor, "account_closed", at, account=written_name(name)) as made:
        before = _open_account(made.connection, name, seen)
        _keep_an_administrator(made.connection, before)
        _update(made.connection, at, before.name, closed_at=at, password=None)


def _check(rights: Rights) -> None:
    if rights.role not in ROLES_OF_PEOPLE:
        raise Problem("account_role", role=rights.role, roles=", ".join(ROLES_OF_PEOPLE))
    if ROLES[rights.role] == "committee" and not rights.committees:
        raise Problem("account_without_committee", role=rights.role)
    if ROLES[rights.role] == "department" and not rights.departments:
        raise Problem("account_without_department", role=rights.role)
    for kind, codes in (("committee", rights.committees), ("department", rights.departments)):
        if ROLES[rights.role] != kind and codes:
            raise Problem("account_units", role=rights.role)
        if unfit := [code for code in codes if not _CODE.fullmatch(code)]:
            raise Problem("account_code", code=unfit[0][:40])


def _of(rights: Rights) -> dict[str, object]:
    return {"role": rights.role, "units": [*rights.committees, *rights.departments]}


def _open_account(connection: Connection, name: str, seen: int | None = None) -> Account:
    existing = _read(connection, written_name(name))
    if not existing:
        raise Problem("account_unknown", name=name[:60])
    if existing[0].shared:
        raise Problem("account_shared")
    as_seen(existing[0].edition, seen, lambda: _in_words(existing[0]))
    return existing[0]


def _in_words(account: Account) -> str:
    units = (*account.rights.committees, *account.rights.departments)
    parts = (wording("role", account.rights.role), *units, wording("account_state", account.state))
    return text("sign.listed").join(parts)


def _keep_an_administrator(connection: Connection, leaving: Account) -> None:
    others = [
        other
        for other in _read(connection)
        if other.rights.role == ADMIN and other.password and not other.disabled and other.name != leaving.name
    ]
    if leaving.rights.role == ADMIN and not leaving.disabled and not others:
        raise Problem("account_last_admin", name=leaving.name)


def _update(connection: Connection, at: datetime, name: str, **values: object) -> None:
    """Changes an account, and ends its sessions."""
    row = {**values, "edition": accounts.c.edition + 1}
    connection.execute(update(accounts).where(accounts.c.name == name).values(row))
    sessions.end_in(connection, at, session_table.c.account == name)


def _put_units(connection: Connection, name: str, rights: Rights) -> None:
    rows = [
        {"account": name, "kind": kind, "code": code}
        for kind, codes in (("committee", rights.committees), ("department", rights.departments))
        for code in dict.fromkeys(codes)
    ]
    if rows:
        connection.execute(insert(units), rows)


def _read(connection: Connection, name: str | None = None) -> list[Account]:
    columns = accounts, units.c.kind, units.c.code, trial.is_shared(accounts.c.name).label("shared")
    query = select(*columns).join_from(accounts, units, isouter=True)
    query = query.where(accounts.c.closed_at.is_(None)).order_by(accounts.c.name, units.c.kind, units.c.code)
    if name is not None:
        query = query.where(accounts.c.name == name)
    rows = connection.execute(query).all()
    return [_account(list(same)) for _, same in groupby(rows, key=lambda row: row.name)]


def _account(rows: Sequence) -> Account:
    row = rows[0]
    codes = {
        kind: tuple(one.code for one in rows if one.kind == kind) for kind in ("committee", "department")
    }
    rights = Rights(row.role, codes["committee"], codes["department"])
    disabled = row.disabled_at is not None
    return Account(
        row.name, rights, row.password, row.must_change, disabled, row.made_at, row.edition, row.shared
    )
