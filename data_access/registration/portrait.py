"""One committee among all of a day: where it stands, what moved it, what its next place and its target cost."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data_access import rows
from data_access.metrics import COVERAGE
from data_access.registration import movement
from data_access.registration.movement import Movement
from data_access.registration.progress import Standing


@dataclass(frozen=True)
class Portrait:
    """A committee valid on the day. `above`: the row of progress.standings that its next place has to pass; `way`: its row
    of targets.ways; both None where there is none."""

    row: Standing
    moved: Movement
    above: Any
    way: Any
    spans: dict[int, int | None]
    """Net new households by span in days."""
    ranked: int
    """How many committees have a place."""
    kept: bool
    """Whether the town keeps households."""


def of(
    standings: pd.DataFrame,
    moved: Movement,
    ways: pd.DataFrame,
    days: pd.DataFrame,
    committee: str,
    on: date,
) -> Portrait | None:
    """The committee's portrait; None where it is not there on the day. `standings`: progress.standings; `ways`:
    targets.ways; `days`: areas.of_committee."""
    row = rows.one(standings, committee)
    if row is None:
        return None
    above, way = movement.next_above(standings, committee), rows.one(ways, committee)
    ranked = int(standings["place"].notna().sum())
    return Portrait(row, moved, above, way, movement.spans(days, on), ranked, COVERAGE.kept(standings))
