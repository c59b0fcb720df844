"""Who can act when: those verified by a moment, and the moments themselves."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.moments import DAY, DAYS, seconds_of_day
from data_access.demo.people import People
from data_access.demo.staff import Staff
from data_access.demo.town import Committee

_WEEK = np.array([1, 1, 1, 1, 1.05, 1.2, 1.2])[np.arange(DAYS) % 7]


@dataclass(frozen=True)
class Crowd:
    """Persons by their place in a list, and since when each can act, the earliest first."""

    places: np.ndarray
    since: np.ndarray

    def at(self, rng: np.random.Generator, times: np.ndarray, lean: float = 1.4) -> np.ndarray:
        """A person for each moment, -1 where nobody was there yet; the early ones are more eager."""
        if not len(self.places):
            return np.full(len(times), -1)
        present = np.searchsorted(self.since, times)
        drawn = np.floor(rng.random(len(times)) ** lean * present).astype(int)
        return np.where(present > 0, self.places[drawn], -1)


@dataclass(frozen=True)
class Officials:
    """The members of functional departments, by id, and since when each can act; of each department its accounts."""

    ids: list[str]
    crowd: Crowd
    accounts: dict[str, list[tuple[int, str]]]

    def of(self, department: str, second: int, rng: np.random.Generator) -> str | None:
        """One of the department's accounts that could act at a moment."""
        able = [who for since, who in self.accounts.get(department, ()) if since <= second]
        return able[int(rng.integers(len(able)))] if able else None


def officials(members: Staff, clerks: Staff) -> Officials:
    """Officials in the order of their verification; `clerks` only answer for their department."""
    order = np.argsort(members.verified, kind="stable")
    accounts: dict[str, list[tuple[int, str]]] = {}
    for staff in (members, clerks):
        for who, since, code in zip(staff.ids, staff.verified.tolist(), staff.departments, strict=True):
            accounts.setdefault(code, []).append((since, who))
    return Officials(members.ids, Crowd(order, members.verified[order]), accounts)


def residents(people: People) -> Crowd:
    """Registered residents who are not party members."""
    return _of(people, ~people.party)


def members(people: People) -> Crowd:
    """Identity-shown party members who take part at times."""
    return _of(people, _taking_part(people))


def active_members(people: People) -> Crowd:
    """Those of them who are not of the branch that has fallen silent."""
    return _of(people, _taking_part(people) & (people.branch != people.silent))


def _taking_part(people: People) -> np.ndarray:
    """Three in four identity-shown members; the others registered and have only read since."""
    return people.identity_shown & (np.arange(len(people.identity_shown)) % 4 != 1)


def moments_of(
    one: Committee, rng: np.random.Generator, size: int, first: int = 0, last: int = DAYS
) -> np.ndarray:
    """Moments within the days [first, last), more of them as more have registered."""
    weights = (np.cumsum(one.flow) * _WEEK)[first:last]
    if not weights.sum():
        return np.array([], dtype=int)
    drawn = np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(size))
    return (first + drawn.clip(max=last - first - 1)) * DAY + seconds_of_day(rng, size)


def _of(people: People, mask: np.ndarray) -> Crowd:
    places = np.flatnonzero(mask)
    return Crowd(places, people.verified[places])
