"""Targets: set by an administrator, kept in the records, before those of the settings file; as they stood on a past day."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import create_engine, delete, select, text

from data_access import recorded, records
from data_access.clock import SHANGHAI
from data_access.database import read, snapshot
from data_access.problem import Problem
from data_access.records import opening
from data_access.records.chain import COMMAND_LINE
from data_access.records.writing import note
from data_access.registration import targets, targets_kept
from data_access.settings import Settings, Target
from data_access.store import TOWN
from tests import hand
from tests.refresh.earlier import store_of_shape_4
from tests.refresh.town import made, member, refreshed

DUE, LATER = date(2017, 8, 31), date(2017, 12, 31)
NOON = datetime(2017, 7, 17, 12, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
FILE = Settings(
    targets=(Target(coverage=0.2, due=DUE), Target(coverage=0.5, due=DUE, committee=hand.CODES["C1"]))
)


@pytest.fixture
def url(tmp_path):
    return hand.made(tmp_path / "store.db")


@pytest.fixture
def kept(url, records_url):
    """The records beside the town counted by hand."""
    engine = recorded.opened(records_url, url, NOON)
    yield Records(engine, url)
    engine.dispose()


class Records:
    """Targets as an administrator sets them at noon, and what becomes of them."""

    def __init__(self, engine, url: str):
        self.engine, self.url = engine, url

    def put(self, coverage: str, due: str, committee: str | None = None, now: datetime = NOON) -> Target:
        return targets_kept.put(self.engine, self.url, COMMAND_LINE, coverage, due, committee, now)

    def remove(self, due: str, committee: str | None = None, now: datetime = NOON) -> None:
        targets_kept.remove(self.engine, self.url, COMMAND_LINE, due, committee, now)

    def hold(self, past: date | None = None) -> list[tuple]:
        """Area, day and coverage of each that holds now, or held at the end of a past day."""
        with snapshot(self.engine) as connection:
            rows = targets.holding(read(connection, targets.stored()), past)
        return list(rows.itertuples(index=False, name=None))

    def rows(self, *columns) -> list[tuple]:
        with snapshot(self.engine) as connection:
            return [tuple(row) for row in connection.execute(select(*columns))]


def test_a_target_is_set_replaced_and_removed_and_nothing_is_lost(kept):
    kept.put("100%", "2017-08-31")
    kept.put("35%", "2017-08-31")
    kept.put("0.4", "2017-08-31", hand.CODES["C1"])
    assert kept.hold() == [(TOWN, DUE, 0.35), (hand.CODES["C1"], DUE, 0.4)]
    kept.remove("2017-08-31")
    assert kept.hold() == [(hand.CODES["C1"], DUE, 0.4)]
    assert len(kept.rows(records.coverage_target.c.id)) == 3
    assert kept.rows(records.record_head.c.version) == [(5,)]  # so that pages forget what they keep
    acts = kept.rows(records.audit.c.act, records.audit.c.role)
    assert acts == [("target_set", "command line")] * 3 + [("target_removed", "command line")]


def test_of_a_past_day_the_targets_stand_as_they_did_at_its_end(kept):
    kept.put("0.30", "2017-08-31", now=NOON - 9 * DAY)
    kept.put("0.35", "2017-08-31", now=NOON - 5 * DAY)
    midnight = datetime(2017, 7, 14, 16, tzinfo=UTC)  # the first moment of the 15th in Shanghai
    kept.remove("2017-08-31", now=midnight)
    said = {day: [row[2] for row in kept.hold(date(2017, 7, day))] for day in (7, 8, 11, 12, 14, 15)}
    assert said == {7: [], 8: [0.3], 11: [0.3], 12: [0.35], 14: [0.35], 15: []}
    assert kept.hold() == []


@pytest.mark.parametrize(("last_day", "held"), [(16, [0.3]), (17, [])])
def test_on_the_stores_last_day_they_are_those_of_now(kept, last_day, held):
    kept.put("0.30", "2017-08-31", now=NOON)  # on the 17th, when the 16th is the last complete day
    with snapshot(kept.engine) as connection:
        stored = read(connection, targets.stored())
    state = pd.DataFrame({"last_day": [date(2017, 7, last_day)]})
    governing = targets.governing(date(2017, 7, 16))
    assert governing.make(stored, state, date(2017, 7, 16))["coverage"].tolist() == held


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
def test_what_cannot_be_a_target_is_told(kept, given, key):
    with pytest.raises(Problem) as told:
        kept.put(*given)
    assert told.value.key == key
    assert "\n" not in str(told.value)
    assert kept.rows(records.coverage_target.c.id) == kept.rows(records.audit.c.number) == []


def test_what_is_not_there_cannot_be_removed(kept):
    with pytest.raises(Problem) as told:
        kept.remove("2017-08-31")
    assert told.value.key == "target_unknown"
    assert kept.rows(records.audit.c.number) == []


def test_beside_a_store_without_data_no_target_is_set(tmp_path, records_url):
    nothing = f"sqlite:///{tmp_path / 'none.db'}"
    engine = recorded.opened(records_url, nothing, NOON)
    with pytest.raises(Problem):
        Records(engine, nothing).put("0.3", "2017-08-31")
    engine.dispose()


def test_the_records_targets_go_before_the_files_area_by_area(kept):
    kept.put("0.4", "2017-12-31")
    listed = targets_kept.listed(kept.engine, kept.url, FILE)
    assert [(one.coverage, one.due, name, stored) for one, name, stored in listed] == [
        (0.4, LATER, None, True),
        (0.5, DUE, "C1", False),
    ]
    kept.remove("2017-12-31")
    again = targets_kept.listed(kept.engine, kept.url, FILE)
    assert [one.coverage for one, _, _ in again] == [0.2, 0.5]


@pytest.mark.parametrize("address", ["sqlite_url", "postgresql_url"])
def test_targets_of_a_store_from_before_are_brought_along_once(address, request, tmp_path, records_url):
    older = store_of_shape_4(request.getfixturevalue(address))
    recorded.opened(records_url, older, NOON).dispose()
    refreshed(made(f"sqlite:///{tmp_path / 'platform.db'}", membership=[member(1)]), older)
    engine = recorded.opened(records_url, older, NOON)
    found = Records(engine, older)
    assert found.hold() == found.hold(date(2016, 1, 1)) == [(TOWN, DUE, 0.3), ("c1", LATER, 0.4)]
    with engine.begin() as connection:
        one = records.coverage_target.c.area_code == "c1"
        connection.execute(delete(records.coverage_target).where(one))
    engine.dispose()
    again = Records(recorded.opened(records_url, older, NOON), older)
    assert again.hold() == [(TOWN, DUE, 0.3)]
    assert again.rows(records.audit.c.act, records.audit.c.details) == [("begun", '{"targets": 2}')]
    again.engine.dispose()


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


@pytest.fixture
def demonstration(tmp_path) -> str:
    """The store of a demonstration of one day."""
    platform_url, url = f"sqlite:///{tmp_path / 'platform.db'}", f"sqlite:///{tmp_path / 'demonstration.db'}"
    made(platform_url, membership=[member(1)], demonstration=[{"last_day": date(2017, 7, 16)}])
    refreshed(platform_url, url)
    return url


def test_a_demonstration_begins_with_its_target_once(demonstration, records_url):
    for expected in ([(TOWN, DUE, 0.3)], []):
        engine = recorded.opened(records_url, demonstration, NOON)
        begun = Records(engine, demonstration)
        assert begun.hold() == expected
        if expected:
            begun.remove("2017-08-31", now=datetime(2026, 1, 1, tzinfo=SHANGHAI))
        engine.dispose()
    assert begun.rows(records.coverage_target.c.closed_at) == [
        (datetime(2017, 7, 16, 23, 59, 59, tzinfo=SHANGHAI),)
    ]


def test_a_demonstrations_records_are_refused_beside_another_town(demonstration, url, records_url):
    recorded.opened(records_url, demonstration, NOON).dispose()
    with pytest.raises(Problem) as refused:
        recorded.opened(records_url, url, NOON)
    assert refused.value.key == "records_demonstration"


def test_a_towns_records_beside_what_is_left_of_a_demonstration_stay_the_towns(
    demonstration, tmp_path, records_url, monkeypatch
):
    """The demonstration was tried; then the town's platform is named, and filled into the same store."""
    town = made(f"sqlite:///{tmp_path / 'town.db'}", membership=[member(1)])
    monkeypatch.setenv("PLATFORM_DATABASE_URL", town)
    for _ in range(2):
        engine = recorded.opened(records_url, demonstration, NOON)
        begun = Records(engine, demonstration)
        assert begun.hold() == begun.rows(records.account.c.name) == []
        assert begun.rows(records.record_head.c.demonstration) == [(False,)]
        engine.dispose()
        refreshed(town, demonstration)


