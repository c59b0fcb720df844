"""Which bulletins the server issues by itself, and when it does not."""

import json
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select

from data_access.bulletins.content import KINDS, Content
from data_access.clock import DAY, last_complete_day
from data_access.records import audit
from data_access.records.chain import SYSTEM
from data_access.records.writing import aside
from data_access.settings import Bulletin
from data_access.state import State

_PUT_OFF = "bulletin_put_off"


def due(now: datetime, how: Bulletin) -> tuple[str, ...]:
    """The kinds whose bulletin of the day before `now` is to be issued by then."""
    if how.at is None or now.time() < how.at:
        return ()
    return tuple(kind for kind in ending(now.date() - DAY, how) if kind in how.kinds)


def ending(on: date, how: Bulletin) -> tuple[str, ...]:
    """The kinds whose days end with a day: the daily one's with each, the weekly one's before its weekday, the monthly one's with the
    last of a month."""
    following = on + DAY
    ends = {"daily": True, "weekly": following.weekday() == how.week_begins, "monthly": following.day == 1}
    return tuple(kind for kind in KINDS if ends[kind])


def is_late(now: datetime, town: State, hours: float) -> bool:
    """Whether the data do not reach to the end of the day before `now`, or are older than so many hours."""
    return town.last_day < last_complete_day(now) or is_old(now, town.complete_at, town.demonstration, hours)


def is_fresh(now: datetime, made: Content, hours: float) -> bool:
    """Whether a bulletin is of the day before `now`, and of data no older than so many hours; one of a demonstration, whose day
    stands still, is."""
    source = made.source
    old = is_old(now, source.complete_at, source.demonstration, hours)
    return source.demonstration or made.on >= last_complete_day(now) and not old


def is_old(now: datetime, complete_at: datetime, demonstration: bool, hours: float) -> bool:
    """Whether data are older than so many hours, those of a demonstration apart."""
    return not demonstration and now - complete_at > timedelta(hours=hours)


def put_off(engine: Engine, kind: str, day: date, at: datetime) -> bool:
    """Writes into the audit, once, that a bulletin could not be issued in its time; whether it was the first to."""
    details = {"kind": kind, "day": str(day)}
    noted = select(audit.c.details).where(audit.c.act == _PUT_OFF, audit.c.at >= at - timedelta(days=2))
    try:
        with aside(engine, SYSTEM, _PUT_OFF, at, **details) as write:
            if details in map(json.loads, write.connection.scalars(noted)):
                raise _Noted
    except _Noted:
        return False
    return True


class _Noted(Exception):
    """It stands in the audit already."""
