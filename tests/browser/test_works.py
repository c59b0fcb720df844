"""The works map under a reader's hand, with everything outside out of reach."""

import io
import re
import subprocess
from datetime import date

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from components.document import viewport
from components.maps import deck, map_style
from components.works import map_layers, works_map
from data_access import registration
from data_access.works import locations
from scripts.pictures import SIZES, launched, settled
from tests.browser.everywhere import DAY
from tests.browser.visits import Reader
from tests.works.test_works import asked, placed

ON = date(2017, 7, 16)
MAP = ".st-key-map-works .stDeckGlJsonChart"
TITLE = ".works-card h2"
PATIENCE = 120_000
CLICKS = 20
NO_WEBGL = """const draws = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.includes('webgl') ? null : draws.call(this, kind, ...more);
};"""

SHAPES = """characters => characters.map(character => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  canvas.width = canvas.height = 40;
  pen.font = "900 24px sans-serif";
  pen.fillText(character, 4, 28);
  return canvas.toDataURL();
})"""
"""What the map's canvases draw of characters, each as a picture."""
LOSE = f"""() => document.querySelector("{MAP} canvas")
  .dispatchEvent(new Event("webglcontextlost", {{bubbles: false, cancelable: true}}))"""


@pytest.fixture(scope="module")
def town(demo_store):
    """The works and the outlines of the demonstration's last day."""
    url = f"sqlite:///{demo_store}"
    return placed(url, ON), locations.shapes(asked(url, registration.outlines(ON)))


@pytest.fixture(scope="module")
def without_webgl(browser, served):
    """A reader whose browser draws no map, so that a page is there in no time."""
    profile = Reader(browser, served.url, "zh")
    profile.without(NO_WEBGL)
    yield profile
    profile.close()


def patient(visit):
    """The visit's page, which without a graphics card has much to do before it answers a hand."""
    visit.page.set_default_timeout(PATIENCE)
    return visit.page


def picture(page) -> np.ndarray:
    """The map's pixels."""
    shot = page.locator(MAP).screenshot(timeout=PATIENCE)
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=int)


def coloured(pixels: np.ndarray, colour: str, near: int = 40) -> int:
    """How many pixels are of a colour, or nearly."""
    wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return int((np.abs(pixels - wanted).sum(axis=2) <= near).sum())


def seen_in_time(page, wanted: dict[str, int], tries: int = 60) -> dict[str, int]:
    """How many pixels there are of each colour, as soon as there are enough of all, or at the end of patience."""
    found = {}
    for _ in range(tries):
        pixels = picture(page)
        found = {colour: coloured(pixels, colour) for colour in wanted}
        if all(found[colour] >= least for colour, least in wanted.items()):
            break
        page.wait_for_timeout(1000)
    return found


SEEN = {("light", "1080p"), ("light", "phone"), ("dark", "laptop")}
"""Each look and each size once; without a graphics card a map is drawn for seconds, and on the largest screen for a minute."""


@pytest.mark.parametrize(
    ("look", "size"),
    [
        pytest.param(look, size, marks=[] if (look, size) in SEEN else pytest.mark.soak)
        for look in ("light", "dark")
        for size in SIZES
    ],
)
def test_roads_and_labels_are_there_and_nothing_was_asked_outside(reader, look, size):
    colours = map_style.PALETTES[look]
    road = colours["main_casing" if look == "light" else "main"]
    wanted = {colours["metro"]: 150, road: 400, colours["wet"]: 12, colours["ink"]: 25, colours["town"]: 5000}
    shown = {"map": "1"} if size == "phone" else {}
    with reader("zh").visit("/works", SIZES[size], look=look, **shown, **DAY) as visit:
        visit.page.wait_for_selector(f"{MAP} canvas", timeout=PATIENCE)
        found = seen_in_time(visit.page, wanted)
        assert {colour: count for colour, count in found.items() if count < wanted[colour]} == {}
        assert visit.outside == []
        assert visit.complaints == []
        assert "示意图，不作为划界依据" in visit.text_of(".works-head")


def apart(frame, view, size, least: float = 20) -> list:
    """Works whose markers no other comes near, with where they lie on the map."""
    moved = map_layers.given_way(frame, view, size)
    at = {
        row.project: np.add(view.at(row.longitude, row.latitude, size), (row.across, row.down))
        for row in moved.itertuples()
    }
    free = []
    for row in frame.itertuples():
        x, y = at[row.project]
        others = (np.hypot(x - a, y - b) for code, (a, b) in at.items() if code != row.project)
        if min(others) >= least and 40 < x < size[0] - 60 and 40 < y < size[1] - 40:
            free.append((row, x, y))
    return free


