"""The stages of a work as a fixed course: who has to act next, and what is odd about a course that was recorded."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from data_access.platform import EXITS, STAGES

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


def timed(works: pd.DataFrame) -> bool:
    """Whether any of the works has a light, so that it can be told whether they keep their plan."""
    return bool(works["light"].isin(["green", "amber", "red"]).any())


def flaws(entered: Mapping[str, date], today: date) -> list[tuple[str, date]]:
    """What is odd about the days on which a work entered its stages, as (kind of defect, day).

    Kinds: stage_in_future (after `today`), stage_order (before an earlier stage), stage_skipped,
    cancelled_goes_on (a stage entered after the cancellation).
    """
    line = [(name, entered[name]) for name in STAGES if name in entered]
    found = [("stage_in_future", day) for day in entered.values() if day > today]
    for (_, before), (_, after) in zip(line, line[1:], strict=False):
        if after < before:
            found.append(("stage_order", after))
    if line and STAGES.index(line[-1][0]) + 1 > len(line):
        found.append(("stage_skipped", line[-1][1]))
    if "cancelled" in entered:
        found += [("cancelled_goes_on", day) for _, day in line if day > entered["cancelled"]]
    return found
