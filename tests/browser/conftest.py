"""A served demonstration town and a browser to look at it with."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from scripts.pictures import chromium
from tests.browser import nasty
from tests.browser.meeting_room import Platform, Room
from tests.browser.serving import Served
from tests.browser.visits import LOCALES, Reader
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


@pytest.fixture(scope="session")
def readers(browser, served):
    """One reader a language, whose browser has fetched Streamlit's files before: that takes longer than most tests."""
    known = {lang: Reader(browser, served.url, lang) for lang in LOCALES}
    yield known
    for one in known.values():
        one.close()


@pytest.fixture
def reader(readers):
    """Readers by their language, `reader("zh")`, who remember nothing of the tests before."""
    yield readers.__getitem__
    for one in readers.values():
        one.forget()


@pytest.fixture(scope="session")
def ramp(demo_store) -> str:
    """Qinan's ramps, by their number: the work that the report tells of."""
    with closing(sqlite3.connect(demo_store)) as connection:
        (code,) = connection.execute(
            "select id from project where committee_code = '310113101003' and kind = 'ramp' order by id limit 1"
        ).fetchone()
    return code


@pytest.fixture(scope="session")
def wary(browser, demo_file, demo_store, ramp, tmp_path_factory):
    """A reader of the town as a nasty hand has written it."""
    folder = tmp_path_factory.mktemp("nasty")
    store = copy_of(demo_store, folder / "store.db")
    nasty.written(store, ramp)
    nasty.covered(store)
    dashboard = Served(demo_file, store, folder)
    dashboard.start()
    one = Reader(browser, dashboard.url, "zh")
    yield one
    one.close()
    dashboard.stop()


@pytest.fixture
def own_served(request, tmp_path):
    """A dashboard whose platform and store the test may change: of the small town, or of the one that the test names."""
    town = getattr(request, "param", "small_demo")
    town_file, town_store = (request.getfixturevalue(f"{town}_{part}") for part in ("file", "store"))
    platform, store = (
        shutil.copy(town_file, tmp_path / "platform.db"),
        copy_of(town_store, tmp_path / "store.db"),
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
