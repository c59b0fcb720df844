"""Small works, from proposal to evaluation: what may be read of a day, queries and what follows from them."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select

from data_access.made import Made
from data_access.works import (
    adoption,
    board,
    consultation,
    flow,
    ledger,
    locations,
    plans,
    project,
    story,
    voting,
)


def standing(on: date) -> Made[pd.DataFrame]:
    """Where each work stands: consultation.as_of."""
    return Made(consultation.as_of, consultation.projects(on), on)


def on_board(on: date, today: date) -> Made[pd.DataFrame]:
    """All that the consultation page says of each work: board.works."""
    versions, rated = board.plans(on), board.ratings(on)
    return Made(board.works, standing(on), opinions_by_project(on), versions, rated, today)


def opinions_by_project(on: date, committee: str | None = None) -> Made[pd.DataFrame]:
    """What became of the opinions on each project, or on each of one committee: adoption.counted."""
    queries = consultation.opinions_by_project, adoption.adopted, adoption.versions
    return Made(adoption.counted, *(query(on, committee) for query in queries))


def opinions(on: date, committee: str) -> Made[pd.DataFrame]:
    """What became of the opinions on one committee's works: one row, as of consultation.opinions."""
    return Made(board.opinion_totals, opinions_by_project(on, committee))


def of_committee(code: str, on: date, today: date) -> Made[pd.DataFrame]:
    """All that the consultation page says of one committee's works."""
    own, opinions = Made(board.chosen, standing(on), code), opinions_by_project(on, code)
    return Made(board.works, own, opinions, board.plans(on, code), board.ratings(on, code), today)


def weekly(projects: pd.DataFrame, on: date) -> Made[pd.DataFrame]:
    """Who came and went each week: flow.weekly. `projects`: of consultation.projects."""
    return Made(flow.weekly, Made(flow.spans, projects), on)


def stays(projects: pd.DataFrame) -> Made[pd.DataFrame]:
    """How long works stay in each stage: flow.stays. `projects`: of consultation.projects."""
    return Made(flow.stays, Made(flow.spans, projects))


def on_map(on: date) -> Made[pd.DataFrame]:
    """The works with their places and opinions: locations.placed."""
    where, opinions = locations.positions(), locations.opinions(on)
    return Made(locations.placed, standing(on), where, opinions)


def shapes(outlines: Select) -> Made[pd.DataFrame]:
    """Outlines of committees for the map: locations.shapes. `outlines`: registration.outlines."""
    return Made(locations.shapes, outlines)


def lesser_shapes(on: date, committee: str | None) -> Made[pd.DataFrame]:
    """Outlines of neighbourhoods for the map: locations.lesser_shapes."""
    return Made(locations.lesser_shapes, locations.neighbourhoods(on, committee))


def events(on: date) -> Made[tuple[pd.DataFrame, int]]:
    """Outreach events by place, and how many lie nowhere: locations.event_sums."""
    return Made(locations.event_sums, locations.events(on), locations.places())


def found(code: str, on: date) -> Made[tuple[Any, Any]]:
    """A project and how it stands, each None where it is not there: project.found."""
    counts = ledger.counts(code, on)
    return Made(project.found, project.about(code), standing(on), counts, code)


def of_project(code: str, on: date, today: date) -> Made[story.Story | None]:
    """All that a project's page tells of it: story.of."""
    of_day = (
        ledger.counts(code, on),
        ledger.buildings(code, on),
        voting.vote(code, on),
        project.ratings(code, on),
    )
    inputs = found(code, on), project.stages(code), published(code, on), entries(code, on), *of_day
    return Made(story.of, *inputs, project.photos(code), on, today)


def published(code: str, on: date) -> Made[tuple[plans.Plan, ...]]:
    """The versions of a project's plan: plans.published."""
    return Made(plans.published, plans.versions(code), on)


def compared(code: str, on: date, places: tuple[int, ...]) -> Made[story.Comparison | None]:
    """Two versions of a project's plan, and what changed from one to the other: story.compared."""
    return Made(story.compared, published(code, on), entries(code, on), places)


def entries(code: str, on: date) -> Made[pd.DataFrame]:
    """A project's opinions and what became of each: ledger.entries."""
    return Made(ledger.entries, ledger.opinions(code, on), plans.versions(code), on)


def neighbours(code: str, kind: str, on: date) -> Made[tuple[pd.DataFrame, dict[str, float | None]]]:
    """Works of the same kind, step by step in days, and the medians of the others: project.neighbours, project.medians."""
    return Made(project.with_medians, Made(project.neighbours, standing(on), code, kind), code)
