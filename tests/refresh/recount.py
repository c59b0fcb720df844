"""The store's counts a second way: the platform's rows one by one, in the plainest Python."""

import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path


class Platform:
    """A SQLite platform's rows as dictionaries, and what they say of a day."""

    def __init__(self, file: Path):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        for name in [
            "committee",
            "neighbourhood",
            "building",
            "household_base",
            "department",
            "party_branch",
            "membership",
            "post",
            "interaction",
            "visit",
            "opinion",
        ]:
            setattr(self, name, [dict(row) for row in connection.execute(f"select * from {name}")])
        connection.close()
        self.committees = {row["code"]: row for row in self.committee}
        self.home_of = {row["code"]: row["committee_code"] for row in self.neighbourhood}
        self.neighbourhood_of = {row["code"]: row["neighbourhood_code"] for row in self.building}
        self.branch_home = {row["code"]: row["committee_code"] for row in self.party_branch}

    def home(self, row: dict) -> str | None:
        return row["committee_code"] or self.home_of.get(self.neighbourhood_of.get(row["building_code"]))

    def valid(self, code: str | None, day: date) -> bool:
        row = self.committees.get(code)
        return (
            bool(row)
            and row["valid_from"] <= str(day)
            and not (row["valid_to"] and row["valid_to"] <= str(day))
        )

    def registered(self, day: date) -> list[tuple[str, dict]]:
        """(committee, membership) of those verified by the end of the day and not ended by then."""
        end = str(day + timedelta(days=1))
        return [
            (self.home(row), row)
            for row in self.membership
            if not row["is_excluded"]
            and self.valid(self.home(row), day)
            and row["verified_at"]
            and row["verified_at"] < end
            and not (row["ended_at"] and row["ended_at"] < end)
        ]

    def stocks(self, day: date) -> dict[str, dict[str, int]]:
        """Registered, party members and households by committee and for the town."""
        people, party, households = defaultdict(set), defaultdict(set), defaultdict(set)
        for code, row in self.registered(day):
            for area in (code, "town"):
                people[area].add(row["resident_id"])
                if row["is_party_member"]:
                    party[area].add(row["resident_id"])
            if row["household_id"]:
                households[code].add(row["household_id"])
                households["town"].add((code, row["household_id"]))
        areas = [*(code for code in self.committees if self.valid(code, day)), "town"]
        return {
            area: {
                "registered": len(people[area]),
                "party_registered": len(party[area]),
                "households": len(households[area]),
            }
            for area in areas
        }

    def waiting(self, day: date, days: int = 0) -> dict[str, int]:
        """Residents whose application waits at the end of the day, for longer than so many days."""
        end = str(day + timedelta(days=1))
        before = str(day + timedelta(days=1 - days))
        found = defaultdict(set)
        for row in self.membership:
            code = self.home(row)
            open_still = not (row["verified_at"] and row["verified_at"] < end)
            there = not (row["ended_at"] and row["ended_at"] < end)
            counted = self.valid(code, day) and not row["is_excluded"]
            if counted and row["applied_at"] < before and open_still and there:
                found[code].add(row["resident_id"])
                found["town"].add(row["resident_id"])
        return {area: len(residents) for area, residents in found.items()}

    def areas(self, day: date) -> dict[tuple[str, str], tuple[int, int]]:
        """Registered and households by (committee, neighbourhood or building; empty for neither)."""
        people, households = defaultdict(set), defaultdict(set)
        for code, row in self.registered(day):
            part = self.neighbourhood_of.get(row["building_code"])
            inside = part is not None and self.home_of.get(part) == code
            for area in [part, row["building_code"]] if inside else [""]:
                people[code, area].add(row["resident_id"])
                if row["household_id"]:
                    households[code, area].add(row["household_id"])
        return {area: (len(people[area]), len(households[area])) for area in people}

    def base(self, code: str, day: date) -> int | None:
        """Occupied households of a committee, neighbourhood or building on the day."""
        own = [r for r in self.household_base if r["area_code"] == code and r["valid_from"] <= str(day)]
        if own:
            value = max(own, key=lambda row: row["valid_from"])["occupied_households"]
            return value if value is not None and value >= 0 else None
        parts = [row for row in self.neighbourhood if row["committee_code"] == code]
        parts += [row for row in self.building if row["neighbourhood_code"] == code]
        there = [
            self.base(row["code"], day)
            for row in parts
            if row["valid_from"] <= str(day) and not (row["valid_to"] and row["valid_to"] <= str(day))
        ]
        return None if not there or None in there else sum(there)

    def shown(self, day: date) -> dict[str, set[str]]:
        """Identity-shown registered party members by their branch's committee (else their own)."""
        end = str(day + timedelta(days=1))
        found = defaultdict(set)
        for row in self.membership:
            code = self.branch_home.get(row["party_branch_code"]) or self.home(row)
            if (
                row["is_party_member"]
                and not row["is_excluded"]
                and self.valid(code, day)
                and (row["identity_shown_at"] or "9") < end
                and (row["verified_at"] or "9") < end
                and not (row["ended_at"] and row["ended_at"] < end)
            ):
                found[code].add(row["resident_id"])
                found["town"].add(row["resident_id"])
        return found

    def acting(self, day: date, days: int = 30) -> set[str]:
        """Everyone with a post, comment, reply, vote, sign-up or visit in the days up to this one."""
        begin, end = str(day - timedelta(days=days - 1)), str(day + timedelta(days=1))
        kinds = {"comment", "reply", "vote", "sign_up"}
        acts = [(r["author_id"], r["created_at"]) for r in self.post if not r["withdrawn_at"]]
        acts += [
            (r["author_id"], r["created_at"])
            for r in self.interaction
            if r["kind"] in kinds and not r["withdrawn_at"]
        ]
        acts += [(r["visitor_id"], r["visited_at"]) for r in self.visit if r["visitor_id"]]
        return {person for person, moment in acts if begin <= moment < end}

    def joined(self, day: date) -> dict[tuple[str, str], set[str]]:
        """Who joined of the departments, by (block, department), whole blocks and all under empty names."""
        end = str(day + timedelta(days=1))
        block = {r["code"]: r["block"] for r in sorted(self.department, key=lambda r: r["valid_from"])}
        found = defaultdict(set)
        for row in self.membership:
            code = row["department_code"]
            if (
                code in block
                and row["is_party_member"]
                and not row["is_excluded"]
                and (row["verified_at"] or "9") < end
                and not (row["ended_at"] and row["ended_at"] < end)
            ):
                for place in ((block[code], code), (block[code], ""), ("", "")):
                    found[place].add(row["resident_id"])
        return found
