"""Whether a platform keeps the contract is found alike on every engine, behind tables and behind views."""

import pytest
from sqlalchemy import Column, MetaData, String, Table, create_engine, select, text

from data_access import platform
from data_access.database import platform_engine, snapshot
from data_access.platform import conformance
from data_access.platform.completion import lacking
from data_access.platform.conformance import inspected, require
from data_access.problem import Problem

TABLES = tuple(platform.contract.tables)


@pytest.fixture
def altered(any_url):
    """Makes a platform of the contract's tables and changes it with statements; returns what it offers."""

    def make(*statements) -> dict[str, conformance.Found]:
        engine = create_engine(any_url)
        platform.contract.create_all(engine)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
        return found(any_url)

    return make


def found(url: str) -> dict[str, conformance.Found]:
    engine = platform_engine(url)
    offered = inspected(engine)
    engine.dispose()
    return {offer.table: offer for offer in offered}


def required(url: str) -> Problem:
    engine = platform_engine(url)
    with pytest.raises(Problem) as problem:
        require(engine)
    engine.dispose()
    return problem.value


def test_a_platform_made_from_the_contract_keeps_it(altered):
    offered = altered()
    assert tuple(offered) == TABLES
    assert all(offer == conformance.Found(name, present=True) for name, offer in offered.items())
    assert all(offer.kept for offer in offered.values())


def test_views_over_tables_of_others_keep_it_as_well(any_url):
    own = MetaData()
    for table in platform.contract.tables.values():
        columns = [Column(f"c_{column.name}", column.type) for column in table.columns]
        Table(f"t_{table.name}", own, *columns, Column("phone", String(20)))
    engine = create_engine(any_url)
    own.create_all(engine)
    with engine.begin() as connection:
        for table in platform.contract.tables.values():
            named = ", ".join(f"c_{column.name} as {column.name}" for column in table.columns)
            connection.execute(text(f"create view {table.name} as select {named} from t_{table.name}"))
    engine.dispose()
    offered = found(any_url)
    assert {offer.table: (offer.missing, offer.wrong) for offer in offered.values() if not offer.kept} == {}
    assert [offer.table for offer in offered.values() if offer.wrong] == []
    reader = platform_engine(any_url)
    with snapshot(reader) as connection:
        require(reader)
        for table in platform.contract.tables.values():
            assert connection.execute(select(table)).all() == []
    reader.dispose()


def test_a_view_of_expressions_whose_kind_nobody_knows_is_kept(sqlite_url):
    engine = create_engine(sqlite_url)
    platform.contract.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("drop table board"))
        board = (
            "select 'B' || 1 as code, upper('x') as name, date('2017-05-01') as valid_from, null as valid_to"
        )
        connection.execute(text(f"create view board as {board}"))
    engine.dispose()
    assert found(sqlite_url)["board"].kept


def test_columns_besides_the_contract_are_no_fault(altered):
    assert altered("alter table membership add column phone varchar(20)")["membership"].kept


def test_a_missing_table_is_named(altered, any_url):
    offered = altered("drop table membership")
    assert [name for name, offer in offered.items() if not offer.kept] == ["membership"]
    problem = required(any_url)
    assert (problem.key, problem.values) == ("table_missing", {"table": "membership"})


def test_what_a_town_does_not_keep_may_be_missing(altered):
    offered = altered("drop table opinion", "alter table post drop column category")
    assert all(offer.kept for offer in offered.values())
    assert lacking(offered.values()) == {"opinion", "post.category"}


def test_a_platform_that_is_no_demonstration_keeps_the_contract(altered):
    offered = altered("drop table demonstration")
    assert not offered["demonstration"].present
    assert all(offer.kept for offer in offered.values())


def test_missing_columns_are_named(altered, any_url):
    offered = altered("alter table post drop column title", "alter table post drop column is_positive")
    assert offered["post"].missing == ("title", "is_positive")
    assert [name for name, offer in offered.items() if not offer.kept] == ["post"]
    problem = required(any_url)
    assert (problem.key, problem.values) == (
        "column_missing",
        {"table": "post", "columns": "title, is_positive"},
    )


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("board", "name", "integer"),
        ("outreach_event", "staff", "varchar(20)"),
        ("project", "budget_cny", "varchar(20)"),
        ("outreach_event", "held_on", "integer"),
        ("membership", "verified_at", "integer"),
        ("membership", "is_excluded", "date"),
    ],
)
def test_a_column_of_another_kind_is_named(altered, table, column, kind):
    offered = altered(
        f"alter table {table} drop column {column}", f"alter table {table} add column {column} {kind}"
    )
    assert offered[table].wrong == (column,)
    assert [name for name, offer in offered.items() if offer.wrong] == [table]


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("board", "name", "text"),
        ("board", "name", "char(20)"),
        ("outreach_event", "staff", "smallint"),
        ("outreach_event", "staff", "bigint"),
        ("outreach_event", "staff", "numeric(10)"),
        ("project", "budget_cny", "numeric(12, 2)"),
        ("project", "budget_cny", "integer"),
        ("project", "budget_cny", "double precision"),
        ("membership", "is_excluded", "smallint"),
        ("outreach_event", "held_on", "date"),
        ("outreach_event", "held_on", "timestamp"),
        ("membership", "ended_at", "timestamp"),
    ],
)
def test_a_kind_that_can_be_read_as_well_is_no_fault(altered, table, column, kind):
    offered = altered(
        f"alter table {table} drop column {column}", f"alter table {table} add column {column} {kind} null"
    )
    assert offered[table] == conformance.Found(table, present=True)


def test_an_empty_database_lacks_committees_and_memberships(altered, any_url):
    offered = altered(*(f"drop table {name}" for name in TABLES))
    assert [name for name, offer in offered.items() if not offer.kept] == ["committee", "membership"]
    assert required(any_url).values == {"table": TABLES[0]}
