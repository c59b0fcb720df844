"""Another town that would have told the same: the proof that a covered count is not fixed, however clever the reader.

What is told follows from the steps in which areas stand on the Sundays and from public figures alone. So a town in which
two households of a committee change places for some weeks, and no area its step on any Sunday, looks the same for ever.
"""

from datetime import date

import numpy as np
import pandas as pd

from data_access.metrics.suppression import stepped
from data_access.registration.tellings import OTHER


def without_twin(
    history: pd.DataFrame, totals: pd.DataFrame, told: pd.DataFrame, limit: int
) -> list[tuple[date, str, str]]:
    """The covered buildings and neighbourhoods (telling, neighbourhood, area) that no other town leaves open."""
    days = [day for day in totals["day"] if day.isoweekday() == 7]
    steps = {area: list(rows.itertuples()) for area, rows in history.groupby("area", sort=False)}
    cells = told[told["published"] & (told["area"] != "")]
    last = {(row.neighbourhood or "", row.area): row for row in cells.itertuples()}
    groups = {area: n for n, area in enumerate(area for within, area in last if not within)}
    inner = [key for key in last if key[0]]
    of_groups = [_room([steps[area]], days, limit) for area in groups]
    of_cells = [
        _room([steps[code] for code in (last[key].codes if key[1] == OTHER else key[1:])], days, limit)
        for key in inner
    ]
    total = totals.set_index("day")["households"].loc[days].to_numpy(dtype=int)
    nowhere = total - sum((counts for counts, *_ in of_groups), np.zeros(len(days), dtype=int))
    town = _Town(
        np.array([*(groups[within] for within, _ in inner), len(groups)]),
        *(np.array(side) for side in zip(*of_cells, (nowhere, nowhere >= 0, nowhere > 0), strict=True)),
        *(np.array([*side, nowhere == nowhere]) for side in list(zip(*of_groups, strict=True))[1:]),
    )
    open_ = [town.open(place) for place in range(len(inner))]
    found = {key: np.logical_or.reduce(weeks) for key, weeks in zip(inner, open_, strict=True)}
    for area, group in groups.items():
        mine = town.home == group
        found["", area] = np.logical_or.reduce([open_[n][~mine].any(axis=0) for n in np.flatnonzero(mine)])
    return [
        (row.as_of, row.neighbourhood or "", row.area)
        for row in cells[cells["cover"].notna()].itertuples()
        if not found[row.neighbourhood or "", row.area][days.index(row.as_of)]
    ]


def _room(steps: list[list], days: list[date], limit: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """An area's counts on the Sundays, and on which of them one more, or one less, would stand in the same step."""
    counts, bases = (
        np.sum([[_at(rows, day)[side] for day in days] for rows in steps], axis=0) for side in (0, 1)
    )
    now, more, less = (
        [
            stepped(max(int(count) + n, 0), int(base) or None, limit)
            for count, base in zip(counts, bases, strict=True)
        ]
        for n in (0, 1, -1)
    )
    same = [np.array([a == b for a, b in zip(now, other, strict=True)]) for other in (more, less)]
    return counts, same[0], same[1] & (counts > 0)


def _at(rows: list, day: date) -> tuple[int, int]:
    known = [row for row in rows if not pd.isna(row.day) and row.day <= day]
    if not known:
        return 0, 0
    base = known[-1].occupied_households
    return int(known[-1].households), 0 if pd.isna(base) else int(base)


class _Town:
    """All buildings (and NOWHERE, last) by week: how many, whether one more or less would be told alike."""

    def __init__(self, home, counts, more, less, groups_more, groups_less) -> None:
        self.home = home
        self._room = {1: more, -1: less}
        self._groups = {1: groups_more, -1: groups_less}
        self._grows = np.diff(counts, axis=1, prepend=0) > 0
        self._grows[:, 0] = True  # before the first Sunday nothing is told

    def open(self, one: int) -> np.ndarray:
        """By partner and week: whether `one` could have one more, or one less, and the partner the other way."""
        return self._open(one, 1) | self._open(one, -1)

    def _open(self, one: int, sign: int) -> np.ndarray:
        """So many more in `one` for some weeks, each of which some partner has so many less; who has more then was bound
        earlier, who has less later, and nobody ever leaves: so less begins, and more ends, where an area grows."""
        apart = (self.home != self.home[one])[:, None]
        group = self._groups[sign][self.home[one]] & self._groups[-sign][self.home]
        free = self._room[sign][one] & self._room[-sign] & (group | ~apart)
        free[one] = False
        grows, own = self._grows, self._grows[one]
        begun, ended = np.zeros_like(free), np.zeros_like(free)
        weeks = free.shape[1]
        for week in range(weeks):
            kept = begun[:, week - 1] if week else free[:, 0]
            if sign > 0:
                begun[:, week] = free[:, week] & (grows[:, week] | kept)
            else:
                handed = bool(week) and (begun[:, week - 1] & grows[:, week]).any()
                begun[:, week] = free[:, week] & (own[week] | kept | handed)
        for week in reversed(range(weeks)):
            if week == weeks - 1:
                ended[:, week] = free[:, week]
            elif sign > 0:
                handed = (ended[:, week + 1] & grows[:, week + 1]).any()
                ended[:, week] = free[:, week] & (own[week + 1] | ended[:, week + 1] | handed)
            else:
                ended[:, week] = free[:, week] & (grows[:, week + 1] | ended[:, week + 1])
        return begun & ended
