"""Failed sign-ins: a pause that grows for who tries, and a slower one for the account, kept in the records so that several
servers share it; summed by address and minute in the audit.

A try counts as failed from its beginning until it succeeds: of many at once not one is left out.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select, update

from data_access.access.accounts import written_name
from data_access.database import only_recorder, snapshot
from data_access.records import failed_minute, failed_sign_in
from data_access.records.chain import Actor, append
from data_access.settings import audit_key

EVERYWHERE = ""
"""In the place of the address: the account, from wherever it is tried."""
FREE = {"address": 4, "account": 20}
"""So many may fail in a row before there is a pause."""
FIRST = {"address": timedelta(seconds=5), "account": timedelta(seconds=1)}
LONGEST = {"address": timedelta(minutes=15), "account": timedelta(minutes=1)}
FORGOTTEN = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
_UNKNOWN = ""


def pause_after(failed: int, which: str) -> timedelta:
    """How long after the last of so many failures in a row the next try may come: twice as long each time."""
    beyond = failed - FREE[which]
    return min(FIRST[which] * 2 ** min(beyond, 20), LONGEST[which]) if beyond >= 0 else timedelta(0)


def begin(engine: Engine, name: str, address: str, at: datetime, recognised: bool) -> timedelta:
    """Counts a try as failed and lets it go on, or says how long it has to wait. `recognised`: the browser has signed in to
    this account before, and is not held up by what others do."""
    who, places = _who(name), [address] if recognised else [address, EVERYWHERE]
    with snapshot(engine) as connection:
        waiting = _waiting(connection, who, places, at)
    if waiting:
        return waiting
    with only_recorder(engine) as connection:
        if waiting := _waiting(connection, who, places, at):
            return waiting
        connection.execute(delete(failed_sign_in).where(failed_sign_in.c.last_at < at - FORGOTTEN))
        for place in (address, EVERYWHERE):
            _count(connection, who, place, at)
    return timedelta(0)


def succeeded(engine: Engine, name: str, address: str) -> None:
    """Forgets the failures of an account at an address, and counts the try nowhere else."""
    with only_recorder(engine) as connection:
        _uncount(connection, _who(name), EVERYWHERE)
        failed_here = (failed_sign_in.c.who == _who(name), failed_sign_in.c.address == address)
        connection.execute(delete(failed_sign_in).where(*failed_here))


def withdrawn(engine: Engine, name: str, address: str) -> None:
    """Counts a try nowhere: nobody has looked at its password."""
    with only_recorder(engine) as connection:
        for place in (address, EVERYWHERE):
            _uncount(connection, _who(name), place)


def note(engine: Engine, account: str | None, address: str, at: datetime) -> None:
    """Keeps a failure for the audit, which has them by address and minute; `account`: where there is one of the name."""
    minute = at.replace(second=0, microsecond=0)
    key = {"address": address, "minute": minute, "account": account or _UNKNOWN}
    same = [failed_minute.c[name] == value for name, value in key.items()]
    with only_recorder(engine) as connection:
        _sum_up(connection, at)
        more = update(failed_minute).where(*same).values(failures=failed_minute.c.failures + 1)
        if not connection.execute(more).rowcount:
            connection.execute(insert(failed_minute).values(**key, failures=1))


def sum_up(engine: Engine, at: datetime) -> bool:
    """Writes what failed in minutes that are over into the audit; gives whether any is left for later."""
    with only_recorder(engine) as connection:
        _sum_up(connection, at)
        return bool(connection.scalar(select(func.count()).select_from(failed_minute)))


def _sum_up(connection: Connection, at: datetime) -> None:
    over = failed_minute.c.minute <= at - MINUTE
    query = select(failed_minute).where(over).order_by(failed_minute.c.minute, failed_minute.c.address)
    rows = connection.execute(query).all()
    for (minute, address), same in groupby(rows, key=lambda row: (row.minute, row.address)):
        counts = {row.account: row.failures for row in same}
        details = {
            "failures": sum(counts.values()),
            "accounts": sorted(set(counts) - {_UNKNOWN}),
            "unknown": counts.get(_UNKNOWN, 0),
            "minute": minute.isoformat(timespec="minutes"),
        }
        append(connection, audit_key(), Actor(address=address), "sign_in_failed", details, at)
    if rows:
        connection.execute(delete(failed_minute).where(over))


def _waiting(connection: Connection, who: str, places: Iterable[str], at: datetime) -> timedelta:
    query = select(failed_sign_in).where(
        failed_sign_in.c.who == who, or_(*(failed_sign_in.c.address == place for place in places))
    )
    waits = [timedelta(0)]
    for row in connection.execute(query):
        if row.last_at > at - FORGOTTEN:
            which = "account" if row.address == EVERYWHERE else "address"
            waits.append(row.last_at + pause_after(row.failures, which) - at)
    return max(waits)


def _count(connection: Connection, who: str, place: str, at: datetime) -> None:
    same = (failed_sign_in.c.who == who, failed_sign_in.c.address == place)
    more = update(failed_sign_in).where(*same)
    if not connection.execute(more.values(failures=failed_sign_in.c.failures + 1, last_at=at)).rowcount:
        connection.execute(insert(failed_sign_in).values(who=who, address=place, failures=1, last_at=at))


def _uncount(connection: Connection, who: str, place: str) -> None:
    counted = (failed_sign_in.c.who == who, failed_sign_in.c.address == place, failed_sign_in.c.failures > 0)
    connection.execute(update(failed_sign_in).where(*counted).values(failures=failed_sign_in.c.failures - 1))


def _who(name: str) -> str:
    """The name in a form that tells nobody what was typed, for people type passwords there too."""
    return hmac.new(audit_key(), written_name(name).encode(), hashlib.sha256).hexdigest()
