"""Registration in the store: dense stocks of committees and town, steps of the areas below."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, Select, and_, func, select, union_all

from data_access import store
from data_access.refresh.areas import Areas
from data_access.refresh.homes import Homes
from data_access.refresh.rows import membership
from data_access.refresh.stocks import Period, of_committees, registered, waiting
from data_access.refresh.writing import batches, replace
from data_access.store import TOWN

_COMMITTEES_AT_ONCE = 400


def count_days(
    source: Connection, target: Connection, homes: Homes, codes: set[str] | None, period: Period
) -> int:
    """Counts the period's days again, for these committees (all, if None) and the town."""
    areas = homes.areas
    chosen = sorted(areas.committees if codes is None else codes & areas.committees.keys())
    table = store.registration_day
    in_period = table.c.day.between(period.first, period.last)
    before = _eve(target, period)
    changed = 0
    for batch in batches(chosen, _COMMITTEES_AT_ONCE):
        stocks = _stocks(source, homes, "committee", batch, period)
        rows = [row for code in batch for row in _committee_rows(areas, stocks, before, code, period)]
        changed += replace(target, table, rows, and_(in_period, table.c.area_code.in_(batch)))
    if codes is None:
        changed += replace(
            target, table, [], and_(in_period, table.c.area_code.not_in([*areas.committees, TOWN]))
        )
    town = _stocks(source, homes, "town", None, period)
    households = _town_households(target, period)
    rows = [
        _row(day, TOWN, _counts(town, before, TOWN, n) | {"households": households.get(day, 0)}, None)
        for n, day in enumerate(period.days)
    ]
    return changed + replace(target, table, rows, and_(in_period, table.c.area_code == TOWN))


def count_steps(
    source: Connection, target: Connection, homes: Homes, codes: set[str] | None, period: Period
) -> int:
    """Counts the steps of neighbourhoods and buildings within the period again."""
    areas = homes.areas
    chosen = sorted(areas.committees if codes is None else codes & areas.committees.keys())
    table = store.area_step
    in_period = table.c.day.between(period.first, period.last)
    changed = 0
    for batch in batches(chosen, _COMMITTEES_AT_ONCE):
        rows = [row for steps in _steps(source, target, homes, batch, period) for row in steps]
        changed += replace(target, table, rows, and_(table.c.committee_code.in_(batch), in_period))
    if codes is None:
        changed += replace(target, table, [], table.c.committee_code.not_in(sorted(areas.committees)))
    return changed


def pack_days(target: Connection, first: date, last: date) -> int:
    """Repeats the households of the days' committees in one row a day; returns how many rows changed."""
    day, table = store.registration_day.c, store.household_day
    rows = target.execute(
        select(day.day, day.area_code, day.households, day.occupied_households)
        .where(day.day.between(first, last), day.area_code != TOWN)
        .order_by(day.day, day.area_code)
    )
    packed = [_packed(day, list(committees)) for day, committees in groupby(rows, key=lambda row: row.day)]
    return replace(target, table, packed, table.c.day.between(first, last))


def _packed(day: date, rows: list) -> tuple:
    _, codes, bound, bases = zip(*rows, strict=True)
    based = [(households, base) for households, base in zip(bound, bases, strict=True) if base and base > 0]
    sums = sum(households for households, _ in based), sum(base for _, base in based) or None
    return day, *map(json.dumps, (codes, bound, bases)), *sums


def _stocks(source: Connection, homes: Homes, level: str, codes: list[str] | None, period: Period) -> dict:
    """By measure and (committee, area) how the stock of each day differs from the eve's."""
    resident, household = membership.c.resident_id, membership.c.household_id
    spans = {
        "registered": (registered(homes, level), resident, 0),
        "party_registered": (registered(homes, level, party=True), resident, 0),
        "waiting": (waiting(homes, level), resident, 0),
        "waiting_long": (waiting(homes, level, days=2), resident, 2),
    }
    if level == "committee":
        spans["households"] = registered(homes, level, person=household), household, 0
    return {
        measure: period.changes(source, of_committees(homes, period.of_movers(homes, *span), codes))
        for measure, span in spans.items()
    }


