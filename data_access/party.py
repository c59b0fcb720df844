"""Party members: who joined, who shows the identity, who takes part, what the town gets from it."""

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import Select, and_, select

from data_access import ranking
from data_access.clock import DAY
from data_access.metrics import PARTY_INTERACTION, POSITIVE_POSTS, PRAISE_RECEIVED, Metric
from data_access.settings import Minimums
from data_access.store import TOWN, committee, department_day, party_day, registration_day
from data_access.suppression import HIDDEN, SMALL, covered, covers

RANKINGS = (PARTY_INTERACTION, POSITIVE_POSTS, PRAISE_RECEIVED)
WEEK = 7
PROTECTED = "protected"
_MEMBERS = ("identity_shown", "party_registered", "active_30")


def on_days(days: Iterable[date]) -> Select:
    """Committees and the town (its code is TOWN) on several days.

    Columns: day, committee, name, registered, party_registered, identity_shown, active_30 (members with an act in
    30 days), interaction_30, positive_30, praise_30 (counts of 30 days), acts (of the day).
    """
    day, bound = party_day.c, registration_day.c
    there = and_(bound.day == day.day, bound.area_code == day.area_code)
    return (
        select(
            day.day,
            day.area_code.label("committee"),
            committee.c.name,
            bound.registered,
            bound.party_registered,
            day.identity_shown,
            day.active_30,
            day.interaction_30,
            day.positive_30,
            day.praise_30,
            day.acts,
        )
        .select_from(
            party_day.join(registration_day, there).outerjoin(committee, committee.c.code == day.area_code)
        )
        .where(day.day.in_(sorted(set(days))))
        .order_by(day.day, day.area_code)
    )


def history(first: date, last: date) -> Select:
    """The town over the days: day, identity_shown, active_30."""
    day = party_day.c
    return (
        select(day.day, day.identity_shown, day.active_30)
        .where(day.area_code == TOWN, day.day.between(first, last))
        .order_by(day.day)
    )


def town(on: date) -> Select:
    """The town's distinct members on the day: identity_shown, active_30."""
    return select(party_day.c.identity_shown, party_day.c.active_30).where(
        party_day.c.day == on, party_day.c.area_code == TOWN
    )


def departments(on: date) -> Select:
    """Department members on the day by block: block (empty is all of them), joined."""
    return (
        select(department_day.c.block, department_day.c.joined)
        .where(department_day.c.day == on, department_day.c.department_code == "")
        .order_by(department_day.c.block)
    )


def covered_blocks(joined: pd.DataFrame, limit: int) -> pd.DataFrame:
    """`departments` with the small blocks' counts covered, as departments.told covers them: joined is missing and
    joined_cover says how."""
    whole, blocks = joined[joined["block"] == ""], joined[joined["block"] != ""]
    total = int(whole["joined"].iloc[0]) if len(whole) else None
    shown = covered(blocks, ["joined"], limit=limit, total=total)
    return pd.concat([whole.assign(joined_cover=None), shown])


def of_town(areas: pd.DataFrame, day: date) -> pd.DataFrame:
    """The town's row of `on_days` on a day, empty where there is none."""
    return areas[(areas["day"] == day) & (areas["committee"] == TOWN)].reset_index(drop=True)


def told(areas: pd.DataFrame, branches: pd.DataFrame, day: date, minimums: Minimums) -> pd.DataFrame:
    """The committees of a day with what may be told of each; `areas` is on_days,
    `branches` is branches.on_day.

    Where fewer members show the identity than a ranking asks for, every count of members is missing and `cover`
    says `small`; `hidden` covers another so that the town's sum does not give the small one away. `active_30` is
    missing too where it is small by itself. Adds roster (of its branches, missing where it has none).
    """
    here = areas[areas["day"] == day]
    rows, town = here[here["committee"] != TOWN].reset_index(drop=True), of_town(areas, day)
    sums = {key: int(town[key].iloc[0]) if len(town) else None for key in _MEMBERS}
    least = max(minimums.small_group, minimums.identity_shown)
    signs = [covers([int(n) for n in rows[key]], True, least, total=sums[key]) for key in _MEMBERS[:2]]
    cover = [
        SMALL if SMALL in both else HIDDEN if HIDDEN in both else None for both in zip(*signs, strict=True)
    ]
    active = covers([int(n) for n in rows["active_30"]], True, minimums.small_group, total=sums["active_30"])
    rows["cover"] = pd.Series(cover, index=rows.index, dtype="object")
    few = rows["cover"].notna()
    for key in ("party_registered", "identity_shown", "active_30", "interaction_30", "acts"):
        rows[key] = rows[key].astype("Float64").mask(few)
    rows["active_30"] = rows["active_30"].mask(pd.Series(active, index=rows.index, dtype="object").notna())
    known = branches.groupby("committee")["roster_members"].sum()
    rows["roster"] = rows["committee"].map(known).astype("Float64").mask(few)
    return rows


def standings(told_now: pd.DataFrame, told_before: pd.DataFrame, metric: Metric, least: int) -> pd.DataFrame:
    """The committees ranked by a metric, best first: `told` with value, place, reason, quarter, place_before and moved
    (places risen since `told_before`). A reason is `small_sample`, or `protected` where a place would give a small
    one away."""
    now, before = (_ranked(frame, metric, least) for frame in (told_now, told_before))
    places = ranking.movement(now, before)
    return places.assign(quarter=ranking.quartile(places))


def _ranked(frame: pd.DataFrame, metric: Metric, least: int) -> pd.DataFrame:
    rows = ranking.ranked(frame, metric, least)
    unranked = rows["place"].isna()
    reason = rows["cover"].map({SMALL: "small_sample", HIDDEN: PROTECTED}).fillna("small_sample")
    return rows.assign(reason=reason.where(unranked, None).astype("object"))


def boards(
    areas: pd.DataFrame, branches: pd.DataFrame, on: date, since: date, minimums: Minimums
) -> dict[str, pd.DataFrame]:
    """`standings` by metric key for each of RANKINGS, moved since another day. `areas`: on_days of both."""
    now, before = (told(areas, branches, day, minimums) for day in (on, since))
    return {metric.key: standings(now, before, metric, minimums.identity_shown) for metric in RANKINGS}


def since(on: date, compare: date | None) -> date:
    """The day that places are compared with: the one asked for, else a week before."""
    return compare or on - WEEK * DAY


def of_committee(rows: pd.DataFrame, committee: str) -> dict | None:
    """The committee's identity_shown and active_30 of `told`, both missing where one of them is; None where it has no
    row."""
    found = rows[rows["committee"] == committee]
    if found.empty:
        return None
    counts = found[["identity_shown", "active_30"]].iloc[0]
    return {key: None if counts.isna().any() else int(count) for key, count in counts.items()}


def roster_of(town: pd.DataFrame, branches: pd.DataFrame) -> pd.DataFrame:
    """`of_town` with roster: the sum over the branches of the day, missing where there are none."""
    sums = branches["roster_members"].sum() if len(branches) else None
    return town.assign(roster=pd.Series([sums] * len(town), dtype="Float64"))


def is_covered(row) -> bool:
    """Whether nothing is told of the committee's members. `row`: of `told`."""
    return isinstance(row.cover, str)
