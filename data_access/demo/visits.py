"""The must-visit campaign: which households shall be visited by when, and which were."""

import numpy as np

from data_access.demo.crowd import active_members
from data_access.demo.moments import DAY, DAYS, identifiers, moments
from data_access.demo.people import People
from data_access.demo.texts import VISITS
from data_access.demo.town import Committee


def rows(one: Committee, people: People, rng: np.random.Generator) -> dict[str, list[tuple]]:
    """Rows of targets and visits; most visitors are party members, some visits name none."""
    active = active_members(people)
    first = max(8, int(np.flatnonzero(one.flow > 0)[0]) + 1)
    targets: list[tuple] = []
    visits: list[tuple] = []
    for category, (due_on, share) in VISITS.items():
        if rng.random() < 0.2:
            continue
        households = max(3, round(min(one.base, 2_500) * share * rng.uniform(0.7, 1.3)))
        targets.append((one.code, category, households, due_on, "2017-05-23 09:00:00"))
        reached = max(1, round(households * rng.uniform(0.25, 1.02)))
        whom = identifiers(rng, "h", reached)
        whom += [whom[n] for n in rng.integers(0, reached, reached // 4).tolist()]
        times = rng.integers(first, DAYS, len(whom)) * DAY + rng.integers(9 * 3600, 20 * 3600, len(whom))
        times = np.sort(times)
        members, draw = active.at(rng, times, lean=1.0).tolist(), rng.random(len(whom)).tolist()
        for number, at in enumerate(moments(times)):
            member = members[number] if draw[number] < 0.6 else -1
            visitor = people.residents[member] if member >= 0 else people.staff[number % len(people.staff)]
            key = f"v{one.index:05}{len(visits):06}"
            named = None if draw[number] > 0.97 else visitor
            visits.append((key, one.code, category, whom[number], named, at, None, at))
    return {"visit_target": targets, "visit": visits}
