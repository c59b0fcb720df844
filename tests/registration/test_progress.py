"""Growth, standing and the next step, on committees that a reader can count on fingers."""

import random
import sqlite3
from contextlib import closing
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from data_access import registration
from data_access.clock import DAY
from data_access.database import read, snapshot, store_engine
from data_access.metrics import COVERAGE, percent
from data_access.registration import progress, standing
from data_access.settings import Settings, Target

ON = date(2017, 7, 16)
BASES = {"C1": 1000, "C2": 500, "C3": 20, "C4": None}
NOW = {"C1": 600, "C2": 400, "C3": 18, "C4": 35}
WEEK_AGO = {"C1": 580, "C2": 400, "C3": 10, "C4": 35}


def committees(bound: dict[str, int]) -> pd.DataFrame:
    frame = pd.DataFrame({"committee": list(bound), "name": list(bound), "households": list(bound.values())})
    return frame.assign(registered=frame["households"], occupied_households=[BASES[code] for code in bound])


def on_days(**bound: dict[str, int]) -> pd.DataFrame:
    frames = [committees(counts).assign(day=ON - int(back[1:]) * DAY) for back, counts in bound.items()]
    return pd.concat(frames, ignore_index=True)


@pytest.fixture
def standings():
    earlier = on_days(d0=NOW, d1=NOW, d2=NOW, d3=NOW | {"C1": 599}, d7=WEEK_AGO)
    return progress.standings(committees(NOW), earlier, ON, Settings()).set_index("committee")


def test_the_town_leaves_out_who_has_no_base(standings):
    earlier = on_days(d7=WEEK_AGO)
    parts = progress.improvement(committees(NOW), earlier, ON)
    assert parts is not None
    assert (parts.own, parts.base, parts.scope) == (Fraction(28, 1520), 0, 0)
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


def test_a_row_has_what_its_type_says(standings):
    read = registration.by_committee(ON).selected_columns.keys()
    assert {*read, *standings.reset_index().columns} == set(progress.Standing.__annotations__)


def test_who_has_reached_the_target_is_not_stalled():
    earlier = on_days(d0=NOW, d1=NOW, d2=NOW, d3=NOW, d7=WEEK_AGO)
    settings = Settings(targets=(Target(coverage=0.8, due=date(2017, 12, 31)),))
    found = progress.standings(committees(NOW), earlier, ON, settings)
    assert set(found["committee"][found["stalled"]]) == {"C1", "C4"}


def test_net_new_needs_a_day_to_compare_with():
    town = pd.DataFrame({"day": [ON, ON - DAY, ON - 7 * DAY], "registered": [10, 12, 4]})
    assert progress.net_new(town, ON) == {1: -2, 7: 6, 30: None}


def town(*rows: tuple) -> pd.DataFrame:
    """Committees of (code, bound, base) as registration gives them."""
    frame = pd.DataFrame(rows, columns=["committee", "households", "occupied_households"])
    return frame.assign(name=frame["committee"], registered=frame["households"])


def week(*rows: tuple) -> pd.DataFrame:
    return town(*rows).assign(day=ON - 7 * DAY)


def test_a_cut_base_is_no_progress_and_lifts_nobody():
    """A binds 3 of 300 more (1.0 point), B loses 60 of its 300 of base and binds none, C binds 6 of 300."""
    now = town(("A", 93, 300), ("B", 90, 240), ("C", 36, 300))
    found = progress.standings(now, week(("A", 90, 300), ("B", 90, 300), ("C", 30, 300)), ON, Settings())
    rows = found.set_index("committee")
    assert [round(100 * value, 1) for value in rows.loc[["A", "B", "C"], "improvement"]] == [1.0, 7.5, 2.0]
    assert [round(100 * value, 1) for value in rows.loc[["A", "B", "C"], "improvement_own"]] == [
        1.0,
        0.0,
        2.0,
    ]
    assert [round(100 * value, 1) for value in rows.loc[["A", "B", "C"], "improvement_base"]] == [
        0.0,
        7.5,
        0.0,
    ]
    assert rows["improvement_place"].to_dict() == {"C": 1, "A": 2, "B": 3}
    assert rows["place"].to_dict() == {"B": 1, "A": 2, "C": 3}


def test_the_town_tells_what_was_bound_apart_from_cut_bases():
    """Then 210 of 900 (23.3 %), now 219 of 840 (26.1 %): of the 2.7 points, 1.0 were bound (9 of 900)."""
    now = town(("A", 93, 300), ("B", 90, 240), ("C", 36, 300))
    parts = progress.improvement(now, week(("A", 90, 300), ("B", 90, 300), ("C", 30, 300)), ON)
    assert parts is not None
    assert parts.own == Fraction(9, 900)
    assert parts.base == Fraction(219, 840) - Fraction(219, 900)
    assert parts.scope == 0
    assert parts.whole == Fraction(219, 840) - Fraction(210, 900)
    assert {key: str(points) for key, points in parts.in_points.items()} == {
        "own": "1.0",
        "base": "1.7",
        "scope": "0.0",
    }


