"""What a screen lives through for weeks: no network, sleep, midnight, a new month, the night, a store out of reach."""

import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from data_access import refresh
from data_access.settings import Settings
from tests.browser.serving import Served
from tests.conftest import copy_of

TOWN = ZoneInfo("Asia/Shanghai")
NIGHT = '[screen]\nnight = ["23:00", "06:00"]\n'


@pytest.fixture(scope="module")
def files(small_demo_file, small_demo_store, tmp_path_factory):
    """A small town's platform and its store that these tests may change."""
    folder = tmp_path_factory.mktemp("survival")
    return shutil.copy(small_demo_file, folder / "platform.db"), copy_of(
        small_demo_store, folder / "store.db"
    )


@pytest.fixture(scope="module")
def dashboard(files, tmp_path_factory):
    """A dashboard whose screen is dark from 23:00 to 6:00."""
    platform, store = files
    served = Served(platform, store, tmp_path_factory.mktemp("dark"), settings=NIGHT)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def wall(browser):
    """A screen's page."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield context.new_page()
    context.close()


def hung(wall, dashboard, query: str = "scenes=overview", at: datetime | None = None):
    """The screen on the wall with its first picture; with a clock that can be moved where a time is given."""
    if at:
        wall.clock.install(time=at)
    wall.goto(f"{dashboard.url}/screen?{query}")
    expect(picture(wall)).to_be_visible(timeout=120_000)
    expect(wall.locator("#data")).not_to_be_empty()
    return wall


def picture(wall):
    return wall.frame_locator("iframe.shown").last.locator(".sentence").first


def connected(wall) -> None:
    app = wall.frame_locator("iframe.shown").last.locator('[data-testid="stApp"]')
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=TOWN)


def test_a_lost_network_is_told_with_its_age_and_found_again(wall, dashboard):
    hung(wall, dashboard, "scenes=overview,consultation&dwell=3", noon(2026, 7, 31))
    said, title = wall.locator("#said"), wall.locator("#title")
    expect(title).to_have_text("协商")
    wall.context.set_offline(True)
    expect(said).to_have_text("连接中断 1 分钟，画面停在断开之前")
    wall.clock.fast_forward("03:00:00")
    expect(said).to_have_text("连接中断 3 小时，画面停在断开之前")
    before = title.inner_text()
    expect(title).not_to_have_text(before)
    expect(picture(wall)).to_be_visible()
    wall.context.set_offline(False)
    expect(said).to_be_empty()
    connected(wall)


def test_a_tab_that_slept_while_the_server_was_started_anew_wakes_up(wall, dashboard):
    hung(wall, dashboard)
    session = wall.context.new_cdp_session(wall)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    dashboard.restart()
    session.send("Page.setWebLifecycleState", {"state": "active"})
    expect(picture(wall)).to_be_visible()
    connected(wall)
    expect(wall.locator("#said")).to_be_empty()


def test_midnight_takes_the_clock_into_the_new_month_and_the_picture_stays(wall, served):
    hung(wall, served, at=datetime(2026, 7, 31, 23, 59, 10, tzinfo=TOWN))
    clock = wall.locator("#clock")
    expect(clock).to_have_text("7月31日 23:59")
    wall.clock.fast_forward(60_000)
    expect(clock).to_have_text("8月1日 00:00")
    expect(picture(wall)).to_be_visible()
    expect(wall.locator("#said")).to_be_empty()


def test_data_of_a_new_month_come_into_the_picture_by_themselves(wall, dashboard, files):
    platform, store = files
    hung(wall, dashboard)
    cards = wall.frame_locator("iframe.shown")
    week = cards.locator(".st-key-fig-net_new-7")
    before = week.inner_text()
    expect(wall.locator("#data")).to_contain_text("数据截至 2017年7月16日")
    with closing(sqlite3.connect(platform)) as connection, connection:
        connection.execute("update demonstration set last_day = '2017-08-01'")
    refresh.run(f"sqlite:///{platform}", f"sqlite:///{store}", Settings())
    expect(wall.locator("#data")).to_contain_text("数据截至 2017年8月1日")
    expect(week).not_to_have_text(before)
    expect(cards.locator(".st-key-fig-registered .figure")).to_have_text("1,528")


def test_the_screen_is_dark_at_night_and_back_in_the_morning(wall, dashboard):
    hung(wall, dashboard, at=datetime(2026, 7, 31, 22, 59, 10, tzinfo=TOWN))
    night = wall.locator("#night")
    expect(night).to_be_hidden()
    wall.clock.fast_forward(60_000)
    expect(night).to_be_visible()
    expect(night).to_have_text("23:00")
    wall.clock.fast_forward("07:00:00")
    expect(night).to_be_hidden()
    expect(picture(wall)).to_be_visible()


def test_the_picture_moves_a_few_pixels_so_that_nothing_burns_in(wall, served):
    hung(wall, served, at=noon(2026, 7, 31))
    places = set()
    for _ in range(4):
        wall.clock.fast_forward("03:00")
        wall.wait_for_timeout(1000)
        box = wall.locator("#stage").bounding_box()
        places.add((round(box["x"]), round(box["y"])))
    assert len(places) > 2
    assert all(abs(x) <= 4 and abs(y) <= 4 for x, y in places)


@contextmanager
def away(store):
    """The store's file out of reach."""
    elsewhere = store.rename(store.with_name("elsewhere.db"))
    yield
    elsewhere.rename(store)


def test_a_store_that_cannot_be_read_leaves_the_picture_and_tells_its_age(wall, dashboard, files):
    hung(wall, dashboard)
    said = wall.locator("#said")
    with away(files[1]):
        expect(said).to_have_text(re.compile("[\u4e00-\u9fff]+.* · 画面停在 1 分钟前"))
        wall.wait_for_timeout(15_000)
        expect(picture(wall)).to_be_visible()
        expect(wall.frame_locator("iframe.shown").locator(".trouble, [role=dialog]")).to_have_count(0)
    expect(said).to_be_empty()
    connected(wall)


def test_a_locked_store_leaves_the_picture_and_lets_another_screen_open(wall, dashboard, files):
    hung(wall, dashboard)
    with closing(sqlite3.connect(files[1])) as holder:
        holder.execute("begin exclusive")
        wall.wait_for_timeout(15_000)
        expect(picture(wall)).to_be_visible()
        expect(wall.frame_locator("iframe.shown").locator(".trouble, [role=dialog]")).to_have_count(0)
        other = wall.context.new_page()
        hung(other, dashboard, "scenes=consultation")
        other.close()
        holder.rollback()
    expect(wall.locator("#said")).to_be_empty()
    connected(wall)


def test_data_older_than_a_day_are_told_as_not_refreshed(wall, dashboard, files):
    with closing(sqlite3.connect(files[1])) as connection, connection:
        connection.execute("update state set demonstration = 0")
    hung(wall, dashboard, at=datetime.now(TOWN) + timedelta(hours=30))
    expect(wall.locator("#data b")).to_have_text(re.compile(r"^数据未更新 3\d 小时$"))
