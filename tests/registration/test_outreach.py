"""What an outreach event brought: by hand, against a second count, and against what was planted."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import insert

from data_access import demo, store
from data_access.database import read, snapshot, store_engine
from data_access.demo.moments import LAST_DAY
from data_access.metrics import chance
from data_access.registration import outreach
from tests.registration import planted_events as planted

FIRST = date(2017, 6, 1)
STEADY = {f"N{number}": [2] * 40 for number in range(5)}  # five committees that bind two households a day


def day(number: int) -> date:
    """The day so many days after FIRST."""
    return FIRST + timedelta(days=number)


def held(*rows: tuple[str | None, int]) -> pd.DataFrame:
    """Stalls as (committee, day), in this order E1, E2, …"""
    events = [(f"E{number}", one, "stall", day(when)) for number, (one, when) in enumerate(rows, start=1)]
    return pd.DataFrame(events, columns=["event", "committee", "kind", "held_on"])


def flows(among: dict[str, list[int]], /, before: int = 10, **more: list[int]) -> pd.DataFrame:
    """Stocks of committees from their new households a day; `before` the first day each has so many."""
    rows = [
        (day(number), one, before + sum(daily[: number + 1]))
        for one, daily in (among | more).items()
        for number in range(len(daily))
    ]
    return pd.DataFrame(rows, columns=["day", "committee", "households"])


def brought(events: pd.DataFrame, stocks: pd.DataFrame, on: int = 39) -> pd.DataFrame:
    """The events' uplift by event."""
    return outreach.uplift(events, stocks, day(on)).set_index("event")


def reasons(*rows: tuple[str | None, int], on: int = 39, **new: list[int]) -> list[str | None]:
    """Why each of the events is not estimated, among the steady committees and those given."""
    found = brought(held(*rows), flows(STEADY | new), on).reason
    return [None if pd.isna(reason) else reason for reason in found]


def test_what_came_beyond_the_expected_is_the_events():
    # The others: 5 x 14 households in the 7 days, 5 x 6 in the 3. C1: 7 in the 7 days, 13 in the 3.
    row = brought(held(("C1", 20)), flows(STEADY, C1=[1] * 20 + [6, 4, 3] + [1] * 17)).loc["E1"]
    assert (row.before, row.during, row.compared) == (7, 13, 5)
    assert (row.expected, row.estimate) == (3, 10)
    assert 0 < row.low < 10 < row.high <= 13.5
    assert row.visible


def test_a_day_that_lifts_the_whole_town_is_not_the_events():
    risen = {one: [2] * 20 + [8] * 20 for one in STEADY}
    row = brought(held(("C1", 20)), flows(risen, C1=[1] * 20 + [4] * 20)).loc["E1"]
    assert (row.expected, row.estimate, row.visible) == (12, 0, False)


def test_an_event_without_effect_is_called_so():
    row = brought(held(("C1", 20)), flows(STEADY, C1=[1] * 40)).loc["E1"]
    assert row.estimate == 0
    assert row.low < 0 < row.high
    assert not row.visible


def test_committees_that_scatter_leave_less_to_be_seen():
    scattered = {
        "N0": [2] * 20 + [6] * 20,
        "N1": [2] * 20 + [0] * 20,
        **{f"N{n}": [2] * 40 for n in (2, 3, 4)},
    }
    own = {"C1": [1] * 20 + [3, 3, 3] + [1] * 17}
    calm, wild = (brought(held(("C1", 20)), flows(among | own)).loc["E1"] for among in (STEADY, scattered))
    assert calm.visible
    assert not wild.visible
    assert wild.high - wild.low > calm.high - calm.low


@pytest.mark.parametrize(("came", "visible"), [(0, False), (1, False), (8, True)])
def test_a_quiet_week_before_is_no_certainty(came, visible):
    row = brought(held(("C1", 20)), flows(STEADY, C1=[0] * 20 + [came] + [0] * 19)).loc["E1"]
    assert (row.expected, row.estimate, row.visible) == (0, came, visible)
    assert row.high - row.low > 1


def test_a_shrinking_committee_is_expected_to_bind_nobody():
    row = brought(held(("C1", 20)), flows(STEADY, before=90, C1=[-1] * 20 + [2] * 20)).loc["E1"]
    assert (row.before, row.expected, row.estimate) == (-7, 0, 6)


