"""All that the consultation page says of each work, and the works that a reader has chosen."""

from datetime import date

import pandas as pd
from sqlalchemy import Select, func, select

from data_access.clock import end_of
from data_access.store import committee, plan_revision, project, project_rating
from data_access.works import consultation, stages
from data_access.works.adoption import SUMS
from data_access.works.answers import how_many, is_satisfied, is_score

_URGENCY = {light: place for place, light in enumerate(stages.BEHIND)}


def unstaged(today: date) -> Select:
    """The projects that have entered no stage by the day of the last refresh: project, title, committee, name."""
    return (
        select(
            project.c.id.label("project"),
            project.c.title,
            project.c.committee_code.label("committee"),
            committee.c.name,
        )
        .select_from(project.outerjoin(committee, committee.c.code == project.c.committee_code))
        .where(project.c.id.not_in(consultation.begun(today)))
        .order_by(project.c.id)
    )


def plans(on: date, committee_code: str | None = None) -> Select:
    """One row a project with a plan, of all or of one committee: project, versions (published by the end of the day)."""
    plan = plan_revision.c
    return (
        select(plan.project_id.label("project"), func.count(plan.version.distinct()).label("versions"))
        .where(plan.published_at < end_of(on), *consultation.of_committee(plan.project_id, committee_code))
        .group_by(plan.project_id)
    )


def ratings(on: date, committee_code: str | None = None) -> Select:
    """One row a project with ratings, of all or of one committee: project, ratings, satisfied (4 or 5 of 5), by the end of the
    day."""
    rating = project_rating.c
    return (
        select(
            rating.project_id.label("project"),
            func.count().label("ratings"),
            how_many(is_satisfied(rating.score)).label("satisfied"),
        )
        .where(
            rating.rated_at < end_of(on),
            is_score(rating.score),
            *consultation.of_committee(rating.project_id, committee_code),
        )
        .group_by(rating.project_id)
    )


def works(
    standing: pd.DataFrame,
    opinions: pd.DataFrame,
    plans: pd.DataFrame,
    rated: pd.DataFrame,
    today: date,
) -> pd.DataFrame:
    """The works as they stand on the day, those that need somebody first.

    `standing`: consultation.as_of, of all or of some of them; `opinions`: adoption.counted; `plans` and `rated`: the queries
    above; `today`: later days are in the future. The columns of consultation.as_of; of the opinions received,
    answered, adopted, declined, without_reason, waiting, oldest_waiting and unwritten; planned (whether it has a plan), revisions,
    ratings, satisfied; flaws (kinds of defects of its stages, with a space between).
    """
    frame = standing.merge(opinions, on="project", how="left").merge(plans, on="project", how="left")
    frame = frame.merge(rated, on="project", how="left")
    counts = [*SUMS, "versions", "ratings", "satisfied"]
    frame[counts] = frame[counts].apply(pd.to_numeric).fillna(0).astype(int)
    frame = frame.assign(
        planned=frame["versions"] > 0,
        revisions=(frame["versions"] - 1).clip(lower=0),
        flaws=[" ".join(_flaws(row, today)) for row in frame.to_dict("records")],
        urgency=frame["light"].map(_URGENCY).fillna(len(_URGENCY)) - frame["stuck"] * 0.5,
    )
    order = ["urgency", "days_late", "waiting", "days_in_stage", "project"]
    frame = frame.sort_values(order, ascending=[True, False, False, False, True], ignore_index=True)
    return frame.drop(columns=["urgency", "versions"])


def _flaws(row: dict, today: date) -> list[str]:
    found = [flaw.kind for flaw in stages.flaws(stages.entered(row, stages.ORDER), today)]
    if row["last_entered"] > today:
        found.append("stage_in_future")
    if row["unknown_stages"]:
        found.append("unknown_value")
    return list(dict.fromkeys(found))


def chosen(
    frame: pd.DataFrame,
    committee: str | None = None,
    programme: str | None = None,
    kind: str | None = None,
    stage: str | None = None,
    light: str | None = None,
) -> pd.DataFrame:
    """The works that hold what is asked for; what is None is not. `light`: one of stages.LIGHTS, or UNLIT."""
    criteria = {"committee": committee, "programme": programme, "kind": kind, "stage": stage, "light": light}
    kept = pd.Series(True, frame.index)
    for column, value in criteria.items():
        if value is not None:
            kept &= frame[column].fillna(stages.UNLIT) == value
    return frame[kept]


def opinion_totals(opinions: pd.DataFrame, works: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row, the columns of consultation.opinions and unwritten: of all opinions, or of those on the given works.

    `opinions`: adoption.counted; `works`: of `chosen`.
    """
    rows = opinions if works is None else opinions[opinions["project"].isin(works["project"])]
    oldest = rows["oldest_waiting"].dropna()
    counts = {name: [int(rows[name].sum())] for name in SUMS}
    return pd.DataFrame(counts | {"oldest_waiting": [oldest.min() if len(oldest) else None]})
