"""The adoption ledger of a project: each opinion, what became of it and why, and the clause that it changed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Protocol

import pandas as pd
from sqlalchemy import Select, and_, func, select

from data_access.clock import end_of
from data_access.rows import or_none
from data_access.store import building, neighbourhood, opinion, project_building
from data_access.works import adoption, plans
from data_access.works.answers import ADOPTED, DECIDED, how_many, is_answered, is_blank
from data_access.works.consultation import counted
from data_access.works.plans import Change, Plan

OUTCOMES = (*DECIDED, "pending")


def opinions(project: str, on: date) -> Select:
    """A project's opinions received by the end of the day, in that order: opinion, body, received_at, building,
    building_name, verdict, reason, answered_at, plan_version, clause_key, as they stand now."""
    row = opinion.c
    return (
        select(
            row.id.label("opinion"),
            row.body,
            row.received_at,
            row.building_code.label("building"),
            building.c.name.label("building_name"),
            row.verdict,
            row.reason,
            row.answered_at,
            row.plan_version,
            row.clause_key,
        )
        .select_from(opinion.outerjoin(building, building.c.code == row.building_code))
        .where(row.project_id == project, row.received_at < end_of(on))
        .order_by(row.received_at, row.id)
    )


def counts(project: str, on: date) -> Select:
    """One row: the columns of consultation.opinions, and adopted_fully and partly, of a project at the end of the day."""
    row = opinion.c
    kinds = {"adopted_fully": "adopted", "partly": "partly"}
    apart = [
        how_many(and_(row.answered_at < end_of(on), row.verdict == verdict)).label(name)
        for name, verdict in kinds.items()
    ]
    return select(*counted(on), *apart).where(row.project_id == project, row.received_at < end_of(on))


def buildings(project: str, on: date) -> Select:
    """The buildings that a project affects: building, name (the code of one that is unknown), neighbourhood (its name), and
    how many opinions came from each by the end of the day."""
    affected, opinions = project_building.c, opinion.c
    from_building = and_(
        opinions.project_id == affected.project_id,
        opinions.building_code == affected.building_code,
        opinions.received_at < end_of(on),
    )
    where = (affected.building_code, building.c.name, neighbourhood.c.name)
    return (
        select(
            affected.building_code.label("building"),
            func.coalesce(func.nullif(building.c.name, ""), affected.building_code).label("name"),
            neighbourhood.c.name.label("neighbourhood"),
            func.count(opinions.id).label("opinions"),
        )
        .select_from(
            project_building.outerjoin(building, building.c.code == affected.building_code)
            .outerjoin(neighbourhood, neighbourhood.c.code == building.c.neighbourhood_code)
            .outerjoin(opinion, from_building)
        )
        .where(affected.project_id == project)
        .group_by(*where)
        .order_by(affected.building_code)
    )


class Entry(Protocol):
    """A row of `entries`: an opinion, and what became of it."""

    number: int
    """In order of receipt."""
    opinion: str
    body: str
    received_at: pd.Timestamp
    building: str | None
    building_name: str | None
    outcome: str
    """adopted, partly, declined or pending."""
    verdict: str
    """As the platform has it."""
    reason: str | None
    answered_at: pd.Timestamp | None
    version: int | None
    """Of the plan, in which it changed something."""
    clause: int | None
    """What it changed: a clause's number."""
    clause_key: str | None
    note: str | None
    """to_come: that version is not published yet."""
    unwritten: bool
    """Adopted, wholly or in part, yet naming no version and clause that exist."""
    marks: tuple[str, ...]
    """unknown_verdict, verdict_undated, answer_before_opinion, without_reason, version_unknown, version_unsaid,
    clause_unknown, clause_unchanged."""


def entries(frame: pd.DataFrame, versions: pd.DataFrame, on: date) -> pd.DataFrame:
    """The ledger at the end of the day, every opinion once: rows of `Entry`. `frame`: opinions; `versions`:
    plans.versions."""
    published = plans.published(versions, on)
    ever = frozenset(int(version) for version in versions["version"])
    rows = [_entry(row, number, published, ever, on) for number, row in enumerate(frame.itertuples(), 1)]
    columns = (
        "number", "opinion", "body", "received_at", "building", "building_name", "outcome", "verdict", "reason",
        "answered_at", "version", "clause", "clause_key", "note", "unwritten", "marks",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype="object")