def test_the_week_before_must_be_in_the_data():
    assert reasons(("C1", 7), ("C2", 8), C1=[1] * 40, C2=[1] * 40) == ["incomplete", None]


def test_the_week_before_must_be_the_committees_own():
    new = {"C1": [0] * 12 + [1] * 28}
    stocks = flows(STEADY | new, before=0)
    assert brought(held(("C1", 19)), stocks).reason["E1"] == "incomplete"
    assert pd.isna(brought(held(("C1", 20)), stocks).reason["E1"])


def test_the_three_days_must_be_over():
    assert reasons(("C1", 20), on=21, C1=[1] * 40) == ["incomplete"]
    assert reasons(("C1", 20), on=22, C1=[1] * 40) == [None]
    assert reasons(("C1", 38), C1=[1] * 40) == ["incomplete"]
    assert reasons(("C1", 37), C1=[1] * 40) == [None]


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        (0, ["overlapping", "overlapping"]),
        (2, ["overlapping", "overlapping"]),
        (3, [None, "overlapping"]),
        (9, [None, "overlapping"]),
        (10, [None, None]),
    ],
)
def test_events_in_one_anothers_windows_are_not_told_apart(apart, expected):
    assert reasons(("C1", 20), ("C1", 20 + apart), C1=[1] * 40) == expected


def test_an_event_of_another_committee_does_not_overlap():
    assert reasons(("C1", 20), ("C2", 21), C1=[1] * 40, C2=[1] * 40) == [None, None]


def test_an_event_of_the_whole_town_is_not_estimated_and_overlaps_none():
    assert reasons((None, 20), ("C1", 20), C1=[1] * 40) == ["town_wide", None]


def test_an_event_of_an_unknown_committee_is_not_estimated():
    assert reasons(("C9", 20), ("C9", 20), (None, 20), C1=[1] * 40) == [
        "incomplete",
        "incomplete",
        "town_wide",
    ]


def test_a_committee_that_closes_within_the_windows_is_neither_judged_nor_compared():
    assert reasons(("C1", 20), C1=[1] * 22) == ["incomplete"]
    assert reasons(("C1", 20), C1=[1] * 23) == [None]
    closing = STEADY | {"N4": [2] * 22}
    assert brought(held(("C1", 20)), flows(closing, C1=[1] * 40)).reason["E1"] == "no_comparison"


@pytest.mark.parametrize("others", [0, 4])
def test_without_enough_committees_to_compare_with_nothing_is_said(others):
    among = {one: STEADY[one] for one in list(STEADY)[:others]}
    row = brought(held(("C1", 20)), flows(among, C1=[1] * 40)).loc["E1"]
    assert (row.reason, row.compared) == ("no_comparison", others)
    assert row[["expected", "estimate", "low", "high"]].isna().all()
    assert not row.visible


def test_committees_where_nothing_moves_are_no_comparison():
    still = {one: [0] * 40 for one in STEADY}
    assert brought(held(("C1", 20)), flows(still, C1=[1] * 40)).reason["E1"] == "no_comparison"
    begun = {one: [0] * 20 + [2] * 20 for one in STEADY}
    assert brought(held(("C1", 20)), flows(begun, C1=[1] * 40)).reason["E1"] == "no_comparison"


def test_a_town_that_stands_still_in_the_three_days_expects_nothing():
    stopped = {one: [2] * 20 + [0] * 20 for one in STEADY}
    row = brought(held(("C1", 20)), flows(stopped, C1=[1] * 20 + [3] * 20)).loc["E1"]
    assert (row.expected, row.estimate, row.visible) == (0, 9, True)


def test_a_committee_with_an_event_in_the_windows_is_not_compared_with():
    own = {"C1": [1] * 40, "C2": [1] * 10 + [9] * 30}
    for when, compared in ((11, 5), (22, 5), (10, 6), (23, 6)):
        assert brought(held(("C1", 20), ("C2", when)), flows(STEADY | own)).compared["E1"] == compared


def test_where_the_town_keeps_no_households_that_is_the_reason():
    told = brought(held(("A", 20), (None, 21)), flows(STEADY).assign(households=float("nan")))
    assert list(told["reason"]) == ["not_kept", "not_kept"]


def test_nothing_held_or_nothing_known_is_no_error():
    assert outreach.uplift(held(), flows(STEADY), day(39)).empty
    assert list(outreach.uplift(held(("C1", 20)), flows({}), day(39)).reason) == ["incomplete"]
    assert outreach.pooled(outreach.uplift(held(), flows({}), day(39))).empty


