"""Small works: what is built where, how far each has come, its votes, photos and ratings."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from data_access.demo import town as of_town
from data_access.demo.moments import DAY, DAYS, END, NEVER, date_of, day, moment
from data_access.demo.opinions import NOTES, WORKS
from data_access.demo.places import Site, shifted
from data_access.demo.town import Committee
from data_access.platform import PROJECT_KINDS, STAGES

_TODAY = DAYS - 1
_PROPOSED, _APPROVED, _DESIGN, _CONSULTING, _CONFIRMED, _STARTED, _COMPLETED, _EVALUATED = range(8)
_TYPICAL = (5, 4, 3, 9, 5, 10, 5)  # days from each stage to the next
_PER_COMMITTEE = (2, 3, 1, 2, 2, 3, 2)
_PROGRAMMES = ("ten_small", "ten_small", "ten_small", "beautiful_homes", "practical_project")
# How far a project has come, and how it stands against its plan.
_FATES = (
    (_EVALUATED, "on_time"), (_CONSULTING, "on_time"), (_STARTED, "on_time"), (_COMPLETED, "on_time"),
    (_CONSULTING, "red"), (_EVALUATED, "on_time"), (_CONFIRMED, "on_time"), (_STARTED, "amber"),
    (_PROPOSED, "on_time"), (_COMPLETED, "on_time"), (_STARTED, "suspended"), (_EVALUATED, "on_time"),
    (_CONSULTING, "stuck"), (_APPROVED, "amber"), (_STARTED, "resumed"), (_DESIGN, "on_time"),
    (_EVALUATED, "on_time"), (_STARTED, "red"), (_CONFIRMED, "amber"), (_EVALUATED, "on_time"),
    (_CONSULTING, "suspended"), (_COMPLETED, "amber"), (_APPROVED, "unplanned"), (_EVALUATED, "on_time"),
    (_PROPOSED, "stuck"), (_CONFIRMED, "on_time"), (_CONSULTING, "amber"), (_EVALUATED, "on_time"),
)  # fmt: skip
_CANCELLED = (17, 33)  # committees whose first project came to nothing
_RULES = ("simple",) * 5 + ("civil_code_278_ordinary", "simple", "civil_code_278_major", "simple")


@dataclass
class Project:
    """A work and the days of its stages; the consultation adds opinions and plans to it."""

    id: str
    number: int
    kind: str
    title: str
    neighbourhood: int
    range: str
    buildings: list[int]
    households: int
    furthest: int
    entered: list[int]
    planned: list[int]
    exit: str | None = None
    exit_on: int = NEVER
    opinions: int = 0
    versions: int = 1
    programme: str = "ten_small"
    changes: dict[int, list[int]] = field(default_factory=dict)


# Qinan's ten small works: kind, title, first and last building, days of the stages, opinions asked for.
_QINAN = (
    ("ramp", "祁南一村1–16号无障碍坡道", (1, 16), "05-18 05-25 06-05 06-06 06-20 07-01 07-11 07-15", 46),
    ("parking", "祁南一村1–16号增设停车位", (1, 16), "05-18 05-25 06-05 06-06 06-20 07-02 07-12 .", 52),
    ("tree", "祁南一村枯死老树移除补种", (3, 12), "05-22 05-28 06-05 06-07 06-20 07-01 07-06 07-13", 24),
    ("wall", "祁南一村破损围墙修复封闭", (9, 16), "05-22 05-29 06-05 06-07 06-21 07-02 07-10 07-15", 28),
    ("demolition", "祁南一村违法搭建拆除", (1, 16), "05-20 05-26 06-05 06-06 06-21 07-01 07-11 .", 40),
    ("parking", "祁南一村停车泊位划线整治", (5, 14), "05-26 06-01 06-08 06-09 06-23 07-05 07-13 .", 22),
)  # fmt: skip


def projects(one: Committee, site: Site, rng: np.random.Generator) -> list[Project]:
    """The committee's works; Qinan's are those of the source."""
    if one.code == of_town.QINAN:
        return [_of_source(one, site, number, row) for number, row in enumerate(_QINAN)]
    count = _PER_COMMITTEE[one.index % len(_PER_COMMITTEE)]
    return [_invented(one, site, number, rng) for number in range(count)]


def rows(one: Committee, site: Site, project: Project, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Rows of a project but those of its consultation."""
    changed = _noon(max(project.entered[project.furthest], project.exit_on))
    return {
        "project": [_project_row(one, site, project, changed, rng)],
        "project_building": [(project.id, site.buildings[place], changed) for place in project.buildings],
        "project_stage": _stage_rows(project, rng),
        "project_vote": _vote_row(project, rng),
        "project_photo": _photo_rows(project, rng),
        "project_rating": _rating_rows(project, rng),
    }


