"""When a reader sees the overview: its figures, then everything, against a Streamlit page of one line.

One Chromium, 1920×1080, everything cached by an earlier visit; the two pages take turns, and medians are compared.
A moment is the first frame painted after the last of the wanted elements has come into the document, counted from the
beginning of the navigation; "everything" is the first frame after the last change of the page's content.
"""

from collections.abc import Iterable
from statistics import median

from playwright.sync_api import BrowserContext

from benchmarks import serving
from benchmarks.bytes import WINDOW
from benchmarks.result import Result
from scripts.pictures import chromium, settled

FIGURES = 1.3
EVERYTHING = 1.7
TIMES = 11
LINE = '[data-testid="stMarkdownContainer"] p'
CARDS = ".st-key-figures .figure"
CARD_COUNT = 8
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
    """The two ratios, then the milliseconds."""
    with serving.dashboard() as real, serving.one_line() as line, chromium() as browser:
        context = browser.new_context(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")
        pages = {real.url: (CARDS, CARD_COUNT), line.url: (LINE, 1)}
        seen: dict[str, list[dict]] = {url: [] for url in pages}
        for turn in range(TIMES + 2):
            for url, wanted in pages.items():
                moments = _visit(context, url, wanted)
                if turn >= 2:  # the first ones fill the caches
                    seen[url].append(moments)
        context.close()
    base = median(moments["wanted"] for moments in seen[line.url])
    figures = median(moments["wanted"] for moments in seen[real.url])
    everything = median(moments["all"] for moments in seen[real.url])
    yield Result("the overview's figures against a page of one line", figures / base, "×", FIGURES)
    yield Result("all of the overview against a page of one line", everything / base, "×", EVERYTHING)
    yield Result("the overview's figures", figures, "ms")
    yield Result("all of the overview", everything, "ms")
    yield Result("a page of one line", base, "ms")


def _visit(context: BrowserContext, url: str, wanted: tuple[str, int]) -> dict:
    page = context.new_page()
    page.add_init_script(f"({WATCH})({list(wanted)!r})")
    page.goto(url)
    settled(page)
    moments = page.evaluate("window.seen")
    page.close()
    return moments