def test_kinds_are_averaged_over_their_events():
    told = pd.DataFrame(
        [("stall", value, None) for value in (1.0, 2, 3, 4, 5)]
        + [("poster", value, None) for value in (6.0, 7, 8, 9)]
        + [("poster", None, "overlapping"), ("school", None, "incomplete")],
        columns=["kind", "estimate", "reason"],
    )
    kinds = outreach.pooled(told).set_index("kind")
    assert list(kinds.index) == ["poster", "stall"]
    stall, poster = kinds.loc["stall"], kinds.loc["poster"]
    assert (stall.events, stall["mean"], stall.visible) == (5, 3, True)
    half = 2.1318 * 2.5**0.5 / 5**0.5  # Student's t of 4 degrees; the variance of 1 … 5 is 2.5
    assert (stall.low, stall.high) == pytest.approx((3 - half, 3 + half), abs=0.005)
    assert (poster.events, poster["mean"], poster.visible) == (4, 7.5, False)
    assert pd.isna(poster.low)
    assert pd.isna(poster.high)


@pytest.mark.parametrize(("freedom", "point"), [(4, 2.132), (6, 1.943), (10, 1.812), (30, 1.697)])
def test_student_agrees_with_the_tables(freedom, point):
    assert chance.student(freedom) == pytest.approx(point, abs=0.005)


@pytest.mark.parametrize(
    ("freedom", "low", "high"), [(4, 0.711, 9.488), (10, 3.940, 18.307), (30, 18.493, 43.773)]
)
def test_the_gamma_agrees_with_the_tables_of_chi_square(freedom, low, high):
    found = chance.gamma(freedom, 2 * freedom, np.array([-1.64485, 1.64485]))
    assert list(found) == pytest.approx([low, high], abs=0.04)


@pytest.fixture
def rows(sqlite_url):
    """Writes rows into a store and reads a statement from it."""
    engine = store_engine(sqlite_url, create=True)
    changed = {"updated_at": datetime(2017, 7, 16, 20)}

    def look(statement, **tables):
        with engine.begin() as connection:
            store.tables.create_all(connection)
            for name, given in tables.items():
                table = store.tables.tables[name]
                known = changed if "updated_at" in table.columns else {}
                connection.execute(insert(table), [row | known for row in given])
        with snapshot(engine) as connection:
            return read(connection, statement)

    yield look
    engine.dispose()


def test_events_are_those_held_by_the_day_with_their_committees_name(rows):
    event = {"kind": "stall", "title": "设摊", "staff": None}
    found = rows(
        outreach.events(day(20)),
        committee=[
            {"code": "C1", "name": "一村", "kind": "residents", "valid_from": FIRST, "valid_to": day(9)}
        ],
        outreach_event=[
            {**event, "id": "a", "committee_code": "C1", "held_on": day(8)},
            {**event, "id": "b", "committee_code": None, "held_on": day(20), "staff": 12},
            {**event, "id": "c", "committee_code": "C9", "held_on": day(20)},
            {**event, "id": "d", "committee_code": "C1", "held_on": day(21)},
        ],
    )
    assert found.event.tolist() == ["b", "c", "a"]
    assert found.committee.tolist()[1:] == ["C9", "C1"]
    assert pd.isna(found.committee[0])
    assert found.name.tolist()[2] == "一村"
    assert found.name[:2].isna().all()
    assert (found.staff[0], found.held_on[0]) == (12, day(20))


def test_flows_are_the_committees_stocks_from_the_day_before(rows):
    found = rows(
        outreach.household_flows(day(2), day(3)),
        household_day=[
            {
                "day": day(number),
                "committees": '["C1", "C2"]',
                "households": f"[{number}, {number * 10}]",
                "occupied_households": "[100, null]",
                "households_with_base": number,
            }
            for number in range(6)
        ],
    )
    assert list(found.itertuples(index=False, name=None)) == [
        (day(number), area, number * size) for number in (1, 2, 3) for area, size in (("C1", 1), ("C2", 10))
    ]


def test_flows_of_days_without_data_are_none(rows):
    assert rows(outreach.household_flows(day(2), day(3))).empty


