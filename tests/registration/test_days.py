"""Which days the figures and trends of a day are made from."""

from datetime import date

import pandas as pd

from data_access.registration import progress

ON = date(2017, 7, 16)


def test_the_trend_has_ninety_days_and_the_small_ones_thirty():
    assert progress.lately(ON) == (date(2017, 4, 18), ON)
    assert progress.month(ON) == (date(2017, 6, 17), ON)


def test_a_day_is_compared_with_the_one_asked_for_or_else_with_a_week_before():
    assert progress.since(ON, None) == date(2017, 7, 9)
    assert progress.since(ON, date(2017, 7, 1)) == date(2017, 7, 1)


def test_what_a_day_is_compared_with_is_there():
    back = [0, 1, 2, 3, 7, 30]
    assert progress.days(ON) == [date.fromordinal(ON.toordinal() - n) for n in back]
    assert progress.days(ON, date(2017, 1, 1))[-1] == date(2017, 1, 1)


def test_a_change_is_the_day_less_the_one_compared_with():
    town = pd.DataFrame({"day": [ON, date(2017, 7, 1)], "registered": [12, 7]})
    assert progress.change(town, ON, date(2017, 7, 1)) == 5
    assert progress.change(town, ON, date(2017, 6, 1)) is None
