"""One project's story in one value: what it is, where it stands, its plan, its opinions and its vote."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data_access.works import ledger, needed, plans, project, voting
from data_access.works.needed import Needed
from data_access.works.plans import Change, Plan
from data_access.works.project import Stop
from data_access.works.voting import Outcome


@dataclass(frozen=True)
class Story:
    """A project at the end of a day. `about` is a row of project.about; `standing` one of consultation.as_of, None where
    there is no stage yet, and `begins_later` whether the first one comes after the day; the frames are what they are called."""

    about: Any
    standing: Any
    begins_later: bool
    stops: tuple[Stop, ...]
    plans: tuple[Plan, ...]
    entries: pd.DataFrame
    counts: pd.DataFrame
    buildings: pd.DataFrame
    ballot: pd.DataFrame
    """voting.vote."""
    ratings: pd.DataFrame
    photos: pd.DataFrame

    @property
    def built(self) -> int | None:
        """Days from start to completion."""
        return project.took(self.stops, "started", "completed")

    @property
    def revised(self) -> int | None:
        """How many clauses differ between the first version of the plan and the last."""
        return plans.revised(self.plans)

    @property
    def vote(self) -> Outcome | None:
        """What the rule makes of the vote."""
        return voting.outcome(self.ballot)

    @property
    def needed(self) -> Needed | None:
        """What the vote still lacks, while votes come in."""
        stage = None if self.standing is None else self.standing.stage
        return needed.of(self.vote, stage, self.stops)

    def pair(self, query: str) -> tuple[int, ...]:
        """Which of `plans` to compare, as an address asks: two of them by their place, or none."""
        pair = plans.pair(self.plans, query) or ()
        return tuple(place for one in pair for place, plan in enumerate(self.plans) if plan is one)

    @property
    def parts(self) -> dict[str, pd.DataFrame]:
        """The opinions by what became of them: ledger.parts."""
        return ledger.parts(self.entries)

    @property
    def heard(self) -> pd.DataFrame:
        """How many of the buildings were heard: ledger.heard."""
        return ledger.heard(self.buildings)


@dataclass(frozen=True)
class Comparison:
    """Two versions of a plan, what changed from one to the other (None where one cannot be read), and by a clause's key the
    opinions that changed it."""

    pair: tuple[Plan, Plan]
    changes: tuple[Change, ...] | None
    causes: dict[str, pd.DataFrame]


def of(
    found: tuple[Any, Any],
    stages: pd.DataFrame,
    published: tuple[Plan, ...],
    entries: pd.DataFrame,
    counts: pd.DataFrame,
    buildings: pd.DataFrame,
    ballot: pd.DataFrame,
    ratings: pd.DataFrame,
    photos: pd.DataFrame,
    on: date,
    today: date,
) -> Story | None:
    """The story; None where there is no such project. `found`: project.found; `published`: plans.published; `stages` and
    `photos`: all of the project's."""
    about, standing = found
    if about is None:
        return None
    stops = project.rail(stages, standing.stage if standing else None, on, today)
    begins_later = standing is None and project.begins_later(stages, on, today)
    visible = project.visible_photos(photos, stops, on)
    return Story(
        about, standing, begins_later, stops, published, entries, counts, buildings, ballot, ratings, visible
    )


def compared(
    published: tuple[Plan, ...], entries: pd.DataFrame, places: tuple[int, ...]
) -> Comparison | None:
    """Two versions by their places, as of Story.pair; None for none."""
    if not places:
        return None
    pair = published[places[0]], published[places[1]]
    changes = plans.diff(*pair)
    return Comparison(pair, changes, ledger.behind(entries, pair, changes))
