"""Pages, tables and addresses obey the table of roles: run in-process as each role, against lists written by hand."""

import re
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from unittest.mock import MagicMock
from zipfile import ZipFile

import pytest
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.context import ContextProxy

from components import catalogue, headless, menu
from data_access.access.rights import OPEN, ROLES, Rights
from tests import page

OWN, FOREIGN, DEPARTMENT, OTHER = "310113101003", "310113101005", "d108", "d102"
READERS = {role: Rights(role) for role in ROLES} | {
    "open": OPEN,
    "secretary": Rights("secretary", (OWN,)),
    "department": Rights("department", (), (DEPARTMENT,)),
}
VISITS = {
    **{key: (key, {}) for key in menu.BY_KEY},
    "party of own": ("party", {"committee": OWN}),
    "party of another": ("party", {"committee": FOREIGN}),
    "a branch of another": ("party", {"committee": FOREIGN, "branch": "310113101005-z1"}),
    "own committee": ("committee", {"committee": OWN}),
    "another committee": ("committee", {"committee": FOREIGN}),
    "own neighbourhood": ("committee", {"committee": OWN, "neighbourhood": "31011310100301"}),
    "another's neighbourhood": ("committee", {"committee": FOREIGN, "neighbourhood": "31011310100501"}),
    "what waits for own": ("me", {"committee": OWN}),
    "what waits for another": ("me", {"committee": FOREIGN}),
    "own department": ("department", {"department": DEPARTMENT}),
    "another department": ("department", {"department": OTHER}),
}
GOVERNANCE = {*VISITS} - {"help", "me", "administration"}
ANOTHERS = {"party of another", "a branch of another", "another's neighbourhood", "what waits for another"}
CLOSED = {
    "open": {"administration"},
    "leading_group": {"administration"},
    "office": set(),
    "secretary": {"administration", *ANOTHERS},
    "department": {
        *("administration", "party of own", "own neighbourhood", "what waits for own", "another department"),
        *ANOTHERS,
    },
    "party_office": {
        *("own neighbourhood", "another's neighbourhood", "me", "what waits for own"),
        *("what waits for another", "administration"),
    },
    "screen": {
        *("administration", "bulletin"),
        *("own neighbourhood", "another's neighbourhood", "a branch of another", "me", "what waits for own"),
        *("what waits for another", "department", "own department", "another department"),
    },
    "admin": GOVERNANCE,
    "auditor": GOVERNANCE,
}
"""By role: the addresses at which the page is not for it."""
AREAS = {"neighbourhoods", "next_doors"}
LEFT_OUT = {
    ("secretary", "party"): {
        "silent",
        "departments",
        "visits",
        "committees",
        "kinds",
        "members",
        "boards",
        "hours",
    }
    | {"calendar"},
    ("secretary", "another committee"): AREAS,
    ("secretary", "own department"): {"department_cases"},
    ("secretary", "another department"): {"department_cases", "unit_slips", "unit_decisions"},
    ("department", "party"): {"silent", "departments", "visits", "committees", "calendar"}
    | {"party_interaction", "positive_posts", "praise_received"},
    ("department", "own committee"): AREAS | {"decisions_about"},
    ("department", "another committee"): AREAS,
    ("party_office", "topics"): {"posts"},
    ("party_office", "cases"): {"cases"},
    ("party_office", "own committee"): AREAS | {"decisions_about"},
    ("party_office", "another committee"): AREAS,
    ("party_office", "own department"): {"department_cases"},
    ("party_office", "another department"): {"department_cases", "unit_slips", "unit_decisions"},
    **{(role, "supervision"): {"slip_proposals"} for role in ("secretary", "department")},
    **{(role, "supervision"): {"slip_proposals", "slips"} for role in ("party_office", "screen")},
    **{(role, "bulletin"): {"bulletin_figures"} for role in ("secretary", "department", "party_office")},
    **{(role, "meeting"): {"follow_up"} for role in ("secretary", "department")},
    ("party_office", "meeting"): {"follow_up", "decisions"},
    ("screen", "meeting"): {"follow_up"},
    ("screen", "topics"): {"posts"},
    ("screen", "cases"): {"cases"},
    ("screen", "party"): {"silent"},
    ("screen", "party of own"): {"branches"},
    ("screen", "party of another"): {"branches"},
    ("screen", "own committee"): AREAS,
    ("screen", "another committee"): AREAS,
}
"""By role and address: the tables that are not on its page, which are in the open."""
_PLACE, _CHART = re.compile(r'data-place="(\w+)"'), re.compile(r"\b(?:chart|list)-(\w+)")


