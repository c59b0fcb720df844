"""What waits for a committee to act: opinions and posts without an answer, applications, late works; queries and what
follows from them.

`posts`: whether the town's platform says when posts were answered; where it does not, none is said to wait.
"""

from datetime import date

import pandas as pd

from data_access import concerns, registration, works
from data_access.made import Made
from data_access.settings import Settings
from data_access.waiting import calls, unanswered

NO_POSTS = pd.DataFrame(columns=["committee", "name", *calls.COUNTED_POSTS])


def opinions(on: date, committee: str | None = None) -> Made[pd.DataFrame]:
    """The opinions that wait for an answer at the end of the day, the oldest first: rows of `unanswered.Opinion`, of the
    town or of one committee's works."""
    return Made(unanswered.aged, unanswered.opinions(on, committee), on)


def by_committee(
    on: date, settings: Settings, committee: str | None = None, *, posts: bool = True
) -> Made[pd.DataFrame]:
    """What waits, counted by committee, the most first: rows of `calls.Call`; of one committee, its own row alone."""
    standings, asks = registration.standings(on, settings), concerns.by_committee(on, settings)
    of_posts = asks if posts else NO_POSTS
    return Made(
        calls.by_committee, standings, opinions(on, committee), works.standing(on), of_posts, committee
    )


def sums(
    on: date, settings: Settings, committee: str | None = None, *, posts: bool = True
) -> Made[calls.Sums]:
    """What waits altogether, in the town or for one committee: calls.sums."""
    own = by_committee(on, settings, committee, posts=posts)
    answered = concerns.town(on, settings, committee=committee) if posts else None
    return Made(calls.sums, own, opinions(on, committee), registration.town([on]), answered, committee)
