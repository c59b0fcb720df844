"""What waits for a committee to act: opinions without an answer, applications, late works; queries and what follows from
them."""

from datetime import date

import pandas as pd

from data_access import registration, works
from data_access.made import Made
from data_access.settings import Settings
from data_access.waiting import calls, unanswered


def opinions(on: date, committee: str | None = None) -> Made[pd.DataFrame]:
    """The opinions that wait for an answer at the end of the day, the oldest first: rows of `unanswered.Opinion`, of the
    town or of one committee's works."""
    return Made(unanswered.aged, unanswered.opinions(on, committee), on)


def by_committee(on: date, settings: Settings, committee: str | None = None) -> Made[pd.DataFrame]:
    """What waits, counted by committee, the most first: rows of `calls.Call`; of one committee, its own row alone."""
    waiting, standings = opinions(on, committee), registration.standings(on, settings)
    return Made(calls.by_committee, standings, waiting, works.standing(on), committee)


def sums(on: date, settings: Settings, committee: str | None = None) -> Made[calls.Sums]:
    """What waits altogether, in the town or for one committee: calls.sums."""
    own = by_committee(on, settings, committee)
    return Made(calls.sums, own, opinions(on, committee), registration.town([on]), committee)
