"""How far a decision has come: by the fact that it is about where one says so, else by the unit's word and the office's check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_access.platform import STAGES

OPEN = ("made", "returned")
"""What was last done to a decision that waits for its unit."""
DONE = "closed"
WITHDRAWN = "withdrawn"
STATES = ("made", "returned", "reported", DONE, WITHDRAWN)
"""How far a decision may have come: what was last done to it, or `closed` where a fact says so."""
STEPS = STAGES[1:]
"""The stages that a project can be asked to enter."""
FINISHED = "completed"
"""The stage by which a work is done where its decision names none."""


@dataclass(frozen=True)
class Stand:
    """Where a decision stands on a day: one of STATES, the day on which it was done, whether a fact says so, and whether it is
    late."""

    state: str
    done_on: date | None
    by_fact: bool
    late: bool


def stand(steps: Sequence[Any], due_on: date, fact_on: date | None, day: date) -> Stand:
    """Where a decision stands. `steps`: what happened to it by the day, the first that it was made; `fact_on`: the day by which
    what it is about was done, if it was."""
    last = steps[-1]
    if last.kind == WITHDRAWN:
        return Stand(WITHDRAWN, None, False, False)
    if last.kind == DONE:
        return Stand(DONE, last.at.date(), False, False)
    if fact_on is not None and steps[0].at.date() <= fact_on <= day:
        return Stand(DONE, fact_on, True, False)
    return Stand(last.kind, None, False, day > due_on)
