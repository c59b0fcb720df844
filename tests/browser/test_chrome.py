"""Streamlit's own words, links that leave one step behind them, and a server that goes away and comes back."""

import re

import pytest
from playwright.sync_api import expect

from data_access.wording import words
from delivery.compression import BUNDLE
from scripts.pictures import BEEN_BEFORE
from tests.browser.serving import Served

LETTERS = re.compile(r"[A-Za-z]{2,}")
# Made of pieces, so not in Streamlit's files as a whole.
PIECED = {
    "choose_date_in",
    "option_available",
    "options_available",
    "most_options",
    "download_png",
    "download_svg",
    "page_not_exist",
    "page_requested",
    "press_enter",
    "press_enter_form",
    "fullscreen_of",
    "close_fullscreen_of",
    "clear_selection_of",
}
SAID = {
    "a selectbox": '[data-testid="stSelectbox"]',
    "a multiselect": '[data-testid="stMultiSelect"]',
    "a date": '[data-testid="stDateInput"]',
    "a number": '[data-testid="stNumberInput"]',
    "a text": '[data-testid="stTextInput"]',
    "a table": '[data-testid="stFullScreenFrame"]:has([data-testid="stDataFrame"])',
    "a chart": '[data-testid="stFullScreenFrame"]:has(.js-plotly-plot)',
    "a list that opened": '[role="listbox"]',
    "a calendar that opened": '[role="dialog"]',
}
OPENS = {
    "a list that opened": '[data-testid="stMultiSelect"] input',
    "a calendar that opened": '[data-testid="stDateInput"] button',
}
WORDS = """element => [element, ...element.querySelectorAll('*')].flatMap(inner => [
    ...['title', 'aria-label', 'placeholder', 'data-title'].map(name => inner.getAttribute(name)),
    ...[...inner.childNodes].filter(node => node.nodeType === 3 && !inner.closest('[translate=no] [aria-hidden=true], style'))
        .map(node => node.nodeValue)]).filter(Boolean)"""


@pytest.fixture(scope="module")
def kitchen(small_demo_file, small_demo_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kitchen")
    served = Served(small_demo_file, small_demo_store, folder, "tests/browser/kitchen_app.py")
    served.start()
    yield served
    served.stop()


def _opened(browser):
    context = browser.new_context(locale="en-US", viewport={"width": 1366, "height": 900})
    context.add_init_script(BEEN_BEFORE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def _arrived(page, kitchen):
    page.goto(kitchen.url)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    return page


@pytest.fixture(scope="module")
def standing(browser, kitchen):
    """The kitchen in a browser that prefers English, opened once."""
    page = _arrived(_opened(browser), kitchen)
    yield page
    page.context.close()


@pytest.fixture
def page(standing, kitchen):
    """The kitchen as it is at first."""
    standing.complaints.clear()
    return _arrived(standing, kitchen)


@pytest.mark.parametrize("element", SAID)
def test_streamlits_words_are_chinese(element, standing):
    if element in OPENS:
        standing.locator(OPENS[element]).first.click()
    place = standing.locator(SAID[element]).first
    place.hover()
    found = {
        word for word in place.evaluate(WORDS) if LETTERS.search(word.replace("CSV", "").replace("PNG", ""))
    }
    standing.keyboard.press("Escape")
    assert {word for word in found if not re.fullmatch(r"[a-z]+(_[a-z]+)*", word)} == set()  # icons' names


def test_nothing_is_refused_by_our_own_policy(page):
    expect(page.locator("output")).to_have_text("己")
    assert page.complaints == []


def test_each_link_leaves_one_step_and_back_goes_back_one(page):
    seen = page.locator("#seen")
    page.evaluate("window.alive = true")
    before = page.evaluate("history.length")
    for link, value in (("#one", "1"), ("#two", "2"), ("#drawn", "3")):
        page.locator(link).click()
        expect(seen).to_have_text(value)
    assert page.evaluate("history.length") == before + 3
    for value in ("2", "1"):
        page.go_back()
        expect(seen).to_have_text(value)
    page.go_forward()
    expect(seen).to_have_text("2")
    expect(page).to_have_url(re.compile(r"/\?x=2$"))
    assert page.evaluate("window.alive")  # never loaded anew


def test_an_error_nobody_foresaw_is_a_sentence(page):
    page.get_by_role("button", name=words("zh")["frame.menu"]).click()
    expect(page.get_by_text(words("zh")["frame.broken"])).to_be_visible()
    assert "planted" not in page.content()
    assert page.locator('[data-testid="stException"]').count() == 0


def test_a_lost_server_is_told_in_chinese_and_found_again(page, kitchen):
    kitchen.stop()
    line = page.locator("#connection")
    expect(line).to_have_text(words("zh")["connection.lost"])
    assert page.locator('[data-testid="stDialog"]').count() == 0
    expect(page.locator("#seen")).to_be_visible()
    kitchen.start()
    expect(line).to_be_hidden()


def test_what_we_replace_is_what_this_streamlit_says():
    bundle = "".join(path.read_text("utf-8") for path in (BUNDLE / "js").glob("*.js"))
    said = {
        key.removeprefix("chrome."): word for key, word in words("en").items() if key.startswith("chrome.")
    }
    gone = [
        word
        for key, word in said.items()
        if key not in PIECED and any(piece.strip() not in bundle for piece in re.split(r"\{\w+\}", word))
    ]
    assert gone == []
