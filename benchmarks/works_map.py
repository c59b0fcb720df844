"""When a reader sees the works map, and how soon a click opens a work: in the town, with 567 and with 6,509 outlines.

One Chromium, 1920×1080, everything cached by an earlier visit. First paint: markers' pixels in a picture of the map, looked
for again and again, so a little late everywhere alike. A click is timed inside the browser, from the pointer's press to the
card's title. 567 outlines and their works come from the demonstration's own list of Baoshan, the works repeated with
small shifts up to 3,000; the 6,509 outlines of Shanghai are the demonstration's, without residents behind them.
"""

import io
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from time import monotonic

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Page, TimeoutError

from benchmarks import serving, town
from benchmarks.bytes import WINDOW
from benchmarks.result import Result
from components import eyes, maps, works_map
from data_access import demo, refresh, registration, works
from data_access.demo import places
from data_access.demo import town as of_town
from data_access.settings import Settings
from scripts.pictures import chromium, settled
from tests.conftest import copy_of
from tests.test_works import asked, placed

ON = date(2017, 7, 16)
WORKS = 3000
TIMES, CLICKS, TRIED = 5, 7, 60
RATIO, CLICK_MS = 2, 1000
MAP = ".st-key-map-works .stDeckGlJsonChart"
WATCH = """() => {
  window.pressed = 0; window.opened = null;
  document.addEventListener('pointerdown', () => { window.pressed = performance.now(); window.opened = null }, true);
  let title = document.querySelector('.works-card h2')?.textContent;
  new MutationObserver(() => {
    const now = document.querySelector('.works-card h2')?.textContent;
    if (now && now !== title) { title = now; requestAnimationFrame(() => { window.opened = performance.now() - window.pressed }) }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def measure() -> Iterable[Result]:
    """First paints, their ratio, and clicks."""
    seen = {name: _measured(store) for name, store in stores().items()}
    base = seen["town"][0]
    for name, (painted, clicked, count) in seen.items():
        yield Result(f"{name}: first paint of {count} works", painted, "ms")
        yield Result(f"{name}: first paint against the town's", painted / base, "×", RATIO)
        yield Result(f"{name}: marker pressed to its card", clicked, "ms", CLICK_MS)


def stores() -> dict[str, Path]:
    """The stores to look at, by name."""
    return {
        "town": town.store(),
        "567 outlines": many_works(baoshan()),
        "6,509 outlines": many_outlines(town.store()),
    }


@cache
def baoshan() -> Path:
    """The store of the demonstration with Baoshan's 567 committees."""
    platform, store = town.folder() / "baoshan.db", town.folder() / "baoshan-store.db"
    demo.build(platform, committees=of_town.LUODIAN.with_name("baoshan.csv"))
    refresh.run(f"sqlite:///{platform}", f"sqlite:///{store}", Settings(), kind="full")
    return store


def many_works(store: Path) -> Path:
    """A copy of the store with its works repeated, a little apart, up to WORKS."""
    copy = copy_of(store, town.folder() / "many-works.db")
    with closing(sqlite3.connect(copy)) as connection:
        (own,) = connection.execute("select count(*) from project").fetchone()
        for turn in range(1, -(-WORKS // own)):
            left = min(own, WORKS - turn * own)
            _repeat(connection, turn, left)
        connection.commit()
    return copy


def _repeat(connection: sqlite3.Connection, turn: int, count: int) -> None:
    shifts = {"longitude": f"longitude + {0.0007 * turn}", "latitude": f"latitude + {0.0004 * turn}"}
    for table, key in (("project", "id"), ("project_stage", "project_id")):
        columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
        values = [f"{key} || '-{turn}'" if name == key else shifts.get(name, f'"{name}"') for name in columns]
        chosen = f"select id from project where id not like '%-%' order by id limit {count}"
        named = ", ".join(f'"{name}"' for name in columns)
        connection.execute(
            f"insert into {table} ({named}) select {', '.join(values)} from {table} where {key} in ({chosen})"
        )


def many_outlines(store: Path) -> Path:
    """A copy of the store with Shanghai's committees beside the town's own."""
    copy = copy_of(store, town.folder() / "many-outlines.db")
    listed = of_town.committees(of_town.LUODIAN.with_name("shanghai.csv"), 1, 1)
    with closing(sqlite3.connect(copy)) as connection:
        there = {code for (code,) in connection.execute("select code from committee")}
        for one, (point, polygon) in zip(listed, places.ground(listed, 1), strict=True):
            if one.code not in there:
                row = (
                    one.code,
                    one.name,
                    "residents",
                    places.geojson(polygon),
                    "2017-01-01",
                    "2017-05-01 08:00:00",
                    *point,
                )
                connection.execute(
                    "insert into committee (code, name, kind, boundary, valid_from, updated_at, longitude, latitude)"
                    " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
        connection.commit()
    return copy


def _measured(store: Path) -> tuple[float, float, int]:
    """Median first paint and click (ms), and the number of works drawn."""
    url = f"sqlite:///{store}"
    frame, areas = works.drawable(placed(url, ON)), works.shapes(asked(url, registration.outlines(ON)))
    with serving.dashboard_of(store) as server, chromium() as browser:
        context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
        paints = [_painted(context, f"{server.url}/works") for _ in range(TIMES + 1)][1:]
        clicks = _clicks(context, f"{server.url}/works", frame, areas)
        context.close()
    return median(paints), median(clicks), len(frame)


def _painted(context: BrowserContext, url: str) -> float:
    page = context.new_page()
    begun = monotonic()
    page.goto(url)
    _until_painted(page)
    taken = (monotonic() - begun) * 1000
    page.close()
    return taken


def _until_painted(page: Page) -> None:
    page.wait_for_selector(f"{MAP} canvas", timeout=120_000)
    room, red = page.locator(MAP).bounding_box(), [163, 21, 21]
    while True:
        shot = Image.open(io.BytesIO(page.screenshot(clip=room, timeout=120_000))).convert("RGB")
        if (np.abs(np.asarray(shot, dtype=int) - red).sum(axis=2) < 24).sum() > 200:
            return


def _clicks(context: BrowserContext, url: str, frame, areas) -> list[float]:
    """Milliseconds from a press on a marker to its card, of the red ones that answer."""
    page = context.new_page()
    page.goto(url)
    settled(page, 120)
    _until_painted(page)
    page.evaluate(f"({WATCH})()")
    view = maps.fitted(works_map.box(areas, frame), works_map.map_size(eyes.Eyes()))
    room, taken = page.locator(MAP).bounding_box(), []
    for row in frame[:TRIED].itertuples():
        x, y = view.at(row.longitude, row.latitude, (room["width"], room["height"]))
        if len(taken) == CLICKS or not (20 < x < room["width"] - 60 and 20 < y < room["height"] - 20):
            continue
        page.mouse.click(room["x"] + x, room["y"] + y)
        try:
            page.wait_for_function("() => window.opened !== null", timeout=3_000)
        except TimeoutError:
            continue  # left out where markers crowd
        taken.append(page.evaluate("window.opened"))
    page.close()
    return taken
