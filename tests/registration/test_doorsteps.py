"""What hours at the doors would bring: the share's interval, how many doors, and which rows hold them, by hand."""

import pandas as pd
import pytest

from data_access.metrics.chance import interval
from data_access.registration import doorsteps


def outlook(unbound: int | None, bound: int | None, *lefts: int, hours: int = 2) -> doorsteps.Outlook:
    """Of ten doors an hour."""
    visited = pd.DataFrame({"unbound": [unbound], "bound": [bound]})
    return doorsteps.outlook(visited, pd.Series(lefts, dtype=float), hours, 10)


def test_wilsons_interval_by_hand():
    """z² is 2.7055. Of 20: none is at most z² ÷ (20 + z²); a half reaches 0.1726 to each side."""
    assert interval(0, 20) == (pytest.approx(0), pytest.approx(2.7055 / 22.7055, abs=1e-5))
    assert interval(20, 20) == (pytest.approx(20 / 22.7055, abs=1e-5), pytest.approx(1))
    assert interval(10, 20) == (pytest.approx(0.3274, abs=1e-4), pytest.approx(0.6726, abs=1e-4))


def test_so_many_doors_bring_the_share_of_the_visits():
    found = outlook(20, 10, 12, 8, 5)
    assert (found.doors, found.rows) == (20, 2)  # 12 and 8 are just enough
    assert (found.least, found.most) == (pytest.approx(6.55, abs=0.01), pytest.approx(13.45, abs=0.01))
    assert outlook(20, 10, 12, 7, 5).rows == 3
    assert outlook(20, 10, 12, 7).rows is None
    assert outlook(20, 10, 12, 8, 5, hours=1).rows == 1


def test_fewer_than_twenty_visits_tell_nothing():
    assert outlook(19, 19, 30).least is None
    assert outlook(None, None).unbound == 0
