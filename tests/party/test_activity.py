"""Which days' acts are shown, on which weekday, and in which order the boards stand."""

from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import create_engine, insert

from data_access import party, store
from data_access.party import activity

ON = date(2017, 7, 16)  # a Sunday


@pytest.fixture
def asked():
    """What a query finds where the town's members act once on each of the last hundred days, and on the next."""
    days = [ON - timedelta(days=n) for n in range(-1, 100)]
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        store.tables.create_all(connection)
        place = {"area_code": store.TOWN, "board_code": "x", "kind": "post", "acts": 1}
        connection.execute(insert(store.act_day), [{"day": day} | place for day in days])
        connection.execute(insert(store.act_hour), [{"day": day, "hour": 9, "acts": 1} for day in days])
        yield lambda statement: pd.DataFrame(connection.execute(statement).mappings().all())
    engine.dispose()


def test_the_trend_is_of_ninety_days_the_boards_of_thirty_the_hours_of_four_weeks(asked):
    trend = asked(activity.by_kind(None, ON))
    assert (trend["day"].min(), trend["day"].max()) == (date(2017, 4, 18), ON)
    assert asked(activity.by_board(None, ON))["acts"].tolist() == [30]
    hours = asked(activity.hours(ON))
    assert (hours["day"].min(), hours["day"].max()) == (date(2017, 6, 19), ON)


def test_a_weekday_is_its_own():
    hours = pd.DataFrame({"day": [ON, ON - timedelta(days=6)], "hour": [9, 10], "acts": [3, 4]})
    table = activity.weekdays(hours)
    assert (table.loc[6, 9], table.loc[0, 10]) == (3, 4)  # a Sunday's and a Monday's
    assert table.to_numpy().sum() == 7


def test_the_board_with_the_most_acts_stands_first():
    acts = pd.DataFrame({"board": ["a", "b"], "name": ["甲", "乙"], "kind": ["post", "vote"], "acts": [2, 5]})
    assert activity.per_board(acts)[["board", "acts"]].to_numpy().tolist() == [["b", 5], ["a", 2]]


def test_places_are_compared_with_a_week_before():
    assert party.since(ON, None) == date(2017, 7, 9)
