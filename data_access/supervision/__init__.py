"""Supervision (督办): slips of three colours, proposed by rule, issued by the office, answered by units; queries and what
follows from them.

`day` is the one by whose end the records are shown (State.day_of_records), `on` the one of the cases.
"""

from datetime import date

import pandas as pd

from data_access import assignments, cases, sensitive
from data_access.access.rights import Rights, Unit
from data_access.cases import calendar, names
from data_access.made import Made
from data_access.records import slip_step
from data_access.settings import Settings
from data_access.supervision import proposals, slips


def listed(
    day: date, settings: Settings, rights: Rights, about: str | None = None, thing: str | None = None
) -> Made[pd.DataFrame]:
    """The slips that the reader sees, the latest first: rows of slips.Slip; those about one thing where it is named."""
    return Made(slips.seen, _standing(day, settings), rights, about, thing)


def waiting(day: date, settings: Settings, rights: Rights, unit: Unit | None = None) -> Made[pd.DataFrame]:
    """The slips among those that the reader sees which wait for a unit or for the office: slips.waiting."""
    return Made(slips.waiting, listed(day, settings, rights), unit)


def counts(day: date, settings: Settings) -> Made[slips.Counts]:
    """How many slips there are: slips.counts."""
    return Made(slips.counts, _standing(day, settings), day)


def by_unit(day: date, settings: Settings) -> Made[pd.DataFrame]:
    """How many each unit has: rows of slips.OfUnit."""
    return Made(slips.by_unit, _standing(day, settings), day)


def history(slip_id: str, day: date) -> Made[pd.DataFrame]:
    """What happened to a slip by the end of the day: rows of assignments.Step."""
    return Made(assignments.by_then, assignments.history(slip_step.c.slip, slip_id), day)


def proposed(on: date, day: date, settings: Settings, rights: Rights) -> Made[pd.DataFrame]:
    """The slips that the rule proposes, of cases that the reader sees: rows of proposals.Proposal."""
    open_ones = cases.listed(on, settings, rights, days=0)
    return Made(proposals.of_cases, open_ones, _standing(day, settings), on, calendar.of(settings.calendar))


def _standing(day: date, settings: Settings) -> Made[pd.DataFrame]:
    kept = slips.issued(), slips.steps(), sensitive.cases(settings)
    named = names.committees(day), names.departments(day)
    return Made(slips.standing, *kept, *named, day, settings, calendar.of(settings.calendar))
