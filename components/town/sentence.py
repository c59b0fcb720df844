"""The state of the town in a sentence or two, made from the figures."""

from datetime import date

import pandas as pd
from markupsafe import Markup

from components.parts.sentences import behind, clauses, filled, headline, listed
from components.words import gained, numerals
from components.words.place_names import short
from data_access.metrics import COVERAGE, Parts
from data_access.settings import Target, settings
from data_access.wording import text

LEADERS = 2


def of_town(
    standings: pd.DataFrame,
    improvement: Parts | None,
    since: date | None,
    works: pd.DataFrame,
    opinions: pd.DataFrame,
    town: pd.DataFrame,
    overdue: int,
) -> None:
    """Where the town stands, who leads, who stands still; what is late and what waits.

    `standings`: progress.standings; `since`: as in `of_registration`; `works`: consultation.as_of; `opinions`: consultation.opinions;
    `town`: registration.town of the day; `overdue`: how many cases are.
    """
    waits = _open_work(works, opinions, overdue)
    headline(clauses(_coverage(standings, improvement, since, town), _movers(standings), waits))


def of_registration(
    standings: pd.DataFrame,
    improvement: Parts | None,
    since: date | None,
    goal: Target | None,
    way,
    town: pd.DataFrame,
) -> None:
    """Where the town stands in registration, who leads and who moved most, and when it reaches its target.

    `standings`: progress.standings; `since`: the day it is compared with, None: a week before; `goal` and `way`:
    the town's target and its standing.ToTarget; `town`: registration.town of the day.
    """
    coverage = _coverage(standings, improvement, since, town)
    headline(clauses(coverage, _movers(standings), _to_target(goal, way)))


def _to_target(goal: Target | None, way) -> Markup | None:
    if goal is None or way is None:
        return None
    rate = numerals.rate(goal.coverage)
    if not way.needed:
        return filled("registration.target_reached", rate=rate)
    gap = filled("registration.target_gap", rate=rate, day=goal.due, count=numerals.count(way.needed))
    if not (way.earliest and way.latest):
        return gap
    return listed(gap, filled("registration.target_when", period=numerals.period(way.earliest, way.latest)))


def _coverage(
    standings: pd.DataFrame, improvement: Parts | None, since: date | None, town: pd.DataFrame
) -> Markup:
    value = COVERAGE.of_all(standings).value
    if value is None:
        return filled("overview.registered", count=numerals.count(town["registered"].sum()))
    now = filled("overview.coverage", rate=numerals.rate(value))
    if improvement is None:
        return now
    key, points = gained.way(improvement)
    changed = filled(f"overview.{key}", points=points, since=numerals.since(since))
    return listed(now, changed, gained.of_which(improvement, filled))


def _movers(standings: pd.DataFrame) -> Markup:
    leading = still = None
    leaders = standings[(standings["place"] <= LEADERS) & (standings["value"] > 0)]["name"]
    if settings().rankings == "full" and 0 < len(leaders) <= LEADERS + 1:
        names = text("sign.and").join(short(name) for name in leaders)
        leading = filled("overview.leader" if len(leaders) == 1 else "overview.leaders", names=names)
    if stalled := int(standings["stalled"].sum()):
        still = filled("overview.stalled", count=numerals.count(stalled))
    return listed(leading, still)


def _open_work(works: pd.DataFrame, opinions: pd.DataFrame, overdue: int) -> Markup:
    waiting = cases = None
    if unanswered := int(opinions["waiting"].sum()):
        waiting = filled("overview.waiting", count=numerals.count(unanswered))
    if overdue:
        cases = filled("overview.overdue", count=numerals.count(overdue))
    return listed(behind("overview.late", works), waiting, cases)
