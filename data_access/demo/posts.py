"""What is posted, on which board, by whom; the positive posts of the last 30 days are dealt out exactly."""

from dataclasses import dataclass

import numpy as np

from data_access.demo import town as of_town
from data_access.demo.crowd import Crowd, Officials, active_members, members, moments_of, residents
from data_access.demo.matters import Matter
from data_access.demo.moments import DAY, DAYS, END, NEVER, day, moments, seconds_of_day
from data_access.demo.people import WINDOW, People
from data_access.demo.places import Site
from data_access.demo.texts import (
    JINFENG_STORY,
    LUONAN_STORY,
    POSITIVE,
    POSITIVE_BOARDS,
    POSTS,
    PROBLEMS,
    QINAN_STORY,
    TOWN_STORY,
)
from data_access.demo.town import Committee
from data_access.platform import ASKING

_PROBLEMS_PER_DAY = 5.75 / 30.4
_PER_RESIDENT = 0.62
_MARKED_FROM = day("2017-05-08") * DAY
_STORIES = {of_town.JINFENG: JINFENG_STORY, of_town.QINAN: QINAN_STORY, of_town.LUONAN: LUONAN_STORY}


@dataclass(frozen=True)
class Post:
    """A post before it has an id; `answered` says whether anyone may answer it."""

    at: int
    role: str
    kind: str
    board: str
    title: str
    author: str
    positive: int = 0
    answered: bool = True
    matter: Matter | None = None
    category: str | None = None
    sensitive: int = 0


@dataclass(frozen=True)
class Fates:
    """What became of the posts: when each was answered officially and withdrawn (NEVER: not), and its neighbourhood."""

    replied: np.ndarray
    left: np.ndarray
    neighbourhoods: list[str | None]


def posts(
    one: Committee, site: Site, people: People, officials: Officials, rng: np.random.Generator
) -> list[Post]:
    """The committee's posts in the order of time."""
    active = active_members(people)
    story = _story(one, site, people, active, rng)
    in_story = sum(post.positive for post in story if post.at >= WINDOW)
    return sorted(
        [
            *_usual(one, site, people, officials, rng),
            *_problems(one, site, people, rng),
            *story,
            *_positive(one, site, people, active, in_story, rng),
        ],
        key=lambda post: post.at,
    )


def fates(site: Site, listed: list[Post], rng: np.random.Generator) -> Fates:
    """What became of the posts: some are answered officially, a few withdrawn."""
    size = len(listed)
    at = np.array([post.at for post in listed])
    asks = np.array([post.kind in ASKING for post in listed])
    lag = np.exp(rng.normal(10.3, 1.2, size)).clip(120, 12 * DAY).astype(int)
    replied = np.where(asks & (rng.random(size) < 0.9) & (at + lag < END), at + lag, NEVER)
    keep = np.array([bool(post.positive) or not post.answered for post in listed])
    left = np.where(~keep & (rng.random(size) < 0.012), np.minimum(at + 7_200, END - 1), NEVER)
    places = rng.integers(0, len(site.neighbourhoods), size)
    somewhere = rng.random(size) < 0.8
    codes = [
        site.neighbourhoods[place][0] if is_named else None
        for place, is_named in zip(places.tolist(), somewhere.tolist(), strict=True)
    ]
    return Fates(replied, left, codes)


def rows(one: Committee, listed: list[Post], fates: Fates) -> list[tuple]:
    """Rows of the posts; before the platform marked sensitive ones it said of none whether it is."""
    at = np.array([post.at for post in listed])
    created, answered, withdrawn = moments(at), moments(fates.replied), moments(fates.left)
    changed = moments(np.maximum(at, np.maximum(fates.replied, fates.left)))
    return [
        (
            identifier(one, number), one.code, fates.neighbourhoods[number],
            post.board, post.author, post.role, post.title, post.kind, post.positive,
            created[number], answered[number], withdrawn[number],
            post.category, None if post.at < _MARKED_FROM else post.sensitive, changed[number],
        )
        for number, post in enumerate(listed)
    ]  # fmt: skip


def identifier(one: Committee, number: int) -> str:
    """The id of a committee's post by its place in the order of time."""
    return f"t{one.index:05}{number:06}"


