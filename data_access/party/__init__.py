"""Party members: what may be read of a day, queries and what follows from them, covered where groups are small."""

from datetime import date
from typing import Any

import pandas as pd

from data_access import rows
from data_access.made import Made
from data_access.party import activity, branches, departments, members, visits
from data_access.party.members import history, is_covered, on_days, since, town
from data_access.settings import Minimums

__all__ = ["history", "is_covered", "on_days", "since", "town"]


def suppressed(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The committees with what may be told of each: members.suppressed."""
    return Made(members.suppressed, on_days([on]), branches.on_day(on), on, least)


def row(code: str, on: date, least: Minimums) -> Made[Any]:
    """A committee's own row of these; None where it has none."""
    return Made(rows.one, suppressed(on, least), code)


def town_suppressed(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The town's row with what may be told of it: members.town_suppressed."""
    return Made(members.town_suppressed, on_days([on]), branches.on_day(on), on, least)


def boards(on: date, before: date, least: Minimums) -> Made[dict[str, pd.DataFrame]]:
    """The three rankings, and how each came about since a day before: members.boards."""
    return Made(members.boards, on_days([on, before]), branches.on_day(on), on, before, least)


def portrait(code: str, on: date, least: Minimums) -> Made[tuple[Any, dict[str, pd.DataFrame], pd.DataFrame]]:
    """A committee's own row of these, the three rankings of the day, and its branches."""
    of_day = boards(on, on, least), Made(rows.of, branches.on_day(on), code)
    return Made(rows.together, row(code, on, least), *of_day)


def units(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The branches with what may be told of each: branches.suppressed."""
    return Made(branches.suppressed, branches.on_day(on), suppressed(on, least), on, least.small_group)


def silent(on: date) -> Made[int | None]:
    """How many branches are silent: branches.silent."""
    return Made(branches.silent, branches.on_day(on), town(on), on)


def blocks(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """Department members by block, the small ones covered: members.covered_blocks."""
    return Made(members.covered_blocks, departments.on_day(on), least.small_group)


def by_department(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """Departments by block with what may be told of each: departments.suppressed."""
    return Made(departments.suppressed, departments.on_day(on), least.small_group)


def visit_goals(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The visits of valid committees, each with its target: visits.of_valid."""
    return Made(visits.of_valid, visits.on_day(on), suppressed(on, least))


def visits_of_town(on: date, least: Minimums) -> Made[visits.Sums]:
    """The visits summed by category and by committee: visits.sums."""
    return Made(visits.sums, visit_goals(on, least), on)


def visits_of(code: str, on: date, least: Minimums) -> Made[tuple[pd.DataFrame, pd.DataFrame]]:
    """A committee's categories with what may be told of each, and those that count nowhere: visits.of_committee."""
    return Made(visits.of_committee, visit_goals(on, least), code, on, least.small_group)


def acts(code: str | None, on: date) -> Made[activity.Acts]:
    """What a committee's members did lately, or the town's: activity.of_committee."""
    kinds, boards = activity.by_kind(code, on), activity.by_board(code, on)
    return Made(activity.of_committee, kinds, boards, activity.campaigns(on, code))


def acts_of_town(on: date, least: Minimums) -> Made[activity.ActsOfTown]:
    """What the town's members did lately: activity.of_town."""
    days = history(*activity.trend(on))
    return Made(
        activity.of_town,
        acts(None, on),
        days,
        activity.hours(on),
        activity.calendar(on),
        suppressed(on, least),
    )
