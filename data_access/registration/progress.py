"""How far the committees and the town have come: growth, standing, distance to the next place."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypedDict

import pandas as pd

from data_access.clock import DAY
from data_access.metrics import COVERAGE, Parts, ranking
from data_access.registration import standing, targets
from data_access.rows import Maybe
from data_access.settings import Settings

SPANS = (1, 7, 30)
WEEK = 7
STALLED_DAYS = 3
TREND_DAYS = 90
MONTH = 30


def days(on: date, since: date | None = None) -> list[date]:
    """The days that the figures of a day are compared with, itself among them; `since` is one of choice."""
    back = {0, *range(1, STALLED_DAYS + 1), *SPANS}
    return [*(on - n * DAY for n in sorted(back)), *([since] if since else [])]


def since(on: date, compare: date | None) -> date:
    """The day that another is compared with: the one asked for, else a week before."""
    return compare or on - WEEK * DAY


def lately(on: date) -> tuple[date, date]:
    """The first and the last day of the trend that a day's page shows."""
    return on - (TREND_DAYS - 1) * DAY, on


def month(on: date) -> tuple[date, date]:
    """The first and the last day of the small trends in tables."""
    return on - (MONTH - 1) * DAY, on


def daily(by_day: pd.DataFrame) -> pd.DataFrame:
    """registration.by_day with net_new: registered less the day before's, missing for the first day."""
    return by_day.assign(net_new=by_day["registered"].diff())


def net_new(town: pd.DataFrame, on: date) -> dict[int, int | None]:
    """Registered at the end of the day less so many days before, by span in days; None before the first
    data. `town`: day, registered."""
    registered = dict(zip(town["day"], town["registered"], strict=True))
    before = {span: registered.get(on - span * DAY) for span in SPANS}
    return {span: None if was is None else int(registered[on] - was) for span, was in before.items()}


@dataclass(frozen=True)
class Growth:
    """How many more are registered than so many days before (`net_new`, by span), and since a day of choice."""

    net_new: dict[int, int | None]
    since: date | None
    change: int | None


def growth(town: pd.DataFrame, on: date, compare: date | None) -> Growth:
    """The growth to a day. `town`: day, registered."""
    return Growth(net_new(town, on), compare, change(town, on, compare))


def change(town: pd.DataFrame, on: date, compare: date | None) -> int | None:
    """Registered on the day less on another; None where that day is none. `town`: day, registered."""
    registered = dict(zip(town["day"], town["registered"], strict=True))
    return int(registered[on] - registered[compare]) if compare in registered else None


def improvement(
    now: pd.DataFrame, earlier: pd.DataFrame, on: date, compare: date | None = None
) -> Parts | None:
    """The change of the town's coverage in a week, or since another day, in its parts; None where one of the two days
    has none.

    `now` is registration.by_committee, `earlier` registration.on_days.
    """
    return standing.parts(earlier[earlier["day"] == since(on, compare)], now)


class Standing(Protocol):
    """A row of `standings`: a committee valid on the day."""

    committee: str
    name: str
    registered: int
    party_registered: int
    households: Maybe[int]
    """Bound; missing in a town that keeps none."""
    occupied_households: Maybe[int]
    """The base; missing where unknown."""
    waiting: int
    """Applications without a verification."""
    waiting_long: int
    value: Maybe[float]
    """Coverage, unrounded; missing without a base."""
    place: Maybe[int]
    """1 is the highest, ties share the better one; missing for who is not ranked."""
    reason: str | None
    """Why there is no place: see ranking.ranked."""
    place_before: Maybe[int]
    moved: Maybe[int]
    """Places risen since then; missing where there is none on one of the two days."""
    quarter: Maybe[int]
    """Of the ranking, 1 the highest."""
    newly: bool
    """Ranked, and not so then, on a day that the store knows."""
    goal: Maybe[float]
    """The target's coverage."""
    due: Maybe[date]
    """The target's day."""
    watched: bool
    """Whether the days that `stalled` asks for are all there."""
    stalled: bool
    """No net new household on any of the last days, and not at the target."""
    improvement: Maybe[float]
    """Of coverage since then."""
    improvement_own: Maybe[float]
    """Its part of households bound."""
    improvement_base: Maybe[float]
    """Its part of the base."""
    improvement_place: Maybe[int]
    """Among the ranked, by their own part."""
    improvement_quarter: Maybe[int]
    net_new_households: Maybe[int]
    to_next: Maybe[int]
    """The fewest households that lift its coverage strictly above the next higher one."""
    next_name: Maybe[str]
    """Whose that is; missing for the first."""
    reachable: bool
    """Whether the base holds so many."""
    shared: bool
    """Whether others have the same place."""
    lead: Maybe[int]
    """The fewest households that lift one of the next lower coverage strictly above its own; missing where none can."""
    behind_name: Maybe[str]
    """Whose those are; missing for the last."""
    behind_place: Maybe[int]


class Sums(TypedDict):
    """What became of the town."""

    improvement: Parts | None
    """Of coverage, in its parts."""
    net_new_households: int | None
    """Over all committees, those that ended in between included."""


