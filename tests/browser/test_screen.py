"""The meeting-room screen in a browser: it turns by itself, obeys a hand, and keeps its picture when the server goes."""

import re

import pytest
from playwright.sync_api import expect

from components import menu
from scripts.pictures import settled
from tests.browser.seen import barriers
from tests.browser.serving import Served

WALL = (1920, 1080)
SCENES = [page.key for page in menu.PAGES if page.on_wall]
NAMED = {
    "overview": ".list.late tbody .committee",
    "party": "#branches tbody th",
    "committee": ".st-key-work .works .what",
    "meeting": ".became-list li:nth-child(4) .what",
}
"""What a scene has to name: whose a late work is, the branches, the committee's works, what meetings decided."""
SMALL = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const place = walk.currentNode.parentElement;
    if (!walk.currentNode.nodeValue.trim() || !place.checkVisibility({ visibilityProperty: true })) continue;
    if (place.closest("svg, .sr, .way") || !place.getBoundingClientRect().width) continue;
    if (parseFloat(getComputedStyle(place).fontSize) < 22) found.push(place.textContent.trim().slice(0, 20));
  }
  return found;
}"""


@pytest.fixture
def wall(reader):
    """A wall's page, before it is told what to show."""
    with reader("zh").opened(WALL) as visit:
        visit.page.complaints = visit.complaints
        yield visit.page


def shown(page):
    return page.frame_locator("iframe.shown")


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_fills_the_wall_and_everybody_can_read_it(scene, wall, served):
    wall.goto(f"{served.url}/screen?scenes={scene}&committee=310113101003")
    expect(shown(wall).locator(".sentence").first).to_be_visible(timeout=120_000)
    frame = next(frame for frame in wall.frames if "embed=true" in frame.url)
    settled(frame)
    assert frame.evaluate(SMALL) == []
    if scene in NAMED:
        expect(frame.locator(NAMED[scene]).first).to_be_visible()
    room = frame.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollHeight - m.clientHeight, m.scrollWidth - m.clientWidth] }"
    )
    assert room == [0, 0]
    assert barriers(frame) == []
    assert frame.evaluate("document.getAnimations().length") == 0
    assert wall.complaints == []


def test_it_turns_by_itself_stops_under_a_hand_and_goes_on(wall, served):
    wall.goto(f"{served.url}/screen?scenes=overview,consultation&dwell=3")
    title = wall.locator("#title")
    for name in ("总览", "协商", "总览"):
        expect(title).to_have_text(name, timeout=120_000)
    wall.keyboard.press("x")
    expect(wall.locator("#said")).to_contain_text("已暂停")
    stopped = title.inner_text()
    wall.wait_for_timeout(5000)
    assert title.inner_text() == stopped
    wall.keyboard.press("PageDown")
    expect(title).not_to_have_text(stopped)
    wall.keyboard.press("PageUp")
    expect(title).to_have_text(stopped)
    wall.locator("[data-does=pause]").click()
    expect(title).not_to_have_text(stopped)


def test_a_meeting_holds_the_day_and_a_phone_finds_the_same_view(wall, served):
    wall.goto(f"{served.url}/screen?scenes=overview")
    expect(shown(wall).locator(".sentence").first).to_be_visible(timeout=120_000)
    wall.keyboard.press("x")
    wall.locator("[data-does=freeze]").click()
    expect(wall.locator("#said")).to_contain_text("定格在 2017年7月16日")
    expect(wall).to_have_url(re.compile("on=2017-07-16"))
    wall.locator("[data-does=phone]").click()
    expect(wall.locator("#phone img")).to_have_js_property("complete", True)
    assert wall.locator("#phone img").evaluate("image => image.naturalWidth") > 100


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1024, 768), (3440, 1440)])
def test_the_stage_fits_every_wall(size, wall, served):
    wall.set_viewport_size({"width": size[0], "height": size[1]})
    wall.goto(f"{served.url}/screen?scenes=overview")
    expect(wall.locator("#clock")).to_have_text(re.compile(r"\d\d:\d\d"))
    box = wall.locator("#stage").evaluate(
        "s => { const r = s.getBoundingClientRect(); return [r.width, r.height] }"
    )
    zoom = min(size[0] / 1920, size[1] / 1080)
    assert box == pytest.approx([1920 * zoom, 1080 * zoom], abs=1)
    assert wall.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.clientHeight]"
    ) == list(size)


def test_unknown_scenes_and_dwells_are_told(wall, served):
    wall.goto(f"{served.url}/screen?scenes=overview,nonsense&dwell=soon")
    expect(wall.locator("#said")).to_contain_text("没有这些画面：nonsense")
    expect(wall.locator("#said")).to_contain_text("停留时间须为 2 至 3600 秒")


