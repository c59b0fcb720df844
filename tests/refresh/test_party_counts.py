"""Every party figure in the store equals a plain recount of the platform's rows, windows included."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data_access import party, ranking, store
from data_access.database import read
from data_access.settings import Minimums
from tests.refresh import party_recount as recount

FIRST, LAST = date(2017, 5, 1), date(2017, 7, 16)
DRAWN = random.Random(20170716)


@pytest.fixture(scope="module")
def pairs(town) -> list[tuple[str, date]]:
    """Twenty (committee, day) pairs at random, and the town on the last day and at random."""
    codes = sorted(town.committees)
    days = [FIRST + timedelta(days=DRAWN.randrange(77)) for _ in range(21)]
    return [*((DRAWN.choice(codes), day) for day in days[:20]), ("town", LAST), ("town", days[20])]


def test_twenty_random_committees_and_days_are_what_the_rows_say(town, stored, pairs):
    table = store.party_day
    for area, day in pairs:
        row = (
            stored.execute(select(table).where(table.c.day == day, table.c.area_code == area))
            .mappings()
            .one()
        )
        shown = town.shown(day)
        posts, praises = recount.positive(town, day), recount.praise(town, day)
        assert row["identity_shown"] == len(shown[area]), (area, day)
        assert row["active_30"] == len(shown[area] & town.acting(day)), (area, day)
        assert row["interaction_30"] == recount.interaction(town, day).get(area, 0), (area, day)
        assert row["positive_30"] == _of(posts, area), (area, day)
        assert row["praise_30"] == _of(praises, area), (area, day)
        of_day = recount.acts_by_area(town, day)
        assert row["acts"] == sum(n for (where, *_), n in of_day.items() if where == area), (area, day)


@pytest.mark.parametrize("day", [LAST, date(2017, 6, 2)], ids=str)
def test_acts_by_board_and_kind_are_what_the_rows_say(town, stored, day):
    table = store.act_day
    found = {tuple(row[:3]): row[3] for row in stored.execute(
        select(table.c.area_code, table.c.board_code, table.c.kind, table.c.acts).where(table.c.day == day)
    )}  # fmt: skip
    assert found == recount.acts_by_area(town, day)


def test_the_towns_hours_are_what_the_rows_say(town, stored):
    table = store.act_hour
    found = dict(map(tuple, stored.execute(select(table.c.hour, table.c.acts).where(table.c.day == LAST))))
    members = town.shown(LAST)["town"]
    wanted = [int(hour) for who, _, _, hour in recount.acts(town, LAST) if who in members]
    assert found == {hour: wanted.count(hour) for hour in set(wanted)}


@pytest.mark.parametrize("day", [LAST, date(2017, 6, 20)], ids=str)
def test_branches_and_their_last_acts_are_what_the_rows_say(town, stored, day):
    table = store.branch_day
    rows = stored.execute(
        select(table.c.branch_code, table.c.identity_shown, table.c.last_act).where(table.c.day == day)
    )
    found = {code: (shown, last and str(last)) for code, shown, last in rows}
    assert found == recount.branches(town, day)


@pytest.mark.parametrize("day", [LAST, date(2017, 6, 11)], ids=str)
def test_visited_households_are_what_the_rows_say(town, stored, day):
    table = store.visit_step
    rows = stored.execute(
        select(table.c.committee_code, table.c.category, func.max(table.c.households))
        .where(table.c.day <= day)
        .group_by(table.c.committee_code, table.c.category)
    )
    assert {tuple(row[:2]): row[2] for row in rows} == recount.visited(town, day)


@pytest.mark.parametrize("day", [LAST, date(2017, 6, 14)], ids=str)
def test_what_departments_do_is_what_the_rows_say(town, stored, day):
    table = store.department_day
    rows = stored.execute(select(table).where(table.c.day == day, table.c.joined > 0)).mappings()
    found = {(r["block"], r["department_code"]): (r["active_30"], r["replies_30"]) for r in rows}
    assert found == recount.departments(town, day)
    assert found["", ""][1] > 0


def test_luonan_is_first_in_all_three_rankings(stored):
    rows = read(stored, party.on_days([LAST]))
    for metric in party.RANKINGS:
        least = ranking.least(metric, Minimums())
        first = ranking.ranked(rows[rows["committee"] != store.TOWN], metric, least).iloc[0]
        assert (
            rows[rows["committee"] != store.TOWN].nlargest(1, metric.part)["committee"].iloc[0]
            == "310113101005"
        )
        assert (first["committee"], first["place"]) == ("310113101005", 1), metric.key


def _of(counts, area: str) -> int:
    return sum(counts.values()) if area == store.TOWN else counts[area]
