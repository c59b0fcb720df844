"""The audit's chain: each row's hash is keyed and goes over the row and the hash before it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select

from data_access.records import audit
from data_access.records.moments import written

BEGINNING = "0" * 64
"""The hash before the first row."""


@dataclass(frozen=True)
class Actor:
    """Who does something, and from where: an account's name and role (none where nobody is signed in), a client's address;
    `session`: the sign-in (by the hash of its token) in which it is done, and which has to stand when it is."""

    account: str | None = None
    role: str | None = None
    address: str | None = None
    session: str | None = None


COMMAND_LINE = Actor(role="command line")
SYSTEM = Actor(role="system")


@dataclass(frozen=True)
class Row:
    """One row of the audit, without its hash."""

    number: int
    at: datetime
    account: str | None
    role: str | None
    address: str | None
    act: str
    details: str

    def hash(self, before: str, key: bytes) -> str:
        """The row's hash, after the one before it."""
        values = [
            self.number,
            written(self.at),
            self.account,
            self.role,
            self.address,
            self.act,
            self.details,
        ]
        message = before + "\n" + json.dumps(values, ensure_ascii=True, separators=(",", ":"))
        return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Head:
    """The last row of the audit: written down elsewhere, it shows later whether rows have been cut off."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def last(connection: Connection, *among: ColumnElement[bool]) -> Head | None:
    """The last row, or the last of some; None where there is none."""
    rows = select(audit.c.number, audit.c.hash).where(*among).order_by(audit.c.number.desc()).limit(1)
    row = connection.execute(rows).first()
    return Head(row.number, row.hash) if row else None


def append(
    connection: Connection, key: bytes, actor: Actor, act: str, details: Mapping[str, object], at: datetime
) -> None:
    """Adds a row to the audit, in the transaction of the only writer."""
    before = last(connection) or Head(0, BEGINNING)
    content = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    row = Row(before.number + 1, at, actor.account, actor.role, actor.address, act, content)
    connection.execute(insert(audit).values(**vars(row), hash=row.hash(before.hash, key)))