def test_a_demonstration_at_an_address_of_its_own_begins_as_one(
    demonstration, tmp_path, records_url, monkeypatch
):
    monkeypatch.setenv("PLATFORM_DATABASE_URL", f"sqlite:///{tmp_path / 'platform.db'}")
    engine = recorded.opened(records_url, demonstration, NOON)
    assert Records(engine, demonstration).rows(records.record_head.c.demonstration) == [(True,)]
    engine.dispose()


def test_records_that_hold_anything_never_become_a_demonstrations(demonstration, records_url):
    engine = opening.opened(records_url, NOON)
    note(engine, COMMAND_LINE, "exported", NOON)
    engine.dispose()
    engine = recorded.opened(records_url, demonstration, NOON)
    begun = Records(engine, demonstration)
    assert begun.rows(records.audit.c.act) == [("exported",)]
    assert begun.rows(records.record_head.c.demonstration) == [(False,)]
    engine.dispose()


@pytest.mark.parametrize("address", ["sqlite_url", "postgresql_url"])
def test_a_demonstrations_earlier_store_gives_a_town_no_target(address, request, tmp_path, records_url):
    older = store_of_shape_4(request.getfixturevalue(address))
    writer = create_engine(older)
    with writer.begin() as connection:
        connection.execute(text("update state set demonstration = true"))
    writer.dispose()
    recorded.opened(records_url, older, NOON).dispose()
    refreshed(made(f"sqlite:///{tmp_path / 'platform.db'}", membership=[member(1)]), older)
    engine = recorded.opened(records_url, older, NOON)
    assert Records(engine, older).hold() == []
    engine.dispose()


def test_no_other_town_is_given_a_target(kept):
    assert kept.hold() == []
