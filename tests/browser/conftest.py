"""A served demonstration town and a browser to look at it with."""

import shutil

import pytest
from playwright.sync_api import expect

from scripts.pictures import chromium
from tests.browser.meeting_room import Platform, Room
from tests.browser.serving import Served
from tests.browser.visits import Reader
from tests.conftest import copy_of

expect.set_options(timeout=120_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def served(demo_file, demo_store, tmp_path_factory):
    """The dashboard, served from the demonstration town and a store of its own."""
    folder = tmp_path_factory.mktemp("served")
    dashboard = Served(demo_file, copy_of(demo_store, folder / "store.db"), folder)
    dashboard.start()
    yield dashboard
    dashboard.stop()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of a worker."""
    with chromium() as started:
        yield started


@pytest.fixture
def reader(browser, served):
    """Makes readers, `reader("zh")`: each with a language and a cache of its own."""
    made = []

    def make(lang: str = "zh") -> Reader:
        made.append(Reader(browser, served.url, lang))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def own_served(demo_file, demo_store, tmp_path):
    """A dashboard whose platform and store the test may change."""
    platform, store = (
        shutil.copy(demo_file, tmp_path / "platform.db"),
        copy_of(demo_store, tmp_path / "store.db"),
    )
    dashboard = Served(platform, store, tmp_path)
    dashboard.start()
    living = Platform(platform, store)
    yield dashboard, living
    living.rest()
    dashboard.stop()


@pytest.fixture
def room(browser, own_served, request):
    """A room whose size, in pixels, is the test's parameter."""
    room = Room(browser, own_served[0], request.param)
    yield room
    room.close()
