"""Comments, replies, praise, likes, votes and sign-ups; those that rankings count are dealt out exactly."""

import numpy as np

from data_access.demo import town as of_town
from data_access.demo.crowd import Officials, active_members, members, moments_of, residents
from data_access.demo.moments import DAY, END, NEVER, moments
from data_access.demo.people import WINDOW, People
from data_access.demo.posts import Post
from data_access.demo.town import Committee

_PER_RESIDENT = 5.6
_KINDS = ("comment", "reply", "like", "praise", "vote", "sign_up")
_COMMENT, _REPLY, _LIKE, _PRAISE, _VOTE, _ = range(6)
_ROLES = ("resident", "party_member", "committee", "department")
_RESIDENT, _MEMBER, _COMMITTEE, _DEPARTMENT = range(4)
_MIXES = {  # what a post of each kind draws, in the order of _KINDS
    "notice": (0.3, 0.1, 0.48, 0.08, 0.0, 0.04),
    "activity": (0.2, 0.08, 0.32, 0.1, 0.0, 0.3),
    "talk": (0.36, 0.18, 0.4, 0.06, 0.0, 0.0),
    "problem": (0.44, 0.26, 0.26, 0.0, 0.04, 0.0),
    "question": (0.38, 0.4, 0.2, 0.02, 0.0, 0.0),
    "suggestion": (0.24, 0.1, 0.24, 0.02, 0.4, 0.0),
}
_UP_TO = np.cumsum(list(_MIXES.values()), axis=1)
_CHATTY = (3, 12, 25)  # members, days, comments a day: without the daily cap their committee would lead
_FIRST_POSTS = 5  # of the next committee: old enough for anyone to answer in the last 30 days

_Acts = tuple[np.ndarray, ...]


def rows(
    one: Committee, people: People, posts: list[Post], officials: Officials, rng: np.random.Generator
) -> list[tuple]:
    """Rows of the interactions with the committee's posts, and a few of its members with its neighbour's."""
    at = np.array([post.at for post in posts])
    quiet = np.array([not post.answered for post in posts])
    kinds = np.array([list(_MIXES).index(post.kind) for post in posts])
    parts = (
        _by_residents(one, people, at, kinds, quiet, rng),
        _by_members(one, people, at, quiet, rng),
        _answers(people, posts, rng),
        _praise(one, people, posts, at, rng),
        _by_others(one, people, officials, at, quiet, rng),
    )
    post, who, role, kind, when, withdrawn = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(when, kind="stable")
    created, left = moments(when[order]), moments(withdrawn[order])
    authors = [*people.residents, *people.staff, people.tester, *officials.ids]
    own, other = f"t{one.index:05}", f"t{one.index - 1:05}"
    return [
        (
            f"i{one.index:05}{number:07}", f"{own}{about:06}" if about >= 0 else f"{other}{-about - 1:06}",
            one.code if about >= 0 else one.beside, authors[author], _ROLES[part], _KINDS[act],
            created[number], left[number], left[number] or created[number],
        )
        for number, (about, author, part, act) in enumerate(
            zip(post[order].tolist(), who[order].tolist(), role[order].tolist(), kind[order].tolist(), strict=True)
        )
    ]  # fmt: skip


def _acts(
    post: np.ndarray,
    who: np.ndarray,
    role: int,
    kind: np.ndarray | int,
    when: np.ndarray,
    withdrawn: np.ndarray | None = None,
) -> _Acts:
    """Columns of acts: post (below 0: the neighbour's), author, role, kind, moment, withdrawal."""
    never = np.full(len(post), NEVER) if withdrawn is None else withdrawn
    columns = (post, who, np.full(len(post), role), np.broadcast_to(kind, len(post)), when, never)
    return tuple(np.asarray(column, dtype=int) for column in columns)


def _recent(rng: np.random.Generator, at: np.ndarray, when: np.ndarray, quiet: np.ndarray) -> np.ndarray:
    """For each act a post a little older than it, -1 where there is none or none may be answered."""
    post = np.searchsorted(at, when) - 1 - rng.exponential(7, len(when)).astype(int)
    return np.where((post >= 0) & ~quiet[post.clip(min=0)], post, -1)


def _by_residents(
    one: Committee,
    people: People,
    at: np.ndarray,
    kinds: np.ndarray,
    quiet: np.ndarray,
    rng: np.random.Generator,
) -> _Acts:
    when = moments_of(one, rng, round(one.registered * _PER_RESIDENT))
    post, who = _recent(rng, at, when, quiet), residents(people).at(rng, when)
    valid = (post >= 0) & (who >= 0)
    post, who, when = post[valid], who[valid], when[valid]
    kind = (rng.random(len(post))[:, None] > _UP_TO[kinds[post]]).sum(axis=1).clip(max=len(_KINDS) - 1)
    kind[(kind == _PRAISE) & (when >= WINDOW)] = _LIKE
    gone = np.where(rng.random(len(post)) < 0.008, np.minimum(when + 900, END - 1), NEVER)
    return _acts(post, who, _RESIDENT, kind, when, gone)


