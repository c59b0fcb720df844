"""What happens in the livelier town between one refresh and the next: three rounds that an incremental run must see by
itself, and one that only the reconcile can."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Table, create_engine, delete, select, update

from data_access import platform
from tests.refresh import livelier_talk
from tests.refresh.livelier import NOW, Town, put

P = platform


class Round:
    """Changes of a platform's rows at one moment, written three minutes before the refresh that reads them."""

    def __init__(self, connection: Connection, now: datetime, before: datetime):
        self.connection, self.now, self.at = connection, now, now - timedelta(minutes=3)
        self.slow = before - timedelta(minutes=5)
        self.mark = f"{now:%m%d}"
        self.town = Town(int(self.mark))
        self.chance = self.town.chance
        self.town.places()  # so that it knows the buildings
        self.town.members = [dict(row) for row in self.all(P.membership)]
        self.town.posts = [dict(row) for row in self.all(P.post)]

    def all(self, table: Table, *where) -> list:
        return list(self.connection.execute(select(table).where(*where).order_by(table.c.id)).mappings())

    def change(self, table: Table, *where, **values) -> None:
        """Sets values of the rows that meet the conditions; fails where there is none."""
        done = self.connection.execute(update(table).where(*where).values(updated_at=self.at, **values))
        assert done.rowcount, (table.name, values)

    def drawn(self, table: Table, count: int, *where) -> list[str]:
        """Ids of so many rows, by chance."""
        ids = [row["id"] for row in self.all(table, *where)]
        return self.chance.sample(ids, min(count, len(ids)))

    def put(self, table: str, rows: list[dict], at: datetime | None = None) -> None:
        put(self.connection, table, rows, at or self.at)

    def late(self, since: datetime = NOW - timedelta(days=70), scale: int = 1) -> None:
        """Rows of every kind with moments from `since` to now, written only now; a few of a slow transaction."""
        span = (self.now - timedelta(hours=7) - since) / timedelta(days=1)

        def when() -> datetime:
            return since + timedelta(days=span * self.chance.random())

        self.town.members = []
        for n in range(40 * scale):
            code = self.chance.choice(["c01", "c02", "c03", "c05", "c06", "c07", "c09", "c11", "c12"])
            row = self.town.membership(f"n{self.mark}{n:03}", code, when(), id=f"n{self.mark}{n:03}")
            for name in ("verified_at", "identity_shown_at"):
                row[name] = row[name] and min(row[name], self.at)
        self.put("membership", self.town.members[:-2])
        self.put("membership", self.town.members[-2:], self.slow)
        self.town.members = [dict(row) for row in self.all(P.membership)]
        posts = [self.town.post(n, id=f"q{self.mark}{n:03}", created_at=when()) for n in range(15 * scale)]
        for row in posts:
            row["withdrawn_at"] = None
        self.put("post", posts)
        self.town.posts = [dict(row) for row in self.all(P.post)]
        numbers = range(100 * scale)
        acts = [self.town.interaction(n, id=f"j{self.mark}{n:03}", withdrawn_at=None) for n in numbers]
        for row in acts[::2]:
            row["created_at"] = when()
        self.put("interaction", acts)
        self._hear(scale)
        visits = [self.town.visit(n, id=f"w{self.mark}{n:03}", visited_at=when()) for n in range(30 * scale)]
        for row in visits:
            row["committee_code"] = self.chance.choice(["c01", "c03", "c05", "c12"])
        self.put("visit", visits)

    def _hear(self, scale: int) -> None:
        """New cases, and what became of those before; posts get another topic, an answer, are found to be sensitive."""
        talk, f, p = self.town.talk, P.case_file.c, P.post.c
        cases = [self.town.case(n, id=f"k{self.mark}{n:03}") for n in range(9 * scale)]
        self.put("case_file", cases)
        self.put("case_event", livelier_talk.events(talk, cases, self.mark, self.at))
        standing = self.drawn(P.case_file, 12, f.closed_at.is_(None))
        self.change(P.case_file, f.id.in_(standing[:6]), closed_at=self.at, result="solved", rating=4)
        self.change(P.case_file, f.id.in_(standing[6:9]), department_code="d2", deferred_until=self.now)
        self.change(P.case_file, f.id.in_(standing[9:]), is_sensitive=True)
        for values in (
            {"category": "停车"},
            {"category": None},
            {"is_sensitive": True},
            {"title": "楼下积水"},
        ):
            self.change(P.post, p.id.in_(self.drawn(P.post, 7)), **values)
        open_ones = (p.kind.in_(P.ASKING), p.first_official_reply_at.is_(None))
        self.change(P.post, p.id.in_(self.drawn(P.post, 9, *open_ones)), first_official_reply_at=self.at)
        joined = set(self.connection.scalars(select(P.campaign_post.c.post_id)))
        new = [one["id"] for one in self.town.posts if one["id"] not in joined][:4]
        self.put("campaign_post", [{"campaign_code": "g1", "post_id": key} for key in new])

    def withdraw(self) -> None:
        posts = self.drawn(P.post, 12, P.post.c.withdrawn_at.is_(None))
        self.change(P.post, P.post.c.id.in_(posts), withdrawn_at=self.at)
        gone = self.drawn(P.post, 4, P.post.c.withdrawn_at.is_not(None))
        self.change(P.post, P.post.c.id.in_(gone), withdrawn_at=None)  # and shown again
        acts = self.drawn(P.interaction, 40, P.interaction.c.withdrawn_at.is_(None))
        self.change(P.interaction, P.interaction.c.id.in_(acts), withdrawn_at=self.at)

    def decide(self) -> None:
        """Applications are verified, memberships end (some some time ago), members show the identity."""
        m = P.membership.c
        self.change(
            P.membership, m.id.in_(self.drawn(P.membership, 15, m.verified_at.is_(None))), verified_at=self.at
        )
        bound = (m.verified_at < self.now - timedelta(days=12), m.ended_at.is_(None))
        self.change(P.membership, m.id.in_(self.drawn(P.membership, 8, *bound)), ended_at=self.at)
        before = self.now - timedelta(days=10)
        self.change(P.membership, m.id.in_(self.drawn(P.membership, 5, *bound)), ended_at=before)
        hidden = (m.is_party_member, m.identity_shown_at.is_(None))
        self.change(P.membership, m.id.in_(self.drawn(P.membership, 9, *hidden)), identity_shown_at=before)

    def describe(self) -> None:
        """What was not known of rows, or wrong, is set right; no day, no place, no person moves."""
        m, p, v = P.membership.c, P.post.c, P.visit.c
        self.change(
            P.membership, m.id.in_(self.drawn(P.membership, 5, m.household_id.is_(None))), household_id="hnew"
        )
        self.change(
            P.membership, m.id.in_(self.drawn(P.membership, 5, ~m.is_party_member)), is_party_member=True
        )
        self.change(P.post, p.id.in_(self.drawn(P.post, 8, ~p.is_positive)), is_positive=True)
        self.change(P.post, p.id.in_(self.drawn(P.post, 4, p.is_positive)), is_positive=False)
        self.change(P.post, p.id.in_(self.drawn(P.post, 4)), board_code="talk")
        self.change(P.visit, v.id.in_(self.drawn(P.visit, 3, v.household_id.is_(None))), household_id="hnew")
        self.change(P.visit, v.id.in_(self.drawn(P.visit, 3, v.visitor_id.is_(None))), visitor_id="r0001")

    def exclude(self) -> None:
        """An account turns out to be a test's, another not to be one; both wrote and praised."""
        m = P.membership.c
        writers = {row["author_id"] for row in self.all(P.interaction, P.interaction.c.kind == "praise")}
        for state in (True, False):
            there = self.all(P.membership, m.is_excluded.is_(not state))
            known = sorted({row["resident_id"] for row in there} & writers)
            self.change(P.membership, m.resident_id.in_(self.chance.sample(known, 3)), is_excluded=state)


