"""Each page as its readers meet it: by a deep link, on every screen, in each language."""

import pytest

from components import menu
from scripts.pictures import SIZES
from tests.browser.everywhere import DAY, ERRORS, faults
from tests.browser.seen import overflow

PAGES = {page.key: page.address for page in menu.PAGES}
FIGURES = {
    "registered": "12,530",
    "party_registered": "1,797",
    "department_joined": "396",
    "committees": "41",
}
_CUT = """() => [...document.querySelectorAll('.list.ranked tbody th, .fig *')].filter(
  (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden'
).map((one) => one.innerText)"""
MALFORMED = [
    ("on", "x" * 10_000),
    ("on", "'; drop table membership; --"),
    ("committee", "<script>alert(1)</script>"),
    ("lang", "xx"),
]
"""One of each kind: `tests/components/test_scope.py` has more."""


@pytest.mark.parametrize(
    ("page", "without"),
    [pytest.param(page, ("4k",) if page == "works" else (), id=page) for page in PAGES]
    + [
        pytest.param("works", (), id="works on all", marks=pytest.mark.soak)
    ],  # so large a map is long in being drawn
)
def test_a_page_is_right_on_every_screen_in_every_language(page, without, reader, demo_file):
    own = _of_the_overview if page == "overview" else lambda visit, size: ()
    assert faults(reader, demo_file, PAGES[page], own, without=without) == ""


def _of_the_overview(visit, size: str):
    yield from _wrong_figures(visit)
    for one in {"1080p": [SIZES["1080p"]], "laptop": [SIZES["laptop"], (1280, 800)]}.get(size, []):
        visit.resize(one)
        if (over := overflow(visit.page)["down"]) > 0:
            yield f"{over} px too high on {one}"
        yield from (f"cut on {one}: {name}" for name in visit.page.evaluate(_CUT))


@pytest.mark.soak
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_first_thing_after_a_start(page, served, reader):
    served.restart()
    with reader("zh").visit(PAGES[page], SIZES["laptop"], **DAY) as visit:
        assert visit.page.locator(".st-key-head").is_visible()
        assert visit.page.locator(ERRORS).count() == 0
        assert visit.complaints == []


def test_the_overview_shows_the_figures_of_the_report(reader):
    with reader("zh").visit("/", SIZES["1080p"], **DAY) as visit:
        assert list(_wrong_figures(visit)) == []


def test_what_a_visit_receives_is_seen_by_these_tests(reader):
    with reader("zh").visit("/", SIZES["1080p"], **DAY) as visit:
        received = visit.received()
    assert "罗南".encode() in received  # so a person's identifier would be found too


def test_a_malformed_address_is_answered_in_a_sentence(reader):
    profile, wrong = reader("zh"), []
    for name, value in MALFORMED:
        with profile.visit("/", SIZES["1080p"], **{name: value}) as visit:
            wrong += [f"{name}={value[:30]}: {fault}" for fault in _unanswered(visit)]
    assert not wrong, "\n".join(wrong)


def test_an_unknown_page_is_answered_in_a_sentence(reader):
    with reader("zh").visit("/nowhere", SIZES["1080p"]) as visit:
        assert "nowhere" in visit.text_of(".notice")
        assert visit.page.locator(".st-key-head").is_visible()


def test_serving_writes_nothing_to_the_home_folder(reader, served):
    with reader("zh").visit("/", SIZES["phone"]):
        assert list(served.home.iterdir()) == []


def _unanswered(visit):
    notices = visit.page.locator(".notice")
    if notices.count() != 1 or notices.bounding_box()["height"] > 80:
        yield f"{notices.count()} notices: {notices.all_inner_texts()}"
    if visit.page.locator('[data-testid="stException"], .trouble').count():
        yield "an error"
    yield from _wrong_figures(visit)
    yield from (f"on the console: {complaint}" for complaint in visit.complaints)


def _wrong_figures(visit):
    for key, figure in FIGURES.items():
        shown = visit.page.locator(f".st-key-fig-{key}").all_inner_texts()
        if not any(figure in text for text in shown):
            yield f"{key} is {shown}, not {figure}"
