"""Why a committee moved, what the next place costs, and what small counts give away."""

import itertools
import random
from datetime import date
from fractions import Fraction
from itertools import combinations

import pandas as pd
import pytest

from data_access import registration
from data_access.database import read, snapshot, store_engine
from data_access.metrics import COVERAGE
from data_access.metrics.ranking import ranked
from data_access.metrics.suppression import HIDDEN, SMALL, covers
from data_access.registration import standing


def places(*rows: tuple) -> pd.DataFrame:
    """A ranked frame of (committee, households, occupied_households), with a least base of 50."""
    frame = pd.DataFrame(rows, columns=["committee", "households", "occupied_households"])
    return ranked(frame, COVERAGE, 50)


NOW = places(("C1", 600, 1000), ("C2", 400, 500), ("C3", 18, 20), ("C4", 35, None))


def test_the_next_place_costs_the_households_that_pass_it_strictly():
    gaps = standing.gap_to_next(NOW).set_index("committee")
    assert gaps.loc["C1", "gap"] == 201
    assert gaps.loc["C1", "next_committee"] == "C2"
    assert gaps.loc["C2", "obstacle"] == standing.FIRST
    assert list(gaps.index) == ["C2", "C1"]


def test_a_full_committee_above_cannot_be_passed():
    gaps = standing.gap_to_next(places(("C1", 60, 100), ("C2", 100, 100))).set_index("committee")
    assert gaps.loc["C1", "obstacle"] == standing.UNSURPASSABLE
    assert pd.isna(gaps.loc["C1", "gap"])


def test_ties_look_past_those_who_share_the_place():
    gaps = standing.gap_to_next(places(("C1", 60, 100), ("C2", 120, 200), ("C3", 80, 100)))
    assert dict(zip(gaps["committee"], gaps["gap"].fillna(0), strict=True)) == {"C3": 0, "C1": 21, "C2": 41}


def test_the_lead_is_what_the_nearest_of_the_next_below_needs():
    """C2 and C3 share the first place; of C1 (41 short) and C4 (21 short), which share the third, C4 is nearer."""
    ranking = places(("C1", 120, 200), ("C2", 80, 100), ("C3", 160, 200), ("C4", 60, 100), ("C5", 10, 100))
    found = standing.leads(ranking, standing.gap_to_next(ranking))
    assert found["lead"].dropna().to_dict() == {"C2": 21, "C3": 21, "C1": 51, "C4": 51}
    assert found["behind"].dropna().to_dict() == {"C2": "C4", "C3": "C4", "C1": "C5", "C4": "C5"}
    assert found["behind_place"].dropna().to_dict() == {"C2": 3, "C3": 3, "C1": 5, "C4": 5}
    full = places(("C1", 60, 100), ("C2", 100, 100))
    assert standing.leads(full, standing.gap_to_next(full)).loc["C2"].isna().to_list() == [True, False, False]


def test_why_goes_step_by_step_from_own_to_base_to_others():
    before = places(("C1", 50, 100), ("C2", 55, 100), ("C3", 45, 100))
    after = places(("C1", 60, 120), ("C2", 40, 100), ("C3", 70, 100))
    moved = standing.why(before, after, "C1")
    assert moved is not None
    # 60 of 100 passes C2 (place 1); of 120 it is 50 % again (place 2); then C3 rises and C2 falls (place 2)
    assert (moved.places_own, moved.places_base, moved.places_others) == (1, -1, 0)
    parts = standing.parts(before[before["committee"] == "C1"], after[after["committee"] == "C1"])
    assert parts is not None
    assert parts.own == Fraction(10, 100)
    assert parts.base == Fraction(60, 120) - Fraction(60, 100)


def test_who_has_no_place_on_one_of_the_days_did_not_move():
    assert standing.why(NOW, NOW, "C4") is None
    assert standing.why(NOW, places(("C1", 1, 100)), "C2") is None


@pytest.fixture(scope="module")
def town(demo_store):
    engine = store_engine(f"sqlite:///{demo_store}")
    days = [date.fromordinal(date(2017, 5, 1).toordinal() + n) for n in range(77)]
    with snapshot(engine) as connection:
        rows = read(connection, registration.on_days(days))
    engine.dispose()
    return {day: ranked(frame, COVERAGE, 50) for day, frame in rows.groupby("day")}


def test_the_parts_of_why_sum_exactly_on_the_demonstration(town):
    chance = random.Random(4)
    pairs = [sorted(chance.sample(sorted(town), 2)) for _ in range(6)]
    checked = 0
    for earlier, later in pairs:
        for code in town[later]["committee"]:
            moved = standing.why(town[earlier], town[later], code)
            if moved is None:
                continue
            then, now = (day[day["committee"] == code] for day in (town[earlier], town[later]))
            parts = standing.parts(then, now)
            assert parts is not None
            assert parts.whole == _coverage(now) - _coverage(then)
            assert moved.places == then["place"].item() - now["place"].item()
            checked += 1
    assert checked > 150


