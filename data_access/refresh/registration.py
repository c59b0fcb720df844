"""Registration in the store: dense stocks of committees and town, steps of the areas below."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, and_, func, select, union_all

from data_access import store
from data_access.platform import membership
from data_access.refresh.areas import Areas, days_between
from data_access.refresh.stocks import by_day, of_committees, registered, spans_counted, waiting
from data_access.refresh.writing import batches, replace
from data_access.store import TOWN

_COMMITTEES_AT_ONCE = 400


def count_days(
    source: Connection, target: Connection, areas: Areas, codes: set[str] | None, first: date, last: date
) -> int:
    """Counts the days from first to last again, for these committees (all, if None) and the town."""
    days = days_between(first, last)
    chosen = sorted(areas.committees if codes is None else codes & areas.committees.keys())
    table = store.registration_day
    here = table.c.day.between(first, last)
    changed = 0
    for batch in batches(chosen, _COMMITTEES_AT_ONCE):
        stocks = _stocks(source, "committee", batch, first, last)
        rows = [row for code in batch for row in _committee_rows(areas, stocks, code, days)]
        changed += replace(target, table, rows, and_(here, table.c.area_code.in_(batch)))
    if codes is None:
        changed += _forget(target, areas, here)
    households = _town_households(target, days)
    town = _stocks(source, "town", None, first, last)
    rows = [_row(town, day, TOWN, TOWN, n, households[n], None) for n, day in enumerate(days)]
    return changed + replace(target, table, rows, and_(here, table.c.area_code == TOWN))


def count_steps(
    source: Connection,
    target: Connection,
    areas: Areas,
    codes: set[str] | None,
    first: date,
    last: date,
    origin: date,
) -> int:
    """Counts the steps of neighbourhoods and buildings from first to last again.

    Each area's stock on the day before is counted too, to tell whether the first day changes anything;
    on the store's own first day, `origin`, everything begins.
    """
    eve = first if first == origin else first - timedelta(days=1)
    chosen = sorted(areas.committees if codes is None else codes & areas.committees.keys())
    table = store.area_step
    changed = 0
    for batch in batches(chosen, _COMMITTEES_AT_ONCE):
        rows = [row for code_rows in _steps(source, areas, batch, eve, first, last) for row in code_rows]
        changed += replace(
            target, table, rows, and_(table.c.committee_code.in_(batch), table.c.day.between(first, last))
        )
    if codes is None:
        gone = table.c.committee_code.not_in(sorted(areas.committees))
        changed += replace(target, table, [], gone)
    return changed


def _stocks(source: Connection, level: str, codes: list[str] | None, first: date, last: date) -> dict:
    """Stocks by measure and (committee, area)."""
    spans = {
        "registered": registered(level),
        "party_registered": registered(level, party=True),
        "waiting": waiting(level),
        "waiting_long": waiting(level, days=2),
    }
    if level == "committee":
        spans["households"] = registered(level, person=membership.c.household_id)
    return {
        measure: by_day(spans_counted(source, of_committees(span, codes), first, last), first, last)
        for measure, span in spans.items()
    }


def _committee_rows(areas: Areas, stocks: dict, code: str, days: list[date]) -> Iterable[tuple]:
    begins, ends = areas.committees[code]
    bases = areas.bases(code).get(code, [])
    place, base = 0, None
    for n, day in enumerate(days):
        while place < len(bases) and bases[place][0] <= day:
            base = bases[place][1]
            place += 1
        if begins <= day < ends:
            bound = stocks["households"].get((code, code))
            yield _row(stocks, day, code, code, n, 0 if bound is None else bound[n], base)


def _row(
    stocks: dict, day: date, committee: str, code: str, n: int, households: int, base: int | None
) -> tuple:
    counts = {
        measure: int(found[committee, code][n]) if (committee, code) in found else 0
        for measure, found in stocks.items()
    }
    return (
        day,
        code,
        counts["registered"],
        counts["party_registered"],
        int(households),
        counts["waiting"],
        counts["waiting_long"],
        base,
    )


def _town_households(target: Connection, days: list[date]) -> list[int]:
    table = store.registration_day
    rows = target.execute(
        select(table.c.day, func.sum(table.c.households))
        .where(table.c.day.between(days[0], days[-1]), table.c.area_code != TOWN)
        .group_by(table.c.day)
    )
    sums = dict(map(tuple, rows))
    return [int(sums.get(day, 0)) for day in days]


def _forget(target: Connection, areas: Areas, here) -> int:
    """Takes away the days of committees that the platform no longer has."""
    table = store.registration_day
    known = [*areas.committees, TOWN]
    return replace(target, table, [], and_(here, table.c.area_code.not_in(known)))


def _steps(source: Connection, areas: Areas, codes: list[str], eve: date, first: date, last: date):
    """For each area of the committees its rows."""
    changes: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for measure, person in (
        ("registered", membership.c.resident_id),
        ("households", membership.c.household_id),
    ):
        levels = (registered(level, person=person) for level in ("neighbourhood", "building"))
        spans = union_all(*(of_committees(level, codes) for level in levels))
        for committee, area, begins, ends, persons in spans_counted(source, spans, eve, last):
            of_day = changes[committee, area]
            of_day[begins][measure] = of_day[begins].get(measure, 0) + persons
            of_day[ends][measure] = of_day[ends].get(measure, 0) - persons
    inside = defaultdict(list)
    for committee, area in changes:
        inside[committee].append(area)
    for code in codes:
        bases = areas.bases(code)
        for area in sorted({*inside[code], *bases} - {code}):
            yield _area_steps(
                code, area, changes.get((code, area), {}), bases.get(area, []), eve, first, last
            )


def _area_steps(
    code: str, area: str, changes: dict[str, dict[str, int]], bases: list, eve: date, first: date, last: date
) -> list[tuple]:
    """A row for each day from first to last on which the area's counts or base differ from the day before."""
    of_base = {str(max(day, eve)): base for day, base in bases}
    rows: list[tuple] = []
    stock, households, base = before = (0, 0, None)
    for day in sorted({*changes, *of_base}):
        if day > str(last):
            break
        stock += changes.get(day, {}).get("registered", 0)
        households += changes.get(day, {}).get("households", 0)
        base = of_base.get(day, base)
        now = (stock, households, base)
        if day >= str(first) and now != before:
            rows.append((code, area, date.fromisoformat(day), *now))
        before = now
    return rows
