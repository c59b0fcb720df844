"""How slips are issued, answered, sent back, closed and withdrawn: each in one write, none of them undone."""

import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Engine, func, insert, select

from data_access.access.rights import Unit
from data_access.assignments.moving import Kind, Move
from data_access.problem import Problem
from data_access.records import slip, slip_step
from data_access.records.chain import Actor
from data_access.records.writing import Times, change
from data_access.supervision.slips import OPEN, address, written

LONGEST = 500
"""Signs of a demand, an answer, a reason."""
SINGLE = ("case", "topic", "project")
"""About what one slip at a time is under way; to a committee there may be several, each about a matter of its own."""
SLIPS = Kind(
    table=slip,
    whose=slip_step.c.slip,
    demand=slip.c.demand,
    number=lambda row: written(row.prefix, row.year, row.number),
    open=OPEN,
    answered="answered",
    longest=LONGEST,
    problems=("slip_wordless", "slip_long", "slip_state"),
)


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
    demand = SLIPS.clean(draft.demand)
    with change(engine, actor, "slip_issued", times.at) as made:
        connection, year = made.connection, times.now.year
        if going := _under_way(connection, draft):
            raise Problem("slip_under_way", number=going)
        last = connection.scalar(select(func.max(slip.c.number)).where(slip.c.year == year))
        slip_id, number = secrets.token_hex(16), (last or 0) + 1
        ours = {"id": slip_id, "prefix": prefix, "year": year, "number": number, "issued_at": times.now}
        connection.execute(insert(slip).values(asdict(draft) | {"demand": demand, "edition": 1} | ours))
        SLIPS.step(connection, slip_id, "issued", actor, times.now, None)
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
    units: Collection[Unit],
) -> None:
    """Keeps a unit's answer. `units`: those for which the actor stands. Raises Problem as `move`, and where the
    slip is another unit's."""
    with change(engine, actor, "slip_answered", times.at) as made:
        SLIPS.move(made, actor, times.now, slip_id, Move("answered", words, seen, units))


def move(
    engine: Engine, actor: Actor, times: Times, slip_id: str, seen: int | None, kind: str, words: str
) -> None:
    """Closes a slip, sends it back, or withdraws it (`kind`).

    Raises Problem where that is not possible as the slip stands, where no reason is written, where somebody else was first
    (`seen`: the edition that the actor saw), or the records cannot be written.
    """
    with change(engine, actor, f"slip_{kind}", times.at) as made:
        SLIPS.move(made, actor, times.now, slip_id, Move(kind, words, seen))


def _under_way(connection: Connection, draft: Draft) -> str | int | None:
    """The number of a slip about the same thing that has not ended."""
    if draft.about not in SINGLE:
        return None
    same = slip.c.about == draft.about, slip.c.thing == draft.thing
    rows = connection.execute(select(slip).where(*same)).all()
    going = (row for row in rows if SLIPS.last(connection, row.id).kind in SLIPS.before["withdrawn"])
    return next((SLIPS.number(row) for row in going), None)
