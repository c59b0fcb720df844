"""The neighbourhoods and buildings of a committee: how far each has come, and where the next doors are.

Only households are told of them, never persons, so that no two counts can be played off against each other. What is told
of them, and as of which day, is found in `tellings`; what comes out of `neighbourhoods`, `buildings`, `next_doors` and
`trend` may be shown as it is.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, String, cast, func, null, select, union_all

from data_access import rows
from data_access.metrics import COVERAGE
from data_access.platform.outlines import readable
from data_access.registration import doorsteps
from data_access.registration.doorsteps import Outlook
from data_access.registration.tellings import OTHER
from data_access.store import area_step, building, committee, neighbourhood, registration_day
from data_access.store.validity import valid_on

_step = area_step.c


def committees() -> Select:
    """Every committee there ever was: committee, name, valid_from, valid_to (missing: still there), in code order."""
    one = committee.c
    return select(one.code.label("committee"), one.name, one.valid_from, one.valid_to).order_by(one.code)


def history(code: str) -> Select:
    """Every step of the committee's neighbourhoods and buildings: area, within (a building's neighbourhood), name,
    valid_from, valid_to, day, households, occupied_households; an area without a step has one row without a day."""
    part, house = neighbourhood.c, building.c
    day, households = cast(_step.day, String), cast(_step.households, String)
    base = func.coalesce(cast(_step.occupied_households, String), "")
    listed = func.aggregate_strings(day + " " + households + " " + base, "\n").label("steps")
    steps = (
        select(_step.area_code, listed)
        .where(_step.committee_code == code)
        .group_by(_step.area_code)
        .subquery()
    )
    named = select(part.code.label("area"), null().label("within"), part.name, part.valid_from, part.valid_to)
    parts = named.where(part.committee_code == code)
    houses = (
        select(house.code, house.neighbourhood_code, house.name, house.valid_from, house.valid_to)
        .select_from(building.join(neighbourhood, part.code == house.neighbourhood_code))
        .where(part.committee_code == code)
    )
    rows = union_all(parts, houses).subquery()
    return (
        select(rows, steps.c.steps)
        .select_from(rows.outerjoin(steps, steps.c.area_code == rows.c.area))
        .order_by(rows.c.area)
        .execution_options(frame=_by_step)
    )


def _by_step(areas: pd.DataFrame) -> pd.DataFrame:
    """A row a step of the areas' lists, in the order of the days; an area without a list stands once."""
    rows = [
        (*area, *step)
        for *area, listed in areas.itertuples(index=False, name=None)
        for step in ([(None, None, None)] if pd.isna(listed) else map(_step_of, sorted(listed.split("\n"))))
    ]
    return pd.DataFrame(rows, columns=[*areas.columns[:-1], "day", "households", "occupied_households"])


def _step_of(line: str) -> tuple[date, int, int | None]:
    day, households, base = line.split(" ")
    return date.fromisoformat(day), int(households), int(base) if base else None


def totals(code: str) -> Select:
    """The committee's bound households on every day that there is: day, households."""
    day = registration_day.c
    return select(day.day, day.households).where(day.area_code == code).order_by(day.day)


def outlines(code: str, on: date) -> Select:
    """Where the committee's neighbourhoods valid on the day lie: area, boundary (GeoJSON, WGS-84), longitude, latitude."""
    area = neighbourhood.c
    return (
        select(area.code.label("area"), area.boundary, area.longitude, area.latitude)
        .where(area.committee_code == code, valid_on(neighbourhood.c, on))
        .order_by(area.code)
        .execution_options(frame=readable)
    )


def of_committee(code: str, first: date, last: date) -> Select:
    """The committee day by day: day, registered, households, occupied_households."""
    day = registration_day.c
    return (
        select(day.day, day.registered, day.households, day.occupied_households)
        .where(day.area_code == code, day.day.between(first, last))
        .order_by(day.day)
    )


def neighbourhoods(tellings: pd.DataFrame, on: date) -> pd.DataFrame:
    """The neighbourhoods as last told on a day, NOWHERE last: as_of (the day that they are of), published (False: nothing could
    be told yet), area, name (missing for NOWHERE), low and high (bound households, at least and at most; missing where
    nothing is said), cover (suppression's sign), occupied_households, value and value_high (coverage, at least and at
    most; missing where covered or without a base), left and left_high (households without a resident bound, at least and
    at most; missing where unknown), codes and names (of their buildings). `tellings`: tellings.published.
    """
    now = _last(tellings, on)
    return _shares(now[now["neighbourhood"].isna()])


def buildings(tellings: pd.DataFrame, on: date) -> pd.DataFrame:
    """The buildings, those with a small base together as their neighbourhood's OTHER; columns as of neighbourhoods, and
    neighbourhood, its name as `within`, and merged (how many buildings stand together; 0: it is one).

    A neighbourhood whose own count is covered is not broken down: its buildings are left out.
    """
    now = _last(tellings, on)
    names = now[now["neighbourhood"].isna()].set_index("area")["name"]
    inside = now[now["neighbourhood"].notna()]
    together = inside["codes"].map(len).where(inside["area"] == OTHER, 0)
    return _shares(inside).assign(
        within=inside["neighbourhood"].map(names).to_numpy(dtype=object),
        merged=together.to_numpy(dtype=int),
    )


