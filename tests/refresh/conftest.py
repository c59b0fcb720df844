"""The demonstration's store, to be read, and its small town beside."""

import pytest

from data_access.database import store_engine


@pytest.fixture(scope="module")
def stored(demo_store):
    """A connection to the store refreshed from the demonstration."""
    engine = store_engine(f"sqlite:///{demo_store}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module", params=["small", pytest.param("whole", marks=pytest.mark.soak)])
def demo_town(request):
    """The platform file of a demonstration, and its store; the whole one takes long. To be read only."""
    kind = "small_demo" if request.param == "small" else "demo"
    return request.getfixturevalue(f"{kind}_file"), request.getfixturevalue(f"{kind}_store")
