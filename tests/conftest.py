"""What every test may ask for: fresh databases, the demonstration town, its refreshed store."""

import shutil
from pathlib import Path

import pytest

from tests import once, servers

_ONE_WORKER = {"served": "browser"}  # a fixture that is costly to have in each worker


def pytest_configure(config):
    config.run_is_ours = once.begin()


def pytest_unconfigure(config):
    if config.run_is_ours:
        once.end()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for fixture, group in _ONE_WORKER.items():
            if fixture in item.fixturenames:
                item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture
def sqlite_url(tmp_path) -> str:
    """A SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'database.db'}"


@pytest.fixture
def postgresql_url():
    """A fresh, empty PostgreSQL database, dropped after the test."""
    with servers.postgresql_database() as url:
        yield url


@pytest.fixture
def mariadb_url():
    """A fresh, empty MariaDB database, dropped after the test."""
    with servers.mariadb_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def any_url(request) -> str:
    """A fresh, empty database of each engine that a platform may run on."""
    return request.getfixturevalue(f"{request.param}_url")