def next_doors(buildings: pd.DataFrame) -> pd.DataFrame:
    """The buildings where most doors are still to be knocked on, by what is told of them and then by code: what is not
    told has no part in the order, nor a row, and neither have those where all are bound."""
    waiting = buildings[buildings["left"].fillna(0) > 0]
    return waiting.sort_values(["left", "neighbourhood", "area"], ascending=[False, True, True])


def trend(tellings: pd.DataFrame, area: str, first: date, on: date) -> pd.DataFrame:
    """A neighbourhood at each telling from one day to another: day, low, high (missing where it is covered)."""
    within = (tellings["as_of"] >= first) & (tellings["as_of"] <= on)
    rows = tellings[
        within & tellings["published"] & (tellings["area"] == area) & tellings["neighbourhood"].isna()
    ]
    open_ = rows["cover"].isna()
    line = {"day": rows["as_of"], "low": rows["low"].where(open_), "high": rows["high"].where(open_)}
    return pd.DataFrame(line).reset_index(drop=True)


def homes(neighbourhoods: pd.DataFrame, buildings: pd.DataFrame) -> dict[str, str]:
    """Where each building is found: its own code, or OTHER where it stands together with the other small ones."""
    all_ = {code: code for codes in neighbourhoods["codes"] for code in codes}
    return all_ | {code: row.area for row in buildings.itertuples() for code in row.codes}


def within(buildings: pd.DataFrame, neighbourhood: str) -> pd.DataFrame:
    """The buildings of one neighbourhood."""
    return buildings[buildings["neighbourhood"] == neighbourhood]


@dataclass(frozen=True)
class Place:
    """Which neighbourhood or building a reader means: the rows from the outer to the inner, as far as they are there.

    `unknown` is the level that is not there; `merged`, whether the building meant stands with others; `untold`, whether
    the neighbourhood's buildings are not told one by one.
    """

    trail: tuple = ()
    unknown: str | None = None
    merged: bool = False
    untold: bool = False

    @property
    def area(self) -> Any:
        """The innermost row; None where only the committee is meant."""
        return self.trail[-1] if self.trail else None


def place(
    neighbourhoods: pd.DataFrame,
    buildings: pd.DataFrame,
    neighbourhood: str | None,
    building: str | None,
) -> Place:
    """The rows that the codes of an address mean; a building without its neighbourhood means nothing."""
    if not neighbourhood:
        return Place(unknown="building" if building else None)
    outer = rows.one(neighbourhoods, neighbourhood, "area")
    if outer is None:
        return Place(unknown="neighbourhood")
    if not building:
        return Place((outer,))
    found = homes(neighbourhoods, buildings)
    code = found.get(building, building)
    inside = within(buildings, neighbourhood)
    inner = rows.one(inside, code, "area")
    if inner is None:
        untold = outer.cover is not None and (building in found or building == OTHER)
        return Place((outer,), None if untold else "building", untold=untold)
    return Place((outer, inner), merged=code != building)


@dataclass(frozen=True)
class Inside:
    """A committee broken down as last told, which was as of `day`, and which `place` of it the reader means."""

    day: date
    neighbourhoods: pd.DataFrame
    buildings: pd.DataFrame
    """Those of the neighbourhood that the reader means; of all, where none is meant."""
    doors: pd.DataFrame
    """next_doors."""
    place: Place
    visited: pd.DataFrame
    """doorsteps.visits."""

    def outlook(self, hours: int, per_hour: int) -> Outlook:
        """What so many hours at the doors would bring."""
        return doorsteps.outlook(self.visited, self.doors["left"], hours, per_hour)


def inside(
    parts: pd.DataFrame,
    houses: pd.DataFrame,
    visited: pd.DataFrame,
    on: date,
    neighbourhood: str | None,
    building: str | None,
) -> Inside:
    """The neighbourhoods (`parts`) and the buildings (`houses`), and what of them an address means."""
    day = parts["as_of"].max() if len(parts) else on
    mine = within(houses, neighbourhood) if neighbourhood else houses
    where = place(parts, houses, neighbourhood, building)
    return Inside(day, parts, mine, next_doors(houses), where, visited)


def _last(tellings: pd.DataFrame, on: date) -> pd.DataFrame:
    """The last telling up to a day."""
    days = tellings.loc[tellings["as_of"] <= on, "as_of"]
    return tellings[tellings["as_of"] == days.max()] if len(days) else tellings.iloc[:0]


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    base, uncovered = rows["occupied_households"], rows["cover"].isna()
    least, most = (COVERAGE.of_each(rows.assign(households=rows[end])) for end in ("low", "high"))
    return rows.assign(
        value=least.where(uncovered).astype(float),
        value_high=most.where(uncovered).astype(float),
        left=(base - rows["high"]).clip(lower=0),
        left_high=(base - rows["low"]).clip(lower=0),
    ).reset_index(drop=True)
