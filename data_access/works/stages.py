"""The stages of a work as a fixed course: who has to act next, and what is odd about a course that was recorded."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from data_access.platform import EXITS, STAGES
from data_access.rows import or_none

ORDER = (*STAGES, *EXITS)
"""All stages as they are shown: the course, then the exits."""

ACTORS = {
    "proposed": "community_office",
    "approved": "committee",
    "design_published": "committee",
    "consulting": "committee",
    "confirmed": "community_office",
    "started": "contractor",
    "completed": "residents",
    "suspended": "community_office",
}
"""Who has to act for a work to leave a stage; evaluated and cancelled works are done with."""


LIGHTS = ("red", "suspended", "amber", "stuck", "green")
"""The lights, the most pressing first: overdue, suspended, a little late, in time but too long in its stage, in time."""
BEHIND = ("red", "suspended", "amber")
"""The lights of works that do not keep their plan."""
LATE = ("red", "amber")
"""Those of works that are past their planned day and under way."""
UNLIT = "none"
"""Stands for the light of a work without one: no planned date, or evaluated or cancelled."""


def timed(works: pd.DataFrame) -> bool:
    """Whether any of the works has a light, so that it can be told whether they keep their plan."""
    return bool(works["light"].isin(LIGHTS).any())


def by_light(works: pd.DataFrame) -> dict[str, int]:
    """How many of the works have each of LIGHTS, in their order."""
    counts = works["light"].value_counts()
    return {light: int(counts.get(light, 0)) for light in LIGHTS}


def behind(works: pd.DataFrame) -> dict[str, int]:
    """The same of BEHIND, without those that no work has."""
    return {light: count for light, count in by_light(works).items() if light in BEHIND and count}


class Flaw(NamedTuple):
    """What is odd about a stage's day: the kind of defect, the stage, and a day to name it by."""

    kind: str
    stage: str
    day: date


def flaws(entered: Mapping[str, date], today: date) -> list[Flaw]:
    """What is odd about the days on which a work entered its stages.

    Kinds: stage_in_future (after `today`: all else leaves it out, for it has not been), stage_order (before an earlier
    stage), stage_skipped (a later one was entered), cancelled_goes_on (a stage entered after the cancellation).
    """
    past = {name: day for name, day in entered.items() if day <= today}
    line = [(name, past[name]) for name in STAGES if name in past]
    found = [Flaw("stage_in_future", name, day) for name, day in entered.items() if day > today]
    for (_, before), (name, after) in zip(line, line[1:], strict=False):
        if after < before:
            found.append(Flaw("stage_order", name, after))
    if line:
        last, day = line[-1]
        passed = STAGES[: STAGES.index(last)]
        found += [Flaw("stage_skipped", name, day) for name in passed if name not in past]
    if "cancelled" in past:
        found += [Flaw("cancelled_goes_on", *stage) for stage in line if stage[1] > past["cancelled"]]
    return found


def entered(row: Mapping[str, Any], stages: Iterable[str]) -> dict[str, date]:
    """When a work entered each of the stages, in their order, without those that it did not. `row`: with entered_<stage>."""
    return {name: day for name in stages if (day := or_none(row[f"entered_{name}"]))}