def first_view(town, window: tuple[int, int]):
    """What the map shows at first in a window."""
    frame, areas = locations.drawable(town[0]), town[1]
    return deck.fitted(works_map.box(areas, frame), works_map.map_size(viewport.Viewport(*window)))


def spots(page, town, window: tuple[int, int] = SIZES["1080p"]) -> list:
    """Works that can be clicked without doubt, with where they lie on the screen."""
    room = page.locator(MAP).bounding_box()
    free = apart(locations.drawable(town[0]), first_view(town, window), (room["width"], room["height"]))
    return [(row, room["x"] + x, room["y"] + y) for row, x, y in free]


def bare(page, town, window: tuple[int, int]) -> tuple[float, float]:
    """Where on the screen a committee has the most room without a marker, around its name."""
    room, view = page.locator(MAP).bounding_box(), first_view(town, window)
    size = (room["width"], room["height"])
    marked = [view.at(row.longitude, row.latitude, size) for row in locations.drawable(town[0]).itertuples()]
    named = [view.at(row.x, row.y, size) for row in town[1].itertuples()]
    x, y = max(named, key=lambda at: min(np.hypot(at[0] - a, at[1] - b) for a, b in marked))
    return room["x"] + x, room["y"] + y


def markers_painted(page) -> None:
    page.wait_for_selector(f"{MAP} canvas", timeout=PATIENCE)
    wanted = {"#a31515": 300, "#2b9a58": 300}
    found = seen_in_time(page, wanted)
    assert {colour: count for colour, count in found.items() if count < wanted[colour]} == {}


def test_twenty_clicks_open_twenty_works_and_back_returns(reader, town):
    with reader("zh").visit("/works", SIZES["1080p"], **DAY) as visit:
        page = patient(visit)
        markers_painted(page)
        free = spots(page, town)
        assert len(free) >= CLICKS
        for row, x, y in free[:CLICKS]:
            page.mouse.click(x, y)
            expect(page.locator(TITLE)).to_have_text(row.title, timeout=PATIENCE)
            expect(page).to_have_url(re.compile(f"project={row.project}"))
            expect(page.locator("#works-list tr[aria-current]")).to_contain_text(row.title, timeout=PATIENCE)
        page.go_back()
        expect(page.locator(TITLE)).to_have_text(free[CLICKS - 2][0].title, timeout=PATIENCE)
        page.go_back()
        expect(page.locator(TITLE)).to_have_text(free[CLICKS - 3][0].title, timeout=PATIENCE)
        assert visit.complaints == []


