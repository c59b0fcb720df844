"""The scripts: their pure halves under Node's own test runner, and what of them is sent where."""

import posixpath
import re
import shutil
import subprocess
from contextvars import Context
from pathlib import Path

import pytest

from components import wall
from components.document import chrome
from data_access.settings import Settings
from delivery import screen

TESTS = sorted(Path(__file__).parent.glob("*.test.js"))
ENTRIES = (
    "document/chrome.js",
    "wall/wall.js",
    "works/works.js",
    "project/project.js",
    "pairing/waiting.js",
    "remote/phone.js",
)
IMPORT = re.compile(r'(?:^import|\} from|^import .* from) "(\.[^"]+)";$', re.MULTILINE)
PAGE = re.compile(
    r"\b(?:document|window|location|history|performance|addEventListener|setTimeout|Date\.now)\b"
)


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name)
def test_the_pure_halves_hold(file):
    done = subprocess.run([node(), "--test", file], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\W*tests [1-9]", done.stdout, re.MULTILINE), done.stdout


def test_what_node_tests_knows_no_page():
    modules = {file.parent / found for file in TESTS for found in IMPORT.findall(file.read_text("utf-8"))}
    assert len(modules) > 5
    assert [module.name for module in modules if PAGE.search(code_of(module.read_text("utf-8")))] == []


@pytest.mark.parametrize("room", ["document", "wall"])
def test_a_document_brings_the_modules_of_its_room_and_no_others(room):
    sent = re.findall(r'(?:href|src)="/chrome/\w+/([\w/]+\.js)"', documents()[room])
    assert sorted(sent) == sorted(name for name in scripts() if name.startswith(f"{room}/"))
    assert f'<script type="module" src="{chrome.address(sent[-1])}"></script>' in documents()[room]
    assert sent[-1] in ENTRIES


def test_every_script_is_reached_from_an_entry_and_leads_to_scripts_alone():
    reached, ways = set(), list(ENTRIES)
    while ways:
        name = ways.pop()
        reached.add(name)
        folder = posixpath.dirname(name)
        found = {posixpath.normpath(f"{folder}/{way}") for way in IMPORT.findall(scripts()[name])}
        ways += found - reached
    assert reached == set(scripts())


def test_the_pages_that_have_a_script_are_named_to_the_document():
    assert '"scripts": ["project", "wall", "works"]' in documents()["document"]


def test_one_observer_looks_at_the_document():
    observers = [name for name, code in scripts().items() if "new MutationObserver" in code]
    assert observers == ["document/changes.js"]


def scripts() -> dict[str, str]:
    """Every script that is sent, by its place in the rooms."""
    return {name: content.decode() for name, content in chrome.assets().items() if name.endswith(".js")}


def documents() -> dict[str, str]:
    """The two kinds of documents, by the room of their scripts."""
    shell = Context().run(lambda: wall.document("zh", {}, Settings(), screen.NOTHING))
    return {"document": Context().run(chrome.document, "zh", "light"), "wall": shell}


def code_of(text: str) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)


def node() -> str:
    """Node's program. Raises RuntimeError with what to install where there is none."""
    found = shutil.which("node")
    if not found:
        raise RuntimeError("node is not installed:  apt-get install nodejs")
    return found
