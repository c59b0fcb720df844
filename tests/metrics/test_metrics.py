"""Numbers are counted, divided and rounded as the definitions say."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest

from data_access import records
from data_access.metrics import (
    COVERAGE,
    METRICS,
    REGISTERED,
    Definition,
    Parts,
    Ratio,
    Total,
    percent,
    rounded,
    share,
)
from data_access.platform import contract

# Four committees that fit on two hands: C3 is small, C4's base is unknown.
TOWN = pd.DataFrame(
    {
        "committee": ["C1", "C2", "C3", "C4"],
        "registered": [900, 700, 30, 50],
        "households": [600, 400, 18, 35],
        "occupied_households": [1000, 500, 20, None],
    }
)
EMPTY = TOWN.iloc[:0]


def test_the_towns_coverage_is_a_ratio_of_sums_and_leaves_an_unknown_base_out_on_both_sides():
    total = COVERAGE.of_all(TOWN)
    assert (total.part, total.whole, total.left_out) == (1018, 1520, 1)
    assert total.value == 1018 / 1520
    assert percent(total.value) == Decimal("67.0")


def test_each_committees_coverage_is_its_own():
    assert COVERAGE.of_each(TOWN).tolist()[:3] == [0.6, 0.8, 0.9]
    assert pd.isna(COVERAGE.of_each(TOWN)[3])


def test_a_base_of_nought_counts_nobody_and_is_missing():
    frame = TOWN.assign(occupied_households=[0, 0, 0, 0])
    assert COVERAGE.of_each(frame).isna().all()
    assert COVERAGE.of_all(frame).value is None


def test_a_base_that_is_not_positive_is_left_out_on_both_sides():
    frame = TOWN.assign(occupied_households=[1000, 500, 0, -3])
    assert COVERAGE.of_all(frame) == Total(2 / 3, 1000, 1500, left_out=2)


def test_a_base_whose_households_nobody_knows_is_left_out_on_both_sides():
    frame = TOWN.assign(households=[600, 400, None, None], occupied_households=[1000, 500, 20, 30])
    assert COVERAGE.of_all(frame) == Total(2 / 3, 1000, 1500, left_out=2)


@pytest.mark.parametrize(("unit", "per"), [("per_hundred", 100), ("per_thousand", 1000), ("rate", 1)])
def test_a_number_is_shown_per_so_many_of_its_whole(unit, per):
    assert Ratio("any", unit, ("membership",), "part", "whole").per == per


def test_the_parts_of_a_change_sum_to_it_as_they_are_shown():
    parts = Parts(Fraction(1, 81), Fraction(2, 83), Fraction(-3, 79))
    assert parts.whole == Fraction(1, 81) + Fraction(2, 83) - Fraction(3, 79)
    assert sum(parts.in_points.values()) == percent(float(parts.whole))
    assert parts.in_points["own"] == Decimal("1.2")
    assert Parts(None, Fraction(0), Fraction(1, 50)).in_points == {"base": 0, "scope": Decimal("2.0")}


def test_coverage_above_a_hundred_per_cent_is_shown_as_it_is():
    frame = TOWN.assign(households=[1200, 400, 18, 35])
    assert COVERAGE.of_each(frame)[0] == 1.2


@pytest.mark.parametrize("frame", [EMPTY, EMPTY.astype("object"), pd.DataFrame(columns=list(TOWN.columns))])
def test_a_town_without_committees_has_nothing_to_divide(frame):
    assert COVERAGE.of_each(frame).empty
    assert COVERAGE.of_all(frame) == Total(None, 0, 0)


def test_a_town_of_unknown_bases_has_no_coverage():
    frame = TOWN.assign(occupied_households=[None] * 4)
    assert COVERAGE.of_all(frame) == Total(None, 0, 0, left_out=4)
    assert COVERAGE.of_each(frame).isna().all()


def test_one_committee_is_the_town():
    assert COVERAGE.of_all(TOWN.head(1)).value == 0.6


def test_a_count_is_not_divided():
    assert not REGISTERED.is_rate
    assert COVERAGE.is_rate


def test_one_row_has_the_ratio_of_its_frame():
    found = [COVERAGE.of(row) for row in TOWN.itertuples()]
    assert found == [0.6, 0.8, 0.9, None]
    assert [share(1, 0), share(None, 3), share(1, float("nan")), share(1, 4)] == [None, None, None, 0.25]


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.9375, "93.8"),
        (0.125, "12.5"),
        (0.1225, "12.3"),
        (0.0005, "0.1"),
        (0.0004999, "0.0"),
        (0.67, "67.0"),
        (1018 / 1520, "67.0"),
        (2 / 3, "66.7"),
        (1.0, "100.0"),
        (1.005, "100.5"),
        (0.2345, "23.5"),
        (0.0015, "0.2"),
        (1 / 2000, "0.1"),
        (161 / 4000, "4.0"),
        (163 / 2000, "8.2"),
        (0.0, "0.0"),
        (-0.0125, "-1.3"),
        (-0.0005, "-0.1"),
        (-0.0004, "0.0"),
        (0.8 - 0.7875, "1.3"),
        (0.6 - 0.58, "2.0"),
        (0.6 - 0.5875, "1.3"),
        (0.5875 - 0.6, "-1.3"),
        (1e-9, "0.0"),
    ],
)
def test_a_share_is_rounded_half_up_as_excel_does(share, shown):
    assert str(percent(share)) == shown


def test_every_rate_of_two_small_counts_is_rounded_as_a_hand_would():
    for whole in (8, 16, 40, 80, 160, 400, 800, 1600, 2000):
        for part in range(whole + 1):
            by_hand = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), "ROUND_HALF_UP")
            assert percent(part / whole) == by_hand, f"{part}/{whole}"


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.05, 1, "0.1"),
        (-1.25, 1, "-1.3"),
        (1.25, 1, "1.3"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),
        (-0.04, 1, "0.0"),
        (12530, 1, "12530.0"),
    ],
)
def test_a_number_is_rounded_half_away_from_nought_as_excel_does(value, places, shown):
    assert str(rounded(value, places)) == shown


def test_a_difference_of_rates_is_taken_unrounded():
    now = COVERAGE.of_all(TOWN).value
    before = (580 + 400 + 10) / 1520
    assert now is not None
    assert str(percent(now - before)) == "1.8"


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)
def test_every_metric_says_which_tables_it_comes_from(metric: Definition):
    assert metric.sources
    assert set(metric.sources) <= {*contract.tables, *records.tables.tables}
    assert METRICS[metric.key] is metric
