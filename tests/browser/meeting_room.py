"""A meeting room and an office: screens that turn, phones that say what they show, desks that stay open, a platform that goes on."""

import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from data_access import refresh
from data_access.settings import Settings
from scripts.pictures import settled
from tests.browser import phones
from tests.browser.serving import Served

FILM = (Path(__file__).parent / "film.js").read_text("utf-8")
PATIENCE = 180_000
_AWAY = (
    *("net::", "No response received when attempting", "internet?"),
    *("when disconnected from server", "WebSocket onerror"),
)
"""What the browser and Streamlit say on the console of a server that is away."""
_READY = "() => document.querySelectorAll('#dots li:is(.ready, .shown)').length === document.querySelectorAll('#dots li').length"
_REGISTERED = "select registered from registration_day where area_code = 'town' order by day desc limit 1"
_SOMEBODY = """
    insert into membership (id, resident_id, household_id, building_code, committee_code, applied_at, verified_at,
        is_party_member, is_excluded, updated_at)
    select :id, :id, :id, building_code, committee_code, '2017-07-16 20:00:00', '2017-07-16 21:00:00', 0, 0,
        '2017-07-16 23:59:59'
    from membership where building_code is not null and is_excluded = 0 order by id limit 1 offset :place"""


class Platform:
    """The demonstration's platform on which somebody new is verified again and again, each time refreshed into the store."""

    def __init__(self, platform: Path, store: Path):
        self._platform, self._store = platform, store
        with closing(sqlite3.connect(store)) as connection:
            (self._registered,) = connection.execute(_REGISTERED).fetchone()
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        self.refreshes = 0

    @property
    def registered(self) -> str:
        """How many residents are registered, as a page says it."""
        return f"{self._registered + self.refreshes:,}"

    def one_more(self) -> None:
        """Verifies one new resident and refreshes."""
        self.happens(_SOMEBODY, id=f"new{self.refreshes}", place=self.refreshes * 37 % 1000)
        self.refreshes += 1

    def until(self, day: date) -> None:
        """Lets the days pass, up to the end of this one."""
        self.happens("update demonstration set last_day = :day", day=day.isoformat())

    def happens(self, statement: str, **values: object) -> None:
        """Has something happen on the platform, and refreshes."""
        with closing(sqlite3.connect(self._platform)) as connection, connection:
            connection.execute(statement, values)
        report = refresh.run(f"sqlite:///{self._platform}", f"sqlite:///{self._store}", Settings())
        assert report.changed_rows

    def live(self, every: float) -> None:
        """Goes on by itself, every so many seconds."""
        self._ends.clear()
        self._thread = threading.Thread(target=self._live, args=[every])
        self._thread.start()

    def rest(self) -> None:
        """Stops, if it goes on; raises what went wrong meanwhile."""
        self._ends.set()
        if self._thread:
            self._thread.join()
        failure, self._failure = self._failure, None
        if failure:
            raise failure

    def _live(self, every: float) -> None:
        try:
            while not self._ends.wait(every):
                self.one_more()
        except BaseException as failure:  # raised again in the test's own thread
            self._failure = failure


@dataclass
class Memory:
    """What is held at a moment: megabytes of the server and of each screen's scripts, each screen's documents and listeners."""

    second: int
    server: float
    scripts: list[float] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    listeners: list[int] = field(default_factory=list)


class Room:
    """The screens and desks that look at a served dashboard, filmed from within."""

    def __init__(self, browser: Browser, served: Served, size: tuple[int, int]):
        self._browser, self._served = browser, served
        self._size: ViewportSize = {"width": size[0], "height": size[1]}
        self._begun = time.monotonic()
        self.screens: list[Page] = []
        self.desks: list[Page] = []
        self.phones: list[Page] = []
        self.complaints: list[str] = []

    def screen(self, query: str) -> Page:
        """One more screen on the wall, all its scenes ready."""
        self.screens.append(self._filmed(f"/screen?{query}"))
        self.screens[-1].wait_for_function(_READY, timeout=PATIENCE)
        return self.screens[-1]

    def desk(self, path: str) -> Page:
        """One more desk, its page at rest."""
        self.desks.append(self._filmed(path))
        return settled(self.desks[-1], PATIENCE / 1000)

    def phone(self, wall: Page) -> Page:
        """One more phone that says what a screen shows."""
        self.phones.append(phones.connected(self._opened(phones.SIZE), self._served.url, wall))
        return self.phones[-1]

    def begin(self) -> None:
        """From here on everything counts."""
        self._begun = time.monotonic()
        for page in (*self.screens, *self.desks):
            page.evaluate("window.begin()")

    def wait(self, seconds: float) -> None:
        """Lets time pass."""
        self.screens[0].wait_for_timeout(seconds * 1000)

    def films(self) -> list[dict]:
        """What was seen since the beginning, screens first."""
        return [page.evaluate("window.film") for page in (*self.screens, *self.desks)]

    def weigh(self) -> Memory:
        """What is held now, after the browser has collected its garbage."""
        now = Memory(round(time.monotonic() - self._begun), round(self._served.memory(), 1))
        for page in self.screens:
            told = _collected(page)
            now.scripts.append(round(told["JSHeapUsedSize"] / 1e6, 1))
            now.documents.append(int(told["Documents"]))
            now.listeners.append(int(told["JSEventListeners"]))
        return now

    def close(self) -> None:
        """Everybody leaves."""
        for page in (*self.screens, *self.desks, *self.phones):
            page.context.close()

    def _filmed(self, address: str) -> Page:
        page = self._opened(self._size)
        page.add_init_script(FILM)
        page.goto(f"{self._served.url}{address}", timeout=PATIENCE)
        return page

    def _opened(self, size: ViewportSize) -> Page:
        page = self._browser.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai"
        ).new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, words: ConsoleMessage) -> None:
        if words.type == "error" and not any(away in words.text for away in _AWAY):
            self.complaints.append(words.text)


def _collected(page: Page) -> dict[str, float]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for _ in range(3):  # what held what was collected is collected the next time
        session.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(300)
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return told
