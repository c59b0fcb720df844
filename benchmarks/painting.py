"""When a reader sees a page's figures: against a Streamlit page of one line, and against the same elements with constant data.

One Chromium, 1920×1080, everything cached by an earlier visit; the two pages take turns, and medians are compared.
A moment is the first frame painted after the last of the wanted elements has come into the document, counted from the
beginning of the navigation; "everything" is the first frame after the last change of the page's content. The wanted of
a page are all its headline figures, or its sentence where it has none; its constant page is what it sent (see `constant`), behind
the same server.
"""

from collections.abc import Iterable
from statistics import median

from playwright.sync_api import BrowserContext

from benchmarks import serving, town
from benchmarks.bytes import WINDOW
from benchmarks.result import Result
from components import menu
from scripts.pictures import chromium, settled

FIGURES = 1.3
EVERYTHING = 1.7
TIMES = 9
LINE = '[data-testid="stMarkdownContainer"] p'
CARDS = ".st-key-figures .figure"
CARD_COUNT = 8
FIGURE = '[class*="st-key-fig-"] [data-testid="stHtml"]'
SENTENCE = ".sentence"
WATCH = """([wanted, many]) => {
  window.seen = { wanted: null, all: null };
  const painted = then => requestAnimationFrame(() => setTimeout(() => then(performance.now())));
  const look = changes => {
    const main = document.querySelector('[data-testid="stMain"]');
    if (!main) return;
    if (window.seen.wanted === null && document.querySelectorAll(wanted).length >= many) {
      window.seen.wanted = 0;
      painted(now => { window.seen.wanted = now });
    }
    if (changes.some(change => main.contains(change.target))) painted(now => { window.seen.all = now });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}"""


def measure() -> Iterable[Result]:
    """The overview against one line, then each page against its constants."""
    with (
        serving.dashboard() as real,
        serving.constants(real) as constant,
        serving.one_line() as line,
        chromium() as browser,
    ):
        context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
        yield from _overview(context, real.url, line.url)
        for page in menu.PAGES:
            yield from _page(context, page, real.url, constant.url)
        context.close()


def _overview(context: BrowserContext, real: str, line: str) -> Iterable[Result]:
    seen = _turns(context, {real: (CARDS, CARD_COUNT), line: (LINE, 1)})
    base, figures = (_median(seen[url], "wanted") for url in (line, real))
    everything = _median(seen[real], "all")
    yield Result("the overview's figures against a page of one line", figures / base, "×", FIGURES)
    yield Result("all of the overview against a page of one line", everything / base, "×", EVERYTHING)
    yield Result("the overview's figures", figures, "ms")
    yield Result("all of the overview", everything, "ms")
    yield Result("a page of one line", base, "ms")


def _page(context: BrowserContext, page: menu.Page, real: str, constant: str) -> Iterable[Result]:
    place = f"{page.address}?{town.PLACES.get(page.key, '')}"
    complete = _complete(context, real + place)
    seen = _turns(context, {real + place: complete, constant + place: complete})
    own, base = (_median(moments, "wanted") for moments in seen.values())
    yield Result(f"{page.key}: figures against constant data", own / base, "×", FIGURES)
    yield Result(f"{page.key}: figures", own, "ms")


def _complete(context: BrowserContext, url: str) -> tuple[str, int]:
    page = context.new_page()
    page.goto(url)
    settled(page)
    count = page.locator(FIGURE).count()
    page.close()
    return (FIGURE, count) if count else (SENTENCE, 1)


def _turns(context: BrowserContext, pages: dict[str, tuple[str, int]]) -> dict[str, list[dict]]:
    seen: dict[str, list[dict]] = {url: [] for url in pages}
    for turn in range(TIMES + 2):
        for url, complete in pages.items():
            moments = _visit(context, url, complete)
            if turn >= 2:  # the first ones fill the caches
                seen[url].append(moments)
    return seen


def _median(moments: list[dict], which: str) -> float:
    return median(moment[which] for moment in moments)


def _visit(context: BrowserContext, url: str, complete: tuple[str, int]) -> dict:
    page = context.new_page()
    page.add_init_script(f"({WATCH})({list(complete)!r})")
    page.goto(url)
    settled(page)
    moments = page.evaluate("window.seen")
    page.close()
    return moments