@pytest.fixture(scope="module")
def demonstration(demo_store) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Events, with what was planted, and flows of the demonstration town."""
    engine = store_engine(f"sqlite:///{demo_store}")
    with snapshot(engine) as connection:
        events = read(connection, outreach.events(LAST_DAY))
        stocks = read(connection, outreach.household_flows(date(2017, 5, 1), LAST_DAY))
    engine.dispose()
    return events.assign(planted=events.event.map(demo.planted_effects())), stocks


def test_the_estimates_equal_those_of_a_second_count(demonstration):
    events, stocks = demonstration
    stock = {(row.committee, row.day): row.households for row in stocks.itertuples()}
    calendar = events.groupby("committee").held_on.agg(list).to_dict()
    for row in outreach.uplift(events, stocks, LAST_DAY).itertuples():
        reason, expected = _counted_again(row, stock, calendar)
        assert (None if pd.isna(row.reason) else row.reason) == reason, row.event
        assert row.expected == pytest.approx(expected, nan_ok=True), row.event


def _counted_again(row, stock: dict[tuple[str, date], int], calendar: dict) -> tuple[str | None, float]:
    """Reason and expected households, event by event and committee by committee."""
    start, eve, end = (row.held_on + timedelta(days=shift) for shift in (-8, -1, 2))

    def windows(one: str) -> tuple[int, int] | None:
        first, second, third = (stock.get((one, when)) for when in (start, eve, end))
        return None if not first or second is None or third is None else (second - first, third - second)

    def near(one: str) -> int:
        return sum(-9 <= (other - row.held_on).days <= 2 for other in calendar.get(one, []))

    if pd.isna(row.committee):
        return "town_wide", float("nan")
    if near(row.committee) > 1:
        return "overlapping", float("nan")
    own = windows(row.committee)
    if not own:
        return "incomplete", float("nan")
    others = [windows(one) for one in {code for code, _ in stock} if not near(one)]
    earlier, later = (sum(counts[part] for counts in others if counts) for part in (0, 1))
    return None, own[0] * later / earlier


def test_the_demonstrations_unjudgeable_events_are_left_out(demonstration):
    events, stocks = demonstration
    reason = outreach.uplift(events, stocks, LAST_DAY).reason
    assert reason.value_counts().to_dict() == {"overlapping": 13, "town_wide": 6, "incomplete": 4}


def test_the_interval_holds_the_estimate(demonstration):
    events, stocks = demonstration
    told = outreach.uplift(events, stocks, LAST_DAY).dropna(subset="estimate")
    assert ((told.low < told.estimate) & (told.estimate < told.high)).all()


@pytest.mark.parametrize("back", [1, 17, 40])
def test_a_past_day_knows_nothing_of_what_came_after(demonstration, back):
    events, stocks = demonstration
    on = LAST_DAY - timedelta(days=back)
    then = outreach.uplift(events[events.held_on <= on], stocks[stocks.day <= on], on)
    seen = outreach.uplift(events[events.held_on <= on], stocks, on)
    pd.testing.assert_frame_equal(then, seen)
    now = outreach.uplift(events, stocks, LAST_DAY).loc[then.index]
    settled = then.estimate.notna()
    pd.testing.assert_frame_equal(then[settled], now[settled])


@pytest.fixture(scope="module")
def towns(demonstration) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """The demonstration town, and two drawn from other seeds."""
    return [demonstration, planted.town(1), planted.town(2)]


def test_about_nine_in_ten_intervals_hold_what_was_planted(towns):
    told = pd.concat(
        [outreach.uplift(events, stocks, LAST_DAY) for events, stocks in towns], ignore_index=True
    )
    holds, none = planted.held(told), told.planted == 0
    assert len(holds) > 300
    assert 0.85 <= holds.mean() <= 0.96
    assert 0.85 <= holds[none].mean() <= 0.96
    assert 0.85 <= holds[~none].mean() <= 0.96
    events, stocks = towns[0]
    assert planted.held(outreach.uplift(events, stocks, LAST_DAY)).mean() == pytest.approx(0.9, abs=0.06)


def test_nine_in_ten_events_without_effect_are_called_so(towns):
    told = pd.concat([outreach.uplift(events, stocks, LAST_DAY) for events, stocks in towns]).dropna(
        subset="estimate"
    )
    assert 0.85 <= (~told.visible[told.planted == 0]).mean() <= 0.96
    assert told.visible[told.planted > 0].mean() > 0.75


def test_redrawing_days_and_committees_would_claim_too_much(towns):
    assert planted.held(planted.naive(*towns[0])).mean() < 0.75
