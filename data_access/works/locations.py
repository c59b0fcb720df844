"""Works on the map: where each lies, what residents said of it, which are not drawn, and why."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Select, case, func, or_, select

from data_access.clock import end_of
from data_access.platform import EXITS, PROJECT_KINDS, STAGES
from data_access.platform.outlines import polygons, readable
from data_access.store import committee, neighbourhood, opinion, outreach_event, project, project_photo
from data_access.store.validity import valid_on
from data_access.works import answers, stages

FILTERS = ("kind", "stage", "light", "committee", "programme")
"""What the works are chosen by: the columns of `placed` of these names."""

LIGHTS = (*stages.LIGHTS, stages.UNLIT)
EVENT_DAYS = 30
_UNKNOWN = "other"
_FULL_DETAIL = 600
"""Up to so many outlines are drawn as they were given."""
_FEW_LESSER = 300
_ACROSS = 1000
"""Pixels that the whole town is taken to fill when outlines are simplified."""


def positions() -> Select:
    """Every work's place: project, longitude, latitude (WGS-84; missing where not usable), position_defect (why),
    neighbourhood (its name), affected_households, budget_cny."""
    return (
        select(
            project.c.id.label("project"),
            project.c.longitude,
            project.c.latitude,
            project.c.position_defect,
            neighbourhood.c.name.label("neighbourhood"),
            project.c.affected_households,
            project.c.budget_cny,
        )
        .select_from(project.outerjoin(neighbourhood, neighbourhood.c.code == project.c.neighbourhood_code))
        .order_by(project.c.id)
    )


def opinions(on: date) -> Select:
    """What residents had said by the end of the day: project, received, answered, adopted (or partly)."""
    return (
        select(
            opinion.c.project_id.label("project"),
            func.count().label("received"),
            answers.how_many(answers.answered(opinion.c, on)).label("answered"),
            answers.how_many(answers.adopted(opinion.c, on)).label("adopted"),
        )
        .where(opinion.c.received_at < end_of(on))
        .group_by(opinion.c.project_id)
        .order_by(opinion.c.project_id)
    )


def photos(code: str | None, on: date) -> Select:
    """A work's photos by the day: phase, taken_on (missing where not said), url; the latest first."""
    photo = project_photo.c
    return (
        select(photo.phase, photo.taken_on, photo.url)
        .where(photo.project_id == code, or_(photo.taken_on.is_(None), photo.taken_on <= on))
        .order_by(case((photo.taken_on.is_(None), 1), else_=0), photo.taken_on.desc(), photo.id)
    )


def neighbourhoods(on: date, code: str | None = None) -> Select:
    """Outlines of the neighbourhoods valid on the day, of one committee or of all: area, name, boundary."""
    area = neighbourhood.c
    statement = select(area.code.label("area"), area.name, area.boundary).where(valid_on(area, on))
    chosen = statement if code is None else statement.where(area.committee_code == code)
    return chosen.order_by(area.code).execution_options(frame=readable)


def events(on: date) -> Select:
    """Outreach events of the last EVENT_DAYS days by committee and kind: committee (missing: the whole town's), kind,
    events, staff (persons, missing where unknown)."""
    event = outreach_event.c
    return (
        select(
            event.committee_code.label("committee"),
            event.kind,
            func.count().label("events"),
            func.sum(event.staff).label("staff"),
        )
        .where(event.held_on <= on, event.held_on > on - timedelta(days=EVENT_DAYS))
        .group_by(event.committee_code, event.kind)
        .order_by(event.committee_code, event.kind)
    )


def places() -> Select:
    """Where the committees lie: committee, longitude, latitude."""
    return select(committee.c.code.label("committee"), committee.c.longitude, committee.c.latitude).order_by(
        committee.c.code
    )


def placed(standing: pd.DataFrame, where: pd.DataFrame, opinion_counts: pd.DataFrame) -> pd.DataFrame:
    """The works of a day with their places and opinions, the most pressing first.

    `standing`: consultation.as_of; `where`: `positions`; `opinion_counts`: `opinions`. A light that is none is stages.UNLIT, an unknown
    kind is `other`; adds received, answered, adopted and waiting (opinions), 0 where nobody spoke.
    """
    works = standing.merge(where, on="project", how="left").merge(opinion_counts, on="project", how="left")
    counts = {key: works[key].fillna(0).astype(int) for key in ("received", "answered", "adopted")}
    kinds = works["kind"].where(works["kind"].isin(PROJECT_KINDS), _UNKNOWN)
    lights = works["light"].where(works["light"].notna(), stages.UNLIT)
    works = works.assign(kind=kinds, light=lights, **counts)
    works = works.assign(
        waiting=works["received"] - works["answered"], urgency=works["light"].map(LIGHTS.index)
    )
    ordered = works.sort_values(["urgency", "days_late", "project"], ascending=[True, False, True])
    return ordered.drop(columns="urgency").reset_index(drop=True)


