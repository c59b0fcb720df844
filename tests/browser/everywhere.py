"""A page on every screen and in each language: whatever no page may do wrong."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from data_access.settings import Settings
from scripts.pictures import SIZES
from tests.browser.seen import barriers, foreign_words, names_of, overflow, persons_of
from tests.browser.visits import Reader, Visit

DAY = {"on": "2017-07-16"}
LANGUAGES = ("zh", "en")
ASCENDING = sorted(SIZES, key=lambda name: SIZES[name])
READ = {("1080p", "zh"), ("phone", "en")}
"""Where a page is read as those read it who cannot see it: what it holds does not depend on the language."""
ERRORS = '[data-testid="stException"], [data-testid="stAlert"], .trouble'


def faults(
    reader: Callable[[str], Reader],
    platform: Path,
    path: str,
    own: Callable[[Visit, str], Iterable[str]] = lambda visit, size: (),
    **parameters: str,
) -> str:
    """What is wrong with a page anywhere, a line each; `own` tells what the page itself holds to, by visit and size.

    One visit a language, its window resized: the page is opened on a phone in one, on the largest screen in the other.
    """
    town = Settings().name_of(demonstration=True)
    assert town
    names, persons = names_of(platform, town), persons_of(platform)
    wrong = []
    for lang, sizes in zip(LANGUAGES, (ASCENDING, ASCENDING[::-1]), strict=True):
        with reader(lang).visit(path, SIZES[sizes[0]], **DAY, **parameters) as visit:
            for size in sizes:
                visit.resize(SIZES[size])
                found = [*_faults(visit, lang, size, names, persons), *own(visit, size)]
                wrong += [f"{size} {lang}: {fault}" for fault in found]
    return "\n".join(wrong)


def _faults(visit: Visit, lang: str, size: str, names: set[str], persons: list[bytes]) -> Iterator[str]:
    page = visit.page
    if not page.locator(".st-key-head").is_visible():
        yield "no frame"
    if page.locator(ERRORS).count():
        yield "an error"
    if not (said := page.evaluate("document.documentElement.lang")).startswith(lang):
        yield f"the page calls itself {said!r}"
    yield from (f"on the console: {complaint}" for complaint in visit.complaints)
    yield from (f"asks {url}" for url in visit.outside)
    yield from (f"foreign: {word}" for word in sorted(foreign_words(page, lang, names)))
    if (over := overflow(page)["sideways"]) > 0:
        yield f"{over} px too wide"
    received = visit.received()
    yield from (f"gives away {person.decode()}" for person in persons if person in received)
    if (size, lang) in READ:
        yield from barriers(page)
