"""What a server and the command line say of towns that keep less: what is offered, what is lacking, nothing that fails."""

import json
import re
import sys

import pytest

from components import catalogue, menu
from components.parts import lacking
from data_access.__main__ import main
from data_access.demo import GROUPS
from tests import page
from tests.conftest import copy_of
from tests.delivery.test_app import ask
from tests.delivery.test_data import _run_on
from tests.pages.test_lesser_towns import NO_NUMBER, TOWNS, WITHOUT

COMMITTEE = "310113101003"
ASKED = ("ranking", "calls", "posts", "case_departments", "works", "party_interaction", "campaigns")
"""Tables of every town, and one of each thing that may be lacking."""


@pytest.fixture(params=TOWNS)
def name(request) -> str:
    """A town by what it keeps."""
    return request.param


@pytest.fixture(autouse=True)
def _in_force(name, lesser_file, lesser_store, tmp_path, town_settings, monkeypatch):
    """The town's platform, and a copy of its store."""
    town_settings("")
    store = copy_of(lesser_store(*TOWNS[name]), tmp_path / "store.db")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{store}")
    monkeypatch.setenv("PLATFORM_DATABASE_URL", f"sqlite:///{lesser_file(*TOWNS[name])}")
    _run_on(monkeypatch)


def lacks(name: str, *needed: str) -> bool:
    """Whether the town lacks one of these tables and columns."""
    gone = {part for group in TOWNS[name] for part in GROUPS[group]}
    return any(one in gone or one.partition(".")[0] in gone for one in needed)


def test_the_screen_turns_through_the_scenes_that_have_data(name):
    status, _, body = ask("/screen/spots", f"committee={COMMITTEE}")
    lit = json.loads(body)
    assert status == 200
    gone = WITHOUT.get(name, set())
    assert lit["offered"] == [one.key for one in menu.PAGES if one.on_wall and one.key not in gone]
    assert lit["spots"]["committee"] == [COMMITTEE]
    assert bool(lit["spots"]["project"]) == ("project" not in gone)
    status, _, body = ask("/screen")
    told = json.loads(page.first(r'<script [^>]*id="told"[^>]*>(.*?)</script>', body.decode())[1])
    assert status == 200
    assert {scene["key"] for scene in told["scenes"]} == set(lit["offered"])
    status, _, body = ask("/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ok")


def test_scripts_get_the_tables_that_have_data_and_of_others_a_sentence(name):
    listed = ask("/data/")[2].decode()
    for table in ASKED:
        there = not lacks(name, *_needs(table))
        status, _, body = ask(f"/data/{table}.csv")
        assert (status == 200) == there, (table, body[:200])
        assert (f"/data/{table}.csv" in listed) == there
        assert not NO_NUMBER.search(body.decode())
        assert there or "没有" in body.decode()


def _needs(table: str) -> tuple[str, ...]:
    """What a table is counted from, and its page."""
    offering = catalogue.page_of(table)
    assert offering
    return (*offering.needs, *lacking.NEEDS.get(table, ()))


@pytest.mark.slow
def test_commands_do_their_work_and_say_what_is_lacking(name, monkeypatch, capsys):
    said = {}
    for command in (["check"], ["refresh"], ["target", "list"]):
        monkeypatch.setattr(sys, "argv", ["data_access", *command])
        with pytest.raises(SystemExit) as ended:
            main()
        said[command[0]] = "".join(capsys.readouterr())
        assert not ended.value.code, (command, said)
    assert "30.0%" in said["target"]
    for table in ("project", "party_branch", "household_base", "building"):
        row = re.search(rf"│ {table} +│.*", said["check"])
        assert row, table
        assert bool(re.search(r"│ +— │", row[0])) == lacks(name, table), row[0]
