"""Sessions: who is signed in, from when until when; a browser holds a random token, the records its hash."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, select, update

from data_access.access.rights import Rights
from data_access.database import only_recorder, snapshot
from data_access.records import account as accounts
from data_access.records import chain
from data_access.records import session as sessions
from data_access.records.chain import Actor
from data_access.records.writing import as_seen, aside
from data_access.settings import audit_key

LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """One sign-in that stands; `id` is the hash of its token, `is_local` whether of an account here, `must_change` whether its
    holder has to set a new password before anything else."""

    id: str
    account: str
    rights: Rights
    began_at: datetime
    last_at: datetime
    ends_at: datetime
    address: str | None
    agent: str | None
    is_local: bool
    must_change: bool


def id_of(token: str) -> str:
    """The hash of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """What a browser is to hold of a session that begins."""
    return secrets.token_urlsafe(32)


def begin(
    engine: Engine,
    actor: Actor,
    at: datetime,
    rights: Rights,
    agent: str = "",
    before: str | None = None,
    seen: int | None = None,
) -> str:
    """Signs the actor in with these rights; gives the new session's token. `before`: the session of the same browser, which
    ends with it; `seen`: the edition of the account here by which it was found out who the actor is, None for whom another
    service signs in. Raises Problem `overtaken` where the account has changed meanwhile."""
    token = new_token()
    with aside(engine, actor, "signed_in", at) as made:
        if seen is not None:
            verify(made.connection, actor.account, seen)
        if before:
            end_in(made.connection, at, _id_is(before))
        begin_in(made.connection, actor, at, rights, token, agent, is_local=seen is not None)
    return token


def of_gateway(engine: Engine, actor: Actor, at: datetime, rights: Rights, agent: str = "") -> Session:
    """The session of whom a gateway has signed in, with these rights: begun where none stands, once, however many servers and
    requests ask for it. Nobody holds its token: the gateway names its reader each time."""
    which = and_(
        sessions.c.account == actor.account,
        sessions.c.role == rights.role,
        sessions.c.units == _units(rights),
        sessions.c.is_local.is_(False),
    )
    query = _standing(at).where(which).order_by(sessions.c.began_at.desc())
    with snapshot(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        with only_recorder(engine) as connection:
            row = connection.execute(query).first()
            if row is None:
                begin_in(connection, actor, at, rights, new_token(), agent, is_local=False)
                chain.append(connection, audit_key(), actor, "signed_in", {}, at)
                row = connection.execute(query).one()
    return _session(row)


def verify(connection: Connection, name: str | None, seen: int) -> None:
    """In a write of the caller's: that an account is as it was seen. Raises Problem `overtaken`."""
    edition = connection.scalar(select(accounts.c.edition).where(accounts.c.name == name))
    as_seen(edition or 0, seen, lambda: name or "")


def begin_in(
    connection: Connection,
    actor: Actor,
    at: datetime,
    rights: Rights,
    token: str,
    agent: str,
    *,
    is_local: bool,
) -> None:
    """Begins a session in a write of the caller's; `is_local`: of an account here."""
    connection.execute(
        sessions.insert().values(
            token=id_of(token),
            account=actor.account,
            role=rights.role,
            units=_units(rights),
            is_local=is_local,
            began_at=at,
            last_at=at,
            ends_at=at + LASTS,
            address=actor.address,
            agent=agent[:200],
        )
    )


def standing(engine: Engine, session_id: str, at: datetime, idle: timedelta | None = None) -> Session | None:
    """The session as it stands; None where it has ended, by whomever, or nothing was done in it for longer than `idle`."""
    with snapshot(engine) as connection:
        row = connection.execute(_standing(at).where(_id_is(session_id))).first()
    found = _session(row) if row else None
    return None if found and idle and found.last_at + idle <= at else found


def of_account(engine: Engine, name: str, at: datetime) -> list[Session]:
    """The sessions of an account that stand, the latest first."""
    query = _standing(at).where(sessions.c.account == name).order_by(sessions.c.began_at.desc())
    with snapshot(engine) as connection:
        return [_session(row) for row in connection.execute(query)]


def used(engine: Engine, session_id: str, at: datetime) -> None:
    """Keeps when its holder last did something."""
    with only_recorder(engine) as connection:
        connection.execute(update(sessions).where(_id_is(session_id)).values(last_at=at))


def end(engine: Engine, actor: Actor, at: datetime, session_id: str) -> None:
    """Signs out of one session."""
    with aside(engine, actor, "signed_out", at) as made:
        end_in(made.connection, at, _id_is(session_id))


def end_all(engine: Engine, actor: Actor, at: datetime, name: str) -> None:
    """Signs out of every session of an account."""
    with aside(engine, actor, "signed_out_everywhere", at) as made:
        made.details["sessions"] = end_in(made.connection, at, sessions.c.account == name)


def end_in(connection: Connection, at: datetime, which: ColumnElement[bool]) -> int:
    """Ends sessions in a write of the caller's; gives how many stood."""
    ended = update(sessions).where(which, sessions.c.ended_at.is_(None), sessions.c.ends_at > at)
    return connection.execute(ended.values(ended_at=at)).rowcount


def _units(rights: Rights) -> str:
    return json.dumps({"committees": rights.committees, "departments": rights.departments})


def _id_is(session_id: str) -> ColumnElement[bool]:
    return sessions.c.token == session_id


def _standing(at: datetime) -> Select:
    """Of accounts here and of readers that another service signs in, who have none."""
    return (
        select(sessions, accounts.c.must_change)
        .join_from(
            sessions,
            accounts,
            and_(accounts.c.name == sessions.c.account, sessions.c.is_local),
            isouter=True,
        )
        .where(sessions.c.ended_at.is_(None), sessions.c.ends_at > at)
        .where(accounts.c.disabled_at.is_(None), accounts.c.closed_at.is_(None))
    )


def _session(row: Row) -> Session:
    units = json.loads(row.units)
    rights = Rights(row.role, tuple(units["committees"]), tuple(units["departments"]))
    return Session(
        *(row.token, row.account, rights, row.began_at, row.last_at, row.ends_at, row.address, row.agent),
        is_local=row.is_local,
        must_change=bool(row.must_change),
    )
