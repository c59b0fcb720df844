"""Where persons belong on which day: the town's places, as the store has read them, brought into the statement.

So the platform joins persons to what we read of its places, and a dirty validity, a code with a blank or a row that
stands twice means the same in every count. A building, branch or department is told for all days: by what it belongs
to while it is valid, and by nothing in between.
"""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from data_access.platform.dialects import day_of, earlier, later, rows_of
from data_access.platform.values import BEGINNING
from data_access.refresh.areas import FOREVER, Areas, Validity
from data_access.refresh.rows import membership
from data_access.store import NOWHERE, TOWN

_BEGINNING, _FOREVER = str(BEGINNING), str(FOREVER)


class Homes:
    """The places of a run, each as rows of its statements; all days as text."""

    def __init__(self, source: Connection, areas: Areas):
        self.areas = areas
        valid = [(code, *map(str, valid)) for code, valid in areas.committees.items()]
        self.committee = rows_of(source, "committees", ("code", "begins", "ends"), valid)
        self.building = rows_of(source, "homes", ("building", "committee"), areas.homes().items())
        columns: tuple[str, ...] = ("building", "committee", "neighbourhood", "begins", "ends")
        self.door = rows_of(source, "doors", columns, _doors(areas))
        columns = ("branch", "committee", "begins", "ends")
        self.branch = rows_of(source, "branches", columns, _all_days(areas.branch_homes()))
        columns = ("department", "block", "begins", "ends")
        self.department = rows_of(source, "departments", columns, _timelines(areas.blocks()))

    def home(self) -> ColumnElement:
        """The committee of a membership: its own, else its building's."""
        return func.coalesce(membership.c.committee_code, self.building.c.committee)

    def at_home(self) -> FromClause:
        """Memberships beside their building's committee, whatever the day."""
        return membership.outerjoin(self.building, membership.c.building_code == self.building.c.building)

    def spans(self, level: str, person: ColumnElement, begins: ColumnElement, ends: ColumnElement) -> Select:
        """Memberships as spans (committee, area, person, begins, ends) in their committee while it is valid; a level
        is town, committee, neighbourhood or building."""
        joined = self.at_home().outerjoin(self.committee, self.committee.c.code == self.home())
        if level in ("town", "committee"):
            where = literal(TOWN) if level == "town" else self.committee.c.code
            return _spans(
                where, where, person, (begins, self.committee.c.begins), (ends, self.committee.c.ends), joined
            )
        door = self.door
        joined = joined.outerjoin(door, membership.c.building_code == door.c.building)
        inside = and_(
            _some(door.c.neighbourhood),
            func.coalesce(door.c.committee, "") == func.coalesce(self.committee.c.code, ""),
        )
        area = door.c.neighbourhood if level == "neighbourhood" else door.c.building
        found = _spans(
            self.committee.c.code,
            case((inside, area), else_=literal(NOWHERE)),
            person,
            (begins, self.committee.c.begins, func.coalesce(door.c.begins, _BEGINNING)),
            (ends, self.committee.c.ends, func.coalesce(door.c.ends, _FOREVER)),
            joined,
        )
        return found.where(inside) if level == "neighbourhood" else found

    def member_spans(
        self, level: str, begins: ColumnElement, ends: ColumnElement, *, with_branch: bool = False
    ) -> Select:
        """The same for party members, who belong to their branch's committee while it is valid, else to their
        membership's; the level `branch` is that of the branches, and `with_branch` leaves out who is in none."""
        branch = self.branch
        joined = self.at_home().outerjoin(branch, membership.c.party_branch_code == branch.c.branch)
        own = func.coalesce(func.nullif(branch.c.committee, NOWHERE), self.home())
        joined = joined.outerjoin(self.committee, self.committee.c.code == own)
        where, area = {
            "town": (literal(TOWN), literal(TOWN)),
            "committee": (self.committee.c.code, self.committee.c.code),
            "branch": (self.committee.c.code, branch.c.branch),
        }[level]
        found = _spans(
            where,
            area,
            membership.c.resident_id,
            (begins, self.committee.c.begins, func.coalesce(branch.c.begins, _BEGINNING)),
            (ends, self.committee.c.ends, func.coalesce(branch.c.ends, _FOREVER)),
            joined,
        )
        return found.where(_some(branch.c.committee)) if with_branch or level == "branch" else found

    def department_spans(self, level: str, begins: ColumnElement, ends: ColumnElement) -> Select:
        """Memberships in a department while it is valid; the area is a department, a block, or all (empty)."""
        department = self.department
        block = department.c.block if level in ("department", "block") else literal("")
        area = department.c.department if level == "department" else literal("")
        joined = membership.outerjoin(department, membership.c.department_code == department.c.department)
        reach = (begins, department.c.begins), (ends, department.c.ends)
        return _spans(block, area, membership.c.resident_id, *reach, joined)

    def moved(self, first: date, last: date) -> ColumnElement | None:
        """Which memberships are in a place that opens, closes or changes hands within the days; None if none is."""
        changed = self.areas.changed(first, last)
        conditions = [membership.c[column].in_(sorted(codes)) for column, codes in changed.items() if codes]
        return or_(*conditions) if conditions else None


