"""What residents of the livelier town say and what becomes of it: concerns, cases and campaigns, each of every fate."""

import random
from datetime import date, datetime, timedelta

from data_access import platform

TITLES = (
    "小区停车太乱",
    "楼下积水没人管",
    "电瓶车进楼充电",
    "违法搭建何时拆",
    "请问居住证怎么办",
    "标题",
    "停车场招聘",
)
OWNED = [
    {"key": key, "department": code}
    for key, code in {"parking": "d6", "flooding": "d2", "charging": "d2", "certificates": "d7"}.items()
]
"""The built-in topics with who answers them."""
_CATEGORIES = ("停车", "违章搭建", " 积水 ", "其他", "", None)
_KINDS = ("talk", "problem", "question", "suggestion")
_HOUR = timedelta(hours=1)


def said(chance: random.Random, at: datetime, latest: datetime) -> dict:
    """What a post says, under what, and when it was answered: the columns that the topics and answers are counted by."""
    kind = chance.choices(_KINDS, [40, 25, 20, 15])[0]
    answered = at + chance.expovariate(1 / 15) * _HOUR
    if chance.random() < 0.05:
        answered = at - _HOUR  # before it was asked
    is_answered = kind in platform.ASKING and chance.random() < 0.7 and answered < latest
    return {
        "kind": kind,
        "title": chance.choice(TITLES),
        "category": chance.choice(_CATEGORIES),
        "is_sensitive": chance.choices([False, True, None], [85, 5, 10])[0],
        "first_official_reply_at": answered if is_answered else None,
    }


def answered_at_once(posts: list[dict], acts: list[dict]) -> None:
    """Has staff write some of the departments' replies, and some posts know the very moment of their first official reply."""
    of_departments = [act for act in acts if act["kind"] == "reply" and act["author_role"] == "department"]
    for number, act in enumerate(of_departments):
        if number % 2:
            act["author_id"] = f"s{number * 3 % 150:03}"
    first: dict[str, datetime] = {}
    for act in acts:
        if act["kind"] == "reply" and act["author_role"] in ("committee", "department"):
            at = act["created_at"]
            first[act["post_id"]] = min(at, first.get(act["post_id"], at))
    for number, post in enumerate(posts):
        if number % 2 and post["kind"] in platform.ASKING and post["id"] in first:
            post["first_official_reply_at"] = first[post["id"]]


def case(
    chance: random.Random, key: str, received: datetime, latest: datetime, posts: list[dict], **values
) -> dict:
    """A case of any kind that has come as far as it has."""
    steps = []
    at = received
    for _ in range(chance.randrange(7)):
        at += chance.expovariate(1 / 9) * _HOUR
        steps.append(at if at < latest else None)
    steps += [None] * (6 - len(steps))
    accepted, dispatched, signed, contacted, replied, closed = steps[:6]
    department = chance.choice(["d1", "d2", "d3", "d5", "d7", "d99"]) if dispatched else None
    due = received + chance.randrange(1, 9) * 24 * _HOUR
    return {
        "id": key,
        "post_id": chance.choice([chance.choice(posts)["id"], "unknown", None]),
        "committee_code": chance.choice(["c01", "c02", "c03", "c05", "c08", "c10", "c99"]),
        "neighbourhood_code": chance.choice(["c01n1", "nowhere", None]),
        "category": chance.choice(["停车", "违章搭建", "其他"]),
        "kind": chance.choice(platform.CASE_KINDS),
        "title": chance.choice(TITLES),
        "source": chance.choice(platform.CASE_SOURCES),
        "level": chance.choice(platform.CASE_LEVELS),
        "department_code": department,
        "is_sensitive": chance.random() < 0.05,
        "received_at": received,
        "accepted_at": accepted,
        "dispatched_at": dispatched,
        "signed_at": signed,
        "first_contacted_at": contacted,
        "due_at": due if chance.random() < 0.5 else None,
        "deferred_until": due + 96 * _HOUR if chance.random() < 0.1 else None,
        "replied_at": replied,
        "closed_at": closed,
        "result": chance.choice(platform.CASE_RESULTS) if closed else None,
        "rating": chance.choice([1, 3, 5, None]) if closed else None,
    } | values


def events(chance: random.Random, cases: list[dict], mark: str, latest: datetime) -> list[dict]:
    """What happened to some of the cases besides."""
    return [
        {
            "id": f"y{mark}{number:04}",
            "case_id": one["id"],
            "kind": chance.choice(platform.CASE_EVENTS),
            "at": min(one["received_at"] + chance.expovariate(1 / 30) * _HOUR, latest),
            "department_code": one["department_code"],
            "reason": "退回",
        }
        for number, one in enumerate(cases)
        if number % 3 == 0
    ]


def campaigns(chance: random.Random, posts: list[dict]) -> dict[str, list[dict]]:
    """One campaign of the whole town and one of two committees, their posts and photos."""
    return {
        "campaign": [
            {"code": "g1", "name": "卫生创建", "kind": "health", "starts_on": date(2017, 6, 10), "ends_on": None},
            {"code": "g2", "name": "图片展", "kind": "caring", "starts_on": date(2017, 5, 20), "ends_on": date(2017, 6, 5)},
        ],
        "campaign_committee": [{"campaign_code": "g2", "committee_code": code} for code in ("c01", "c10")],
        "campaign_post": [
            {"campaign_code": code, "post_id": post["id"]}
            for code in ("g1", "g2")
            for post in chance.sample(posts, min(len(posts), 25))
        ],
        "campaign_photo": [
            {"id": f"f{n}", "campaign_code": "g1", "phase": phase, "taken_on": None, "url": "a.png"}
            for n, phase in enumerate(platform.PHOTO_PHASES)
        ],
    }  # fmt: skip
