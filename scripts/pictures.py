"""Takes pictures of a running dashboard's pages: every page, four sizes, two languages, as PNG files."""

import argparse
import os
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserType,
    Frame,
    Page,
    StorageState,
    TimeoutError,
    sync_playwright,
)

ROOT = Path(__file__).parent.parent
Seen = TypeVar("Seen", Page, Frame)
SIZES = {"1080p": (1920, 1080), "4k": (3840, 2160), "laptop": (1366, 768), "phone": (390, 844)}
LANGUAGES = ("zh", "en")
LOOKS = ("light", "dark")
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *(
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-gpu-compositing",
    ),  # WebGL, and so the map, without a graphics card, which would slow all else down
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
AT_REST = """([quiet, enough]) => {
  const now = performance.now()
  if (!window.changed) {
    const changed = window.changed = {at: now, since: null}
    const all = {subtree: true, childList: true, attributes: true, characterData: true}
    new MutationObserver(() => { changed.at = performance.now() }).observe(document, all)
  }
  const app = document.querySelector('[data-testid="stApp"]')
  const drawn = app ? app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid="stMain"], .st-key-head')
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')
    : document.readyState === 'complete' && !document.getElementById('root')
  const idle = drawn && document.fonts.status === 'loaded'
  window.changed.since = idle ? window.changed.since ?? now : null
  return idle && (now - Math.max(window.changed.at, window.changed.since) > quiet || now - window.changed.since > enough)
}"""
BEEN_BEFORE = "try { localStorage.setItem('visited', 'yes') } catch {}"
"""For a browser that is to be no first visitor's, who is shown around (components/document/first.js)."""
QUIET, ENOUGH = 250, 1500
"""Milliseconds: an idle page that has not changed for the first is at rest, and one that changes for ever after the second."""


@contextmanager
def chromium(*, outside: bool = False):
    """A headless Chromium, the system's or else Playwright's own; without `outside`, for this machine's addresses only."""
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium, outside=outside)
        yield browser
        browser.close()


def launched(kind: BrowserType, *, outside: bool = False, **variables: str) -> Browser:
    """One more such browser, with these variables in its environment."""
    return kind.launch(
        executable_path=next(filter(None, map(shutil.which, PROGRAMS)), None),
        args=[*FLAGS[: 3 if outside else 4], *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        env={**os.environ, **variables},
    )


def settled(page: Seen, patience: float = 120) -> Seen:
    """The page, or the one within a frame, when Streamlit has run its script and nothing on it changes any more."""
    page.evaluate("() => { window.changed = null }")  # what the reader has just done may still be on its way
    page.wait_for_function(AT_REST, arg=[QUIET, ENOUGH], timeout=patience * 1000, polling=50)
    return page


def signed_in(browser: Browser, url: str, role: str) -> StorageState:
    """The cookies of who tries a demonstration as one of its roles."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/sign-in")
        page.click(f'button[name="role"][value="{role}"]')
        return context.storage_state()


def picture(
    browser: Browser,
    url: str,
    file: Path,
    size: tuple[int, int],
    *,
    whole: bool = False,
    reader: StorageState | None = None,
) -> None:
    """Writes the picture of an address at a size; `whole` goes on below the window's edge."""
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height}, reduced_motion="reduce", storage_state=reader
    )
    page.add_init_script(BEEN_BEFORE)
    page.goto(url)
    settled(page)
    if whole:
        below = page.evaluate(
            """() => { const main = document.querySelector('[data-testid="stMain"]');
                       return main ? main.scrollHeight - main.clientHeight : 0 }"""
        )
        page.set_viewport_size({"width": width, "height": height + below})
        settled(page)
    page.screenshot(path=file)
    page.close()


def main() -> int:
    """The command; 1 where a page could not be pictured."""
    arguments = _arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    local = urlsplit(arguments.url).hostname in ("localhost", "127.0.0.1")
    url = arguments.url.rstrip("/")
    with chromium(outside=not local) as browser:
        reader = signed_in(browser, url, arguments.role) if arguments.role else None
        for page in arguments.pages or _all_pages():
            for size in arguments.size or SIZES:
                for lang in arguments.lang or LANGUAGES:
                    for look in arguments.look or LOOKS[:1]:
                        path, _, parameters = page.partition("?")
                        name = re.sub(r"[^\w-]+", "-", page)
                        file = arguments.out / f"{name}-{size}-{lang}-{look}.png"
                        query = dict(parse_qsl(parameters)) | {"lang": lang, "look": look}
                        query |= {"on": arguments.on} if arguments.on else {}
                        path = "" if path == "overview" else path
                        try:
                            picture(
                                browser,
                                f"{url}/{path}?{urlencode(query)}",
                                file,
                                SIZES[size],
                                whole=arguments.whole,
                                reader=reader,
                            )
                        except TimeoutError:
                            print(
                                f"{page} did not come to rest at {arguments.url} within a minute.",
                                file=sys.stderr,
                            )
                            return 1
                        print(file)
    return 0


def _all_pages() -> list[str]:
    return sorted(path.stem for path in (ROOT / "pages").glob("*.py") if not path.stem.startswith("_"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""\
Files are named PAGE-SIZE-LANG-LOOK.png. The dashboard must be running (`make run`); Chromium and the tests'
libraries must be installed (`make test` does both). Examples:

  .venv/bin/python scripts/pictures.py
        all pages, four sizes, two languages, into var/pictures
  .venv/bin/python scripts/pictures.py overview --size 1080p --lang zh --look dark --on 2017-06-15
        one picture: the overview as of a past day, in the dark look
  .venv/bin/python scripts/pictures.py --url http://localhost:8600 --whole --size phone
        of a dashboard on another port, each page to its very end, as on a phone
""",
    )
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="overview, 'project?project=p0000200', …; all without any"
    )
    parser.add_argument("--url", default="http://localhost:8501", help="where it runs (%(default)s)")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "var" / "pictures", help="folder for the files (var/pictures)"
    )
    parser.add_argument("--size", action="append", choices=SIZES, help="may be repeated; all four without it")
    parser.add_argument("--lang", action="append", choices=LANGUAGES, help="may be repeated; both without it")
    parser.add_argument("--look", action="append", choices=LOOKS, help="may be repeated; light without it")
    parser.add_argument("--on", metavar="DAY", help="as of a past day, 2017-06-15; the latest without it")
    parser.add_argument("--as", dest="role", metavar="ROLE", help="as a demonstration's office, secretary, …")
    parser.add_argument("--whole", action="store_true", help="the whole page, beyond the window's edge")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
