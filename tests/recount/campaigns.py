"""What each campaign's posts brought, row by row."""

from collections import defaultdict
from datetime import date

from tests.recount.party import PERSONS, Party
from tests.recount.rows import Interaction, Post


class Campaigns:
    """The days on which each campaign first had a post, a person and a praise."""

    def __init__(self, party: Party):
        self.party, self.rows = party, party.rows
        acts = defaultdict(list)
        for row in self.rows.interactions:
            acts[row.post].append(row)
        self.days: dict[str, tuple[dict, dict, dict]] = {}
        for campaign, key in self.rows.of_campaign:
            post = self.rows.posts.get(key)
            if campaign in self.rows.campaigns and post and not post.withdrawn:
                self._take(self.days.setdefault(campaign, ({}, {}, {})), key, post, acts[key])

    def _take(self, found: tuple[dict, dict, dict], key: str, post: Post, acts: list[Interaction]) -> None:
        posts, persons, praise = found
        if post.at:
            _first(posts, key, post.at.date())
            if post.role in PERSONS and post.author and post.author not in self.rows.excluded:
                _first(persons, post.author, post.at.date())
        for row in acts:
            if row.role not in PERSONS or not row.author or row.author in self.rows.excluded:
                continue
            if row.kind in ("comment", "reply"):
                _first(persons, row.author, row.at.date())
            if row.kind == "praise" and row.author != post.author and post.at and row.at >= post.at:
                _first(praise, (row.author, key), row.at.date())

    def on(self, day: date) -> dict[tuple[str], tuple[int, ...]]:
        """campaign_day in force: posts, participants and praise up to the day, by campaign."""
        sums = {
            (code,): tuple(sum(first <= day for first in days.values()) for days in three)
            for code, three in self.days.items()
        }
        return {key: counts for key, counts in sums.items() if any(counts)}


def _first(days: dict, key: object, day: date) -> None:
    days[key] = min(day, days.get(key, day))
