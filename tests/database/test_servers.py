"""Each database engine behaves as the rest of the house believes."""

from datetime import datetime

import pytest
from sqlalchemy import DateTime, create_engine, insert, inspect, literal, select, text
from sqlalchemy.exc import DBAPIError

from data_access import platform
from data_access.database import platform_engine, read, snapshot
from data_access.platform.dialects import day_after, day_of
from data_access.problem import Problem

BOARD = {"code": "B1", "name": "身边事😀", "valid_from": datetime(2017, 5, 1).date()}


@pytest.fixture
def filled_url(any_url) -> str:
    """A database of each engine with the contract's tables and one board."""
    engine = create_engine(any_url)
    platform.contract.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(platform.board), BOARD)
    engine.dispose()
    return any_url


def test_each_server_answers(any_url):
    engine = create_engine(any_url)
    with engine.connect() as connection:
        assert connection.scalar(text("select 1")) == 1
    engine.dispose()


def test_the_contract_can_be_created_on_each_engine(filled_url):
    engine = create_engine(filled_url)
    assert set(inspect(engine).get_table_names()) == set(platform.contract.tables)
    engine.dispose()


def test_the_platform_is_read_in_full_chinese_and_emoji(filled_url):
    engine = platform_engine(filled_url)
    with snapshot(engine) as connection:
        assert read(connection, select(platform.board.c.name)).name.tolist() == ["身边事😀"]
    engine.dispose()


@pytest.mark.parametrize(
    "write",
    [
        "insert into board (code, name, valid_from) values ('B2', 'x', '2017-05-01')",
        "update board set name = 'x'",
        "delete from board",
        "drop table board",
        "create table foreigner (code integer)",
    ],
)
def test_the_platform_cannot_be_written(filled_url, write):
    engine = platform_engine(filled_url)
    with pytest.raises((Problem, DBAPIError)), engine.begin() as connection:
        connection.execute(text(write))
    with snapshot(engine) as connection:
        assert read(connection, select(platform.board.c.name)).name.tolist() == ["身边事😀"]
    engine.dispose()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2017, 7, 16), "2017-07-16"),
        (datetime(2017, 7, 16, 23, 59, 59), "2017-07-16"),
        (datetime(2016, 2, 29, 12, 30), "2016-02-29"),
    ],
)
def test_a_moment_has_the_same_day_on_each_engine(filled_url, moment, day):
    engine = create_engine(filled_url)
    with engine.begin() as connection:
        connection.execute(
            insert(platform.visit),
            {
                "id": "V1",
                "committee_code": "C1",
                "category": "四必访",
                "visited_at": moment,
                "updated_at": moment,
            },
        )
    engine.dispose()
    reader = platform_engine(filled_url)
    with snapshot(reader) as connection:
        frame = read(connection, select(day_of(platform.visit.c.visited_at).label("day")))
    assert frame.day.tolist() == [day]
    reader.dispose()


@pytest.mark.parametrize(("days", "day"), [(0, "2017-02-27"), (2, "2017-03-01"), (-27, "2017-01-31")])
def test_days_after_a_moment_are_the_same_on_each_engine(filled_url, days, day):
    engine = platform_engine(filled_url)
    moment = literal(datetime(2017, 2, 27, 23, 59), DateTime())
    with snapshot(engine) as connection:
        assert read(connection, select(day_after(moment, literal(days)).label("day"))).day.tolist() == [day]
    engine.dispose()


def test_two_tests_never_share_a_database(postgresql_url, mariadb_url):
    for url in (postgresql_url, mariadb_url):
        engine = create_engine(url)
        assert inspect(engine).get_table_names() == []
        engine.dispose()