def _noon(number: int) -> str:
    return moment(number * DAY + 43_200)


def _of_source(one: Committee, site: Site, number: int, row: tuple) -> Project:
    kind, title, (first, last), days, opinions = row
    entered = [NEVER if text == "." else day(f"2017-{text}") for text in days.split()]
    furthest = max(n for n, at in enumerate(entered) if at != NEVER)
    planned = [
        NEVER if n == 0 else (_TODAY + 6 if at == NEVER else at + number % 3) for n, at in enumerate(entered)
    ]
    buildings = [n for n in range(16) if first <= n + 1 <= last]
    households = int(site.bases[buildings].sum())
    return Project(
        f"p{one.index:05}{number:02}", number, kind, title, 0, f"{first}–{last}号", buildings, households,
        furthest, entered, planned, opinions=opinions, versions=2, changes={2: [0, 1, 2 + number % 2]},
    )  # fmt: skip


def _invented(one: Committee, site: Site, number: int, rng: np.random.Generator) -> Project:
    sequence = one.index * 3 + number
    furthest, mood = _FATES[sequence % len(_FATES)]
    if one.index in _CANCELLED and number == 0:
        furthest, mood = _CONSULTING, "cancelled"
    if one.code == of_town.NEW_ESTATE:
        furthest, mood = _APPROVED, "on_time"  # has existed for some weeks only
    kind = PROJECT_KINDS[(one.index * 2 + number * 5) % len(PROJECT_KINDS)]
    neighbourhood = int(rng.integers(len(site.neighbourhoods)))
    houses = np.flatnonzero(site.of_neighbourhood == neighbourhood)
    size = min(len(houses), int(rng.integers(2, 9)))
    first = int(rng.integers(0, len(houses) - size + 1))
    reach = f"{first + 1}–{first + size}号"
    titles = WORKS[kind].titles
    title = titles[int(rng.integers(len(titles)))].format(n=site.neighbourhoods[neighbourhood][1], r=reach)
    buildings = houses[first : first + size].tolist()
    entered, planned = _timeline(furthest, mood, rng)
    project = Project(
        f"p{one.index:05}{number:02}", sequence, kind, title, neighbourhood, reach, buildings,
        int(site.bases[buildings].sum()), furthest, entered, planned,
        programme=_PROGRAMMES[sequence % len(_PROGRAMMES)],
    )  # fmt: skip
    if mood in ("suspended", "cancelled"):
        project.exit, project.exit_on = mood, min(_TODAY, entered[furthest] + int(rng.integers(4, 10)))
    if mood == "resumed":
        project.exit, project.exit_on = "suspended", (entered[furthest - 1] + entered[furthest]) // 2
    if furthest >= _DESIGN:
        project.opinions = (
            int(np.exp(rng.normal(2.35, 0.6)).clip(2, 45)) // (1 if furthest > _DESIGN else 4) + 1
        )
        _revise(project, rng)
    return project


def _revise(project: Project, rng: np.random.Generator) -> None:
    """Chooses which clauses each later plan version changes."""
    clauses = rng.permutation(len(WORKS[project.kind].clauses)).tolist()
    if project.furthest >= _CONFIRMED and rng.random() < 0.88:
        project.versions, project.changes = 2, {2: sorted(clauses[: int(rng.integers(1, 4))])}
        if project.furthest >= _STARTED and rng.random() < 0.2:
            project.versions = 3
            project.changes = {2: sorted(clauses[:2]), 3: clauses[2:3]}


