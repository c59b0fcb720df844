"""A demonstration of a town that keeps less lacks it as such a platform would, and the rest stays as it was."""

import sqlite3

from sqlalchemy import create_engine

from data_access import platform
from data_access.demo import GROUPS
from data_access.platform.completion import lacking
from data_access.platform.conformance import require

OPTIONAL = {name for name, table in platform.contract.tables.items() if table not in platform.REQUIRED}


def test_a_group_holds_what_a_town_may_do_without():
    for group, names in GROUPS.items():
        for name in names:
            table, _, column = name.partition(".")
            kept = platform.contract.tables[table].c[column].nullable if column else table in OPTIONAL
            assert kept, (group, name)
    assert {name for names in GROUPS.values() for name in names if "." not in name} == OPTIONAL - {
        "demonstration"
    }


def test_what_is_left_out_is_not_there(lesser_file):
    for without in (("party",), ("buildings",), ("posts", "cases"), tuple(GROUPS)):
        engine = create_engine(f"sqlite:///{lesser_file(*without)}")
        lacks = lacking(require(engine))
        engine.dispose()
        named = {name for group in without for name in GROUPS[group]}
        assert lacks == {name for name in named if "." not in name or name.partition(".")[0] not in named}


def test_a_resident_without_a_building_is_of_the_same_committee(lesser_store, small_demo_store):
    counts = "select area_code, registered from registration_day where day = '2017-07-16' order by area_code"
    found = []
    for file in (small_demo_store, lesser_store("buildings"), lesser_store(*GROUPS)):
        connection = sqlite3.connect(file)
        found.append(connection.execute(counts).fetchall())
        connection.close()
    whole, unbuilt, only = found
    assert dict(whole)["town"] == 1528
    assert unbuilt == whole
    assert dict(only) | {"town": 0} == dict(whole) | {"town": 0}
