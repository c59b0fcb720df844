"""The must-visit campaign (四三五六必访): how many households of each category were visited, and at what pace."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, cast, exists, func, null, select, union_all

from data_access.clock import DAY
from data_access.store import visit_step, visit_target

LATELY = 14


def on_day(on: date) -> Select:
    """Each committee's target for each category on the day: committee, category, target (households; missing where there
    are visits without one), due_on (missing: none), visited (distinct households by the day) and before (by LATELY days
    before it)."""
    goal, step = visit_target.c, visit_step.c
    aimed = exists().where(goal.committee_code == step.committee_code, goal.category == step.category)
    none = (cast(null(), column.type) for column in (goal.households, goal.due_on))
    cells = union_all(
        select(goal.committee_code, goal.category, goal.households, goal.due_on),
        select(step.committee_code, step.category, *none).where(step.day <= on, ~aimed).distinct(),
    ).subquery()
    cell = cells.c
    return select(
        cell.committee_code.label("committee"),
        cell.category,
        cell.households.label("target"),
        cell.due_on,
        _visited(cell, on).label("visited"),
        _visited(cell, on - LATELY * DAY).label("before"),
    ).order_by(cell.committee_code, cell.category)


def _visited(cell: Any, day: date) -> ColumnElement:
    step = visit_step.alias()
    latest = (
        select(step.c.households)
        .where(
            step.c.committee_code == cell.committee_code, step.c.category == cell.category, step.c.day <= day
        )
        .order_by(step.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(latest, 0)


def of_valid(targets: pd.DataFrame, committees: pd.DataFrame) -> pd.DataFrame:
    """The targets of the committees there are on the day. `committees`: with a column committee."""
    return targets[targets["committee"].isin(committees["committee"])]


def counted(targets: pd.DataFrame) -> pd.DataFrame:
    """The targets that count: of 1 household or more; what is visited without one counts nowhere."""
    return targets[pd.to_numeric(targets["target"]) > 0].reset_index(drop=True)


def left_out(targets: pd.DataFrame) -> pd.DataFrame:
    """The cells that count nowhere: committee, category."""
    without = ~(pd.to_numeric(targets["target"]) > 0)
    return targets.loc[without, ["committee", "category"]].reset_index(drop=True)


def summed(targets: pd.DataFrame, by: str, on: date) -> pd.DataFrame:
    """The targets that count by `category` or `committee`, in the order of what is left: target, visited, left (households),
    due_on (the latest, missing where one has none), pace (needed a day until then), lately (a day, of late) and state.

    What is visited beyond one target makes up for nothing elsewhere. A state is `done`, `overdue`, `behind` (the days
    left ask for more than came of late), `on_pace`, or `open` (not due on any day).
    """
    rows = counted(targets)
    rows = rows.assign(left=(rows["target"] - rows["visited"]).clip(lower=0))
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


@dataclass(frozen=True)
class Sums:
    """`summed` by category and by committee, and what counts in neither."""

    categories: pd.DataFrame
    committees: pd.DataFrame
    left_out: pd.DataFrame


def sums(targets: pd.DataFrame, on: date) -> Sums:
    """The town's visits. `targets`: of_valid."""
    return Sums(summed(targets, "category", on), summed(targets, "committee", on), left_out(targets))


def of_committee(
    targets: pd.DataFrame, committee: str, on: date, limit: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A committee's categories as `suppressed`, and its cells that count nowhere."""
    return suppressed(targets, committee, on, limit), left_out(targets[targets["committee"] == committee])


def suppressed(targets: pd.DataFrame, committee: str, on: date, limit: int) -> pd.DataFrame:
    """The committee's categories as `summed`; `uncovered` is False where the numbers would tell of fewer households than `limit`.

    The sums of each committee and of each category are published, so each covered cell could be another number with
    all of these, and all that is shown, unchanged (see `covered`).
    """
    targets = counted(targets)
    cells = zip(*(targets[key] for key in ("committee", "category", "target", "visited")), strict=True)
    hidden = covered(list(cells), limit)
    found = summed(targets[targets["committee"] == committee], "category", on)
    uncovered = [(committee, category) not in hidden for category in found["category"]]
    return found.assign(uncovered=uncovered).sort_values("category", ignore_index=True)


def covered(cells: list[tuple[str, str, int, int]], limit: int) -> set[tuple[str, str]]:
    """Which cells (committee, category) are covered, so that the sums of committees and categories give none of them
    away. `cells`: committee, category, target, visited.

    A covered cell is safe where it lies on a ring of covered cells that are neither empty nor done: one household
    more here, one less in the next, and so round, changes no sum. Beside each other one more is covered, by the
    targets, the largest first, for these are public.
    """
    target = {(committee, category): households for committee, category, households, _ in cells}
    counts = {(where, what): (whole, part, whole - part) for where, what, whole, part in cells}
    small = {place for place, numbers in counts.items() if any(0 < count < limit for count in numbers)}
    movable = {place for place, (whole, part, _) in counts.items() if 0 < part < whole}
    hidden = set(small)
    while exposed := (small & movable) - _on_rings(hidden & movable) | _lonely(hidden):
        beside = {cell for place in exposed for cell in _beside(place, target, hidden)}
        if not beside:
            break
        hidden |= beside
    return hidden


def _lonely(hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The covered cells that are the only one of their committee or category."""
    lines = [Counter(place[key] for place in hidden) for key in (0, 1)]
    return {place for place in hidden if any(lines[key][place[key]] == 1 for key in (0, 1))}


def _on_rings(cells: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The cells that lie on a ring of cells, each in one committee or category with the next."""
    lines: dict[tuple, set] = {}
    for place in cells:
        for line in enumerate(place):
            lines.setdefault(line, set()).add(place)
    return {place for place in cells if _returns(place, lines)}


def _returns(place: tuple[str, str], lines: dict[tuple, set]) -> bool:
    """Whether a way leads from the cell's committee to its category without the cell."""
    start, end = enumerate(place)
    seen, ahead = {start}, [start]
    while ahead:
        for other in lines[ahead.pop()] - {place}:
            for line in set(enumerate(other)) - seen:
                if line == end:
                    return True
                seen.add(line)
                ahead.append(line)
    return False


def _beside(place: tuple[str, str], target: dict[tuple[str, str], int], hidden: set) -> list[tuple[str, str]]:
    """The cells of the largest targets that are not covered, of the cell's committee and of its category."""
    others = ([p for p in target if p[key] == place[key] and p not in hidden] for key in (0, 1))
    return [max(line, key=lambda p: (target[p], p)) for line in others if line]


def _state(row: Any, on: date) -> str:
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
