"""What somebody who is signed in takes away stands in the audit, or is not given."""

import json
from unittest.mock import MagicMock

import pytest
from sqlalchemy import select
from starlette.requests import Request
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager

from components import headless
from data_access.access.reader import ANYBODY, Reader
from data_access.access.rights import Rights
from data_access.problem import Problem
from data_access.records import audit
from delivery import data, standing
from tests.access.people import let_in
from tests.delivery.visitor import Visitor

SECRETARY = Reader(Rights("secretary", ("310113101003",)), "xu", "s1")
FILE = headless.File("表.xlsx", "text/csv", b"", "2017-07-10", {"committee": "310113101003"})


@pytest.fixture(autouse=True)
def _served(demo_store, town_settings, monkeypatch):
    town_settings("")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")


def _noted(reader: Reader):
    scope = {
        "type": "http",
        "query_string": b"q=secret",
        "headers": [],
        "client": ("10.0.0.7", 1),
        "reader": reader,
    }
    return data._noted(Request(scope), "cases", "cases", "xlsx", FILE)


def _acts() -> list[tuple]:
    with standing.kept().engine.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.act == "exported"))
        return [(row.account, row.role, row.address, json.loads(row.details)) for row in rows]


def test_who_took_which_table_of_where_and_when_is_kept_without_what_was_searched():
    assert _noted(SECRETARY) is None
    details = {
        "table": "cases",
        "format": "xlsx",
        "page": "cases",
        "on": "2017-07-10",
        "committee": "310113101003",
    }
    assert _acts() == [("xu", "secretary", "10.0.0.7", details)]


def test_a_file_is_given_once_more_without_being_taken_again(town_settings, monkeypatch):
    town_settings('[access]\nmode = "accounts"\n')
    runtime = MagicMock(cache_storage_manager=MemoryCacheStorageManager())
    monkeypatch.setattr(Runtime, "_instance", runtime)
    visitor = Visitor(cookie=let_in(standing.kept().engine, "xu", SECRETARY.rights)["Cookie"])
    address = "/data/neighbourhoods.xlsx?committee=310113101003&on=2017-07-10"
    first = visitor.get(address)
    again = visitor.get(address, **{"if-none-match": first.headers["etag"]})
    foreign = visitor.get("/data/neighbourhoods.xlsx?committee=310113101005")
    assert (first.status, again.status, foreign.status) == (200, 304, 404)
    [(account, role, _, details)] = _acts()
    assert (account, role) == ("xu", "secretary")
    taken = {"table": "neighbourhoods", "page": "committee", "format": "xlsx", "on": "2017-07-10"}
    assert details == taken | {"committee": "310113101003"}


def test_nobody_is_noted_where_nobody_signs_in():
    assert _noted(ANYBODY) is None
    assert _acts() == []


def test_without_an_audit_nothing_is_given(monkeypatch):
    def away():
        raise Problem("records_away")

    monkeypatch.setattr(standing, "kept", away)
    refused = _noted(SECRETARY)
    assert (refused.status_code, refused.headers["cache-control"]) == (503, "no-store")
    assert "无法记入审计" in refused.body.decode()
