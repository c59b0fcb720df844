"""How far the committees and the town have come: growth, standing, distance to the next place."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data_access import ranking
from data_access.clock import DAY
from data_access.metrics import COVERAGE
from data_access.settings import Settings, Target

SPANS = (1, 7, 30)
WEEK = 7
STALLED_DAYS = 3
TREND_DAYS = 90


def days(on: date) -> list[date]:
    """The days that the figures of a day are compared with, itself among them."""
    back = {0, *range(1, STALLED_DAYS + 1), *SPANS}
    return [on - n * DAY for n in sorted(back)]


def lately(on: date) -> tuple[date, date]:
    """The first and the last day of the trend that a day's page shows."""
    return on - (TREND_DAYS - 1) * DAY, on


def daily(by_day: pd.DataFrame) -> pd.DataFrame:
    """registration.by_day with net_new: registered less the day before's, missing for the first day."""
    return by_day.assign(net_new=by_day["registered"].diff())


def net_new(town: pd.DataFrame, on: date) -> dict[int, int | None]:
    """Registered at the end of the day less so many days before, by span in days; None before the first
    data. `town`: day, registered."""
    registered = dict(zip(town["day"], town["registered"], strict=True))
    before = {span: registered.get(on - span * DAY) for span in SPANS}
    return {span: None if was is None else int(registered[on] - was) for span, was in before.items()}


def improvement(now: pd.DataFrame, earlier: pd.DataFrame, on: date) -> float | None:
    """The change of the town's coverage in a week; None where one of the two days has none.

    `now` is registration.by_committee, `earlier` registration.on_days.
    """
    week_ago = earlier[earlier["day"] == on - WEEK * DAY]
    rates = COVERAGE.of_all(now).value, COVERAGE.of_all(week_ago).value
    return None if None in rates else rates[0] - rates[1]


def standings(now: pd.DataFrame, earlier: pd.DataFrame, on: date, settings: Settings) -> pd.DataFrame:
    """The committees ranked by coverage, best first, with how each came there.

    `now` is registration.by_committee, `earlier` registration.on_days. Adds value, place, reason, place_before,
    moved, quarter (of the ranking, 1 the highest), improvement (of coverage, 7 days), net_new_households (7
    days), stalled, and to_next, next_name, reachable (see `_distances`).
    """
    minimum = settings.minimums.base_households
    week_ago = earlier[earlier["day"] == on - WEEK * DAY]
    places = ranking.movement(
        ranking.ranked(now, COVERAGE, minimum), ranking.ranked(week_ago, COVERAGE, minimum)
    )
    then = week_ago.set_index("committee")
    rates = places["committee"].map(COVERAGE.of_each(then)).astype(float)
    bound = places["committee"].map(then["households"]).astype("Int64")
    places = places.assign(
        quarter=ranking.quartile(places),
        improvement=places["value"] - rates,
        net_new_households=places["households"].astype("Int64") - bound,
        stalled=places["committee"].isin(_stalled(earlier, on)) & ~_reached(places, on, settings.targets),
    )
    return places.join(_distances(places))


def target_of(code: str, on: date, targets: Iterable[Target]) -> Target | None:
    """The target in force for a committee: its own, else the town's; the next one due, else the last."""
    own = [target for target in targets if target.committee == code]
    known = sorted(own or (t for t in targets if t.committee is None), key=lambda target: target.due)
    return next((target for target in known if target.due >= on), known[-1] if known else None)


def _stalled(earlier: pd.DataFrame, on: date) -> list[str]:
    """The committees with no net new household on any of the last days."""
    wanted = [on - n * DAY for n in range(STALLED_DAYS + 1)]
    by_day = earlier.pivot_table(index="committee", columns="day", values="households", aggfunc="sum")
    if not set(wanted) <= set(by_day.columns):
        return []
    known = by_day[wanted].dropna()
    still = pd.concat([known[day] <= known[day - DAY] for day in wanted[:-1]], axis=1).all(axis=1)
    return list(known.index[still])


def _reached(places: pd.DataFrame, on: date, targets: tuple[Target, ...]) -> pd.Series:
    goals = [target_of(code, on, targets) for code in places["committee"]]
    aims = pd.Series([goal.coverage if goal else float("nan") for goal in goals], places.index, dtype=float)
    return (places["value"] >= aims).astype(bool)


def _distances(places: pd.DataFrame) -> pd.DataFrame:
    """Per ranked row behind the first: to_next (the fewest households that lift its coverage strictly above the
    next higher distinct one), next_name (whose that is), reachable (whether its base holds so many)."""
    rows, above, level = {}, None, None
    for row in places[places["place"].notna()].itertuples():
        if level is not None and row.place != level.place:
            above = level
        if level is None or row.place != level.place:
            level = row
        if above is not None:
            bound, base = int(row.households), int(row.occupied_households)
            needed = int(above.households) * base // int(above.occupied_households) + 1 - bound
            rows[row.Index] = needed, above.name, bound + needed <= base
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["to_next", "next_name", "reachable"])
    return found.reindex(places.index).astype(
        {"to_next": "Int64", "next_name": "object", "reachable": "object"}
    )
