"""What party members, branches and departments did, row by row."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from tests.recount.registration import TOWN, Registration
from tests.recount.rows import Interaction, Post
from tests.recount.values import readable

ACTS = {"comment", "reply", "vote", "sign_up"}
TALK = {"comment", "reply", "vote"}
PERSONS = {"resident", "party_member"}


class Act(NamedTuple):
    """One act of a day; `board` empty where there is none."""

    person: str
    board: str
    kind: str
    hour: int


class Members(NamedTuple):
    """Identity-shown members at the end of a day by area, those of them with a branch, and by branch."""

    by_area: dict[str, set[str]]
    with_branch: dict[str, set[str]]
    by_branch: dict[str, set[str]]


class Party:
    """Members, acts, branches, departments, praise and visits of any day."""

    def __init__(self, registration: Registration):
        self.registration, self.rows = registration, registration.rows
        self.acts: dict[date, list[Act]] = defaultdict(list)
        self.talk: dict[str, Counter] = defaultdict(Counter)
        self.acted: dict[str, set[date]] = defaultdict(set)
        self.replies: dict[str, list[date]] = defaultdict(list)
        self._take_acts()
        self.positives = self._positives()
        self.praises = self._praises()
        self.visited = self._visited()

    def _take_acts(self) -> None:
        for post in self.rows.posts.values():
            if post.at and not post.withdrawn:
                self._act(post.author, post.board, "post", post.at)
        for row in self.rows.interactions:
            about = self.rows.about(row)
            if row.kind in ACTS:
                self._act(row.author, about.board if about else "", row.kind, row.at)
            if row.kind in TALK and row.author:
                self.talk[row.author][row.at.date()] += 1
            # OPEN: a department's reply that is dated before its post is no answer, but a reply that it wrote.
            if row.kind == "reply" and row.role == "department" and row.author:
                self.replies[row.author].append(row.at.date())
        for visit in self.rows.visits:
            self._act(visit.visitor, "", "visit", visit.at)

    def _act(self, person: str | None, board: str, kind: str, at) -> None:
        if person:
            self.acts[at.date()].append(Act(person, board, kind, at.hour))
            self.acted[person].add(at.date())

    def _counts(self, row: Post | Interaction) -> bool:
        """Whether its author counts: not a resident or member all of whose memberships are excluded."""
        return not (row.role in PERSONS and row.author in self.rows.excluded)

    def _of_another(self, row: Interaction, post: Post) -> bool:
        """Whether a resident or member other than the post's author did it."""
        return bool(row.author) and row.author != post.author and row.role in PERSONS and self._counts(row)

    def _after(self, row: Interaction) -> Post | None:
        """The post that an interaction is about, unless it is dated before it."""
        post = self.rows.about(row)
        return post if post and post.at and row.at >= post.at else None

    def _positives(self) -> list[tuple[Post, date]]:
        """Positive posts of a committee or member that somebody else answered, with the day of the first answer."""
        first: dict[str | int, date] = {}
        for row in self.rows.interactions:
            post = self._after(row)
            if post and row.post and row.kind in ("comment", "reply") and self._of_another(row, post):
                first[row.post] = min(row.at.date(), first.get(row.post, date.max))
        return [
            (post, first[key])
            for key, post in self.rows.posts.items()
            if key in first
            and post.positive
            and post.role in ("committee", "party_member")
            and not post.withdrawn
            and self._counts(post)
        ]

    def _praises(self) -> dict[tuple[str, str], set[date]]:
        """The days on which a person praised a post of somebody else, by (person, post)."""
        found = defaultdict(set)
        for row in self.rows.interactions:
            post = self._after(row)
            if post and row.post and row.author and row.kind == "praise" and self._of_another(row, post):
                found[row.author, row.post].add(row.at.date())
        return found

    def _visited(self) -> dict[tuple[str, str], list[date]]:
        """The day of each household's first visit, by (committee, category).

        OPEN: a committee's visits stay what they were when it closes.
        """
        first: dict[tuple[str, str, str], date] = {}
        for row in self.rows.visits:
            if row.household and row.category and row.committee in self.rows.committees:
                key = (row.committee, row.category, row.household)
                first[key] = min(row.at.date(), first.get(key, date.max))
        found = defaultdict(list)
        for (committee, category, _), day in first.items():
            found[committee, readable(category)].append(day)
        return found

    def doorsteps_on(self, day: date, last: date) -> dict[tuple[str], tuple[int, int]]:
        """doorstep_day: by committee the households first visited on the day and not bound at the end of the one before, and
        those of them that were at the end of one of the seven days from then on."""
        if last - day < timedelta(days=6):
            return {}
        first: dict[tuple[str, str], date] = {}
        for row in self.rows.visits:
            if row.household and row.committee in self.rows.committees:
                place = row.committee, row.household
                first[place] = min(row.at.date(), first.get(place, date.max))
        found: dict[tuple[str], tuple[int, int]] = {}
        for (committee, household), visited in first.items():
            if visited != day or self._bound(committee, household, day - timedelta(days=1)):
                continue
            after = any(self._bound(committee, household, day + timedelta(days=n)) for n in range(7))
            unbound, bound = found.get((committee,), (0, 0))
            found[committee,] = unbound + 1, bound + after
        return found

    def _bound(self, committee: str, household: str, day: date) -> bool:
        return any(m.bound(day) for m in self.registration.households[committee, household])

    def branch_committee(self, branch: str | None, day: date) -> str | None:
        """The committee, valid on the day, of a branch that is."""
        row = self.rows.on(self.rows.branches.get(branch) if branch else None, day)
        return row.what if row and self.rows.valid(row.what, day) else None

    def members(self, day: date) -> Members:
        """Who shows the identity at the end of the day: at the branch's committee, else the membership's own."""
        found = Members(defaultdict(set), defaultdict(set), defaultdict(set))
        for m in self.rows.memberships:
            if not m.identity_shown(day):
                continue
            of_branch = self.branch_committee(m.branch, day)
            committee = of_branch or self.registration.home(m)
            if not self.rows.valid(committee, day):
                continue
            for area in (committee, TOWN):
                found.by_area[area].add(m.resident)
                if of_branch:
                    found.with_branch[area].add(m.resident)
            if of_branch and m.branch:
                found.by_branch[m.branch].add(m.resident)
        return found

    def on(self, day: date, members: Members) -> dict[str, dict[str, int]]:
        """party_day by area: every committee of the day and the town."""
        window = days_up_to(day, 30)
        posts, own, praises = self._appreciation(day)
        acts = self.acts_on(day, members)
        found = {}
        for area in [*(code for code in self.rows.committees if self.rows.valid(code, day)), TOWN]:
            there = members.by_area[area]
            found[area] = {
                "identity_shown": len(there),
                "with_branch": len(members.with_branch[area]),
                "active_30": sum(not self.acted[person].isdisjoint(window) for person in there),
                "interaction_30": sum(
                    min(5, self.talk[p][d]) for p in there for d in window & self.talk[p].keys()
                ),
                "positive_30": posts[area],
                "positive_own_30": own[area],
                "praise_30": praises[area],
                "acts": sum(n for key, n in acts.items() if key[0] == area),
            }
        return found

    def _appreciation(self, day: date) -> tuple[Counter, Counter, Counter]:
        """Positive posts, those of them that the committee wrote, and praises of 30 days: by the post's committee,
        and of the committees of the day together for the town."""
        posts: Counter[str] = Counter()
        own: Counter[str] = Counter()
        praises: Counter[str] = Counter()
        window = days_up_to(day, 30)
        for post, answered in self.positives:
            committee = post.committee
            if self.rows.valid(committee, day) and post.at and post.at.date() in window and answered <= day:
                for area in (committee, TOWN):
                    posts[area] += 1
                    own[area] += post.role == "committee"
        for (_, key), days in self.praises.items():
            committee = self.rows.posts[key].committee
            if self.rows.valid(committee, day) and not days.isdisjoint(window):
                praises.update((committee, TOWN))
        return posts, own, praises

    def acts_on(self, day: date, members: Members) -> Counter:
        """act_day: the day's acts by (area, board, kind), of those who are members of the area at its end."""
        areas = defaultdict(list)
        for area, there in members.by_area.items():
            for person in there:
                areas[person].append(area)
        return Counter(
            (area, act.board, act.kind) for act in self.acts[day] for area in areas.get(act.person, [])
        )

    def hours_on(self, day: date, members: Members) -> Counter:
        """act_hour: the town's acts of the day by the hour."""
        return Counter(act.hour for act in self.acts[day] if act.person in members.by_area[TOWN])

    def branches_on(self, day: date, members: Members) -> dict[str, tuple[str, int, date | None]]:
        """branch_day: committee, identity-shown members and their last act in 60 days, by branch.

        OPEN: a branch that does not hold on the day, or whose committee does not, has no row.
        """
        window, found = days_up_to(day, 60), {}
        for code in self.rows.branches:
            if committee := self.branch_committee(code, day):
                there = members.by_branch[code]
                days = [max(self.acted[person] & window, default=None) for person in there]
                found[code] = (committee, len(there), max(filter(None, days), default=None))
        return found

    def visits_on(self, day: date) -> dict[tuple[str, str], int]:
        """visit_step in force: distinct households visited by (committee, category)."""
        counts = {place: sum(first <= day for first in days) for place, days in self.visited.items()}
        return {place: count for place, count in counts.items() if count}

    def departments_on(self, day: date) -> dict[tuple[str, str], tuple[int, int, int]]:
        """department_day: joined, active and replies by (block, department), whole blocks and all together."""
        there: dict[tuple[str, str], set[str]] = {}
        block = {}
        for code, rows in self.rows.departments.items():
            if row := self.rows.on(rows, day):
                block[code] = what = readable(row.what)
                there.update({(what, code): set(), (what, ""): set(), ("", ""): set()})
        for m in self.rows.memberships:
            if m.department in block and m.party and m.bound(day):
                for place in ((block[m.department], m.department), (block[m.department], ""), ("", "")):
                    there[place].add(m.resident)
        window = days_up_to(day, 30)
        return {
            place: (
                len(people),
                sum(not self.acted[person].isdisjoint(window) for person in people),
                sum(when in window for person in people for when in self.replies[person]),
            )
            for place, people in there.items()
        }


def days_up_to(day: date, days: int) -> set[date]:
    """So many days up to this one."""
    return {day - timedelta(days=back) for back in range(days)}
