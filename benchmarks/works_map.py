"""When a reader sees the works map, and how soon a click opens a work: in the town, with 567 and with 6,509 outlines.

One Chromium, 1920×1080, everything cached by an earlier visit; the stores take turns, and medians are compared. First paint:
markers' pixels in a picture of the map, looked for again and again, so a little late everywhere alike. A click is timed
inside the browser: from the pointer's press to the selection's leaving for the server, to the card's being there, and
to the next painted frame; pressed are red markers seen in a picture. 567 outlines and their works come from the
demonstration's own list of Baoshan, the works repeated with small shifts up to 3,000; the 6,509 outlines of Shanghai are the
demonstration's, without residents behind them.
"""

import io
import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
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
from data_access import demo, refresh
from data_access.demo import places
from data_access.demo import town as of_town
from data_access.settings import Settings
from scripts.pictures import chromium, settled
from tests.conftest import copy_of

WORKS = 3000
TIMES, CLICKS = 5, 9
RATIO, CLICK_MS = 2, 1000
PATIENCE = 60_000
MAP = ".st-key-map-works .stDeckGlJsonChart"
RED = [163, 21, 21]
WATCH = """() => {
  const moments = window.moments = { pressed: 0, sent: null, there: null, painted: null };
  addEventListener('pointerdown', (down) => {
    if (down.isTrusted) Object.assign(moments, { pressed: performance.now(), sent: null, there: null, painted: null });
  }, true);
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (...given) {
    moments.sent ??= performance.now() - moments.pressed;
    return send.apply(this, given);
  };
  let shown = null;
  new MutationObserver(() => {
    const now = document.querySelector('.works-open')?.getAttribute('href');
    if (!now || now === shown) return;
    shown = now;
    moments.there = performance.now() - moments.pressed;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => { moments.painted = performance.now() - moments.pressed };
      after.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['href'] });
}"""


@dataclass
class Seen:
    """What was measured of one store: milliseconds of paints and of each click's moments, presses without an answer,
    and the server's processor seconds over the clicks."""

    paints: list[float] = field(default_factory=list)
    clicks: list[dict[str, float]] = field(default_factory=list)
    unanswered: int = 0
    spent: float = 0

    def at(self, moment: str) -> float:
        """The median of a click's moment."""
        return median(click[moment] for click in self.clicks)


def measure() -> Iterable[Result]:
    """First paints, their ratio, and clicks."""
    seen = {name: Seen() for name in stores()}
    with ExitStack() as open_, chromium() as browser:
        urls = {name: open_.enter_context(serving.dashboard_of(store)) for name, store in stores().items()}
        context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
        for turn in range(TIMES + 1):
            for name, server in urls.items():
                paint = _painted(context, f"{server.url}/works")
                if turn:  # the first fills the caches
                    seen[name].paints.append(paint)
        for name, server in urls.items():
            _click(context, server, seen[name])
        context.close()
    base = median(seen["town"].paints)
    for name, one in seen.items():
        painted = median(one.paints)
        yield Result(f"{name}: first paint", painted, "ms")
        yield Result(f"{name}: first paint against the town's", painted / base, "×", RATIO)
        yield Result(f"{name}: presses without an answer", one.unanswered, "", 0)
        if not one.clicks:
            continue
        yield Result(f"{name}: marker pressed to its card", one.at("painted"), "ms", CLICK_MS)
        yield Result(
            f"{name}: the slowest of {len(one.clicks)} clicks", max(c["painted"] for c in one.clicks), "ms"
        )
        yield Result(f"{name}: pressed to sent", one.at("sent"), "ms")
        yield Result(f"{name}: pressed to the card in the document", one.at("there"), "ms")
        yield Result(f"{name}: the server's processor time a click", one.spent / len(one.clicks) * 1000, "ms")


@cache
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
        codes = {code for (code,) in connection.execute("select code from committee")}
        for one, (point, polygon) in zip(listed, places.ground(listed, 1), strict=True):
            if one.code not in codes:
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


def _painted(context: BrowserContext, url: str) -> float:
    page = context.new_page()
    begun = monotonic()
    page.goto(url)
    _until_painted(page)
    taken = (monotonic() - begun) * 1000
    page.close()
    return taken


def _until_painted(page: Page) -> np.ndarray:
    """Where the map is red, as soon as it is. Raises TimeoutError where it never is."""
    page.wait_for_selector(f"{MAP} canvas", timeout=2 * PATIENCE)
    room, begun = page.locator(MAP).bounding_box(), monotonic()
    while monotonic() - begun < 2 * PATIENCE / 1000:
        shot = Image.open(io.BytesIO(page.screenshot(clip=room, timeout=2 * PATIENCE))).convert("RGB")
        red = np.abs(np.asarray(shot, dtype=int) - RED).sum(axis=2) < 24
        if red.sum() > 200:
            return red
    raise TimeoutError("no red marker on the map")


def _marked(red: np.ndarray, apart: int = 70) -> list[tuple[float, float]]:
    """The middles of red markers, some way from each other and from the map's edges."""
    found: list[tuple[float, float]] = []
    for y, x in zip(*np.nonzero(red), strict=True):
        part = red[y : y + 22, max(x - 22, 0) : x + 22]
        if part.sum() < 40:
            continue
        down, across = np.nonzero(part)
        middle = max(x - 22, 0) + across.mean(), y + down.mean()
        inside = 30 < middle[0] < red.shape[1] - 80 and 30 < middle[1] < red.shape[0] - 30
        if inside and all(np.hypot(middle[0] - a, middle[1] - b) > apart for a, b in found):
            found.append(middle)
    return found


def _click(context: BrowserContext, server: serving.Measured, seen: Seen) -> None:
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{server.url}/works")
    settled(page, 120)
    page.wait_for_timeout(3000)
    red, room = _until_painted(page), page.locator(MAP).bounding_box()
    assert room, "the map is not drawn"
    begun = server.cpu()
    for x, y in _marked(red)[:CLICKS]:
        page.mouse.move(room["x"] + x, room["y"] + y)
        page.wait_for_timeout(500)  # a hand does not press the moment it arrives
        page.mouse.click(room["x"] + x, room["y"] + y)
        try:
            page.wait_for_function("() => window.moments.painted !== null", timeout=PATIENCE)
        except TimeoutError:
            seen.unanswered += 1
            continue
        settled(page, 120)
        seen.clicks.append(page.evaluate("window.moments"))
    seen.spent = server.cpu() - begun
    page.close()
