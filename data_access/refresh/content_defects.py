"""What is wrong with places, projects and opinions, found on the store's copies of them. A town that keeps nothing of a kind
(no buildings, no reasons of answers) is not told so row by row."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, exists, func, or_, select

from data_access import platform, store
from data_access.platform.redaction import redact_code
from data_access.refresh import case_defects
from data_access.refresh.content import FLAWS
from data_access.refresh.writing import replace
from data_access.settings import Settings
from data_access.works import answers, stages

_ENUMERATIONS = (
    (store.committee, "kind", platform.COMMITTEE_KINDS),
    (store.department, "block", platform.BLOCKS),
    (store.outreach_event, "kind", platform.OUTREACH_KINDS),
    (store.project, "kind", platform.PROJECT_KINDS),
    (store.project_stage, "stage", platform.STAGES + platform.EXITS),
    (store.opinion, "verdict", platform.VERDICTS),
    (store.project_vote, "rule", platform.VOTE_RULES),
    (store.project_photo, "phase", platform.PHOTO_PHASES),
    (store.project_rating, "score", range(1, 6)),
    (store.campaign, "kind", platform.CAMPAIGN_KINDS),
    (store.campaign_photo, "phase", platform.PHOTO_PHASES),
    (store.case_file, "kind", platform.CASE_KINDS),
    (store.case_file, "source", platform.CASE_SOURCES),
    (store.case_file, "level", platform.CASE_LEVELS),
    (store.case_file, "result", platform.CASE_RESULTS),
    (store.case_file, "rating", range(1, 6)),
    (store.case_event, "kind", platform.CASE_EVENTS),
)

_REFERENCES = (
    (store.neighbourhood, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.building, "neighbourhood_code", store.neighbourhood.c.code, "unknown_neighbourhood"),
    (store.party_branch, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.visit_target, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.outreach_event, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.project, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.project, "neighbourhood_code", store.neighbourhood.c.code, "unknown_neighbourhood"),
    (store.project_building, "project_id", store.project.c.id, "unknown_project"),
    (store.project_building, "building_code", store.building.c.code, "orphan_building"),
    (store.project_stage, "project_id", store.project.c.id, "unknown_project"),
    (store.plan_revision, "project_id", store.project.c.id, "unknown_project"),
    (store.opinion, "project_id", store.project.c.id, "unknown_project"),
    (store.opinion, "building_code", store.building.c.code, "orphan_building"),
    (store.project_vote, "project_id", store.project.c.id, "unknown_project"),
    (store.project_photo, "project_id", store.project.c.id, "unknown_project"),
    (store.project_rating, "project_id", store.project.c.id, "unknown_project"),
    (store.campaign_committee, "campaign_code", store.campaign.c.code, "unknown_campaign"),
    (store.campaign_committee, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.campaign_photo, "campaign_code", store.campaign.c.code, "unknown_campaign"),
    (store.case_file, "committee_code", store.committee.c.code, "unknown_committee"),
    (store.case_file, "neighbourhood_code", store.neighbourhood.c.code, "unknown_neighbourhood"),
)


_MOMENTS = (
    (store.plan_revision, "published_at"),
    (store.opinion, "received_at"),
    (store.opinion, "answered_at"),
    (store.project_rating, "rated_at"),
)
_DAYS = (
    (store.project_vote, "held_on"),
    (store.project_photo, "taken_on"),
    (store.campaign_photo, "taken_on"),
)


def of_content(
    source: Connection,
    target: Connection,
    last_day: date,
    now: datetime,
    settings: Settings,
    lacks: frozenset[str],
) -> int:
    """Looks at all places and content again: counts as of the last day, what is in the future as of this moment. `lacks`:
    as in completion.lacking."""
    found: dict[tuple, int] = defaultdict(int)
    all_found = chain(_all(target, last_day, now, lacks), case_defects.found(source, target, now, settings))
    for kind, table, place, day in all_found:
        found[kind, table, redact_code(str(place))[:100], day] += 1
    sources = [table.name for table in store.CONTENT]
    replaced = and_(store.defect.c.source.in_(sources), store.defect.c.kind.not_in(FLAWS))
    return replace(target, store.defect, [(*where, count) for where, count in found.items()], replaced)


def _all(
    target: Connection, last_day: date, now: datetime, lacks: frozenset[str]
) -> Iterator[tuple[str, str, str, date]]:
    today = (now - timedelta.resolution).date()  # midnight ends the day before
    for table, name, values in _ENUMERATIONS:
        yield from _where(target, "unknown_value", table, table.c[name].not_in(list(values)))
    for table, name, referred, kind in _REFERENCES:
        lacking = and_(
            table.c[name].is_not(None), ~exists().where(referred == table.c[name]), _kept(referred)
        )
        yield from _where(target, kind, table, lacking)
    yield from _bases_nowhere(target)
    yield from _positions(target, lacks)
    yield from _opinions(target, lacks)
    yield from _above_base(target, last_day)
    base, vote = store.household_base.c, store.project_vote.c
    yield from _where(target, "base_not_positive", store.household_base, base.occupied_households <= 0)
    over = store.campaign.c.ends_on < store.campaign.c.starts_on
    yield from _where(target, "ends_before_start", store.campaign, over)
    too_many = or_(
        vote.voted > vote.eligible_households,
        vote.in_favour > vote.voted,
        vote.voted_area > vote.eligible_area,
        vote.favour_area > vote.voted_area,
    )
    yield from _where(target, "vote_above_eligible", store.project_vote, too_many)
    for table, column in _MOMENTS:
        yield from _where(target, "future_time", table, table.c[column] >= now)
    for table, column in _DAYS:
        yield from _where(target, "future_time", table, table.c[column] > today)
    yield from _stages(target, today)
    yield from _plans(target)


def _bases_nowhere(target: Connection) -> Iterator[tuple]:
    """Bases of no place that there is."""
    places = (store.committee, store.neighbourhood, store.building)
    area = store.household_base.c.area_code
    nowhere = and_(*(and_(~exists().where(place.c.code == area), _kept(place.c.code)) for place in places))
    yield from _where(target, "unknown_area", store.household_base, nowhere)


def _kept(column: Column) -> ColumnElement:
    """Whether the town keeps what stands in a column at all."""
    held = column.table.alias()
    return exists().where(held.c[column.name].is_not(None))


def _where(target: Connection, kind: str, table: Table, condition: ColumnElement) -> Iterator[tuple]:
    """One defect for each row that holds the condition, at its project or else its key."""
    place = table.c.project_id if "project_id" in table.c else next(iter(table.primary_key.columns))
    rows = target.execute(select(place, _when(table)).where(condition))
    yield from ((kind, table.name, where, _day(when)) for where, when in rows)


def _when(table: Table) -> Column:
    return next(table.c[name] for name in ("received_at", "updated_at") if name in table.c)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _positions(target: Connection, lacks: frozenset[str]) -> Iterator[tuple]:
    """What is wrong with positions and outlines, as their own columns say."""
    for column in (store.committee.c.boundary_defect, store.neighbourhood.c.boundary_defect):
        yield from _noted(target, "outline", column)
    for table in (store.committee, store.neighbourhood, store.project):
        kept = lacks.isdisjoint({f"{table.name}.longitude", f"{table.name}.latitude"})
        yield from _noted(target, "position", table.c.position_defect, but=() if kept else ("missing",))


def _noted(target: Connection, what: str, column: Column, but: Collection[str] = ()) -> Iterator[tuple]:
    for reason in target.scalars(
        select(column).distinct().where(column.is_not(None), column.not_in(but))
    ).all():
        yield from _where(target, f"{what}_{reason}", column.table, column == reason)


def _opinions(target: Connection, lacks: frozenset[str]) -> Iterator[tuple]:
    opinion = store.opinion.c
    conditions = {
        "answer_before_opinion": opinion.answered_at < opinion.received_at,
    }
    if "opinion.reason" not in lacks:
        blank = answers.blank(opinion.reason)
        conditions["declined_without_reason"] = and_(opinion.verdict == "declined", blank)
    if "opinion.answered_at" not in lacks:
        conditions["verdict_undated"] = and_(answers.decided(opinion), opinion.answered_at.is_(None))
    for kind, condition in conditions.items():
        yield from _where(target, kind, store.opinion, condition)


def _above_base(target: Connection, last_day: date) -> Iterator[tuple]:
    """Committees and areas with more bound households than their base holds, on the last day."""
    day, step = store.registration_day.c, store.area_step.c
    above = and_(day.day == last_day, day.households > day.occupied_households)
    for (code,) in target.execute(select(day.area_code).where(above)):
        yield "bound_above_base", store.household_base.name, code, last_day
    latest = (
        select(step.committee_code, step.area_code, func.max(step.day).label("day"))
        .group_by(step.committee_code, step.area_code)
        .subquery()
    )
    same = and_(
        latest.c.committee_code == step.committee_code,
        latest.c.area_code == step.area_code,
        latest.c.day == step.day,
    )
    now = select(step.area_code).join_from(store.area_step, latest, same)
    for (code,) in target.execute(now.where(step.households > step.occupied_households)):
        yield "bound_above_base", store.household_base.name, code, last_day


def _stages(target: Connection, today: date) -> Iterator[tuple]:
    """Stages entered in the future, out of order, skipped, or after the project was cancelled."""
    stage = store.project_stage.c
    projects: dict[str, dict[str, date]] = defaultdict(dict)
    for project, name, entered in target.execute(
        select(stage.project_id, stage.stage, stage.entered_on).where(stage.entered_on.is_not(None))
    ):
        projects[project][name] = entered
    for project, entered in projects.items():
        for kind, day in dict.fromkeys((flaw.kind, flaw.day) for flaw in stages.flaws(entered, today)):
            yield kind, store.project_stage.name, project, day


def _plans(target: Connection) -> Iterator[tuple]:
    """Plan versions out of order, numbers that repeat or leave a gap, clauses that are no list of {key, text}, and
    opinions on a version or clause that is none."""
    plan = store.plan_revision.c
    keys: dict[tuple[str, int], set[str] | None] = {}
    latest: dict[str, tuple[int, datetime]] = {}
    rows = target.execute(
        select(plan.project_id, plan.version, plan.published_at, plan.clauses).order_by(
            plan.project_id, plan.version, plan.published_at
        )
    )
    for project, version, published, clauses in rows:
        number, before = latest.get(project, (0, published))
        if published < before:
            yield "revision_order", store.plan_revision.name, project, published.date()
        if version != number + 1:
            yield "revision_gap", store.plan_revision.name, project, published.date()
        if not readable(clauses):
            yield "clauses_unreadable", store.plan_revision.name, project, published.date()
        latest[project] = version, published
        clause_keys = {str(clause["key"]) for clause in json.loads(clauses)} if readable(clauses) else None
        keys[project, version] = clause_keys
    if keys:
        yield from _unknown_clauses(target, keys)


def _unknown_clauses(target: Connection, keys: dict[tuple[str, int], set[str] | None]) -> Iterator[tuple]:
    """Opinions that changed a version or clause that there is not. `keys`: of each plan's clauses, None: unreadable."""
    opinion = store.opinion.c
    statement = select(opinion.project_id, opinion.plan_version, opinion.clause_key, opinion.received_at)
    for project, version, key, received in target.execute(statement.where(opinion.plan_version.is_not(None))):
        clause_keys = keys.get((project, version), set())
        if (project, version) not in keys or (key and clause_keys is not None and key not in clause_keys):
            yield "unknown_clause", store.opinion.name, project, received.date()


def readable(clauses: str) -> bool:
    """Whether a plan's clauses are a JSON list of {"key", "text"}."""
    try:
        parsed = json.loads(clauses)
    except (ValueError, RecursionError):
        return False
    return isinstance(parsed, list) and all(
        isinstance(clause, dict) and {"key", "text"} <= clause.keys() for clause in parsed
    )
