"""Who is registered at the end of a day, and where, row by row."""

from collections import defaultdict
from datetime import date, timedelta

from tests.recount.rows import Membership, Rows

TOWN, NOWHERE = "town", ""


class Registration:
    """The memberships and the committees that they belong to."""

    def __init__(self, rows: Rows):
        self.rows = rows
        self.placed = [(committee, m) for m in rows.memberships if (committee := self.home(m))]
        self.households = defaultdict(list)
        for committee, m in self.placed:
            self.households[committee, m.household].append(m)

    def home(self, m: Membership) -> str | None:
        """A membership's committee: its own code, else its building's; none where that is unknown."""
        code = m.committee
        if code is None and m.building in self.rows.buildings:
            part = self.rows.around(self.rows.buildings[m.building])
            code = part.parent if part else None
        return code if code in self.rows.committees else None

    def on(self, day: date) -> "Day":
        """What the rows say of the end of a day."""
        return Day(self, day)


class Day:
    """One day's residents, households and bases."""

    def __init__(self, of: Registration, day: date):
        self.rows, self.day = of.rows, day
        self.committees = {code for code in self.rows.committees if self.rows.valid(code, day)}
        here = [(committee, m) for committee, m in of.placed if committee in self.committees]
        self.bound = [(committee, m) for committee, m in here if m.bound(day)]
        self.waiting = [(committee, m) for committee, m in here if m.waits(day)]
        self.buildings = self._buildings()
        self._bases: dict[str, int | None] = {}

    def _buildings(self) -> dict[str, tuple[str, str]]:
        """Committee and neighbourhood of each building that holds on the day, as do all it lies in."""
        found = {}
        for code, part in self.rows.buildings.items():
            around = self.rows.around(part)
            if around is None or part.parent is None or around.parent not in self.committees:
                continue
            if around.span.holds(self.day) and part.span.holds(self.day):
                found[code] = (around.parent, part.parent)
        return found

    def stocks(self) -> dict[str, tuple]:
        """registration_day: registered, party members, households, waiting, waiting_long, base by area."""
        people, party, households = defaultdict(set), defaultdict(set), defaultdict(set)
        waiting, long = defaultdict(set), defaultdict(set)
        for committee, m in self.bound:
            for area in (committee, TOWN):
                people[area].add(m.resident)
                if m.party:
                    party[area].add(m.resident)
                if m.household:
                    households[area].add((committee, m.household))
        for committee, m in self.waiting:
            for area in (committee, TOWN):
                waiting[area].add(m.resident)
                if m.applied and m.applied <= self.day - timedelta(days=2):
                    long[area].add(m.resident)
        return {
            area: (
                *(len(found[area]) for found in (people, party, households, waiting, long)),
                None if area == TOWN else self.base(area),
            )
            for area in [*self.committees, TOWN]
        }

    def areas(self, committee: str, m: Membership) -> list[str]:
        """Where in its committee a membership stands: in neighbourhood and building, or NOWHERE."""
        if m.building in self.buildings:
            home, neighbourhood = self.buildings[m.building]
            if home == committee:
                return [neighbourhood, m.building]
        return [NOWHERE]

    def below(self) -> dict[tuple[str, str], tuple]:
        """area_step in force: registered, households, base by (committee, area); what is 0, 0, unknown left out.

        OPEN: the base of an area of a committee that does not hold on the day is said nowhere: such areas are left out.
        """
        people, households = defaultdict(set), defaultdict(set)
        for committee, m in self.bound:
            for area in self.areas(committee, m):
                people[committee, area].add(m.resident)
                if m.household:
                    households[committee, area].add(m.household)
        neighbourhoods = {
            (part.parent, code)
            for code, part in self.rows.neighbourhoods.items()
            if part.parent in self.committees and part.span.holds(self.day)
        }
        buildings = {(committee, code) for code, (committee, _) in self.buildings.items()}
        nowhere = {place for place in people if place[1] == NOWHERE}
        found = {
            (committee, area): (
                len(people[committee, area]),
                len(households[committee, area]),
                None if area == NOWHERE else self.base(area),
            )
            for committee, area in neighbourhoods | buildings | nowhere
        }
        return {place: row for place, row in found.items() if row != (0, 0, None)}

    def base(self, area: str) -> int | None:
        """Occupied households: of the area's own latest row, else of its parts of the day if all have one.

        OPEN: a base of 0 stands as 0, a negative one is unknown; both are flagged.
        """
        if area not in self._bases:
            own = [households for begin, households in self.rows.bases.get(area, []) if begin <= self.day]
            if own:
                self._bases[area] = own[-1] if own[-1] is not None and own[-1] >= 0 else None
            else:
                self._bases[area] = self._of_parts(area)
        return self._bases[area]

    def _of_parts(self, area: str) -> int | None:
        parts = [code for code in self.rows.parts.get(area, []) if self.rows.spans[code].holds(self.day)]
        bases = [base for code in parts if (base := self.base(code)) is not None]
        return sum(bases) if parts and len(bases) == len(parts) else None


def packed(stocks: dict[str, tuple]) -> tuple:
    """household_day from a day's registration: codes, households, bases, and their sums over those with a base."""
    codes = sorted(code for code in stocks if code != TOWN)
    households, bases = [stocks[code][2] for code in codes], [stocks[code][5] for code in codes]
    known = [pair for pair in zip(households, bases, strict=True) if pair[1] is not None]
    total = sum(base for _, base in known) if known else None
    return codes, households, bases, sum(bound for bound, _ in known), total