@pytest.mark.parametrize("role", READERS)
def test_a_role_sees_the_pages_and_tables_that_the_lists_by_hand_say(page_of, role):
    for visit, (key, parameters) in VISITS.items():
        closed, tables = _seen(page_of(key, rights=READERS[role], **parameters))
        assert closed == (visit in CLOSED[role]), visit
        if not closed and key not in ("me", "administration"):
            whole = _seen(page_of(key, rights=OPEN, **parameters))[1]
            assert whole - tables == LEFT_OUT.get((role, visit), set()), visit
            assert tables <= whole, visit


@pytest.mark.parametrize("role", ["leading_group", "office"])
def test_a_scene_shows_nothing_sensitive_whoever_has_opened_it(page_of, role, monkeypatch):
    """What a list says of itself below it: that it is whole, and on a wall that it is not."""
    notes = {
        "cases": ("清单包括不公开的诉求", "不公开的诉求不在清单内"),
        "supervision": ("含不公开的事项", "不公开的事项不在此列"),
        "meeting": ("含不公开的议定事项", "不公开的议定事项不在此列"),
    }

    def says(key: str) -> list[bool]:
        words = page.plain(page.sent(page_of(key, rights=READERS[role])))
        return [note in words for note in notes[key]]

    assert [says(key) for key in notes] == [[True, False]] * 3
    monkeypatch.setattr(ContextProxy, "is_embedded", True)
    assert [says(key) for key in notes] == [[False, True]] * 3


def test_the_menu_holds_the_pages_that_are_open_to_a_role(page_of):
    def menu_of(role: str) -> set[str]:
        nav = page.first(r'<nav id="head-menu".*?</nav>', page.sent(page_of("help", rights=READERS[role])))[0]
        return set(re.findall(r'href="/(\w*)', nav))

    assert menu_of("open") == menu_of("leading_group") == menu_of("office") - {"administration"}
    assert menu_of("open") - menu_of("party_office") == {"me"}
    assert menu_of("admin") == menu_of("auditor") == {"me", "help", "administration"}


def test_a_page_that_is_not_for_the_reader_says_so_and_leads_back(page_of):
    of_page = page.plain(page.sent(page_of("cases", rights=READERS["auditor"])))
    assert "这一页不对审计员开放。" in of_page
    of_place = page.sent(page_of("party", rights=READERS["secretary"], committee=FOREIGN))
    assert "不属于您的单位" in of_place
    assert page.first(r'class="lacking card".*?href="([^"]+)"', of_place)[1] == "/party"


def test_my_work_is_what_waits_for_the_readers_own_unit(page_of):
    tables = {role: _seen(page_of("me", rights=rights))[1] for role, rights in READERS.items()}
    assert tables["secretary"] == {
        *("calls", "opinions", "unanswered", "applications", "stalled", "my_decisions"),
    }
    assert tables["department"] == {"department_cases", "unanswered"}
    assert tables["admin"] == tables["auditor"] == set()
    asked = _seen(page_of("me", **{"as": DEPARTMENT}))[1]
    assert asked == tables["department"]


