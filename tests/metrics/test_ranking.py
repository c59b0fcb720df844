"""Places are fair, and who has none is told why."""

import pandas as pd
import pytest

from data_access.metrics import COVERAGE
from data_access.metrics.ranking import movement, quartile, ranked

COLUMNS = ["committee", "households", "occupied_households"]


def frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def places(found: pd.DataFrame) -> dict:
    return {row.committee: None if pd.isna(row.place) else row.place for row in found.itertuples()}


def reasons(found: pd.DataFrame) -> dict:
    return {row.committee: row.reason for row in found.itertuples() if not pd.isna(row.reason)}


NOW = frame(("C1", 600, 1000), ("C2", 400, 500), ("C3", 18, 20), ("C4", 35, None))
BEFORE = frame(("C1", 580, 1000), ("C2", 400, 500), ("C3", 10, 20), ("C4", 35, None))


def test_the_four_committees_stand_as_a_hand_would_put_them():
    found = ranked(NOW, COVERAGE, 50)
    assert found.committee.tolist() == ["C2", "C1", "C3", "C4"]
    assert places(found) == {"C2": 1, "C1": 2, "C3": None, "C4": None}
    assert found.value.tolist()[:3] == [0.8, 0.6, 0.9]
    assert reasons(found) == {"C3": "small_sample", "C4": "base_missing"}


def test_equal_committees_share_the_better_place_and_the_next_is_left_out():
    found = ranked(frame(("C1", 30, 50), ("C2", 60, 100), ("C3", 50, 100)), COVERAGE, 50)
    assert places(found) == {"C1": 1, "C2": 1, "C3": 3}


def test_rates_that_look_equal_when_rounded_are_ranked_apart():
    found = ranked(frame(("C1", 6000, 10000), ("C2", 6001, 10000)), COVERAGE, 50)
    assert places(found) == {"C2": 1, "C1": 2}


def test_all_equal_are_all_first():
    found = ranked(frame(*((f"C{n}", 50 * n, 100 * n) for n in range(1, 6))), COVERAGE, 50)
    assert set(places(found).values()) == {1}
    assert found.committee.tolist() == ["C1", "C2", "C3", "C4", "C5"]


def test_one_committee_is_first():
    assert places(ranked(frame(("C1", 1, 50)), COVERAGE, 50)) == {"C1": 1}


def test_a_committee_with_nobody_bound_is_last_but_has_a_place():
    assert places(ranked(frame(("C1", 0, 50), ("C2", 1, 50)), COVERAGE, 50)) == {"C2": 1, "C1": 2}


@pytest.mark.parametrize("nobody", [NOW.iloc[:0], pd.DataFrame(columns=COLUMNS)])
def test_a_town_without_committees_has_no_places(nobody):
    found = ranked(nobody, COVERAGE, 50)
    assert found.empty
    assert {"value", "place", "reason"} <= set(found.columns)
    assert movement(found, found).empty
    assert quartile(found).empty


def test_a_town_in_which_nobody_can_be_ranked_has_no_places():
    found = ranked(frame(("C1", 5, None), ("C2", 5, 10)), COVERAGE, 50)
    assert places(found) == {"C1": None, "C2": None}
    assert quartile(found).isna().all()


def test_more_than_the_whole_is_not_ranked_and_all_of_it_is():
    found = ranked(frame(("C1", 101, 100), ("C2", 100, 100), ("C3", 50, 100)), COVERAGE, 50)
    assert places(found) == {"C2": 1, "C3": 2, "C1": None}
    assert reasons(found) == {"C1": "above_base"}
    assert found.set_index("committee").value["C1"] == 1.01


@pytest.mark.parametrize(
    ("base", "reason"), [(0, "base_missing"), (-3, "base_missing"), (None, "base_missing")]
)
def test_a_base_that_counts_nobody_is_no_base(base, reason):
    assert reasons(ranked(frame(("C1", 5, base), ("C2", 50, 100)), COVERAGE, 50)) == {"C1": reason}


@pytest.mark.parametrize(("base", "place"), [(49, None), (50, 1), (51, 1)])
def test_the_minimum_itself_is_enough(base, place):
    assert places(ranked(frame(("C1", 20, base)), COVERAGE, 50)) == {"C1": place}


def test_a_small_base_is_said_to_be_small_even_where_more_than_it_are_bound():
    assert reasons(ranked(frame(("C1", 12, 10)), COVERAGE, 50)) == {"C1": "small_sample"}


def test_movement_counts_the_places_risen_in_seven_days():
    before = ranked(frame(("C1", 60, 100), ("C2", 50, 100), ("C3", 40, 100), ("C4", 5, None)), COVERAGE, 50)
    now = ranked(frame(("C1", 60, 100), ("C2", 50, 100), ("C3", 70, 100), ("C4", 90, 100)), COVERAGE, 50)
    found = movement(now, before).set_index("committee")
    assert found.place.to_dict() == {"C4": 1, "C3": 2, "C1": 3, "C2": 4}
    assert found.moved.drop("C4").to_dict() == {"C3": 1, "C1": -2, "C2": -2}
    assert found.place_before.drop("C4").to_dict() == {"C3": 3, "C1": 1, "C2": 2}
    assert pd.isna(found.moved["C4"])
    assert pd.isna(found.place_before["C4"])


def test_a_committee_that_is_new_or_gone_has_not_moved():
    before = ranked(frame(("C1", 60, 100), ("C0", 90, 100)), COVERAGE, 50)
    now = ranked(frame(("C1", 60, 100), ("C5", 50, 100)), COVERAGE, 50)
    found = movement(now, before).set_index("committee")
    assert found.moved["C1"] == 1
    assert pd.isna(found.moved["C5"])
    assert "C0" not in found.index


def test_movement_against_a_day_without_committees_is_missing():
    now = ranked(NOW, COVERAGE, 50)
    nobody = ranked(pd.DataFrame(columns=COLUMNS), COVERAGE, 50)
    assert movement(now, nobody).moved.isna().all()


def test_the_hand_fixture_did_not_move_in_seven_days():
    now, before = (ranked(day, COVERAGE, 50) for day in (NOW, BEFORE))
    assert movement(now, before).set_index("committee").moved.dropna().to_dict() == {"C1": 0, "C2": 0}


def test_eight_committees_are_two_in_each_quarter():
    found = ranked(frame(*((f"C{n}", 90 - n, 100) for n in range(8)), ("C9", 1, None)), COVERAGE, 50)
    assert quartile(found).tolist()[:8] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert pd.isna(quartile(found).tolist()[8])


def test_equal_places_share_a_quarter():
    found = ranked(frame(("C1", 60, 100), ("C2", 60, 100), ("C3", 60, 100), ("C4", 50, 100)), COVERAGE, 50)
    assert quartile(found).tolist() == [1, 1, 1, 4]
