"""What moved one committee between two days, whom it stands next to, and what of the town's frames is its own."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data_access import rows
from data_access.clock import DAY
from data_access.metrics import COVERAGE, Parts, ranking
from data_access.registration import standing
from data_access.registration.progress import SPANS
from data_access.registration.standing import Why


@dataclass(frozen=True)
class Movement:
    """Between `since` and the day: `coverage` and `places` by part (own, base, others), each missing (None) where it cannot
    be told; the place then; net new households; names of those it passed and that passed it. `newly`: it has
    a place, and had none then, on a day that the store knows."""

    since: date
    coverage: Parts | None
    places: dict[str, int] | None
    place_before: int | None
    households: int | None
    passed: tuple[str, ...] = ()
    passed_by: tuple[str, ...] = ()
    newly: bool = False


def of_committee(
    now: pd.DataFrame, earlier: pd.DataFrame, since: date, committee: str, minimum: int
) -> Movement:
    """What moved the committee since a day. `now`: registration.by_committee, `earlier`: registration.on_days."""
    before = earlier[earlier["day"] == since]
    ranked = ranking.ranked(now, COVERAGE, minimum)
    then = ranking.ranked(before, COVERAGE, minimum)
    own, was = rows.one(ranked, committee), rows.one(then, committee)
    newly = own is not None and pd.notna(own.place) and len(then) > 0
    if own is None or was is None:
        return Movement(since, None, None, None, None, newly=newly)
    why = standing.why(then, ranked, committee)
    passed, passed_by = _crossings(then, ranked, committee)
    return Movement(
        since,
        standing.parts(rows.of(before, committee), rows.of(now, committee)),
        _places(why),
        None if pd.isna(was.place) else int(was.place),
        _difference(own.households, was.households),
        passed,
        passed_by,
        newly and pd.isna(was.place),
    )


def next_above(standings: pd.DataFrame, committee: str) -> dict | None:
    """The committee that the next place has to pass, of several equal ones the first in code order: a row of
    progress.standings; None for the first and for those without a place."""
    own = rows.one(standings, committee)
    if own is None or pd.isna(own.place):
        return None
    above = standings[standings["place"] < own.place].sort_values(["place", "committee"])
    return above[above["place"] == above["place"].max()].iloc[0].to_dict() if len(above) else None


def spans(days: pd.DataFrame, on: date) -> dict[int, int | None]:
    """Net new households by span in days (progress.SPANS); None before the first data. `days`: areas.of_committee."""
    bound = dict(zip(days["day"], days["households"], strict=True))
    before = {span: bound.get(on - span * DAY) for span in SPANS}
    return {span: None if was is None else _difference(bound[on], was) for span, was in before.items()}


def _difference(now: float, then: float) -> int | None:
    return None if pd.isna(now) or pd.isna(then) else int(now) - int(then)


def _places(why: Why | None) -> dict[str, int] | None:
    if why is None:
        return None
    return {"own": why.places_own, "base": why.places_base, "others": why.places_others}


def _crossings(
    then: pd.DataFrame, ranked: pd.DataFrame, committee: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of those that stood before the committee and stand behind it now, and the other way round."""
    before, after = (dict(zip(f["committee"], f["place"], strict=True)) for f in (then, ranked))
    names = dict(zip(ranked["committee"], ranked["name"], strict=True))
    mine, was = after[committee], before[committee]
    if pd.isna(mine) or pd.isna(was):
        return (), ()
    both = [code for code in after if code in before and pd.notna(after[code]) and pd.notna(before[code])]
    passed = [code for code in both if before[code] < was and after[code] > mine]
    passed_by = [code for code in both if before[code] > was and after[code] < mine]
    return tuple(names[code] for code in passed), tuple(names[code] for code in passed_by)
