"""Meetings that tests hold, and what they decide."""

from datetime import date, datetime

from sqlalchemy import Engine, select

from data_access import records
from data_access.clock import SHANGHAI
from data_access.meetings import holding
from data_access.meetings.agenda import Agenda
from data_access.meetings.holding import Draft
from data_access.meetings.minutes import Minutes
from data_access.records.chain import Actor
from data_access.records.writing import Times

NOON = datetime(2017, 7, 10, 12, tzinfo=SHANGHAI)
TODAY = NOON.date()
TIMES = Times(NOON, NOON)
OFFICE, LEADER, POLICE = (
    Actor("office", "office"),
    Actor("leader", "leading_group"),
    Actor("police", "department"),
)
OWN = "department", "D1"
DRAFT = Draft("三天内到现场办理。", "department", "D1", date(2017, 7, 14), "case", "甲/1", None, "停车难")
EMPTY = Minutes(Agenda(TODAY, date(2017, 7, 3), {}, {}, ()), (), (), False)


def at(day: int, hour: int = 12) -> Times:
    """A moment of July 2017."""
    moment = datetime(2017, 7, day, hour, tzinfo=SHANGHAI)
    return Times(moment, moment)


def row(engine: Engine, table, **values):
    """The row of a table with these values."""
    with engine.connect() as connection:
        return connection.execute(select(table).filter_by(**values)).one()


def opened(engine: Engine, times: Times = TIMES) -> str:
    """The id of a meeting that was called and opened."""
    holding.call(engine, OFFICE, times, times.now.date())
    called = row(engine, records.meeting, closed_at=None)
    holding.begin(engine, OFFICE, times, called.id, 1)
    return called.id


def decided(engine: Engine, meeting: str, draft: Draft = DRAFT, times: Times = TIMES) -> str:
    """The id of a new decision."""
    address = holding.decide(engine, OFFICE, times, meeting, draft)
    return row(engine, records.decision, meeting=meeting, number=int(address.split(".")[1])).id


def closed(engine: Engine, meeting: str, times: Times = TIMES) -> None:
    """Closes a meeting."""
    edition = row(engine, records.meeting, id=meeting).edition
    holding.close(engine, OFFICE, times, meeting, edition, EMPTY)


def steps(engine: Engine, decision: str) -> list[tuple]:
    """What happened to a decision: kind, account, words."""
    step = records.decision_step.c
    query = select(step.kind, step.account, step.words).where(step.decision == decision).order_by(step.number)
    with engine.connect() as connection:
        return [tuple(one) for one in connection.execute(query)]
