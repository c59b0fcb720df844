"""Posts, interactions and visits: what residents, party members and committees do on the platform."""

from dataclasses import dataclass

import numpy as np

from data_access.demo import town as of_town
from data_access.demo.moments import DAY, DAYS, END, NEVER, day, identifiers, moments, seconds_of_day
from data_access.demo.people import WINDOW, People
from data_access.demo.places import Site
from data_access.demo.texts import (
    JINFENG_STORY,
    POSITIVE,
    POSITIVE_BOARDS,
    POSTS,
    PROBLEMS,
    QINAN_STORY,
    TOWN_STORY,
    VISITS,
)
from data_access.demo.town import Committee

_PROBLEMS_PER_DAY = 5.75 / 30.4
_POSTS_PER_RESIDENT, _ACTS_PER_RESIDENT = 0.62, 5.4
_KINDS = ("comment", "reply", "like", "praise", "vote", "sign_up")
_MIXES = {  # what a post of each kind draws, in the order of _KINDS
    "notice": (0.3, 0.1, 0.48, 0.08, 0.0, 0.04),
    "activity": (0.2, 0.08, 0.32, 0.1, 0.0, 0.3),
    "talk": (0.36, 0.18, 0.4, 0.06, 0.0, 0.0),
    "problem": (0.44, 0.26, 0.26, 0.0, 0.04, 0.0),
    "question": (0.38, 0.4, 0.2, 0.02, 0.0, 0.0),
    "suggestion": (0.24, 0.1, 0.24, 0.02, 0.4, 0.0),
}
_POST_KINDS = tuple(_MIXES)


@dataclass
class _Post:
    """A post before it has an id; `answered` says whether anyone may answer it."""

    at: int
    role: str
    kind: str
    board: str
    title: str
    author: str
    positive: int = 0
    answered: bool = True


class _Crowd:
    """Those who can act at a moment: persons in the order of their verification."""

    def __init__(self, people: People, mask: np.ndarray):
        self.places = np.flatnonzero(mask)
        self.since = people.verified[self.places]
        self.ids = people.residents

    def at(self, rng: np.random.Generator, times: np.ndarray, lean: float = 1.4) -> np.ndarray:
        """A person (index) for each moment, -1 where nobody was verified yet; the early are more eager."""
        there = np.searchsorted(self.since, times)
        drawn = np.floor(rng.random(len(times)) ** lean * there).astype(int)
        return np.where(
            there > 0,
            self.places[drawn.clip(0, max(0, len(self.places) - 1))] if len(self.places) else -1,
            -1,
        )


def rows(
    one: Committee, site: Site, people: People, officials: list[str], rng: np.random.Generator
) -> dict[str, list[tuple]]:
    """Rows of the committee's posts, interactions, visits and visit targets."""
    posts = _posts(one, site, people, officials, rng)
    posts.sort(key=lambda post: post.at)
    return {
        "post": _post_rows(one, site, posts, rng),
        "interaction": _interactions(one, people, posts, officials, rng),
        **_visits(one, people, rng),
    }


def _crowds(people: People) -> tuple[_Crowd, _Crowd, _Crowd]:
    """Residents without party, identity-shown members, and those of them whose branch is not silent."""
    return (
        _Crowd(people, ~people.party),
        _Crowd(people, people.shown),
        _Crowd(people, people.shown & (people.branch != people.silent)),
    )


def _days(one: Committee, rng: np.random.Generator, size: int, first: int, last: int) -> np.ndarray:
    """Moments within [first, last) days, more of them as more have registered."""
    joined = (
        np.cumsum(one.flow)[first:last] * np.array([1, 1, 1, 1, 1.05, 1.2, 1.2])[np.arange(first, last) % 7]
    )
    if joined.sum() == 0:
        return np.array([], dtype=int)
    days = first + np.searchsorted(np.cumsum(joined / joined.sum()), rng.random(size)).clip(
        max=last - first - 1
    )
    return days * DAY + seconds_of_day(rng, size)


