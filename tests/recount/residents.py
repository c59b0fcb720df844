"""Which residents took part, on which boards, and what was written there, row by row."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from tests.recount.party import ACTS, PERSONS, Party, days_up_to
from tests.recount.registration import TOWN
from tests.recount.rows import Interaction, Post

ANY = ""


class Residents:
    """Registered residents with acts, and the posts, comments and other acts of residents and members."""

    def __init__(self, party: Party):
        self.registration, self.rows = party.registration, party.rows
        self.acted: dict[date, set[tuple[str, str]]] = defaultdict(set)
        for day, acts in party.acts.items():
            for act in acts:
                self.acted[day] |= {(act.person, act.board), (act.person, ANY)}
        self.written: dict[date, Counter] = defaultdict(Counter)
        for post, kind, at in self._written():
            if post.committee:
                self.written[at.date()][post.committee, post.board, kind] += 1

    def _written(self) -> Iterator[tuple[Post, str, datetime]]:
        """What stands, by the post that it is or is about, of those who write for themselves and count.

        OPEN: what is about no known post belongs to no committee's boards.
        """
        for post in self.rows.posts.values():
            if post.at and not post.withdrawn and self._counts(post):
                yield post, "post", post.at
        for row in self.rows.interactions:
            about = self.rows.about(row)
            if about and row.kind in ACTS and self._counts(row):
                yield about, row.kind, row.at

    def _counts(self, row: Post | Interaction) -> bool:
        return row.role in PERSONS and row.author not in self.rows.excluded

    def active_on(self, day: date) -> dict[tuple[str, str], tuple[int, int]]:
        """resident_day: those of a committee, and of the town, with an act in 7 and in 30 days, by (area, board)."""
        areas: dict[str, set[str]] = defaultdict(set)
        for committee, m in self.registration.on(day).bound:
            areas[m.resident] |= {committee, TOWN}
        counts = []
        for days in (7, 30):
            acted = set().union(*(self.acted[when] for when in days_up_to(day, days)))
            counts.append(Counter((area, board) for person, board in acted for area in areas.get(person, ())))
        return {key: (counts[0][key], n) for key, n in counts[1].items()}

    def talk_on(self, day: date) -> Counter:
        """talk_day: the day's acts by (area, board, kind), of committees that hold on it and of the town."""
        found: Counter = Counter()
        for (committee, board, kind), n in self.written[day].items():
            if self.rows.valid(committee, day):
                for area in (committee, TOWN):
                    found[area, board, kind] += n
        return found