def _by_members(
    one: Committee, people: People, at: np.ndarray, quiet: np.ndarray, rng: np.random.Generator
) -> _Acts:
    """Comments, replies and votes of identity-shown members: exactly so many in the last 30 days, some before."""
    target = round(one.interaction * one.identity_shown / 100)
    chatting = _chatty(one, people, at, quiet, rng)
    if chatting:
        target = max(0, target - _CHATTY[0] * _CHATTY[1] * 5)
    when = moments_of(one, rng, target * 2 + 20, WINDOW // DAY)
    post, who = _recent(rng, at, when, quiet), active_members(people).at(rng, when, lean=1.15)
    valid = np.flatnonzero((post >= 0) & (who >= 0))[:target]
    visiting = (rng.random(len(valid)) < 0.015) & bool(one.beside)
    abroad = np.where(visiting, -1 - rng.integers(0, _FIRST_POSTS, len(valid)), post[valid])
    before = moments_of(one, rng, int(target * rng.uniform(0.5, 1.1)), 0, WINDOW // DAY)
    earlier, whose = _recent(rng, at, before, quiet), members(people).at(rng, before)
    whose = np.where(before < WINDOW - 4 * DAY, whose, active_members(people).at(rng, before))
    old = np.flatnonzero((earlier >= 0) & (whose >= 0))
    kind = rng.choice([_COMMENT, _REPLY, _VOTE], len(valid) + len(old), p=[0.55, 0.3, 0.15])
    usual = _acts(
        np.concatenate([abroad, earlier[old]]), np.concatenate([who[valid], whose[old]]), _MEMBER, kind,
        np.concatenate([when[valid], before[old]]),
    )  # fmt: skip
    return tuple(np.concatenate(column) for column in zip(usual, *chatting, strict=True))


def _chatty(
    one: Committee, people: People, at: np.ndarray, quiet: np.ndarray, rng: np.random.Generator
) -> list[_Acts]:
    """A few members of one committee who comment all day long, so that only the cap keeps it from leading."""
    crowd = active_members(people)
    if one.code != of_town.CHATTY or len(crowd.places) < 20:
        return []
    heads, days, comments = _CHATTY
    who = np.repeat(crowd.places[:heads], days * comments)
    day_of = np.tile(np.repeat(WINDOW // DAY + 6 + np.arange(days), comments), heads)
    when = day_of * DAY + rng.integers(9 * 3600, 22 * 3600, len(who))
    post = _recent(rng, at, when, quiet).clip(min=0)
    return [_acts(post, who, _MEMBER, _COMMENT, when)]


def _answers(people: People, posts: list[Post], rng: np.random.Generator) -> _Acts:
    """One resident's comment on every positive post of the last 30 days that shall count."""
    chosen = [n for n, p in enumerate(posts) if p.positive and p.answered and p.at >= WINDOW]
    places = np.array(chosen, dtype=int)
    at = np.array([posts[n].at for n in chosen], dtype=int)
    when = at + (rng.random(len(at)) * np.minimum(DAY, END - 1 - at)).astype(int) + 1
    who = residents(people).at(rng, at)
    valid = who >= 0
    return _acts(places[valid], who[valid], _RESIDENT, _COMMENT, when[valid])


def _praise(
    one: Committee, people: People, posts: list[Post], at: np.ndarray, rng: np.random.Generator
) -> _Acts:
    """Praise of the last 30 days: exactly so many different pairs of resident and post, a few given twice."""
    target = round(one.praise * one.identity_shown / 100)
    when = moments_of(one, rng, target * 3 + 40, WINDOW // DAY)
    post = np.searchsorted(at, when) - 1 - rng.exponential(9, len(when)).astype(int)
    who = residents(people).at(rng, when)
    valid = (post >= 0) & (who >= 0)
    post, who, when = post[valid], who[valid], when[valid]
    pairs = zip(post.tolist(), who.tolist(), strict=True)
    foreign = np.fromiter((posts[p].author != people.residents[w] for p, w in pairs), bool, len(post))
    post, who, when = post[foreign], who[foreign], when[foreign]
    _, first = np.unique(post * len(people.residents) + who, return_index=True)
    kept = rng.permutation(first)[:target]
    twice = kept[: len(kept) // 25]
    chosen = np.concatenate([kept, twice])
    times = np.concatenate([when[kept], np.minimum(when[twice] + 3_600, END - 1)])
    return _acts(post[chosen], who[chosen], _RESIDENT, _PRAISE, times)


def _by_others(
    one: Committee,
    people: People,
    officials: Officials,
    at: np.ndarray,
    quiet: np.ndarray,
    rng: np.random.Generator,
) -> _Acts:
    """Likes of party members, replies of staff and departments, a test account: no ranking counts these."""
    when = moments_of(one, rng, max(6, one.registered // 4))
    post = _recent(rng, at, when, quiet)
    lately = when >= WINDOW - 4 * DAY
    liking = np.where(lately, active_members(people).at(rng, when), members(people).at(rng, when))
    official = officials.crowd.at(rng, when, lean=1.0)
    draw = rng.random(len(when)) + 2 * (post < 0)
    staff = len(people.residents)
    tester = staff + len(people.staff)
    parts = []
    for low, high, who, role, kind in (
        (0.0, 0.6, liking, _MEMBER, _LIKE),
        (0.6, 0.9, staff + rng.integers(0, len(people.staff), len(when)), _COMMITTEE, _REPLY),
        (0.9, 0.97, np.where(official >= 0, tester + 1 + official, -1), _DEPARTMENT, _REPLY),
        (0.97, 1.0, np.full(len(when), tester), _RESIDENT, _COMMENT),
    ):
        valid = (draw >= low) & (draw < high) & (who >= 0)
        parts.append(_acts(post[valid], who[valid], role, kind, when[valid]))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))
