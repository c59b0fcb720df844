"""What waits for a committee to act: opinions and posts without an answer, applications, late works; queries and what
follows from them.

`posts`: whether the town's platform says when posts were answered; where it does not, none is said to wait.
"""

from datetime import date
from typing import Any

import pandas as pd

from data_access import concerns, registration, works
from data_access.access.rights import Rights
from data_access.concerns.answers import Answered
from data_access.made import Made
from data_access.settings import Settings
from data_access.vocabulary import Topic
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
    standings, asks = registration.standings(on, settings), concerns.by_committee(on)
    of_posts = asks if posts else NO_POSTS
    return Made(
        calls.by_committee, standings, opinions(on, committee), works.standing(on), of_posts, committee
    )


def sums(
    on: date, settings: Settings, committee: str | None = None, *, posts: bool = True
) -> Made[calls.Sums]:
    """What waits altogether, in the town or for one committee: calls.sums."""
    own = by_committee(on, settings, committee, posts=posts)
    answered = concerns.town(on, committee=committee) if posts else None
    return Made(calls.sums, own, opinions(on, committee), registration.town([on]), answered, committee)


def of_committee(
    code: str, on: date, settings: Settings, rights: Rights, topics: tuple[Topic, ...]
) -> Made[tuple[pd.DataFrame, Answered, pd.DataFrame]]:
    """What waits for one committee's answer: `opinions`, concerns.town and the first of concerns.waiting of it. `topics`:
    Settings.topics_of the town."""
    answered = concerns.town(on, committee=code)
    posts = concerns.waiting(on, settings, rights, topics, code)
    return Made(_together, opinions(on, code), answered, posts.first(1))


def promises(code: str, on: date) -> Made[tuple[Answered, pd.DataFrame]]:
    """How a committee answers: concerns.town and works.opinions of it."""
    return Made(_together, concerns.town(on, committee=code), works.opinions(on, code))


def _together(*parts: Any) -> tuple:
    return parts
