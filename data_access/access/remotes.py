"""Phones that say what a wall shows: whoever has typed the code on the wall may, for half a day; the last word holds.

A phone holds a sealed word that names the wall's row, so any number of phones may share a wall, and all are out at once when
the row goes: ended at the wall, revoked with the screen, or over.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from data_access.access import codes, signed
from data_access.access.devices import MOST, PER, TRIES
from data_access.database import only_recorder, snapshot
from data_access.problem import Problem
from data_access.records import audit, chain, device
from data_access.records import remote as remotes
from data_access.records.chain import Actor
from data_access.settings import audit_key

LASTS = timedelta(hours=12)
"""For so long a phone may, from when it was paired."""
TRIES_OF_ALL = 60
"""So many wrong codes within a minute from everywhere, besides TRIES from each address."""
LINES = 1000
_PURPOSE = "remote"
_PAIRED, _REFUSED, _ENDED = "remote_paired", "remote_refused", "remote_ended"


@dataclass(frozen=True)
class Order:
    """What a wall is to show: a page, of which committee or work (`code`, as it is called in `name`), and on which of its rows
    the light falls, from 1; 0: on none."""

    page: str
    code: str = ""
    name: str = ""
    line: int = 0


@dataclass(frozen=True)
class Remote:
    """A wall that can be told what to show: `order` until `until`, the `day` that is held, both None where there is none;
    `version` grows with each order. `display`: what the wall says that it shows. `ends_at`: until when phones may."""

    id: str
    wall: str
    device: str | None
    offered_until: datetime
    ends_at: datetime | None
    version: int
    order: Order | None
    until: datetime | None
    day: date | None
    display: dict[str, Any]

    def is_paired(self, at: datetime) -> bool:
        """Whether a phone may say what it shows."""
        return self.ends_at is not None and at < self.ends_at


def offer(engine: Engine, wall: str, device_id: str | None, address: str, at: datetime) -> tuple[str, int]:
    """The code that a wall shows now, and for how many seconds; it counts from then on. Raises Problem where too many walls
    show one."""
    minute, passed = codes.minute_of(at)
    counts = codes.over_at(at)
    found = of_wall(engine, wall)
    remote_id = found.id if found else secrets.token_hex(16)
    if found is None or found.offered_until < counts:
        with only_recorder(engine) as connection:
            connection.execute(delete(remotes).where(_is_over(at)))
            remote_id = _offer(connection, wall, device_id, address, remote_id, counts)
    return codes.of(_PURPOSE, remote_id, minute), int(codes.SHOWN.total_seconds()) - passed


def pair(engine: Engine, code: str, address: str, at: datetime) -> str:
    """What a phone holds from now on that has typed the code of a wall. Raises Problem where no wall shows the code (which the
    audit keeps), and after too many wrong ones within a minute."""
    actor, written, found = Actor(address=address), codes.typed(code), None
    with only_recorder(engine) as connection:
        _hold_up(connection, address, at)
        for row in connection.execute(_standing().where(remotes.c.offered_until > at)).all():
            if _shows(row.id, written, at):
                found = row
        if found:
            lasts = {"ends_at": at + LASTS}
            connection.execute(update(remotes).where(remotes.c.id == found.id).values(lasts))
        details = {"device": found.device} if found and found.device else {}
        chain.append(connection, audit_key(), actor, _PAIRED if found else _REFUSED, details, at)
    if found is None:
        raise Problem("remote_unknown")
    return signed.sealed([found.id], at)


def named(token: str, at: datetime) -> str | None:
    """The id of the wall's row that a phone's word names; None where it is no such word, or an old one."""
    words = signed.unsealed(token, at, LASTS)
    return words[0] if words else None


def standing(engine: Engine) -> list[Remote]:
    """All walls that can be told what to show."""
    with snapshot(engine) as connection:
        return [_remote(row) for row in connection.execute(_standing())]


def of_wall(engine: Engine, wall: str) -> Remote | None:
    """The one of a wall; None where no code of it ever counted, or all is over."""
    return next((one for one in standing(engine) if one.wall == wall), None)


def tell(engine: Engine, remote_id: str, order: Order | None, until: datetime, at: datetime) -> int:
    """Has the wall show something until then, or go its own way with None; gives the order's version. Raises Problem."""
    content = vars(order) if order else {"page": None, "code": "", "name": "", "line": 0}
    return _write(engine, remote_id, at, content | {"until": until if order else at})


