"""The neighbourhoods and buildings of a committee: how far each has come, and where the next doors are.

Only households are told of them, never persons, so that no two counts can be played off against each other. Small groups
are covered here (`suppression`), neighbourhoods against the committee's published total, buildings against their
neighbourhood's; what comes out of `neighbourhoods`, `buildings`, `next_doors` and `trend` may be shown as it is.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Select, and_, func, null, or_, select, union_all

from data_access.outlines import readable
from data_access.store import NOWHERE, area_step, building, committee, neighbourhood, registration_day
from data_access.suppression import HIDDEN, NEARLY, SMALL, covers

MERGED_UNDER = 10
"""Buildings with fewer occupied households stand together in their neighbourhood's OTHER."""
OTHER = "other"
"""The area code, within a neighbourhood, of its small buildings together (其他楼栋)."""
BAND = 10
"""Households without a resident bound are told in steps of so many."""

_step = area_step.c


def committees() -> Select:
    """Every committee there ever was: committee, name, valid_from, valid_to (missing: still there), in code order."""
    one = committee.c
    return select(one.code.label("committee"), one.name, one.valid_from, one.valid_to).order_by(one.code)


def history(code: str) -> Select:
    """Every step of the committee's neighbourhoods, and of NOWHERE where it has one: area, name, valid_from, valid_to,
    day, households, occupied_households; a neighbourhood without a step has one row without a day."""
    area, counts = neighbourhood.c, (_step.day, _step.households, _step.occupied_households)
    of_area = and_(_step.area_code == area.code, _step.committee_code == code)
    named = (
        select(area.code.label("area"), area.name, area.valid_from, area.valid_to, *counts)
        .select_from(neighbourhood.outerjoin(area_step, of_area))
        .where(area.committee_code == code)
    )
    nowhere = select(_step.area_code, null(), null(), null(), *counts).where(
        _step.committee_code == code, _step.area_code == NOWHERE
    )
    rows = union_all(named, nowhere).subquery()
    return select(rows).order_by(rows.c.area == NOWHERE, rows.c.area, rows.c.day)


def outlines(code: str, on: date) -> Select:
    """Where the committee's neighbourhoods valid on the day lie: area, boundary (GeoJSON, WGS-84), longitude, latitude."""
    area = neighbourhood.c
    return (
        select(area.code.label("area"), area.boundary, area.longitude, area.latitude)
        .where(area.committee_code == code, _valid(neighbourhood, on))
        .order_by(area.code)
        .execution_options(frame=readable)
    )


def doors(code: str, on: date) -> Select:
    """The committee's buildings at the end of the day: area, name, neighbourhood, households, occupied_households (each
    missing where unknown), and there (0: no longer valid, but not yet left by all)."""
    latest = (
        select(_step.area_code, func.max(_step.day).label("day"))
        .where(_step.committee_code == code, _step.day <= on)
        .group_by(_step.area_code)
        .subquery()
    )
    now = (
        select(_step.area_code, _step.households, _step.occupied_households)
        .join_from(area_step, latest, and_(latest.c.area_code == _step.area_code, latest.c.day == _step.day))
        .where(_step.committee_code == code)
        .subquery()
    )
    there = _valid(building, on)
    return (
        select(
            building.c.code.label("area"),
            building.c.name,
            building.c.neighbourhood_code.label("neighbourhood"),
            now.c.households,
            now.c.occupied_households,
            there.label("there"),
        )
        .select_from(
            building.join(neighbourhood, neighbourhood.c.code == building.c.neighbourhood_code).outerjoin(
                now, now.c.area_code == building.c.code
            )
        )
        .where(neighbourhood.c.committee_code == code, or_(there, now.c.households > 0))
        .order_by(building.c.code)
    )


def of_committee(code: str, first: date, last: date) -> Select:
    """The committee day by day: day, registered, households, occupied_households."""
    day = registration_day.c
    return (
        select(day.day, day.registered, day.households, day.occupied_households)
        .where(day.area_code == code, day.day.between(first, last))
        .order_by(day.day)
    )


