"""Party branches: their members, as far as that may be told, and how long they have been silent."""

from collections.abc import Collection
from datetime import date

import pandas as pd
from sqlalchemy import Select, and_, func, select

from data_access import store
from data_access.metrics.suppression import HIDDEN, NEARLY, SMALL, covers, reach
from data_access.store import TOWN, branch_day, party_branch
from data_access.store.validity import not_ended

SILENT_DAYS = 14
REACH = 60
"""Acts further back are not looked for: the branch has been silent for longer than so many days."""


def on_day(on: date) -> Select:
    """The branches valid on the day, in code order: branch, committee (that it belonged to then), name,
    roster_members, identity_shown, last_act (a day, missing where there was no act in REACH days)."""
    branch, day, home = party_branch.c, branch_day.c, store.committee.c
    latest = party_branch.alias().c
    newer = (
        select(func.max(latest.valid_from))
        .where(latest.code == branch.code, latest.valid_from <= on, not_ended(latest, on))
        .scalar_subquery()
    )
    of_branch = and_(day.branch_code == branch.code, day.day == on)
    return (
        select(
            branch.code.label("branch"),
            day.committee_code.label("committee"),
            branch.name,
            branch.roster_members,
            day.identity_shown,
            day.last_act,
        )
        .select_from(
            party_branch.join(branch_day, of_branch).join(store.committee, home.code == day.committee_code)
        )
        .where(branch.valid_from == newer, home.valid_from <= on, not_ended(home, on), not_ended(branch, on))
        .order_by(branch.code)
    )


def unplaced(areas: pd.DataFrame, branches: pd.DataFrame, few: Collection[str], limit: int) -> dict[str, str]:
    """How the number of identity-shown members without a valid branch is covered, by committee and for the town, where it
    is: with it goes the rate of the rosters, and what of the branches' rows would tell it (see `covered`).

    `areas`: party.on_days of one day; `branches`: on_day; `few`: the committees of whose members nothing is told. A
    number of 1 to 4 is `small`; `hidden` is one that a roster, the branches or another committee would tell. Where the
    committees' numbers leave the town's no room, it is the town's that is hidden.
    """
    rows = areas[areas["committee"] != TOWN]
    codes, counts = list(rows["committee"]), [int(n) for n in rows["identity_shown"] - rows["with_branch"]]
    units = dict(list(branches.groupby("committee")))
    signs: dict[str, str] = {}
    for code, whole, count in zip(codes, rows["identity_shown"], counts, strict=True):
        identity_shown, rosters = _counts(units.get(code, branches.iloc[:0]))
        sign = (
            HIDDEN
            if count and code in few
            else unplaced_sign(identity_shown, rosters, int(whole), count, limit)
        )
        if sign:
            signs[code] = sign
    town = areas[areas["committee"] == TOWN]
    whole = int((town["identity_shown"] - town["with_branch"]).sum())
    if 0 < whole < limit:
        return signs | {TOWN: SMALL}
    kept = {
        n
        for n, (code, count) in enumerate(zip(codes, counts, strict=True))
        if code in signs and count >= limit
    }
    cover = covers(counts, True, limit, kept=kept)
    if signs and SMALL in signs.values() and SMALL not in cover:
        return signs | {TOWN: HIDDEN}
    return {code: sign for code, one in zip(codes, cover, strict=True) if (sign := signs.get(code) or one)}


def unplaced_sign(
    identity_shown: list[int], rosters: list[int], whole: int, count: int, limit: int
) -> str | None:
    """How the number of members without a branch is covered by itself, in a committee of `whole` members.

    Told, it gives those with a branch: so it is hidden where the branches of these, all covered, would not do. A small one
    is hidden too where the rosters are too full to leave it open.
    """
    if count >= limit:
        cover = covers(identity_shown, True, limit, rosters)
        return HIDDEN if cover and all(sign == HIDDEN for sign in cover) else None
    if not count:
        return None
    return HIDDEN if rosters and whole - sum(rosters) > limit - 3 else SMALL


def _counts(branches: pd.DataFrame) -> tuple[list[int], list[int]]:
    """Members with identity shown and rosters of `on_day`."""
    return [int(n) for n in branches["identity_shown"]], [int(n) for n in branches["roster_members"]]


