"""What small counts give away: every world that would look the same is gone through."""

import itertools
from collections import defaultdict
from collections.abc import Iterable

import pytest

from data_access.metrics.suppression import HIDDEN, NEARLY, SMALL, covers, stepped

EDGE = 16


def _looks(counts, bases):
    """What a reader sees of a group whose sum is published."""
    cover = covers(counts, bases=bases)
    return sum(counts), tuple(sign or count for sign, count in zip(cover, counts, strict=True))


def _given_away(worlds, bases, limit=5):
    """The counts of 1 to 4 (or so many left of the base) that are the same in all worlds that look the same."""
    alike = defaultdict(list)
    for counts in worlds:
        alike[_looks(counts, bases)].append(counts)
    for look, same in alike.items():
        for place, (counts, base) in enumerate(zip(zip(*same, strict=True), bases, strict=True)):
            small = any(0 < c < limit or (base and 0 < base - c < limit) for c in counts)
            if small and len(set(counts)) == 1:
                yield look, place, same[:3]


@pytest.mark.parametrize(
    "bases",
    [
        (None, None),
        (20, 20),
        (12, 30),
        (10, None),
        (None, None, None),
        (11, 11, 11),
        (10, 12, None),
        (20, 10, 14),
    ],
    ids=str,
)
def test_no_look_gives_a_small_count_away(bases):
    ranges = [range((EDGE if base is None else base) + 1) for base in bases]
    worlds: Iterable[tuple[int, ...]] = itertools.product(*ranges)
    if None in bases:  # what is above the edge belongs to larger sums
        worlds = (counts for counts in worlds if sum(counts) <= EDGE)
    assert list(_given_away(worlds, bases)) == []


def test_of_a_small_base_it_stays_unsaid_which_part_is_small():
    for count in range(1, 7):
        assert covers([count, 30, 40], bases=[7, 60, 80])[0] == HIDDEN
    assert [covers([count], bases=[7]) for count in (0, 7)] == [[None], [None]]


def test_a_count_of_nobody_hides_no_small_one():
    assert covers([3, 0, 20]) == [SMALL, None, HIDDEN]


def test_a_count_of_all_hides_no_small_one():
    assert covers([3, 20, 20], bases=[30, 20, 40]) == [SMALL, None, HIDDEN]


def test_four_small_groups_give_nothing_away():
    worlds = (counts for counts in itertools.product(range(EDGE + 1), repeat=4) if sum(counts) <= EDGE)
    assert list(_given_away(worlds, (30, 20, 25, None))) == []


@pytest.mark.parametrize(
    ("count", "base", "told"),
    [
        (0, 20, (0, 0, None)),
        (3, 20, (1, 4, SMALL)),
        (7, None, (5, 9, None)),
        (10, 18, (10, 13, None)),  # of 18, at most 13 where five or more are left
        (14, 18, (14, 17, NEARLY)),
        (13, 18, (10, 13, None)),
        (18, 18, (18, 18, None)),
        (21, 20, (21, 24, None)),
    ],
)
def test_a_count_in_steps_says_at_least_and_at_most(count, base, told):
    assert stepped(count, base, 5) == told