def neighbourhoods(history: pd.DataFrame, committee: pd.DataFrame, on: date, limit: int) -> pd.DataFrame:
    """The neighbourhoods of the day, NOWHERE last: area, name (missing for NOWHERE), households (missing where covered),
    cover (suppression's sign), occupied_households, value (coverage; missing where covered or without a base) and left.

    `left` is what is told of the households without a resident bound: at least so many (whole steps of BAND, 1 for some
    but fewer, 0 for none), missing where covered or unknown. `committee`: of_committee.
    """
    total = committee.loc[committee["day"] == on, "households"]
    rows = _on(_lives(history), on) if len(total) else []
    areas = pd.DataFrame(rows, columns=["area", "name", "households", "occupied_households"])
    return _covered(areas, int(total.iloc[0]) if len(total) else None, limit)


def buildings(doors: pd.DataFrame, neighbourhoods: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The buildings, those with a small base together as their neighbourhood's OTHER; columns as of neighbourhoods, and
    neighbourhood, its name as `within`, and merged (how many buildings stand together; 0: it is one).

    A neighbourhood whose own count is covered is not broken down: its buildings are left out.
    """
    shown = neighbourhoods[neighbourhoods["cover"].isna()]
    found = [
        _covered(_merged(part), total, limit)
        for code, total in zip(shown["area"], shown["households"], strict=True)
        if not (part := doors[doors["neighbourhood"] == code]).empty
    ]
    told = pd.concat(found, ignore_index=True) if found else _covered(_merged(doors.iloc[:0]), None, limit)
    return told.assign(within=told["neighbourhood"].map(neighbourhoods.set_index("area")["name"]))


def next_doors(buildings: pd.DataFrame) -> pd.DataFrame:
    """The buildings where most doors are still to be knocked on, by what is told of them and then by code: what is not
    told has no part in the order, nor a row, and neither have those where all are bound."""
    waiting = buildings[buildings["left"].fillna(0) > 0]
    return waiting.sort_values(["left", "neighbourhood", "area"], ascending=[False, True, True])


def trend(history: pd.DataFrame, committee: pd.DataFrame, area: str, limit: int) -> pd.DataFrame:
    """A neighbourhood on each day of `committee` (of_committee): day, households (missing on days it is covered)."""
    lives, rows = _lives(history), []
    for day, total in zip(committee["day"], committee["households"], strict=True):
        there = _on(lives, day)
        if area in (codes := [code for code, *_ in there]):
            counts = [count for _, _, count, _ in there]
            place = codes.index(area)
            sign = covers(counts, True, limit, [base for *_, base in there], int(total))[place]
            rows.append((day, None if sign else counts[place]))
    return pd.DataFrame(rows, columns=["day", "households"]).astype({"households": "Int64"})


def homes(doors: pd.DataFrame) -> dict[str, str]:
    """Where each building is found: its own code, or OTHER where it stands together with the other small ones."""
    return dict(zip(doors["area"], doors["area"].mask(_small(doors), OTHER), strict=True))


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
    def area(self):
        """The innermost row; None where only the committee is meant."""
        return self.trail[-1] if self.trail else None


def place(
    neighbourhoods: pd.DataFrame,
    buildings: pd.DataFrame,
    homes: dict[str, str],
    neighbourhood: str | None,
    building: str | None,
) -> Place:
    """The rows that the codes of an address mean; a building without its neighbourhood means nothing."""
    if not neighbourhood:
        return Place(unknown="building" if building else None)
    outer = next(neighbourhoods[neighbourhoods["area"] == neighbourhood].itertuples(), None)
    if outer is None:
        return Place(unknown="neighbourhood")
    if not building:
        return Place((outer,))
    code = homes.get(building, building)
    inside = within(buildings, neighbourhood)
    inner = next(inside[inside["area"] == code].itertuples(), None)
    if inner is None:
        untold = outer.cover is not None and (building in homes or building == OTHER)
        return Place((outer,), None if untold else "building", untold=untold)
    return Place((outer, inner), merged=code != building)


def _valid(table, on: date):
    return and_(table.c.valid_from <= on, or_(table.c.valid_to.is_(None), table.c.valid_to > on))


def _lives(history: pd.DataFrame) -> list[tuple]:
    """Of each area of `history`: its code, its name, whether it is there on a day, its steps (day, households, base)."""
    lives = []
    for area, rows in history.groupby("area", sort=False):
        first = next(rows.itertuples())
        begins, ends = (None if pd.isna(day) else day for day in (first.valid_from, first.valid_to))
        known = rows[rows["day"].notna()]
        bases = (None if pd.isna(base) else int(base) for base in known["occupied_households"])
        steps = list(zip(known["day"], known["households"].astype(int), bases, strict=True))
        lives.append((area, None if begins is None else first.name, (begins, ends), steps))
    return lives


def _on(lives: list[tuple], on: date) -> list[tuple]:
    """The areas at the end of a day, those valid on it and what is left in others: code, name, households, base."""
    there = []
    for area, name, (begins, ends), steps in lives:
        at = bisect_right(steps, on, key=lambda step: step[0])
        _, households, base = steps[at - 1] if at else (None, 0, None)
        valid = begins <= on and (ends is None or on < ends) if begins else at
        if valid or households:
            there.append((area, name, households, base))
    return there


def _small(doors: pd.DataFrame) -> pd.Series:
    base = pd.to_numeric(doors["occupied_households"])
    return (base < MERGED_UNDER) | ~doors["there"].astype(bool)


def _merged(doors: pd.DataFrame) -> pd.DataFrame:
    """A neighbourhood's buildings with the small ones, and those no longer there, as one row behind."""
    counted = doors.assign(
        households=pd.to_numeric(doors["households"]).fillna(0).astype(int),
        occupied_households=pd.to_numeric(doors["occupied_households"]).astype("Int64"),
        merged=0,
    )
    small = _small(doors)
    columns = ["area", "name", "neighbourhood", "households", "occupied_households", "merged"]
    if not small.any():
        return counted[columns].reset_index(drop=True)
    others = counted[small]
    other = {
        "area": OTHER,
        "name": None,
        "neighbourhood": others["neighbourhood"].iloc[0],
        "households": int(others["households"].sum()),
        "occupied_households": int(others["occupied_households"].where(others["there"].astype(bool)).sum()),
        "merged": len(others),
    }
    one = pd.DataFrame([other]).astype({"occupied_households": "Int64"})
    return pd.concat([counted.loc[~small, columns], one], ignore_index=True) if not small.all() else one


def _covered(areas: pd.DataFrame, total: int | None, limit: int) -> pd.DataFrame:
    """The areas with what is small, or would give it away, taken out. `total` is what is published of them together."""
    counts = [int(count) for count in areas["households"]]
    bases = [None if pd.isna(base) else int(base) for base in areas["occupied_households"]]
    signs = covers(counts, True, limit, bases, total)
    left = [_left(*cell, limit) for cell in zip(counts, bases, signs, strict=True)]
    open_ = pd.Series([sign is None for sign in signs], areas.index, dtype=bool)
    households = pd.Series(counts, areas.index, dtype="Int64").where(open_)
    base = pd.Series(bases, areas.index, dtype="Int64")
    value = households.astype("Float64") / base.where(base > 0).astype("Float64")
    return areas.assign(
        households=households,
        cover=pd.Series(signs, areas.index, dtype="object"),
        occupied_households=base,
        value=value.astype(float) if len(areas) else pd.Series(dtype=float),
        left=pd.Series(left, areas.index, dtype="Int64"),
    )


def _left(count: int, base: int | None, sign: str | None, limit: int) -> int | None:
    """At least so many households are left, by what is shown: of a small count no more than that it is small."""
    if base is None or sign == HIDDEN:
        return None
    if sign == NEARLY:
        return 1
    least = max(base - (limit - 1 if sign == SMALL else count), 0)
    return least // BAND * BAND or min(least, 1)
