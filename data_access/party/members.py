"""Party members: who joined, who shows the identity, who takes part, what the town gets from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from data_access.clock import DAY
from data_access.metrics import PARTY_INTERACTION, POSITIVE_POSTS, PRAISE_RECEIVED, Ratio, ranking
from data_access.metrics.suppression import HIDDEN, SMALL, covered, covers
from data_access.party import branches
from data_access.settings import Minimums
from data_access.store import TOWN, committee, party_day, registration_day

RANKINGS = (PARTY_INTERACTION, POSITIVE_POSTS, PRAISE_RECEIVED)
BY_KEY = {metric.key: metric for metric in RANKINGS}
WEEK = 7
PROTECTED = "protected"
_MEMBERS = (
    "party_registered",
    "identity_shown",
    "active_30",
    "interaction_30",
    "acts",
    "with_branch",
    "unplaced",
)


def on_days(days: Iterable[date]) -> Select:
    """Committees and the town (its code is TOWN) on several days.

    Columns: day, committee, name, registered, party_registered, identity_shown, with_branch (those of them with a valid
    branch), active_30 (members with an act in 30 days), interaction_30, positive_30, positive_own_30 (written as the
    committee), praise_30 (counts of 30 days), acts (of the day), recorded (1 where the town has any act on record by the
    day).
    """
    day, bound = party_day.c, registration_day.c
    same_area = and_(bound.day == day.day, bound.area_code == day.area_code)
    return (
        select(
            day.day,
            day.area_code.label("committee"),
            committee.c.name,
            bound.registered,
            bound.party_registered,
            day.identity_shown,
            day.with_branch,
            day.active_30,
            day.interaction_30,
            day.positive_30,
            day.positive_own_30,
            day.praise_30,
            day.acts,
            _recorded(day.day).label("recorded"),
        )
        .select_from(
            party_day.join(registration_day, same_area).outerjoin(
                committee, committee.c.code == day.area_code
            )
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
    """The town's distinct members on the day: identity_shown, active_30, recorded (as on_days)."""
    day = party_day.c
    return select(day.identity_shown, day.active_30, _recorded(day.day).label("recorded")).where(
        day.day == on, day.area_code == TOWN
    )


def _recorded(on: Any) -> ColumnElement:
    """Whether somebody's act is on record by the end of the day: else the town keeps none, and nobody is silent."""
    earlier = party_day.alias().c
    acted = or_(earlier.acts > 0, earlier.active_30 > 0)
    found = exists().where(earlier.area_code == TOWN, earlier.day <= on, acted)
    return case((found, 1), else_=0)


