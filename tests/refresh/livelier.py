"""A livelier town than the demonstration's: whatever can happen to a place or a person happens in it, in 75 days.

Twelve committees, four of them founded, split or closed on the way (`c10` into `c11` and `c12`); the same rows for the
same seed.
"""

import random
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, create_engine, insert

from data_access import platform
from tests.refresh import livelier_talk

FIRST, DAYS = date(2017, 5, 1), 75
START = datetime(2017, 5, 1)
NOW = datetime(2017, 7, 15, 6)
AT = NOW - timedelta(minutes=3)
"""When the last row was written that the first run reads."""

SPLIT, CLOSED, FOUNDED = date(2017, 6, 10), date(2017, 6, 25), date(2017, 5, 20)
COMMITTEES = {f"c{n:02}": (date(2017, 1, 1), None) for n in range(1, 8)} | {
    "c08": (date(2017, 1, 1), CLOSED),
    "c09": (FOUNDED, None),
    "c10": (date(2017, 1, 1), SPLIT),
    "c11": (SPLIT, None),
    "c12": (SPLIT, None),
}
CLOSING = {
    "c01n1b4": date(2017, 6, 5),
    "c02n2": date(2017, 6, 15),
    "c02n3b1": date(2017, 7, 14),
    "c05n1": date(2017, 5, 1),
    "c06n2b2": date(2017, 6, 30),
}
OPENING = {
    "c03n1b3": date(2017, 5, 25),
    "c04n3": date(2017, 6, 1),
    "c06n1b1": date(2017, 7, 10),
    "c07n2": date(2017, 8, 1),
}
BRANCHES = [
    *((f"{code}z{n}", code, date(2017, 1, 1), None) for code in sorted(COMMITTEES)[:10] for n in (1, 2)),
    ("c01z2", "c02", date(2017, 6, 20), None),  # moved
    ("c03z1", "c03", date(2017, 5, 30), date(2017, 6, 18)),  # a new roster, then closed
    ("c04z1", "c05", date(2017, 5, 15), None),  # moved there and back
    ("c04z1", "c04", date(2017, 7, 1), None),
    ("c05z1", "c05", date(2017, 6, 5), None),  # after a gap, see `_branches`
    ("c07z3", "c07", date(2017, 6, 8), None),  # founded
    ("c10z1", "c11", SPLIT, None),  # the other one stays in what is closed
    ("c12z1", "c12", date(2017, 6, 20), None),
    ("c99z1", "c99", date(2017, 1, 1), None),  # in a committee that is unknown
]
DEPARTMENTS = [
    ("d1", "机关", date(2017, 1, 1), None),
    ("d2", "机关", date(2017, 1, 1), None),
    ("d3", "学校", date(2017, 1, 1), None),
    ("d3", "机关", date(2017, 6, 12), None),  # moved to another block
    ("d4", "学校", date(2017, 1, 1), None),
    ("d4", "学校", date(2017, 5, 20), None),  # a new roster
    ("d5", "医疗卫生", date(2017, 1, 1), date(2017, 6, 22)),  # closed, and its block with it
    ("d6", "两新组织", date(2017, 5, 28), None),  # founded
    ("d7", "两新组织", date(2017, 1, 1), date(2017, 5, 10)),
    ("d7", "机关", date(2017, 6, 1), None),  # away for a while
]
CATEGORIES = ("独居老人", "困难家庭", "残疾人家庭")
BOARDS = ("notices", "talk", "help")
SIZES = {"members": 1080, "posts": 700, "interactions": 5000, "visits": 900}
"""How many residents, and of other rows how many."""


def made(url: str, seed: int = 20170715, **sizes: int) -> str:
    """Makes the town in an empty database, of SIZES unless given otherwise; returns its URL."""
    engine = create_engine(url)
    platform.contract.create_all(engine)
    with engine.begin() as connection:
        for table, rows in Town(seed).rows(**SIZES | sizes).items():
            put(connection, table, rows)
    engine.dispose()
    return url


