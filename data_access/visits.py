"""The must-visit campaign (四三五六必访): how many households of each category were visited, and at what pace."""

from datetime import date

import pandas as pd
from sqlalchemy import Select, func, select

from data_access.clock import DAY
from data_access.store import visit_step, visit_target

LATELY = 14


def on_day(on: date) -> Select:
    """Each committee's target for each category on the day: committee, category, target (households), due_on (missing:
    none), visited (distinct households by the day) and before (by LATELY days before it)."""
    return select(
        visit_target.c.committee_code.label("committee"),
        visit_target.c.category,
        visit_target.c.households.label("target"),
        visit_target.c.due_on,
        _visited(on).label("visited"),
        _visited(on - LATELY * DAY).label("before"),
    ).order_by(visit_target.c.committee_code, visit_target.c.category)


def _visited(day: date):
    step = visit_step.alias()
    latest = (
        select(step.c.households)
        .where(
            step.c.committee_code == visit_target.c.committee_code,
            step.c.category == visit_target.c.category,
            step.c.day <= day,
        )
        .order_by(step.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(latest, 0)


def of_valid(targets: pd.DataFrame, committees: pd.DataFrame) -> pd.DataFrame:
    """The targets of the committees there are on the day. `committees`: with a column committee."""
    return targets[targets["committee"].isin(committees["committee"])]


def summed(targets: pd.DataFrame, by: str, on: date) -> pd.DataFrame:
    """The targets by `category` or `committee`, in the order of what is left: target, visited, left (households),
    due_on (the latest, missing where one has none), pace (needed a day until then), lately (a day, of late) and state.

    What is visited beyond one target makes up for nothing elsewhere. A state is `done`, `overdue`, `behind` (the days
    left ask for more than came of late), `on_pace`, or `open` (not due on any day).
    """
    rows = targets.assign(left=(targets["target"] - targets["visited"]).clip(lower=0))
    found = rows.groupby(by, as_index=False).agg(
        target=("target", "sum"),
        visited=("visited", "sum"),
        before=("before", "sum"),
        left=("left", "sum"),
        due_on=("due_on", _latest),
    )
    found = found.assign(lately=(found["visited"] - found["before"]) / LATELY)
    found["pace"] = [_pace(row.left, row.due_on, on) for row in found.itertuples()]
    found["state"] = [_state(row, on) for row in found.itertuples()]
    return found.sort_values(["left", by], ascending=[False, True], ignore_index=True)


def told(targets: pd.DataFrame, committee: str, on: date, limit: int) -> pd.DataFrame:
    """The committee's categories as `summed`; `told` is False where the numbers would tell of fewer households than `limit`.

    The sums of each committee and of each category are published, so a cell that is covered never stands alone in
    its row or column.
    """
    rows = targets.reset_index(drop=True)
    left = rows["target"] - rows["visited"]
    small = [(rows["target"], "target"), (rows["visited"], "visited"), (left, "left")]
    covered = pd.concat([counts.between(1, limit - 1) for counts, _ in small], axis=1).any(axis=1)
    while True:
        alone = _beside_the_lonely(rows, covered)
        if not alone:
            own = rows["committee"] == committee
            hidden = set(rows.loc[own & covered, "category"])
            found = summed(rows[own], "category", on).sort_values("category", ignore_index=True)
            return found.assign(told=~found["category"].isin(hidden))
        covered.loc[alone] = True


def _beside_the_lonely(rows: pd.DataFrame, covered: pd.Series) -> list[int]:
    """Rows to cover beside each covered cell that is the only one of its committee or category: by the targets, the
    largest first, for these are public."""
    more = set()
    for key in ("committee", "category"):
        hidden = rows[covered].groupby(key).size()
        for place in hidden[hidden == 1].index:
            others = rows[(rows[key] == place) & ~covered]
            if len(others):
                more.add(others.sort_values(["target", "committee", "category"]).index[-1])
    return sorted(more)


def _state(row, on: date) -> str:
    if row.left <= 0:
        return "done"
    if row.due_on is None or pd.isna(row.due_on):
        return "open"
    if row.pace is None or pd.isna(row.pace):
        return "overdue"
    return "behind" if row.lately < row.pace else "on_pace"


def _latest(days: pd.Series) -> date | None:
    return None if days.isna().any() else max(days)


def _pace(left: float, due_on: date | None, on: date) -> float | None:
    if due_on is None or pd.isna(due_on) or due_on <= on:
        return None
    return left / (due_on - on).days