def _posts(
    one: Committee, site: Site, people: People, officials: list[str], rng: np.random.Generator
) -> list[_Post]:
    residents, shown, active = _crowds(people)
    sources = np.array([source[3] for source in POSTS], dtype=float)
    times = _days(one, rng, round(one.registered * _POSTS_PER_RESIDENT), 0, DAYS)
    chosen = rng.choice(len(POSTS), len(times), p=sources / sources.sum()).tolist()
    authors = residents.at(rng, times).tolist()
    members = np.where(times >= WINDOW - 4 * DAY, active.at(rng, times), shown.at(rng, times)).tolist()
    posts = []
    for at, source, author, member in zip(times.tolist(), chosen, authors, members, strict=True):
        role, kind, board, _, titles = POSTS[source]
        who = _author(role, author, member, people, officials, rng)
        if who:
            positive = int(
                at < WINDOW
                and role in ("party_member", "committee")
                and kind != "notice"
                and rng.random() < 0.5
            )
            posts.append(_Post(at, role, kind, board, _title(titles, site, rng), who, positive))
    first = int(np.flatnonzero(one.flow > 0)[0])
    problems = _days(
        one,
        rng,
        int(rng.poisson(_PROBLEMS_PER_DAY * (DAYS - first) * max(1, one.registered // 900))),
        0,
        DAYS,
    )
    for at, author in zip(problems.tolist(), residents.at(rng, problems).tolist(), strict=True):
        if author >= 0:
            posts.append(
                _Post(
                    at,
                    "resident",
                    "problem",
                    "local_issues",
                    _title(PROBLEMS, site, rng),
                    people.residents[author],
                )
            )
    story = _story(one, site, people, active, rng)
    return (
        posts
        + story
        + _positive(one, site, people, active, sum(p.positive and p.at >= WINDOW for p in story), rng)
    )


def _author(role: str, author: int, member: int, people: People, officials: list[str], rng) -> str | None:
    if role == "committee":
        return people.staff[int(rng.integers(len(people.staff)))]
    if role == "department":
        return officials[int(rng.integers(len(officials)))]
    place = member if role == "party_member" else author
    return people.residents[place] if place >= 0 else None


def _title(titles: tuple[str, ...], site: Site, rng: np.random.Generator) -> str:
    template = titles[int(rng.integers(len(titles)))]
    if "{" not in template:
        return template
    place = int(rng.integers(len(site.buildings)))
    neighbourhood = site.neighbourhoods[int(site.of_neighbourhood[place])][1]
    return template.format(n=neighbourhood, b=int(site.buildings[place][-3:]), d=3 + place % 9)


def _story(one: Committee, site: Site, people: People, active: _Crowd, rng) -> list[_Post]:
    told = TOWN_STORY
    if one.code == of_town.JINFENG:
        told += JINFENG_STORY
    if one.code == of_town.QINAN:
        told += QINAN_STORY
    posts = []
    for since, role, kind, board, title in told:
        at = day(since) * DAY + 36_000 + int(rng.integers(0, 20_000))
        author = people.staff[0]
        if role != "committee":
            crowd = active if role == "party_member" else _Crowd(people, ~people.party)
            place = int(crowd.at(rng, np.array([at]))[0])
            if place < 0:
                continue
            author = people.residents[place]
        name = site.neighbourhoods[0][1]
        positive = int(told is not TOWN_STORY and (since, role, kind, board, title) in JINFENG_STORY)
        posts.append(_Post(at, role, kind, board, title.format(n=name), author, positive))
    return posts


def _positive(one: Committee, site: Site, people: People, active: _Crowd, told: int, rng) -> list[_Post]:
    """The positive posts of the last 30 days: so many that residents answered, and a few that nobody did."""
    wanted = max(0, round(one.positive * one.shown / 100) - told)
    times = WINDOW + ((DAYS - 1.2) * DAY - WINDOW) * rng.random(wanted + 2)
    times = times.astype(int) // DAY * DAY + seconds_of_day(rng, wanted + 2).clip(min=6 * 3600)
    members = active.at(rng, times)
    posts = []
    for number, (at, member) in enumerate(zip(times.tolist(), members.tolist(), strict=True)):
        own = member >= 0 and rng.random() < 0.7
        author = people.residents[member] if own else people.staff[1]
        board = POSITIVE_BOARDS[int(rng.integers(len(POSITIVE_BOARDS)))]
        role = "party_member" if own else "committee"
        posts.append(_Post(at, role, "talk", board, _title(POSITIVE, site, rng), author, 1, number < wanted))
    return posts


def _post_rows(one: Committee, site: Site, posts: list[_Post], rng: np.random.Generator) -> list[tuple]:
    size = len(posts)
    at = np.array([post.at for post in posts])
    asks = np.array([post.kind in ("problem", "question", "suggestion") for post in posts])
    lag = np.exp(rng.normal(10.3, 1.2, size)).clip(120, 12 * DAY).astype(int)
    replied = np.where(asks & (rng.random(size) < 0.9) & (at + lag < END), at + lag, NEVER)
    keep = np.array([bool(post.positive) or not post.answered for post in posts])
    left = np.where(~keep & (rng.random(size) < 0.012), np.minimum(at + 7_200, END - 1), NEVER)
    places = rng.integers(0, len(site.neighbourhoods), size)
    somewhere = rng.random(size) < 0.8
    created, answered, withdrawn = moments(at), moments(replied), moments(left)
    changed = moments(np.maximum(at, np.maximum(replied, left)))
    return [
        (
            f"t{one.index:05}{number:06}", one.code,
            site.neighbourhoods[int(places[number])][0] if somewhere[number] else None,
            post.board, post.author, post.role, post.title, post.kind, post.positive,
            created[number], answered[number], withdrawn[number], changed[number],
        )
        for number, post in enumerate(posts)
    ]  # fmt: skip


def _interactions(
    one: Committee, people: People, posts: list[_Post], officials: list[str], rng
) -> list[tuple]:
    at = np.array([post.at for post in posts])
    kinds = np.array([_POST_KINDS.index(post.kind) for post in posts])
    quiet = np.array([not post.answered for post in posts])
    parts = [
        _by_residents(one, people, at, kinds, quiet, rng),
        _by_members(one, people, at, quiet, rng),
        _answers(people, posts, rng),
        _praise(one, people, posts, at, rng),
        _by_others(one, people, at, quiet, rng),
    ]
    post, who, role, kind, when, withdrawn = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(when, kind="stable")
    created, left = moments(when[order]), moments(withdrawn[order])
    officials_and_staff = people.residents + people.staff + [people.tester] + officials
    return [
        (
            f"i{one.index:05}{number:07}", f"t{one.index:05}{about:06}", one.code, officials_and_staff[author],
            _ROLES[part], _KINDS[act], created[number], left[number], left[number] or created[number],
        )
        for number, (about, author, part, act) in enumerate(
            zip(post[order].tolist(), who[order].tolist(), role[order].tolist(), kind[order].tolist(), strict=True)
        )
    ]  # fmt: skip


_ROLES = ("resident", "party_member", "committee", "department")


def _part(post, who, role: int, kind, when, withdrawn=None) -> tuple:
    never = np.full(len(post), NEVER) if withdrawn is None else withdrawn
    return tuple(np.asarray(c, dtype=int) for c in (post, who, np.full(len(post), role), kind, when, never))


def _recent(rng, at: np.ndarray, when: np.ndarray, quiet: np.ndarray) -> np.ndarray:
    """For each act a post a little older than it, -1 where there is none or none may be answered."""
    post = np.searchsorted(at, when) - 1 - rng.exponential(7, len(when)).astype(int)
    return np.where((post >= 0) & ~quiet[post.clip(min=0)], post, -1)


def _by_residents(one: Committee, people: People, at, kinds, quiet, rng) -> tuple:
    residents, _, _ = _crowds(people)
    when = _days(one, rng, round(one.registered * _ACTS_PER_RESIDENT), 0, DAYS)
    post, who = _recent(rng, at, when, quiet), residents.at(rng, when)
    there = (post >= 0) & (who >= 0)
    post, who, when = post[there], who[there], when[there]
    mixes = np.cumsum([_MIXES[kind] for kind in _POST_KINDS], axis=1)
    kind = (rng.random(len(post))[:, None] > mixes[kinds[post]]).sum(axis=1).clip(max=len(_KINDS) - 1)
    kind[(kind == _KINDS.index("praise")) & (when >= WINDOW)] = _KINDS.index("like")
    gone = np.where(rng.random(len(post)) < 0.008, np.minimum(when + 900, END - 1), NEVER)
    return _part(post, who, 0, kind, when, gone)


def _by_members(one: Committee, people: People, at, quiet, rng) -> tuple:
    """Comments, replies and votes of identity-shown members: exactly so many in the last 30 days, some before."""
    _, shown, active = _crowds(people)
    wanted = round(one.interaction * one.shown / 100)
    first = WINDOW // DAY
    spare = _days(one, rng, wanted * 2 + 20, first, DAYS)
    post, who = _recent(rng, at, spare, quiet), active.at(rng, spare, lean=1.15)
    there = np.flatnonzero((post >= 0) & (who >= 0))[:wanted]
    before = _days(one, rng, int(wanted * rng.uniform(0.5, 1.1)), 0, first)
    earlier, whose = _recent(rng, at, before, quiet), shown.at(rng, before)
    whose = np.where(before >= WINDOW - 4 * DAY, -1, whose)
    old = np.flatnonzero((earlier >= 0) & (whose >= 0))
    kind = rng.choice([0, 1, 4], len(there) + len(old), p=[0.55, 0.3, 0.15])
    return _part(
        np.concatenate([post[there], earlier[old]]), np.concatenate([who[there], whose[old]]), 1, kind,
        np.concatenate([spare[there], before[old]]),
    )  # fmt: skip


def _answers(people: People, posts: list[_Post], rng) -> tuple:
    """One resident's comment on every positive post of the last 30 days that shall count."""
    residents = _Crowd(people, ~people.party)
    places = np.array(
        [n for n, p in enumerate(posts) if p.positive and p.answered and p.at >= WINDOW], dtype=int
    )
    at = np.array([posts[n].at for n in places], dtype=int)
    when = at + (rng.random(len(at)) * np.minimum(DAY, END - 1 - at)).astype(int) + 1
    who = residents.at(rng, at)
    there = who >= 0
    return _part(places[there], who[there], 0, np.zeros(there.sum()), when[there])


def _praise(one: Committee, people: People, posts: list[_Post], at, rng) -> tuple:
    """Praise of the last 30 days: exactly so many different pairs of resident and post, a few given twice."""
    wanted = round(one.praise * one.shown / 100)
    when = _days(one, rng, wanted * 3 + 40, WINDOW // DAY, DAYS)
    post = np.searchsorted(at, when) - 1 - rng.exponential(9, len(when)).astype(int)
    who = _Crowd(people, ~people.party).at(rng, when)
    there = (post >= 0) & (who >= 0)
    there &= np.array(
        [posts[p].author != people.residents[w] for p, w in zip(post.tolist(), who.tolist(), strict=True)],
        dtype=bool,
    )
    post, who, when = post[there], who[there], when[there]
    _, first = np.unique(post * len(people.residents) + who, return_index=True)
    kept = rng.permutation(first)[:wanted]
    twice = kept[: len(kept) // 25]
    chosen = np.concatenate([kept, twice])
    again = np.minimum(when[twice] + 3_600, END - 1)
    times = np.concatenate([when[kept], again])
    return _part(post[chosen], who[chosen], 0, np.full(len(chosen), 3), times)


def _by_others(one: Committee, people: People, at, quiet, rng) -> tuple:
    """Staff replies, likes of party members, and a test account: acts that no ranking counts."""
    _, shown, active = _crowds(people)
    size = max(6, one.registered // 4)
    when = _days(one, rng, size, 0, DAYS)
    post = _recent(rng, at, when, quiet)
    members = np.where(when >= WINDOW - 4 * DAY, active.at(rng, when), shown.at(rng, when))
    draw = rng.random(size)
    likes = (draw < 0.6) & (post >= 0) & (members >= 0)
    staff = (draw >= 0.6) & (draw < 0.95) & (post >= 0)
    test = (draw >= 0.97) & (post >= 0)
    people_count = len(people.residents)
    parts = (
        _part(post[likes], members[likes], 1, np.full(likes.sum(), 2), when[likes]),
        _part(
            post[staff], people_count + rng.integers(0, 3, staff.sum()), 2, np.ones(staff.sum()), when[staff]
        ),
        _part(
            post[test], np.full(test.sum(), people_count + 3), 0, rng.choice([0, 2], test.sum()), when[test]
        ),
    )
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _visits(one: Committee, people: People, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Targets and visits of the must-visit campaign, by party members, staff and the odd unknown visitor."""
    active = _crowds(people)[2]
    targets, visits = [], []
    for category, (due_on, share) in VISITS.items():
        if rng.random() < 0.2:
            continue
        households = max(3, round(min(one.base, 2_500) * share * rng.uniform(0.7, 1.3)))
        targets.append((one.code, category, households, due_on, "2017-05-08 09:00:00"))
        reached = max(1, round(households * rng.uniform(0.25, 1.02)))
        ids = identifiers(rng, "h", reached)
        again = rng.integers(0, reached, reached // 4)
        times = np.sort(rng.integers(8, DAYS, reached + len(again))) * DAY + rng.integers(
            9 * 3600, 20 * 3600, reached + len(again)
        )
        members = active.at(rng, times, lean=1.0).tolist()
        choice = rng.random(len(times))
        whom = [*ids, *(ids[n] for n in again)]
        for number, (at, member) in enumerate(zip(moments(times), members, strict=True)):
            visitor = (
                people.residents[member] if member >= 0 and choice[number] < 0.6 else people.staff[number % 3]
            )
            key = f"v{one.index:05}{len(visits):06}"
            visits.append(
                (key, one.code, category, whom[number], None if choice[number] > 0.97 else visitor, at, at)
            )
    return {"visit_target": targets, "visit": visits}