@pytest.mark.parametrize(
    ("role", "note"),
    [("open", "不公开的诉求计入数字，不列入清单。"), ("office", "包括不公开的诉求，请勿外传。")],
)
def test_the_first_few_cases_stand_with_what_is_sensitive_among_them(page_of, role, note):
    places = {
        "department": {"department": OTHER},
        "committee": {"committee": OWN},
        "topics": {"topic": "parking"},
    }
    for key, parameters in places.items():
        words = page.plain(page.sent(page_of(key, rights=READERS[role], **parameters)))
        assert note in words, key
        assert "办结的列近 90 天" not in words, key


PLANTED = {
    "concern": ("title", f"committee_code <> '{OWN}'"),
    "case_file": ("title", f"committee_code <> '{OWN}'"),
    "party_branch": ("name", f"committee_code <> '{OWN}'"),
    "building": (
        "name",
        f"neighbourhood_code not in (select code from neighbourhood where committee_code = '{OWN}')",
    ),
}


def plant(file: Path) -> None:
    """Calls SECRET in a store what a secretary may not see of other committees."""
    with closing(sqlite3.connect(file)) as store, store:
        for table, (column, where) in PLANTED.items():
            changed = store.execute(f"update {table} set {column} = 'SECRET ' || rowid where {where}")
            assert changed.rowcount > 10
        store.execute("update state set version = version + 1000")


@pytest.fixture
def planted(own_store) -> str:
    """The demonstration's store, in which what a secretary may not see of other committees is called SECRET."""
    plant(own_store)
    return f"sqlite:///{own_store}"


def test_nothing_of_another_committee_reaches_a_secretary(page_of, planted, monkeypatch):
    addresses = [*VISITS.values(), ("topics", {"topic": "parking"}), ("topics", {"committee": FOREIGN})]
    addresses += [
        ("cases", {"committee": FOREIGN}),
        ("cases", {"rows": "1000"}),
        ("works", {"committee": FOREIGN}),
    ]
    for key, parameters in addresses:
        received = everything(page_of(key, planted, rights=READERS["secretary"], **parameters))
        assert "SECRET" not in received, (key, parameters)
    assert "SECRET" in everything(page_of("cases", planted, rights=READERS["office"]))
    monkeypatch.setattr(Runtime, "_instance", MagicMock(cache_storage_manager=MemoryCacheStorageManager()))
    for name in (name for names in catalogue.TABLES.values() for name in names):
        for committee in (None, OWN, FOREIGN):
            rows, book = (_taken(name, READERS["secretary"], committee, form) for form in FORMS)
            assert b"SECRET" not in rows, name
            assert not book or b"SECRET" not in _unpacked(book), name
    office = _taken("cases", READERS["office"], None, headless.XLSX)
    assert b"SECRET" in _unpacked(office)


FORMS = (headless.CSV, headless.XLSX)


def _unpacked(book: bytes) -> bytes:
    parts = ZipFile(BytesIO(book))
    return b"".join(map(parts.read, parts.namelist()))


def _taken(table: str, rights: Rights, committee: str | None, form: str) -> bytes:
    opened = catalogue.page_of(table)
    assert opened
    place = {"committee": committee} if committee else {}
    place |= {"department": {"department": DEPARTMENT}, "project": {}}.get(opened.key, {})
    try:
        return headless.file(opened, table, place, rights, form).content
    except (headless.Absent, headless.Closed, headless.Refused, headless.Lacking):
        return b""


def _seen(app) -> tuple[bool, set[str]]:
    """Whether the page is closed, and the tables and charts on it."""
    markup = page.sent(app)
    return "lacking card" in markup, {*_PLACE.findall(markup), *_CHART.findall(page._keys(app._tree))}


def everything(app) -> str:
    """All that the browser is sent."""
    return str([*map(_protos, [app._tree])])


def _protos(block) -> str:
    own = str(getattr(block, "proto", ""))
    return own + "".join(map(_protos, getattr(block, "children", {}).values()))
