"""Targets: set by an administrator, kept by every refresh, before those of the settings file."""

from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import select, update

from data_access import store
from data_access.database import only_writer, snapshot, store_engine
from data_access.problem import Problem
from data_access.registration import targets
from data_access.settings import Settings, Target
from tests import hand
from tests.refresh.town import made, member, refreshed

DUE, LATER = date(2017, 8, 31), date(2017, 12, 31)
FILE = Settings(
    targets=(Target(coverage=0.2, due=DUE), Target(coverage=0.5, due=DUE, committee=hand.CODES["C1"]))
)


@pytest.fixture
def url(tmp_path):
    return hand.made(tmp_path / "store.db")


def kept(url: str) -> list[tuple]:
    engine = store_engine(url)
    with snapshot(engine) as connection:
        rows = connection.execute(select(store.target)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def version(url: str) -> int:
    engine = store_engine(url)
    with snapshot(engine) as connection:
        found = connection.execute(select(store.state.c.version)).scalar_one()
    engine.dispose()
    return found


def test_a_target_is_set_replaced_and_removed(url):
    targets.put(url, "0.30", "2017-08-31", None)
    targets.put(url, "35%", "2017-08-31", None)
    targets.put(url, "0.4", "2017-08-31", hand.CODES["C1"])
    assert sorted(kept(url)) == [(hand.CODES["C1"], DUE, 0.4), (store.TOWN, DUE, 0.35)]
    targets.remove(url, "2017-08-31", None)
    assert kept(url) == [(hand.CODES["C1"], DUE, 0.4)]
    assert version(url) == 5  # so that pages forget what they keep


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (("0", "2017-08-31", None), "target_coverage"),
        (("1.01", "2017-08-31", None), "target_coverage"),
        (("nan", "2017-08-31", None), "target_coverage"),
        (("much", "2017-08-31", None), "target_coverage"),
        (("0.3", "31.8.2017", None), "target_due"),
        (("0.3", "2017-08-31", "310113101999"), "target_committee"),
    ],
)
def test_what_cannot_be_a_target_is_told(url, given, key):
    with pytest.raises(Problem) as told:
        targets.put(url, *given)
    assert told.value.key == key
    assert "\n" not in str(told.value)
    assert kept(url) == []


def test_what_is_not_there_cannot_be_removed(url):
    with pytest.raises(Problem) as told:
        targets.remove(url, "2017-08-31", None)
    assert told.value.key == "target_unknown"


def test_a_store_without_data_takes_no_target(tmp_path):
    with pytest.raises(Problem):
        targets.put(f"sqlite:///{tmp_path / 'none.db'}", "0.3", "2017-08-31", None)


def test_the_stores_targets_go_before_the_files_area_by_area(url):
    targets.put(url, "0.4", "2017-12-31", None)
    listed = targets.listed(url, FILE)
    assert [(one.coverage, one.due, name, stored) for one, name, stored in listed] == [
        (0.4, LATER, None, True),
        (0.5, DUE, "C1", False),
    ]
    assert [one.coverage for one, _, _ in targets.listed(hand_again(url), FILE)] == [0.2, 0.5]


def hand_again(url: str) -> str:
    targets.remove(url, "2017-12-31", None)
    return url


def test_a_committees_own_target_goes_before_the_towns_and_the_next_one_due_first():
    given = (
        Target(coverage=0.3, due=DUE),
        Target(coverage=0.6, due=LATER),
        Target(coverage=0.9, due=LATER, committee="A"),
    )
    for committee, on, target in (
        ("A", hand.ON, given[2]),
        ("B", hand.ON, given[0]),
        ("B", date(2017, 9, 1), given[1]),
        ("B", date(2018, 1, 1), given[1]),
    ):
        assert targets.target_of(committee, on, given) is target
    assert targets.target_of("B", hand.ON, ()) is None
    each = targets.of_each(pd.Series(["A", "B"]), hand.ON, given)
    assert list(each["coverage"]) == [0.9, 0.3]


