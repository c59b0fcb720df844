"""The town's places on each day: which committees there are, and how many occupied households each area has."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from data_access import store

FOREVER = date(9999, 12, 31)


@dataclass
class Areas:
    """The places as the store has copied them, and the bases that follow from them."""

    committees: dict[str, tuple[date, date]]
    neighbourhoods: dict[str, list[str]]
    buildings: dict[str, list[str]]
    valid: dict[str, tuple[date, date]]
    own: dict[str, list[tuple[date, int | None]]] = field(default_factory=dict)

    def bases(self, committee: str) -> dict[str, list[tuple[date, int | None]]]:
        """Occupied households of the committee and its areas: per area (day, households) from each day on
        which they change; None is unknown. A level's base is its own row where it has one, else the sum
        of its parts valid on the day if all have one, else unknown; one below 0 is unknown."""
        parts = self.neighbourhoods.get(committee, [])
        doors = [code for part in parts for code in self.buildings.get(part, [])]
        inside = [committee, *parts, *doors]
        days = {day for code in inside for day, _ in self.own.get(code, [])}
        days |= {day for code in [*parts, *doors] for day in self.valid[code] if day < FOREVER}
        timeline = defaultdict(list)
        for day in sorted(days):
            for code, base in self._on(committee, day).items():
                steps = timeline[code]
                if not steps or steps[-1][1] != base:
                    steps.append((day, base))
        return timeline

    def _on(self, committee: str, day: date) -> dict[str, int | None]:
        bases: dict[str, int | None] = {}
        parts = self.neighbourhoods.get(committee, [])
        for part in parts:
            doors = self.buildings.get(part, [])
            for door in doors:
                bases[door] = self._own(door, day)[1]
            bases[part] = self._of(part, doors, bases, day)
        bases[committee] = self._of(committee, parts, bases, day)
        return bases

    def _of(self, code: str, parts: list[str], bases: dict, day: date) -> int | None:
        given, base = self._own(code, day)
        if given:
            return base
        there = [bases[part] for part in parts if self.valid[part][0] <= day < self.valid[part][1]]
        return None if not there or None in there else sum(there)

    def _own(self, code: str, day: date) -> tuple[bool, int | None]:
        rows = self.own.get(code, [])
        place = bisect_right(rows, day, key=lambda row: row[0])
        if not place:
            return False, None
        base = rows[place - 1][1]
        return True, base if base is not None and base >= 0 else None


def read(target: Connection) -> Areas:
    """The places as copied into the store."""
    valid = {}
    children: dict[str, dict[str, list[str]]] = {}
    for table, parent in ((store.neighbourhood, "committee_code"), (store.building, "neighbourhood_code")):
        below = defaultdict(list)
        columns = (table.c.code, table.c[parent], table.c.valid_from, table.c.valid_to)
        for code, above, begins, ends in target.execute(select(*columns).order_by(table.c.code)):
            below[above].append(code)
            valid[code] = (begins, ends or FOREVER)
        children[table.name] = dict(below)
    committees = {
        code: (begins, ends or FOREVER)
        for code, begins, ends in target.execute(
            select(store.committee.c.code, store.committee.c.valid_from, store.committee.c.valid_to)
        )
    }
    own = defaultdict(list)
    base = store.household_base
    for code, begins, households in target.execute(select(base).with_only_columns(*base.c[:3])):
        own[code].append((begins, households))
    for rows in own.values():
        rows.sort(key=lambda row: row[0])
    return Areas(committees, children["neighbourhood"], children["building"], valid, dict(own))
