"""Who has signed in and opens a list with something sensitive in it stands in the audit before it is shown; nobody else does."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import make_url

from components import opened
from data_access import recorded
from data_access.access import sessions
from data_access.access.reader import Reader
from data_access.access.rights import Rights
from data_access.clock import moment
from data_access.records.chain import Actor
from tests import page
from tests.access.people import audited
from tests.access.test_obedience import OWN, VISITS, everything
from tests.conftest import copy_of

LEADER, OFFICE = Rights("leading_group"), Rights("office")
PLANTED = {"posts": "某某要保密的帖子", "cases": "某某要保密的诉求"}


@pytest.fixture
def store(small_demo_store, tmp_path) -> Path:
    """A store in which every other post and case is sensitive, and is called by what stands nowhere else."""
    store = copy_of(small_demo_store, tmp_path / "planted.db")
    with closing(sqlite3.connect(store)) as changed, changed:
        for table, title in (("concern", PLANTED["posts"]), ("case_file", PLANTED["cases"])):
            other = (
                f"select id from (select id, row_number() over (order by id) n from {table}) where n % 2 = 0"
            )
            changed.execute(
                f"update {table} set is_sensitive = true, title = '{title}' where id in ({other})"
            )
        changed.execute("update state set version = version + 2000")
    return store


@pytest.fixture
def at(page_of, records_url, store, monkeypatch):
    """Opens a page as somebody who has signed in, and gives what the audit then holds of opened lists, and the page."""
    monkeypatch.setattr(opened, "_kept", set())
    url = f"sqlite:///{store}"
    engine = recorded.kept(records_url, url, moment()).engine
    signed: dict[Rights, Reader] = {}

    def visit(key: str, rights: Rights, **parameters: str):
        if rights not in signed:
            token = sessions.begin(engine, Actor("li", rights.role), moment(), rights)
            signed[rights] = Reader(rights, "li", sessions.id_of(token))
        shown = page_of(key, url, rights=signed[rights], **parameters)
        kept = [(who, details) for who, act, details in audited(engine) if act == "opened_sensitive"]
        return kept, shown

    yield visit
    engine.dispose()


def test_a_list_is_kept_once_for_a_session_a_day_and_a_place(at):
    day = "2017-07-16"
    first = ("li", {"page": "cases", "list": "cases", "on": day})
    assert at("cases", OFFICE, q="secret")[0] == [first]
    assert at("cases", OFFICE, kind="help")[0] == [first]
    assert at("cases", LEADER)[0] == [first, first]
    assert at("cases", OFFICE, on="2017-07-10")[0][2:] == [("li", {**first[1], "on": "2017-07-10"})]
    mine = {"page": "cases", "list": "cases", "on": day, "committee": OWN}
    assert at("cases", OFFICE, committee=OWN)[0][3:] == [("li", mine)]


def test_every_page_with_something_sensitive_on_it_is_kept(at):
    everywhere = [
        *(visit for visit in VISITS.values() if LEADER.opens(visit[0])),
        *(("topics", {"rows": "1000"} | more) for more in ({}, {"topic": "parking"})),
        *(("department", {"department": code}) for code in ("d110", "d108")),
        ("cases", {"rows": "1000"}),
    ]
    shown_on = set()
    for key, parameters in everywhere:
        kept, shown = at(key, LEADER, **parameters)
        lists = {details["list"] for _, details in kept if details["page"] == key}
        found = {one for one, title in PLANTED.items() if title in everything(shown)}
        of_cases = {"cases"} if "slips" in lists else set()  # a slip names its case
        assert found <= lists | of_cases, (key, parameters)
        shown_on |= {(key, one) for one in found}
    both = {(key, one) for key in ("topics", "committee") for one in PLANTED}
    assert shown_on == both | {
        *((key, "cases") for key in ("cases", "department", "me", "supervision")),
        ("me", "posts"),
    }


def test_one_case_by_itself_is_kept_by_its_number_and_a_public_one_is_not(at, store):
    with closing(sqlite3.connect(store)) as rows:
        [(code,), (public,)] = (
            rows.execute(f"select id from case_file where {which} order by id").fetchone()
            for which in ("is_sensitive and id like '%/%'", "not is_sensitive and post_id is null")
        )
    assert at("cases", OFFICE, case=public)[0] == []
    [(_, details)], _ = at("cases", OFFICE, case=code)
    assert details == {"page": "cases", "list": "cases", "on": "2017-07-16", "case": code}


def test_who_is_shown_nothing_sensitive_is_not_kept(at):
    assert at("cases", Rights("department", (), ("d999",)))[0] == []
    assert at("topics", Rights("party_office"))[0] == []
    [(_, details)], _ = at("cases", Rights("secretary", (OWN,)))
    assert details["list"] == "cases"


def test_without_an_audit_the_list_is_not_shown(at, records_url):
    [listed], shown = at("cases", OFFICE, rows="1000")
    assert PLANTED["cases"] in everything(shown)
    full = "create trigger full before insert on audit begin select raise(abort, 'disk is full'); end"
    with closing(sqlite3.connect(make_url(records_url).database or "")) as records:
        records.execute(full)
    kept, shown = at("cases", OFFICE, rows="1000", on="2017-07-15")
    assert kept == [listed]
    assert PLANTED["cases"] not in everything(shown)
    assert "这里有敏感事项" in page.sent(shown)
    assert "这里有敏感事项" not in page.sent(at("works", OFFICE)[1])


def test_nothing_sensitive_is_drawn_once_for_several():
    @st.cache_data
    def drawn():
        opened.keep({"cases"}, lambda: pytest.fail("nobody is known"))

    with pytest.raises(TypeError):
        drawn()
