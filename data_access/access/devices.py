"""Screens on walls: an unpaired one shows a code, and reads from then on that somebody who may has typed it, until revoked.

A wall is known by a token that its browser holds. Its code follows from the token and the minute, so that every server shows
the same; the records hold hashes of both, for as long as the code counts. Paired, the wall gets a token of its own.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, select, update

from data_access.access import codes
from data_access.access.sessions import id_of, new_token
from data_access.database import only_recorder, snapshot
from data_access.problem import Problem
from data_access.records import audit, chain, record_head
from data_access.records import device as devices
from data_access.records import pairing as pairings
from data_access.records.chain import Actor
from data_access.records.writing import as_seen, change, verify
from data_access.settings import audit_key

TRIES, PER = 5, timedelta(minutes=1)
MOST = {"address": 20, "all": 500}
"""So many walls wait at a time, of one address and together."""
LONGEST_NAME = 60
_PURPOSE = "pairing"
_PAIRED, _REFUSED = "device_paired", "pairing_refused"


@dataclass(frozen=True)
class Device:
    """A screen that is or was paired; `paired_by` is empty for the command line."""

    id: str
    name: str
    paired_at: datetime
    paired_by: str
    last_at: datetime
    revoked_at: datetime | None
    edition: int


def offer(engine: Engine, wall: str, address: str, at: datetime) -> tuple[str, int]:
    """The code that a wall shows now, and for how many seconds; counted from then on. Raises Problem where too many wait."""
    minute, passed = codes.minute_of(at)
    code = codes.of(_PURPOSE, wall, minute)
    with snapshot(engine) as connection:
        offered = _is_offered(connection, code)
    if not offered:
        waits = {"address": address, "ends_at": codes.over_at(at)}
        row = {"code": _hidden(code), "wall": id_of(wall)} | waits
        with only_recorder(engine) as connection:
            connection.execute(delete(pairings).where(pairings.c.ends_at <= at))
            if not _is_offered(connection, code):
                _keep_few(connection, address)
                connection.execute(insert(pairings).values(row))
    return code, int(codes.SHOWN.total_seconds()) - passed


def pair(engine: Engine, actor: Actor, at: datetime, code: str, name: str) -> None:
    """Pairs the wall that shows the code, under a name. Raises Problem where no wall shows it (which the audit keeps), after
    five tries within a minute, and for a name that is none or is another screen's."""
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Problem("device_name")
    with only_recorder(engine) as connection:
        verify(connection, actor, at)
        _hold_up(connection, actor, at)
        if connection.scalar(
            select(func.count()).where(devices.c.name == name, devices.c.revoked_at.is_(None))
        ):
            raise Problem("device_taken", screen=name)
        paired = _pair(connection, actor, at, codes.typed(code), name)
        act, details = (_PAIRED, {"device": paired, "screen": name}) if paired else (_REFUSED, {})
        if paired:
            connection.execute(update(record_head).values(version=record_head.c.version + 1))
        chain.append(connection, audit_key(), actor, act, details, at)
    if not paired:
        raise Problem("pairing_unknown")


def collect(engine: Engine, wall: str, at: datetime) -> str | None:
    """What a wall holds from now on where it has been paired; None where it has not."""
    query = select(pairings.c.device).where(pairings.c.wall == id_of(wall), pairings.c.ends_at > at)
    with snapshot(engine) as connection:
        device_id = connection.scalar(query.where(pairings.c.device.is_not(None)))
    if device_id is None:
        return None
    token = new_token()
    with only_recorder(engine) as connection:
        standing_one = update(devices).where(devices.c.id == device_id, devices.c.revoked_at.is_(None))
        found = connection.execute(standing_one.values(token=id_of(token), last_at=at)).rowcount
    return token if found else None


def standing(engine: Engine, token_id: str) -> Device | None:
    """The screen whose token has this hash; None where it is revoked, or none has it."""
    query = select(devices).where(devices.c.token == token_id, devices.c.revoked_at.is_(None))
    with snapshot(engine) as connection:
        row = connection.execute(query).first()
    return _device(row) if row else None


def used(engine: Engine, device_id: str, at: datetime) -> None:
    """Keeps when a screen was last seen."""
    with only_recorder(engine) as connection:
        connection.execute(update(devices).where(devices.c.id == device_id).values(last_at=at))


def listed(engine: Engine) -> list[Device]:
    """The screens that are paired, by name."""
    query = select(devices).where(devices.c.revoked_at.is_(None)).order_by(devices.c.name)
    with snapshot(engine) as connection:
        return [_device(row) for row in connection.execute(query)]


def revoke(engine: Engine, actor: Actor, at: datetime, device_id: str, seen: int | None = None) -> str:
    """Ends what a screen may read; gives its name. Raises Problem where there is no such screen, or it has been revoked, and
    where it is not of the edition `seen` any more."""
    with change(engine, actor, "device_revoked", at, device=device_id[:32]) as made:
        query = select(devices).where(devices.c.id == device_id, devices.c.revoked_at.is_(None))
        row = made.connection.execute(query).first()
        if row is None:
            raise Problem("device_unknown", device=device_id[:32])
        as_seen(row.edition, seen, lambda: row.name)
        made.details["screen"] = row.name
        ended = update(devices).where(devices.c.id == device_id)
        made.connection.execute(ended.values(revoked_at=at, edition=devices.c.edition + 1))
    return row.name


def _pair(connection: Connection, actor: Actor, at: datetime, code: str, name: str) -> str | None:
    """Makes the device of the wall that shows a code; None where none does."""
    device_id = secrets.token_hex(4)
    open_ones = (_is_of(code), pairings.c.ends_at > at, pairings.c.device.is_(None))
    if not connection.execute(update(pairings).where(*open_ones).values(device=device_id)).rowcount:
        return None
    row = {"id": device_id, "name": name, "token": _hidden(device_id), "edition": 1}
    times = {"paired_at": at, "paired_by": actor.account or "", "last_at": at}
    connection.execute(insert(devices).values(row | times))
    return device_id


def _hold_up(connection: Connection, actor: Actor, at: datetime) -> None:
    same = audit.c.account == actor.account if actor.account else audit.c.role == actor.role
    tries = select(func.count()).where(audit.c.act.in_((_PAIRED, _REFUSED)), audit.c.at > at - PER, same)
    if (connection.scalar(tries) or 0) >= TRIES:
        raise Problem("pairing_paused", count=TRIES)


def _keep_few(connection: Connection, address: str) -> None:
    of_address = select(func.count()).where(pairings.c.address == address)
    everywhere = select(func.count()).select_from(pairings)
    for query, which in ((of_address, "address"), (everywhere, "all")):
        if (connection.scalar(query) or 0) >= 2 * MOST[which]:  # each has the code of before too
            raise Problem("pairing_full")


def _is_offered(connection: Connection, code: str) -> bool:
    return bool(connection.scalar(select(func.count()).where(_is_of(code))))


def _is_of(code: str) -> ColumnElement[bool]:
    return pairings.c.code == _hidden(code)


def _hidden(word: str) -> str:
    """What is kept of a code: too short to be kept by a hash that anybody can work out."""
    return codes.keyed(_PURPOSE, "hidden", word).hex()


def _device(row: Row) -> Device:
    return Device(*(row.id, row.name, row.paired_at, row.paired_by, row.last_at, row.revoked_at, row.edition))
