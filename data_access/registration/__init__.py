"""Registration: what may be read of a day, queries and what follows from them."""

from datetime import date

import pandas as pd

from data_access import rows
from data_access.made import Made
from data_access.metrics import Parts
from data_access.registration import (
    areas,
    doorsteps,
    movement,
    outreach,
    portrait,
    progress,
    targets,
    tellings,
)
from data_access.registration.areas import committees
from data_access.registration.areas import outlines as outlines_inside
from data_access.registration.counts import (
    by_committee,
    by_day,
    of_committees,
    on_days,
    outlines,
    town,
)
from data_access.registration.standing import ToTarget
from data_access.settings import Settings, Target

__all__ = [
    "by_committee",
    "by_day",
    "committees",
    "of_committees",
    "on_days",
    "outlines",
    "outlines_inside",
    "town",
]


def standings(on: date, settings: Settings, compare: date | None = None) -> Made[pd.DataFrame]:
    """The committees ranked by coverage, and how each came there: progress.standings."""
    now, earlier = by_committee(on), on_days(progress.days(on, compare))
    return Made(progress.standings, now, earlier, on, settings, targets.governing(on), compare)


def improvement(on: date, compare: date | None = None) -> Made[Parts | None]:
    """The change of the town's coverage since a week before, or a day of choice, in its parts."""
    return Made(progress.improvement, by_committee(on), on_days(progress.days(on, compare)), on, compare)


def sums(on: date, compare: date | None = None) -> Made[progress.Sums]:
    """What became of the town since a week before, or a day of choice: progress.sums."""
    return Made(progress.sums, by_committee(on), on_days(progress.days(on, compare)), on, compare)


def growth(on: date, compare: date | None) -> Made[progress.Growth]:
    """How many more are registered, by span in days and since a day of choice."""
    return Made(progress.growth, town(progress.days(on, compare)), on, compare)


def trend(on: date) -> Made[pd.DataFrame]:
    """The town's registered by day, and the net new of each: progress.daily."""
    return Made(progress.daily, by_day(*progress.lately(on)))


def along(chosen: tuple[str, ...], on: date, ends: tuple[date, ...]) -> Made[dict[str | None, Parts | None]]:
    """What the change of coverage over the trend's days is made of: progress.along. `ends`: progress.ends."""
    return Made(progress.along, of_committees(chosen, *progress.lately(on)), on_days(ends))


def ways(on: date, settings: Settings, compare: date | None = None) -> Made[pd.DataFrame]:
    """Each committee's way to its target: targets.ways."""
    flows = outreach.flows_around(*progress.lately(on))
    return Made(targets.ways, standings(on, settings, compare), flows, on)


def way_of_town(on: date, settings: Settings) -> Made[tuple[Target | None, ToTarget | None]]:
    """The town's target and its way to it."""
    flows = outreach.household_flows(*progress.month(on))
    return Made(targets.way_of_town, standings(on, settings), flows, on, settings, targets.governing(on))


def uplifts(on: date) -> Made[pd.DataFrame]:
    """Outreach events of the trend's days and what each brought: outreach.uplift."""
    first, _ = progress.lately(on)
    return Made(outreach.uplift, outreach.events(on, first), outreach.flows_around(first, on), on)


def uplifts_of(code: str, on: date) -> Made[pd.DataFrame]:
    """Those of one committee."""
    return Made(rows.of, uplifts(on), code)


def committee(
    code: str, on: date, settings: Settings, compare: date | None
) -> Made[portrait.Portrait | None]:
    """A committee among all: portrait.of."""
    now, earlier = by_committee(on), on_days(progress.days(on, compare))
    since, least = progress.since(on, compare), settings.minimums.base_households
    moved = Made(movement.of_committee, now, earlier, since, code, least)
    days = areas.of_committee(code, *progress.lately(on))
    return Made(
        portrait.of, standings(on, settings, compare), moved, ways(on, settings, compare), days, code, on
    )


def committee_days(code: str, on: date) -> Made[pd.DataFrame]:
    """A committee's registered by day, and the net new of each: progress.daily."""
    return Made(progress.daily, areas.of_committee(code, *progress.lately(on)))


def published_areas(code: str, limit: int) -> Made[pd.DataFrame]:
    """All that was ever told of a committee's areas: tellings.published."""
    return Made(tellings.published, areas.history(code), areas.totals(code), limit)


def inside(
    code: str, on: date, limit: int, neighbourhood: str | None, building: str | None
) -> Made[areas.Inside]:
    """A committee's neighbourhoods and buildings as last told, and which of them an address means: areas.inside."""
    published = published_areas(code, limit)
    parts, houses = Made(areas.neighbourhoods, published, on), Made(areas.buildings, published, on)
    visited = doorsteps.visits(code, on)
    return Made(areas.inside, parts, houses, visited, on, neighbourhood, building)


def area_trend(code: str, area: str, on: date, limit: int) -> Made[pd.DataFrame]:
    """A neighbourhood's bound households as told, from Sunday to Sunday: areas.trend."""
    first, _ = progress.lately(on)
    return Made(areas.trend, published_areas(code, limit), area, first, on)