def _entry(row: Any, number: int, published: tuple[Plan, ...], ever: frozenset[int], on: date) -> dict:
    later = not pd.isna(row.answered_at) and row.answered_at >= end_of(on)
    answered = None if later or pd.isna(row.answered_at) else row.answered_at
    marks = [] if later else list(_marks(row, answered))
    decided = is_answered(row.verdict, row.answered_at, on)
    reason = None if later or is_blank(row.reason) else row.reason
    link = {} if later else _link(row, published, ever, marks)
    return {
        "number": number,
        "opinion": row.opinion,
        "body": row.body,
        "received_at": row.received_at,
        "building": or_none(row.building),
        "building_name": or_none(row.building_name),
        "outcome": row.verdict if decided else "pending",
        "verdict": "pending" if later else row.verdict,
        "reason": reason,
        "answered_at": answered if decided else None,
        "version": link.get("version"),
        "clause": link.get("clause"),
        "clause_key": link.get("key"),
        "note": link.get("note"),
        "unwritten": decided and row.verdict in ADOPTED and not _written(link, published),
        "marks": tuple(marks),
    }


def _marks(row: Any, answered: datetime | None) -> Iterator[str]:
    if row.verdict not in OUTCOMES:
        yield "unknown_verdict"
    elif row.verdict in DECIDED and answered is None:
        yield "verdict_undated"
    if answered is not None and answered < row.received_at:
        yield "answer_before_opinion"
    if row.verdict == "declined" and answered is not None and is_blank(row.reason):
        yield "without_reason"


def _link(row: Any, published: tuple[Plan, ...], ever: frozenset[int], marks: list[str]) -> dict:
    """The version and clause that an opinion points at, as far as they are there on the day."""
    key, version = or_none(row.clause_key), or_none(row.plan_version)
    if version is None:
        if key is None:
            return {}
        marks.append("version_unsaid")
        return {"key": key, "clause": _number(published, key)}
    version = int(version)
    at = next((place for place, plan in enumerate(published) if plan.version == version), None)
    if at is None:
        if version in ever:
            return {"version": version, "key": key, "note": "to_come"}
        marks.append("version_unknown")
        return {"version": version, "key": key, "clause": _number(published, key)}
    if key is not None:
        marks.extend(_clause_marks(published, at, key))
    return {"version": version, "key": key, "clause": _number(published[: at + 1], key)}


def _written(link: dict, published: tuple[Plan, ...]) -> bool:
    at = next((place for place, plan in enumerate(published) if plan.version == link.get("version")), None)
    around = () if at is None else published[max(0, at - 1) : at + 1]
    return adoption.written(link.get("key"), (plan.keys for plan in around))


def _clause_marks(published: tuple[Plan, ...], at: int, key: str) -> Iterator[str]:
    around = [plan.clauses for plan in published[max(0, at - 1) : at + 1]]
    if None in around:
        return
    if key not in {clause.key for clauses in around for clause in clauses or ()}:
        yield "clause_unknown"
    elif at and key not in plans.changed(published[at - 1], published[at]):
        yield "clause_unchanged"


def _number(published: tuple[Plan, ...], key: str | None) -> int | None:
    return next((c.number for plan in published for c in plan.clauses or () if c.key == key), None)


def parts(entries: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The ledger by what became of the opinions: all (those that wait first), waiting, adopted, partly, declined, and of these
    unwritten and without_reason. `entries`: entries."""
    outcome, marks = entries["outcome"], entries["marks"]
    waiting = outcome == "pending"
    masks = {
        "waiting": waiting,
        **{verdict: outcome == verdict for verdict in DECIDED},
        "unwritten": entries["unwritten"].astype(bool),
        "without_reason": marks.map(lambda found: "without_reason" in found).astype(bool),
    }
    first = waiting.sort_values(ascending=False, kind="stable").index
    return {"all": entries.loc[first]} | {kind: entries[mask] for kind, mask in masks.items()}


def causes(entries: pd.DataFrame, key: str, after: int, until: int) -> pd.DataFrame:
    """The opinions that changed a clause in the versions above `after` up to `until`. `entries`: entries."""
    between = entries["version"].map(lambda version: version is not None and after < version <= until)
    return entries[between.astype(bool) & (entries["clause_key"] == key) & (entries["note"] != "to_come")]


def behind(
    entries: pd.DataFrame, pair: tuple[Plan, Plan], changes: tuple[Change, ...] | None
) -> dict[str, pd.DataFrame]:
    """The opinions behind every change between two versions, by the clause's key; empty frames where there are none."""
    ends = pair[0].version, pair[1].version
    return {one.key: causes(entries, one.key, *ends) for one in changes or () if one.kind != "unchanged"}


def heard(frame: pd.DataFrame) -> pd.DataFrame:
    """One row: heard (affected buildings with an opinion) and affected. `frame`: buildings."""
    return pd.DataFrame({"heard": [int((frame["opinions"] > 0).sum())], "affected": [len(frame)]})