def _usual(
    one: Committee, site: Site, people: People, officials: Officials, rng: np.random.Generator
) -> list[Post]:
    weights = np.array([source[3] for source in POSTS], dtype=float)
    times = moments_of(one, rng, round(one.registered * _PER_RESIDENT))
    chosen = rng.choice(len(POSTS), len(times), p=weights / weights.sum()).tolist()
    lately = times >= WINDOW - 4 * DAY
    who = {
        "resident": residents(people).at(rng, times),
        "party_member": np.where(
            lately, active_members(people).at(rng, times), members(people).at(rng, times)
        ),
        "committee": rng.integers(0, len(people.staff), len(times)),
        "department": officials.crowd.at(rng, times, lean=1.0),
    }
    names = {"committee": people.staff, "department": officials.ids}
    bright = rng.random(len(times))
    made = []
    for number, (at, source) in enumerate(zip(times.tolist(), chosen, strict=True)):
        role, kind, board, _, titles = POSTS[source]
        place = int(who[role][number])
        if place < 0:
            continue
        share = 0.05 if role == "resident" else 0.5 * (role != "department" and not lately[number])
        positive = int(kind in ("talk", "activity") and bright[number] < share)
        author = names.get(role, people.residents)[place]
        made.append(Post(at, role, kind, board, worded(titles, site, rng), author, positive))
    return made


def _problems(one: Committee, site: Site, people: People, rng: np.random.Generator) -> list[Post]:
    running = DAYS - int(np.flatnonzero(one.flow > 0)[0])
    count = int(rng.poisson(_PROBLEMS_PER_DAY * running * max(1, one.registered // 900)))
    times = moments_of(one, rng, count)
    return [
        Post(at, "resident", "problem", "local_issues", worded(PROBLEMS, site, rng), people.residents[who])
        for at, who in zip(times.tolist(), residents(people).at(rng, times).tolist(), strict=True)
        if who >= 0
    ]


def _story(one: Committee, site: Site, people: People, active: Crowd, rng: np.random.Generator) -> list[Post]:
    """Posts that the source tells of: the town's clean-up, and some committees' own."""
    own = _STORIES.get(one.code, ())
    made = []
    for since, role, kind, board, title in (*TOWN_STORY, *own):
        at = day(since) * DAY + 36_000 + int(rng.integers(0, 20_000))
        author = people.staff[0]
        if role != "committee":
            crowd = active if role == "party_member" else residents(people)
            place = int(crowd.at(rng, np.array([at]))[0])
            if place < 0:
                continue
            author = people.residents[place]
        positive = int(own is JINFENG_STORY and (since, role, kind, board, title) in own)
        made.append(Post(at, role, kind, board, title.format(n=site.neighbourhoods[0][1]), author, positive))
    return made


def _positive(
    one: Committee, site: Site, people: People, active: Crowd, in_story: int, rng: np.random.Generator
) -> list[Post]:
    """The positive posts of the last 30 days: so many that residents answer, and two that nobody does."""
    needed = max(0, round(one.positive * one.identity_shown / 100) - in_story)
    days = rng.integers(WINDOW // DAY, DAYS - 1, needed + 2)
    times = days * DAY + seconds_of_day(rng, needed + 2)
    made = []
    for number, (at, member) in enumerate(zip(times.tolist(), active.at(rng, times).tolist(), strict=True)):
        own = member >= 0 and rng.random() < 0.7
        author = people.residents[member] if own else people.staff[1]
        board = POSITIVE_BOARDS[int(rng.integers(len(POSITIVE_BOARDS)))]
        role = "party_member" if own else "committee"
        made.append(Post(at, role, "talk", board, worded(POSITIVE, site, rng), author, 1, number < needed))
    return made


def worded(titles: tuple[str, ...], site: Site, rng: np.random.Generator) -> str:
    """One of the titles, with a neighbourhood and a building of the committee in it."""
    template = titles[int(rng.integers(len(titles)))]
    if "{" not in template:
        return template
    place = int(rng.integers(len(site.buildings)))
    name = site.neighbourhoods[int(site.of_neighbourhood[place])][1]
    return template.format(n=name, b=int(site.buildings[place][-3:]), d=3 + place % 9)