def dragged(page, start: tuple[float, float], by: tuple[int, int], held: int) -> None:
    """A hand that draws the map along and may hold it before it lets go; whatever that does is done afterwards."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=10)
    page.wait_for_timeout(held)
    page.mouse.up()
    page.wait_for_timeout(3000)


def test_a_slow_hand_opens_a_work_and_a_drag_opens_none(reader, town):
    with reader("zh").visit("/works", SIZES["laptop"], **DAY) as visit:
        page = patient(visit)
        markers_painted(page)
        (one, x, y), (other, other_x, other_y), *_ = spots(page, town, SIZES["laptop"])
        dragged(page, (x, y), (60, 40), held=0)
        expect(page.locator(TITLE)).to_have_count(0)
        page.mouse.click(other_x + 60, other_y + 40)  # the map was dragged along
        expect(page.locator(TITLE)).to_have_text(other.title, timeout=PATIENCE)
        dragged(page, (x + 60, y + 40), (-60, -40), held=700)
        assert page.locator(TITLE).inner_text() == other.title
        page.mouse.click(x, y, delay=700)
        expect(page.locator(TITLE)).to_have_text(one.title, timeout=PATIENCE)
        page.wait_for_timeout(1500)
        assert page.locator(TITLE).inner_text() == one.title
        assert visit.complaints == []


def test_a_double_click_opens_a_work_and_leaves_the_map_where_it_is(reader, town):
    with reader("zh").visit("/works", SIZES["laptop"], **DAY) as visit:
        page = patient(visit)
        markers_painted(page)
        first, second, *_ = spots(page, town, SIZES["laptop"])
        for row, x, y in (first, second):
            page.mouse.dblclick(x, y)
            expect(page.locator(TITLE)).to_have_text(row.title, timeout=PATIENCE)
        page.wait_for_timeout(1500)
        assert page.locator(TITLE).inner_text() == second[0].title


def test_a_coloured_area_under_the_pointer_opens_nothing(reader, town):
    with reader("zh").visit("/works", SIZES["laptop"], layers="works.coverage", **DAY) as visit:
        page = patient(visit)
        markers_painted(page)
        tip = page.locator(f"{MAP} .deck-tooltip")
        page.mouse.click(*bare(page, town, SIZES["laptop"]))
        expect(tip).to_contain_text("底数", timeout=PATIENCE)
        page.wait_for_timeout(3000)
        expect(page).not_to_have_url(re.compile("project="))
        row, x, y = spots(page, town, SIZES["laptop"])[0]
        page.mouse.click(x, y)
        expect(page.locator(TITLE)).to_have_text(row.title, timeout=PATIENCE)
        expect(tip).to_contain_text(row.title)


def test_a_row_leads_the_map_to_its_work_and_another_marker_is_still_found(reader, town):
    with reader("zh").visit("/works", SIZES["1080p"], **DAY) as visit:
        page = patient(visit)
        markers_painted(page)
        red = next(row for row in locations.drawable(town[0]).itertuples() if row.light == "red")
        page.locator(f'#works-list [data-project="{red.project}"]').click()
        expect(page.locator(TITLE)).to_have_text(red.title, timeout=PATIENCE)
        for _ in range(30):
            pixels = picture(page)
            middle = pixels[
                pixels.shape[0] // 2 - 12 : pixels.shape[0] // 2 + 12,
                pixels.shape[1] // 2 - 12 : pixels.shape[1] // 2 + 12,
            ]
            if coloured(middle, "#a31515") > 60:
                break
            page.wait_for_timeout(1000)
        assert coloured(middle, "#a31515") > 60
        page.locator(".works-close").click()
        expect(page.locator(TITLE)).to_have_count(0, timeout=PATIENCE)
        page.go_back()
        expect(page.locator(TITLE)).to_have_text(red.title, timeout=PATIENCE)


def test_a_filter_counts_the_same_in_legend_and_list_and_stays_in_the_address(without_webgl):
    with without_webgl.visit("/works", SIZES["laptop"], **DAY) as visit:
        page = patient(visit)
        page.locator('[data-scope="kind"]').select_option("tree")
        expect(page.locator(".works-list .count")).not_to_have_text("93", timeout=PATIENCE)
        count = int(page.locator(".works-list .count").inner_text())
        assert page.locator("#works-list tbody tr").count() == count
        assert page.locator('[data-legend="kind"] [data-value="tree"] b').inner_text() == str(count)
        expect(page).to_have_url(re.compile("kind=tree"))
        page.locator('[data-legend="light"] [data-value="green"]').click()
        expect(page.locator('[data-legend="light"] [data-value="red"] b')).to_have_text("0", timeout=PATIENCE)
        expect(page).to_have_url(re.compile("kind=tree"))
        expect(page).to_have_url(re.compile("light=green"))
        page.go_back()
        expect(page.locator(".works-list .count")).to_have_text(str(count), timeout=PATIENCE)


def test_the_day_slides_and_plays(reader):
    with reader("zh").visit("/works", SIZES["laptop"], **DAY) as visit:
        page = patient(visit)
        slider = page.locator(".works-time input")
        slider.fill("20")
        expect(page.locator(".works-day")).to_have_text("2017年5月21日")
        expect(page.locator("h1.sentence")).to_contain_text("5月21日", timeout=PATIENCE)
        expect(page).to_have_url(re.compile("on=2017-05-21"))
        page.locator("[data-plays]").click()
        expect(page.locator("[data-plays]")).to_have_text("暂停", timeout=PATIENCE)
        expect(page.locator("h1.sentence")).to_contain_text(re.compile("5月2[4-9]日|5月3"), timeout=PATIENCE)
        page.locator("[data-plays]").click()
        expect(page.locator("[data-plays]")).to_have_text("播放", timeout=PATIENCE)
        settled(page)
        before = page.url
        page.wait_for_timeout(2500)
        expect(page).to_have_url(before)


def test_without_webgl_there_is_a_still_picture_and_the_whole_list(without_webgl, town):
    with without_webgl.visit("/works", SIZES["1080p"], **DAY) as visit:
        page = patient(visit)
        assert page.locator(MAP).count() == 0
        marks = page.locator(".works-picture a")
        assert marks.count() == len(locations.drawable(town[0]))
        assert page.locator("#works-list tbody tr").count() == len(town[0])
        title = marks.last.get_attribute("aria-label").split(" · ")[0]
        marks.last.focus()
        page.keyboard.press("Enter")
        expect(page.locator(TITLE)).to_have_text(title, timeout=PATIENCE)
        assert visit.complaints == []


def test_a_phone_lists_first_and_loads_the_map_when_asked(reader):
    with reader("zh").visit("/works", SIZES["phone"], **DAY) as visit:
        page = patient(visit)
        asked_for = [answer.url for answer in visit.answers]
        assert not any("DeckGl" in url for url in asked_for)
        show = page.locator(".works-show")
        assert page.locator("#works-list").bounding_box()["y"] < show.bounding_box()["y"]
        show.click()
        page.wait_for_selector(f"{MAP} canvas", timeout=PATIENCE)
        held = page.evaluate(
            f"""() => [...document.querySelectorAll('{MAP} *')].map(one => getComputedStyle(one).touchAction)
                .filter(action => !['auto', 'pan-y', 'manipulation'].includes(action))"""
        )
        assert held == []  # a finger that moves up or down scrolls the page
        assert page.locator(MAP).bounding_box()["height"] < SIZES["phone"][1] * 0.7


def test_on_a_phone_a_pressed_marker_brings_its_card_into_sight(reader, town):
    with reader("zh").visit("/works", SIZES["phone"], map="1", **DAY) as visit:
        page = patient(visit)
        page.locator(MAP).scroll_into_view_if_needed()
        markers_painted(page)
        row, x, y = spots(page, town, SIZES["phone"])[0]
        page.mouse.click(x, y)
        expect(page.locator(TITLE)).to_have_text(row.title, timeout=PATIENCE)
        expect(page.locator(TITLE)).to_be_in_viewport()


def test_the_wheel_scrolls_the_page_over_the_map(reader):
    with reader("zh").visit("/works", SIZES["laptop"], **DAY) as visit:
        page = patient(visit)
        page.wait_for_selector(f"{MAP} canvas", timeout=PATIENCE)
        room = page.locator(MAP).bounding_box()
        page.mouse.move(room["x"] + 200, room["y"] + 200)
        page.mouse.wheel(0, 120)
        page.wait_for_function(
            "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop > 0", timeout=PATIENCE
        )


def _without_chinese(folder) -> str:
    """A font configuration with all of this machine's fonts but those that have Chinese characters."""
    found = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=True)
    files = [line.strip().rstrip(":") for line in found.stdout.splitlines()]
    assert files, "the tests' Chinese font is not there"
    refused = "".join(f"<glob>{file}</glob>" for file in files)
    return (
        f"<fontconfig><dir>/usr/share/fonts</dir><cachedir>{folder}</cachedir>"
        f"<selectfont><rejectfont>{refused}</rejectfont></selectfont></fontconfig>"
    )


