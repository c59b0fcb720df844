"""Phones by which people say what a wall shows: connected by its code, pressed, and at random, the same each time."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence

from playwright.sync_api import Page, ViewportSize, expect

SIZE: ViewportSize = {"width": 390, "height": 844}
_CODE = "() => document.querySelector('#remote output').textContent.trim().length === 7"
_SPOKEN = """() => {
  window.spoken = [];
  const order = document.getElementById("order");
  new MutationObserver(() => { if (!order.hidden) window.spoken.push([Date.now(), order.lastChild.textContent]); })
    .observe(order, { childList: true });
}"""
_PRESSED = """() => {
  window.pressed = 0;
  addEventListener("click", () => { window.pressed = Date.now(); }, true);
}"""
_PLACES = """() => {
  const { names, projects } = JSON.parse(document.getElementById("content").textContent);
  return { committees: Object.keys(names).map((code) => [code, ""]), projects: Object.entries(projects) };
}"""
_SHOWS = """() => {
  const find = (id) => document.getElementById(id);
  return find("wall").getAttribute("aria-busy") === "true" ? null : find("title").textContent;
}"""
_WALL = """() => {
  const frame = [...document.querySelectorAll("iframe.shown")].at(-1);
  return [document.getElementById("title").textContent, frame?.src ?? ""];
}"""
_TURNS = "[data-does=pause]:not([aria-pressed=true])"
_HELD = "[data-do=freeze][aria-pressed=true]"


def listened_to(wall: Page) -> Page:
    """A wall of which it is kept when it says that it obeys, and what comes."""
    wall.evaluate(_SPOKEN)
    return wall


def watched(phone: Page) -> Page:
    """A phone of which it is kept when it was pressed last."""
    phone.evaluate(_PRESSED)
    return phone


def connected(phone: Page, url: str, wall: Page) -> Page:
    """A phone that has scanned the code on the wall, at this server."""
    if wall.locator("#remote").is_hidden():
        wall.keyboard.press("0")
    wall.wait_for_function(_CODE)
    code = wall.locator("#remote output").inner_text().replace(" ", "")
    phone.goto(f"{url}/remote?code={code}")
    expect(phone.locator("#title")).not_to_be_empty()
    return watched(phone)


def press(phone: Page, wall: Page, deed: str) -> float:
    """Presses on the phone; after how many seconds the wall says that it obeys."""
    wall.evaluate("window.spoken = []")
    phone.locator(f"[data-do={deed}]").click()
    wall.wait_for_function("() => window.spoken.length")
    return (wall.evaluate("window.spoken[0][0]") - phone.evaluate("window.pressed")) / 1000


class Hands:
    """People with phones before one wall, who press one after the other and now and then at once; `spoken`: after how many seconds
    the wall said that it obeys; `slow`: what it did not show in time; `deeds`: how often each was done."""

    def __init__(self, wall: Page, phones: Sequence[Page], seed: int = 17):
        self._wall, self._phones, self._chance = wall, phones, random.Random(seed)
        self._places: dict[str, list[tuple[str, str]]] = phones[0].evaluate(_PLACES) if phones else {}
        self.spoken: list[float] = []
        self.slow: list[str] = []
        self.deeds: Counter[str] = Counter()

    def press(self, within: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Presses something, and returns when the wall shows it; `within`: seconds in which it has to, from the end of what is
        done `meanwhile`."""
        both = self._chance.random() < 0.2
        phones = self._phones if both else self._chance.sample(self._phones, min(1, len(self._phones)))
        self._wall.evaluate("window.spoken = []")
        deeds = [self._press(phone) for phone in phones]
        self.deeds.update(deed for deed, _ in deeds)
        meanwhile()
        if not self._obeyed(within, deeds[0][1] if len(deeds) == 1 else ""):
            self.slow.append(f"{deeds} after {within} s: {self._wall.evaluate(_WALL)}")
        spoken = self._wall.evaluate("window.spoken")
        if spoken and len(phones) == 1:
            self.spoken.append((spoken[0][0] - phones[0].evaluate("window.pressed")) / 1000)

    def leave(self) -> None:
        """Lets go of the day, and lets the wall go its own way."""
        for phone in self._phones[:1]:
            if phone.locator(_HELD).count():
                phone.locator("[data-do=freeze]").click()
                expect(phone.locator(_HELD)).to_have_count(0)
            phone.locator("[data-do=go_on]").click()
            expect(self._wall.locator(_TURNS)).to_have_count(1)
            expect(self._wall.locator("#remote")).to_be_hidden()

    def _press(self, phone: Page) -> tuple[str, str]:
        """One of what can be pressed now, mostly what turns scenes and moves the light, and the place that it opens; what is held
        is let go of next."""
        if phone.locator(_HELD).count():
            return self._button(phone, "freeze")
        often = {"next": 5, "previous": 2, "down": 4, "up": 2, "off": 1, "stay": 1, "go_on": 2, "freeze": 1}
        able = [deed for deed in (*often, "open_row") if phone.locator(f"[data-do={deed}]").is_enabled()]
        often |= {"open_row": 2, "committees": 3, "projects": 3}
        deeds = [*able, *self._places]
        [deed] = self._chance.choices(deeds, [often[one] for one in deeds])
        return self._place(phone, deed) if deed in self._places else self._button(phone, deed)

    def _button(self, phone: Page, deed: str) -> tuple[str, str]:
        phone.locator(f"[data-do={deed}]").click()
        return deed, ""

    def _place(self, phone: Page, kind: str) -> tuple[str, str]:
        code, words = self._chance.choice(self._places[kind])
        phone.locator("#query").fill(words)
        phone.locator(f'#{kind} [data-code="{code}"]').click()
        return kind, code

    def _obeyed(self, within: float, code: str) -> bool:
        """Whether the wall comes in time to show what each phone says that it does, of the place with this code."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            title, address = self._wall.evaluate(_WALL)
            phones = [phone.evaluate(_SHOWS) for phone in self._phones]
            if code in address and all(shown and shown.startswith(title) for shown in phones):
                return True
            self._wall.wait_for_timeout(100)
        return False
