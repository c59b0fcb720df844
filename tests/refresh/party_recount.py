"""The party's figures a second way: the platform's rows one by one, in the plainest Python."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from tests.refresh.recount import Platform

PERSONS = ("resident", "party_member")


def window(day: date, days: int = 30) -> tuple[str, str]:
    """The first moment of so many days up to this one, and the first after it, as the platform writes them."""
    return str(day - timedelta(days=days - 1)), str(day + timedelta(days=1))


def excluded(town: Platform) -> set[str]:
    """Those who have memberships, all of them excluded."""
    counted = {row["resident_id"] for row in town.membership if not row["is_excluded"]}
    return {row["resident_id"] for row in town.membership} - counted


def interaction(town: Platform, day: date) -> dict[str, int]:
    """Comments, replies and votes in 30 days of each area's members, at most 5 of each on each day."""
    begin, end = window(day)
    said = Counter(
        (row["author_id"], row["created_at"][:10])
        for row in town.interaction
        if row["kind"] in ("comment", "reply", "vote")
        and not row["withdrawn_at"]
        and begin <= row["created_at"] < end
    )
    of_person = Counter()
    for (person, _), times in said.items():
        of_person[person] += min(times, 5)
    return {area: sum(of_person[person] for person in members) for area, members in town.shown(day).items()}


def positive(town: Platform, day: date) -> Counter:
    """By committee the positive posts of 30 days by a committee or member that somebody else answered by the day."""
    begin, end = window(day)
    outside = excluded(town)
    answers = defaultdict(list)
    for row in town.interaction:
        if row["kind"] in ("comment", "reply"):
            answers[row["post_id"]].append(row)
    found = Counter()
    for post in town.post:
        if (
            post["is_positive"]
            and post["author_role"] in ("committee", "party_member")
            and not (post["author_role"] == "party_member" and post["author_id"] in outside)
            and not post["withdrawn_at"]
            and begin <= post["created_at"] < end
            and any(
                row["author_role"] in PERSONS
                and row["author_id"] != post["author_id"]
                and row["author_id"] not in outside
                and not row["withdrawn_at"]
                and row["created_at"] < end
                for row in answers[post["id"]]
            )
        ):
            found[post["committee_code"]] += 1
    return found


def praise(town: Platform, day: date) -> Counter:
    """By the post's committee the pairs of a resident and a post that they praised in 30 days."""
    begin, end = window(day)
    outside = excluded(town)
    posts = {row["id"]: row for row in town.post}
    pairs = {
        (row["author_id"], row["post_id"])
        for row in town.interaction
        if row["kind"] == "praise"
        and row["author_role"] in PERSONS
        and row["author_id"] not in outside
        and not row["withdrawn_at"]
        and begin <= row["created_at"] < end
        and row["post_id"] in posts
        and posts[row["post_id"]]["author_id"] != row["author_id"]
    }
    return Counter(posts[post]["committee_code"] for _, post in pairs)


def acts(town: Platform, day: date) -> list[tuple[str, str, str, str]]:
    """Every act of the day: who, on which board, of what kind, at what hour."""
    begin, end = window(day, 1)
    board = {row["id"]: row["board_code"] for row in town.post}
    found = [
        (row["author_id"], row["board_code"], "post", row["created_at"])
        for row in town.post
        if not row["withdrawn_at"]
    ]
    found += [
        (row["author_id"], board.get(row["post_id"], ""), row["kind"], row["created_at"])
        for row in town.interaction
        if row["kind"] in ("comment", "reply", "vote", "sign_up") and not row["withdrawn_at"]
    ]
    found += [(row["visitor_id"], "", "visit", row["visited_at"]) for row in town.visit if row["visitor_id"]]
    return [
        (who, where, kind, at[11:13]) for who, where, kind, at in found if begin <= at < end
    ]  # fmt: skip


def acts_by_area(town: Platform, day: date) -> dict[tuple[str, str, str], int]:
    """The day's acts by area, board and kind: of those who are members of the area at its end."""
    found = Counter()
    members = town.shown(day)
    for who, board, kind, _ in acts(town, day):
        for area, there in members.items():
            if who in there:
                found[area, board, kind] += 1
    return found


def branches(town: Platform, day: date) -> dict[str, tuple[int, str | None]]:
    """Identity-shown members of each branch, and the last day of 60 on which one of them took part."""
    end = str(day + timedelta(days=1))
    members = defaultdict(set)
    for row in town.membership:
        code = row["party_branch_code"]
        if (
            code in town.branch_home
            and row["is_party_member"]
            and not row["is_excluded"]
            and town.valid(town.branch_home[code], day)
            and (row["identity_shown_at"] or "9") < end
            and (row["verified_at"] or "9") < end
            and not (row["ended_at"] and row["ended_at"] < end)
        ):
            members[code].add(row["resident_id"])
    last = {}
    for back in range(60):
        for who, *_ in acts(town, day - timedelta(days=back)):
            last.setdefault(who, str(day - timedelta(days=back)))
    return {
        code: (len(members[code]), max((last[who] for who in members[code] if who in last), default=None))
        for code in town.branch_home
    }


def visited(town: Platform, day: date) -> dict[tuple[str, str], int]:
    """Distinct households visited by the end of the day, by committee and category."""
    end = str(day + timedelta(days=1))
    found = defaultdict(set)
    for row in town.visit:
        if row["household_id"] and row["visited_at"] < end and row["committee_code"] in town.committees:
            found[row["committee_code"], row["category"]].add(row["household_id"])
    return {place: len(households) for place, households in found.items()}


def departments(town: Platform, day: date) -> dict[tuple[str, str], tuple[int, int]]:
    """Active members, and replies written as a department, of 30 days: by (block, department), as Platform.joined."""
    begin, end = window(day)
    replies = Counter(
        row["author_id"]
        for row in town.interaction
        if row["kind"] == "reply"
        and row["author_role"] == "department"
        and not row["withdrawn_at"]
        and begin <= row["created_at"] < end
    )
    acting = town.acting(day)
    return {
        place: (len(there & acting), sum(replies[person] for person in there))
        for place, there in town.joined(day).items()
    }