def covered_blocks(rows: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Of departments.on_day all and the blocks, the small ones covered as departments.suppressed covers them: block (empty is
    all of them; none where the town keeps no departments), joined (missing where covered), joined_cover."""
    rows = rows[rows["department"] == ""]
    whole, blocks = rows[rows["block"] == ""], rows[rows["block"] != ""]
    total = int(whole["joined"].iloc[0]) if len(whole) else None
    by_block = covered(blocks, ["joined"], limit=limit, total=total)
    return pd.concat([whole.assign(joined_cover=None), by_block])[["block", "joined", "joined_cover"]]


def of_town(areas: pd.DataFrame, day: date) -> pd.DataFrame:
    """The town's row of `on_days` on a day, empty where there is none."""
    return areas[(areas["day"] == day) & (areas["committee"] == TOWN)].reset_index(drop=True)


def suppressed(areas: pd.DataFrame, units: pd.DataFrame, day: date, minimums: Minimums) -> pd.DataFrame:
    """The committees of a day with what may be told of each; `areas` is on_days, `units` is branches.on_day.

    Where fewer members show the identity than a ranking asks for, every count of members is missing and `cover`
    says `small`; `hidden` covers another so that the town's number does not give the small one away. `active_30` is
    missing too where it is small by itself. Adds roster (of its branches, missing where it has none), unplaced (members
    without a valid branch, missing where `unplaced_cover` says how it is covered; with_branch then is too).
    """
    rows, town = _committees(areas, day), of_town(areas, day)
    few = _few(rows, town, minimums)
    active = covers([int(n) for n in rows["active_30"]], True, minimums.small_group)
    hidden = few.notna()
    rows = _with_unplaced(rows, _unplaced(rows, town, units, few, minimums)).assign(cover=few)
    for key in _MEMBERS:
        rows[key] = rows[key].astype("Float64").mask(hidden)
    rows["active_30"] = rows["active_30"].mask(pd.Series(active, index=rows.index, dtype="object").notna())
    rosters = units.groupby("committee")["roster_members"].sum()
    rows["roster"] = rows["committee"].map(rosters).astype("Float64").mask(hidden)
    return rows


def town_suppressed(areas: pd.DataFrame, units: pd.DataFrame, day: date, minimums: Minimums) -> pd.DataFrame:
    """The town's row of a day, empty where there is none: of on_days, with roster (of all branches, missing where there
    are none), unplaced, unplaced_cover and with_branch as `suppressed` has them."""
    rows, town = _committees(areas, day), of_town(areas, day)
    town = _with_unplaced(town, _unplaced(rows, town, units, _few(rows, town, minimums), minimums))
    sums = units["roster_members"].sum() if len(units) else None
    return town.assign(roster=pd.Series([sums] * len(town), dtype="Float64"))


def _committees(areas: pd.DataFrame, day: date) -> pd.DataFrame:
    return areas[(areas["day"] == day) & (areas["committee"] != TOWN)].reset_index(drop=True)


def _few(rows: pd.DataFrame, town: pd.DataFrame, minimums: Minimums) -> pd.Series:
    """How the members of each committee are covered."""
    least = max(minimums.small_group, minimums.identity_shown)
    signs = [
        covers([int(n) for n in rows[key]], True, least) for key in ("identity_shown", "party_registered")
    ]
    cover = [
        SMALL if SMALL in both else HIDDEN if HIDDEN in both else None for both in zip(*signs, strict=True)
    ]
    return pd.Series(cover, index=rows.index, dtype="object")


def _unplaced(
    rows: pd.DataFrame, town: pd.DataFrame, units: pd.DataFrame, few: pd.Series, minimums: Minimums
) -> dict[str, str]:
    with_town = pd.concat([rows, town]) if len(rows) else town
    return branches.unplaced(with_town, units, set(rows.loc[few.notna(), "committee"]), minimums.small_group)


def _with_unplaced(rows: pd.DataFrame, signs: dict[str, str]) -> pd.DataFrame:
    cover = pd.Series([signs.get(code) for code in rows["committee"]], index=rows.index, dtype="object")
    placed = rows["with_branch"].astype("Float64").mask(cover.notna())
    return rows.assign(with_branch=placed, unplaced=rows["identity_shown"] - placed, unplaced_cover=cover)


def standings(
    told_now: pd.DataFrame, told_before: pd.DataFrame, metric: Ratio, minimums: Minimums
) -> pd.DataFrame:
    """The committees ranked by a metric, best first: `suppressed` with value, place, reason, quarter, place_before and moved
    (places risen since `told_before`). A reason is `small_sample`, or `protected` where a place would give a small
    one away."""
    now, before = (_ranked(frame, metric, minimums) for frame in (told_now, told_before))
    places = ranking.movement(now, before)
    return places.assign(quarter=ranking.quartile(places))


def _ranked(frame: pd.DataFrame, metric: Ratio, minimums: Minimums) -> pd.DataFrame:
    rows = ranking.ranked(frame, metric, ranking.least(metric, minimums))
    reason = pd.Series("small_sample", index=rows.index, dtype="object")
    if metric.whole == "identity_shown":
        reason[rows["cover"] == HIDDEN] = PROTECTED
    return rows.assign(reason=reason.where(rows["place"].isna(), None).astype("object"))


def boards(
    areas: pd.DataFrame, units: pd.DataFrame, on: date, since: date, minimums: Minimums
) -> dict[str, pd.DataFrame]:
    """`standings` by metric key for each of RANKINGS, moved since another day. `areas`: on_days of both."""
    now, before = (suppressed(areas, units, day, minimums) for day in (on, since))
    return {metric.key: standings(now, before, metric, minimums) for metric in RANKINGS}


def since(on: date, compare: date | None) -> date:
    """The day that places are compared with: the one asked for, else a week before."""
    return compare or on - WEEK * DAY


def is_covered(row: Any) -> bool:
    """Whether nothing is told of the committee's members. `row`: of `suppressed`."""
    return isinstance(row.cover, str)
