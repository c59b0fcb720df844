"""A page on every screen and in each language: whatever no page may do wrong."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from data_access.settings import Settings
from scripts.pictures import SIZES
from tests.browser.seen import (
    barriers,
    cut,
    foreign_words,
    names_of,
    out_of_reach,
    overflow,
    persons_of,
    restyled,
    uneven,
    wide_signs,
)
from tests.browser.visits import Reader, Visit

DAY = {"on": "2017-07-16"}
WAYS = {"zh": ("light", "phone", "laptop", "4k", "1080p"), "en": ("dark", "4k", "1080p", "laptop", "phone")}
"""The look of a visit and the sizes through which it goes, by its language."""
RESTYLED = 50
"""How many elements a chart's label, measured, has styled anew at most: itself, and not the thousands of the page."""
ERRORS = '[data-testid="stException"], [data-testid="stAlert"], .trouble'


def faults(
    reader: Callable[[str], Reader],
    platform: Path,
    path: str,
    own: Callable[[Visit, str], Iterable[str]] = lambda visit, size: (),
    *,
    without: Collection[str] = (),
    **parameters: str,
) -> str:
    """What is wrong with a page anywhere, a line each; `own` tells what the page itself holds to, by visit and size;
    sizes in `without` are passed over.

    One visit a language, its window resized: the page is opened on a phone in one, in the dark on the largest screen in the
    other. It is read as those read it who cannot see it, or not well, where each visit ends.
    """
    town = Settings().name_of(demonstration=True)
    assert town
    names, persons = names_of(platform, town), persons_of(platform)
    wrong = []
    for lang, (look, *sizes) in WAYS.items():
        sizes = [size for size in sizes if size not in without]
        with reader(lang).visit(path, SIZES[sizes[0]], look=look, **DAY, **parameters) as visit:
            for size in sizes:
                visit.resize(SIZES[size])
                found = [*_faults(visit, lang, names), *own(visit, size)]
                wrong += [f"{size} {lang}: {fault}" for fault in found]
            wrong += [f"{size} {lang}: {fault}" for fault in barriers(visit.page)]
            received = visit.received()
            wrong += [f"gives away {person.decode()}" for person in persons if person in received]
            if lang == "zh":
                wrong += out_of_reach(visit.page)
            wrong += [f"on the console: {complaint}" for complaint in visit.complaints]
            wrong += [f"asks {url}" for url in visit.outside]
    return "\n".join(wrong)


def _faults(visit: Visit, lang: str, names: set[str]) -> Iterator[str]:
    page = visit.page
    if not page.locator(".st-key-head").is_visible():
        yield "no frame"
    if page.locator("#skeleton").is_visible():
        yield "the page's shape stands before it"
    if page.locator(ERRORS).count():
        yield "an error"
    if not (said := page.evaluate("document.documentElement.lang")).startswith(lang):
        yield f"the page calls itself {said!r}"
    yield from (f"foreign: {word}" for word in sorted(foreign_words(page, lang, names)))
    if (over := overflow(page)["sideways"]) > 0:
        yield f"{over} px too wide"
    if lang == "en":
        yield from (f"a quotation mark as wide as a sign: {words}" for words in wide_signs(page))
    yield from (f"a bar off its line: {row}" for row in uneven(page))
    yield from (f"choices are cut off: {words}" for words in cut(page))
    if (anew := restyled(page)) > RESTYLED:
        yield f"{anew:.0f} elements are styled anew for a chart's label"
    if (moving := page.evaluate("document.getAnimations().length")) > 0:
        yield f"{moving} things move"
