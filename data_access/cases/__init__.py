"""Cases that residents bring (诉求办理): what came, what is late, what became of it; queries and what follows from them."""

from datetime import date

import pandas as pd
from sqlalchemy import Select

from data_access.access.rights import Rights
from data_access.cases import calendar, categories, counts, listing, movement, origin, sums
from data_access.made import Made
from data_access.settings import Settings
from data_access.store import names
from data_access.vocabulary import Topic

__all__ = ["names"]

RECENT = 90
"""Days after which a closed case leaves the lists, and over which committees and departments are compared."""


def figures(
    on: date, *, days: int = 30, committee: str | None = None, department: str | None = None
) -> Made[sums.Figures]:
    """What became of the cases of the last days, in the town, with one committee or of those that one department holds:
    sums.figures."""
    counted = (count(on, days, committee, department) for count in (counts.cases, counts.returns))
    return Made(sums.figures, *counted, days, department is not None)


def any_of(on: date) -> Select:
    """The id of one of the cases received by the day: no row where there is none."""
    return counts.received(on).limit(1)


def by_committee(on: date, days: int = RECENT) -> Made[pd.DataFrame]:
    """The same by `committee`, of every one of the day and each other one with cases: sums.by."""
    counted = counts.cases(on, days), counts.returns(on, days)
    return Made(sums.by, *counted, names.committees(on), days, "committee")


def by_department(on: date, days: int = RECENT) -> Made[pd.DataFrame]:
    """The same by `department`, of those with cases: sums.by."""
    counted = counts.cases(on, days), counts.returns(on, days)
    return Made(sums.by, *counted, names.departments(on), days, "department")


def by_category(
    on: date,
    settings: Settings,
    days: int = RECENT,
    *,
    committee: str | None = None,
    department: str | None = None,
) -> Made[pd.DataFrame]:
    """The same by `category`, in the town, with one committee or of those that one department holds; the most received first,
    where a topic's go under its name: sums.by_category."""
    counted = (count(on, days, committee, department) for count in (counts.cases, counts.returns))
    return Made(sums.by_category, *counted, settings, days, department is not None)


def ageing(
    on: date, settings: Settings, committee: str | None = None, department: str | None = None
) -> Made[pd.DataFrame]:
    """The open cases by light and age: movement.board."""
    return Made(movement.board, movement.ages(on, calendar.of(settings.calendar), committee, department))


def overdue(on: date, settings: Settings) -> Made[int]:
    """How many open cases of the town are overdue."""
    return Made(movement.overdue, movement.ages(on, calendar.of(settings.calendar), None, None))


def flow(on: date, weeks: int = 12, committee: str | None = None, department: str | None = None) -> Select:
    """How many came and went each week: rows of movement.Week."""
    return movement.weekly(on, weeks, committee, department)


def listed(
    on: date,
    settings: Settings,
    rights: Rights,
    *,
    committee: str | None = None,
    department: str | None = None,
    category: str | None = None,
    kind: str | None = None,
    light: str | None = None,
    among: tuple[str, ...] | None = None,
    days: int = RECENT,
) -> Made[pd.DataFrame]:
    """The cases that the reader sees and that are open or were closed lately: listing.aged, rows of listing.Case."""
    days_worked = calendar.of(settings.calendar)
    choice = listing.Choice(committee, department, kind, light, among)
    chosen = _aged(listing.cases(on, settings, rights, days_worked, choice, days), on)
    return Made(categories.among, chosen, category, settings)


def about(
    topic: str, on: date, settings: Settings, rights: Rights, most: int, committee: str | None = None
) -> Made[tuple[str, ...]]:
    """The ids of the first cases about a topic among those of `listed`: the open ones, the first due first, then the closed."""
    subjects = listing.subjects(on, settings, rights, topic, committee, RECENT)
    return Made(categories.about, subjects, topic, settings, most)


def _aged(rows: Select, on: date) -> Made[pd.DataFrame]:
    return Made(listing.aged, rows, names.committees(on), names.departments(on), on)


def one(case: str, on: date, settings: Settings, rights: Rights) -> Made[listing.Item | None]:
    """A case that the reader sees, with its events: listing.item."""
    days_worked = calendar.of(settings.calendar)
    row = _aged(listing.one(case, on, settings, rights, days_worked), on)
    return Made(listing.item, Made(categories.among, row, None, settings), listing.events(case, on))


def posts(case: str, on: date, settings: Settings, rights: Rights, topics: tuple[Topic, ...]) -> Select:
    """The post that a case came from, where the reader sees both: rows of origin.Post."""
    return origin.posts(case, on, settings, rights, topics)
