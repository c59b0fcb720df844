"""Coverage to reach by a day: the targets that hold, and the way to them."""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Select, select

from data_access import store
from data_access.clock import SHANGHAI, end_of
from data_access.made import Made
from data_access.metrics import COVERAGE
from data_access.records import coverage_target, query
from data_access.registration import standing
from data_access.settings import Settings, Target
from data_access.store import TOWN

FLOW_DAYS = 14


def stored() -> Select:
    """All targets ever kept: area (TOWN or a committee's code), due, coverage, set_at (missing: since always), closed_at
    (missing: not closed)."""
    kept = coverage_target.c
    columns = (kept.area_code.label("area"), kept.due, kept.coverage, kept.set_at, kept.closed_at)
    return query(*columns).order_by(kept.area_code != TOWN, kept.area_code, kept.due, kept.set_at)


def governing(on: date) -> Made[pd.DataFrame]:
    """The targets that govern what is seen of the day, as `holding` gives them: on the store's last day those of now, before
    it those that stood at the day's end."""
    return Made(_governing, stored(), select(store.state.c.last_day), on)


def _governing(stored: pd.DataFrame, state: pd.DataFrame, on: date) -> pd.DataFrame:
    return holding(stored, on if len(state) and on < state["last_day"][0] else None)


def holding(stored: pd.DataFrame, past: date | None = None) -> pd.DataFrame:
    """The targets of `stored` that hold now, or that held at the end of a past day: area, due, coverage."""
    end = end_of(past).replace(tzinfo=SHANGHAI) if past else None
    holds = [
        (pd.isna(row.closed_at) or bool(end and row.closed_at >= end))
        and (end is None or pd.isna(row.set_at) or row.set_at < end)
        for row in stored.itertuples()
    ]
    return stored.loc[holds, ["area", "due", "coverage"]].reset_index(drop=True)


def in_force(stored: pd.DataFrame | None, settings: Settings) -> tuple[Target, ...]:
    """The targets of `holding`, and those of the settings for areas of which it has none."""
    kept = (
        []
        if stored is None
        else [
            Target(coverage=row.coverage, due=row.due, committee=None if row.area == TOWN else row.area)
            for row in stored.itertuples()
        ]
    )
    taken = {target.committee for target in kept}
    return (*kept, *(target for target in settings.targets if target.committee not in taken))


def target_of(code: str | None, on: date, targets: Iterable[Target]) -> Target | None:
    """The target in force for a committee (None: the town): its own, else the town's; the next one due, else
    the last."""
    targets = tuple(targets)
    own = [target for target in targets if target.committee == code]
    in_order = sorted(own or (t for t in targets if t.committee is None), key=lambda target: target.due)
    return next((target for target in in_order if target.due >= on), in_order[-1] if in_order else None)


def of_each(committees: pd.Series, on: date, targets: tuple[Target, ...]) -> pd.DataFrame:
    """The target of each committee, in the rows' order: coverage, due; missing where there is none."""
    own = {target.committee for target in targets}
    common = target_of(None, on, targets)
    found = [target_of(code, on, targets) if code in own else common for code in committees]
    rates = pd.Series([goal.coverage if goal else None for goal in found], committees.index, dtype=float)
    days = pd.Series([goal.due if goal else None for goal in found], committees.index, dtype="object")
    return pd.DataFrame({"coverage": rates, "due": days})


def ways(standings: pd.DataFrame, flows: pd.DataFrame, on: date) -> pd.DataFrame:
    """The way of each committee with a base and a target to it: committee, needed (households), pace (a day,
    missing once it is due), earliest and latest (days), undated (why there is none); see standing.to_target.

    `standings` is progress.standings, `flows` outreach.household_flows of at least the last 14 days.
    """
    lately = _lately(flows, on)
    found = []
    for row in standings[standings["goal"].notna() & standings["value"].notna()].itertuples():
        daily = (
            lately.loc[row.committee].dropna().astype(int).tolist() if row.committee in lately.index else []
        )
        bound, base = int(row.households), int(row.occupied_households)
        found.append((row.committee, standing.to_target(row.goal, row.due, bound, base, daily, on)))
    return _frame(found)


def way_of_town(
    standings: pd.DataFrame, flows: pd.DataFrame, on: date, settings: Settings, stored: pd.DataFrame
) -> tuple[Target | None, standing.ToTarget | None]:
    """The town's target and its way to it, over the committees that have a base; each None where there is none."""
    goal, total = target_of(None, on, in_force(stored, settings)), COVERAGE.of_all(standings)
    if goal is None or total.value is None:
        return goal, None
    based = standings["committee"][standings["value"].notna()]
    daily = _lately(flows, on).reindex(based).sum(axis=0, min_count=1).dropna().astype(int).tolist()
    return goal, standing.to_target(goal.coverage, goal.due, int(total.part), int(total.whole), daily, on)


def _lately(flows: pd.DataFrame, on: date) -> pd.DataFrame:
    """Net new households of the last days: rows committees, columns days, oldest first."""
    first = on - timedelta(days=FLOW_DAYS)
    recent = flows[(flows["day"] >= first) & (flows["day"] <= on)]
    return recent.pivot(index="committee", columns="day", values="households").diff(axis=1).iloc[:, 1:]


def _frame(found: list[tuple[str, standing.ToTarget]]) -> pd.DataFrame:
    columns = ["committee", "needed", "pace", "earliest", "latest", "undated"]
    rows = [
        (
            code,
            way.needed,
            None if way.pace is None else float(way.pace),
            way.earliest,
            way.latest,
            way.reason,
        )
        for code, way in found
    ]
    return pd.DataFrame(rows, columns=columns).astype({"needed": "Int64", "pace": float})
