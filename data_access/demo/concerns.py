"""What residents want answered: what each such post is about, by the matters of the season, and who answered it officially."""

from bisect import bisect
from dataclasses import replace
from functools import cache

import numpy as np

from data_access.demo.crowd import Officials
from data_access.demo.matters import ELSE_NAMES, HEATS, MATTERS, OTHER, OTHERS, SENSITIVE, Heat, Matter
from data_access.demo.moments import DAY, END, NEVER, day, moment
from data_access.demo.people import People
from data_access.demo.places import Site
from data_access.demo.posts import Fates, Post, identifier, worded
from data_access.demo.town import Committee
from data_access.platform import ASKING

_FILED, _USUAL_NAME, _WRONG_NAME = 0.45, 0.78, 0.04
"""Shares: of posts under a matter of the platform, of these under its usual name, and under none that tells."""
_SENSITIVE_EVERY, _SENSITIVE_FIRST = 6, 2
_BY_DEPARTMENT = 0.3
_OPENS, _CLOSES = 8, 21


def retitled(one: Committee, site: Site, posts: list[Post], rng: np.random.Generator) -> list[Post]:
    """The posts, those that ask for an answer with what they ask, under which of the platform's matters; a few are sensitive."""
    asking = [_asking(one, site, post, rng) if post.kind in ASKING else post for post in posts]
    problems = [n for n, post in enumerate(asking) if post.kind == "problem" and post.at > END // 2]
    if one.index % _SENSITIVE_EVERY == _SENSITIVE_FIRST and problems:
        place = problems[int(rng.integers(len(problems)))]
        words = SENSITIVE[one.index // _SENSITIVE_EVERY % len(SENSITIVE)]
        asking[place] = replace(asking[place], title=words, matter=OTHER, category=None, sensitive=1)
    return asking


def drawn(one: Committee, kind: str, number: int, rng: np.random.Generator) -> Matter:
    """The matter of a post of a kind on a day, more often one that is hot."""
    if rng.random() < OTHERS[kind]:
        return OTHER
    heated = one.code if one.code in {heat.committee for heat in HEATS} else None
    matters, up_to = _chances(kind, number, heated)
    return matters[bisect(up_to, rng.random() * up_to[-1], hi=len(matters) - 1)]


def filed(matter: Matter, rng: np.random.Generator) -> str:
    """The word under which the platform files a matter."""
    draw = rng.random()
    if draw < _WRONG_NAME or matter is OTHER:
        return ELSE_NAMES[int(rng.integers(len(ELSE_NAMES)))]
    others = matter.names[1:]
    return others[int(rng.integers(len(others)))] if others and draw > _USUAL_NAME else matter.names[0]


def answered(
    one: Committee,
    people: People,
    officials: Officials,
    posts: list[Post],
    fates: Fates,
    acts: list[tuple],
    rng: np.random.Generator,
) -> tuple[Fates, list[tuple]]:
    """The fates with first official replies as they truly came, and rows of those that are not among the acts."""
    earlier = _official(acts)
    replied, rows = fates.replied.copy(), []
    for number, post in enumerate(posts):
        if post.kind not in ASKING:
            continue
        key = identifier(one, number)
        at = _at_work(post.at, int(replied[number]), rng)
        if key in earlier and (at == NEVER or earlier[key] <= at):
            replied[number] = earlier[key]
            continue
        replied[number] = at
        if at != NEVER and not NEVER < fates.left[number] < at:
            who, role = _who(post, at, people, officials, rng)
            when = moment(at)
            rows.append((f"io{one.index:05}{number:06}", key, one.code, who, role, "reply", when, None, when))
    return replace(fates, replied=replied), rows


def _asking(one: Committee, site: Site, post: Post, rng: np.random.Generator) -> Post:
    matter = drawn(one, post.kind, post.at // DAY, rng)
    category = filed(matter, rng) if rng.random() < _FILED else None
    title = post.title if matter is OTHER else worded(getattr(matter, post.kind), site, rng)
    return replace(post, title=title, matter=matter, category=category)


@cache
def _chances(kind: str, number: int, committee: str | None) -> tuple[list[Matter], list[float]]:
    matters = [matter for matter in MATTERS if getattr(matter, kind)]
    weights = [matter.weight * _heat(matter, number, committee) for matter in matters]
    return matters, np.cumsum(weights).tolist()


def _heat(matter: Matter, number: int, committee: str | None) -> float:
    """How many times as often as usual the matter comes up on a day."""
    of_it = [heat for heat in HEATS if heat.matter == matter.names[0] and heat.committee in (None, committee)]
    return max((_times(heat, number) for heat in of_it), default=1.0)


def _times(heat: Heat, number: int) -> float:
    first, peak, last = day(heat.first), day(heat.peak), day(heat.last)
    risen = np.interp(number, (first, peak, max(last, peak + 1)), (0, 1, 0))
    return 1 + (heat.times - 1) * float(risen) ** 0.7


def _official(acts: list[tuple]) -> dict[str, int]:
    """Of each post the moment of its first official reply among the acts."""
    first: dict[str, int] = {}
    for _, about, _, _, role, kind, created, _, _ in acts:
        if role in ("committee", "department") and kind == "reply":
            at = _second(created)
            first[about] = min(at, first.get(about, at))
    return first


def _second(written: str) -> int:
    hours, minutes, seconds = (int(part) for part in written[11:].split(":"))
    return day(written[:10]) * DAY + hours * 3600 + minutes * 60 + seconds


def _at_work(posted: int, at: int, rng: np.random.Generator) -> int:
    """When a reply came that was due at a moment: not in the small hours."""
    if at == NEVER or _OPENS * 3600 <= at % DAY < _CLOSES * 3600:
        return at
    morning = (at // DAY + (at % DAY >= _CLOSES * 3600)) * DAY + _OPENS * 3600 + int(rng.integers(0, 5_400))
    return morning if posted < morning < END else at


def _who(
    post: Post, at: int, people: People, officials: Officials, rng: np.random.Generator
) -> tuple[str, str]:
    if post.matter and rng.random() < _BY_DEPARTMENT:
        account = officials.of(post.matter.department, at, rng)
        if account:
            return account, "department"
    return people.staff[int(rng.integers(len(people.staff)))], "committee"
