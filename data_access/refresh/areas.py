"""The town's places on each day: which there are, to what they belong, and how many occupied households each has."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from data_access import store
from data_access.platform.values import BEGINNING, FOREVER


class Validity(NamedTuple):
    """From a first day up to, not including, another; it may hold on no day."""

    begins: date
    ends: date

    def __bool__(self) -> bool:
        return self.begins < self.ends

    def __and__(self, other: "Validity") -> "Validity":
        return Validity(max(self.begins, other.begins), min(self.ends, other.ends))

    def holds(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.begins <= day < self.ends


ALWAYS = Validity(BEGINNING, FOREVER)
NEVER = Validity(FOREVER, BEGINNING)


@dataclass
class Areas:
    """The places as the store has copied them, and what follows from them.

    `branches` and `departments` are timelines: (committee or block, validity) in the order of their days.
    """

    committees: dict[str, Validity]
    neighbourhoods: dict[str, list[str]]
    buildings: dict[str, list[str]]
    valid: dict[str, Validity]
    own: dict[str, list[tuple[date, int | None]]] = field(default_factory=dict)
    branches: dict[str, list[tuple[str, Validity]]] = field(default_factory=dict)
    departments: dict[str, list[tuple[str, Validity]]] = field(default_factory=dict)

    def homes(self) -> dict[str, str]:
        """The committee of each building, whatever the day."""
        return {
            building: committee
            for committee, parts in self.neighbourhoods.items()
            for part in parts
            for building in self.buildings.get(part, [])
        }

    def branch_homes(self) -> dict[str, list[tuple[str, Validity]]]:
        """Each branch's committees while both are valid."""
        return {
            code: [(home, valid & self.committees.get(home, NEVER)) for home, valid in timeline]
            for code, timeline in self.branches.items()
        }

    def blocks(self) -> dict[str, list[tuple[str, Validity]]]:
        """Each department's blocks while it is valid."""
        return {code: [row for row in timeline if row[1]] for code, timeline in self.departments.items()}

    def changed(self, first: date, last: date) -> dict[str, set[str]]:
        """The codes of what opens, closes or changes hands within the days, by the membership's column of them."""

        def within(*validities: Validity) -> bool:
            return any(first <= day <= last for valid in validities for day in valid)

        homes = self.homes()
        committees = {code for code, valid in self.committees.items() if within(valid)}
        return {
            "committee_code": committees,
            "building_code": {
                building
                for part, doors in self.buildings.items()
                if part in self.valid
                for building in doors
                if homes.get(building) in committees or within(self.valid[part], self.valid[building])
            },
            "party_branch_code": {
                code
                for code, timeline in self.branch_homes().items()
                if within(*(valid for _, valid in timeline))
            },
            "department_code": {
                code
                for code, timeline in self.departments.items()
                if within(*(valid for _, valid in timeline))
            },
        }

    def bases(self, committee: str) -> dict[str, list[tuple[date, int | None]]]:
        """Occupied households of the committee and its areas: per area (day, households) from each day on
        which they change; None is unknown. A level's base is its own row where it has one, else the sum
        of its parts valid on the day if all have one, else unknown; one below 0 is unknown, and a closed area has
        none."""
        parts = self.neighbourhoods.get(committee, [])
        doors = [code for part in parts for code in self.buildings.get(part, [])]
        inside = [committee, *parts, *doors]
        days = {day for code in inside for day, _ in self.own.get(code, [])}
        days |= {day for code in [*parts, *doors] for day in self.valid[code] if day < FOREVER}
        timeline: dict[str, list[tuple[date, int | None]]] = defaultdict(list)
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
            is_valid = self.valid[part].holds(day)
            doors = self.buildings.get(part, [])
            for door in doors:
                bases[door] = self._own(door, day)[1] if is_valid and self.valid[door].holds(day) else None
            bases[part] = self._of(part, doors, bases, day) if is_valid else None
        bases[committee] = self._of(committee, parts, bases, day)
        return bases

    def _of(self, code: str, parts: list[str], bases: dict, day: date) -> int | None:
        has_own, base = self._own(code, day)
        if has_own:
            return base
        valid_bases = [bases[part] for part in parts if self.valid[part].holds(day)]
        return None if not valid_bases or None in valid_bases else sum(valid_bases)

    def _own(self, code: str, day: date) -> tuple[bool, int | None]:
        rows = self.own.get(code, [])
        place = bisect_right(rows, day, key=lambda row: row[0])
        if not place:
            return False, None
        base = rows[place - 1][1]
        return True, base if base is not None and base >= 0 else None


def read(target: Connection) -> Areas:
    """The places as copied into the store."""
    valid: dict[str, Validity] = {}
    children: dict[str, dict[str, list[str]]] = {}
    for table, parent in ((store.neighbourhood, "committee_code"), (store.building, "neighbourhood_code")):
        below = defaultdict(list)
        columns = (table.c.code, table.c[parent], table.c.valid_from, table.c.valid_to)
        for code, above, begins, ends in target.execute(select(*columns).order_by(table.c.code)):
            below[above].append(code)
            valid[code] = Validity(begins, ends or FOREVER)
        children[table.name] = dict(below)
    committee = store.committee.c
    committees = {
        code: Validity(begins, ends or FOREVER)
        for code, begins, ends in target.execute(
            select(committee.code, committee.valid_from, committee.valid_to)
        )
    }
    own = defaultdict(list)
    base = store.household_base
    for code, begins, households in target.execute(select(base).with_only_columns(*base.c[:3])):
        own[code].append((begins, households))
    for rows in own.values():
        rows.sort(key=lambda row: row[0])
    return Areas(
        committees,
        children["neighbourhood"],
        children["building"],
        valid,
        dict(own),
        _timelines(target, store.party_branch, "committee_code"),
        _timelines(target, store.department, "block"),
    )


def _timelines(target: Connection, table: Table, what: str) -> dict[str, list[tuple[str, Validity]]]:
    """By code the rows of a table in the order of their days, each ended by the next."""
    rows = target.execute(
        select(table.c.code, table.c[what], table.c.valid_from, table.c.valid_to).order_by(
            table.c.code, table.c.valid_from
        )
    )
    found: dict[str, list[tuple[str, Validity]]] = defaultdict(list)
    for code, belongs, begins, ends in rows:
        timeline = found[code]
        if timeline:
            before, valid = timeline[-1]
            timeline[-1] = before, valid & Validity(BEGINNING, begins)
        timeline.append((belongs, Validity(begins, ends or FOREVER)))
    return dict(found)
