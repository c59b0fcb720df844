"""Records of a test's own."""

import pytest

from data_access.records import opening
from tests.meetings.written import NOON


@pytest.fixture
def kept(tmp_path):
    """Fresh records."""
    engine = opening.opened(f"sqlite:///{tmp_path / 'records.db'}", NOON)
    yield engine
    engine.dispose()
