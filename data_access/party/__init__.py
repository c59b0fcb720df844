"""Party members: what may be read of a day, queries and what follows from them, covered where groups are small."""

from datetime import date
from typing import Any

import pandas as pd

from data_access.made import Made
from data_access.party import activity, branches, departments, members, visits
from data_access.party.members import history, is_covered, on_days, since, town
from data_access.settings import Minimums

__all__ = ["history", "is_covered", "on_days", "since", "town"]


def told(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The committees with what may be told of each: members.told."""
    return Made(members.told, on_days([on]), branches.on_day(on), on, least)


def row(code: str, on: date, least: Minimums) -> Made[Any]:
    """A committee's row of these; None where it has none."""
    return Made(members.row_of, told(on, least), code)


def town_told(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The town's row with what may be told of it: members.town_told."""
    return Made(members.town_told, on_days([on]), branches.on_day(on), on, least)


def boards(on: date, before: date, least: Minimums) -> Made[dict[str, pd.DataFrame]]:
    """The three rankings, and how each came about since a day before: members.boards."""
    return Made(members.boards, on_days([on, before]), branches.on_day(on), on, before, least)


def units(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The branches with what may be told of each: branches.told."""
    return Made(branches.told, branches.on_day(on), told(on, least), on, least.small_group)


def blocks(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """Department members by block, the small ones covered: members.covered_blocks."""
    return Made(members.covered_blocks, departments.on_day(on), least.small_group)


def by_department(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """Departments by block with what may be told of each: departments.told."""
    return Made(departments.told, departments.on_day(on), least.small_group)


def visit_goals(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The visits of valid committees, each with its target: visits.of_valid."""
    return Made(visits.of_valid, visits.on_day(on), told(on, least))


def visits_by(what: str, on: date, least: Minimums) -> Made[pd.DataFrame]:
    """The visits summed by `category` or by `committee`: visits.summed."""
    return Made(visits.summed, visit_goals(on, least), what, on)


def visits_of(code: str, on: date, least: Minimums) -> Made[pd.DataFrame]:
    """A committee's categories with what may be told of each: visits.told."""
    return Made(visits.told, visit_goals(on, least), code, on, least.small_group)


def acts_by_kind(code: str | None, on: date) -> Made[pd.DataFrame]:
    """Acts by day and kind, of a committee or the town: activity.per_kind."""
    return Made(activity.per_kind, activity.by_kind(code, on))


def acts_by_board(code: str | None, on: date) -> Made[pd.DataFrame]:
    """Acts of 30 days by board and kind, of a committee or the town: activity.per_board."""
    return Made(activity.per_board, activity.by_board(code, on))


def acts_by_hour(on: date) -> Made[pd.DataFrame]:
    """The town's acts by weekday and hour: activity.weekdays."""
    return Made(activity.weekdays, activity.hours(on))


def calendar(on: date, least: Minimums) -> Made[pd.DataFrame]:
    """Acts by committee and day: activity.by_day."""
    return Made(activity.by_day, activity.calendar(on), told(on, least))
