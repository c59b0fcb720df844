"""What one works out who has every page and download of a committee's areas of every day, and the totals of every day.

Each figure that is shown is a variable between the bounds that are said of it. Buildings sum to their neighbourhood,
neighbourhoods and NOWHERE to the committee; from one view to the next a place has what it had, with those of places that
were closed or put together with it, and what came and went. Either nobody ever goes ("stayers"), or what comes and goes
is what the committee's total rose and fell by, day by day ("movers"). Bounds are narrowed until none moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from data_access.registration import areas

FAR = 10**6


@dataclass(frozen=True)
class Cell:
    """A figure as shown: of which neighbourhood (empty: it is one, or NOWHERE), which buildings are in it, at least and
    at most how many, whether it is covered (None: it is not shown at all)."""

    within: str
    area: str
    codes: frozenset[str]
    low: int
    high: int
    covered: bool | None


@dataclass(frozen=True)
class View:
    """What is shown of a committee's areas, and of which day that is. NOWHERE has no codes."""

    day: date
    cells: tuple[Cell, ...]


@dataclass
class _System:
    """Equations between whole numbers with bounds: each a sum of variables with signs."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    signs: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)

    def variable(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def equation(self, plus: Iterable[int], minus: Iterable[int], total: int = 0) -> None:
        for sign, places in ((1, plus), (-1, minus)):
            for place in places:
                self.rows.append(len(self.sums))
                self.columns.append(place)
                self.signs.append(sign)
        self.sums.append(total)

    def narrowed(self, rounds: int = 400) -> tuple[np.ndarray, np.ndarray]:
        """The bounds when nothing narrows them any more; what would contradict itself is left as it is."""
        low, high = np.array(self.low, dtype=np.int64), np.array(self.high, dtype=np.int64)
        row, column, sums = np.array(self.rows), np.array(self.columns), np.array(self.sums, dtype=np.int64)
        plus = np.array(self.signs) > 0
        for _ in range(rounds):
            least = np.where(plus, low[column], -high[column])
            most = np.where(plus, high[column], -low[column])
            under = np.bincount(row, least, len(sums)).astype(np.int64)[row] - least
            over = np.bincount(row, most, len(sums)).astype(np.int64)[row] - most
            at_most, at_least = sums[row] - under, sums[row] - over
            new_low, new_high = low.copy(), high.copy()
            np.minimum.at(new_high, column, np.where(plus, at_most, -at_least))
            np.maximum.at(new_low, column, np.where(plus, at_least, -at_most))
            sound = new_low <= new_high
            new_low, new_high = np.where(sound, new_low, low), np.where(sound, new_high, high)
            if (new_low == low).all() and (new_high == high).all():
                return low, high
            low, high = new_low, new_high
        raise AssertionError("the bounds do not come to rest")


def worked_out(views: list[View], totals: dict[date, int], leavers: bool) -> list[tuple[date, Cell, int]]:
    """The covered figures, each with its day, that are fixed to one number, and the number."""
    system, seen = _System(), []
    for view in views:
        seen.append({_key(cell): system.variable(cell.low, cell.high) for cell in view.cells})
        _sums(system, view, seen[-1], totals[view.day])
    for n in range(1, len(views)):
        days = [day for day in totals if views[n - 1].day <= day <= views[n].day]
        steps = np.diff([totals[day] for day in sorted(days)])
        rises, falls = int(steps[steps > 0].sum()), int(-steps[steps < 0].sum())
        if not leavers:
            rises, falls = max(int(steps.sum()), 0), 0
        _between(system, views[n - 1 : n + 1], seen[n - 1 : n + 1], rises, falls)
    low, high = system.narrowed()
    return [
        (view.day, cell, int(low[places[_key(cell)]]))
        for view, places in zip(views, seen, strict=True)
        for cell in view.cells
        if low[places[_key(cell)]] == high[places[_key(cell)]]
        and (cell.covered or (cell.covered is None and low[places[_key(cell)]]))
    ]


def _key(cell: Cell) -> tuple[str, str]:
    return cell.within, cell.area


def _sums(system: _System, view: View, places: dict, total: int) -> None:
    outer = [cell for cell in view.cells if not cell.within]
    system.equation([places[_key(cell)] for cell in outer], [], total)
    for part in outer:
        inside = [places[_key(cell)] for cell in view.cells if cell.within == part.area and part.area]
        if inside:
            system.equation(inside, [places[_key(part)]])


def _between(system: _System, views: list[View], seen: list[dict], rises: int, falls: int) -> None:
    """Each figure is what it was and what came and went since, which sums to what the total rose and fell by."""
    before, now = views
    flows = {}
    for cell in now.cells:
        came = _inner(before, cell) if cell.within else _outer(before, now, cell)
        if came is None:
            continue
        flows[_key(cell)] = up, down = system.variable(0, rises), system.variable(0, falls)
        start, left = ([seen[0][_key(one)] for one in some] for some in came)
        system.equation([seen[1][_key(cell)], down, *left], [up, *start])
    for known, side in ((rises, 0), (falls, 1)):
        for within in {within for within, _ in flows}:
            parts = [flow[side] for key, flow in flows.items() if key[0] == within]
            rest = system.variable(0, known)  # of those that cannot be followed
            if not within:
                system.equation([*parts, rest], [], known)
            elif ("", within) in flows:
                system.equation([*parts, rest], [flows["", within][side]])


def _inner(before: View, cell: Cell) -> tuple[list[Cell], list[Cell]] | None:
    """The figures before of the buildings that are in this one now; None where others stood with them."""
    kin = [one for one in before.cells if one.within == cell.within and one.codes & cell.codes]
    return (kin, []) if kin and frozenset().union(*(one.codes for one in kin)) <= cell.codes else None


def _outer(before: View, now: View, cell: Cell) -> tuple[list[Cell], list[Cell]] | None:
    """A neighbourhood before with the buildings that were closed since, or NOWHERE before, which has them now, as those
    that came; None where it is new, or closed buildings stood with others."""
    was = [one for one in before.cells if not one.within and one.area == cell.area]
    there = frozenset().union(*(one.codes for one in now.cells))
    of = [one for one in before.cells if one.within and (one.within == cell.area or not cell.area)]
    gone = [one for one in of if one.codes - there]
    if not was or any(one.codes & there for one in gone):
        return None
    return (was, gone) if cell.area else ([*was, *gone], [])


def views(told: pd.DataFrame) -> list[View]:
    """What the page and its downloads show on each day of a telling. `told`: tellings.published."""
    found = []
    for day in sorted(set(told.loc[told["published"], "as_of"])):
        parts, houses = areas.neighbourhoods(told, day), areas.buildings(told, day)
        cells = [_cell(row, "") for row in parts.itertuples()]
        cells += [_cell(row, row.neighbourhood) for row in houses.itertuples()]
        for part in parts[parts["cover"].notna()].itertuples():
            cells += [Cell(part.area, code, frozenset([code]), 0, FAR, None) for code in part.codes]
        found.append(View(day, tuple(cells)))
    return found


def _cell(row, within: str) -> Cell:
    base = FAR if pd.isna(row.occupied_households) else int(row.occupied_households) or FAR
    low, high = (0, base) if pd.isna(row.low) else (int(row.low), int(row.high))
    return Cell(within, row.area, frozenset(row.codes), low, high, row.cover is not None)
