"""Neighbourhoods and buildings: what is counted, what is covered, and that nothing gives it away."""

import itertools
from collections import defaultdict
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import update

from data_access import areas, store
from data_access.database import only_writer, read, snapshot, store_engine
from data_access.store import NOWHERE
from tests import hand
from tests.hand import ON
from tests.planted_areas import C1, plant


@pytest.fixture
def told(tmp_path):
    """What is told of C1's areas on a day: neighbourhoods, buildings."""

    def make(parts: dict, bound: int, nowhere: int = 0, on: date = ON, change=None):
        url = plant(
            hand.made(tmp_path / "store.db", {"C1": bound}, {"C1": bound}, {"C1": 1000}), parts, nowhere
        )
        if change is not None:
            engine = store_engine(url)
            with only_writer(engine) as connection:
                connection.execute(change)
            engine.dispose()
        frames = _read(
            url, areas.history(C1), areas.of_committee(C1, ON - timedelta(days=20), ON), areas.doors(C1, on)
        )
        known = areas.neighbourhoods(*frames[:2], on, 5)
        return known, areas.buildings(frames[2], known, 5), frames

    return make


def _read(url, *queries):
    engine = store_engine(url)
    with snapshot(engine) as connection:
        frames = [read(connection, query) for query in queries]
    engine.dispose()
    return frames


def test_large_areas_are_counted_as_they_are(told):
    parts, doors, _ = told({"N1": {"1": (12, 20), "2": (8, 40)}, "N2": {"1": (30, 60)}}, 57, nowhere=7)
    assert list(parts["area"]) == ["N1", "N2", NOWHERE]
    assert list(parts["households"]) == [20, 30, 7]
    assert list(parts["value"])[:2] == [pytest.approx(1 / 3), 0.5]
    assert list(parts["left"].dropna()) == [40, 30]
    assert list(doors["households"]) == [12, 8, 30]
    assert list(doors["left"]) == [1, 30, 30]
    assert list(areas.next_doors(doors)["area"]) == ["N1-2", "N2-1", "N1-1"]


def test_a_small_building_is_covered_and_so_is_one_that_would_give_it_away(told):
    _, doors, _ = told({"N1": {"1": (3, 20), "2": (8, 40), "3": (15, 30)}}, 26)
    assert [None if pd.isna(n) else int(n) for n in doors["households"]] == [None, 8, None]
    assert list(doors["cover"]) == ["small", None, "hidden"]
    assert list(doors["value"].isna()) == [True, False, True]
    assert [None if pd.isna(n) else int(n) for n in doors["left"]] == [10, 30, None]


def test_a_covered_neighbourhood_is_not_broken_down(told):
    parts, doors, _ = told({"N1": {"1": (3, 20)}, "N2": {"1": (30, 60)}, "N3": {"1": (40, 90)}}, 73)
    assert list(parts["cover"]) == ["small", "hidden", None]
    assert set(doors["neighbourhood"]) == {"N3"}


def test_small_bases_stand_together(told):
    _, doors, frames = told({"N1": {"1": (7, 9), "2": (5, 8), "3": (20, 40)}}, 32)
    assert list(doors["area"]) == ["N1-3", areas.OTHER]
    assert list(doors["households"]) == [20, 12]
    assert list(doors["merged"]) == [0, 2]
    assert areas.homes(frames[2]) == {"N1-1": areas.OTHER, "N1-2": areas.OTHER, "N1-3": "N1-3"}


def test_who_is_left_in_a_building_that_is_gone_stands_with_the_others(told):
    gone = update(store.building).where(store.building.c.code == "N1-1").values(valid_to=date(2017, 7, 10))
    parts = {"N1": {"1": (12, 20), "2": (8, 40)}}
    _, doors, _ = told(parts, 20, change=gone)
    assert list(doors["area"]) == ["N1-2", areas.OTHER]
    assert list(doors["households"]) == [8, 12]


