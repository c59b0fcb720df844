"""Which day a store takes for today."""

from datetime import date, datetime

import pytest

from data_access.state import State

FIRST, LAST = date(2017, 1, 1), date(2017, 7, 16)


@pytest.mark.parametrize(
    ("complete_at", "demonstration", "today"),
    [
        (datetime(2017, 7, 17, 1), False, date(2017, 7, 17)),
        (datetime(2017, 7, 17, 1), True, LAST),
        (datetime(2017, 7, 15, 1), False, LAST),
    ],
)
def test_today_is_when_it_was_filled_and_never_before_its_last_day(complete_at, demonstration, today):
    assert State(1, FIRST, LAST, complete_at, demonstration).today == today
