"""One text for every platform: the demonstration town gives the same store from each engine."""

import pytest
from sqlalchemy import insert

from data_access import platform
from data_access.database import platform_engine
from data_access.problem import Problem
from tests.refresh.town import contents, copied, differences, refreshed


@pytest.mark.parametrize("server", ["postgresql_url", "mariadb_url"])
def test_a_server_gives_the_same_store_row_for_row(demo_town, tmp_path, request, server):
    url = copied(demo_town[0], request.getfixturevalue(server))
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
