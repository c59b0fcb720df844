"""No covered cell of the visit table can be computed from the sums and the cells that are shown."""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest

from data_access.database import read, snapshot, store_engine
from data_access.party import visits

LIMIT = 5


def small(target: int, visited: int) -> bool:
    """Whether a cell says that 1 to 4 households were visited, or are left, or were to be visited."""
    return any(0 < count < LIMIT for count in (target, visited, target - visited))


@pytest.mark.parametrize(
    ("committees", "categories", "targets"),
    [
        (2, 2, (7, 7, 7, 7)),
        (2, 2, (12, 7, 9, 10)),
        (2, 3, (6, 2, 4, 3, 4, 5)),
        (3, 2, (6, 2, 5, 3, 4, 2)),
        pytest.param(2, 3, (6, 3, 5, 5, 4, 6), marks=pytest.mark.soak),
        pytest.param(3, 2, (6, 4, 5, 3, 5, 4), marks=pytest.mark.soak),
    ],
)
def test_every_covered_cell_could_be_another_number(committees, categories, targets):
    """All ways to visit are gone through: those with the same sums and the same cells shown leave every small cell
    open, but where the sums of committees and categories alone, which everybody may know, do not."""
    places = [(f"c{one}", f"k{two}") for one in range(committees) for two in range(categories)]
    alike = defaultdict(list)
    for visited in product(*(range(target + 1) for target in targets)):
        alike[_sums(places, visited)].append(visited)
    covered = 0
    for worlds in alike.values():
        for visited in worlds:
            cells = [(*place, target, n) for place, target, n in zip(places, targets, visited, strict=True)]
            hidden = visits.covered(cells, LIMIT)
            shown = [number for number, place in enumerate(places) if place not in hidden]
            same = [world for world in worlds if all(world[n] == visited[n] for n in shown)]
            for number, (target, n) in enumerate(zip(targets, visited, strict=True)):
                if small(target, n) and 0 < n < target:
                    covered += 1
                    settled = len({world[number] for world in worlds}) == 1
                    assert settled or len({world[number] for world in same}) > 1, (cells, places[number])
    assert covered > 100


def _sums(places: list[tuple[str, str]], visited: tuple[int, ...]) -> tuple:
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for place, n in zip(places, visited, strict=True):
        for line in enumerate(place):
            sums[line] += n
    return tuple(sorted(sums.items()))


@pytest.mark.parametrize("day", [date(2017, 5, 14), date(2017, 6, 10), date(2017, 7, 16)], ids=str)
def test_no_small_cell_of_the_town_is_shown_or_stands_alone(demo_store, day):
    engine = store_engine(f"sqlite:///{demo_store}")
    with snapshot(engine) as connection:
        rows = read(connection, visits.on_day(day))
    engine.dispose()
    cells = list(zip(*(rows[key] for key in ("committee", "category", "target", "visited")), strict=True))
    hidden = visits.covered(cells, LIMIT)
    assert {(where, what) for where, what, target, n in cells if small(target, n)} <= hidden
    for key in (0, 1):
        lines = [place[key] for place in hidden]
        assert min(map(lines.count, lines)) > 1
    assert len(hidden) < len(cells)  # and something is told