def put(connection: Connection, table: str, rows: list[dict], at: datetime | None = None) -> None:
    """Adds rows, what is not given being plain; changed at `at`, else when they say, else by their latest moment."""
    target = platform.contract.tables[table]
    plain = {
        "valid_from": date(2017, 1, 1),
        "valid_to": None,
        "kind": "residents",
        "title": "标题",
        "roster_members": 30,
        "withdrawn_at": None,
    }
    full = []
    for row in rows:
        row = {name: value for name, value in plain.items() if name in target.columns} | row
        if "name" in target.columns:
            row = {"name": row.get("code")} | row
        if "updated_at" in target.columns:
            moments = [
                value for name, value in row.items() if name.endswith("_at") and isinstance(value, datetime)
            ]
            row = {"updated_at": at or min(max(moments, default=START), AT)} | row
        full.append(row)
    connection.execute(insert(target), full)


class Town:
    """The rows of the town, drawn one after the other from one chance."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.talk = random.Random(-seed - 1)
        self.buildings: dict[str, list[str]] = {}
        self.members: list[dict] = []
        self.posts: list[dict] = []
        self.number = 0

    def rows(self, members: int, posts: int, interactions: int, visits: int) -> dict[str, list[dict]]:
        places = self.places()
        self._memberships(members)
        self._department_members()
        self._excluded()
        self.posts = [self.post(n) for n in range(posts)]
        acts = [self.interaction(n) for n in range(interactions)]
        livelier_talk.answered_at_once(self.posts, acts)
        cases = [self.case(n) for n in range(posts // 7)]
        return {
            **places,
            "household_base": self.bases(places),
            "department": [
                {"code": code, "block": block, "valid_from": begin, "valid_to": end}
                for code, block, begin, end in DEPARTMENTS
            ],
            "party_branch": _branches(),
            "board": [{"code": code} for code in BOARDS],
            "membership": self.members,
            "post": self.posts,
            "interaction": acts,
            "case_file": cases,
            "case_event": livelier_talk.events(self.talk, cases, "", AT),
            **livelier_talk.campaigns(self.talk, self.posts),
            "visit_target": [
                {
                    "committee_code": code,
                    "category": category,
                    "households": self.chance.choice([0, 5, 20, 40]),
                }
                for code in COMMITTEES
                for category in CATEGORIES
                if self.chance.random() < 0.85
            ],
            "visit": [self.visit(n) for n in range(visits)],
        }

    def places(self) -> dict[str, list[dict]]:
        """Committees, three neighbourhoods in each and four buildings in each of these; one building in none."""
        neighbourhoods, buildings = [], []
        for code, (begin, _) in COMMITTEES.items():
            self.buildings[code] = []
            for number in (1, 2, 3):
                there = f"{code}n{number}"
                neighbourhoods.append({"code": there, "committee_code": code} | _span(there, begin))
                for door in (1, 2, 3, 4):
                    building = f"{there}b{door}"
                    buildings.append({"code": building, "neighbourhood_code": there} | _span(building, begin))
                    self.buildings[code].append(building)
        buildings.append({"code": "lost", "neighbourhood_code": "nowhere"})
        committees = [
            {"code": c, "valid_from": begin, "valid_to": end} for c, (begin, end) in COMMITTEES.items()
        ]
        return {"committee": committees, "neighbourhood": neighbourhoods, "building": buildings}

    def bases(self, places: dict[str, list[dict]]) -> list[dict]:
        """A base for most buildings, own ones for some neighbourhoods and committees; cut, raised, unknown, wrong."""
        found = {}

        def base(area: str, begin: date, households: int | None) -> None:
            found[area, begin] = {"area_code": area, "valid_from": begin, "occupied_households": households}

        for row in places["building"]:
            if row["code"][:3] not in ("c04", "c09"):
                base(row["code"], FIRST, self.chance.randrange(8, 25))
        for n in (1, 2, 3):
            base(f"c04n{n}", FIRST, 90 + n)  # known by neighbourhood only
        base("c09", FOUNDED, 260)  # known as a whole only
        base("c01", FIRST, 300)
        base("c01", date(2017, 6, 14), 210)  # cut
        base("c01", date(2017, 7, 1), 240)  # and raised
        base("c02", date(2017, 5, 20), 190)  # of its own from then on, unknown from the third row on
        base("c02", date(2017, 6, 20), None)
        base("c02", date(2017, 7, 5), 200)
        for area, begin, households in [
            ("c03n1b1", date(2017, 6, 1), None),
            ("c03n1b1", date(2017, 6, 20), 12),
            ("c05n2b1", date(2017, 6, 8), -4),
            ("c05n2b1", date(2017, 6, 12), 9),
            ("c06n3b1", date(2017, 6, 3), 0),
            ("c06n3", date(2017, 6, 25), 70),
            ("c07n1b1", date(2017, 5, 28), 60),
            ("nowhere", FIRST, 10),
        ]:
            base(area, begin, households)
        del found["c07n3b4", FIRST]  # so that c07 has none
        return list(found.values())

    def moment(self, begin: float = 0, end: float = DAYS) -> datetime:
        """Some minute between two days of the town (0 is the first)."""
        return START + timedelta(days=begin + (end - begin) * self.chance.random())

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def membership(self, resident: str, code: str, applied: datetime, **values) -> dict:
        """A membership in a committee: most are verified within days; some stand in no or in a wrong building."""
        chance = self.chance
        self.number += 1
        household = chance.randrange(90)
        building = self.buildings[code][household % 12]
        party = self.some(0.3)
        verified = applied + timedelta(hours=chance.expovariate(1 / 20)) if self.some(0.9) else None
        row = {
            "id": f"m{self.number:05}",
            "resident_id": resident,
            "household_id": f"h{code}{household}" if self.some(0.94) else None,
            "building_code": chance.choices(
                [building, None, "unknown", "lost", chance.choice(self.buildings["c02"])], [84, 8, 2, 2, 4]
            )[0],
            "committee_code": code,
            "department_code": None,
            "party_branch_code": self.branch(code) if party else None,
            "applied_at": applied,
            "verified_at": verified,
            "ended_at": None,
            "is_party_member": party,
            "identity_shown_at": (verified or applied) + timedelta(days=chance.uniform(-3, 20))
            if party and self.some(0.8)
            else None,
            "is_excluded": False,
        }
        if row["building_code"] == building and self.some(0.12):
            row["committee_code"] = None  # its building says it
        row |= values
        self.members.append(row)
        return row

    def branch(self, code: str) -> str | None:
        """A branch of the committee, mostly."""
        own: list[str | None] = [branch for branch, where, *_ in BRANCHES if where == code] or [None]
        return self.chance.choices(
            [self.chance.choice(own), self.chance.choice(BRANCHES)[0], "unknown", None], [80, 8, 3, 9]
        )[0]

    def _memberships(self, count: int) -> None:
        """Residents who come, go, come again, move, or live in two places."""
        chance = self.chance
        before = [code for code in COMMITTEES if code not in ("c11", "c12")]
        for n in range(count):
            code = chance.choice(before)
            applied = self.moment(-6, 40 if code in ("c08", "c10") else DAYS)
            row = self.membership(f"r{n:04}", code, applied)
            last, fate = row["verified_at"] or applied, chance.random()
            later = last + timedelta(days=chance.uniform(2, 25))
            if code == "c10" and self.some(0.8):
                self._move(row, chance.choice(["c11", "c12"]), datetime(2017, 6, 10, chance.randrange(24)))
            elif fate < 0.06:
                row["ended_at"] = later
            elif fate < 0.10:
                row["ended_at"] = later
                self.membership(row["resident_id"], code, later + timedelta(days=chance.uniform(0.5, 9)))
            elif fate < 0.16:
                self._move(row, chance.choice(before), later)
            elif fate < 0.23:
                self.membership(row["resident_id"], chance.choice(before), self.moment())
            elif fate < 0.28:
                self.membership(row["resident_id"], code, self.moment())
            elif fate < 0.29:
                row["ended_at"] = last - timedelta(days=1)  # ended before it was verified
        for home in (None, "c99", "c01"):
            self.membership("rx" + str(home), "c01", self.moment(), committee_code=home, building_code=None)

    def _move(self, row: dict, to: str, when: datetime) -> None:
        """Ends a membership and begins another at the same moment."""
        row["ended_at"] = when
        row["verified_at"] = min(row["verified_at"] or when, when)
        shown = row["identity_shown_at"]
        household = f"h{to}{self.chance.randrange(90)}"
        keeps = row["party_branch_code"] if self.some(0.6) else self.branch(to)
        self.membership(
            row["resident_id"],
            to,
            when,
            verified_at=when,
            household_id=household,
            is_party_member=row["is_party_member"],
            party_branch_code=keeps,
            identity_shown_at=shown,
        )

    def _department_members(self) -> None:
        """Staff and others who joined of a department, a third of them in a committee too."""
        for n in range(150):
            code = self.chance.choice([code for code, *_ in DEPARTMENTS] + ["d99"])
            row = self.membership(
                f"r{n * 3:04}" if n % 3 else f"s{n:03}",
                self.chance.choice(sorted(COMMITTEES)[:7]),
                self.moment(-6),
                department_code=code,
                is_party_member=self.some(0.9),
            )
            if self.some(0.7):
                row |= {"committee_code": None, "building_code": None, "party_branch_code": None}

    def _excluded(self) -> None:
        """Accounts of tests and staff: some wholly, some in one of their memberships."""
        for row in self.members:
            if self.some(0.025):
                for other in self.members if self.some(0.5) else ():
                    if other["resident_id"] == row["resident_id"]:
                        other["is_excluded"] = True
                row["is_excluded"] = True

    def person(self) -> str:
        """Somebody who writes: party members, excluded accounts and strangers more than others."""
        kind = self.chance.random()
        if kind < 0.03:
            return f"q{self.chance.randrange(30)}"
        row = self.chance.choice(self.members)
        for _ in range(6 if kind < 0.6 else 0):
            if row["is_party_member"] or row["is_excluded"]:
                break
            row = self.chance.choice(self.members)
        return row["resident_id"]

    def post(self, number: int, **values) -> dict:
        at = self.moment(-8)
        there = [
            c for c, (begin, end) in COMMITTEES.items() if begin <= at.date() and (not end or at.date() < end)
        ]
        role = self.chance.choices(["resident", "party_member", "committee", "department"], [30, 35, 28, 7])[
            0
        ]
        return {
            "id": f"p{number:05}",
            "committee_code": self.chance.choice(there) if self.some(0.97) else "c99",
            "board_code": self.chance.choice(BOARDS),
            "author_id": self.person(),
            "author_role": role,
            **livelier_talk.said(self.talk, at, NOW - timedelta(minutes=10)),
            "is_positive": self.some(0.5),
            "created_at": at,
            "withdrawn_at": at + timedelta(days=self.chance.uniform(0, 12)) if self.some(0.07) else None,
        } | values

    def interaction(self, number: int, **values) -> dict:
        """An act on a post, most within days of it; some before it, some by its author."""
        post, chance = self.chance.choice(self.posts), self.chance
        after = -chance.uniform(0.1, 5) if self.some(0.04) else chance.expovariate(1 / 4)
        at = min(post["created_at"] + timedelta(days=after), NOW - timedelta(minutes=10))
        return {
            "id": f"i{number:06}",
            "post_id": post["id"] if self.some(0.98) else "unknown",
            "committee_code": post["committee_code"],
            "author_id": post["author_id"] if self.some(0.05) else self.person(),
            "author_role": chance.choices(
                ["resident", "party_member", "committee", "department"], [50, 35, 8, 7]
            )[0],
            "kind": chance.choices(platform.INTERACTION_KINDS, [30, 20, 22, 12, 10, 6])[0],
            "created_at": at,
            "withdrawn_at": at + timedelta(hours=3) if self.some(0.04) else None,
        } | values

    def case(self, number: int, **values) -> dict:
        """A case received at some minute of the town."""
        received = START + timedelta(days=DAYS * self.talk.random())
        return livelier_talk.case(self.talk, f"k{number:05}", received, AT, self.posts, **values)

    def visit(self, number: int, **values) -> dict:
        at = self.moment()
        there = [
            c for c, (begin, end) in COMMITTEES.items() if begin <= at.date() and (not end or at.date() < end)
        ]
        code = self.chance.choice(there)
        return {
            "id": f"v{number:05}",
            "committee_code": code,
            "category": self.chance.choice(CATEGORIES),
            "household_id": f"h{code}{self.chance.randrange(90)}" if self.some(0.95) else None,
            "visitor_id": self.person() if self.some(0.7) else None,
            "visited_at": at,
        } | values


def _span(code: str, begin: date) -> dict[str, date | None]:
    """From when to when a neighbourhood or building holds."""
    return {"valid_from": OPENING.get(code, begin), "valid_to": CLOSING.get(code)}


def _branches() -> list[dict]:
    rows = [
        {"code": code, "committee_code": where, "valid_from": begin, "valid_to": end}
        for code, where, begin, end in BRANCHES
    ]
    for row in rows:
        if (row["code"], row["valid_from"]) == ("c05z1", date(2017, 1, 1)):
            row["valid_to"] = date(2017, 5, 25)
    return rows