def sums(now: pd.DataFrame, earlier: pd.DataFrame, on: date, compare: date | None = None) -> Sums:
    """What became of the town in a week, or since another day."""
    before = earlier[earlier["day"] == since(on, compare)]
    comparable = all(COVERAGE.kept(frame) for frame in (now, before)) and len(before)
    gained = int(now["households"].sum() - before["households"].sum()) if comparable else None
    return {"improvement": improvement(now, earlier, on, compare), "net_new_households": gained}


def ends(days: pd.DataFrame) -> tuple[date, ...]:
    """The first and the last day on which there is a coverage. `days`: registration.by_day."""
    dates = days["day"][COVERAGE.of_each(days).notna()]
    return () if dates.empty else (dates.iloc[0], dates.iloc[-1])


def along(committees: pd.DataFrame, ends: pd.DataFrame) -> dict[str | None, Parts | None]:
    """What the change of coverage from first to last is made of, by committee, and of the town under None.

    `committees`: registration.of_committees; `ends`: registration.on_days of the two days of `ends`.
    """
    return {None: _along(ends), **{code: _along(days) for code, days in committees.groupby("committee")}}


def _along(days: pd.DataFrame) -> Parts | None:
    measured = days[COVERAGE.of_each(days).notna()]
    if measured.empty:
        return None
    return standing.parts(*(measured[measured["day"] == measured["day"].agg(end)] for end in ("min", "max")))


def standings(
    now: pd.DataFrame,
    earlier: pd.DataFrame,
    on: date,
    settings: Settings,
    stored: pd.DataFrame | None = None,
    compare: date | None = None,
) -> pd.DataFrame:
    """The committees ranked by coverage, best first, with how each came there.

    `now` is registration.by_committee, `earlier` registration.on_days, `stored` targets.governing. Its rows are of
    `Standing`, whose "then" is a week before, or the day `compare`.
    """
    minimum = settings.minimums.base_households
    before = earlier[earlier["day"] == since(on, compare)]
    places = ranking.movement(
        ranking.ranked(now, COVERAGE, minimum), ranking.ranked(before, COVERAGE, minimum)
    )
    goals = targets.of_each(places["committee"], on, targets.in_force(stored, settings))
    places = places.assign(
        quarter=ranking.quartile(places),
        newly=places["place"].notna() & places["place_before"].isna() & bool(len(before)),
        goal=goals["coverage"],
        due=goals["due"],
    )
    still = _stalled(earlier, on, places)
    places = places.assign(watched=still is not None, stalled=places["committee"].isin(still or []))
    return _improvers(places.join(_gained(places, before))).join(_distances(places))


def _gained(places: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Per row the change of coverage since the day before, whole and in its two parts, and net new households."""
    then = before.set_index("committee")
    columns = then["households"], then["occupied_households"], COVERAGE.of_each(then)
    bound, base, rate = (places["committee"].map(column).astype(float) for column in columns)
    now, base = places["households"].astype(float), base.where(base > 0)
    whole = places["value"] - rate
    found = {
        "improvement": whole,
        "improvement_own": ((now - bound) / base).where(whole.notna()),
        "improvement_base": places["value"] - now / base,
        "net_new_households": (now - bound).astype("Int64"),
    }
    return pd.DataFrame(found, index=places.index)


def _improvers(places: pd.DataFrame) -> pd.DataFrame:
    """The ranked ones' places by what they bound themselves: a base that changes lifts nobody."""
    gained = places["improvement_own"].where(places["place"].notna())
    risen = places.assign(place=gained.rank(method="min", ascending=False).astype("Int64"))
    return places.assign(improvement_place=risen["place"], improvement_quarter=ranking.quartile(risen))


def _stalled(earlier: pd.DataFrame, on: date, places: pd.DataFrame) -> list[str] | None:
    """The committees with no net new household on any of the last days, and not at their target; None where those days
    are not all known."""
    frames = [earlier[earlier["day"] == on - n * DAY] for n in range(STALLED_DAYS, -1, -1)]
    if any(frame.empty or not COVERAGE.kept(frame) for frame in frames):
        return None
    return standing.stalled(frames, places.set_index("committee")["goal"])


def _distances(places: pd.DataFrame) -> pd.DataFrame:
    """Per ranked row the columns of Standing from to_next to behind_place."""
    found_gaps, names = standing.gap_to_next(places), places.set_index("committee")["name"]
    ahead = standing.leads(places, found_gaps).reindex(places["committee"])
    gaps = found_gaps.set_index("committee").reindex(places["committee"])
    found = {
        "to_next": gaps["gap"].astype("Int64"),
        "next_name": gaps["next_committee"].map(names).astype("object"),
        "reachable": gaps["gap"].notna(),
        "shared": (places["place"].duplicated(keep=False) & places["place"].notna()).to_numpy(),
        "lead": ahead["lead"].astype("Int64"),
        "behind_name": ahead["behind"].map(names).astype("object"),
        "behind_place": ahead["behind_place"].astype("Int64"),
    }
    return pd.DataFrame(found, index=gaps.index).set_index(places.index)
