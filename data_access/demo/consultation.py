"""Consultation: plan versions, residents' opinions, what became of each and which clause it changed."""

import json

import numpy as np

from data_access.demo.moments import DAY, END, NEVER, in_office, moment, waking
from data_access.demo.opinions import CLOSINGS, GENERAL, KEEPS, OPENINGS, PLAIN, TOO_LATE, WORKS, Clause
from data_access.demo.people import People
from data_access.demo.places import Site
from data_access.demo.works import Project

_DESIGN, _CONFIRMED, _STARTED = 2, 4, 5
_BEFORE_PLAN = 7_200
"""Seconds that an opinion must come before a plan version to change it."""


def rows(site: Site, people: People, project: Project, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Rows of a project's plan versions and opinions; none before its design is published."""
    if project.furthest < _DESIGN:
        return {}
    published = _published(project)
    plans = [_plan_row(project, version, at) for version, at in enumerate(published, start=1)]
    opinions = [
        _opinion_row(site, people, project, published, number, rng) for number in range(project.opinions)
    ]
    return {"plan_revision": plans, "opinion": opinions}


def _published(project: Project) -> list[int]:
    """The moment each plan version was published."""
    times = [project.entered[_DESIGN] * DAY + 36_000]
    if project.versions >= 2:
        times.append(project.entered[_CONFIRMED] * DAY + 34_200)
    if project.versions >= 3:
        times.append(max(project.entered[_STARTED] * DAY - 30_000, times[-1] + 20_000))
    return times


def _clauses(project: Project, version: int) -> list[dict[str, str]]:
    changed = {n for later, numbers in project.changes.items() if later <= version for n in numbers}
    return [
        {"key": clause.key, "text": clause.second if number in changed and clause.second else clause.first}
        for number, clause in enumerate(WORKS[project.kind].clauses)
    ]


def _plan_row(project: Project, version: int, at: int) -> tuple:
    changes = len(project.changes.get(version, ()))
    summary = "首次公示的设计方案。" if version == 1 else f"根据居民意见调整{changes}项条款。"
    clauses = json.dumps(_clauses(project, version), ensure_ascii=False)
    drawing = f"drawing-{project.kind}-{min(version, 2)}.png"
    return (
        f"{project.id}-v{version}",
        project.id,
        version,
        moment(at),
        summary,
        clauses,
        drawing,
        moment(at),
    )


def _opinion_row(
    site: Site, people: People, project: Project, published: list[int], number: int, rng: np.random.Generator
) -> tuple:
    first = published[0] + 1_800
    confirmed = project.entered[_CONFIRMED] * DAY + 30_000 if project.furthest >= _CONFIRMED else END - 900
    late = rng.random() < 0.06
    received = (
        int(confirmed + (END - 900 - confirmed) * rng.random())
        if late
        else int(first + (confirmed - first) * rng.random() ** 1.3)
    )
    received = min(max(received, first), END - 600)
    body, clause = _matter(project, rng)
    building = _building(site, project, rng)
    house = None if building is None else int(site.buildings[building][-3:])
    verdict, reason, answered, version = _answer(project, published, received, body, clause, rng)
    received, answered = _at_living_hours(
        first, received, answered, published[version - 1] if version else END
    )
    key = WORKS[project.kind].clauses[clause].key if version and clause is not None else None
    households = people.households
    return (
        f"{project.id}-o{number:03}", project.id,
        households[int(rng.integers(len(households)))] if rng.random() < 0.85 else None,
        None if building is None else site.buildings[building],
        _worded(body, body in dict(WORKS[project.kind].refused), house, rng), moment(received), verdict, reason,
        None if answered == NEVER else moment(answered), version, key, moment(max(received, answered)),
    )  # fmt: skip


def _at_living_hours(first: int, received: int, answered: int, changed: int) -> tuple[int, int]:
    """When an opinion came and was answered (NEVER: not yet), on the same days, but while people are up and the office
    works; `first`: when there was a plan; `changed`: when the version came that it changed."""
    received = max(first, min(waking(received), changed - _BEFORE_PLAN))
    if answered == NEVER:
        return received, NEVER
    return received, max(received + 600, min(in_office(answered), changed - 600))


def _matter(project: Project, rng: np.random.Generator) -> tuple[str, int | None]:
    """What the opinion asks, and the clause it touches; None for a general or a refused one."""
    work, draw = WORKS[project.kind], rng.random()
    if draw < 0.22:
        return work.refused[int(rng.integers(len(work.refused)))][0], None
    if draw < 0.4:
        return list(GENERAL)[int(rng.integers(len(GENERAL)))], None
    changed = [n for numbers in project.changes.values() for n in numbers]
    clause = (
        int(rng.choice(changed)) if changed and rng.random() < 0.7 else int(rng.integers(len(work.clauses)))
    )
    requests = work.clauses[clause].requests
    return requests[int(rng.integers(len(requests)))], clause


def _building(site: Site, project: Project, rng: np.random.Generator) -> int | None:
    """The writer's building: the first of the affected ones speak most, some of them never."""
    draw = rng.random()
    if draw < 0.08:
        return None
    if draw < 0.14:
        return int(rng.integers(len(site.buildings)))
    heard = project.buildings[: max(1, len(project.buildings) - project.number % 3)]
    return heard[int(len(heard) * rng.random() ** 1.4)]


def _worded(body: str, against: bool, house: int | None, rng: np.random.Generator) -> str:
    opening = OPENINGS[int(rng.integers(PLAIN if against else len(OPENINGS)))]
    closing = CLOSINGS[int(rng.integers(PLAIN if against else len(CLOSINGS)))]
    opening = "" if "{b}" in opening and house is None else opening.format(b=house)
    if closing and body[-1] not in ",。?!":
        body += ","
    return opening + body + closing


def _answer(
    project: Project,
    published: list[int],
    received: int,
    body: str,
    clause: int | None,
    rng: np.random.Generator,
) -> tuple:
    """Verdict, reason, moment of the answer (NEVER: none yet) and the plan version that it changed."""
    work = WORKS[project.kind]
    answered = received + int(np.exp(rng.normal(11.6, 0.8)).clip(3_600, 12 * DAY))
    version = next(
        (
            v
            for v, numbers in project.changes.items()
            if clause in numbers and received < published[v - 1] - _BEFORE_PLAN
        ),
        None,
    )
    if version:
        answered = min(answered, int(received + (published[version - 1] - received) * rng.uniform(0.5, 0.98)))
    open_still = project.furthest < _CONFIRMED and rng.random() < 0.3
    if answered >= END or open_still or (not version and rng.random() < 0.05):
        return "pending", None, NEVER, None
    if version and clause is not None:
        return *_granted(work.clauses[clause], rng), answered, version if rng.random() < 0.95 else None
    if clause is not None:
        if project.furthest < _CONFIRMED and rng.random() < 0.5:
            return *_granted(work.clauses[clause], rng), answered, None
        reason = (
            TOO_LATE
            if received > published[-1] and project.furthest >= _CONFIRMED
            else KEEPS[int(rng.integers(len(KEEPS)))]
        )
        return "declined", reason, answered, None
    refusal = dict(work.refused).get(body)
    if refusal:
        return "declined", refusal, answered, None
    return *GENERAL[body], answered, None


def _granted(clause: Clause, rng: np.random.Generator) -> tuple[str, str]:
    return ("partly", clause.half) if rng.random() < 0.25 else ("adopted", clause.answer)