def test_a_full_refresh_and_a_store_of_another_shape_keep_the_targets(tmp_path):
    platform, url = (f"sqlite:///{tmp_path / name}" for name in ("platform.db", "store.db"))
    refreshed(made(platform, membership=[member(1)]), url)
    targets.put(url, "0.3", "2017-08-31", None)
    refreshed(platform, url, "full")
    assert kept(url) == [(store.TOWN, DUE, 0.3)]
    engine = store_engine(url)
    with only_writer(engine) as connection:
        connection.execute(update(store.state).values(shape=store.SHAPE - 1))
    engine.dispose()
    refreshed(platform, url)
    assert kept(url) == [(store.TOWN, DUE, 0.3)]


def test_of_the_flow_the_last_fourteen_days_alone_are_told():
    standings = pd.DataFrame([("A", 500, 1000, 0.5, 0.8, DUE)], columns=[
        "committee", "households", "occupied_households", "value", "goal", "due",
    ])  # fmt: skip

    def way(days: int) -> tuple:
        """The way where one household more came each day further back, told of so many days and the eve of the first."""
        new = [back + 1 for back in range(days, -1, -1)]
        flows = pd.DataFrame({"day": [hand.ON - timedelta(days=back) for back in range(days, -1, -1)]})
        flows = flows.assign(committee="A", households=500 - sum(new) + pd.Series(new).cumsum())
        return tuple(targets.ways(standings, flows, hand.ON)[["earliest", "latest"]].iloc[0])

    assert way(20) == way(14)
    assert way(13) != way(14)


def test_the_way_of_a_committee_and_of_the_town_is_told_from_its_last_days():
    days = [date.fromordinal(hand.ON.toordinal() - back) for back in range(20, -1, -1)]
    flows = pd.DataFrame(
        {
            "day": days * 2,
            "committee": ["A"] * 21 + ["B"] * 21,
            "households": [*range(100, 142, 2)] + [50] * 21,
        }
    )
    standings = pd.DataFrame(
        {
            "committee": ["A", "B", "C"],
            "households": [140, 50, 9],
            "occupied_households": [1000, 100, None],
            "value": [0.14, 0.5, None],
            "goal": [0.3, 0.3, 0.3],
            "due": [DUE] * 3,
        }
    )
    ways = targets.ways(standings, flows, hand.ON).set_index("committee")
    assert list(ways.index) == ["A", "B"]
    assert (ways.loc["A", "needed"], ways.loc["B", "needed"]) == (160, 0)
    assert ways.loc["A", "earliest"] == ways.loc["A", "latest"] == date(2017, 10, 4)  # 80 days at 2 a day
    goal, way = targets.way_of_town(standings, flows, hand.ON, FILE, None)
    assert goal
    assert way
    assert (goal.coverage, way.needed, way.earliest) == (0.2, 30, date(2017, 7, 31))
    assert targets.way_of_town(standings, flows, hand.ON, Settings(), None) == (None, None)


def test_a_demonstration_begins_with_its_target_once(tmp_path):
    platform_url, url = f"sqlite:///{tmp_path / 'platform.db'}", f"sqlite:///{tmp_path / 'store.db'}"
    made(platform_url, membership=[member(1)], demonstration=[{"last_day": date(2017, 7, 16)}])
    refreshed(platform_url, url)
    assert kept(url) == [(store.TOWN, DUE, 0.3)]
    targets.remove(url, "2017-08-31", None)
    for kind in ("incremental", "full"):
        refreshed(platform_url, url, kind)
        assert kept(url) == []


def test_no_other_town_is_given_a_target(tmp_path):
    platform_url, url = f"sqlite:///{tmp_path / 'platform.db'}", f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(made(platform_url, membership=[member(1)]), url)
    assert kept(url) == []
