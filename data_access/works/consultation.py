"""Small works from proposal to evaluation: where each stands, what is late, which opinions wait."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Column, ColumnElement, Select, and_, case, func, select

from data_access.clock import end_of
from data_access.platform import EXITS, STAGES
from data_access.rows import Maybe, or_none
from data_access.store import committee, opinion, project, project_stage
from data_access.works import answers, flow, stages
from data_access.works.answers import how_many

AMBER_DAYS = 5
"""Late by more than this is red."""


def projects(on: date) -> Select:
    """One row a project: project, title, committee, name (its committee's), kind, programme,
    planned_<stage>, entered_<stage> for each stage and exit, last_entered (the latest day of all, be it to
    come) and unknown_stages (rows whose stage is none).

    Plans are as they stand now; what was entered after the day is not yet there.
    """
    stage = project_stage.c
    dates = [
        func.max(case((and_(stage.stage == name, condition), day))).label(f"{label}_{name}")
        for name in (*STAGES, *EXITS)
        for label, day, condition in (
            ("planned", stage.planned_on, stage.planned_on.is_not(None)),
            ("entered", stage.entered_on, stage.entered_on <= on),
        )
    ]
    course = (
        select(
            stage.project_id,
            *dates,
            func.max(stage.entered_on).label("last_entered"),
            how_many(stage.stage.not_in(stages.ORDER)).label("unknown_stages"),
        )
        .group_by(stage.project_id)
        .having(how_many(_has_begun(on)) > 0)
        .subquery()
    )
    return (
        select(
            project.c.id.label("project"),
            project.c.title,
            project.c.committee_code.label("committee"),
            committee.c.name,
            project.c.kind,
            project.c.programme,
            *(column for column in course.c if column.name != "project_id"),
        )
        .select_from(
            project.join(course, course.c.project_id == project.c.id).outerjoin(
                committee, committee.c.code == project.c.committee_code
            )
        )
        .order_by(project.c.id)
    )


def of_projects(frame: pd.DataFrame, codes: pd.Series) -> pd.DataFrame:
    """The rows of `projects` of these works."""
    return frame[frame["project"].isin(codes)]


def begun(on: date) -> Select:
    """The numbers of the projects that have entered a stage by the day."""
    return select(project_stage.c.project_id).where(_has_begun(on))


def _has_begun(on: date) -> ColumnElement[bool]:
    stage = project_stage.c
    return and_(stage.entered_on <= on, stage.stage.in_(stages.ORDER))


class Work(Protocol):
    """A row of `as_of`: a project that has entered a stage, and where it stands on the day."""

    project: str
    title: str
    committee: str
    name: Maybe[str]
    """Its committee's; missing for a committee that is not there."""
    kind: str
    programme: str
    planned_proposed: Maybe[date]
    entered_proposed: Maybe[date]
    planned_approved: Maybe[date]
    entered_approved: Maybe[date]
    planned_design_published: Maybe[date]
    entered_design_published: Maybe[date]
    planned_consulting: Maybe[date]
    entered_consulting: Maybe[date]
    planned_confirmed: Maybe[date]
    entered_confirmed: Maybe[date]
    planned_started: Maybe[date]
    entered_started: Maybe[date]
    planned_completed: Maybe[date]
    entered_completed: Maybe[date]
    planned_evaluated: Maybe[date]
    entered_evaluated: Maybe[date]
    planned_suspended: Maybe[date]
    entered_suspended: Maybe[date]
    planned_cancelled: Maybe[date]
    entered_cancelled: Maybe[date]
    last_entered: Maybe[date]
    """The latest day of all, be it to come."""
    unknown_stages: int
    """Rows whose stage is none."""
    stage: Maybe[str]
    """The furthest entered."""
    reached: Maybe[str]
    """The same, were it not for an exit."""
    entered_on: Maybe[date]
    days_in_stage: Maybe[int]
    next_stage: Maybe[str]
    """The first later stage with a planned date."""
    next_planned: Maybe[date]
    days_late: Maybe[int]
    """Missing without a planned date, and when evaluated or cancelled."""
    suspended: bool
    cancelled: bool
    limit: Maybe[float]
    """Days in its stage above which it is stuck; missing where too few others left that stage."""
    stuck: bool
    actor: Maybe[str]
    """Who has to act for it to leave its stage; missing when it is done with."""
    light: Maybe[str]
    """One of stages.LIGHTS: red (more than 5 days late), suspended, amber (1–5 days late), stuck (in time, yet too long in its
    stage), green (in time); missing without a planned date, and when evaluated or cancelled."""


def as_of(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """The projects' frame with where each stands on the day: rows of `Work`. `frame`: all of `projects`, for the others' stays
    say how long is too long."""
    rows = [_standing(row, on) for row in frame.to_dict("records")]
    columns = (
        "stage",
        "reached",
        "entered_on",
        "days_in_stage",
        "next_stage",
        "next_planned",
        "days_late",
        "suspended",
        "cancelled",
        "light",
    )
    added = pd.DataFrame(rows, columns=columns, index=frame.index)
    # As they are: a frame of its own would make of whole days with a missing one fractions with a NaN.
    whole = {
        name: pd.Series([row[name] for row in rows], frame.index, "object") for name in ("light", "days_late")
    }
    works = flow.stuck(pd.concat([frame, added.assign(**whole)], axis=1), flow.stays(flow.spans(frame)))
    return works.assign(light=works["light"].mask(works["stuck"] & works["light"].eq("green"), "stuck"))


def behind(works: pd.DataFrame) -> pd.DataFrame:
    """Those of `as_of` that do not keep their plan, in the order of their lights, within one the latest first."""
    late = works[works["light"].isin(stages.BEHIND)]
    late = late.assign(order=late["light"].map(stages.LIGHTS.index))
    late = late.sort_values(["order", "days_late", "project"], ascending=[True, False, True])
    return late.drop(columns="order")


def _standing(row: dict, on: date) -> dict:
    entered = stages.entered(row, (*STAGES, *EXITS))
    line = [name for name in STAGES if name in entered]
    stage = line[-1] if line else None
    latest = max((entered[name] for name in line), default=None)
    cancelled = "cancelled" in entered
    suspended = (
        not cancelled and "suspended" in entered and (latest is None or latest <= entered["suspended"])
    )
    status = "cancelled" if cancelled else "suspended" if suspended else stage
    following = () if cancelled else STAGES[STAGES.index(stage) + 1 :] if stage else STAGES
    planned = next(
        ((name, day) for name in following if (day := or_none(row[f"planned_{name}"]))),
        (None, None),
    )
    late = max(0, (on - planned[1]).days) if planned[1] and status != "evaluated" else None
    return {
        "stage": status,
        "reached": stage,
        "entered_on": entered.get(status) if status else None,
        "days_in_stage": (on - entered[status]).days if status else None,
        "next_stage": planned[0],
        "next_planned": planned[1],
        "days_late": late,
        "suspended": suspended,
        "cancelled": cancelled,
        "light": _light(status, planned[1], late),
    }


def _light(stage: str | None, planned: date | None, late: int | None) -> str | None:
    if stage in ("evaluated", "cancelled"):
        return None
    if stage == "suspended":
        return "suspended"
    if planned is None or late is None:
        return None
    return "green" if late == 0 else "amber" if late <= AMBER_DAYS else "red"


def opinions(on: date) -> Select:
    """One row: received, answered, adopted (or partly), declined, without_reason (of the declined), waiting, and
    oldest_waiting (when the oldest unanswered opinion came), of the town at the end of the day.

    An opinion is answered when its verdict has a date by then; an undated verdict is still waiting.
    """
    return select(*counted(on)).where(opinion.c.received_at < end_of(on))


def of_committee(work: Column, code: str | None) -> list[ColumnElement[bool]]:
    """That a work, by its number, is one committee's; nothing where none is named."""
    return [] if code is None else [work.in_(select(project.c.id).where(project.c.committee_code == code))]


def opinions_by_project(on: date, committee_code: str | None = None) -> Select:
    """One row a project with opinions, be it known or not, or (with a code) of one committee: project, and the columns of
    `opinions`."""
    row = opinion.c
    return (
        select(row.project_id.label("project"), *counted(on))
        .where(row.received_at < end_of(on), *of_committee(row.project_id, committee_code))
        .group_by(row.project_id)
    )


COUNTS = ("received", "answered", "adopted", "declined", "without_reason", "waiting")
"""The counts of `opinions`."""


def counted(on: date) -> list:
    """The columns of `opinions`, over whatever opinions a query is about."""
    row = opinion.c
    answered, waiting = answers.answered(row, on), answers.waiting(row, on)
    declined = and_(answered, row.verdict == "declined")
    return [
        func.count().label("received"),
        how_many(answered).label("answered"),
        how_many(answers.adopted(row, on)).label("adopted"),
        how_many(declined).label("declined"),
        how_many(and_(declined, answers.blank(row.reason))).label("without_reason"),
        how_many(waiting).label("waiting"),
        func.min(case((waiting, row.received_at))).label("oldest_waiting"),
    ]
