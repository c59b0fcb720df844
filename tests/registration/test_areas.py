"""Neighbourhoods and buildings: what is counted, what is covered, and as of which day it is told."""

from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert, update

from data_access import store
from data_access.database import only_writer, read, snapshot, store_engine
from data_access.registration import areas, tellings
from data_access.store import NOWHERE
from tests import hand
from tests.hand import ON
from tests.registration.planted_areas import C1, plant

DEMO = "310113101005"
LARGE = {"N1": {"1": (12, 20), "2": (8, 40)}, "N2": {"1": (30, 60)}}


@pytest.fixture
def areas_of(tmp_path):
    """What is told of C1's areas on a day: neighbourhoods, buildings, all tellings."""

    def make(parts: dict, bound: int, nowhere: int = 0, on: date = ON, *changes):
        url = plant(
            hand.made(tmp_path / "store.db", {"C1": bound}, {"C1": bound}, {"C1": 1000}), parts, nowhere
        )
        engine = store_engine(url)
        with only_writer(engine) as connection:
            for change in changes:
                connection.execute(change)
        with snapshot(engine) as connection:
            history, totals = (read(connection, query) for query in (areas.history(C1), areas.totals(C1)))
        engine.dispose()
        all_ = tellings.published(history, totals, 5)
        return areas.neighbourhoods(all_, on), areas.buildings(all_, on), all_

    return make


def _spans(frame: pd.DataFrame, low: str, high: str) -> list[tuple]:
    return [
        tuple(None if pd.isna(n) else n for n in pair) for pair in frame[[low, high]].itertuples(index=False)
    ]


def test_large_areas_are_told_in_steps(areas_of):
    parts, doors, _ = areas_of(LARGE, 57, nowhere=7)
    assert list(parts["area"]) == ["N1", "N2", NOWHERE]
    assert _spans(parts, "low", "high") == [(20, 24), (30, 34), (None, None)]
    assert list(parts["value"])[:2] == [pytest.approx(1 / 3), 0.5]
    assert list(parts["value_high"])[0] == pytest.approx(0.4)
    assert _spans(parts, "left", "left_high") == [(36, 40), (26, 30), (None, None)]
    assert _spans(doors, "low", "high") == [(10, 14), (5, 9), (30, 34)]
    assert _spans(doors, "left", "left_high") == [(6, 10), (31, 35), (26, 30)]
    assert list(areas.next_doors(doors)["area"]) == ["N1-2", "N2-1", "N1-1"]


def test_a_small_building_is_covered_and_so_is_one_that_is_nearly_full(areas_of):
    _, doors, _ = areas_of({"N1": {"1": (3, 20), "2": (0, 40), "3": (15, 30), "4": (27, 30)}}, 47, 2)
    assert list(doors["cover"]) == ["small", None, None, "nearly"]
    assert _spans(doors, "low", "high") == [(1, 4), (0, 0), (15, 19), (26, 29)]
    assert list(doors["value"].isna()) == [True, False, False, True]


def test_a_covered_neighbourhood_is_not_broken_down(areas_of):
    parts, doors, _ = areas_of({"N1": {"1": (3, 20)}, "N2": {"1": (30, 60)}, "N3": {"1": (40, 90)}}, 75, 2)
    assert list(parts["cover"]) == ["small", None, None, "hidden"]
    assert set(doors["neighbourhood"]) == {"N2", "N3"}
    place = areas.place(parts, doors, "N1", "N1-1")
    assert place.untold


def test_a_neighbourhood_of_few_households_is_not_told_of(areas_of):
    parts, doors, _ = areas_of({"N1": {"1": (5, 6), "2": (1, 2)}, "N2": {"1": (30, 60)}}, 36)
    assert list(parts["cover"]) == ["hidden", None, "hidden"]
    assert list(doors["area"]) == ["N2-1"]