def _spans(
    where: ColumnElement,
    area: ColumnElement,
    person: ColumnElement,
    begins: tuple,
    ends: tuple,
    joined: FromClause,
) -> Select:
    return (
        select(
            where.label("committee"),
            area.label("area"),
            person.label("person"),
            _of(later, begins).label("begins"),
            _of(earlier, ends).label("ends"),
        )
        .select_from(joined)
        .where(
            ~membership.c.is_excluded,
            membership.c.resident_id.is_not(None),  # a household is bound by a person
            person.is_not(None),
            *(_some(day) for day in begins[1:2]),
        )
    )


def _some(value: ColumnElement) -> ColumnElement:
    """Whether an outer join found something, in words that no engine takes for an inner one: some would then go
    through all memberships for each place."""
    return func.coalesce(value, "") != ""


def until(moment: ColumnElement) -> ColumnElement:
    """The day of a moment in SQL, or FOREVER."""
    return func.coalesce(day_of(moment), _FOREVER)


def _of(choice: Callable[..., ColumnElement], days: tuple) -> ColumnElement:
    """The later or earlier of one or more days."""
    return choice(*days) if len(days) > 1 else days[0]


def _doors(areas: Areas) -> Iterable[tuple[str, ...]]:
    """(building, committee, neighbourhood, begins, ends) of every building, for all days."""
    for committee, neighbourhoods in areas.neighbourhoods.items():
        for neighbourhood in neighbourhoods:
            for building in areas.buildings.get(neighbourhood, []):
                valid = areas.valid[building] & areas.valid[neighbourhood]
                for what, begins, ends in _filled([(neighbourhood, valid)]):
                    yield building, committee, what, str(begins), str(ends)


def _timelines(timelines: dict[str, list[tuple[str, Validity]]]) -> Iterable[tuple[str, ...]]:
    for code, timeline in timelines.items():
        yield from ((code, what, str(valid.begins), str(valid.ends)) for what, valid in timeline)


def _all_days(timelines: dict[str, list[tuple[str, Validity]]]) -> Iterable[tuple[str, ...]]:
    for code, timeline in timelines.items():
        yield from ((code, what, str(begins), str(ends)) for what, begins, ends in _filled(timeline))


def _filled(timeline: list[tuple[str, Validity]]) -> Iterable[tuple[str, date, date]]:
    """The stretches of a timeline in order, and the gaps between them, which belong NOWHERE."""
    reached = BEGINNING
    for what, valid in timeline:
        if not valid:
            continue
        if reached < valid.begins:
            yield NOWHERE, reached, valid.begins
        yield what, valid.begins, valid.ends
        reached = valid.ends
    if reached < FOREVER:
        yield NOWHERE, reached, FOREVER