def chosen(works: pd.DataFrame, filters: Mapping[str, str]) -> pd.DataFrame:
    """The works that have every wanted value; `filters` holds some of FILTERS. `works`: `placed`."""
    kept = np.ones(len(works), dtype=bool)
    for key, value in filters.items():
        kept &= (works[key] == value).to_numpy()
    return works[kept]


def names(standings: pd.DataFrame) -> dict[str, str]:
    """The committees' names by code. `standings`: progress.standings."""
    return dict(zip(standings["committee"], standings["name"], strict=True))


def drawable(works: pd.DataFrame) -> pd.DataFrame:
    """The works that have a usable place."""
    return works[works["longitude"].notna() & works["latitude"].notna()]


def undrawn(works: pd.DataFrame) -> pd.DataFrame:
    """The works without a usable place, each with the reason in position_defect (`missing` where none is noted)."""
    left = works[works["longitude"].isna() | works["latitude"].isna()]
    return left.assign(position_defect=left["position_defect"].fillna("missing"))


def choices(works: pd.DataFrame) -> dict[str, list[str]]:
    """The values there are of each of FILTERS, in the order of the contract, committees by code."""
    orders = {"kind": PROJECT_KINDS, "stage": (*STAGES, *EXITS), "light": LIGHTS}
    found = {key: set(works[key].dropna()) for key in FILTERS}
    return {
        key: [value for value in orders[key] if value in found[key]] if key in orders else sorted(found[key])
        for key in FILTERS
    }


def counts(works: pd.DataFrame, key: str) -> dict[str, int]:
    """How many works have each value of a column."""
    return {value: int(count) for value, count in works[key].value_counts().items()}


def event_sums(held: pd.DataFrame, where: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The events by committee (committee, events, staff, kinds: pairs of kind and count, longitude, latitude), and how many lie
    nowhere: the whole town's, or of a committee without a place. `held`: `events`; `where`: `places`."""
    rows = [
        (
            code,
            int(group["events"].sum()),
            group["staff"].sum(),
            tuple(zip(group["kind"], group["events"], strict=True)),
        )
        for code, group in held.dropna(subset="committee").groupby("committee", sort=True)
    ]
    sums = pd.DataFrame(rows, columns=["committee", "events", "staff", "kinds"])
    sums = sums.astype({"committee": "object"}).merge(
        where.astype({"committee": "object"}), on="committee", how="left"
    )
    located = sums[sums["longitude"].notna()]
    return located, int(held["events"].sum() - located["events"].sum())


def lesser_shapes(outlines: pd.DataFrame) -> pd.DataFrame:
    """`shapes` of neighbourhoods, as far as they are few enough to be told apart; else none."""
    return shapes(outlines if len(outlines) <= _FEW_LESSER else outlines[:0])


def shapes(outlines: pd.DataFrame) -> pd.DataFrame:
    """The outlines that can be drawn: their own columns but boundary, and geometry (GeoJSON, WGS-84), x and y (a point
    inside), west, south, east, north.

    Up to 600 as they were given. More are simplified (Douglas–Peucker, each by itself, valid as before) by half a pixel of
    a map on which all of them together are 1,000 pixels wide.
    """
    found = polygons(outlines["boundary"])
    areas = ~shapely.is_missing(found)
    kept, found = outlines[areas].drop(columns="boundary"), found[areas]
    if len(kept) > _FULL_DETAIL:
        west, south, east, north = shapely.total_bounds(found)
        found = shapely.simplify(found, max(east - west, north - south) / _ACROSS / 2)
    inside, edges = shapely.point_on_surface(found), shapely.bounds(found).reshape(-1, 4)
    boxes = {name: edges[:, number] for number, name in enumerate(("west", "south", "east", "north"))}
    written = shapely.to_geojson(shapely.set_precision(found, 1e-6, mode="pointwise"))
    return kept.assign(geometry=written, x=shapely.get_x(inside), y=shapely.get_y(inside), **boxes)


def in_force(works: pd.DataFrame, query: Mapping[str, str | None]) -> dict[str, str]:
    """What of the asked values there is to choose; the others are left out. `works`: `placed`; `query`: by FILTERS."""
    orders = {"kind": PROJECT_KINDS, "stage": (*STAGES, *EXITS), "light": LIGHTS}
    return {
        key: value
        for key, value in query.items()
        if value and value in (orders.get(key) or set(works[key]) | {query.get("committee")})
    }
