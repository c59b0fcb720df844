"""The slips as they stand on a day: what was issued by then, answered, sent back, closed; whose they are, how grave."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import pandas as pd
from sqlalchemy import Select

from data_access import assignments
from data_access.access.rights import Rights, Unit
from data_access.cases.calendar import Calendar
from data_access.records import query, slip, slip_step
from data_access.rows import Maybe
from data_access.settings import Settings, Supervision
from data_access.supervision import colours
from data_access.supervision.colours import COLOURS, Wait

OPEN = ("issued", "returned")
"""The states in which a slip waits for its unit."""
LATELY = 90
"""Days of which the share of slips that were answered in time is."""
ENDED = assignments.ENDED


def address(year: int, number: int) -> str:
    """How addresses name a slip."""
    return f"{year}-{number}"


def written(prefix: str, year: int, number: int) -> str:
    """A slip's number as it is written."""
    return f"{prefix}〔{year}〕{number}号"


class Slip(Protocol):
    """A row of `standing`."""

    id: str
    slip: str
    """Year and number, as addresses name it."""
    number: str
    """As it is written: 罗督〔2017〕12号."""
    unit_kind: str
    """`committee` or `department`."""
    unit: str
    unit_name: Maybe[str]
    about: Maybe[str]
    """What kind of thing it is about: `case`, `topic`, `project` or `committee`."""
    thing: Maybe[str]
    title: str
    """What that was called when the slip was issued."""
    demand: str
    reason: str
    """One of proposals.REASONS, or `asked`."""
    first: str
    """The colour that it began with."""
    colour: str
    """As it has grown by the day."""
    state: str
    """`issued`, `answered`, `returned`, `closed` or `withdrawn`."""
    due_on: Maybe[date]
    """The last day for an answer; missing while none is waited for."""
    late: bool
    """Whether that is over, and there is no graver colour."""
    first_due_on: date
    """The last day for the first answer, as it was issued."""
    issued_at: datetime
    answered_on: Maybe[date]
    """When it was first answered."""
    ended_on: Maybe[date]
    """When it was closed or withdrawn."""
    edition: int
    sensitive: Maybe[str]
    """sensitive.MARK."""


@dataclass(frozen=True)
class Counts:
    """How the town's slips stand on a day; sensitive ones too."""

    slips_open: int
    """Not closed and not withdrawn."""
    slips_red: int
    """Red ones that wait for their unit."""
    slips_orange: int
    slips_blue: int
    slips_to_check: int
    """Answered, neither closed nor sent back."""
    answers_due: int
    """Issued, and to be answered for the first time within the last LATELY days."""
    answered_in_time: int
    """Those of them that were."""


class OfUnit(Protocol):
    """A row of `by_unit`: the unit and its own `Counts`."""

    unit_kind: str
    unit: str
    unit_name: Maybe[str]


def issued() -> Select:
    """Every slip as it was issued: the columns of records.slip."""
    return query(*slip.c).order_by(slip.c.year.desc(), slip.c.number.desc())


def steps() -> Select:
    """What happened to each: the columns of records.slip_step."""
    return query(*slip_step.c).order_by(slip_step.c.slip, slip_step.c.number)


def standing(
    issued: pd.DataFrame,
    steps: pd.DataFrame,
    secret: pd.DataFrame,
    committees: pd.DataFrame,
    departments: pd.DataFrame,
    day: date,
    settings: Settings,
    calendar: Calendar,
) -> pd.DataFrame:
    """The slips issued by the day, the latest first: rows of `Slip`. `issued`, `steps`: of the same; `secret`:
    sensitive.cases; `committees`, `departments`: cases.names."""
    names, happened = assignments.units(committees, departments), assignments.happened(steps, "slip", day)
    hidden, limits = {*secret["case"]}, settings.supervision
    rows = [
        _facts(row, names)
        | _state(row.colour, happened[row.id], day, calendar, limits)
        | assignments.mark("slips", row, (row.title, row.demand), happened[row.id], hidden, settings)
        for row in issued.itertuples()
        if row.id in happened
    ]
    return pd.DataFrame(rows, columns=[*Slip.__annotations__])


