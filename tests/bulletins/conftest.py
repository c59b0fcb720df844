"""Records of a test's own."""

import pytest

from data_access.records import opening
from tests.bulletins.bulletin import NOON


@pytest.fixture
def records(tmp_path):
    """Fresh records."""
    engine = opening.opened(f"sqlite:///{tmp_path / 'records.db'}", NOON)
    yield engine
    engine.dispose()
