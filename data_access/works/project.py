"""One project's story: what it is, its stages against their plan, its photos and ratings, and others of its kind."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

import pandas as pd
from sqlalchemy import Select, and_, select

from data_access.clock import end_of
from data_access.platform import EXITS, PHOTO_PHASES, STAGES
from data_access.rows import first, or_none
from data_access.store import committee, neighbourhood, project, project_photo, project_rating, project_stage
from data_access.works.answers import how_many, is_satisfied, is_score
from data_access.works.stages import flaws as odd_days

_SHOWN_FROM = {"during": "started", "after": "completed"}
STEPS = STAGES[1:]
"""The stages that one gets to from the one before."""


@dataclass(frozen=True)
class Stop:
    """A stage of the project on a day. `state`: entered, current, skipped, overdue, ahead, or left (an exit entered, then
    left); `slip`: days after (below 0: before) its planned day, of an overdue one so far; `flaws`: kinds of defect."""

    stage: str
    planned_on: date | None
    entered_on: date | None
    slip: int | None
    state: str
    note: str | None
    flaws: tuple[str, ...]


def about(code: str) -> Select:
    """The project's row, or none: project, title, programme, kind, summary, budget_cny, affected_households, committee, name (its
    committee's), neighbourhood (its name), longitude, latitude, position_defect."""
    row = project.c
    return (
        select(
            row.id.label("project"),
            row.title,
            row.programme,
            row.kind,
            row.summary,
            row.budget_cny,
            row.affected_households,
            row.committee_code.label("committee"),
            committee.c.name,
            neighbourhood.c.name.label("neighbourhood"),
            row.longitude,
            row.latitude,
            row.position_defect,
        )
        .select_from(
            project.outerjoin(committee, committee.c.code == row.committee_code).outerjoin(
                neighbourhood, neighbourhood.c.code == row.neighbourhood_code
            )
        )
        .where(row.id == code)
    )


def found(frame: pd.DataFrame, works: pd.DataFrame, counts: pd.DataFrame, code: str) -> tuple[Any, Any]:
    """The project's row (of `frame`: about) and how it stands (a row of consultation.as_of), each None where it is not there.

    A project that is not there itself but has opinions (`counts`: ledger.counts) has a row with its number alone.
    `works`: all of consultation.as_of.
    """
    if frame.empty and counts.iloc[0]["received"]:
        blank = dict.fromkeys(frame.columns) | {"project": code, "title": code, "committee": ""}
        frame = pd.DataFrame([blank | {"programme": "", "kind": "", "summary": ""}])
    return first(frame), first(works[works["project"] == code])


def begins_later(frame: pd.DataFrame, on: date, today: date) -> bool:
    """Whether the project's first stage comes after the day; not so where it entered none by today. `frame`: stages."""
    days = [day for day in map(or_none, frame["entered_on"]) if day]
    return bool(days) and on < min(days) <= today


def stages(code: str) -> Select:
    """All rows of a project's stages: stage, planned_on, entered_on, note."""
    row = project_stage.c
    return (
        select(row.stage, row.planned_on, row.entered_on, row.note)
        .where(row.project_id == code)
        .order_by(row.stage)
    )


def rail(frame: pd.DataFrame, stage: str | None, on: date, today: date) -> tuple[Stop, ...]:
    """The stages in their order at the end of the day, exits and unknown ones below. `frame`: stages; `stage`: where the
    project stands; `today`: a day of entry after it is a mistake.

    Flaws: stage_in_future, stage_order, stage_skipped, cancelled_goes_on, unknown_value.
    """
    rows = {row.stage: row for row in frame.itertuples()}
    entered = {name: or_none(row.entered_on) for name, row in rows.items()}
    reached = {name: day for name, day in entered.items() if day is not None and day <= on}
    others = [name for name in rows if name not in STAGES and (name in reached or name not in EXITS)]
    order = (*STAGES, *sorted(others, key=lambda name: (name not in EXITS, name)))
    dated = {name: day for name, day in entered.items() if day is not None and (day <= on or day > today)}
    flaws = defaultdict(list, {name: ["unknown_value"] for name in others if name not in EXITS})
    for flaw in odd_days(dated, today):
        flaws[flaw.stage].append(flaw.kind)
    return tuple(
        _stop(name, rows.get(name), entered.get(name), reached, stage, on, tuple(flaws[name]))
        for name in order
    )


def _stop(
    name: str,
    row: Any,
    entered: date | None,
    reached: dict,
    stage: str | None,
    on: date,
    flaws: tuple[str, ...],
) -> Stop:
    planned = or_none(row.planned_on) if row is not None else None
    at = reached.get(name)
    state = _state(name, planned, reached, stage, on)
    until = at or (on if state == "overdue" else None)
    slip = (until - planned).days if until and planned else None
    to_come = entered is not None and at is None
    note = row.note if row is not None and isinstance(row.note, str) and not to_come else None
    return Stop(name, planned, at, slip, state, note, flaws)