def seen(slips: pd.DataFrame, rights: Rights, about: str | None, thing: str | None) -> pd.DataFrame:
    """The slips that a reader sees one by one, about one thing or about any. `slips`: of `standing`."""
    return assignments.seen(slips, rights, "slip_items", about, thing)


def waiting(slips: pd.DataFrame, unit: Unit | None) -> pd.DataFrame:
    """What waits for a unit's answer, or where none is named for the office: answered ones to be checked, and red ones. `slips`: of
    `seen`."""
    to_do = slips["state"].isin(OPEN)
    if unit is not None:
        return assignments.of_units(slips[to_do], (unit,)).reset_index(drop=True)
    return slips[(slips["state"] == "answered") | to_do & (slips["colour"] == COLOURS[-1])].reset_index(
        drop=True
    )


def counts(slips: pd.DataFrame, day: date) -> Counts:
    """How many there are, `slips`: of `standing`, those that are counted."""
    waits, to_check = slips[slips["state"].isin(OPEN)], int((slips["state"] == "answered").sum())
    of_colour = {f"slips_{colour}": int((waits["colour"] == colour).sum()) for colour in COLOURS}
    first, valid = slips["first_due_on"], slips["state"] != "withdrawn"
    due = slips[valid & (first > day - timedelta(days=LATELY)) & (first <= day)]
    in_time = sum(
        row.answered_on <= row.first_due_on for row in due.dropna(subset="answered_on").itertuples()
    )
    return Counts(
        slips_open=len(waits) + to_check,
        slips_to_check=to_check,
        answers_due=len(due),
        answered_in_time=in_time,
        **of_colour,
    )


def by_unit(slips: pd.DataFrame, day: date) -> pd.DataFrame:
    """The same by unit, of those with an open slip or one to be answered lately, most red ones first: rows of `OfUnit`. `slips`: of
    `standing`."""
    rows = [
        {
            "unit_kind": kind,
            "unit": unit,
            "unit_name": own["unit_name"].iloc[0],
            **asdict(counts(own, day)),
        }
        for (kind, unit), own in slips.groupby(["unit_kind", "unit"])
    ]
    frame = pd.DataFrame(rows, columns=["unit_kind", "unit", "unit_name", *Counts.__annotations__])
    order = ["slips_red", "slips_orange", "slips_blue", "slips_to_check", "unit"]
    busy = frame[(frame["slips_open"] > 0) | (frame["answers_due"] > 0)]
    return busy.sort_values(order, ascending=[False] * 4 + [True], ignore_index=True)


def _facts(row: Any, names: Mapping[tuple[str, str], str]) -> dict[str, object]:
    """What a slip is, whatever happened to it."""
    kept = ("id", "unit_kind", "unit", "about", "thing", "title", "demand", "reason", "issued_at", "edition")
    return {name: getattr(row, name) for name in kept} | {
        "slip": address(row.year, row.number),
        "number": written(row.prefix, row.year, row.number),
        "unit_name": names.get((row.unit_kind, row.unit)),
        "first": row.colour,
    }


def _state(first: str, steps: list, day: date, calendar: Calendar, limits: Supervision) -> dict[str, object]:
    """How far a slip has come by its steps, of which the first is its issue."""
    stand = colours.stand(first, [*_waits(steps)], day, calendar, limits)
    answered = next((step.at.date() for step in steps if step.kind == "answered"), None)
    last = steps[-1]
    return {
        "state": last.kind,
        "colour": stand.colour,
        "due_on": stand.due_on if last.kind in OPEN else None,
        "late": stand.late and last.kind in OPEN,
        "first_due_on": colours.first_due(first, steps[0].at.date(), calendar, limits),
        "answered_on": answered,
        "ended_on": last.at.date() if last.kind in ENDED else None,
    }


def _waits(steps: list) -> Iterator[Wait]:
    """The days on which a slip waited for its unit."""
    since = None
    for step in steps:
        if step.kind in OPEN:
            since = step.at.date()
        elif since is not None:
            yield Wait(since, step.at.date())
            since = None
    if since is not None:
        yield Wait(since)
