"""All that the party page sends and hands out, of towns that differ in small groups alone: it is the same, sign by sign."""

import sqlite3
from contextlib import closing

import pytest
import streamlit as st

from components.parts import downloads
from data_access.settings import settings
from tests import page
from tests.hand import CODES
from tests.party import planted_party

VIEWS = [{}, {"committee": CODES["C1"]}, {"committee": CODES["C3"]}, {"branch": "z1"}]
MEMBERS = {"C1": 30, "C2": 20, "C3": 3, "C4": 6}
BRANCHES = {"z1": 3, "z2": 14, "z3": 12, "z4": 3}
DEPARTMENTS = {"d1": 30, "d2": 20, "d3": 3, "d4": 12}
VISITED = {
    ("C1", "独居老人"): 3, ("C2", "独居老人"): 14, ("C3", "独居老人"): 15, ("C4", "独居老人"): 16,
    ("C1", "困难家庭"): 21, ("C2", "困难家庭"): 22, ("C3", "困难家庭"): 13, ("C4", "困难家庭"): 16,
}  # fmt: skip


@pytest.fixture(scope="module")
def sent():
    """Everything that the page sends and hands out for a store, view by view: messages and downloaded rows."""
    with pytest.MonkeyPatch.context() as patched:
        yield lambda url, view: _sent(patched, url, view)
    settings.cache_clear()


def _sent(patched: pytest.MonkeyPatch, url: str, view: dict[str, str]) -> tuple[list[bytes], list[str]]:
    taken = []
    offer = downloads.offer

    def noted(key, title, frame, *rest, **more):
        taken.append(f"{key}: {frame().to_csv()}")
        offer(key, title, frame, *rest, **more)

    patched.setenv("STORE_DATABASE_URL", url)
    settings.cache_clear()
    st.cache_data.clear()
    patched.setattr(downloads, "offer", noted)
    app = page.run("party", **view)
    patched.setattr(downloads, "offer", offer)
    return [part.proto.SerializeToString() for part in _elements(app._tree)], taken


def _elements(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _elements(child)
        else:
            yield child


SMALL = {
    "committees": ({"members": MEMBERS | {"C3": 4, "C4": 5}}, False),
    "branches": ({"branches": BRANCHES | {"z1": 2, "z2": 15}}, False),
    "departments": ({"departments": DEPARTMENTS | {"d3": 2, "d4": 13}}, False),
    "visits": (
        {"visited": VISITED | {("C1", "独居老人"): 2, ("C4", "独居老人"): 17,
                               ("C1", "困难家庭"): 22, ("C4", "困难家庭"): 15}},
        False,
    ),
    "nothing small": ({"members": MEMBERS | {"C1": 31, "C2": 19}}, True),
}  # fmt: skip


@pytest.fixture(scope="module")
def plain(sent, tmp_path_factory) -> list[tuple]:
    """What the page sends and hands out, view by view, of the town that all others are compared with."""
    url = planted_party.made(tmp_path_factory.mktemp("plain") / "store.db", **PLAIN)
    return [sent(url, view) for view in VIEWS]


PLAIN: planted_party.Town = {
    "members": MEMBERS,
    "branches": BRANCHES,
    "departments": DEPARTMENTS,
    "visited": VISITED,
}


@pytest.mark.slow
@pytest.mark.parametrize(("changes", "differs"), SMALL.values(), ids=SMALL.keys())
def test_what_differs_in_small_groups_alone_looks_the_same(sent, plain, tmp_path, changes, differs):
    other = planted_party.made(tmp_path / "other.db", **PLAIN | changes)
    found = [view for view, seen in zip(VIEWS, plain, strict=True) if sent(other, view) != seen]
    assert bool(found) == differs, found


def test_no_members_id_is_in_what_the_page_sends_and_hands_out(sent, demo_file, demo_store):
    with closing(sqlite3.connect(demo_file)) as platform:
        ids = platform.execute("select distinct resident_id from membership where is_party_member")
        members = {resident.encode() for (resident,) in ids}
    assert len(members) > 1_797
    views: tuple[tuple[dict[str, str], str], ...]
    views = (({}, "罗南"), ({"committee": CODES["C1"]}, "古镇"), ({"branch": "310113101005-z1"}, "罗南"))
    for view, name in views:
        messages, taken = sent(f"sqlite:///{demo_store}", view)
        everything = b"\n".join([*messages, *(rows.encode() for rows in taken)])
        assert name.encode() in everything  # so a member's id would be found too
        assert not any(member in everything for member in members)
