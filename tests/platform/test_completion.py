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
    differ = differences(contents(empty), contents(none))
    assert {kind for kind, *_ in differ.pop("defect")} == {
        "position_missing"
    }  # asked for where it could be given
    assert differ == {}
    town = state.current(none)
    assert {"post", "project", "membership.household_id"} <= town.lacks
    assert not town.keeps("post.category")
    assert town.keeps("committee.name")


def test_what_vanishes_or_comes_back_between_two_runs_counts_as_in_a_full_one(any_url, tmp_path):
    posts = [
        {
            "id": f"p{n}",
            "committee_code": "c1",
            "board_code": "b1",
            "author_id": f"r{n}",
            "author_role": "resident",
            "title": "路灯不亮",
            "kind": "problem",
            "created_at": datetime(2017, 6, 5 + n, 9),
        }
        for n in range(3)
    ]
    homes = [{"household_id": f"h{n}", **person} for n, person in enumerate(PERSONS)]
    made(any_url, membership=homes, post=posts)
    kept = f"sqlite:///{tmp_path / 'kept.db'}"
    refreshed(any_url, kept, "full")
    before = contents(kept)
    for number, statements in enumerate(
        (
            [
                "alter table post rename to post_away",
                "alter table membership rename column household_id to household_away",
            ],
            [
                "alter table post_away rename to post",
                "alter table membership rename column household_away to household_id",
            ],
        )
    ):
        engine = create_engine(any_url)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
        anew = f"sqlite:///{tmp_path / f'anew{number}.db'}"
        refreshed(any_url, kept)
        refreshed(any_url, anew, "full")
        assert differences(contents(kept), contents(anew)) == {}
        assert state.current(kept).lacks == state.current(anew).lacks
        assert state.current(kept).keeps("post", "membership.household_id") == bool(number)
    assert differences(before, contents(kept)) == {}
