"""A SQLite platform's raw rows, each as what it says."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

from tests.recount.values import beginning, code, day, flag, moment, number, text


@dataclass(frozen=True)
class Span:
    """The days on which a place holds: from the first, up to and without the second."""

    begin: date
    end: date | None

    def holds(self, on: date) -> bool:
        return self.begin <= on and (self.end is None or on < self.end)


@dataclass(frozen=True)
class Part:
    """A neighbourhood of a committee, or a building of a neighbourhood."""

    parent: str | None
    span: Span


@dataclass(frozen=True)
class Dated:
    """One row of a branch (what: its committee) or a department (what: its block)."""

    what: str | None
    span: Span


@dataclass(frozen=True)
class Membership:
    resident: str
    household: str | None
    building: str | None
    committee: str | None
    department: str | None
    branch: str | None
    applied: date | None
    verified: date | None
    ended: date | None
    party: bool
    shown: date | None

    def bound(self, on: date) -> bool:
        """Verified by the end of the day and not ended by then."""
        return self.verified is not None and self.verified <= on and not self.over(on)

    def waits(self, on: date) -> bool:
        """Applied by the end of the day, then neither verified nor ended."""
        verified = self.verified is not None and self.verified <= on
        return self.applied is not None and self.applied <= on and not verified and not self.over(on)

    def over(self, on: date) -> bool:
        return self.ended is not None and self.ended <= on

    def identity_shown(self, on: date) -> bool:
        return self.party and self.shown is not None and self.shown <= on and self.bound(on)


@dataclass(frozen=True)
class Post:
    committee: str | None
    board: str
    author: str | None
    role: str | None
    positive: bool
    at: datetime | None
    withdrawn: bool
    kind: str | None
    title: str
    category: str | None
    answered: datetime | None


@dataclass(frozen=True)
class Interaction:
    post: str | None
    author: str | None
    role: str | None
    kind: str | None
    at: datetime
    key: str | None


@dataclass(frozen=True)
class Visit:
    committee: str | None
    category: str | None
    household: str | None
    visitor: str | None
    at: datetime


class Rows:
    """The rows that counting needs; a row without its person counts for nobody and is left out here."""

    def __init__(self, file: Path):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        self._connection = connection
        self.committees = {key: _span(r) for key, r in self._places("committee")}
        self.neighbourhoods = {
            key: Part(text(r["committee_code"]), _span(r)) for key, r in self._places("neighbourhood")
        }
        self.buildings = {
            key: Part(text(r["neighbourhood_code"]), _span(r)) for key, r in self._places("building")
        }
        self.bases = self._bases()
        self.branches = self._dated("party_branch", "committee_code")
        self.departments = self._dated("department", "block")
        self._memberships()
        self.posts = {text(r["id"]) or number: _post(r) for number, r in enumerate(self._all("post"))}
        self.interactions = self._interactions()
        self.visits = self._visits()
        self.campaigns = {key for key, _ in self._places("campaign")}
        links = ((text(r["campaign_code"]), text(r["post_id"])) for r in self._all("campaign_post"))
        self.of_campaign = {(campaign, key) for campaign, key in links if campaign and key}
        connection.close()

    def _all(self, table: str) -> list[sqlite3.Row]:
        return self._connection.execute(f'select * from "{table}"').fetchall()

    def _places(self, table: str, named: str = "code") -> list[tuple[str, sqlite3.Row]]:
        """The rows under their codes; one without a code, or with one that is none, is left out."""
        rows = [(code(row[named]), row) for row in self._all(table)]
        return [(key, row) for key, row in rows if key]

    def _bases(self) -> dict[str, list[tuple[date, int | None]]]:
        found = defaultdict(list)
        for key, row in self._places("household_base", "area_code"):
            found[key].append((beginning(row["valid_from"]), number(row["occupied_households"])))
        return {area: sorted(rows, key=lambda row: row[0]) for area, rows in found.items()}

    def _dated(self, table: str, what: str) -> dict[str, list[Dated]]:
        found = defaultdict(list)
        for key, row in self._places(table):
            found[key].append(Dated(text(row[what]), _span(row)))
        return {code: sorted(rows, key=lambda row: row.span.begin) for code, rows in found.items()}

    def _memberships(self) -> None:
        counted, kept, everybody, staff = [], set(), set(), defaultdict(list)
        for row in self._all("membership"):
            resident = text(row["resident_id"])
            if resident is None:
                continue
            everybody.add(resident)
            if not _yes(row["is_excluded"]):
                kept.add(resident)
                counted.append(_membership(resident, row))
                if (department := text(row["department_code"])) and (begin := moment(row["verified_at"])):
                    staff[resident].append((department, begin, moment(row["ended_at"])))
        self.memberships = counted
        self.excluded = everybody - kept
        """Those who have memberships, all of them excluded."""
        self.staff: dict[str, list[tuple[str, datetime, datetime | None]]] = staff
        """By person the departments that they belonged to, from a moment until another."""

    def _interactions(self) -> list[Interaction]:
        """Those that count: dated, not withdrawn, not on a withdrawn post."""
        found = []
        for row in self._all("interaction"):
            at, post = moment(row["created_at"]), text(row["post_id"])
            gone = moment(row["withdrawn_at"]) or (post in self.posts and self.posts[post].withdrawn)
            if at and not gone:
                author, role = text(row["author_id"]), text(row["author_role"])
                found.append(Interaction(post, author, role, text(row["kind"]), at, text(row["id"])))
        return found

    def _visits(self) -> list[Visit]:
        found = []
        for row in self._all("visit"):
            if at := moment(row["visited_at"]):
                where, who = text(row["committee_code"]), text(row["visitor_id"])
                found.append(Visit(where, text(row["category"]), text(row["household_id"]), who, at))
        return found

    @cached_property
    def parts(self) -> dict[str | None, list[str]]:
        """The neighbourhoods of each committee and the buildings of each neighbourhood."""
        found = defaultdict(list)
        for key, part in [*self.neighbourhoods.items(), *self.buildings.items()]:
            found[part.parent].append(key)
        return found

    @cached_property
    def spans(self) -> dict[str, Span]:
        """When each neighbourhood and building holds."""
        return {
            code: part.span
            for places in (self.neighbourhoods, self.buildings)
            for code, part in places.items()
        }

    def around(self, building: Part) -> Part | None:
        """The neighbourhood that a building lies in, where that is known."""
        return self.neighbourhoods.get(building.parent) if building.parent else None

    def about(self, row: Interaction) -> Post | None:
        """The post that an interaction is about, where there is one."""
        return self.posts.get(row.post) if row.post else None

    def valid(self, committee: str | None, on: date) -> TypeGuard[str]:
        """Whether there is such a committee on the day."""
        return committee in self.committees and self.committees[committee].holds(on)

    def on(self, rows: list[Dated] | None, day: date) -> Dated | None:
        """The row of a branch or department that holds on a day: the latest begun by then, unless it has ended (a
        later row ends the one before)."""
        begun = [row for row in rows or [] if row.span.begin <= day]
        return begun[-1] if begun and begun[-1].span.holds(day) else None


def _yes(value: object) -> bool:
    """A flag; OPEN: a single one that is neither yes nor no is flagged, and says no."""
    try:
        return flag(value)
    except ValueError:
        return False


def _span(row: sqlite3.Row) -> Span:
    """OPEN: what ended before 1990 has no last day; it is flagged."""
    end = day(row["valid_to"])
    return Span(beginning(row["valid_from"]), end if end and end.year >= 1990 else None)


def _membership(resident: str, row: sqlite3.Row) -> Membership:
    return Membership(
        resident,
        text(row["household_id"]),
        text(row["building_code"]),
        text(row["committee_code"]),
        text(row["department_code"]),
        text(row["party_branch_code"]),
        day(row["applied_at"]),
        day(row["verified_at"]),
        day(row["ended_at"]),
        _yes(row["is_party_member"]),
        day(row["identity_shown_at"]),
    )


def _post(row: sqlite3.Row) -> Post:
    return Post(
        text(row["committee_code"]),
        text(row["board_code"]) or "",
        text(row["author_id"]),
        text(row["author_role"]),
        _yes(row["is_positive"]),
        moment(row["created_at"]),
        moment(row["withdrawn_at"]) is not None,
        text(row["kind"]),
        text(row["title"]) or "",
        text(row["category"]),
        moment(row["first_official_reply_at"]),
    )
