"""The demonstration's rows, to be counted again, and the store refreshed from them."""

import pytest

from data_access.database import store_engine
from tests.refresh.recount import Platform


@pytest.fixture(scope="module")
def town(demo_file) -> Platform:
    """The demonstration town, row by row."""
    return Platform(demo_file)


@pytest.fixture(scope="module")
def stored(demo_store):
    """A connection to the store refreshed from it."""
    engine = store_engine(f"sqlite:///{demo_store}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
