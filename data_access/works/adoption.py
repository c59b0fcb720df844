"""Which adopted opinions stand in the plan: those that name a version and a clause that exist on the day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, func, select

from data_access.clock import end_of
from data_access.rows import or_none
from data_access.store import opinion, plan_revision
from data_access.works import answers, plans
from data_access.works.consultation import COUNTS

SUMS = (*COUNTS, "unwritten")
"""The counts of `counted`."""


def written(key: str | None, around: Iterable[frozenset[str] | None]) -> bool:
    """Whether a clause stands in the version that an opinion names. `around`: the keys of that version's clauses and of the one
    below, in which a clause stands that was taken out; none where there is no such version, None where they cannot be read."""
    return key is not None and any(one is None or key in one for one in around)


def adopted(on: date) -> Select:
    """The opinions adopted by the end of the day, wholly or in part, by what they name: project, version, clause_key, opinions
    (how many)."""
    row = opinion.c
    named = row.project_id, row.plan_version, row.clause_key
    return (
        select(
            row.project_id.label("project"),
            row.plan_version.label("version"),
            row.clause_key,
            func.count().label("opinions"),
        )
        .where(row.received_at < end_of(on), answers.adopted(row, on))
        .group_by(*named)
        .order_by(*named)
    )


def versions(on: date) -> Select:
    """The versions of every plan published by the end of the day, in their order: project, version, clauses."""
    plan = plan_revision.c
    return (
        select(plan.project_id.label("project"), plan.version, plan.clauses)
        .where(plan.published_at < end_of(on))
        .order_by(plan.project_id, plan.version, plan.published_at, plan.id)
    )


def counted(opinions: pd.DataFrame, adopted: pd.DataFrame, versions: pd.DataFrame) -> pd.DataFrame:
    """The frame of consultation.opinions_by_project with unwritten: how many of the adopted do not stand in the plan.

    `adopted` and `versions`: the queries above.
    """
    published = {project: list(rows.itertuples()) for project, rows in versions.groupby("project")}
    lacking = [not _written(row, published.get(row.project, [])) for row in adopted.itertuples()]
    unwritten = adopted[pd.Series(lacking, adopted.index, bool)].groupby("project")["opinions"].sum()
    return opinions.assign(unwritten=opinions["project"].map(unwritten).fillna(0).astype(int))


def _written(row: Any, published: list) -> bool:
    numbers = [int(plan.version) for plan in published]
    version = or_none(row.version)
    at = numbers.index(int(version)) if version in numbers else None
    around = [] if at is None else published[max(0, at - 1) : at + 1]
    return written(or_none(row.clause_key), (plans.keys(plan.clauses) for plan in around))
