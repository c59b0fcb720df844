"""Issued bulletins on their way to the robots of groups: each part is claimed in the records before it leaves, so that none leaves
twice whoever sends, and says afterwards what became of it."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Engine, Row, Select, func, select, update

from data_access.bulletins import kept, picture, robots
from data_access.bulletins.robots import Answer
from data_access.bulletins.schedule import is_fresh
from data_access.clock import local
from data_access.database import snapshot
from data_access.problem import Problem
from data_access.records import bulletin, bulletin_push, query
from data_access.records.chain import Actor
from data_access.records.writing import Times, change
from data_access.rows import Maybe, or_none
from data_access.settings import Robot, Settings, Webhook, webhook
from data_access.wording import beside, language, name, text

log = logging.getLogger(__name__)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8))
"""After each attempt that may be made again; none is shorter than a minute, so that a minute's attempts are a minute's claims."""
LONGEST = timedelta(minutes=2)
"""What has been on its way for longer was left behind by a process that died."""
_MINUTE = timedelta(minutes=1)


class Push(Protocol):
    """A row of `listed`."""

    bulletin: str
    robot: str
    part: str
    state: str
    attempts: int
    due_at: datetime
    claimed_at: Maybe[datetime]
    ended_at: Maybe[datetime]
    reason: Maybe[str]
    code: Maybe[int]


def listed(kind: str, day: date) -> Select:
    """What robots are handed of an issued bulletin: rows of `Push`."""
    row = bulletin_push.c
    what = row.bulletin, row.robot, row.part, row.state, row.attempts
    pushes = query(*what, row.due_at, row.claimed_at, row.ended_at, row.reason, row.code)
    of_bulletin = bulletin.c.kind == kind, bulletin.c.day == day
    return pushes.join_from(bulletin_push, bulletin).where(*of_bulletin).order_by(row.robot, row.part.desc())


def state_of(row: Push, at: datetime) -> tuple[str, str | None]:
    """The state of a push at a moment, and why it is in it: what has been on its way for too long, nobody knows of."""
    if row.state == "sending" and at - row.claimed_at > LONGEST:
        return "unsure", "lost"
    return row.state, or_none(row.reason)


def called(row: Push) -> str:
    """What is pushed, and by which robot."""
    return text("sign.bracketed", words=row.robot, inside=name("push_part", row.part))


def in_words(row: Push, at: datetime) -> str:
    """The state of a push at a moment, why, and what is to be done."""
    state, reason = state_of(row, at)
    code = or_none(row.code)
    number = None if code is None else text("bulletin.push_code", code=f"{code:.0f}")
    again = state == "waiting" and row.attempts > 0
    later = text("bulletin.push_next", at=row.due_at) if again else None
    return beside(name("push_state", state), reason and name("push_reason", reason), number, later)


def may_be_repeated(row: Push, at: datetime) -> bool:
    """Whether somebody may have it sent again: it has failed, or nobody knows."""
    state, reason = state_of(row, at)
    return state in ("failed", "unsure") and reason != "stale"


def repeat(engine: Engine, actor: Actor, times: Times, seen: Push) -> None:
    """Has a push wait to be sent again, for somebody has looked into the group. Raises Problem `bulletin_push_state` where it is
    no longer as it was seen."""
    details = {"bulletin": seen.bulletin, "robot": seen.robot, "part": seen.part}
    with change(engine, actor, "bulletin_push_repeated", times.at, **details) as write:
        row = write.connection.execute(select(bulletin_push).where(*_same(seen))).one()
        if not may_be_repeated(row, times.at) or row.claimed_at != or_none(seen.claimed_at):
            raise Problem("bulletin_push_state")
        due_at = max(times.at, row.claimed_at + _MINUTE) if row.claimed_at else times.at
        anew = {
            "state": "waiting",
            "attempts": 0,
            "due_at": due_at,
            "reason": None,
            "code": None,
            "ended_at": None,
        }
        write.connection.execute(update(bulletin_push).where(*_same(row)).values(anew))


def push(engine: Engine, actor: Actor, configured: Settings, clock: Callable[[], datetime]) -> None:
    """Sends what waits and may be sent now, each part once, and keeps what became of it."""
    for row in _waiting(engine, clock()):
        try:
            _hand_over(engine, actor, row, configured, clock)
        except _Overtaken:
            continue
        except _Unfit as unfit:
            _end(engine, actor, row, None, Answer("failed", unfit.reason), clock())


class _Overtaken(Exception):
    """Another process sends it, or it has to wait."""


class _Unfit(Exception):
    """It is not to be sent, for a `reason`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def _waiting(engine: Engine, at: datetime) -> list[Row]:
    row, issued = bulletin_push.c, bulletin.c
    pushed = row.bulletin, row.robot, row.part, row.claimed_at
    columns = issued.kind, issued.day, issued.figures, issued.words, issued.language
    waiting = select(*pushed, *columns).join_from(bulletin_push, bulletin)
    waiting = waiting.where(row.state == "waiting", row.due_at <= at)
    with snapshot(engine) as connection:
        return [*connection.execute(waiting.order_by(row.due_at, row.robot, row.part.desc()))]