def suppressed(branches: pd.DataFrame, members: pd.DataFrame, on: date, limit: int) -> pd.DataFrame:
    """`on_day` with what may be told of each branch; `members` is party.suppressed.

    roster and identity_shown are missing where `cover` says how they are covered: `small`, `nearly` (1 to 4 of the
    roster have not shown the identity) or `hidden`. Adds silent (no act in 14 days), days (since the last act;
    missing where there was none in REACH days, and where members are covered who are not silent), nobody (no member shows
    the identity) and recorded: where the town has no act on record, no branch is silent.
    """
    parts = [
        _of_committee(rows.reset_index(drop=True), members[members["committee"] == code], limit)
        for code, rows in branches.groupby("committee", sort=True)
    ]
    if not parts:
        return branches.assign(roster=None, cover=None, silent=None, days=None, nobody=None, recorded=None)
    rows = pd.concat(parts, ignore_index=True)
    days, recorded = _days(rows, on), bool(members["recorded"].any())
    silent = _without_acts(days) & recorded
    few = rows["cover"].isin((SMALL, HIDDEN))
    return rows.assign(silent=silent, days=days.mask(few & ~silent), recorded=recorded).drop(
        columns=["last_act", "roster_members"]
    )


def silent(branches: pd.DataFrame, town: pd.DataFrame, on: date) -> int | None:
    """How many branches are silent, as `suppressed` says; None in a town that has no act on record. `branches`: `on_day`; `town`:
    members.town."""
    return int(_without_acts(_days(branches, on)).sum()) if town["recorded"].any() else None


def _days(branches: pd.DataFrame, on: date) -> pd.Series:
    """How many days ago each branch had its last act; missing where it had none."""
    days = [None if pd.isna(last) else (on - last).days for last in branches["last_act"]]
    return pd.Series(days, index=branches.index, dtype="Int64")


def _without_acts(days: pd.Series) -> pd.Series:
    return days.isna() | (days >= SILENT_DAYS)


def _of_committee(rows: pd.DataFrame, members: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The branches of one committee. `members`: its row of party.suppressed."""
    identity_shown, roster = _counts(rows)
    of_roster = covers(roster, True, limit)
    bases = [None if sign else base for base, sign in zip(roster, of_roster, strict=True)]
    few = members.empty or pd.isna(members["identity_shown"].iloc[0])
    if few:
        of_identity: list[str | None] = [HIDDEN] * len(identity_shown)
    else:
        whole, unplaced = int(members["identity_shown"].iloc[0]), members["unplaced_cover"].iloc[0]
        of_identity = covered(
            identity_shown, bases, whole, unplaced if isinstance(unplaced, str) else None, limit
        )
    cover = [_both(*signs) for signs in zip(of_roster, of_identity, strict=True)]
    hidden = pd.Series(cover, index=rows.index, dtype="object")
    return rows.assign(
        cover=hidden,
        nobody=(rows["identity_shown"] == 0) & (few or HIDDEN not in of_identity),
        roster=rows["roster_members"].astype("Float64").mask([bool(sign) for sign in of_roster]),
        identity_shown=rows["identity_shown"].astype("Float64").mask(hidden.notna()),
    )


def covered(
    identity_shown: list[int], bases: list[int | None], whole: int, unplaced: str | None, limit: int
) -> list[str | None]:
    """How each branch's members are covered, their committee's being `whole`, of whom those without a branch are covered
    as `unplaced` says, or told.

    Where they are covered, so are the branches of the two largest rosters: what is covered follows from what is public
    alone. Where the covered together leave too little room, all are hidden.
    """
    if unplaced is None:
        return covers(identity_shown, True, limit, bases)
    signs = covers(identity_shown, False, limit, bases)
    beside = sorted(range(len(identity_shown)), key=lambda place: (-(bases[place] or 0), place))[:2]
    ends: list[tuple[float, float]] = [(1, limit - 1 if unplaced == SMALL else float("inf"))]
    for place, (sign, base) in enumerate(zip(signs, bases, strict=True)):
        if place in beside:
            ends.append((0, float("inf") if base is None else base))
        elif sign:
            ends.append(reach(identity_shown[place], base, sign, limit))
    signs = [HIDDEN if place in beside else sign for place, sign in enumerate(signs)]
    rest = whole - sum(count for count, sign in zip(identity_shown, signs, strict=True) if not sign)
    least, most = map(sum, zip(*ends, strict=True))
    return signs if rest - least >= 2 * limit and most - rest >= limit else [HIDDEN] * len(identity_shown)


def _both(of_roster: str | None, of_identity: str | None) -> str | None:
    """How a branch is covered whose roster and members are: what is small stays small, whichever it is."""
    if SMALL in (of_roster, of_identity):
        return SMALL
    return NEARLY if of_identity == NEARLY and not of_roster else of_identity or of_roster
