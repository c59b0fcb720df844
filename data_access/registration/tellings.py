"""On which days what is told of a committee's neighbourhoods and buildings, so that no small group is ever fixed.

A committee's areas are told as of a Sunday, all at once, in steps (`suppression.stepped`); who has no known building is
never told. A Sunday is passed over where what would be told on it, with all that was told before and the committee's
total of every day, would fix a covered count to one number (`deduction`): then what was told before stands. Whether a
Sunday is told follows from the steps of that day and of those before it, never from the counts within them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from data_access.metrics.suppression import HIDDEN, stepped
from data_access.registration.deduction import FAR, Reader, Telling
from data_access.store import NOWHERE

MERGED_UNDER = 10
"""Areas with fewer occupied households are not told by themselves: buildings stand together as OTHER."""
OTHER = "other"
"""The area code, within a neighbourhood, of its small buildings together (其他楼栋)."""
_TYPES = {
    "as_of": "object", "published": "bool", "area": "object", "name": "object", "neighbourhood": "object",
    "low": "Int64", "high": "Int64", "cover": "object", "occupied_households": "Int64", "codes": "object",
    "names": "object",
}  # fmt: skip


def published(history: pd.DataFrame, totals: pd.DataFrame, limit: int) -> pd.DataFrame:
    """All that is ever told of a committee's areas: as_of (the Sunday), published (False: the first row, before anything
    could be), area, name, neighbourhood (None: it is one itself), low and high (households, at least and at most;
    missing where nothing is said), cover, occupied_households, codes and names (of the buildings that are in it).

    `history`: areas.history; `totals`: areas.totals, from the committee's first day on.
    """
    town = _Committee.of(history)
    rows = [row for snapshot in _snapshots(town, totals, limit) for row in snapshot]
    columns = dict(zip(_TYPES, zip(*rows, strict=True) if rows else [()] * len(_TYPES), strict=True))
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in _TYPES.items()})


@dataclass
class _Area:
    code: str
    name: str | None
    within: str | None
    begins: date
    ends: date
    days: list[date] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    bases: list[int | None] = field(default_factory=list)

    def valid_on(self, on: date) -> bool:
        return self.begins <= on < self.ends

    def at(self, on: date) -> tuple[int, int | None]:
        """Households and base at the end of a day."""
        place = bisect_right(self.days, on)
        return (self.counts[place - 1], self.bases[place - 1]) if place else (0, None)


@dataclass
class _Committee:
    """A committee's places in a fixed order, and where each cell of a telling belongs: buildings, then an OTHER a
    neighbourhood, then the neighbourhoods and NOWHERE."""

    neighbourhoods: list[_Area]
    buildings: list[_Area]
    home: np.ndarray
    small: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, history: pd.DataFrame) -> "_Committee":
        areas = [_area(list(rows)) for _, rows in groupby(history.itertuples(index=False), key=_code)]
        parts = [area for area in areas if area.within is None and area.code != NOWHERE]
        place: dict[str | None, int] = {area.code: n for n, area in enumerate(parts)}
        buildings = [area for area in areas if area.within in place]
        home = [*(place[one.within] for one in buildings), *place.values()]
        return cls(parts, buildings, np.array(home, dtype=np.int64))


def _code(row: Any) -> str:
    return row.area


def _area(rows: list) -> _Area:
    first = rows[0]
    begins, ends = (None if pd.isna(day) else day for day in (first.valid_from, first.valid_to))
    within = None if pd.isna(first.within) else first.within
    area = _Area(first.area, first.name, within, begins or date.min, ends or date.max)
    for row in rows:
        if not pd.isna(row.day):
            area.days.append(row.day)
            area.counts.append(int(row.households))
            area.bases.append(None if pd.isna(row.occupied_households) else int(row.occupied_households))
    return area


def _snapshots(town: _Committee, totals: pd.DataFrame, limit: int) -> Iterator[list[tuple]]:
    """The first one, of which nothing is told, and then the tellings."""
    if totals.empty:
        return
    days, counts = list(totals["day"]), totals["households"].to_numpy(dtype=np.int64)
    steps = np.diff(counts, prepend=0)
    readers = [Reader(town.home, len(town.neighbourhoods) + 1) for _ in range(2)]
    since, before = 0, None
    yield _Snapshot(town, days[0], 0, limit).rows(False)
    for place, day in enumerate(days):
        if day.isoweekday() != 7:
            continue
        now = _Snapshot(town, day, int(counts[place]), limit)
        moved = steps[since : place + 1]
        flows = [(moved[moved > 0].sum(), -moved[moved < 0].sum()), (max(moved.sum(), 0), 0)]
        if limit <= 1 or _taken(readers, [now.telling(before, *map(int, flow)) for flow in flows]):
            since, before = place + 1, now
            yield now.rows(True)


def _taken(readers: list[Reader], tellings: list[Telling]) -> bool:
    """Whether all readers may be told: who knows when households leave, and who takes it that none ever does."""
    took = [reader.takes(telling) for reader, telling in zip(readers, tellings, strict=True)]
    for reader, took_it in zip(readers, took, strict=True):
        if took_it and not all(took):
            reader.forget()
    return all(took)


_Cell: TypeAlias = tuple[int, int, str | None, int | None]
"""Least, most, cover and base of an area."""
_NONE: _Cell = (0, 0, None, None)


class _Snapshot:
    """The areas of a committee at the end of a day, as they would be told."""

    def __init__(self, town: _Committee, on: date, total: int, limit: int) -> None:
        self.town, self.on, self.total, self.limit = town, on, total, limit
        self.parts = [
            self._stepped(*area.at(on)) if area.valid_on(on) else None for area in town.neighbourhoods
        ]
        self.alone: list[_Cell | None] = [None] * len(town.buildings)
        self.merged: list[list[tuple[str, int, int | None]]] = [[] for _ in town.neighbourhoods]
        for n, (building, group) in enumerate(zip(town.buildings, town.home, strict=False)):
            if not building.valid_on(on) or self.parts[group] is None:
                continue
            count, base = building.at(on)
            if base is not None and base < MERGED_UNDER:
                town.small.add(building.code)
            if building.code in town.small:
                self.merged[group].append((building.code, count, base))
            else:
                self.alone[n] = self._stepped(count, base)
        self.others = [self._together(inside) for inside in self.merged]

    def _stepped(self, count: int, base: int | None) -> _Cell:
        """Least, most, cover and base of an area; one that is too small to be told by itself is hidden."""
        if base is not None and 0 < base < MERGED_UNDER and self.total:
            return 0, base, HIDDEN, base
        return (*stepped(count, base, self.limit), base)

    def _together(self, inside: list[tuple[str, int, int | None]]) -> _Cell | None:
        bases = [base for _, _, base in inside if base is not None]
        base = sum(bases) if len(bases) == len(inside) else None
        return self._stepped(sum(count for _, count, _ in inside), base) if inside else None

    def _broken_down(self, group: int) -> bool:
        part = self.parts[group]
        return part is not None and part[2] is None

    def telling(self, before: "_Snapshot | None", rises: int, falls: int) -> Telling:
        """The snapshot as a reader of the tellings takes it, and how far the total rose and fell since the one before."""
        cells, parts = [*self.alone, *self.others], len(self.parts)
        low, high, guarded = [], [], []
        summed = np.zeros(parts + 1, dtype=bool)
        for cell, group in zip(cells, self.town.home.tolist(), strict=True):
            least, most, cover, _ = cell or _NONE
            open_ = self._broken_down(group)
            low.append(least if open_ else 0)
            high.append(most if open_ or not cell else FAR)
            guarded.append(bool(cover) or bool(cell) and not open_ and most > 0)
            summed[group] |= bool(cell)
        for part in self.parts:
            least, most, cover, _ = part or _NONE
            low, high, guarded = [*low, least], [*high, most], [*guarded, bool(cover)]
        return Telling(
            np.array([*low, 0], dtype=np.int64),
            np.array([*high, FAR], dtype=np.int64),
            np.array([*guarded, self.total > 0]),
            summed,
            self.total,
            rises,
            falls,
            *self._moves(before),
        )

    def _moves(self, before: "_Snapshot | None") -> tuple[np.ndarray, np.ndarray]:
        """Where who was in each cell at the telling before is now, and which cells some left unseen."""
        buildings, parts = len(self.alone), len(self.parts)
        nowhere, home = buildings + 2 * parts, self.town.home.tolist()
        into, leaking = np.arange(buildings + parts), np.zeros(buildings + parts, dtype=bool)
        if before is None:
            return into, leaking
        for n, building in enumerate(self.town.buildings):
            if before.alone[n] is not None and self.alone[n] is None:
                still = any(code == building.code for code, *_ in self.merged[home[n]])
                into[n] = buildings + home[n] if still else nowhere
        for group in range(parts):
            gone = {code for code, *_ in before.merged[group]} - {code for code, *_ in self.merged[group]}
            if gone and self.others[group] is None:
                into[buildings + group] = nowhere
            leaking[buildings + group] = bool(gone) and self.others[group] is not None
        return into, leaking

    def rows(self, published: bool) -> list[tuple]:
        """The snapshot as it may be shown, neighbourhoods first."""
        town, found = self.town, []
        for group, (area, part) in enumerate(zip(town.neighbourhoods, self.parts, strict=True)):
            if part is None:
                continue
            inside = [
                n for n, b in enumerate(town.buildings) if b.within == area.code and b.valid_on(self.on)
            ]
            found.append(
                self._row(published, area.code, area.name, None, part, [town.buildings[n] for n in inside])
            )
            if not published or not self._broken_down(group):
                continue
            for n in inside:
                if (cell := self.alone[n]) is not None:
                    one = town.buildings[n]
                    found.append(self._row(published, one.code, one.name, area.code, cell, [one]))
            if (other := self.others[group]) is not None:
                codes = {code for code, *_ in self.merged[group]}
                small = [town.buildings[n] for n in inside if town.buildings[n].code in codes]
                found.append(self._row(published, OTHER, None, area.code, other, small))
        hidden = (0, 0, None if published and not self.total else HIDDEN, None)
        return [*found, self._row(published, NOWHERE, None, None, hidden, [])]

    def _row(
        self,
        published: bool,
        code: str,
        name: str | None,
        within: str | None,
        cell: tuple,
        houses: list[_Area],
    ) -> tuple:
        low, high, cover, base = cell
        if not published:
            cover = HIDDEN
        silent = cover == HIDDEN
        return (
            self.on,
            published,
            code,
            name,
            within,
            *((None, None) if silent else (low, high)),
            cover,
            base,
            tuple(house.code for house in houses),
            tuple(house.name for house in houses),
        )