def _hand_over(
    engine: Engine, actor: Actor, row: Row, configured: Settings, clock: Callable[[], datetime]
) -> None:
    robot = next((one for one in configured.bulletin.robots if one.name == row.robot), None)
    if robot is None:
        raise _Unfit("unset")
    hook, message = _hook(robot), _message(row, configured, clock())
    claimed_at = clock()
    _claim(engine, actor, row, claimed_at)
    _end(engine, actor, row, claimed_at, robots.send(robot, hook, message, clock()), clock())


def _hook(robot: Robot) -> Webhook:
    try:
        return webhook(robot.name)
    except Problem as problem:
        if problem.key != "robot_address":
            raise
        log.error("%s", problem)
        raise _Unfit("address") from problem


def _message(row: Row, configured: Settings, at: datetime) -> dict[str, object]:
    made, words = kept.public(row, configured)
    if not is_fresh(local(at), made, configured.freshness.stale_hours):
        raise _Unfit("stale")
    if row.part == "text":
        return robots.text(words)
    token = language.set(row.language)
    try:
        drawn = picture.png(made)
    except Problem as problem:
        log.error("%s", problem)
        raise _Unfit("picture") from problem
    finally:
        language.reset(token)
    if len(drawn) > robots.MOST_PICTURE:
        raise _Unfit("picture")
    return robots.picture(drawn)


def _claim(engine: Engine, actor: Actor, row: Row, at: datetime) -> None:
    """Makes a push ours. Raises _Overtaken where it is another's by now, or its robot has had enough for a minute."""
    pushed = bulletin_push.c
    recently = select(func.count()).where(pushed.robot == row.robot, pushed.claimed_at > at - _MINUTE)
    waits = (*_same(row), pushed.state == "waiting", pushed.due_at <= at)
    ours = {"state": "sending", "claimed_at": at, "attempts": pushed.attempts + 1}
    with change(engine, actor, "bulletin_push_begun", at, **_details(row)) as write:
        if write.connection.execute(recently).scalar_one() >= robots.A_MINUTE:
            raise _Overtaken
        if not write.connection.execute(update(bulletin_push).where(*waits).values(ours)).rowcount:
            raise _Overtaken


def _end(
    engine: Engine, actor: Actor, row: Row, claimed_at: datetime | None, answer: Answer, at: datetime
) -> None:
    """Keeps what became of a push that was claimed at a moment, or was not to be sent at all, while it is still the same."""
    held = (
        bulletin_push.c.state == "waiting" if claimed_at is None else bulletin_push.c.claimed_at == claimed_at
    )
    with suppress(_Overtaken), change(engine, actor, "bulletin_pushed", at, **_details(row)) as write:
        found = write.connection.execute(select(bulletin_push).where(*_same(row), held)).first()
        if found is None:
            raise _Overtaken
        values = _ended(answer, found.attempts, at)
        write.details.update({key: values[key] for key in ("state", "reason", "code") if values[key]})
        write.connection.execute(update(bulletin_push).where(*_same(row)).values(values))
    log.info("bulletin %s %s, %s for robot %s: %s", row.kind, row.day, row.part, row.robot, answer)


def _ended(answer: Answer, attempts: int, at: datetime) -> dict[str, Any]:
    """What a push is after an answer to the last of so many attempts: to be tried again after a pause that grows, or over."""
    values: dict[str, Any] = {"state": answer.state, "reason": answer.reason, "code": answer.code}
    if answer.state != "again":
        return values | {"ended_at": at}
    if attempts > len(PAUSES):
        return values | {"state": "failed", "ended_at": at}
    return values | {"state": "waiting", "due_at": at + PAUSES[attempts - 1]}


def _same(row: Push | Row) -> tuple[ColumnElement[bool], ...]:
    pushed = bulletin_push.c
    return pushed.bulletin == row.bulletin, pushed.robot == row.robot, pushed.part == row.part


def _details(row: Row) -> dict[str, str]:
    return {"kind": row.kind, "day": str(row.day), "robot": row.robot, "part": row.part}