def test_a_day_before_the_first_step_shows_what_was_there(told):
    parts, _, _ = told({"N1": {"1": (12, 20)}}, 12, on=date(2017, 6, 30))
    assert list(parts["households"]) == [0]
    assert list(parts["occupied_households"].isna()) == [True]


def test_a_day_without_the_committee_has_no_areas(told):
    parts, doors, _ = told({"N1": {"1": (12, 20)}}, 12, on=date(2016, 1, 1))
    assert parts.empty
    assert doors.empty


def test_the_trend_leaves_out_the_days_on_which_the_table_covers_it(demo_store):
    url = f"sqlite:///{demo_store}"
    code, first = "310113101005", date(2017, 5, 1)
    steps, days = _read(url, areas.history(code), areas.of_committee(code, first, date(2017, 7, 16)))
    for area in set(steps["area"]) - {NOWHERE}:
        line = areas.trend(steps, days, area, 5).set_index("day")["households"]
        for day in (first, date(2017, 5, 14), date(2017, 5, 22), date(2017, 6, 3), date(2017, 7, 16)):
            table = areas.neighbourhoods(steps, days, day, 5).set_index("area")["households"]
            assert pd.isna(line[day]) == pd.isna(table[area])
            assert pd.isna(line[day]) or line[day] == table[area]


def test_the_areas_of_the_town_sum_to_their_committees_where_all_are_told(demo_store):
    url, on = f"sqlite:///{demo_store}", date(2017, 7, 16)
    (committees,) = _read(url, areas.committees())
    told = 0
    for code in committees["committee"]:
        steps, days, doors = _read(
            url, areas.history(code), areas.of_committee(code, on, on), areas.doors(code, on)
        )
        parts = areas.neighbourhoods(steps, days, on, 5)
        shown = parts["households"].dropna()
        assert not shown.between(1, 4).any()
        assert not areas.buildings(doors, parts, 5)["households"].dropna().between(1, 4).any()
        if len(shown) == len(parts):
            told += 1
            assert shown.sum() >= days["households"].iloc[0]  # who lives in two neighbourhoods counts in both
    assert told > 20


def _look(counts: tuple[int, ...], base: int) -> tuple:
    """All that the page is given of a committee of three neighbourhoods, the first with three buildings."""
    one, two, three, second, third = counts
    sums = {"N1": one + two + three, "N2": second, "N3": third}
    history = pd.DataFrame(
        [(code, code, date(2017, 1, 1), None, ON, n, 3 * base) for code, n in sums.items()],
        columns=["area", "name", "valid_from", "valid_to", "day", "households", "occupied_households"],
    )
    committee = pd.DataFrame({"day": [ON], "households": [sum(sums.values())]})
    doors = pd.DataFrame(
        [(f"B{n}", f"B{n}", "N1", count, base, 1) for n, count in enumerate((one, two, three))],
        columns=["area", "name", "neighbourhood", "households", "occupied_households", "there"],
    )
    parts = areas.neighbourhoods(history, committee, ON, 5)
    houses = areas.buildings(doors, parts, 5)
    doors_next = areas.next_doors(houses)["area"]
    seen = [
        sum(sums.values()),
        *parts.astype(str).to_numpy().ravel(),
        *houses.astype(str).to_numpy().ravel(),
        *doors_next,
    ]
    return tuple(seen)


@pytest.mark.parametrize("total", [4, 9])
def test_no_page_tells_two_worlds_apart_that_differ_in_a_small_group_only(total):
    """Every way to spread the households over the five places: what looks alike must leave each small group open."""
    alike = defaultdict(list)
    for ends in itertools.combinations(range(total + 4), 4):
        counts = [end - begin - 1 for begin, end in itertools.pairwise((-1, *ends, total + 4))]
        alike[_look(counts, 14)].append((*counts, sum(counts[:3])))
    for worlds in alike.values():
        for values in zip(*worlds, strict=True):
            if any(0 < count < 5 for count in values):
                assert len(set(values)) > 1, worlds[:3]
    assert any(areas.HIDDEN in look for look in alike)
