"""Small works, from proposal to evaluation: what may be read of a day, queries and what follows from them."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select

from data_access.made import Made
from data_access.works import board, consultation, flow, ledger, locations, plans, project


def standing(on: date) -> Made[pd.DataFrame]:
    """Where each work stands: consultation.as_of."""
    return Made(consultation.as_of, consultation.projects(on), on)


def on_board(on: date, today: date) -> Made[pd.DataFrame]:
    """All that the consultation page says of each work: board.works."""
    opinions, versions, rated = consultation.opinions_by_project(on), board.plans(on), board.ratings(on)
    return Made(board.works, consultation.projects(on), opinions, versions, rated, on, today)


def weekly(projects: pd.DataFrame, on: date) -> Made[pd.DataFrame]:
    """Who came and went each week: flow.weekly. `projects`: of consultation.projects."""
    return Made(flow.weekly, Made(flow.spans, projects), on)


def stays(projects: pd.DataFrame) -> Made[pd.DataFrame]:
    """How long works stay in each stage: flow.stays. `projects`: of consultation.projects."""
    return Made(flow.stays, Made(flow.spans, projects))


def on_map(on: date) -> Made[pd.DataFrame]:
    """The works with their places and opinions: locations.placed."""
    where, said = locations.positions(), locations.opinions(on)
    return Made(locations.of_day, consultation.projects(on), where, said, on)


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
    return Made(project.found, project.about(code), consultation.projects(on), counts, code, on)


def stops(code: str, stage: str | None, on: date, today: date) -> Made[tuple[project.Stop, ...]]:
    """A project's stages in their order: project.rail."""
    return Made(project.rail, project.stages(code), stage, on, today)


def published(code: str, on: date) -> Made[tuple[plans.Plan, ...]]:
    """The versions of a project's plan: plans.published."""
    return Made(plans.published, plans.versions(code), on)


def revised(code: str, on: date) -> Made[int | None]:
    """How many clauses of its plan were changed: plans.revised."""
    return Made(plans.revised, published(code, on))


def difference(pair: tuple[plans.Plan, plans.Plan]) -> Made[tuple[plans.Change, ...] | None]:
    """What changed from one version to another: plans.diff."""
    return Made(plans.diff, *pair)


def entries(code: str, on: date) -> Made[pd.DataFrame]:
    """A project's opinions and what became of each: ledger.entries."""
    return Made(ledger.entries, ledger.opinions(code, on), plans.versions(code), on)


def photos(code: str, stage: str | None, on: date, today: date) -> Made[pd.DataFrame]:
    """A project's photos, the earliest phase first: project.visible_photos."""
    return Made(project.visible_photos, project.photos(code), stops(code, stage, on, today), on)


def neighbours(code: str, kind: str, on: date) -> Made[pd.DataFrame]:
    """Works of the same kind, step by step in days: project.neighbours."""
    return Made(project.neighbours, consultation.projects(on), code, kind, on)