def test_small_bases_stand_together(areas_of):
    parts, doors, _ = areas_of({"N1": {"1": (7, 9), "2": (5, 8), "3": (20, 40)}}, 32)
    assert list(doors["area"]) == ["N1-3", areas.OTHER]
    assert _spans(doors, "low", "high") == [(20, 24), (10, 12)]
    assert list(doors["merged"]) == [0, 2]
    assert list(doors["names"]) == [("3号楼",), ("1号楼", "2号楼")]
    assert areas.homes(parts, doors) == {"N1-1": areas.OTHER, "N1-2": areas.OTHER, "N1-3": "N1-3"}
    assert [areas.place(parts, doors, "N1", code).merged for code in ("N1-1", "N1-3")] == [True, False]


def test_once_put_together_a_building_stays_so(areas_of):
    raised = insert(store.area_step).values(
        committee_code=C1,
        area_code="N1-1",
        day=date(2017, 7, 5),
        registered=7,
        households=7,
        occupied_households=12,
    )
    _, doors, _ = areas_of({"N1": {"1": (7, 9), "2": (5, 8), "3": (20, 40)}}, 32, 0, ON, raised)
    assert list(doors["area"]) == ["N1-3", areas.OTHER]


def test_a_closed_building_is_no_longer_told_of(areas_of):
    gone = update(store.building).where(store.building.c.code == "N1-1").values(valid_to=date(2017, 7, 10))
    emptied = [
        insert(store.area_step).values(
            committee_code=C1,
            area_code=area,
            day=date(2017, 7, 10),
            registered=n,
            households=n,
            occupied_households=base,
        )
        for area, n, base in (("N1-1", 0, None), ("N1", 8, 40), (NOWHERE, 12, None))
    ]
    parts, doors, _ = areas_of(LARGE, 50, 0, ON, gone, *emptied)
    assert list(doors["area"]) == ["N1-2", "N2-1"]
    assert _spans(parts, "low", "high") == [(5, 9), (30, 34), (None, None)]


@pytest.mark.parametrize(("on", "as_of", "low"), [(date(2017, 7, 15), date(2017, 7, 9), 30), (ON, ON, 40)])
def test_a_day_of_the_week_is_told_of_the_sunday_before(areas_of, on, as_of, low):
    grown = insert(store.area_step).values(
        committee_code=C1,
        area_code="N2",
        day=date(2017, 7, 11),
        registered=40,
        households=40,
        occupied_households=60,
    )
    parts, _, _ = areas_of(LARGE, 70, 7, on, grown)
    assert set(parts["as_of"]) == {as_of}
    assert parts["low"][1] == low


def test_before_the_first_telling_nothing_is_said_of_any_area(areas_of):
    parts, doors, _ = areas_of(LARGE, 57, 7, on=date(2017, 6, 30))
    assert not parts["published"].any()
    assert set(parts["cover"]) == {"hidden"}
    assert doors.empty


def test_a_day_without_the_committee_has_no_areas(areas_of):
    parts, doors, _ = areas_of({"N1": {"1": (12, 20)}}, 12, on=date(2016, 1, 1))
    assert parts.empty
    assert doors.empty


def test_a_sunday_that_would_give_a_household_away_is_passed_over(areas_of):
    """Of one household in the committee, a building's `<5` would be exactly 1."""
    parts, _, all_ = areas_of({"N1": {"1": (1, 20), "2": (0, 20)}}, 1)
    assert not (all_["published"] & (all_["as_of"] >= date(2017, 7, 2))).any()


def test_the_trend_shows_what_the_tables_showed(demo_store):
    on = date(2017, 7, 16)
    engine = store_engine(f"sqlite:///{demo_store}")
    with snapshot(engine) as connection:
        history, totals = (read(connection, query) for query in (areas.history(DEMO), areas.totals(DEMO)))
    engine.dispose()
    all_ = tellings.published(history, totals, 5)
    for area in areas.neighbourhoods(all_, on)["area"][:-1]:
        line = areas.trend(all_, area, date(2017, 5, 1), on)
        for day, low in zip(line["day"], line["low"], strict=True):
            table = areas.neighbourhoods(all_, day + timedelta(days=3 if day < on else 0)).set_index("area")
            covered = table["cover"][area] is not None
            assert pd.isna(low) if covered else low == table["low"][area]
