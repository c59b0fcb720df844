"""Which slips the rule proposes: of open cases that nobody has touched, that are late, or that were sent back again and again."""

from datetime import date
from typing import Any, Protocol

import pandas as pd

from data_access import sensitive
from data_access.cases.calendar import Calendar
from data_access.rows import Maybe
from data_access.supervision.slips import ENDED

LONG = 3
"""Working days after which a case that is overdue gets a red slip."""
OFTEN = 2
"""Returns after which it does."""
REASONS = {"returned_twice": "red", "overdue_long": "red", "overdue": "orange", "due_soon": "blue"}
"""Why the rule proposes a slip, and the colour that it begins with; the first that holds."""
ASKED = "asked"
"""The reason of a slip that somebody of the leading group has asked for."""


class Proposal(Protocol):
    """A row of `of_cases`."""

    case: str
    title: str
    reason: str
    """One of REASONS."""
    colour: str
    unit_kind: str
    unit: str
    unit_name: Maybe[str]
    """Who handles the case: the department that holds it, else its committee."""
    due_on: date
    """The case's own last day."""
    returned: int
    sensitive: Maybe[str]
    """sensitive.MARK, of cases."""


def of_cases(cases: pd.DataFrame, slips: pd.DataFrame, on: date, calendar: Calendar) -> pd.DataFrame:
    """The cases about which a slip is to be issued and none is under way, the gravest first: rows of `Proposal`. `cases`:
    cases.listed; `slips`: slips.standing."""
    under_way = slips[(slips["about"] == "case") & ~slips["state"].isin(ENDED)]["thing"]
    found = [
        _proposal(row, reason)
        for row in cases[~cases["case"].isin(under_way)].itertuples()
        if (reason := _reason(row, on, calendar))
    ]
    frame = pd.DataFrame(found, columns=[*Proposal.__annotations__])
    order = frame["reason"].map({reason: place for place, reason in enumerate(REASONS)})
    return frame.assign(order=order).sort_values(["order", "due_on", "case"], ignore_index=True)


def on_request(cases: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    """The other open cases, of which a leader may ask that their units be reminded: rows of `Proposal`. `cases`: cases.listed;
    `proposals`: of `of_cases`."""
    others = cases[cases["light"].notna() & ~cases["case"].isin(proposals["case"])]
    return pd.DataFrame(
        [_proposal(row, ASKED) for row in others.itertuples()], columns=[*Proposal.__annotations__]
    )


def _reason(row: Any, on: date, calendar: Calendar) -> str | None:
    if not isinstance(row.light, str):
        return None
    late = row.light == "red"
    holds = {
        "returned_twice": row.returned >= OFTEN,
        "overdue_long": late and calendar.between(row.due_on, on) > LONG,
        "overdue": late,
        "due_soon": row.light == "amber" and row.state == "received",
    }
    return next((reason for reason in REASONS if holds[reason]), None)


def _proposal(row: Any, reason: str) -> dict[str, object]:
    held = isinstance(row.department, str)
    unit = {"unit_kind": "department", "unit": row.department, "unit_name": row.department_name}
    local = {"unit_kind": "committee", "unit": row.committee, "unit_name": row.name}
    kept = {name: getattr(row, name) for name in ("case", "title", "due_on", "returned", sensitive.MARK)}
    return kept | {"reason": reason, "colour": REASONS.get(reason, "blue")} | (unit if held else local)
