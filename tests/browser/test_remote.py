"""A wall and the phones that say what it shows: at once, at whichever server, and also while the servers are started anew."""

import os
from statistics import median

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.phones import SIZE, connected, listened_to, press, watched
from tests.browser.seen import barriers
from tests.browser.serving import Served

SCENES = ("overview", "consultation", "registration")
TURNS = int(os.environ.get("REMOTE_TURNS", "50"))
READY = f"() => document.querySelectorAll('#dots li:is(.ready, .shown)').length === {len(SCENES)}"


@pytest.fixture
def two(small_demo_file, small_demo_store, tmp_path):
    """Two servers on the same records, at which nobody signs in."""
    servers = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        records = tmp_path / "records.db"
        servers.append(Served(small_demo_file, small_demo_store, tmp_path / name, records=records))
        servers[-1].start()
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture
def opened(browser):
    """Opens an address in a browser of its own; everybody leaves at the end."""
    contexts = []

    def opening(address: str, **how) -> Page:
        contexts.append(browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **how))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield opening
    for context in contexts:
        context.close()


def hung(opened, server: Served) -> Page:
    """A wall with all its scenes ready, which stay as they are."""
    wall = opened(
        f"{server.url}/screen?scenes={','.join(SCENES)}&dwell=3600", viewport={"width": 1280, "height": 720}
    )
    wall.wait_for_function(READY, timeout=180_000)
    return listened_to(wall)


def unheard(route: Route) -> None:
    """Lets no event through, as a proxy that keeps them back."""
    if route.request.resource_type == "eventsource":
        route.fulfill(status=200, headers={"content-type": "text/event-stream"}, body="")
    else:
        route.continue_()


def on_a_phone(opened, server: Served, wall: Page) -> Page:
    """A phone that has scanned the code on the wall."""
    return connected(opened("about:blank", viewport=SIZE, has_touch=True), server.url, wall)


def test_the_wall_obeys_a_phone_at_once_at_either_server_and_goes_its_own_way_again(two, opened):
    one, other = two
    wall = hung(opened, one)
    near = on_a_phone(opened, one, wall)
    far = on_a_phone(opened, other, wall)
    far.route("**/remote/news*", unheard)
    far.reload()
    watched(far)
    title = wall.locator("#title")
    assert barriers(near) == barriers(wall) == []
    assert near.evaluate("document.documentElement.scrollWidth") <= SIZE["width"]
    took = []
    for number, deed in enumerate(("next", "next", "previous"), 1):
        took.append(press(near, wall, deed))
        expect(title).to_have_text(("总览", "协商", "注册", "协商")[number])
        expect(near.locator("#state")).to_contain_text("后自动回到轮播")
    expect(wall.locator("#remote")).to_be_hidden()
    expect(far.locator("#title")).to_have_text("协商")  # it goes on from what it shows
    slow = [press(far, wall, deed) for deed in ("next", "previous", "next")]
    print("one server", took, "two servers", slow)
    assert median(took) < 0.5
    assert median(slow) < 1
    expect(title).to_have_text("注册")
    expect(near.locator("#title")).to_have_text("注册")
    near.locator("[data-do=down]").click()
    far.locator("#line").get_by_text("第 1 行").wait_for()
    far.locator("[data-do=down]").click()
    expect(near.locator("#line")).to_contain_text("第 2 行")
    expect(wall.locator("#light")).to_be_visible()
    frames = len(SCENES) + 1  # what the row leads to gets ready
    expect(wall.locator("iframe")).to_have_count(frames)
    name = near.locator("#line").inner_text().split("，")[0]
    far.locator("[data-do=open_row]").click()
    expect(title).to_have_text(f"居委会 · {name}")
    expect(wall.frame_locator("iframe.shown").locator(".st-key-committee")).to_be_visible(timeout=60_000)
    expect(wall.locator("iframe")).to_have_count(frames)
    far.locator("#query").fill("qn")
    far.get_by_role("button", name="祁南").click()
    expect(title).to_have_text("居委会 · 祁南")
    expect(wall.frame_locator("iframe.shown").locator(".st-key-committee")).to_be_visible(timeout=60_000)
    expect(near.locator("#title")).to_have_text("居委会 · 祁南")
    far.locator("[data-do=freeze]").click()
    expect(wall.locator("#said")).to_contain_text("定格在 2017年7月16日")
    expect(near.locator("[data-do=freeze]")).to_have_text("取消定格")
    near.locator("[data-do=freeze]").click()
    near.locator("[data-do=go_on]").click()
    expect(title).to_have_text("注册")
    expect(wall.locator("#said")).to_be_empty()
    expect(far.locator("#state")).to_have_text("自动轮播中")
    wall.keyboard.press("0")
    wall.get_by_role("button", name="断开所有手机").click()
    expect(near.locator("#entry")).to_be_visible()
    expect(far.locator("#entry")).to_be_visible()


def turned_through_restarts(two: list[Served], opened, turns: int) -> None:
    """Turns scenes, while the server of wall and phone is away twice: what was pressed meanwhile is done when it is back."""
    server = two[0]
    wall = hung(opened, server)
    phone = on_a_phone(opened, server, wall)
    for turn in range(turns):
        away = turn in (turns // 3, 2 * turns // 3)
        if away:
            server.stop()
        phone.locator("[data-do=next]").click()
        if away:
            expect(phone.locator("#state")).to_contain_text("连接中断")
            server.start()
        expect(phone.locator("#wall")).to_have_attribute("aria-busy", "false")
        expect(wall.locator("#title")).to_have_text(phone.locator("#title").inner_text())
        assert phone.locator("#title").inner_text() == ("总览", "协商", "注册")[(turn + 1) % 3]


def test_the_wall_ends_where_the_phone_says_though_its_server_was_started_anew(two, opened):
    turned_through_restarts(two, opened, 6)


@pytest.mark.soak
def test_fifty_turns_and_two_restarts_end_where_the_phone_says(two, opened):
    turned_through_restarts(two, opened, TURNS)