def _eve(target: Connection, period: Period) -> dict[str, dict]:
    """What the store says of the day before the period, by area."""
    table = store.registration_day
    rows = target.execute(select(table).where(table.c.day == period.eve)).mappings()
    return {} if period.whole else {row["area_code"]: dict(row) for row in rows}


def _committee_rows(areas: Areas, stocks: dict, before: dict, code: str, period: Period) -> Iterable[tuple]:
    valid = areas.committees[code]
    bases = areas.bases(code).get(code, [])
    place, base = 0, None
    for n, day in enumerate(period.days):
        while place < len(bases) and bases[place][0] <= day:
            base = bases[place][1]
            place += 1
        if valid.holds(day):
            yield _row(day, code, _counts(stocks, before, code, n), base)


def _counts(stocks: dict, before: dict, code: str, n: int) -> dict[str, int]:
    """The area's stocks at the end of the period's n-th day."""
    earlier = before.get(code, {})
    changes = {measure: found.get((code, code)) for measure, found in stocks.items()}
    return {
        measure: earlier.get(measure, 0) + (0 if change is None else int(change[n]))
        for measure, change in changes.items()
    }


def _row(day: date, code: str, counts: dict[str, int], base: int | None) -> tuple:
    values = {"day": day, "area_code": code, "occupied_households": base} | counts
    return tuple(values[column.name] for column in store.registration_day.columns)


def _town_households(target: Connection, period: Period) -> dict[date, int]:
    table = store.registration_day
    rows = target.execute(
        select(table.c.day, func.sum(table.c.households))
        .where(table.c.day.between(period.first, period.last), table.c.area_code != TOWN)
        .group_by(table.c.day)
    )
    return {day: int(households) for day, households in rows}


def _steps(
    source: Connection, target: Connection, homes: Homes, codes: list[str], period: Period
) -> Iterable[list[tuple]]:
    """For each area of the committees its rows."""
    areas = homes.areas
    changes = {}
    for measure, person in (
        ("registered", membership.c.resident_id),
        ("households", membership.c.household_id),
    ):
        levels = (registered(homes, level, person=person) for level in ("neighbourhood", "building"))
        spans = union_all(
            *(of_committees(homes, period.of_movers(homes, level, person), codes) for level in levels)
        )
        changes[measure] = period.changes(source, spans)
    before = _latest(target, codes, period)
    inside = defaultdict(set)
    for committee, area in [*changes["registered"], *changes["households"], *before]:
        inside[committee].add(area)
    for code in codes:
        bases = areas.bases(code)
        for area in sorted({*inside[code], *bases} - {code}):
            yield _area_steps(code, area, changes, bases.get(area, []), before.get((code, area)), period)


def _latest(target: Connection, codes: list[str], period: Period) -> dict[tuple[str, str], tuple]:
    """What the store says of the areas on the eve: registered, households, base."""
    if period.whole:
        return {}
    rows = target.execute(area_steps_on(period.eve).where(store.area_step.c.committee_code.in_(codes)))
    return {(row.committee_code, row.area_code): tuple(row[3:6]) for row in rows}


def area_steps_on(day: date) -> Select:
    """The latest row of every area at the end of a day, in the table's columns."""
    step = store.area_step.c
    latest = (
        select(step.committee_code, step.area_code, func.max(step.day).label("day"))
        .where(step.day <= day)
        .group_by(step.committee_code, step.area_code)
        .subquery()
    )
    same = and_(*(latest.c[name] == step[name] for name in ("committee_code", "area_code", "day")))
    return select(store.area_step).join_from(store.area_step, latest, same)


def _area_steps(
    code: str, area: str, changes: dict, bases: list, before: tuple | None, period: Period
) -> list[tuple]:
    """A row for each day of the period on which the area's counts or base differ from the day before."""
    arrays = [changes[measure].get((code, area)) for measure in ("registered", "households")]
    of_base = {max(day, period.eve): base for day, base in bases}
    base = of_base.get(period.eve) if not period.whole else None
    start = before[:2] if before else (0, 0)
    was = before or (0, 0, None)
    rows: list[tuple] = []
    for n, day in enumerate(period.days):
        base = of_base.get(day, base)
        counts = [at + (0 if more is None else int(more[n])) for at, more in zip(start, arrays, strict=True)]
        now = (*counts, base)
        if now != was:
            rows.append((code, area, day, *now))
        was = now
    return rows
