"""Which adopted opinions stand in the plan: those that name a version and a clause that exist on the day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Select, func, select

from data_access.clock import end_of
from data_access.rows import or_none
from data_access.store import opinion, plan_revision
from data_access.works import answers, plans
from data_access.works.consultation import COUNTS, of_committee

SUMS = (*COUNTS, "unwritten")
"""The counts of `counted`."""


class _Version(NamedTuple):
    number: int
    keys: frozenset[str] | None


def written(key: str | None, around: Iterable[frozenset[str] | None]) -> bool:
    """Whether a clause stands in the version that an opinion names. `around`: the keys of that version's clauses and of the one
    below, in which a clause stands that was taken out; none where there is no such version, None where they cannot be read."""
    return key is not None and any(one is None or key in one for one in around)


def adopted(on: date, committee: str | None = None) -> Select:
    """The opinions adopted by the end of the day, wholly or in part, of all works or of one committee's, by what they name:
    project, version, clause_key, opinions (how many)."""
    row = opinion.c
    named = row.project_id, row.plan_version, row.clause_key
    return (
        select(
            row.project_id.label("project"),
            row.plan_version.label("version"),
            row.clause_key,
            func.count().label("opinions"),
        )
        .where(
            row.received_at < end_of(on), answers.adopted(row, on), *of_committee(row.project_id, committee)
        )
        .group_by(*named)
        .order_by(*named)
    )


def versions(on: date, committee: str | None = None) -> Select:
    """The versions of every plan, or of those of one committee's works, published by the end of the day, in their order:
    project, version, clauses."""
    plan = plan_revision.c
    return (
        select(plan.project_id.label("project"), plan.version, plan.clauses)
        .where(plan.published_at < end_of(on), *of_committee(plan.project_id, committee))
        .order_by(plan.project_id, plan.version, plan.published_at, plan.id)
    )


def counted(opinions: pd.DataFrame, adopted: pd.DataFrame, versions: pd.DataFrame) -> pd.DataFrame:
    """The frame of consultation.opinions_by_project with unwritten: how many of the adopted do not stand in the plan.

    `adopted` and `versions`: the queries above.
    """
    named = adopted["version"].notna() & adopted["clause_key"].notna()
    read = versions[versions["project"].isin(adopted[named]["project"])]
    published: dict[str, list[_Version]] = {}
    for project, version, clauses in zip(read["project"], read["version"], read["clauses"], strict=True):
        published.setdefault(project, []).append(_Version(int(version), plans.keys(clauses)))
    columns = adopted["project"], adopted["version"], adopted["clause_key"]
    lacking = [
        not _written(published.get(project, []), or_none(version), or_none(key))
        for project, version, key in zip(*columns, strict=True)
    ]
    unwritten = adopted[pd.Series(lacking, adopted.index, bool)].groupby("project")["opinions"].sum()
    return opinions.assign(unwritten=opinions["project"].map(unwritten).fillna(0).astype(int))


def _written(published: list[_Version], version: int | None, key: str | None) -> bool:
    at = next((place for place, one in enumerate(published) if one.number == version), None)
    around = [] if at is None else published[max(0, at - 1) : at + 1]
    return written(key, (one.keys for one in around))
