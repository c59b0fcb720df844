"""The audit's chain: each row's hash is keyed and goes over the row and the hash before it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from data_access.records import audit
from data_access.records.moments import written

BEGINNING = "0" * 64
"""The hash before the first row."""


@dataclass(frozen=True)
class Actor:
    """Who does something, and from where: an account's name and role (none where nobody is signed in), a client's address."""

    account: str | None = None
    role: str | None = None
    address: str | None = None


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


def append(
    connection: Connection, key: bytes, actor: Actor, act: str, details: Mapping[str, object], at: datetime
) -> None:
    """Adds a row to the audit, in the transaction of the only writer."""
    last = connection.execute(
        select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    ).first()
    number, before = (last.number + 1, last.hash) if last else (1, BEGINNING)
    content = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    row = Row(number, at, actor.account, actor.role, actor.address, act, content)
    connection.execute(insert(audit).values(**vars(row), hash=row.hash(before, key)))
