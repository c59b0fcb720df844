"""The classes of a rate on the map: where a committee lies that is exactly on an edge."""

import pandas as pd
import pytest

from components.maps import classes

BREAKS = [0.1, 0.2, 0.3, 0.4]


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (0.0, "1"),
        (0.0999, "1"),
        (0.1, "2"),
        (0.3, "4"),
        (0.3999, "4"),
        (0.4, "5"),
        (1.0, "5"),
        (None, "missing"),
    ],
)
def test_a_share_on_an_edge_is_of_the_class_that_begins_there(share, level):
    assert classes.level(share, BREAKS) == level


def test_the_legend_says_the_same_of_an_edge():
    legend = classes.legend(BREAKS, None)
    assert "&lt;10%" in legend
    assert "≥40%" in legend


def test_few_classes_are_the_highest_and_one_alone_is_in_the_middle():
    assert [classes.level(share, [0.5]) for share in (0.4, 0.5)] == ["4", "5"]
    assert classes.level(0.4, []) == "2"
    assert classes.breaks_of(pd.Series([0.4, 0.4])) == []
