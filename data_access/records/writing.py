"""How something is written: one transaction, with its row of the audit, while nobody else writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from data_access.database import only_recorder
from data_access.problem import Problem
from data_access.records import chain, record_head, session
from data_access.records.chain import Actor
from data_access.settings import audit_key


@dataclass(frozen=True)
class Change:
    """What is being written: the transaction's connection, and what the audit is to keep of it."""

    connection: Connection
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Times:
    """The moment of a write by the clock, and by the town's, which governs what is issued and due."""

    at: datetime
    now: datetime


@contextmanager
def change(engine: Engine, actor: Actor, act: str, at: datetime, **details: object) -> Iterator[Change]:
    """A write that pages can show: `act` and `details` (no content, no password) stand in the audit, and the records'
    version grows. All or nothing. Raises Problem `not_signed_in` where the actor's session has ended meanwhile."""
    with only_recorder(engine) as connection:
        verify(connection, actor, at)
        made = Change(connection, dict(details))
        yield made
        connection.execute(update(record_head).values(version=record_head.c.version + 1))
        chain.append(connection, audit_key(), actor, act, made.details, at)


@contextmanager
def aside(engine: Engine, actor: Actor, act: str, at: datetime, **details: object) -> Iterator[Change]:
    """A write on which no figure depends, as a sign-in: like `change`, but what is kept of the records stays good."""
    with only_recorder(engine) as connection:
        verify(connection, actor, at)
        made = Change(connection, dict(details))
        yield made
        chain.append(connection, audit_key(), actor, act, made.details, at)


def verify(connection: Connection, actor: Actor, at: datetime) -> None:
    """In a write: that the actor's session stands still. Raises Problem `not_signed_in` where it does not.

    A session ends with any change of what its account may do, so one that stands has the rights it began with.
    """
    if actor.session is None:
        return
    stands = session.c.token == actor.session, session.c.ended_at.is_(None), session.c.ends_at > at
    if connection.scalar(select(session.c.token).where(*stands)) is None:
        raise Problem("not_signed_in")


def note(engine: Engine, actor: Actor, act: str, at: datetime, **details: object) -> None:
    """A row of the audit alone: something was read, refused or tried."""
    with aside(engine, actor, act, at, **details):
        pass


def as_seen(edition: int, seen: int | None, content: Callable[[], str]) -> None:
    """Within a change: that the row is still of the edition which the writer saw (None: it was not looked at). Raises Problem
    `overtaken`, with the row's content as the other writer left it, in words."""
    if seen is not None and seen != edition:
        raise Problem("overtaken", content=content())
