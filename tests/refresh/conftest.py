"""The demonstration's store, to be read."""

import pytest

from data_access.database import store_engine


@pytest.fixture(scope="module")
def stored(demo_store):
    """A connection to the store refreshed from the demonstration."""
    engine = store_engine(f"sqlite:///{demo_store}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