def first(round: Round) -> None:
    """A day later: late rows, a branch moved and a department's block changed in the past, a base cut."""
    round.late()
    round.withdraw()
    round.decide()
    round.put(
        "party_branch", [{"code": "c02z1", "committee_code": "c03", "valid_from": date(2017, 6, 28)}]
    )  # moved
    round.put("department", [{"code": "d2", "block": "学校", "valid_from": date(2017, 7, 3)}])
    base = P.household_base.c
    round.change(P.household_base, base.area_code == "c09", occupied_households=170)
    round.put(
        "household_base", [{"area_code": "c03n2", "valid_from": date(2017, 7, 2), "occupied_households": 55}]
    )
    round.put(
        "building", [{"code": "c05n2b9", "neighbourhood_code": "c05n2", "valid_from": date(2017, 7, 1)}]
    )
    round.put(
        "household_base",
        [{"area_code": "c05n2b9", "valid_from": date(2017, 7, 1), "occupied_households": 14}],
    )


def second(round: Round) -> None:
    """Two days later: places open and close, some of them in the past; a committee splits."""
    round.late(scale=2)
    round.withdraw()
    round.describe()
    split = date(2017, 7, 16)
    round.change(P.committee, P.committee.c.code == "c07", valid_to=split)
    for code in ("c13", "c14"):
        round.put("committee", [{"code": code, "valid_from": split}])
        round.put("neighbourhood", [{"code": f"{code}n1", "committee_code": code, "valid_from": split}])
        round.put(
            "building", [{"code": f"{code}n1b1", "neighbourhood_code": f"{code}n1", "valid_from": split}]
        )
    m = P.membership.c
    moving = round.all(
        P.membership, m.committee_code == "c07", m.verified_at < round.now, m.ended_at.is_(None)
    )
    when = datetime(2017, 7, 16, 9)
    rows = [
        dict(row)
        | {
            "id": f"{row['id']}x",
            "committee_code": round.chance.choice(["c13", "c14"]),
            "building_code": None,
            "applied_at": when,
            "verified_at": when,
        }
        for row in moving[: len(moving) * 3 // 4]
    ]
    for row in rows:
        del row["updated_at"]
        round.change(P.membership, m.id == row["id"][:-1], ended_at=when)
    round.put("membership", rows)
    round.put("party_branch", [{"code": "c07z1", "committee_code": "c13", "valid_from": split}])
    round.change(P.building, P.building.c.code == "c03n1b2", valid_to=date(2017, 7, 5))
    round.change(P.neighbourhood, P.neighbourhood.c.code == "c06n3", valid_to=date(2017, 6, 20))
    round.put(
        "building", [{"code": "unknown", "neighbourhood_code": "c01n1", "valid_from": date(2017, 6, 1)}]
    )


def third(round: Round) -> None:
    """A day later: a committee and a branch turn out to have closed weeks ago, a department to have moved; accounts
    turn out to be tests; bases are corrected and forgotten."""
    round.late()
    round.decide()
    round.exclude()
    round.change(P.committee, P.committee.c.code == "c05", valid_to=date(2017, 6, 27))
    round.change(
        P.committee, P.committee.c.code == "c08", valid_to=date(2017, 7, 1)
    )  # a week later than it said
    branch, department = P.party_branch.c, P.department.c
    round.change(P.party_branch, branch.code == "c01z1", valid_to=date(2017, 6, 30))
    round.change(P.department, department.code == "d6", block="医疗卫生")
    round.change(P.department, department.code == "d1", valid_to=date(2017, 7, 8))
    base = P.household_base.c
    round.change(P.household_base, base.area_code == "c04n2", occupied_households=None)
    round.change(
        P.household_base,
        base.area_code == "c01",
        base.valid_from == date(2017, 7, 1),
        occupied_households=260,
    )


def moved(round: Round) -> None:
    """Two days later, what the store cannot tell from the row: a day moved, a row deleted, a person or an act moved to
    another place."""
    round.late()
    m, p, i, v = P.membership.c, P.post.c, P.interaction.c, P.visit.c
    bound = (m.verified_at < round.now, m.ended_at.is_(None))
    round.change(
        P.membership, m.id.in_(round.drawn(P.membership, 6, *bound)), verified_at=datetime(2017, 6, 3, 9)
    )
    round.change(P.membership, m.id.in_(round.drawn(P.membership, 4, *bound)), verified_at=None)
    round.change(P.membership, m.id.in_(round.drawn(P.membership, 4, m.ended_at.is_not(None))), ended_at=None)
    round.change(P.membership, m.id.in_(round.drawn(P.membership, 9, *bound)), committee_code="c01")
    round.change(P.membership, m.id.in_(round.drawn(P.membership, 9, *bound)), building_code="c02n3b2")
    round.change(
        P.membership, m.id.in_(round.drawn(P.membership, 9, m.is_party_member)), party_branch_code="c03z2"
    )
    round.change(
        P.membership, m.id.in_(round.drawn(P.membership, 5, m.department_code == "d4")), department_code="d2"
    )
    shown = (m.identity_shown_at.is_not(None), *bound)
    round.change(P.membership, m.id.in_(round.drawn(P.membership, 5, *shown)), identity_shown_at=None)
    round.change(P.post, p.id.in_(round.drawn(P.post, 6)), created_at=datetime(2017, 6, 30, 12))
    round.change(P.post, p.id.in_(round.drawn(P.post, 6)), committee_code="c02")
    round.change(P.interaction, i.id.in_(round.drawn(P.interaction, 30)), created_at=datetime(2017, 7, 2, 18))
    round.change(P.interaction, i.id.in_(round.drawn(P.interaction, 30)), author_id="r0007")
    round.change(P.visit, v.id.in_(round.drawn(P.visit, 9)), visited_at=datetime(2017, 7, 3, 18))
    round.change(P.visit, v.id.in_(round.drawn(P.visit, 9)), committee_code="c03")
    f = P.case_file.c
    round.change(P.case_file, f.id.in_(round.drawn(P.case_file, 9)), received_at=datetime(2017, 6, 30, 12))
    linked = P.campaign_post.c
    dropped = select(linked.post_id).where(linked.campaign_code == "g1").order_by(linked.post_id).limit(5)
    gone = list(round.connection.scalars(dropped))
    assert round.connection.execute(delete(P.campaign_post).where(linked.post_id.in_(gone))).rowcount
    deleted = (
        (P.membership, 12), (P.post, 8), (P.interaction, 60), (P.visit, 15), (P.case_file, 5), (P.case_event, 4),
    )  # fmt: skip
    for table, count in deleted:
        gone = round.drawn(table, count)
        assert round.connection.execute(delete(table).where(table.c.id.in_(gone))).rowcount == count
    for table, code in ((P.building, "c06n1b2"), (P.department, "d7"), (P.party_branch, "c06z1")):
        assert round.connection.execute(delete(table).where(table.c.code == code)).rowcount
    branch = P.party_branch.c
    round.change(
        P.party_branch, branch.code == "c04z1", branch.committee_code == "c05", valid_from=date(2017, 5, 25)
    )
    round.change(P.household_base, P.household_base.c.area_code == "c06n3", valid_from=date(2017, 5, 5))


ROUNDS = {
    "first": (first, NOW, NOW + timedelta(days=1)),
    "second": (second, NOW + timedelta(days=1), NOW + timedelta(days=3)),
    "third": (third, NOW + timedelta(days=3), NOW + timedelta(days=4)),
    "moved": (moved, NOW + timedelta(days=4), NOW + timedelta(days=6)),
}
"""By name: what happens, and when the refresh before and the one after it runs."""


def play(url: str, name: str) -> datetime:
    """Lets a round happen on a town; returns when the refresh after it runs."""
    happens, before, now = ROUNDS[name]
    engine = create_engine(url)
    with engine.begin() as connection:
        happens(Round(connection, now, before))
    engine.dispose()
    return now
