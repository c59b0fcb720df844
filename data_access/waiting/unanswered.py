"""The residents' opinions that nobody has answered yet."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, select

from data_access.clock import end_of
from data_access.rows import Maybe
from data_access.store import committee, opinion, project
from data_access.works import answers


class Opinion(Protocol):
    """A row of `aged`: an opinion that waits."""

    opinion: str
    body: str
    """Without what the refresh covers."""
    received_at: pd.Timestamp
    project: str
    title: Maybe[str]
    """Its work's; missing where there is no such work."""
    committee: Maybe[str]
    name: Maybe[str]
    """Its committee's."""
    days: int
    """From the day of its receipt to the day that is looked at."""


def opinions(on: date, committee_code: str | None) -> Select:
    """The opinions received and not answered by the end of the day, the oldest first, of the town or of one committee's
    works: rows of `Opinion` without their days."""
    row = opinion.c
    statement = (
        select(
            row.id.label("opinion"),
            row.body,
            row.received_at,
            row.project_id.label("project"),
            project.c.title,
            project.c.committee_code.label("committee"),
            committee.c.name,
        )
        .select_from(
            opinion.outerjoin(project, project.c.id == row.project_id).outerjoin(
                committee, committee.c.code == project.c.committee_code
            )
        )
        .where(row.received_at < end_of(on), answers.waiting(row, on))
        .order_by(row.received_at, row.id)
    )
    if committee_code is None:
        return statement
    return statement.where(project.c.committee_code == committee_code)


def aged(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """The opinions with how many days each has waited: rows of `Opinion`."""
    return frame.assign(days=[(on - moment.date()).days for moment in frame["received_at"]])
