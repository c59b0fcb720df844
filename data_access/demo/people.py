"""Residents, their households and memberships: how registration grew, day by day."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.moments import DAY, DAYS, END, NEVER, day, identifiers, moments, seconds_of_day
from data_access.demo.places import Site
from data_access.demo.texts import BRANCHES
from data_access.demo.town import STALLED, Committee

_BROUGHT = (0.45, 0.33, 0.22)  # of an event's households, on its first, second and third day
WINDOW = day("2017-06-17") * DAY
"""The first moment of the last 30 days."""


@dataclass(frozen=True)
class People:
    """A committee's registered residents in the order of their verification, its staff, and each household's building
    (NEVER: not given)."""

    residents: list[str]
    verified: np.ndarray
    household: np.ndarray
    party: np.ndarray
    identity_shown: np.ndarray
    branch: np.ndarray
    silent: int
    households: list[str]
    staff: list[str]
    tester: str
    addresses: np.ndarray


def members(one: Committee, site: Site, rng: np.random.Generator) -> tuple[People, list[tuple]]:
    """The registered residents of a committee and its membership rows, with those waiting, gone and excluded."""
    home, bound_at = _homes(one, rng)
    household, verified = _persons(one, home, bound_at, rng)
    order = np.argsort(verified, kind="stable")
    household, verified = household[order], verified[order]
    residents = identifiers(rng, "r", one.registered)
    party, shown_at, branch = _party(one, verified, rng)
    for place, shared in zip(rng.permutation(np.flatnonzero(~party)), one.shared, strict=False):
        residents[place] = shared
    buildings = _addresses(one, site, home, rng)
    silent = NEVER
    if one.index % 6 == 2:  # a small branch that has fallen silent, in every other one of these a large one
        silent = 1 if one.index % 12 == 8 else int(branch.max())
    people = People(
        residents, verified, household, party, shown_at > NEVER, branch, silent,
        identifiers(rng, "h", home), identifiers(rng, "r", 3), identifiers(rng, "r", 1)[0],
        buildings,
    )  # fmt: skip
    rows = _registered_rows(one, site, people, shown_at, buildings, rng)
    return people, rows + _other_rows(one, site, people, len(rows), rng)


def branches(one: Committee, people: People, rng: np.random.Generator) -> list[tuple]:
    """Rows of the committee's party branches; the roster holds more members than have registered."""
    rows: list[tuple] = []
    for number in range(int(people.branch.max()) + 1):
        size = int((people.branch == number).sum())
        code, roster = f"{one.code}-z{number + 1}", round(size / rng.uniform(0.62, 0.95)) + (size < 3)
        name = one.name.replace("居委会", "居民区").removesuffix("村委会") + BRANCHES[number]
        since = "2017-01-01"
        if (one.index + number) % 11 == 3:
            rows.append(
                (code, since, one.code, name, max(1, roster - 2), "2017-06-01", "2017-06-01 09:00:00")
            )
            since = "2017-06-01"
        rows.append(
            (code, since, one.code, name, max(1, roster), None, f"{max(since, '2017-05-01')} 09:00:00")
        )
    return rows


def _homes(one: Committee, rng: np.random.Generator) -> tuple[int, np.ndarray]:
    """How many households are bound, and when each was: the usual flow and what the events brought."""
    brought = [(event.held_on, event.households) for event in one.events if event.households]
    extra = [
        np.repeat(held_on + np.arange(3), rng.multinomial(count, _BROUGHT)) for held_on, count in brought
    ]
    extra = [np.minimum(days, DAYS - 1) for days in extra]
    usual = max(0, one.households - sum(map(len, extra)))
    days = np.concatenate([np.repeat(np.arange(DAYS), rng.multinomial(usual, one.flow)), *extra])
    if one.code not in STALLED and not (days >= DAYS - 3).any():
        days[int(days.argmax())] = DAYS - 2
    return len(days), np.sort(days * DAY + seconds_of_day(rng, len(days)).clip(min=8 * 3600))


