"""Party branches: their members, as far as that may be told, and how long they have been silent."""

from datetime import date

import pandas as pd
from sqlalchemy import Select, and_, or_, select

from data_access.store import branch_day, party_branch
from data_access.suppression import HIDDEN, NEARLY, SMALL, covers

SILENT_DAYS = 14
REACH = 60
"""Acts further back are not looked for: the branch has been silent for longer than so many days."""


def on_day(on: date, committee: str | None = None) -> Select:
    """The branches valid on the day (of one committee), in code order: branch, committee, name, roster_members, identity_shown, last_act
    (a day, missing where there was no act in REACH days)."""
    branch, day = party_branch.c, branch_day.c
    there = and_(day.branch_code == branch.code, day.day == on)
    statement = (
        select(
            branch.code.label("branch"),
            day.committee_code.label("committee"),
            branch.name,
            branch.roster_members,
            day.identity_shown,
            day.last_act,
        )
        .select_from(party_branch.join(branch_day, there))
        .where(branch.valid_from <= on, or_(branch.valid_to.is_(None), branch.valid_to > on))
        .order_by(branch.code)
    )
    return statement.where(day.committee_code == committee) if committee else statement


def told(branches: pd.DataFrame, members: pd.DataFrame, on: date, limit: int) -> pd.DataFrame:
    """`on_day` with what may be told of each branch; `members` is party.told.

    roster and identity_shown are missing where `cover` says how they are covered: `small`, `nearly` (1 to 4 of the
    roster have not shown the identity) or `hidden`. Adds silent (no act in 14 days), days (since the last act;
    missing where there was none in REACH days, and where members are covered who are not silent) and nobody (no member shows the identity).
    """
    parts = [
        _of_committee(rows.reset_index(drop=True), _shown(members, code), limit)
        for code, rows in branches.groupby("committee", sort=True)
    ]
    if not parts:
        return branches.assign(roster=None, cover=None, silent=None, days=None, nobody=None)
    rows = pd.concat(parts, ignore_index=True)
    days = pd.Series(
        [None if pd.isna(last) else (on - last).days for last in rows["last_act"]],
        index=rows.index,
        dtype="Int64",
    )
    silent = days.isna() | (days >= SILENT_DAYS)
    covered = rows["cover"].isin((SMALL, HIDDEN))
    return rows.assign(silent=silent, days=days.mask(covered & ~silent)).drop(
        columns=["last_act", "roster_members"]
    )


def _shown(members: pd.DataFrame, code: str) -> int | None:
    """The committee's members, as far as they are told."""
    found = members.loc[members["committee"] == code, "identity_shown"]
    return None if found.empty or pd.isna(found.iloc[0]) else int(found.iloc[0])


def _of_committee(rows: pd.DataFrame, whole: int | None, limit: int) -> pd.DataFrame:
    """The branches of one committee, whose members are `whole` together (None: that is not told)."""
    shown, roster = ([int(n) for n in rows[key]] for key in ("identity_shown", "roster_members"))
    of_roster = covers(roster, True, limit)
    bases = [None if sign else base for base, sign in zip(roster, of_roster, strict=True)]
    of_shown = [HIDDEN] * len(shown) if whole is None else _covered(shown, bases, whole, limit)
    cover = [_both(*signs) for signs in zip(of_roster, of_shown, strict=True)]
    hidden = pd.Series(cover, index=rows.index, dtype="object")
    return rows.assign(
        cover=hidden,
        nobody=(rows["identity_shown"] == 0) & (whole is None or HIDDEN not in of_shown),
        roster=rows["roster_members"].astype("Float64").mask([bool(sign) for sign in of_roster]),
        identity_shown=rows["identity_shown"].astype("Float64").mask(hidden.notna()),
    )


def _covered(shown: list[int], bases: list[int | None], whole: int, limit: int) -> list[str | None]:
    """How each branch's members are covered, their committee's being `whole`; members without a branch are not told.

    What is small, or leaves few of its roster, is covered, and always the largest other roster's branch with it: so
    what is covered follows from the kinds of counts alone. Where the covered together are little more than the
    least that they can be, all are hidden.
    """
    signs = [_sign(count, base, limit) for count, base in zip(shown, bases, strict=True)]
    if not any(signs):
        return signs
    least = [
        {SMALL: 1, HIDDEN: 1, NEARLY: max((base or 0) - limit + 1, limit)}.get(sign, 0)
        for sign, base in zip(signs, bases, strict=True)
    ]
    others = [place for place, sign in enumerate(signs) if sign is None and shown[place]]
    if others:
        beside = max(others, key=lambda place: (bases[place] or 0, -place))
        base, signs[beside] = bases[beside], HIDDEN
        least[beside] = limit if base is None or base >= 2 * limit else base
    told = sum(count for count, sign in zip(shown, signs, strict=True) if not sign)
    return signs if whole - told - sum(least) >= 2 * limit else [HIDDEN] * len(shown)


def _sign(count: int, base: int | None, limit: int) -> str | None:
    """How a count is covered by itself; one of a roster that is all small or nearly all is simply hidden."""
    if base is not None and base < 2 * limit:
        return HIDDEN if 0 < count < base else None
    if 0 < count < limit:
        return SMALL
    return NEARLY if base is not None and 0 < base - count < limit else None


def _both(of_roster: str | None, of_shown: str | None) -> str | None:
    """How a branch is covered whose roster and members are: what is small stays small, whichever it is."""
    if SMALL in (of_roster, of_shown):
        return SMALL
    return NEARLY if of_shown == NEARLY and not of_roster else of_shown or of_roster


def of_committee(rows: pd.DataFrame, committee: str | None) -> pd.DataFrame:
    """The committee's own rows of `told`."""
    return rows[rows["committee"] == committee].reset_index(drop=True)


def row_of(rows: pd.DataFrame, branch: str | None):
    """The branch's own row of `told`, as a tuple; None where it has none."""
    return next(rows[rows["branch"] == branch].itertuples(), None)
