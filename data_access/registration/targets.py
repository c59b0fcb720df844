"""Coverage to reach by a day: kept in the store, set on the command line, else from the settings file."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection, Select, delete, func, insert, select, update

from data_access import state, store
from data_access.database import only_writer, snapshot, store_engine
from data_access.metrics import COVERAGE
from data_access.problem import Problem
from data_access.registration import standing
from data_access.settings import Settings, Target
from data_access.store import TOWN

FLOW_DAYS = 14
DEMONSTRATION = Target(coverage=0.30, due=date(2017, 8, 31))
"""What the demonstration town has set itself, so that its pages show a way to a target."""


def stored() -> Select:
    """The store's targets: area (TOWN or a committee's code), name (missing for the town), due, coverage."""
    target, committee = store.target.c, store.committee.c
    return (
        select(target.area_code.label("area"), committee.name, target.due, target.coverage)
        .select_from(store.target.outerjoin(store.committee, committee.code == target.area_code))
        .order_by(target.area_code != TOWN, target.area_code, target.due)
    )


def in_force(stored: pd.DataFrame | None, settings: Settings) -> tuple[Target, ...]:
    """The store's targets, and those of the settings for areas of which the store has none."""
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


def put(url: str, coverage: str, due: str, committee: str | None) -> Target:
    """Keeps a target in the store, in the place of one of the same area and day.

    Raises Problem where a value is none, the committee is unknown, or the store cannot be written.
    """
    target = Target(coverage=_share(coverage), due=_day(due), committee=committee)
    area = committee or TOWN

    def change(connection: Connection) -> None:
        existing = connection.scalar(select(store.committee.c.code).where(store.committee.c.code == area))
        if committee and not existing:
            raise Problem("target_committee", code=committee)
        _keep(connection, target)

    _write(url, change)
    return target


def begin(connection: Connection) -> None:
    """Keeps the demonstration's target in a store that has none."""
    if not connection.scalar(select(func.count()).select_from(store.target)):
        _keep(connection, DEMONSTRATION)


def remove(url: str, due: str, committee: str | None) -> None:
    """Takes a target out of the store. Raises Problem where there is none of that area and day."""
    area, day = committee or TOWN, _day(due)

    def change(connection: Connection) -> None:
        if not _take(connection, area, day):
            raise Problem("target_unknown", due=day)

    _write(url, change)


def listed(url: str, settings: Settings) -> list[tuple[Target, str | None, bool]]:
    """The targets in force, each with its committee's name (missing: the town's) and whether it is the store's."""
    engine = store_engine(url)
    try:
        with snapshot(engine) as connection:
            state.of(connection)
            rows = pd.DataFrame(connection.execute(stored()).mappings().all())
            names = dict(connection.execute(select(store.committee.c.code, store.committee.c.name)).all())
    finally:
        engine.dispose()
    kept = len(rows)
    targets = in_force(rows if kept else None, settings)
    return [
        (target, names.get(target.committee, target.committee), number < kept)
        for number, target in enumerate(targets)
    ]


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


def _share(written: str) -> float:
    try:
        share = float(written.rstrip("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        share = 0
    if not 0 < share <= 1:
        raise Problem("target_coverage", value=written[:40])
    return share


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Problem("target_due", value=written[:40]) from error


def _keep(connection: Connection, target: Target) -> None:
    area = target.committee or TOWN
    _take(connection, area, target.due)
    row = {"area_code": area, "due": target.due, "coverage": target.coverage}
    connection.execute(insert(store.target).values(row))


def _take(connection: Connection, area: str, due: date) -> bool:
    target = store.target.c
    return (
        connection.execute(delete(store.target).where(target.area_code == area, target.due == due)).rowcount
        > 0
    )


def _write(url: str, change: Callable[[Connection], None]) -> None:
    """Changes the targets, and lets pages know that what they keep is old."""
    engine = store_engine(url)
    try:
        with only_writer(engine) as connection:
            state.of(connection)
            change(connection)
            connection.execute(update(store.state).values(version=store.state.c.version + 1))
    except Problem as problem:
        if problem.key == "refresh_running":
            raise Problem("target_busy") from problem
        raise
    finally:
        engine.dispose()
