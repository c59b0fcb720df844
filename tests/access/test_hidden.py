"""No page names what its reader may not see: neither by its title nor by what it is called in an address."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.access.test_obedience import DEPARTMENT, FOREIGN, OTHER, OWN, READERS, VISITS, everything
from tests.conftest import copy_of

pytestmark = pytest.mark.soak
HIDDEN = {
    "open": ("select id from concern where is_sensitive", "select id from case_file where is_sensitive"),
    "secretary": (
        f"select id from concern where committee_code <> '{OWN}'",
        f"select id from case_file where committee_code <> '{OWN}'",
        f"select code from building where code not like '{OWN}%'",
    ),
    "department": (
        f"select id from case_file where coalesce(department_code, '') <> '{DEPARTMENT}'",
        "select code from building",
    ),
    "party_office": ("select id from concern", "select id from case_file", "select code from building"),
    "screen": ("select id from concern", "select id from case_file", "select code from building"),
}
"""By role: what is not for it one by one."""
ADDRESSES = [
    *VISITS.values(),
    ("topics", {"topic": "parking", "rows": "1000"}),
    ("topics", {"committee": FOREIGN}),
    *(("cases", {"rows": "1000"} | more) for more in ({}, {"committee": FOREIGN}, {"department": OTHER})),
]


@pytest.fixture
def named(small_demo_store, tmp_path) -> Path:
    """A store in which posts and cases are called by their numbers."""
    store = copy_of(small_demo_store, tmp_path / "named.db")
    with closing(sqlite3.connect(store)) as changed, changed:
        for table in ("concern", "case_file"):
            changed.execute(f"update {table} set title = id")
        changed.execute("update state set version = version + 1000")
    return store


@pytest.mark.parametrize("role", HIDDEN)
def test_no_page_names_what_is_not_for_its_reader(page_of, named, role):
    url = f"sqlite:///{named}"
    with closing(sqlite3.connect(named)) as store:
        hidden = {code for query in HIDDEN[role] for (code,) in store.execute(query)}
        faulty = {place for (place,) in store.execute("select place from defect")}
        cases = [code for (code,) in store.execute("select id from case_file order by id")][::40]
    hidden -= faulty  # all may know of faults in the data, and where they are
    assert hidden
    for key, parameters in [*ADDRESSES, *(("cases", {"case": code}) for code in cases)]:
        received = everything(page_of(key, url, rights=READERS[role], **parameters))
        asked = {*parameters.values()}
        assert [code for code in hidden - asked if code in received] == [], (key, parameters)


def test_the_office_is_shown_what_is_hidden_from_others(page_of, named):
    with closing(sqlite3.connect(named)) as store:
        kinds = [{code for (code,) in store.execute(query)} for query in HIDDEN["party_office"]]
    url = f"sqlite:///{named}"
    pages = [
        ("topics", {"committee": FOREIGN}),
        ("cases", {"rows": "1000"}),
        ("committee", {"committee": FOREIGN}),
    ]
    for codes, (key, parameters) in zip(kinds, pages, strict=True):
        received = everything(page_of(key, url, rights=READERS["office"], **parameters))
        assert any(code in received for code in codes), key
