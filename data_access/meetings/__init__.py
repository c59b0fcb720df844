"""Meetings (推介会): what they speak of, what they decide, what becomes of it; queries and what follows from them.

`day` is the one by whose end the records are shown (State.day_of_records), `on` the one of the figures.
"""

from datetime import date
from typing import Any

import pandas as pd

from data_access import assignments, cases, party, registration, rows, sensitive, supervision, topics, works
from data_access.access.rights import OPEN, Rights, Unit
from data_access.clock import DAY
from data_access.made import Made
from data_access.meetings import agenda, decisions, held, minutes
from data_access.meetings.minutes import Minutes
from data_access.records import decision_step
from data_access.settings import Settings
from data_access.store import names
from data_access.works import consultation, voting

WEEK = 7
"""How many days before the first meeting is compared with."""


def listed(day: date) -> Made[pd.DataFrame]:
    """The meetings, the latest first: rows of held.Meeting."""
    return Made(held.standing, held.called(), day)


def decided(
    on: date,
    day: date,
    settings: Settings,
    rights: Rights,
    about: str | None = None,
    thing: str | None = None,
) -> Made[pd.DataFrame]:
    """The decisions that the reader sees, those of the latest meeting first: rows of decisions.Decision; those about one thing where
    it is named."""
    return Made(decisions.seen, all_decided(on, day, settings), rights, about, thing)


def waiting(
    on: date, day: date, settings: Settings, rights: Rights, unit: Unit | None = None
) -> Made[pd.DataFrame]:
    """The decisions among those that the reader sees which wait for a unit or for the office: decisions.waiting."""
    return Made(decisions.waiting, decided(on, day, settings, rights), unit)


def counts(on: date, day: date, settings: Settings) -> Made[decisions.Counts]:
    """How many decisions there are: decisions.counts."""
    return Made(decisions.counts, all_decided(on, day, settings))


def by_meeting(on: date, day: date, settings: Settings) -> Made[pd.DataFrame]:
    """How many each meeting made, and what became of those: rows of decisions.OfMeeting."""
    return Made(decisions.by_meeting, all_decided(on, day, settings))


def in_short(on: date, day: date, settings: Settings) -> Made[tuple[Any, ...]]:
    """What meetings decided and what supervision demands, for everybody: `counts`, when the next decision is due as decisions.next_due
    says it, and supervision.counts."""
    due = Made(decisions.next_due, decided(on, day, settings, OPEN))
    return Made(rows.together, counts(on, day, settings), due, supervision.counts(day, settings))


def history(decision_id: str, day: date) -> Made[pd.DataFrame]:
    """What happened to a decision by the end of the day: rows of assignments.Step."""
    return Made(assignments.by_then, assignments.history(decision_step.c.decision, decision_id), day)


def compared(last: date | None, on: date) -> date:
    """The day that a meeting's figures are compared with: the one of the `last` meeting's, before the first a week ago."""
    return last if last and last <= on else on - WEEK * DAY


def drafted(
    meeting: str | None, on: date, before: date, day: date, settings: Settings, keys: tuple[str, ...]
) -> Made[Minutes]:
    """What the minutes of a meeting (None: of the next one) would say now, on the figures of `on` against those of `before`:
    minutes.of. `keys`: agenda.kept."""
    now = _day(on, day, settings, keys)
    then = _day(before, before, settings, keys)
    prepared = Made(agenda.of, now, then, on, before)
    return Made(minutes.of, prepared, all_decided(on, day, settings), meeting, settings)


def readable(written: str, on: date, day: date, settings: Settings) -> Made[Minutes]:
    """What the minutes of a closed meeting say to everybody: minutes.public. `written`: as records have kept them."""
    slips = supervision.listed(day, settings, OPEN)
    return Made(minutes.public, written, all_decided(on, day, settings), slips, settings)


def matters(on: date, settings: Settings, rights: Rights, case: str | None) -> Made[tuple[Any, ...]]:
    """What may be decided about, and by whom it may be done: the cases that the reader sees and that are late, the works, the
    committees, the departments, as cases.listed, works.standing, registration.committees and cases.names have them; and the case
    of this number, as cases.one has it."""
    late = cases.listed(on, settings, rights, light="red", days=0)
    places = registration.committees(), names.departments(on)
    return Made(rows.together, late, works.standing(on), *places, cases.one(case or "", on, settings, rights))


def all_decided(on: date, day: date, settings: Settings) -> Made[pd.DataFrame]:
    """Every decision: rows of decisions.Decision."""
    facts = decisions.closings(on), works.standing(on), sensitive.cases(settings)
    named = names.committees(on), names.departments(on)
    return Made(decisions.standing, decisions.made(), decisions.steps(), *facts, *named, day, settings)


def _day(on: date, day: date, settings: Settings, keys: tuple[str, ...]) -> Made[agenda.Day]:
    slips = supervision.listed(day, settings, OPEN)
    standing = registration.standings(on, settings), registration.town([on])
    members = party.town(on), party.silent(on)
    work = works.standing(on), consultation.opinions(on), cases.figures(on)
    return Made(
        agenda.day_of, *standing, *members, *work, topics.heat(on, settings), slips, voting.votes(on), keys
    )
