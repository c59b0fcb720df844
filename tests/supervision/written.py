"""Slips that tests issue, and what was done to them."""

from datetime import datetime

from sqlalchemy import Engine, select

from data_access import records
from data_access.clock import SHANGHAI
from data_access.records.chain import Actor
from data_access.records.writing import Times
from data_access.supervision import issuing
from data_access.supervision.issuing import Draft

NOON = datetime(2017, 7, 10, 12, tzinfo=SHANGHAI)
TIMES = Times(NOON, NOON)
OFFICE, POLICE = Actor("office", "office"), Actor("police", "department")
OWN = "department", "D1"
DRAFT = Draft("blue", "overdue", "department", "D1", "停车难", "请办理。", "case", "甲/1")


def issued(engine: Engine, draft: Draft = DRAFT, times: Times = TIMES) -> str:
    """The id of a new slip."""
    address = issuing.issue(engine, OFFICE, times, draft, "罗督")
    year, number = map(int, address.split("-"))
    query = select(records.slip.c.id).where(records.slip.c.year == year, records.slip.c.number == number)
    with engine.connect() as connection:
        return connection.execute(query).scalar_one()


def steps(engine: Engine, slip: str) -> list[tuple]:
    """What happened to it: kind, account, words."""
    row = records.slip_step.c
    query = select(row.kind, row.account, row.words).where(row.slip == slip).order_by(row.number)
    with engine.connect() as connection:
        return [tuple(one) for one in connection.execute(query)]
