"""Below a path of a host that others share: every address that is sent begins with it, and what comes is found without."""

import re

import pytest
import streamlit as st

from components.document import chrome
from data_access.base_path import base_path
from data_access.problem import Problem
from data_access.wording import LANGUAGES, language
from delivery import documents
from tests import page
from tests.delivery.test_app import ask

ADDRESS = re.compile(r"""(?:href|src|url\()=?\\?["'(]?(/[^"'\\)&]*)""")

TOKEN = re.compile(r'name="token" value="[^"]*"')
"""What a form is bound to its browser by, another one for each."""


@pytest.fixture
def below(monkeypatch):
    """Below a path."""
    monkeypatch.setenv("BASE_PATH", "/town")
    _made_anew()
    yield
    _made_anew()


def _made_anew() -> None:
    chrome.document.cache_clear()
    documents._document_bytes.cache_clear()
    st.cache_data.clear()


def strays(sent: str) -> set[str]:
    """The addresses in HTML, or in what is drawn, that do not lie below the path."""
    return {one for one in ADDRESS.findall(sent) if not one.startswith("/town/")}


@pytest.mark.usefixtures("below")
@pytest.mark.parametrize("key", ["overview", "works", "help", "project", "committee", "definitions"])
def test_every_address_on_a_page_lies_below_the_path(page_of, photos, key, monkeypatch):
    committee = {"committee": "310113101003"} if key == "committee" else {}
    sent = page.sent(page_of(key, settings=photos, **committee))
    assert len(ADDRESS.findall(sent)) > 5
    assert strays(sent) == set()


@pytest.mark.usefixtures("below")
def test_every_address_in_a_document_lies_below_the_path():
    for path in ("/", "/works", "/screen", "/sign-in?next=/town/works"):
        path, _, query = path.partition("?")
        sent = ask(path, query)[2].decode()
        assert strays(sent) == set()
        assert TOKEN.sub("", ask(f"/town{path}", query)[2].decode()) == TOKEN.sub("", sent)
    styles = [content.decode() for name, content in chrome.assets().items() if name.endswith(".css")]
    assert set().union(*map(strays, styles)) == set()


@pytest.mark.usefixtures("below")
def test_what_is_asked_for_is_found_with_the_path_and_without_it():
    for path in (
        "/healthz",
        "/app/static/favicon.svg",
        "/guide/committee-zh.webp",
        chrome.address("document/chrome.js")[5:],
    ):
        assert ask(path)[0] == ask(f"/town{path}")[0] != 404
    assert ask("/town", "lang=en")[1]["location"] == "/town/?lang=en"
    assert ask("/town/Works/", "lang=en")[1]["location"] == "/town/works?lang=en"
    assert ask("/townhall")[1]["location"] == "/town/?lost=townhall"
    assert ask("/town//evil")[1]["location"] == "/town/?lost=evil"


@pytest.mark.parametrize(
    ("value", "base"),
    [("", ""), ("/", ""), ("dashboard", "/dashboard"), ("/a/b-c.d/", "/a/b-c.d")],
)
def test_a_base_path_is_written_as_one_likes(value, base, monkeypatch):
    monkeypatch.setenv("BASE_PATH", value)
    assert base_path() == base


@pytest.mark.parametrize(
    "value", ["/a b", "https://town.example/x", "/..", "/a/../b", "/a//b", '/"', "/看板"]
)
def test_what_is_no_path_is_refused_in_words(value, monkeypatch):
    monkeypatch.setenv("BASE_PATH", value)
    for lang in LANGUAGES:
        language.set(lang)
        with pytest.raises(Problem) as refused:
            base_path()
        assert value in str(refused.value)


def test_the_public_address_says_the_path_unless_the_environment_does(town_settings, monkeypatch):
    monkeypatch.delenv("BASE_PATH", raising=False)
    town_settings('[server]\npublic_url = "https://town.gov.cn/dashboard/"')
    assert base_path() == "/dashboard"
    monkeypatch.setenv("BASE_PATH", "")
    assert base_path() == ""