def test_the_screen_itself_can_be_read_by_everybody_and_used_without_a_mouse(wall, served):
    wall.goto(f"{served.url}/screen?scenes=overview,consultation&dwell=2")
    expect(shown(wall).locator(".sentence").first).to_be_visible(timeout=120_000)
    wall.keyboard.press("x")
    expect(wall.locator("#said")).to_contain_text("已暂停")
    assert barriers(wall) == []
    reached = []
    for _ in range(11):
        wall.keyboard.press("Tab")
        reached.append(
            wall.evaluate("document.activeElement.dataset.scene || document.activeElement.dataset.does")
        )
    assert reached == [
        "1",
        "2",
        "previous",
        "pause",
        "next",
        "freeze",
        "phone",
        "remote",
        "find",
        "full",
        "exit",
    ]
    assert wall.evaluate("document.getAnimations().length") == 0


def test_two_letters_open_a_committee_with_its_works_and_a_third_key_goes_back(wall, served):
    wall.goto(f"{served.url}/screen?scenes=overview,consultation")
    expect(shown(wall).locator(".sentence").first).to_be_visible(timeout=120_000)
    title, finder = wall.locator("#title"), wall.locator("#finder")
    wall.keyboard.type("j")
    wall.keyboard.type("x")
    expect(finder.locator("button")).to_have_text(["1金星", "2金星第二", "3美罗家园佳翔苑"])
    assert barriers(wall) == []
    wall.keyboard.press("Escape")
    expect(finder).to_be_hidden()
    wall.keyboard.press("Escape")
    expect(wall.locator("#said")).to_be_empty()
    wall.keyboard.type("qn")
    wall.keyboard.type("jwh")  # who types on means the same name
    expect(finder).to_be_hidden()
    expect(title).to_have_text("居委会 · 祁南")
    expect(shown(wall).get_by_text("祁南一村1–16号无障碍坡道")).to_be_visible(timeout=60_000)
    wall.keyboard.press("Escape")
    expect(title).to_have_text("总览")
    expect(wall.locator("iframe")).to_have_count(2)
    expect(wall.locator("#said")).to_be_empty()


def test_a_click_opens_what_it_is_on_within_the_wall_until_two_minutes_have_passed(wall, served):
    wall.clock.install()
    wall.goto(f"{served.url}/screen?scenes=overview,consultation")
    expect(shown(wall).locator(".sentence").first).to_be_visible(timeout=120_000)
    row = shown(wall).locator(".st-key-list-leading tbody tr").last  # where the controls would come
    name, box = row.locator("th").inner_text(), row.bounding_box()
    wall.mouse.click(box["x"] + box["width"] - 20, box["y"] + box["height"] / 2)
    expect(wall.locator("#title")).to_have_text(f"居委会 · {name}")
    expect(shown(wall).locator(".st-key-committee")).to_be_visible(timeout=60_000)
    expect(shown(wall).owner).to_have_attribute("src", re.compile("look=wall"))
    expect(wall.locator("#controls")).to_be_hidden()
    wall.clock.fast_forward(121_000)
    expect(wall.locator("#title")).to_have_text("总览")
    wall.keyboard.press("2")
    expect(wall.locator("#title")).to_have_text("协商", timeout=60_000)


def test_a_committee_is_held_in_every_scene_and_the_screen_is_left_by_two_presses(wall, served):
    wall.goto(f"{served.url}/?committee=310113101003")
    wall.get_by_role("link", name="会议屏").click()
    expect(wall.locator("#title")).to_have_text("总览 · 祁南", timeout=120_000)
    expect(shown(wall).owner).to_have_attribute("src", re.compile("committee=310113101003"))
    wall.keyboard.press("Escape")
    expect(wall.locator("#said")).to_have_text("再按一次 Esc 退出会议屏")
    wall.keyboard.press("Escape")
    expect(wall).to_have_url(f"{served.url}/?committee=310113101003")


def test_the_picture_survives_the_server_and_comes_back_by_itself(
    wall, small_demo_file, small_demo_store, tmp_path
):
    dashboard = Served(small_demo_file, small_demo_store, tmp_path)
    dashboard.start()
    try:
        wall.goto(f"{dashboard.url}/screen?scenes=overview,consultation&dwell=2")
        title = wall.locator("#title")
        for name in ("总览", "协商"):
            expect(title).to_have_text(name, timeout=120_000)
        dashboard.stop()
        expect(wall.locator("#said")).to_contain_text("连接中断")
        for name in ("总览", "协商", "总览"):
            expect(title).to_have_text(name)
            expect(shown(wall).locator(".sentence").first).to_be_visible()
            expect(shown(wall).locator("[role=dialog]")).to_have_count(0)
        dashboard.start()
        expect(wall.locator("#said")).to_be_empty()
        expect(shown(wall).locator('[data-testid="stApp"]')).to_have_attribute(
            "data-test-connection-state", "CONNECTED"
        )
        assert wall.locator("iframe.shown").count() == 1
    finally:
        dashboard.stop()