def _coverage(row: pd.DataFrame) -> Fraction:
    return Fraction(int(row["households"].item()), int(row["occupied_households"].item()))


@pytest.mark.soak
def test_the_parts_of_why_sum_exactly_for_every_committee_and_every_pair_of_days(town):
    # (`dict` alone would take a GroupBy for a mapping)
    rows = {day: dict(iter(ranked.groupby("committee"))) for day, ranked in town.items()}
    checked = 0
    for earlier, later in combinations(sorted(town), 2):
        for code, now in rows[later].items():
            moved = standing.why(town[earlier], town[later], code)
            if moved is None:
                continue
            then = rows[earlier][code]
            parts = standing.parts(then, now)
            assert parts is not None
            assert parts.whole == _coverage(now) - _coverage(then)
            assert moved.places == then["place"].item() - now["place"].item()
            checked += 1
    assert checked > 80_000


def test_the_gap_really_lifts_and_one_less_does_not(town):
    ranking = town[max(town)]
    for row in standing.gap_to_next(ranking).dropna(subset=["gap"]).itertuples():
        for more, better in ((row.gap, True), (row.gap - 1, False)):
            tried = ranking.copy()
            tried.loc[tried["committee"] == row.committee, "households"] += more
            again = ranked(tried[["committee", "households", "occupied_households"]], COVERAGE, 50)
            place = ranking.set_index("committee").loc[row.committee, "place"]
            assert (again.set_index("committee").loc[row.committee, "place"] < place) == better


DUE, ON = date(2017, 8, 15), date(2017, 7, 16)


def test_the_target_needs_whole_households_and_a_range_of_days():
    way = standing.to_target(0.3, DUE, 250, 1001, [2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 8, 8, 8, 8], ON)
    assert way.needed == 51  # 300.3 of 1001
    assert way.pace == Fraction(51, 30)
    assert (way.earliest, way.latest) == (date(2017, 7, 24), date(2017, 7, 29))


@pytest.mark.parametrize(
    ("daily", "reason"),
    [
        ([4] * 9, "few_days"),
        ([0] * 9, "few_days"),
        ([0] * 14, "no_growth"),
        ([-1] * 14, "no_growth"),
        ([0] * 12 + [30, 30], "sparse"),
    ],
)
def test_without_growth_or_days_no_date_is_told_but_why(daily, reason):
    way = standing.to_target(0.3, DUE, 250, 1000, daily, ON)
    assert (way.needed, way.earliest, way.latest, way.reason) == (50, None, None, reason)


def test_a_date_beyond_a_hundred_years_is_none():
    way = standing.to_target(0.9, DUE, 0, 100_000, [1] * 14, ON)
    assert (way.earliest, way.reason) == (None, "far")


def test_a_quartile_without_growth_leaves_the_range_open():
    way = standing.to_target(0.3, DUE, 250, 1000, [0, 0, 0, 0, 5, 5, 5, 5, 5, 5], ON)
    assert way.earliest is not None
    assert way.latest is None


def test_stalled_is_nothing_new_three_days_running_below_the_target():
    def day(*bound):
        return pd.DataFrame(
            {"committee": ["A", "B", "C"], "households": bound, "occupied_households": [100] * 3}
        )

    days = [day(10, 10, 60), day(10, 10, 60), day(9, 11, 60), day(9, 11, 60)]
    assert standing.stalled(days) == ["A", "C"]
    assert standing.stalled(days, target=0.5) == ["A"]
    assert standing.stalled(days, target=0.6) == ["A"]
    assert standing.stalled(days, target=0.601) == ["A", "C"]


@pytest.mark.parametrize("size", [2, 3])
def test_no_sum_gives_a_small_count_away(size):
    for counts in itertools.product([0, 1, 2, 4, 5, 6, 9], repeat=size):
        cover = covers(list(counts))
        assert all(cover[n] for n, count in enumerate(counts) if 0 < count < 5)
        rest = sum(count for count, hidden in zip(counts, cover, strict=True) if not hidden)
        whole_group = all(hidden == HIDDEN for hidden in cover)
        ranges = [
            range(40) if whole_group else range(1, 5) if hidden == SMALL else range(5, 40)
            for hidden in cover
            if hidden
        ]
        possible: list[set[int]] = [set() for _ in ranges]
        for guess in itertools.product(*ranges):
            if sum(guess) == sum(counts) - rest:
                for seen, value in zip(possible, guess, strict=True):
                    seen.add(value)
        hidden_places = [n for n, hidden in enumerate(cover) if hidden]
        for seen, place in zip(possible, hidden_places, strict=True):
            assert len(seen) > 1 or counts[place] >= 5, (counts, cover)


def test_nothing_is_covered_without_a_small_count():
    assert covers([0, 5, 7]) == [None, None, None]
    assert covers([3, 0, 9], total_shown=False) == [SMALL, None, None]
