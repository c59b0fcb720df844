"""How meetings are called, opened and closed, and what they decide is written down, reported, checked: each in one write, none of
them undone."""

import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data_access.access.rights import Unit
from data_access.assignments.moving import Kind, Move
from data_access.meetings import held
from data_access.meetings.decisions import address
from data_access.meetings.minutes import Minutes, written
from data_access.meetings.states import OPEN
from data_access.problem import Problem
from data_access.records import decision, decision_step, meeting
from data_access.records.chain import Actor
from data_access.records.writing import Change, Times, as_seen, change

LONGEST = 300
"""Signs of a decision, a report, a remark."""
DECISIONS = Kind(
    table=decision,
    whose=decision_step.c.decision,
    demand=decision.c.what,
    number=lambda row: row.number,
    open=OPEN,
    answered="reported",
    longest=LONGEST,
    problems=("decision_wordless", "decision_long", "decision_state"),
)


@dataclass(frozen=True)
class Draft:
    """What is decided: see records.decision. It is redacted as it is kept."""

    what: str
    unit_kind: str
    unit: str
    due_on: date | None
    about: str | None = None
    thing: str | None = None
    stage: str | None = None
    title: str | None = None
    is_sensitive: bool = False


def call(engine: Engine, actor: Actor, times: Times, day: date | None) -> str:
    """Calls a meeting for a day; gives what addresses call it.

    Raises Problem where another one is under way, where the day is over, or the records cannot be written.
    """
    with change(engine, actor, "meeting_called", times.at) as made:
        if (going := _under_way(made.connection)) is not None:
            raise Problem("meeting_under_way", day=going.day)
        if day is None or day < times.now.date():
            raise Problem("meeting_past")
        of_day = select(func.max(meeting.c.number)).where(meeting.c.day == day)
        number = (made.connection.scalar(of_day) or 0) + 1
        row = {
            "id": secrets.token_hex(16),
            "day": day,
            "number": number,
            "called_at": times.now,
            "edition": 1,
        }
        made.connection.execute(insert(meeting).values(row))
        made.details.update(meeting=held.address(day, number))
        return held.address(day, number)


def begin(engine: Engine, actor: Actor, times: Times, meeting_id: str, seen: int | None) -> str:
    """Opens a meeting that is called; gives its address. Raises Problem where it cannot be, where its day is still to come, where
    somebody else was first (`seen`: the edition that the actor saw), or the records cannot be written."""
    with change(engine, actor, "meeting_opened", times.at) as made:
        row = _meeting(made, meeting_id, seen)
        if row.opened_at is not None:
            raise Problem("meeting_state")
        if times.now.date() < row.day:
            raise Problem("meeting_early", day=row.day)
        _keep(made, row, opened_at=times.now)
        return held.address(row.day, row.number)


def close(
    engine: Engine, actor: Actor, times: Times, meeting_id: str, seen: int | None, minutes: Minutes
) -> str:
    """Closes an open meeting, with what its minutes say from then on; gives its address. Raises Problem as `begin`."""
    with change(engine, actor, "meeting_closed", times.at) as made:
        row = _meeting(made, meeting_id, seen)
        if row.opened_at is None or row.closed_at is not None:
            raise Problem("meeting_state")
        _keep(made, row, closed_at=times.now, minutes=written(minutes))
        return held.address(row.day, row.number)


def decide(engine: Engine, actor: Actor, times: Times, meeting_id: str, draft: Draft) -> str:
    """Keeps what an open meeting decides; gives what addresses call it.

    Raises Problem where the meeting is not open, where it is nobody's, for no day, or says nothing, or the records cannot be
    written.
    """
    if not draft.unit:
        raise Problem("decision_unit")
    if draft.due_on is None or draft.due_on < times.now.date():
        raise Problem("decision_due")
    what = DECISIONS.clean(draft.what)
    with change(engine, actor, "decision_made", times.at) as made:
        row = _meeting(made, meeting_id, None)
        if row.opened_at is None or row.closed_at is not None:
            raise Problem("meeting_state")
        last = select(func.max(decision.c.number)).where(decision.c.meeting == row.id)
        number = (made.connection.scalar(last) or 0) + 1
        ours = {"id": secrets.token_hex(16), "meeting": row.id, "number": number, "what": what, "edition": 1}
        made.connection.execute(insert(decision).values(asdict(draft) | ours))
        DECISIONS.step(made.connection, str(ours["id"]), "made", actor, times.now, None)
        _keep(made, row)
        made.details.update(unit=draft.unit, decision=number)
        return address(held.address(row.day, row.number), number)


def report(
    engine: Engine,
    actor: Actor,
    times: Times,
    decision_id: str,
    seen: int | None,
    words: str,
    units: Collection[Unit],
) -> None:
    """Keeps a unit's word that it has done what was decided. `units`: those for which the actor stands. Raises
    Problem as `move`, and where the decision is another unit's."""
    _move(engine, actor, times, decision_id, Move("reported", words, seen, units))


def move(
    engine: Engine, actor: Actor, times: Times, decision_id: str, seen: int | None, kind: str, words: str
) -> None:
    """Closes a decision that its unit reported, sends it back, or withdraws it (`kind`).

    Raises Problem where that is not possible as it stands, where no reason is written, where somebody else was first (`seen`: the
    edition that the actor saw), or the records cannot be written.
    """
    _move(engine, actor, times, decision_id, Move(kind, words, seen))


def _move(engine: Engine, actor: Actor, times: Times, decision_id: str, to: Move) -> None:
    with change(engine, actor, f"decision_{to.kind}", times.at) as made:
        row = DECISIONS.move(made, actor, times.now, decision_id, to)
        _keep(made, made.connection.execute(select(meeting).where(meeting.c.id == row.meeting)).one())


def _meeting(made: Change, meeting_id: str, seen: int | None) -> Row:
    row = made.connection.execute(select(meeting).where(meeting.c.id == meeting_id)).one()
    as_seen(row.edition, seen, lambda: _latest(made.connection, row))
    return row


def _latest(connection: Connection, row: Row) -> str:
    """What a meeting decided last, in words; before the first decision its address."""
    own = decision.c.meeting == row.id
    words = connection.scalar(select(decision.c.what).where(own).order_by(decision.c.number.desc()).limit(1))
    return words or held.address(row.day, row.number)


def _keep(made: Change, row: Row, **values: object) -> None:
    """Changes a meeting: every write that its minutes could speak of makes another edition of it."""
    changed = update(meeting).where(meeting.c.id == row.id).values(edition=row.edition + 1, **values)
    made.connection.execute(changed)
    made.details.update(meeting=held.address(row.day, row.number))


def _under_way(connection: Connection) -> Row | None:
    return connection.execute(select(meeting).where(meeting.c.closed_at.is_(None))).first()