def _persons(
    one: Committee, home: int, bound_at: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Each person's household (NEVER: none given) and moment of verification."""
    limit = END - 3 * DAY if one.code in STALLED else END
    without = round(one.registered * 0.008)
    more = one.registered - home - without
    joined = rng.integers(0, home, max(0, more) + without)
    lag = np.where(
        rng.random(len(joined)) < 0.55,
        rng.integers(120, 5_400, len(joined)),
        rng.exponential(6 * DAY, len(joined)),
    )
    later = (bound_at[joined] + lag).astype(int)
    capped = bound_at[joined] + (rng.random(len(joined)) * (limit - 60 - bound_at[joined])).astype(int)
    later = np.where(later < limit, later, capped)
    joined = np.where(np.arange(len(joined)) < more, joined, NEVER)
    return np.concatenate([np.arange(home), joined]), np.concatenate([bound_at, later])


def _party(
    one: Committee, verified: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who is a party member, when identity was shown (NEVER: not), and of which branch (NEVER: none)."""
    size = len(verified)
    eager = rng.random(size) * np.linspace(1, 2.2, size)
    chosen = np.sort(np.argsort(eager, kind="stable")[: one.party])
    party = np.zeros(size, dtype=bool)
    party[chosen] = True
    shown_at = np.full(size, NEVER)
    showing = rng.permutation(chosen)[: one.identity_shown]
    lag = np.where(
        rng.random(len(showing)) < 0.4,
        rng.integers(60, 3_600, len(showing)),
        rng.exponential(9 * DAY, len(showing)),
    )
    at = np.minimum(verified[showing] + lag, verified[showing] + 0.9 * (END - verified[showing])).astype(int)
    for theme_day in ("2017-07-01", "2017-06-02"):
        held = day(theme_day) * DAY + rng.integers(30_000, 70_000, len(showing))
        joining = (verified[showing] < held) & (held < at) & (rng.random(len(showing)) < 0.5)
        at = np.where(joining, held, at)
    shown_at[showing] = at
    branch = np.full(size, NEVER)
    shares = np.array((0.46, 0.32, 0.17, 0.05))[: 2 + one.index % 3]
    branch[chosen] = rng.choice(len(shares), len(chosen), p=shares / shares.sum())
    branch[chosen[rng.random(len(chosen)) < 0.02]] = NEVER
    branch[chosen[0]] = len(shares) - 1
    return party, shown_at, branch


def _addresses(one: Committee, site: Site, home: int, rng: np.random.Generator) -> np.ndarray:
    """Each household's building (NEVER: not given), never more than the building's base."""
    places = np.repeat(np.arange(len(site.buildings)), site.bases)
    liking = rng.lognormal(0, 0.35, len(site.buildings))[places]
    keys = rng.random(len(places)) ** (1 / liking)
    chosen = places[np.argsort(-keys, kind="stable")[:home]]
    chosen = rng.permutation(np.concatenate([chosen, np.full(max(0, home - len(chosen)), NEVER)]))
    return np.where(rng.random(home) < 0.025, NEVER, chosen)


def _registered_rows(
    one: Committee,
    site: Site,
    people: People,
    shown_at: np.ndarray,
    buildings: np.ndarray,
    rng: np.random.Generator,
) -> list[tuple]:
    size = len(people.residents)
    applied = np.maximum(
        people.verified - np.exp(rng.normal(9.6, 1.1, size)).clip(90, 4 * DAY).astype(int),
        people.verified % 3600,
    )
    applied = np.minimum(applied, people.verified - 30)
    building = np.where(people.household >= 0, buildings[people.household.clip(min=0)], NEVER)
    by_building = (rng.random(size) < 0.01) & (building >= 0)
    codes, households = site.buildings, people.households
    applied_at, bound, seen = moments(applied), moments(people.verified), moments(shown_at)
    changed = moments(np.maximum(people.verified, shown_at))
    return [
        (
            f"m{one.index:05}{number:06}", people.residents[number],
            None if household == NEVER else households[household],
            None if place == NEVER else codes[place],
            None if of_building else one.code, None,
            None if branch == NEVER else f"{one.code}-z{branch + 1}",
            applied_at[number], bound[number], None, int(party), seen[number], 0, changed[number],
        )
        for number, (household, place, of_building, branch, party) in enumerate(
            zip(people.household.tolist(), building.tolist(), by_building.tolist(), people.branch.tolist(), people.party.tolist(), strict=True)
        )
    ]  # fmt: skip


def _other_rows(
    one: Committee, site: Site, people: People, number: int, rng: np.random.Generator
) -> list[tuple]:
    """Memberships that do not count on the last day: waiting, ended, staff and test accounts."""
    first = int(np.flatnonzero(one.flow > 0)[0])
    usual = max(1, round(one.registered / 90))
    rows: list[tuple] = []

    def add(
        resident: str,
        household: str | None,
        building: str | None,
        applied: int,
        bound: int,
        ended: int,
        party: int,
        excluded: int,
    ) -> None:
        changed = max(applied, bound, ended)
        times = moments(np.array([applied, bound, ended, changed]))
        rows.append((
            f"m{one.index:05}{number + len(rows):06}", resident, household, building, one.code, None, None,
            times[0], times[1], times[2], party, None, excluded, times[3],
        ))  # fmt: skip

    waiting = int(rng.poisson(1.1 * usual))
    for resident, age in zip(identifiers(rng, "r", waiting), rng.exponential(1.4, waiting), strict=True):
        applied = END - 300 - int(min(age, 20) * DAY)
        add(resident, None, str(rng.choice(site.buildings)), applied, NEVER, NEVER, 0, 0)
    for resident in [*one.gone, *identifiers(rng, "r", int(rng.poisson(1.3 * usual)))]:
        bound = int(rng.integers(first + 1, DAYS - 12)) * DAY + 40_000
        ended = int(rng.integers(bound // DAY + 2, DAYS - 6)) * DAY + 50_000
        with_others = rng.random() < 0.8
        household = (
            people.households[int(rng.integers(len(people.households)))]
            if with_others
            else f"h{resident[1:]}"
        )
        add(resident, household, None, bound - 9_000, bound, ended, 0, 0)
    for resident in (*people.staff, people.tester):
        add(resident, None, None, first * DAY + 17_000, first * DAY + 17_900, NEVER, 0, 1)
    return rows
