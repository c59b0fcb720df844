"""Growth, standing and the next step, on committees that a reader can count on fingers."""

from datetime import date

import pandas as pd
import pytest

from data_access import progress
from data_access.clock import DAY
from data_access.settings import Settings, Target

ON = date(2017, 7, 16)
BASES = {"C1": 1000, "C2": 500, "C3": 20, "C4": None}
NOW = {"C1": 600, "C2": 400, "C3": 18, "C4": 35}
WEEK_AGO = {"C1": 580, "C2": 400, "C3": 10, "C4": 35}


def committees(bound: dict[str, int]) -> pd.DataFrame:
    frame = pd.DataFrame({"committee": list(bound), "name": list(bound), "households": list(bound.values())})
    return frame.assign(registered=frame["households"], occupied_households=[BASES[code] for code in bound])


def on_days(**bound: dict[int, dict[str, int]]) -> pd.DataFrame:
    frames = [committees(counts).assign(day=ON - int(back[1:]) * DAY) for back, counts in bound.items()]
    return pd.concat(frames, ignore_index=True)


@pytest.fixture
def standings():
    earlier = on_days(d0=NOW, d1=NOW, d2=NOW, d3=NOW | {"C1": 599}, d7=WEEK_AGO)
    return progress.standings(committees(NOW), earlier, ON, Settings()).set_index("committee")


def test_the_town_leaves_out_who_has_no_base(standings):
    earlier = on_days(d7=WEEK_AGO)
    assert round(progress.improvement(committees(NOW), earlier, ON) * 100, 1) == 1.8
    assert progress.improvement(committees(NOW), earlier[:0], ON) is None


def test_places_and_reasons(standings):
    assert standings["place"].dropna().to_dict() == {"C2": 1, "C1": 2}
    assert standings["reason"].dropna().to_dict() == {"C3": "small_sample", "C4": "base_missing"}


def test_the_next_place_costs_201_households(standings):
    assert standings.loc["C1", "to_next"] == 201
    assert standings.loc["C1", "next_name"] == "C2"
    assert standings.loc["C1", "reachable"]
    assert pd.isna(standings.loc["C2", "to_next"])


def test_growth_of_a_week(standings):
    assert standings["net_new_households"].to_dict() == {"C1": 20, "C2": 0, "C3": 8, "C4": 0}
    assert round(standings.loc["C1", "improvement"], 3) == 0.02


def test_nothing_new_for_three_days_is_stalled(standings):
    assert set(standings.index[standings["stalled"]]) == {"C2", "C3", "C4"}


def test_who_has_reached_the_target_is_not_stalled():
    earlier = on_days(d0=NOW, d1=NOW, d2=NOW, d3=NOW, d7=WEEK_AGO)
    settings = Settings(targets=(Target(coverage=0.8, due=date(2017, 12, 31)),))
    found = progress.standings(committees(NOW), earlier, ON, settings)
    assert set(found["committee"][found["stalled"]]) == {"C1", "C4"}


def test_net_new_needs_a_day_to_compare_with():
    town = pd.DataFrame({"day": [ON, ON - DAY, ON - 7 * DAY], "registered": [10, 12, 4]})
    assert progress.net_new(town, ON) == {1: -2, 7: 6, 30: None}
