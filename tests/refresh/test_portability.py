"""One text for every platform: the demonstration town gives the same store from each engine."""

import pytest
from sqlalchemy import create_engine, insert, select

from data_access import platform
from data_access.database import platform_engine
from data_access.problem import Problem
from tests.refresh.town import contents, differences, refreshed


@pytest.fixture
def loaded(demo_town):
    """A demonstration town's rows in a database server."""

    def load(url: str) -> str:
        source, target = create_engine(f"sqlite:///{demo_town[0]}"), create_engine(url)
        platform.contract.create_all(target)
        with source.connect() as reading, target.begin() as writing:
            for table in platform.contract.sorted_tables:
                rows = [dict(row) for row in reading.execute(select(table)).mappings()]
                for begin in range(0, len(rows), 5000):
                    writing.execute(insert(table), rows[begin : begin + 5000])
        source.dispose()
        target.dispose()
        return url

    return load


@pytest.mark.parametrize("server", ["postgresql_url", "mariadb_url"])
def test_a_server_gives_the_same_store_row_for_row(loaded, demo_town, tmp_path, request, server):
    url = loaded(request.getfixturevalue(server))
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(url, there, "full")
    assert differences(contents(there), contents(f"sqlite:///{demo_town[1]}")) == {}
    assert refreshed(url, there).changed_rows == 0


def test_a_store_on_postgresql_holds_the_same(demo_town, postgresql_url):
    platform_url, store = f"sqlite:///{demo_town[0]}", demo_town[1]
    refreshed(platform_url, postgresql_url, "full")
    assert differences(contents(postgresql_url), contents(f"sqlite:///{store}")) == {}
    assert refreshed(platform_url, postgresql_url, "reconcile").changed_rows == 0


def test_no_write_passes_the_platforms_engine(small_demo_file):
    engine = platform_engine(f"sqlite:///{small_demo_file}")
    with pytest.raises(Problem), engine.begin() as connection:
        connection.execute(insert(platform.board).values(code="x", name="x", valid_from=None))
    engine.dispose()