def test_who_comes_into_the_count_or_leaves_it_is_a_change_of_scope():
    """A keeps its base of 100 and binds 2; B, 90 % bound, loses its base; C, 10 % bound, gets one of 700: most of the town."""
    before = week(("A", 50, 100), ("B", 630, 700), ("C", 70, None))
    now = town(("A", 52, 100), ("B", 640, None), ("C", 70, 700))
    parts = progress.improvement(now, before, ON)
    assert parts is not None
    assert (parts.own, parts.base) == (Fraction(2, 100), 0)
    assert parts.whole == Fraction(122, 800) - Fraction(680, 800)
    assert parts.scope == parts.whole - Fraction(2, 100)


def test_with_no_committee_on_both_sides_nothing_is_like_for_like():
    parts = progress.improvement(
        town(("A", 5, None), ("B", 60, 100)), week(("A", 5, 10), ("B", 60, None)), ON
    )
    assert parts is not None
    assert parts.own is None
    assert parts.whole == parts.scope == Fraction(1, 10)


def test_the_parts_of_the_towns_change_sum_exactly_whatever_the_bases_do():
    chance = random.Random(12)
    for _ in range(300):
        then, now = (
            town(
                *((code, chance.randint(0, 90), chance.choice([None, 0, 100, 173, 640])) for code in "ABCDE")
            )
            for _ in range(2)
        )
        parts = standing.parts(then, now)
        sums = [
            [
                (row.households, int(row.occupied_households))
                for row in day.itertuples()
                if row.occupied_households > 0
            ]
            for day in (then, now)
        ]
        if not all(sums):
            assert parts is None
            continue
        assert parts is not None
        (bound, base), (bound_now, base_now) = (map(sum, zip(*rows, strict=True)) for rows in sums)
        assert parts.whole == Fraction(bound_now, base_now) - Fraction(bound, base)
        assert sum(parts.in_points.values()) == percent(float(parts.whole))


def test_who_is_new_in_the_ranking_is_told_from_a_day_without_data():
    now = town(("A", 30, 100), ("B", 20, 100))
    found = progress.standings(now, week(("A", 30, 100), ("B", 20, None)), ON, Settings()).set_index(
        "committee"
    )
    assert found["newly"].to_dict() == {"A": False, "B": True}
    assert not progress.standings(now, week(), ON, Settings())["newly"].any()


def test_where_no_household_is_named_nothing_is_told_of_households():
    nothing = town(("A", None, 100), ("B", None, None)).assign(registered=20)
    earlier = pd.concat([nothing.assign(day=ON - n * DAY) for n in (0, 1, 2, 3, 7)])
    found = progress.standings(nothing, earlier, ON, Settings())
    assert set(found["reason"]) == {"not_kept"}
    assert (
        found[["value", "place", "improvement", "improvement_own", "net_new_households"]]
        .isna()
        .all(axis=None)
    )
    assert not found["watched"].any()
    assert not found["stalled"].any()
    assert progress.sums(nothing, earlier, ON) == {"improvement": None, "net_new_households": None}
    assert COVERAGE.of_all(nothing).value is None


@pytest.mark.parametrize("days", [7, 30])
def test_the_parts_agree_with_a_recount_of_the_demonstration(demo_store, days):
    """Row by row from the store's own table, on every tenth day, bases of the demonstration's own dirt among them."""
    statement = "select day, area_code, households, occupied_households from registration_day where area_code <> 'town'"
    with closing(sqlite3.connect(demo_store)) as store:
        facts: dict[str, dict] = {}
        for day, code, bound, base in store.execute(statement):
            facts.setdefault(day, {})[code] = (bound, base or 0)
    engine = store_engine(f"sqlite:///{demo_store}")
    for back in range(0, 40, 10):
        on = ON - back * DAY
        then, now = facts[str(on - days * DAY)], facts[str(on)]
        with snapshot(engine) as connection:
            today = read(connection, registration.by_committee(on))
            earlier = read(connection, registration.on_days(progress.days(on, on - days * DAY)))
        parts = progress.improvement(today, earlier, on, on - days * DAY)
        both = [code for code in now if now[code][1] > 0 and then.get(code, (0, 0))[1] > 0]
        bound_then, base_then = (sum(then[code][n] for code in both) for n in (0, 1))
        bound, base = (sum(now[code][n] for code in both) for n in (0, 1))
        assert parts is not None
        assert parts.own == Fraction(bound - bound_then, base_then)
        assert parts.base == Fraction(bound, base) - Fraction(bound, base_then)
        rates = [
            Fraction(sum(b for b, w in day.values() if w > 0), sum(w for _, w in day.values() if w > 0))
            for day in (then, now)
        ]
        assert parts.whole == rates[1] - rates[0]
        rows = progress.standings(today, earlier, on, Settings(), None, on - days * DAY).set_index(
            "committee"
        )
        owns = {code: Fraction(now[code][0] - then[code][0], then[code][1]) for code in both}
        ranked = rows[rows["improvement_place"].notna()]
        for code, place in ranked["improvement_place"].items():
            assert place == 1 + sum(owns[other] > owns[code] for other in ranked.index)
    engine.dispose()
