"""Up to where a table has been read: rows of one moment are read again while more may come, and then no more."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine

from tests.refresh.town import NOW, add, contents, differences, made, member, rebuilt, refreshed

IMPORTED = datetime(2017, 7, 16, 20)
ROWS = 60
MINUTE = timedelta(minutes=1)


@pytest.fixture
def imported(any_url, tmp_path) -> tuple[str, str]:
    """A platform whose memberships were all written in one moment, and its store."""
    made(any_url, membership=[member(n, updated_at=IMPORTED) for n in range(ROWS)])
    store = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(any_url, store, "full")
    return any_url, store


def test_a_bulk_import_is_read_while_more_of_it_may_come_and_not_for_ever(imported):
    platform, store = imported
    read = [refreshed(platform, store, now=NOW + n * MINUTE).read_rows for n in (1, 5, 11, 16)]
    assert min(read[:2]) >= ROWS
    assert read[2:] == [0, 0]


def test_a_row_of_the_same_moment_that_comes_later_still_is_found(imported, tmp_path):
    platform, store = imported
    for n in (1, 11, 16):
        refreshed(platform, store, now=NOW + n * MINUTE)
    for late in (1, 2):
        engine = create_engine(platform)
        with engine.begin() as connection:
            add(connection, "membership", **member(ROWS + late, updated_at=IMPORTED))
        engine.dispose()
        now = NOW + (16 + 5 * late) * MINUTE
        assert refreshed(platform, store, now=now).changed_rows > 0
        assert not differences(contents(store), rebuilt(platform, tmp_path, now))
    assert refreshed(platform, store, now=NOW + 32 * MINUTE).read_rows == 0
