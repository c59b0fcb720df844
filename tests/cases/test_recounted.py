"""The figures of cases equal a slow and obvious second count over the platform's rows."""

import random
from dataclasses import asdict
from datetime import date, timedelta

import pandas as pd
import pytest

from data_access import cases
from data_access.access.rights import OPEN
from data_access.database import read, snapshot, store_engine
from data_access.made import worked_out
from data_access.settings import Settings
from tests.recount.cases import Cases

FIRST, LAST = date(2017, 5, 20), date(2017, 7, 16)


@pytest.fixture(scope="module")
def recount(demo_file):
    return Cases(demo_file)


@pytest.fixture(scope="module")
def figures(demo_store):
    """What a recipe makes of the demonstration's store."""
    engine = store_engine(f"sqlite:///{demo_store}")

    def look(made):
        with snapshot(engine) as connection:
            return worked_out(made, lambda query: read(connection, query))

    yield look
    engine.dispose()


def drawn(seed: int, codes: list[str]) -> list[tuple[date, int, str]]:
    """20 days, windows and codes."""
    draw = random.Random(seed)
    days = [FIRST + timedelta(days=draw.randrange((LAST - FIRST).days + 1)) for _ in range(20)]
    return [(on, draw.choice((7, 30, 90, on.timetuple().tm_yday)), draw.choice(codes)) for on in days]


def row(frame: pd.DataFrame, column: str, code: str) -> dict:
    """The figures of a code; all nothing where it has none."""
    found = frame[frame[column] == code].drop(columns=[column, "name"])
    if found.empty:
        return dict.fromkeys(found.columns, 0) | {"satisfied": None, "median_days": None}
    return {name: None if pd.isna(value) else value for name, value in found.iloc[0].items()}


def test_by_day_and_committee(recount, figures):
    codes = sorted({one.committee for one in recount.rows} - {"000000000000"})
    assert len(codes) == 41
    for on, days, code in drawn(15, codes):
        counted = recount.figures(on, days, lambda one, code=code: one.committee == code)
        assert asdict(figures(cases.figures(on, days=days, committee=code))) == counted
        assert row(figures(cases.by_committee(on, days)), "committee", code) == counted


def test_by_day_and_department(recount, figures):
    codes = sorted({one.department for one in recount.rows if one.department} - {"d997"})
    assert len(codes) > 5
    for on, days, code in drawn(16, codes):
        counted = recount.figures(on, days, lambda one, code=code: one.department == code, code)
        assert asdict(figures(cases.figures(on, days=days, department=code))) == counted
        assert row(figures(cases.by_department(on, days)), "department", code) == counted


def test_the_town_by_day(recount, figures):
    for on, days, _ in drawn(17, [""]):
        assert asdict(figures(cases.figures(on, days=days))) == recount.figures(on, days, lambda _: True)


def test_a_list_has_the_open_and_the_lately_closed_that_are_public(recount, figures):
    rows = figures(cases.listed(LAST, Settings(), OPEN))
    still = sum(not one.closed and one.received.date() <= LAST and not one.sensitive for one in recount.rows)
    assert (rows["light"].notna().sum(), rows["closed_at"].isna().sum()) == (still, still)
    assert len(rows) == sum(one.received.date() <= LAST and not one.sensitive for one in recount.rows)
