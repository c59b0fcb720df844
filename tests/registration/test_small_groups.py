"""That no covered neighbourhood or building can be worked out from all that is ever shown: on the demonstration, on livelier
towns, and that the attack is one that finds what is given away."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data_access import registration
from data_access.database import read, snapshot, store_engine
from data_access.registration import areas, tellings
from tests.registration.area_attack import FAR, Cell, View, views, worked_out
from tests.registration.area_town import lively
from tests.registration.area_twins import without_twin


@pytest.fixture(scope="module")
def town(demo_store) -> list[list[pd.DataFrame]]:
    """History and totals of each committee of the demonstration."""
    return _histories(demo_store)


@pytest.fixture(
    scope="module", params=["small_demo_store", pytest.param("demo_store", marks=pytest.mark.soak)]
)
def each_town(request) -> list[list[pd.DataFrame]]:
    """The same of its small town, and of the whole one."""
    return _histories(request.getfixturevalue(request.param))


def _histories(store: Path) -> list[list[pd.DataFrame]]:
    engine = store_engine(f"sqlite:///{store}")
    with snapshot(engine) as connection:
        codes = read(connection, registration.by_committee(date(2017, 7, 16)))["committee"]
        found = [[read(connection, query(code)) for query in (areas.history, areas.totals)] for code in codes]
    engine.dispose()
    return found


def test_nothing_covered_is_fixed_on_the_demonstration(each_town):
    covered, fixed = 0, []
    for history, totals in each_town:
        seen = views(tellings.told(history, totals, 5))
        covered += sum(cell.covered is True for view in seen for cell in view.cells)
        fixed += [one for leavers in (False, True) for one in worked_out(seen, _by_day(totals), leavers)]
    assert covered > 100 * len(each_town)
    assert fixed == []


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(4, 12))]
)
def test_nothing_covered_is_fixed_on_a_livelier_town(seed):
    history, totals = lively(seed)
    told = tellings.told(history, totals, 5)
    for leavers in (False, True):
        assert worked_out(views(told), _by_day(totals), leavers) == []


def test_other_towns_would_have_been_told_alike(town):
    """Whatever a reader thinks of: nearly every covered count is another one in a town that looks the same."""
    covered = missed = 0
    for history, totals in town[::8]:
        told = tellings.told(history, totals, 5)
        covered += (told["told"] & told["cover"].notna() & (told["area"] != "")).sum()
        missed += len(without_twin(history, totals, told, 5))
    assert missed <= covered / 100


def test_what_was_told_stays_whatever_comes_later(town):
    history, totals = town[4]
    day = date(2017, 6, 18)
    earlier = tellings.told(history[history["day"] <= day], totals[totals["day"] <= day], 5)
    all_ = tellings.told(history, totals, 5)
    pd.testing.assert_frame_equal(
        earlier, all_[all_["as_of"] <= day].reset_index(drop=True), check_dtype=False
    )


def test_the_attack_finds_what_days_give_away():
    """A building shown as `<5` and then as 5 when its committee gained one household had 4."""
    days = [date(2017, 7, 1) + timedelta(n) for n in range(2)]
    seen = [
        View(
            day,
            (
                _shown("", "N", 20),
                Cell("N", "A", frozenset("A"), low, high, low < 5),
                _rest(),
                Cell("", "", frozenset(), 0, FAR, True),
            ),
        )
        for day, low, high in zip(days, (1, 5), (4, 5), strict=True)
    ]
    fixed = worked_out(seen, dict(zip(days, (30, 31), strict=True)), leavers=False)
    assert [(day, cell.area, count) for day, cell, count in fixed] == [(days[0], "A", 4)]


def test_the_attack_finds_what_a_closed_building_gives_away():
    days = [date(2017, 7, 1) + timedelta(n) for n in range(2)]
    nowhere = Cell("", "", frozenset(), 0, FAR, False)
    whole, left = (Cell("", "N", frozenset(codes), n, n, False) for codes, n in (("AB", 23), ("B", 20)))
    small = Cell("N", "A", frozenset("A"), 1, 4, True)
    seen = [View(days[0], (whole, small, _rest(), nowhere)), View(days[1], (left, _rest(), nowhere))]
    fixed = worked_out(seen, dict.fromkeys(days, 30), leavers=False)
    assert (days[0], small, 3) in fixed


def _by_day(totals: pd.DataFrame) -> dict[date, int]:
    return dict(zip(totals["day"], totals["households"].astype(int), strict=True))


def _shown(within: str, area: str, least: int) -> Cell:
    return Cell(within, area, frozenset("AB"), least, least + 10, False)


def _rest() -> Cell:
    return Cell("N", "B", frozenset("B"), 10, 40, False)
