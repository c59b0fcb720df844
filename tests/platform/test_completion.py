"""What a town does not keep reads as empty, on every engine."""

from datetime import datetime

from sqlalchemy import create_engine, text

from data_access import platform, state
from tests.refresh.town import contents, differences, made, refreshed

KEPT = ("committee_code", "verified_at")
"""Columns that a membership may lack, but hardly all of a town's."""
PERSONS = [
    {
        "id": f"m{n}",
        "resident_id": f"r{n}",
        "committee_code": "c1",
        "applied_at": datetime(2017, 6, 1, 9),
        "verified_at": datetime(2017, 6, 2 + n, 9),
    }
    for n in range(6)
]


def changed(url: str, table_statement: str, column_statement: str) -> None:
    """Executes a statement for each table that a town may lack, and one for each such column of the others."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in platform.contract.sorted_tables:
            if table not in platform.REQUIRED:
                connection.execute(text(table_statement.format(table=table.name)))
                continue
            for column in table.columns:
                if column.nullable and column.name not in KEPT:
                    statement = column_statement.format(table=table.name, column=column.name)
                    connection.execute(text(statement))
    engine.dispose()


def test_a_town_of_two_tables_is_read_like_one_whose_others_are_empty(any_url, tmp_path):
    made(any_url, membership=PERSONS)
    empty, none = (f"sqlite:///{tmp_path / name}" for name in ("empty.db", "none.db"))
    changed(any_url, "delete from {table}", "update {table} set {column} = null")
    refreshed(any_url, empty, "full")
    assert not state.current(empty).lacks
    changed(any_url, "drop table {table}", "alter table {table} drop column {column}")
    refreshed(any_url, none, "full")
    assert differences(contents(empty), contents(none)) == {}
    town = state.current(none)
    assert {"post", "project", "membership.household_id"} <= town.lacks
    assert not town.keeps("post.category")
    assert town.keeps("committee.name")
