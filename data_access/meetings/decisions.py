"""What meetings decided, as it stands on a day: whose it is, until when, what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

import pandas as pd
from sqlalchemy import Select, select

from data_access import assignments
from data_access.access.rights import Rights, Unit
from data_access.clock import end_of
from data_access.meetings import held, states
from data_access.records import decision, decision_step, meeting, query
from data_access.rows import Maybe, or_none
from data_access.settings import Settings
from data_access.store import case_file

ABOUT = ("case", "topic", "project", "committee")
"""What a decision may be about."""
FOLLOWED = timedelta(days=400)
"""For how long it is looked whether a case that a decision is about was closed."""


class Decision(Protocol):
    """A row of `standing`."""

    id: str
    decision: str
    """Its meeting and its number there, as addresses name it: 2017-07-10.2."""
    meeting: str
    """As addresses name it."""
    meeting_day: date
    number: int
    what: str
    unit_kind: str
    """`committee` or `department`."""
    unit: str
    unit_name: Maybe[str]
    due_on: date
    about: Maybe[str]
    """One of ABOUT."""
    thing: Maybe[str]
    stage: Maybe[str]
    """The stage that the project has to enter."""
    title: Maybe[str]
    """What the thing was called when it was decided."""
    state: str
    """One of states.STATES."""
    done_on: Maybe[date]
    by_fact: bool
    late: bool
    edition: int
    sensitive: Maybe[str]
    """sensitive.MARK."""


@dataclass(frozen=True)
class Counts:
    """How the decisions stand on a day; sensitive ones too."""

    open: int
    """Neither done nor withdrawn."""
    late: int
    reported: int
    done: int


class OfMeeting(Protocol):
    """A row of `by_meeting`; sensitive decisions count, withdrawn ones do not."""

    meeting: str
    """As addresses name it."""
    decided: int
    done: int
    late: int
    reported: int


def address(meeting: str, number: int) -> str:
    """How addresses name a decision."""
    return f"{meeting}.{number}"


def made() -> Select:
    """Every decision: the columns of records.decision, and the `day` of its meeting and which of the day that was (`of_day`)."""
    columns = (*decision.c, meeting.c.day, meeting.c.number.label("of_day"))
    order = meeting.c.day.desc(), meeting.c.number.desc(), decision.c.number
    return query(*columns).join_from(decision, meeting, meeting.c.id == decision.c.meeting).order_by(*order)


def steps() -> Select:
    """What happened to each: the columns of records.decision_step."""
    return query(*decision_step.c).order_by(decision_step.c.decision, decision_step.c.number)


def closings(on: date) -> Select:
    """The cases that were closed within FOLLOWED up to the end of the day: case, closed_at."""
    row = case_file.c
    window = row.closed_at >= end_of(on) - FOLLOWED, row.closed_at < end_of(on)
    return select(row.id.label("case"), row.closed_at).where(*window)


def standing(
    made: pd.DataFrame,
    steps: pd.DataFrame,
    closings: pd.DataFrame,
    works: pd.DataFrame,
    secret: pd.DataFrame,
    committees: pd.DataFrame,
    departments: pd.DataFrame,
    day: date,
    settings: Settings,
) -> pd.DataFrame:
    """The decisions made by the day, those of the latest meeting first: rows of `Decision`. `made`, `steps`, `closings`: of the
    same; `works`: works.standing; `secret`: sensitive.cases; `committees`, `departments`: cases.names."""
    names, happened = assignments.units(committees, departments), assignments.happened(steps, "decision", day)
    closed = {row.case: row.closed_at.date() for row in closings.itertuples()}
    entered, hidden = {row["project"]: row for row in works.to_dict("records")}, {*secret["case"]}
    rows = [
        _facts(row, names)
        | vars(states.stand(happened[row.id], row.due_on, _fact(row, closed, entered), day))
        | assignments.mark("decisions", row, (row.title, row.what), happened[row.id], hidden, settings)
        for row in made.itertuples()
        if row.id in happened
    ]
    return pd.DataFrame(rows, columns=[*Decision.__annotations__])


def seen(decisions: pd.DataFrame, rights: Rights, about: str | None, thing: str | None) -> pd.DataFrame:
    """The decisions that a reader sees one by one, about one thing or about any. `decisions`: of `standing`."""
    return assignments.seen(decisions, rights, "decisions", about, thing)


def valid(decisions: pd.DataFrame) -> pd.DataFrame:
    """Those that were not withdrawn. `decisions`: of `standing`."""
    return decisions[decisions["state"] != states.WITHDRAWN].reset_index(drop=True)


def to_follow_up(decisions: pd.DataFrame, meeting: str | None) -> pd.DataFrame:
    """What is to be followed up at a meeting: what earlier ones decided and is not done, late ones first. `decisions`: of
    `standing`; `meeting`: the one at which it is, by its address."""
    ended = decisions["state"].isin(assignments.ENDED)
    left = decisions[~ended & (decisions["meeting"] != meeting)]
    return left.sort_values(["late", "due_on", "decision"], ascending=[False, True, True], ignore_index=True)


def waiting(decisions: pd.DataFrame, unit: Unit | None) -> pd.DataFrame:
    """What waits for a unit, or where none is named for the office: reported ones to be checked, and late ones. `decisions`: of
    `seen`."""
    left = to_follow_up(decisions, None)
    to_do = left["state"].isin(states.OPEN)
    if unit is not None:
        return assignments.of_units(left[to_do], (unit,)).reset_index(drop=True)
    return left[(left["state"] == "reported") | left["late"]].reset_index(drop=True)


def next_due(decisions: pd.DataFrame) -> date | None:
    """The nearest deadline of those that wait for their unit and are not late; None where none does. `decisions`: of `seen`."""
    days = (row.due_on for row in decisions.itertuples() if row.state in states.OPEN and not row.late)
    return min(days, default=None)


def counts(decisions: pd.DataFrame) -> Counts:
    """How many there are. `decisions`: of `standing`."""
    left = to_follow_up(decisions, None)
    reported, done = (int((decisions["state"] == state).sum()) for state in ("reported", states.DONE))
    return Counts(len(left), int(left["late"].sum()), reported, done)


def by_meeting(decisions: pd.DataFrame) -> pd.DataFrame:
    """What became of what each meeting decided, the latest first: rows of `OfMeeting`. `decisions`: of `standing`."""
    rows = [
        {
            "meeting": meeting,
            "decided": len(own),
            "done": int((own["state"] == states.DONE).sum()),
            "late": int(own["late"].sum()),
            "reported": int((own["state"] == "reported").sum()),
        }
        for meeting, own in valid(decisions).groupby("meeting", sort=False)
    ]
    return pd.DataFrame(rows, columns=[*OfMeeting.__annotations__])


def followed(decisions: pd.DataFrame, meetings: Sequence[str]) -> pd.DataFrame:
    """What has become of decisions: those of any meeting that are not done, late ones first, then what was done of what these decided.
    `decisions`: of `standing`; `meetings`: by their addresses."""
    done = decisions["state"] == states.DONE
    kept = valid(decisions[~done | decisions["meeting"].isin(meetings)])
    ordered = sorted(
        kept.itertuples(), key=lambda row: (not row.late, row.state == states.DONE, row.due_on, row.decision)
    )
    return kept.loc[[row.Index for row in ordered]].reset_index(drop=True)


def _facts(row: Any, names: Mapping[tuple[str, str], str]) -> dict[str, object]:
    """What a decision is, whatever happened to it."""
    kept = (
        "id",
        "number",
        "what",
        "unit_kind",
        "unit",
        "due_on",
        "about",
        "thing",
        "stage",
        "title",
        "edition",
    )
    of = held.address(row.day, row.of_day)
    return {name: getattr(row, name) for name in kept} | {
        "decision": address(of, row.number),
        "meeting": of,
        "meeting_day": row.day,
        "unit_name": names.get((row.unit_kind, row.unit)),
    }


def _fact(row: Any, closed: Mapping[str, date], works: Mapping[str, Mapping]) -> date | None:
    """The day by which what a decision is about was done, where a fact says so."""
    if row.about == "case":
        return closed.get(row.thing)
    if row.about == "project" and row.thing in works:
        stage = or_none(row.stage) or states.FINISHED
        return or_none(works[row.thing].get(f"entered_{stage}"))
    return None
