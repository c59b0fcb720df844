"""Every count in the demonstration's store equals a plain recount of the platform's rows."""

import random
import sqlite3
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import select

from data_access import party, registration, store
from data_access.database import read
from data_access.metrics import ranking
from data_access.party import members
from tests.recount.compare import described, differences

FIRST, LAST = date(2017, 5, 1), date(2017, 7, 16)
DAYS = [LAST, *random.Random(7).sample([FIRST + timedelta(days=n) for n in range(76)], 5)]


def test_every_figure_of_every_day_is_what_the_rows_say(demo_town):
    wrong = described(differences(*demo_town))
    assert not wrong, f"\n{wrong}"


def test_the_last_day_shows_the_towns_facts(stored):
    table = store.registration_day
    rows = {row.area_code: row for row in stored.execute(select(table).where(table.c.day == LAST))}
    assert (rows[store.TOWN].registered, rows[store.TOWN].party_registered) == (12_530, 1_797)
    assert len(rows) == 41 + 1
    table = store.department_day
    everyone = select(table.c.joined).where(table.c.day == LAST, table.c.block == "")
    assert stored.scalar(everyone) == 396


def test_every_opinion_is_copied_once(demo_file, stored):
    ids = stored.scalars(select(store.opinion.c.id)).all()
    with sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True) as platform:
        assert sorted(ids) == sorted(row[0] for row in platform.execute("select id from opinion"))
    platform.close()


def test_luonan_is_first_in_all_three_rankings(stored):
    rows = read(stored, party.on_days([LAST]))
    for metric in members.RANKINGS:
        first = ranking.ranked(rows[rows["committee"] != store.TOWN], metric, 10).iloc[0]
        assert (first["committee"], first["place"]) == ("310113101005", 1), metric.key


def test_the_households_of_a_day_in_one_row_are_those_of_the_committees(stored):
    table = store.registration_day.c
    chosen = select(table.day, table.area_code, table.households, table.occupied_households)
    dense = stored.execute(chosen.where(table.day.in_(DAYS), table.area_code != store.TOWN)).all()
    packed = read(stored, registration.on_days(DAYS)).itertuples(index=False)
    unpacked = [tuple(None if pd.isna(value) else value for value in row) for row in packed]
    assert sorted(unpacked, key=str) == sorted(map(tuple, dense), key=str)
    sums = read(stored, registration.by_day(min(DAYS), max(DAYS))).set_index("day")
    for day in DAYS:
        based = [(bound, base) for when, _, bound, base in dense if when == day and base]
        expected = tuple(map(sum, zip(*based, strict=True)))
        assert tuple(sums.loc[day, ["households", "occupied_households"]]) == expected
