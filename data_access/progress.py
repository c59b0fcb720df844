"""How far the committees and the town have come: growth, standing, distance to the next place."""

from datetime import date

import pandas as pd

from data_access import ranking, standing, targets
from data_access.clock import DAY
from data_access.metrics import COVERAGE
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


def change(town: pd.DataFrame, on: date, compare: date | None) -> int | None:
    """Registered on the day less on another; None where that day is none. `town`: day, registered."""
    registered = dict(zip(town["day"], town["registered"], strict=True))
    return int(registered[on] - registered[compare]) if compare in registered else None


def improvement(
    now: pd.DataFrame, earlier: pd.DataFrame, on: date, compare: date | None = None
) -> float | None:
    """The change of the town's coverage in a week, or since another day; None where one of the two has none.

    `now` is registration.by_committee, `earlier` registration.on_days.
    """
    before = earlier[earlier["day"] == since(on, compare)]
    rates = COVERAGE.of_all(now).value, COVERAGE.of_all(before).value
    return None if None in rates else rates[0] - rates[1]


def sums(
    now: pd.DataFrame, earlier: pd.DataFrame, on: date, compare: date | None = None
) -> dict[str, float | int | None]:
    """What became of the town in a week, or since another day: improvement (of coverage) and
    net_new_households (over all committees, those that ended in between included)."""
    before = earlier[earlier["day"] == since(on, compare)]
    gained = int(now["households"].sum() - before["households"].sum()) if len(before) else None
    return {"improvement": improvement(now, earlier, on, compare), "net_new_households": gained}


def standings(
    now: pd.DataFrame,
    earlier: pd.DataFrame,
    on: date,
    settings: Settings,
    stored: pd.DataFrame | None = None,
    compare: date | None = None,
) -> pd.DataFrame:
    """The committees ranked by coverage, best first, with how each came there.

    `now` is registration.by_committee, `earlier` registration.on_days, `stored` targets.stored. Adds value, place,
    reason, quarter (of the ranking, 1 the highest), goal and due (the target's), stalled, to_next, next_name and
    reachable (see `_distances`); and since a week before, or the day `compare`: place_before, moved,
    improvement (of coverage), improvement_place and improvement_quarter (among the ranked), net_new_households.
    """
    minimum = settings.minimums.base_households
    before = earlier[earlier["day"] == since(on, compare)]
    places = ranking.movement(
        ranking.ranked(now, COVERAGE, minimum), ranking.ranked(before, COVERAGE, minimum)
    )
    then = before.set_index("committee")
    rates = places["committee"].map(COVERAGE.of_each(then)).astype(float)
    bound = places["committee"].map(then["households"]).astype("Int64")
    goals = targets.of_each(places["committee"], on, targets.in_force(stored, settings))
    places = places.assign(
        quarter=ranking.quartile(places),
        improvement=places["value"] - rates,
        net_new_households=places["households"].astype("Int64") - bound,
        goal=goals["coverage"],
        due=goals["due"],
    )
    places = places.assign(stalled=places["committee"].isin(_stalled(earlier, on, places)))
    return _improvers(places).join(_distances(places))


def _improvers(places: pd.DataFrame) -> pd.DataFrame:
    """The ranked ones' places by improvement, to the thousandth of a point, so that equal steps tie."""
    gained = places["improvement"].where(places["place"].notna()).round(12)
    risen = places.assign(place=gained.rank(method="min", ascending=False).astype("Int64"))
    return places.assign(improvement_place=risen["place"], improvement_quarter=ranking.quartile(risen))


def _stalled(earlier: pd.DataFrame, on: date, places: pd.DataFrame) -> list[str]:
    """The committees with no net new household on any of the last days, and not at their target."""
    frames = [earlier[earlier["day"] == on - n * DAY] for n in range(STALLED_DAYS, -1, -1)]
    if any(frame.empty for frame in frames):
        return []
    return standing.stalled(frames, places.set_index("committee")["goal"])


def _distances(places: pd.DataFrame) -> pd.DataFrame:
    """Per ranked row: to_next (the fewest households that lift its coverage strictly above the next higher one),
    next_name (whose that is; missing for the first) and reachable (whether its base holds so many)."""
    gaps = standing.gap_to_next(places).set_index("committee").reindex(places["committee"])
    names = gaps["next_committee"].map(places.set_index("committee")["name"])
    found = {
        "to_next": gaps["gap"].astype("Int64"),
        "next_name": names.astype("object"),
        "reachable": gaps["gap"].notna(),
    }
    return pd.DataFrame(found).set_index(places.index)