def hold(engine: Engine, remote_id: str, day: date | None, at: datetime) -> int:
    """Has the wall hold a day, or let go with None; gives the order's version. Raises Problem."""
    return _write(engine, remote_id, at, {"day": day})


def report(engine: Engine, wall: str, display: dict[str, Any], at: datetime) -> None:
    """Keeps what a wall says that it shows, while a phone may ask for it."""
    ours = and_(remotes.c.wall == wall, remotes.c.ends_at > at)
    with only_recorder(engine) as connection:
        connection.execute(
            update(remotes).where(ours).values(display=json.dumps(display, ensure_ascii=False))
        )


def end(engine: Engine, wall: str, actor: Actor, at: datetime) -> None:
    """Takes a wall from all phones that had it."""
    with only_recorder(engine) as connection:
        row = connection.execute(delete(remotes).where(remotes.c.wall == wall).returning(remotes)).first()
        if row:
            details = {"device": row.device} if row.device else {}
            chain.append(connection, audit_key(), actor, _ENDED, details, at)


def _offer(
    connection: Connection, wall: str, device_id: str | None, address: str, new_id: str, counts: datetime
) -> str:
    """Makes a wall's code count; gives the id of its row, which another server may have made meanwhile."""
    ours = remotes.c.wall == wall
    if connection.execute(update(remotes).where(ours).values(offered_until=counts)).rowcount:
        return connection.execute(select(remotes.c.id).where(ours)).scalar_one()
    of_address = select(func.count()).where(remotes.c.address == address)
    everywhere = select(func.count()).select_from(remotes)
    for query, which in ((of_address, "address"), (everywhere, "all")):
        if (connection.scalar(query) or 0) >= MOST[which]:
            raise Problem("pairing_full")
    row = {"id": new_id, "wall": wall, "device": device_id, "address": address, "offered_until": counts}
    nothing = {"version": 0, "code": "", "name": "", "line": 0, "display": "{}"}
    connection.execute(insert(remotes).values(row | nothing))
    return new_id


def _write(engine: Engine, remote_id: str, at: datetime, values: dict[str, Any]) -> int:
    with only_recorder(engine) as connection:
        ours = and_(remotes.c.id == remote_id, remotes.c.ends_at > at)
        if connection.execute(_standing().where(ours)).first() is None:
            raise Problem("remote_over")
        connection.execute(update(remotes).where(ours).values(values | {"version": remotes.c.version + 1}))
        return connection.execute(select(remotes.c.version).where(ours)).scalar_one()


def _standing() -> Select:
    """The rows but those of screens that have been revoked."""
    revoked = select(device.c.id).where(device.c.revoked_at.is_not(None))
    return select(remotes).where(or_(remotes.c.device.is_(None), remotes.c.device.not_in(revoked)))


def _is_over(at: datetime) -> ColumnElement[bool]:
    return and_(
        remotes.c.offered_until <= at, func.coalesce(remotes.c.ends_at, remotes.c.offered_until) <= at
    )


def _shows(remote_id: str, code: str, at: datetime) -> bool:
    """Whether it is the code of this minute, or of the one before."""
    minute, _ = codes.minute_of(at)
    both = (codes.of(_PURPOSE, remote_id, one).encode() for one in (minute, minute - 1))
    return any(compare_digest(code.encode(), one) for one in both)


def _hold_up(connection: Connection, address: str, at: datetime) -> None:
    wrong = select(func.count()).where(audit.c.act == _REFUSED, audit.c.at > at - PER)
    for query, most in ((wrong.where(audit.c.address == address), TRIES), (wrong, TRIES_OF_ALL)):
        if (connection.scalar(query) or 0) >= most:
            raise Problem("pairing_paused", count=TRIES)


def _remote(row: Row) -> Remote:
    order = Order(row.page, row.code, row.name, row.line) if row.page else None
    whose = row.id, row.wall, row.device, row.offered_until, row.ends_at
    return Remote(*whose, row.version, order, row.until, row.day, json.loads(row.display))
