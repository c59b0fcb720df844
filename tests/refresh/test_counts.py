"""Every count in the store equals a plain recount of the platform's rows."""

import random
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import func, select

from data_access import registration, store
from data_access.database import read

FIRST, LAST = date(2017, 5, 1), date(2017, 7, 16)
DAYS = [LAST, *random.Random(7).sample([FIRST + timedelta(days=n) for n in range(76)], 5)]


def rows(stored, table, day):
    return {
        row["area_code"]: row for row in stored.execute(select(table).where(table.c.day == day)).mappings()
    }


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_registration_is_what_the_rows_say(town, stored, day):
    found = rows(stored, store.registration_day, day)
    wanted = town.stocks(day)
    assert {area: {key: row[key] for key in wanted["town"]} for area, row in found.items()} == wanted


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_waiting_applications_are_what_the_rows_say(town, stored, day):
    found = rows(stored, store.registration_day, day)
    for measure, days in (("waiting", 0), ("waiting_long", 2)):
        wanted = town.waiting(day, days)
        assert {area: row[measure] for area, row in found.items() if row[measure]} == wanted


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_bases_follow_from_their_own_row_or_their_parts(town, stored, day):
    found = rows(stored, store.registration_day, day)
    wanted = {code: town.base(code, day) for code in found if code != store.TOWN}
    assert {code: found[code]["occupied_households"] for code in wanted} == wanted


@pytest.mark.parametrize("day", DAYS[:3], ids=str)
def test_neighbourhoods_and_buildings_are_what_the_rows_say(town, stored, day):
    step = store.area_step.c
    latest = (
        select(step.committee_code, step.area_code, func.max(step.day).label("day"))
        .where(step.day <= day)
        .group_by(step.committee_code, step.area_code)
        .subquery()
    )
    joined = (
        (step.committee_code == latest.c.committee_code)
        & (step.area_code == latest.c.area_code)
        & (step.day == latest.c.day)
    )
    found = {
        (row.committee_code, row.area_code): row
        for row in stored.execute(select(store.area_step).join_from(store.area_step, latest, joined))
    }
    counted = {area: (row.registered, row.households) for area, row in found.items() if row.registered}
    assert counted == town.areas(day)
    known = [area for area in found if area[1]]
    for area in random.Random(3).sample(known, 60):
        assert found[area].occupied_households == town.base(area[1], day), area


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_active_party_members_are_what_the_rows_say(town, stored, day):
    found = rows(stored, store.party_day, day)
    shown, acting = town.shown(day), town.acting(day)
    assert {a: r["identity_shown"] for a, r in found.items()} == {a: len(shown[a]) for a in found}
    assert {a: r["active_30"] for a, r in found.items()} == {a: len(shown[a] & acting) for a in found}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_department_members_are_what_the_rows_say(town, stored, day):
    table = store.department_day
    found = stored.execute(select(table).where(table.c.day == day)).mappings()
    counted = {(row["block"], row["department_code"]): row["joined"] for row in found if row["joined"]}
    assert counted == {place: len(members) for place, members in town.joined(day).items()}


def test_the_last_day_shows_the_towns_facts(stored):
    town = rows(stored, store.registration_day, LAST)[store.TOWN]
    assert (town["registered"], town["party_registered"]) == (12_530, 1_797)
    assert len(rows(stored, store.registration_day, LAST)) == 41 + 1
    table = store.department_day
    everyone = select(table.c.joined).where(table.c.day == LAST, table.c.block == "")
    assert stored.scalar(everyone) == 396


def test_every_opinion_is_copied_once(town, stored):
    ids = stored.scalars(select(store.opinion.c.id)).all()
    assert sorted(ids) == sorted(row["id"] for row in town.opinion)


def test_the_households_of_a_day_in_one_row_are_those_of_the_committees(stored):
    table = store.registration_day.c
    chosen = select(table.day, table.area_code, table.households, table.occupied_households)
    dense = stored.execute(chosen.where(table.day.in_(DAYS), table.area_code != store.TOWN)).all()
    packed = read(stored, registration.on_days(DAYS)).itertuples(index=False)
    told = [tuple(None if pd.isna(value) else value for value in row) for row in packed]
    assert sorted(told, key=str) == sorted(map(tuple, dense), key=str)
    sums = read(stored, registration.by_day(min(DAYS), max(DAYS))).set_index("day")
    for day in DAYS:
        based = [(bound, base) for when, _, bound, base in dense if when == day and base]
        expected = tuple(map(sum, zip(*based, strict=True)))
        assert tuple(sums.loc[day, ["households", "occupied_households"]]) == expected
