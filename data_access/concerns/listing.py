"""Concerns one by one: those that everybody may read."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, case, select

from data_access.concerns import answers, names
from data_access.rows import Maybe
from data_access.sensitive import is_public
from data_access.settings import Settings
from data_access.store import board, committee, concern, concern_topic, neighbourhood

_row = concern.c


class Concern(Protocol):
    """A row of `aged`: a post that asks for an answer, as it stood at the end of the day."""

    concern: str
    title: str
    """Without what the refresh covers."""
    committee: str
    name: Maybe[str]
    """Its committee's; missing for a committee that is not there."""
    neighbourhood: Maybe[str]
    """Its name."""
    board: str
    board_name: Maybe[str]
    kind: str
    created_at: pd.Timestamp
    days: int
    """From the day on which it was written to the day that is looked at."""
    first_reply_at: Maybe[pd.Timestamp]
    reply_hours: Maybe[float]
    reply_role: Maybe[str]
    """`committee` or `department`; missing where it is not known whose the reply is, and without one."""
    reply_department: Maybe[str]
    department_name: Maybe[str]


@dataclass(frozen=True)
class Choice:
    """Which concerns a list is of; None: whichever."""

    committee: str | None = None
    topic: str | None = None
    board: str | None = None
    kind: str | None = None


def concerns(on: date, settings: Settings, choice: Choice, days: int) -> Select:
    """The public concerns of the choice that were written in the days up to one, the latest first: rows of `Concern`
    without their days."""
    conditions = [
        column == code
        for column, code in (
            (_row.committee_code, choice.committee),
            (_row.board_code, choice.board),
            (_row.kind, choice.kind),
        )
        if code is not None
    ]
    if choice.topic is not None:
        about = concern_topic.c
        conditions.append(_row.id.in_(select(about.concern_id).where(about.topic == choice.topic)))
    return _public(on, settings, days).where(*conditions).order_by(_row.created_at.desc(), _row.id)


def waiting(on: date, settings: Settings, committee_code: str | None) -> Select:
    """The public concerns without an answer, the oldest first: rows of `Concern` without their days."""
    statement = _public(on, settings, answers.REACH).where(answers.waiting(on))
    if committee_code is not None:
        statement = statement.where(_row.committee_code == committee_code)
    return statement.order_by(_row.created_at, _row.id)


def _public(on: date, settings: Settings, days: int) -> Select:
    whose = names.departments(on).subquery()
    replied = answers.answered(on)
    reply = {
        name: case((replied, _row[name])).label(name)
        for name in ("first_reply_at", "reply_minutes", "reply_role", "reply_department")
    }
    return (
        select(
            _row.id.label("concern"),
            _row.title,
            _row.committee_code.label("committee"),
            committee.c.name,
            neighbourhood.c.name.label("neighbourhood"),
            _row.board_code.label("board"),
            board.c.name.label("board_name"),
            _row.kind,
            _row.created_at,
            *reply.values(),
            case((replied, whose.c.name)).label("department_name"),
        )
        .select_from(
            concern.outerjoin(committee, committee.c.code == _row.committee_code)
            .outerjoin(neighbourhood, neighbourhood.c.code == _row.neighbourhood_code)
            .outerjoin(board, board.c.code == _row.board_code)
            .outerjoin(whose, whose.c.code == _row.reply_department)
        )
        .where(answers.written(on, days), is_public(_row.is_sensitive, _row.title, settings))
    )


def aged(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """Rows of `Concern`. `frame`: of `concerns` or `waiting`."""
    days = [(on - moment.date()).days for moment in frame["created_at"]]
    hours = pd.to_numeric(frame["reply_minutes"]) / 60
    return frame.drop(columns="reply_minutes").assign(days=days, reply_hours=hours)
