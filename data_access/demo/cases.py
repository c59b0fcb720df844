"""The case files of a committee: what came of posts, the hotline and visits, who held each case and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from data_access.demo import office
from data_access.demo.concerns import drawn, filed
from data_access.demo.crowd import moments_of
from data_access.demo.matters import DEFERRALS, OTHER, RETURNS, REWORKS, SENSITIVE, URGES, Matter
from data_access.demo.moments import DAY, DAYS, END, NEVER, moment, moments
from data_access.demo.places import Site
from data_access.demo.posts import Fates, Post, identifier, worded
from data_access.demo.town import Committee
from data_access.platform import ASKING

_PER_DAY = 5.75 / 30.4
_FROM_POSTS = 0.6
_SOURCES, _SOURCE_SHARES = ("hotline_12345", "visit", "meeting", "other"), (0.58, 0.24, 0.1, 0.08)
_DAYS_ALLOWED = {"enquiry": 1, "suggestion": 1, "help": 5, "complaint": 5}
_USUAL_DAYS = {"enquiry": 0.35, "suggestion": 0.6, "help": 2.3, "complaint": 3.0}
_KINDS_OF = {"question": ("enquiry",), "suggestion": ("suggestion",), "problem": ("help", "complaint")}
_RESULTS = ("solved", "partly", "explained", "promised", "untrue", "not_accepted", "duplicate")
_RESULT_SHARES = (0.6, 0.1, 0.13, 0.06, 0.03, 0.04, 0.04)
_RATING_SHARES = (0.04, 0.06, 0.15, 0.35, 0.4)
_SENSITIVE_EVERY, _SENSITIVE_FIRST = 7, 3


@dataclass
class Case:
    """A case on its way: seconds of what happened to it (NEVER: not), and what else was noted."""

    received: int
    kind: str
    level: str
    department: str | None
    accepted: int = NEVER
    dispatched: int = NEVER
    signed: int = NEVER
    contacted: int = NEVER
    due: int = NEVER
    deferred: int = NEVER
    replied: int = NEVER
    closed: int = NEVER
    result: str | None = None
    rating: int | None = None
    events: list[tuple] = field(default_factory=list)

    def note(self, kind: str, at: int, department: str | None, reason: str | None) -> None:
        """Adds what happened besides, if it has happened by the last day."""
        if at < END:
            self.events.append((kind, at, department, reason))


@dataclass(frozen=True)
class _About:
    """What a case is about before anyone has dealt with it; `post` is the id of the post that it comes from."""

    source: str
    post_kind: str
    received: int
    title: str
    matter: Matter
    place: str | None = None
    post: str | None = None
    category: str | None = None
    sensitive: int = 0


def rows(
    one: Committee, site: Site, posts: list[Post], fates: Fates, rng: np.random.Generator
) -> dict[str, list[tuple]]:
    """Rows of the committee's cases and of what happened to them besides."""
    running = DAYS - int(np.flatnonzero(one.flow > 0)[0])
    usual = _PER_DAY * running * max(1, one.registered // 900) * rng.gamma(5.0, 0.2)
    files: list[tuple] = []
    events: list[tuple] = []
    for about in (
        *_of_posts(one, posts, fates, usual * _FROM_POSTS, rng),
        *_of_others(one, site, usual * (1 - _FROM_POSTS), rng),
    ):
        case = _dealt_with(about, rng)
        key = _identifier(one, about, len(files))
        files.append(_file_row(key, one, about, case, rng))
        events += [
            (f"{key}-{number}", key, what, moment(at), department, reason, moment(at))
            for number, (what, at, department, reason) in enumerate(case.events, start=1)
        ]
    return {"case_file": files, "case_event": events}


def _of_posts(
    one: Committee, posts: list[Post], fates: Fates, usual: float, rng: np.random.Generator
) -> Iterator[_About]:
    """Posts that became cases."""
    concerns = [
        n for n, p in enumerate(posts) if p.kind in ASKING and fates.left[n] == NEVER and not p.sensitive
    ]
    count = min(int(rng.poisson(usual)), len(concerns))
    for place in np.sort(rng.permutation(len(concerns))[:count]).tolist():
        number = concerns[place]
        post = posts[number]
        received = min(post.at + int(rng.exponential(5_400)) + 300, END - 1)
        yield _About(
            "platform", post.kind, received, post.title, post.matter or OTHER,
            fates.neighbourhoods[number], identifier(one, number), post.category,
        )  # fmt: skip


def _of_others(one: Committee, site: Site, usual: float, rng: np.random.Generator) -> Iterator[_About]:
    """What came by the hotline, by visits and in meetings; a sensitive one in some committees."""
    for received in moments_of(one, rng, int(rng.poisson(usual))).tolist():
        kind = ("problem", "problem", "question", "suggestion")[int(rng.integers(4))]
        matter = drawn(one, kind, received // DAY, rng)
        place = site.neighbourhoods[int(rng.integers(len(site.neighbourhoods)))][0]
        source = _SOURCES[int(rng.choice(len(_SOURCES), p=_SOURCE_SHARES))]
        yield _About(source, kind, received, worded(getattr(matter, kind), site, rng), matter, place)
    if one.index % _SENSITIVE_EVERY == _SENSITIVE_FIRST:
        title = SENSITIVE[(one.index // _SENSITIVE_EVERY + 3) % len(SENSITIVE)]
        received = END - int(rng.integers(3, 23)) * DAY + int(rng.integers(30_000, 60_000))
        yield _About("visit", "problem", received, title, OTHER, sensitive=1)


def _identifier(one: Committee, about: _About, number: int) -> str:
    day_of = moment(about.received)[:10]
    if about.source == "hotline_12345":
        return f"12345/{day_of[:4]}/{one.index:04}-{number:03}号"
    return f"LD{day_of.replace('-', '')}-{one.index:04}{number:03}"


def _file_row(key: str, one: Committee, about: _About, case: Case, rng: np.random.Generator) -> tuple:
    steps = [
        case.accepted, case.dispatched, case.signed, case.contacted, case.due, case.deferred, case.replied,
        case.closed,
    ]  # fmt: skip
    happened = (*steps[:4], *steps[6:], *(event[1] for event in case.events))
    return (
        key, about.post, one.code, about.place, about.category or filed(about.matter, rng), case.kind,
        about.title, about.source, case.level, case.department, about.sensitive, moment(about.received),
        *moments(np.array(steps)), case.result, case.rating, moment(max(about.received, *happened)),
    )  # fmt: skip


def _dealt_with(about: _About, rng: np.random.Generator) -> Case:
    """How a case went from its receipt to the last day."""
    received, matter = about.received, about.matter
    kinds = _KINDS_OF[about.post_kind]
    kind = kinds[int(rng.integers(len(kinds)))]
    level = (
        "committee"
        if rng.random() < 0.5 and not about.sensitive
        else "town"
        if rng.random() < 0.9
        else "district"
    )
    case = Case(received, kind, level, None if level == "committee" else matter.department)
    allowed = _DAYS_ALLOWED[kind]
    if rng.random() < 0.4:
        case.due = office.end_after(received, allowed)
    accepted = office.after(received, float(rng.exponential(0.12)))
    if accepted >= END or rng.random() < 0.02:
        return case
    case.accepted = accepted
    begun = _handed_over(case, matter, rng) if case.department else accepted
    if begun >= END:
        return case
    contacted = office.after(begun, float(rng.exponential(0.35)))
    if contacted < END and rng.random() > 0.07:
        case.contacted = contacted
    worked = float(_USUAL_DAYS[kind] * rng.lognormal(0, 0.75))
    stuck = rng.random() < 0.04
    _deferred(case, begun, allowed, worked, rng)
    _closed(case, END if stuck else max(office.after(begun, worked), contacted + 600), rng)
    if case.closed == NEVER and (late := office.end_after(received, allowed) + 40_000) < END:
        case.note("urged", office.after(late, 0.3), case.department, URGES[int(rng.integers(len(URGES)))])
    return case


def _handed_over(case: Case, matter: Matter, rng: np.random.Generator) -> int:
    """Dispatches the case, some of them to a department that returns it, and tells when its own signed for it."""
    at = office.after(case.accepted, float(rng.exponential(0.15)))
    others = [code for code in RETURNS if code != matter.department]
    for chance in (0.09, 0.25):
        if rng.random() > chance or at >= END:
            break
        returning = others[int(rng.integers(len(others)))]
        back = office.after(at, float(0.2 + rng.exponential(0.4)))
        reasons = RETURNS[returning]
        if back >= END:
            case.dispatched, case.department = at, returning
            return END
        case.note("returned", back, returning, reasons[int(rng.integers(len(reasons)))])
        at = office.after(back, float(0.1 + rng.exponential(0.2)))
    if at >= END:
        return END
    case.dispatched = at
    signed = office.after(at, float(rng.exponential(0.2)))
    if signed < END:
        case.signed = signed
    return signed


def _deferred(case: Case, begun: int, allowed: int, worked: float, rng: np.random.Generator) -> None:
    """Puts off what takes long, now and then."""
    if allowed == 1 or worked < allowed or rng.random() > 0.45:
        return
    at = office.after(begun, allowed * float(rng.uniform(0.5, 0.9)))
    if at < END:
        case.deferred = office.end_after(case.received, allowed + int(rng.integers(3, 13)))
        case.note("deferred", at, case.department, DEFERRALS[int(rng.integers(len(DEFERRALS)))])


def _closed(case: Case, at: int, rng: np.random.Generator) -> None:
    """Closes the case at a moment if it has come; some were taken up once more."""
    if rng.random() < 0.05 and at < END:
        case.note(
            "reworked", office.after(at, 0.4), case.department, REWORKS[int(rng.integers(len(REWORKS)))]
        )
        case.replied = at
        at = office.after(at, float(1 + rng.exponential(1.2)))
    if at >= END:
        return
    case.replied = at if case.replied == NEVER else case.replied
    closed = office.after(at, float(rng.exponential(0.08)))
    if closed >= END or rng.random() < 0.03:
        return
    case.closed = closed
    case.result = _RESULTS[int(rng.choice(len(_RESULTS), p=_RESULT_SHARES))]
    if case.contacted == NEVER and rng.random() < 0.5:
        case.contacted = case.replied
    if rng.random() < 0.45 and case.result not in ("duplicate", "not_accepted"):
        case.rating = 1 + int(rng.choice(5, p=_RATING_SHARES))