def _state(name: str, planned: date | None, reached: dict, stage: str | None, on: date) -> str:
    if name in reached:
        return "current" if name == stage else "left" if name in EXITS else "entered"
    if name in STAGES and any(later in reached for later in STAGES[STAGES.index(name) + 1 :]):
        return "skipped"
    done = "cancelled" in reached
    return "overdue" if planned and planned < on and not done else "ahead"


def took(stops: tuple[Stop, ...], first: str, last: str) -> int | None:
    """The days from one stage to another; None where one is not entered, or its day comes before an earlier stage's."""
    days = {stop.stage: stop.entered_on for stop in stops if "stage_order" not in stop.flaws}
    begun, done = days.get(first), days.get(last)
    return (done - begun).days if begun and done and done >= begun else None


def photos(code: str) -> Select:
    """All photos of a project: phase, taken_on, url."""
    row = project_photo.c
    return select(row.phase, row.taken_on, row.url).where(row.project_id == code).order_by(row.id)


def visible_photos(frame: pd.DataFrame, stops: tuple[Stop, ...], on: date) -> pd.DataFrame:
    """The photos that were there on the day, before, during, after, by their day. `frame`: photos.

    One without a day counts as taken when its phase had begun.
    """
    begun = {stop.stage for stop in stops if stop.entered_on}
    days = [or_none(day) for day in frame["taken_on"]]
    visible = [
        day <= on if day else _SHOWN_FROM.get(phase, "proposed") in begun or phase not in PHOTO_PHASES
        for phase, day in zip(frame["phase"], days, strict=True)
    ]
    place = [PHOTO_PHASES.index(phase) if phase in PHOTO_PHASES else 9 for phase in frame["phase"]]
    ordered = frame.assign(place=place, day=[day or date.max for day in days])[
        pd.Series(visible, dtype=bool).to_numpy()
    ]
    return ordered.sort_values(["place", "day"], kind="stable").drop(columns=["place", "day"])


def ratings(code: str, on: date) -> Select:
    """One row: ratings (of 1 to 5), satisfied (4 or 5 of them) and others (of no score there is) at the end of the day."""
    score = project_rating.c.score
    sums = {"ratings": is_score(score), "satisfied": is_satisfied(score), "others": ~is_score(score)}
    return select(*(how_many(holds).label(name) for name, holds in sums.items())).where(
        and_(project_rating.c.project_id == code, project_rating.c.rated_at < end_of(on))
    )


def neighbours(works: pd.DataFrame, code: str, kind: str) -> pd.DataFrame:
    """Works of the same kind, the project itself first, then the quickest. `works`: consultation.as_of.

    Columns: project, title, committee, name, stage, days_<stage> (from the stage before, in days) for each of STEPS, and
    total (from proposal to completion); missing where a stage is not entered or its day comes before the other.
    """
    rows = [_pace(row) for row in works[works["kind"] == kind].to_dict("records")]
    columns = ["project", "title", "committee", "name", "stage", *(f"days_{step}" for step in STEPS), "total"]
    frame = pd.DataFrame(rows, columns=columns)
    order = frame.assign(
        other=frame["project"] != code,
        unknown=frame["total"].isna(),
        reached=-frame[[f"days_{step}" for step in STEPS]].notna().sum(axis=1),
    ).sort_values(["other", "unknown", "total", "reached", "project"])
    return order[columns].reset_index(drop=True)


def _pace(row: dict) -> dict:
    days = _in_order({stage: or_none(row[f"entered_{stage}"]) for stage in STAGES})
    between = {f"days_{b}": _between(days[a], days[b]) for a, b in zip(STAGES, STEPS, strict=False)}
    kept = {name: row[name] for name in ("project", "title", "committee", "name", "stage")}
    return kept | between | {"total": _between(days["proposed"], days["completed"])}


def _in_order(days: dict[str, date | None]) -> dict[str, date | None]:
    """The days without those that come before an earlier stage's: nothing is measured from or to a mistake."""
    latest, kept = date.min, {}
    for stage, day in days.items():
        kept[stage] = day if day and day >= latest else None
        latest = max(latest, day or latest)
    return kept


def medians(frame: pd.DataFrame, code: str) -> dict[str, float | None]:
    """The median days of the others, for each step and in total; None where there is none. `frame`: neighbours."""
    others = frame[frame["project"] != code]
    durations = {
        name: others[name].dropna().tolist() for name in (*(f"days_{step}" for step in STEPS), "total")
    }
    return {name: median(days) if days else None for name, days in durations.items()}


def with_medians(frame: pd.DataFrame, code: str) -> tuple[pd.DataFrame, dict[str, float | None]]:
    """The works of `neighbours`, and the `medians` of the others."""
    return frame, medians(frame, code)


def _between(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first and last and last >= first else None
