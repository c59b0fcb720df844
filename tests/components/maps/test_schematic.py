"""The drawing of the committees: classes, positions, what cannot be drawn."""

import pandas as pd
import pytest

from components.charts.trends import ticks
from components.maps.classes import breaks_of


def test_classes_are_fifths_at_whole_per_cents():
    assert breaks_of(pd.Series([0.10, 0.20, 0.30, 0.40, 0.50])) == [0.18, 0.26, 0.34, 0.42]


def test_close_values_are_told_apart_by_tenths():
    assert breaks_of(pd.Series([0.100, 0.105, 0.110, 0.115, 0.120])) == [0.104, 0.108, 0.112, 0.116]


def test_equal_or_missing_values_make_no_classes_of_their_own():
    assert breaks_of(pd.Series([0.2, 0.2, 0.2])) == []
    assert breaks_of(pd.Series([None, None], dtype=float)) == []


@pytest.mark.parametrize(
    ("most", "marks"), [(12530, [0, 5000, 10000, 15000]), (3, [0, 1, 2, 3]), (0, [0, 1])]
)
def test_an_axis_is_marked_with_round_numbers(most, marks):
    assert ticks(most) == marks