def _timeline(furthest: int, mood: str, rng: np.random.Generator) -> tuple[list[int], list[int]]:
    """Days on which the stages were entered and planned (NEVER: not yet, not planned)."""
    late = {"amber": int(rng.integers(1, 6)), "red": int(rng.integers(6, 19))}.get(mood, 0)
    rest = late + int(rng.integers(1, 6))
    if mood in ("suspended", "cancelled"):
        rest = int(rng.integers(11, 18))
    if mood == "stuck":
        rest = int(rng.integers(24, 33))
    if furthest == _EVALUATED:
        rest = int(rng.integers(0, 22))
    spans = np.maximum(1, np.round(_TYPICAL * rng.lognormal(0, 0.35, len(_TYPICAL)))).astype(int)[:furthest]
    if mood == "resumed":
        spans[-1] += 9
    room = _TODAY - rest - int(rng.integers(1, 6))
    if spans.sum() > room:
        spans = np.maximum(1, spans * room // spans.sum())
    last = _TODAY - rest
    entered = [last - int(spans[number:].sum()) for number in range(furthest + 1)]
    planned = [NEVER] + [at + int(rng.integers(-3, 4)) for at in entered[1:]]
    upcoming = _TODAY - late if late else _TODAY + int(rng.integers(1, 9))
    for number in range(furthest + 1, len(STAGES)):
        planned.append(NEVER if mood == "unplanned" else upcoming)
        upcoming += _TYPICAL[number - 1]
    return entered + [NEVER] * (len(STAGES) - len(entered)), planned


def _project_row(
    one: Committee, site: Site, project: Project, changed: str, rng: np.random.Generator
) -> tuple:
    neighbourhood, name = site.neighbourhoods[project.neighbourhood]
    work = WORKS[project.kind]
    low, high = work.budget
    budget = None if rng.random() < 0.06 else round(float(rng.uniform(low, high)), -2)
    x, y = _within(site.polygons[project.neighbourhood], rng)
    crs = ("wgs84", "gcj02", "gcj02", "wgs84", "bd09")[int(rng.integers(5))]
    return (
        project.id, one.code, neighbourhood, project.title, project.programme, project.kind,
        work.summary.format(n=name, r=name + project.range), budget, project.households,
        *shifted(x, y, crs), crs, changed,
    )  # fmt: skip


def _within(polygon: shapely.Polygon, rng: np.random.Generator) -> tuple[float, float]:
    west, south, east, north = polygon.bounds
    tries = np.column_stack([rng.uniform(west, east, 30), rng.uniform(south, north, 30)])
    inside = tries[shapely.contains_xy(polygon, tries[:, 0], tries[:, 1])]
    centre = polygon.representative_point()
    return tuple(inside[0].tolist()) if len(inside) else (centre.x, centre.y)


def _stage_rows(project: Project, rng: np.random.Generator) -> list[tuple]:
    rows = []
    latest = _noon(project.entered[project.furthest])
    for stage, planned, entered in zip(STAGES, project.planned, project.entered, strict=True):
        if planned == NEVER and entered == NEVER:
            continue
        dates = [None if n == NEVER else date_of(n) for n in (planned, entered)]
        rows.append((project.id, stage, *dates, None, latest if entered == NEVER else _noon(entered)))
    if project.exit:
        note = str(rng.choice(NOTES[project.exit]))
        rows.append((project.id, project.exit, None, date_of(project.exit_on), note, _noon(project.exit_on)))
    return rows


def _vote_row(project: Project, rng: np.random.Generator) -> list[tuple]:
    held = project.furthest >= _CONFIRMED and project.number % 6 != 4
    failed = project.exit == "cancelled"
    if not (held or failed):
        return []
    held_on = project.exit_on - 1 if failed else project.entered[_CONFIRMED] - 1
    rule = _RULES[project.number % len(_RULES)]
    eligible = max(6, project.households)
    voted = round(eligible * rng.uniform(0.72 if rule != "simple" else 0.5, 0.94))
    favour = round(voted * (rng.uniform(0.3, 0.45) if failed else rng.uniform(0.68, 0.97)))
    areas: tuple[float | None, ...] = (None, None, None)
    if rule != "simple" and project.number % 4 != 3:
        size = rng.uniform(68, 96)
        areas = tuple(
            round(float(count * size * rng.uniform(0.97, 1.0)), 1)
            for count in (eligible * 1.03, voted, favour)
        )
    return [
        (project.id, date_of(held_on), eligible, voted, favour, *areas, rule, moment(held_on * DAY + 75_600))
    ]


def _photo_rows(project: Project, rng: np.random.Generator) -> list[tuple]:
    phases = [("before", _APPROVED), ("during", _STARTED), ("after", _COMPLETED)]
    rows = []
    for phase, stage in phases:
        if project.furthest < stage:
            continue
        for variant in range(1, 2 + int(rng.random() < 0.6)):
            taken = min(_TODAY, project.entered[stage] + (phase == "during"))
            key = f"{project.id}-{phase}-{variant}"
            taken_on = date_of(taken) if rng.random() > 0.05 else None
            rows.append(
                (
                    key,
                    project.id,
                    phase,
                    taken_on,
                    f"{project.kind}-{phase}-{variant}.png",
                    moment(taken * DAY + 61_200),
                )
            )
    return rows


def _rating_rows(project: Project, rng: np.random.Generator) -> list[tuple]:
    if project.furthest < _COMPLETED:
        return []
    count = int(rng.integers(3, 38))
    since = project.entered[_COMPLETED] * DAY + 50_000
    times = since + ((END - 60 - since) * rng.random(count)).astype(int)
    scores = rng.choice([1, 2, 3, 4, 5], count, p=[0.02, 0.04, 0.12, 0.34, 0.48]).tolist()
    return [
        (f"{project.id}-r{number:03}", project.id, score, moment(at), moment(at))
        for number, (at, score) in enumerate(zip(times.tolist(), scores, strict=True))
    ]
