"""The registration page for the 567 committees of a district against the 41 of the town.

Its queries by processor time, as in `queries`; its first view (the figures) and its whole table by the clock, from the
beginning of the navigation: one Chromium, 1920×1080, everything cached by earlier visits, the two servers in turns, medians;
how long frames take while the district's table is scrolled through.
"""

import time
from collections.abc import Iterable
from statistics import median, quantiles

from playwright.sync_api import BrowserContext, Page

from benchmarks import queries, serving, town
from benchmarks.bytes import WINDOW
from benchmarks.result import Result
from components import menu
from scripts.pictures import chromium, settled

AT_MOST_MS, RATIO = 50, 1.5
TIMES = 9
PAGE = menu.BY_KEY["registration"]
SCROLL = """async () => {
  const place = document.querySelector('[data-testid="stMain"]');
  const frames = [];
  let last = performance.now();
  for (let step = 0; step < 120; step++) {
    place.scrollTop = step * 120;
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}"""


def measure() -> Iterable[Result]:
    """Queries, first view, table, scrolling."""
    platform, store = town.district()
    selects = queries.asked_by(PAGE, store)
    spent = sum(queries.times({"district": (store, selects)})["district"])
    yield Result(f"{len(selects)} queries of {PAGE.key}, 567 committees", spent, "ms", AT_MOST_MS)
    with (
        serving.dashboard() as small,
        serving.dashboard((platform, store)) as large,
        chromium() as browser,
    ):
        context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
        seen: dict[str, list[tuple[float, float]]] = {server.url: [] for server in (small, large)}
        for turn in range(TIMES + 2):
            for url, moments in seen.items():
                moments += [_visit(context, url)] if turn > 1 else _warmed(context, url)
        figures, tables = (
            {url: median(m[n] for m in moments) for url, moments in seen.items()} for n in (0, 1)
        )
        yield Result("first view, 567 against 41", figures[large.url] / figures[small.url], "×", RATIO)
        yield Result("the table, 567 against 41", tables[large.url] / tables[small.url], "×")
        for url, many in ((small.url, 41), (large.url, 567)):
            frames = quantiles(_scrolled(context, url), n=20)
            yield Result(f"{many}: a frame while scrolling, median", frames[9], "ms")
            yield Result(f"{many}: a frame while scrolling, 95 %", frames[18], "ms")
        context.close()


def _warmed(context: BrowserContext, url: str) -> list:
    _visit(context, url)
    return []


def _visit(context: BrowserContext, url: str) -> tuple[float, float]:
    """Seconds until the last figure stands there, and until the table does."""
    page = context.new_page()
    begun = time.monotonic()
    page.goto(url + PAGE.address)
    page.locator(".st-key-fig-stalled .figure").wait_for()
    figures = time.monotonic() - begun
    page.locator("#ranking tfoot").wait_for(state="attached")
    table = time.monotonic() - begun
    page.close()
    return figures, table


def _scrolled(context: BrowserContext, url: str) -> list[float]:
    """Milliseconds of each frame while the page is scrolled from top to bottom of the table."""
    page: Page = context.new_page()
    page.goto(url + PAGE.address)
    settled(page)
    frames = page.evaluate(SCROLL)
    page.close()
    return frames
