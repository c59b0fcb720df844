"""Records of a test's own."""

import pytest

from data_access.access import passwords
from data_access.records import opening
from tests.access.people import NOON


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Fresh records, with a key."""
    monkeypatch.setenv("AUDIT_KEY", "k" * 32)
    engine = opening.opened(f"sqlite:///{tmp_path / 'records.db'}", NOON)
    yield engine
    engine.dispose()


@pytest.fixture
def quick_passwords(monkeypatch):
    """Passwords at a hundredth of their cost, where a test is not about it."""
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(1, 64, 1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()