def test_a_machine_without_fonts_reads_the_map_in_ours(browser, served, tmp_path):
    (tmp_path / "fonts.conf").write_text(_without_chinese(tmp_path))
    bare_browser = launched(browser.browser_type, FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    try:
        profile = Reader(bare_browser, served.url, "zh")
        with profile.visit("/works", SIZES["laptop"], **DAY) as visit:
            visit.page.wait_for_selector(f"{MAP} canvas", timeout=PATIENCE)
            visit.page.wait_for_function(
                """() => document.fonts.check('700 24px "Noto Sans SC"', '月罗公路练祁河美兰湖')""",
                timeout=PATIENCE,
            )
            drawn = visit.page.evaluate(SHAPES, ["月", "罗", "A"])
    finally:
        bare_browser.close()
    assert len(set(drawn)) == 3, "each character has a shape of its own, none is a box"


def test_a_map_that_lost_its_graphics_comes_back_and_says_so_where_it_cannot(reader):
    with reader("zh").visit("/works", SIZES["laptop"], **DAY) as visit:
        page = patient(visit)
        page.wait_for_selector(f"{MAP} canvas")
        with page.expect_navigation():
            page.evaluate(LOSE)
        settled(page)
        page.wait_for_selector(f"{MAP} canvas")
        expect(page.locator(".works-lost")).to_be_hidden()
        page.evaluate(LOSE)
        expect(page.locator(".works-lost")).to_be_visible()
