"""How slips are issued, answered, sent back, closed and withdrawn: each in one write, none of them undone."""

import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data_access.platform.redaction import redact
from data_access.problem import Problem
from data_access.records import slip, slip_step
from data_access.records.chain import Actor
from data_access.records.writing import Times, as_seen, change
from data_access.supervision.slips import OPEN, address, written

LONGEST = 500
"""Signs of a demand, an answer, a reason."""
_FROM = {
    "answered": OPEN,
    "returned": ("answered",),
    "closed": ("answered",),
    "withdrawn": (*OPEN, "answered"),
}
"""By what is done to a slip: the states in which that is possible."""
WORDLESS = ("closed",)
"""What may be done without a word."""


@dataclass(frozen=True)
class Draft:
    """What a slip is to say: see records.slip. A demand is redacted as it is kept."""

    colour: str
    reason: str
    unit_kind: str
    unit: str
    title: str
    demand: str
    about: str | None = None
    thing: str | None = None
    is_sensitive: bool = False


def issue(engine: Engine, actor: Actor, times: Times, draft: Draft, prefix: str) -> str:
    """Issues a slip under the next number of the year; gives what addresses call it.

    Raises Problem where it is nobody's or asks for nothing, where one about the same thing is under way, or the records cannot be written.
    """
    if not draft.unit:
        raise Problem("slip_unit")
    demand = _clean(draft.demand)
    with change(engine, actor, "slip_issued", times.at) as made:
        connection, year = made.connection, times.now.year
        if going := _under_way(connection, draft):
            raise Problem("slip_under_way", number=going)
        last = connection.scalar(select(func.max(slip.c.number)).where(slip.c.year == year))
        slip_id, number = secrets.token_hex(16), (last or 0) + 1
        ours = {"id": slip_id, "prefix": prefix, "year": year, "number": number, "issued_at": times.now}
        connection.execute(insert(slip).values(asdict(draft) | {"demand": demand, "edition": 1} | ours))
        _step(connection, slip_id, "issued", actor, times.now, None)
        found = written(prefix, year, number)
        made.details.update(slip=found, unit=draft.unit, colour=draft.colour)
        return address(year, number)


def answer(
    engine: Engine,
    actor: Actor,
    times: Times,
    slip_id: str,
    seen: int | None,
    words: str,
    units: Collection[str],
) -> None:
    """Keeps a unit's answer. `units`: the codes of those for which the actor stands. Raises Problem as `move`, and where the
    slip is another unit's."""
    _move(engine, actor, times, slip_id, seen, "answered", words, units)


def move(
    engine: Engine, actor: Actor, times: Times, slip_id: str, seen: int | None, kind: str, words: str
) -> None:
    """Closes a slip, sends it back, or withdraws it (`kind`).

    Raises Problem where that is not possible as the slip stands, where no reason is written, where somebody else was first
    (`seen`: the edition that the actor saw), or the records cannot be written.
    """
    _move(engine, actor, times, slip_id, seen, kind, words, None)


def _move(
    engine: Engine,
    actor: Actor,
    times: Times,
    slip_id: str,
    seen: int | None,
    kind: str,
    words: str,
    units: Collection[str] | None,
) -> None:
    kept = _clean(words) if words.strip() or kind not in WORDLESS else None
    with change(engine, actor, f"slip_{kind}", times.at) as made:
        connection = made.connection
        row = connection.execute(select(slip).where(slip.c.id == slip_id)).one_or_none()
        if row is None or units is not None and row.unit not in units:
            raise Problem("not_yours")
        last = _last(connection, slip_id)
        as_seen(row.edition, seen, lambda: last.words or row.demand)
        if last.kind not in _FROM[kind]:
            raise Problem("slip_state", number=written(row.prefix, row.year, row.number))
        _step(connection, slip_id, kind, actor, times.now, kept)
        connection.execute(update(slip).where(slip.c.id == slip_id).values(edition=row.edition + 1))
        made.details.update(slip=written(row.prefix, row.year, row.number), unit=row.unit)


def _clean(words: str) -> str:
    found = redact(words.strip())
    if not found:
        raise Problem("slip_wordless")
    if len(found) > LONGEST:
        raise Problem("slip_long", count=LONGEST)
    return found


def _under_way(connection: Connection, draft: Draft) -> str | None:
    """The number of a slip about the same thing that has not ended."""
    if draft.thing is None:
        return None
    same = slip.c.about == draft.about, slip.c.thing == draft.thing
    rows = connection.execute(select(slip).where(*same)).all()
    going = (row for row in rows if _last(connection, row.id).kind in _FROM["withdrawn"])
    return next((written(row.prefix, row.year, row.number) for row in going), None)


def _last(connection: Connection, slip_id: str) -> Row:
    row = slip_step.c
    return connection.execute(
        select(row.kind, row.number, row.words)
        .where(row.slip == slip_id)
        .order_by(row.number.desc())
        .limit(1)
    ).one()


def _step(
    connection: Connection, slip_id: str, kind: str, actor: Actor, now: datetime, words: str | None
) -> None:
    count = select(func.count()).where(slip_step.c.slip == slip_id)
    row = {"slip": slip_id, "number": (connection.scalar(count) or 0) + 1, "kind": kind, "at": now}
    who = {"account": actor.account, "role": actor.role, "words": words}
    connection.execute(insert(slip_step).values(**row, **who))
