"""The must-visit campaign: which households shall be visited by when, and which were."""

import numpy as np

from data_access.demo.crowd import active_members
from data_access.demo.moments import DAY, DAYS, NEVER, identifiers, moments
from data_access.demo.people import People
from data_access.demo.places import Site
from data_access.demo.texts import VISITS
from data_access.demo.town import Committee

_BOUND, _NAMED = 0.4, 0.9


def rows(
    one: Committee, site: Site, people: People, rng: np.random.Generator, doors: np.random.Generator
) -> dict[str, list[tuple]]:
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
        homes = _at_home(site, people, whom, doors)
        whom += [whom[n] for n in rng.integers(0, reached, reached // 4).tolist()]
        times = rng.integers(first, DAYS, len(whom)) * DAY + rng.integers(9 * 3600, 20 * 3600, len(whom))
        times = np.sort(times)
        members, draw = active.at(rng, times, lean=1.0).tolist(), rng.random(len(whom)).tolist()
        for number, at in enumerate(moments(times)):
            member = members[number] if draw[number] < 0.6 else -1
            visitor = people.residents[member] if member >= 0 else people.staff[number % len(people.staff)]
            key = f"v{one.index:05}{len(visits):06}"
            named = None if draw[number] > 0.97 else visitor
            visits.append((key, one.code, category, whom[number], named, at, homes.get(whom[number]), at))
    return {"visit_target": targets, "visit": visits}


def _at_home(site: Site, people: People, whom: list[str], rng: np.random.Generator) -> dict[str, str]:
    """Puts bound households in the place of some of the visited, and tells where most of all of them live."""
    bound = rng.permutation(len(people.households))[: round(_BOUND * len(whom))].tolist()
    at = [int(people.addresses[household]) for household in bound]
    whom[: len(bound)] = [people.households[household] for household in bound]
    at += rng.integers(0, len(site.buildings), len(whom) - len(bound)).tolist()
    named = rng.random(len(whom)) < _NAMED
    return {
        key: site.buildings[place]
        for key, place, is_named in zip(whom, at, named.tolist(), strict=True)
        if is_named and place != NEVER
    }
