"""How soon posts that ask are answered, row by row: of the town, of places, of topics and of departments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import NamedTuple

from data_access.vocabulary import Topic
from tests.recount.party import PERSONS
from tests.recount.registration import TOWN
from tests.recount.rows import Interaction, Post, Rows
from tests.topics.rule import topics_of

ASKING = {"problem", "question", "suggestion"}
OFFICES = {"committee", "department"}
DAY = timedelta(days=1)
WINDOWS = (7, 30)


class Concern(NamedTuple):
    """A post that asks; `answered` empty where nobody has, `department` where it was none."""

    at: datetime
    answered: datetime | None
    department: str | None
    groups: list[tuple[str, str]]

    @property
    def minutes(self) -> int:
        return int((self.answered - self.at) // timedelta(minutes=1)) if self.answered else 0


class Answers:
    """The concerns of a platform, and how they stand at the end of any day."""

    def __init__(self, rows: Rows, topics: Sequence[Topic]):
        self.rows, self.topics = rows, topics
        self._owners = {topic.key: topic.department for topic in topics if topic.department}
        self._replies: dict[object, list[Interaction]] = defaultdict(list)
        for act in rows.interactions:
            if act.kind == "reply" and act.role in OFFICES:
                self._replies[act.post].append(act)
        self.concerns = list(self._concerns())

    def _concerns(self) -> Iterator[Concern]:
        for key, post in self.rows.posts.items():
            outside = post.role in PERSONS and post.author in self.rows.excluded
            if post.kind not in ASKING or post.withdrawn or outside or post.at is None:
                continue
            answered = post.answered if post.answered and post.answered >= post.at else None
            department = self._department(post.at, answered, self._replies[key]) if answered else None
            yield Concern(post.at, answered, department, self._groups(post))

    def _groups(self, post: Post) -> list[tuple[str, str]]:
        keys = topics_of(post.title, post.category, self.topics)
        owners = {self._owners[key] for key in keys if key in self._owners}
        places = [("town", TOWN), ("committee", post.committee or ""), ("board", post.board)]
        return [*places, *(("topic", key) for key in keys), *(("owner", code) for code in owners)]

    def _department(self, asked: datetime, answered: datetime, replies: list[Interaction]) -> str | None:
        """Whose the reply of that moment was, or the earliest where there is none of it.

        OPEN: who was in two departments answered for none.
        """
        later = sorted((act for act in replies if act.at >= asked), key=lambda act: (act.at, act.key or ""))
        first = next((act for act in later if act.at == answered), later[0] if later else None)
        if first is None or first.role != "department":
            return None
        codes = {
            code
            for code, begin, end in self.rows.staff.get(first.author or "", ())
            if begin <= first.at and (end is None or first.at < end)
        }
        return codes.pop() if len(codes) == 1 else None

    def on(self, day: date) -> dict[tuple[str, str], tuple]:
        """answer_day: by (kind, code), of 7 and of 30 days the concerns, those answered within 24 hours, the replies and the
        median of their minutes; of 90 days those without an answer, those older than 24 hours, the day of the oldest."""
        end = datetime.combine(day + DAY, time())
        groups: dict[tuple[str, str], list[Concern]] = defaultdict(list)
        for one in self.concerns:
            if end - 90 * DAY <= one.at < end:
                for group in one.groups:
                    groups[group].append(one)
                if one.department and one.answered and one.answered < end:
                    groups["department", one.department].append(one)
        return {group: _counted(group, those, end) for group, those in groups.items()}


def _counted(group: tuple[str, str], those: list[Concern], end: datetime) -> tuple:
    kind, code = group
    counts: list = []
    for days in WINDOWS:
        old = [one for one in those if end - days * DAY <= one.at < end - DAY]
        done = [one for one in old if one.answered and one.answered < end]
        early = [one for one in done if one.minutes < 24 * 60 and (kind != "owner" or one.department == code)]
        counts += [len(old), len(early), len(done), median(one.minutes for one in done) if done else None]
    waiting = [one.at for one in those if not (one.answered and one.answered < end)]
    oldest = str(min(waiting).date()) if waiting else None
    return *counts, len(waiting), sum(at < end - DAY for at in waiting), oldest
