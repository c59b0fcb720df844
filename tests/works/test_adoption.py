"""Which adopted opinions stand in the plan: by hand, by the ledger of every project, and by the platform's own rows."""

import sqlite3
from contextlib import closing
from datetime import date, datetime

import pytest

from data_access.database import read, snapshot, store_engine
from data_access.works import adoption, consultation, ledger, plans
from tests import hand
from tests.hand import ON
from tests.works.planted_project import SECOND, P, clauses, opinion, plant


def counted(url: str, on: date):
    """adoption.counted of a store, and by project what its ledger counts."""
    engine = store_engine(url)
    with snapshot(engine) as connection:
        by_project = read(connection, consultation.opinions_by_project(on))
        frame = adoption.counted(
            by_project, read(connection, adoption.adopted(on)), read(connection, adoption.versions(on))
        )
        ledgers = {
            code: ledger.entries(
                read(connection, ledger.opinions(code, on)), read(connection, plans.versions(code)), on
            )
            for code in by_project["project"]
        }
    engine.dispose()
    return frame.set_index("project")["unwritten"].to_dict(), {
        code: int(entries["unwritten"].sum()) for code, entries in ledgers.items()
    }


@pytest.mark.parametrize(
    ("named", "stands"),
    [
        ({"plan_version": 2, "clause_key": "slope"}, True),
        ({"plan_version": 3, "clause_key": "paving"}, True),  # which the version takes out
        ({"plan_version": 4, "clause_key": "paving"}, True),  # whose clauses cannot be read
        ({}, False),
        ({"plan_version": 2}, False),
        ({"clause_key": "slope"}, False),
        ({"plan_version": 2, "clause_key": "lamp"}, False),
        ({"plan_version": 9, "clause_key": "slope"}, False),
        ({"plan_version": 5, "clause_key": "slope"}, False),  # which comes later
    ],
)
def test_an_adopted_opinion_stands_where_its_version_and_its_clause_exist(tmp_path, named, stands):
    third = clauses({key: words for key, words in SECOND.items() if key != "paving"})
    versions = (3, 6, third), (4, 7, "{"), (5, 9, third)
    verdicts = "adopted", "partly", "declined", "pending"
    url = hand.made(tmp_path / "store.db")
    plant(
        url,
        plan_revision=[
            {
                "id": f"v{number}",
                "version": number,
                "published_at": datetime(2017, month, 1),
                "summary": "",
                "clauses": text,
            }
            for number, month, text in versions
        ],
        opinion=[
            opinion(90 + number, verdict=verdict, answered_at=datetime(2017, 7, 2), **named)
            for number, verdict in enumerate(verdicts)
        ],
    )
    town, ledgers = counted(url, ON)
    assert town == ledgers == {P: 3 if stands else 5}


@pytest.mark.parametrize("on", [date(2017, 5, 31), date(2017, 6, 20), date(2017, 7, 16)])
def test_the_town_counts_what_the_ledgers_mark(demo_store, on):
    town, ledgers = counted(f"sqlite:///{demo_store}", on)
    assert town == ledgers
    assert sum(town.values()) > 0


def test_of_the_demonstrations_adopted_opinions_so_many_name_no_clause(demo_store, demo_file):
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        [(bare,)] = connection.execute(
            "select count(*) from opinion where verdict in ('adopted', 'partly') and answered_at is not null "
            "and (plan_version is null or clause_key is null)"
        )
    town, _ = counted(f"sqlite:///{demo_store}", date(2017, 7, 16))
    assert sum(town.values()) == bare == 258
