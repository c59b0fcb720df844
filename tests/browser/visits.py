"""One reader's visit to a page in a real browser, and all that it gave away."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Browser, Error, Page, Response, ViewportSize, expect

from data_access.wording import LANGUAGES, words
from scripts.pictures import BEEN_BEFORE, settled
from tests.access.people import OWN

LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass
class Visit:
    """An open page with what it said on the console, asked of other hosts, and received."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def received(self) -> bytes:
        """Every websocket frame and every answer that is not a file, the same for all readers."""
        bodies = (answer.body() for answer in self.answers if answer.ok and _is_ours(answer.url))
        return b"\n".join([*self.frames, *bodies])

    def text_of(self, selector: str) -> str:
        """The text of the one element that the selector means."""
        return self.page.locator(selector).inner_text()

    def resize(self, size: tuple[int, int]) -> None:
        """Gives the window another size, and the page the time to follow."""
        if self.page.viewport_size != (wanted := _window(size)):
            self.page.set_viewport_size(wanted)
            settled(self.page)


class Reader:
    """A browser profile: a language, what was fetched before, and of what pages have stored only what one test has."""

    def __init__(self, browser: Browser, url: str, lang: str):
        self._url, self._lang = url, lang
        self._context = browser.new_context(
            locale=LOCALES[lang], timezone_id="Asia/Shanghai", reduced_motion="reduce"
        )
        self._context.add_init_script(BEEN_BEFORE)

    @contextmanager
    def visit(self, path: str, size: tuple[int, int], **parameters: str) -> Iterator[Visit]:
        """A page opened by its address and come to rest."""
        query = parameters if self._lang == "zh" else {"lang": self._lang} | parameters
        with self.opened(size) as visit:
            visit.page.goto(f"{self._url}{path}" + (f"?{urlencode(query)}" if query else ""))
            settled(visit.page)
            yield visit

    @contextmanager
    def opened(self, size: tuple[int, int]) -> Iterator[Visit]:
        """An empty page; what it stores is forgotten when it is closed."""
        page = self._context.new_page()
        page.set_default_timeout(120_000)
        page.set_default_navigation_timeout(120_000)
        page.set_viewport_size(_window(size))
        try:
            yield _watched(page)
        finally:
            with suppress(Error):  # an empty page has no storage
                page.evaluate("() => localStorage.clear()")
            page.close()

    def without(self, script: str) -> None:
        """Takes something away from the browser before each page, by a script."""
        self._context.add_init_script(script)

    def forget(self) -> None:
        """Forgets what pages have said about themselves; what was fetched stays."""
        self._context.clear_cookies()

    def close(self) -> None:
        """Ends the profile."""
        self._context.close()


def signed_in(browser: Browser, address: str, name: str, **how) -> Page:
    """A browser of its own in which somebody has signed in, at the address that they wanted."""
    context = browser.new_context(**how)
    context.add_init_script(BEEN_BEFORE)
    page = context.new_page()
    page.goto(address)
    lang = parse_qs(urlsplit(address).query).get("lang", LANGUAGES)[0]
    page.get_by_label(words(lang)["sign_in.name"]).fill(name)
    page.get_by_label(words(lang)["sign_in.password"]).fill(OWN)
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)
    expect(page.locator(".reader > summary")).to_have_text(name)
    return page


def _window(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


def _watched(page: Page) -> Visit:
    visit = Visit(page)
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "request", lambda request: visit.outside.append(request.url) if _is_outside(request.url) else None
    )
    page.on("response", lambda answer: visit.answers.append(answer))
    page.on("websocket", lambda socket: _listen(socket, visit))
    return visit


def _listen(socket, visit: Visit) -> None:
    if _is_outside(socket.url):
        visit.outside.append(socket.url)
    socket.on(
        "framereceived", lambda sent: visit.frames.append(sent if isinstance(sent, bytes) else sent.encode())
    )


def _is_outside(url: str) -> bool:
    return urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname not in (
        "127.0.0.1",
        "localhost",
    )


def _is_ours(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme == "http" and not address.path.startswith(("/static/", "/app/static/"))
