"""What scripts are given of the pages' tables: the buttons' rows, cell by cell, and a sentence where there are none."""

import csv
import re
import sqlite3
import time
from html import unescape
from io import BytesIO, StringIO
from unittest.mock import MagicMock
from urllib.parse import unquote, urlencode

import docx
import pypdfium2
import pytest
from starlette.requests import Request
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager

from components import catalogue, headless, menu
from data_access.access.reader import Reader
from data_access.access.rights import OPEN
from data_access.settings import ROOT
from delivery import data
from tests import page
from tests.delivery.test_app import ask

COMMITTEE = "310113101003"


@pytest.fixture(autouse=True)
def _served(demo_store, town_settings, monkeypatch):
    """A store, settings, and a server's runtime, as a page's test has it too."""
    town_settings("")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    _run_on(monkeypatch)


def _run_on(monkeypatch) -> None:
    runtime = MagicMock(cache_storage_manager=MemoryCacheStorageManager())
    monkeypatch.setattr(Runtime, "_instance", runtime)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8"), newline="")))


@pytest.fixture
def of_buttons(monkeypatch):
    """What the CSV links of a page lead to, by table."""

    def read(key: str, **parameters: str) -> dict[str, bytes]:
        with page.taking() as written:
            page.run(key, **parameters)
        _run_on(monkeypatch)  # which a page's test ends
        return written

    return read


def test_scripts_get_what_the_buttons_of_every_page_give_cell_by_cell(of_buttons, demo_store):
    with sqlite3.connect(demo_store) as store:
        [project] = store.execute(
            "SELECT project_id FROM project_vote JOIN plan_revision USING (project_id) WHERE version > 1"
        ).fetchone()
        [inner] = store.execute(
            f"SELECT code FROM neighbourhood WHERE committee_code = '{COMMITTEE}'"
        ).fetchone()
        [case] = store.execute("SELECT id FROM case_file WHERE NOT is_sensitive ORDER BY id").fetchone()
    views: dict[str, list[dict[str, str]]] = {
        "me": [{}],
        "registration": [{"on": "2017-07-10"}, {"lang": "en"}],
        "party": [{}, {"committee": COMMITTEE}],
        "topics": [{"kind": "problem"}, {"topic": "flooding"}],
        "consultation": [{"kind": "parking"}],
        "cases": [{"light": "red"}, {"case": case}],
        "supervision": [{"stage": "open"}, {"slip": "2017-2"}],
        "meeting": [{"stage": "open"}, {"meeting": "2017-07-07"}, {"decision": "2017-07-07.2"}],
        "campaigns": [{}, {"campaign": "caring-2017"}],
        "committee": [{"committee": COMMITTEE}, {"committee": COMMITTEE, "neighbourhood": inner}],
        "project": [{"project": project}],
        "department": [{"department": "d102"}],
    }
    asked = set()
    for key in menu.BY_KEY:
        for parameters in views.get(key, [{}]):
            for table, pressed in of_buttons(key, **parameters).items():
                query = urlencode(parameters)
                status, headers, body = ask(f"/data/{table}.csv", query)
                assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8"), (table, body)
                assert not body.startswith(b"\xef\xbb\xbf")
                bare = [
                    [cell.removeprefix("\t") for cell in row]
                    for row in rows(pressed.removeprefix(b"\xef\xbb\xbf"))
                ]
                assert rows(body) == bare, table
                asked.add(table)
    listed = {table for tables in catalogue.offered(OPEN).values() for table in tables}
    assert asked == listed


def test_an_official_document_is_given_away_as_pdf_and_docx_and_in_no_other_form():
    status, headers, body = ask("/data/slip.pdf", "slip=2017-2")
    assert (status, headers["content-type"]) == (200, "application/pdf")
    assert unquote(headers["content-disposition"]).endswith("罗督〔2017〕2号-罗店镇-2017-07-16-演示数据.pdf")
    with pypdfium2.PdfDocument(body) as file:
        words = file[0].get_textpage().get_text_range()
    assert "罗督〔2017〕2号" in words
    assert "请于2017年6月19日前书面答复" in words
    status, headers, body = ask("/data/slip.docx", "slip=2017-2")
    assert (status, headers["content-type"].rpartition(".")[2]) == (200, "document")
    assert "请于2017年6月19日前书面答复" in "".join(
        one.text for one in docx.Document(BytesIO(body)).paragraphs
    )
    status, _, body = ask("/data/minutes.pdf", "meeting=2017-07-07")
    with pypdfium2.PdfDocument(body) as file:
        words = "".join(one.get_textpage().get_text_range() for one in file)
    assert status == 200
    assert "增设一处便民服务点" in words
    minutes = docx.Document(BytesIO(ask("/data/minutes.docx", "meeting=2017-07-07")[2]))
    assert "增设一处便民服务点" in "".join(one.text for one in minutes.paragraphs)
    for address, query in (
        ("/data/minutes.pdf", ""),
        ("/data/minutes.pdf", "meeting=2017-01-01"),
        ("/data/slip.csv", "slip=2017-2"),
        ("/data/slips.pdf", ""),
        ("/data/slip.pdf", ""),
        ("/data/slip.pdf", "slip=2017-99"),
    ):
        assert ask(address, query)[0] in (400, 404), address


def test_an_issued_bulletin_is_given_away_on_paper_and_as_a_picture_with_its_own_figures():
    status, _, body = ask("/data/bulletin.pdf", "on=2017-07-13")
    assert status == 200
    with pypdfium2.PdfDocument(body) as file:
        words = "".join(sheet.get_textpage().get_text_range() for sheet in file)
    assert "累计登记 12,144 人" in words
    status, headers, body = ask("/data/bulletin.png", "on=2017-07-13")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert unquote(headers["content-disposition"]).endswith("每日通报-罗店镇-2017-07-13-演示数据.png")
    assert ask("/data/slip.png", "slip=2017-2")[0] == 404


def test_a_link_leads_to_the_file_of_what_is_looked_at_under_its_name(monkeypatch):
    sent = page.sent(page.run("cases", light="red", on="2017-07-10", q="路", utm="x"))
    csv_link, book = (unescape(found) for found in re.findall(r'href="(/data/cases\.[^"]+)"', sent))
    assert csv_link == "/data/cases.csv?on=2017-07-10&light=red&q=%E8%B7%AF&for=excel"
    assert book == "/data/cases.xlsx?on=2017-07-10&light=red&q=%E8%B7%AF"


def test_a_file_has_its_name_and_is_the_same_as_long_as_nothing_changes(monkeypatch):
    status, headers, body = ask("/data/ranking.xlsx", "on=2017-07-10")
    assert (status, body[:2]) == (200, b"PK")
    assert unquote(headers["content-disposition"]).endswith("-罗店镇-2017-07-10-演示数据.xlsx")
    time.sleep(1.1)  # a workbook says when it was made
    assert ask("/data/ranking.xlsx", "on=2017-07-10", if_none_match=headers["etag"])[0] == 304
    assert ask("/data/ranking.csv", "for=excel")[2].startswith(b"\xef\xbb\xbf")
    assert ask("/data/ranking.csv", "for=word")[0] == 400


def test_a_committees_code_is_plain_and_each_row_has_its_day():
    _, _, body = ask("/data/ranking.csv", "on=2017-07-10")
    heading, *lines = rows(body)
    assert {len(row[heading.index("代码")]) for row in lines[:-1]} == {12}
    assert {tuple(row[-2:]) for row in lines} == {("2017-07-10", "演示数据")}


def test_every_table_is_that_of_one_page_and_listed():
    every = [table for tables in catalogue.TABLES.values() for table in tables]
    assert len(every) == len(set(every))
    names = [table for tables in catalogue.offered(OPEN).values() for table in tables]
    status, _, body = ask("/data/")
    assert (status, ask("/data")[2]) == (200, body)
    assert re.findall(r"/data/(\w+)\.csv$", body.decode(), re.MULTILINE) == names


def test_what_an_address_may_say_is_what_the_documents_say():
    words = (ROOT / "docs" / "addresses.md").read_text("utf-8").split("## The screen")[0]
    cells = " ".join(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", words, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", cells)) - {"lost"} == set(catalogue.PARAMETERS)


@pytest.mark.parametrize(
    ("path", "query", "status", "sentence"),
    [
        ("nothing", "", 404, "没有名为“nothing”的表"),
        ("nothing", "lang=en", 404, "There is no table “nothing”"),
        ("ranking", "on=2017-13-01", 400, "日期“2017-13-01”无法识别"),
        ("ranking", "on=1999-01-01", 400, "没有数据"),
        ("ranking", "committee=99", 400, "没有代码为“99”的居委会"),
        ("ranking", "comittee=99", 400, "没有名为“comittee”的参数"),
        ("visits", "branch=b9", 400, "没有代码为“b9”的党支部"),
        ("works", "stage=none", 400, "筛选“none”无法识别"),
        ("why", "", 400, "请写明 committee"),
        ("project_ledger", "project=p9", 400, "没有编号为“p9”的工程"),
        ("silent", f"committee={COMMITTEE}", 404, "/data/branches.csv"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(path, query, status, sentence):
    answered, headers, body = ask(f"/data/{path}.csv", query)
    assert answered == status
    assert sentence in body.decode()
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "query", "status", "sentence", "back"),
    [
        ("cases.csv", "q=%E8%B7%AF&lihgt=red&for=excel", 400, "lihgt", "/cases?q=%E8%B7%AF&lihgt=red"),
        ("nothing.xlsx", "lang=en", 404, "There is no table “nothing”.", "/?lang=en"),
    ],
)
def test_a_browser_that_gets_no_file_gets_a_page_with_a_way_back(address, query, status, sentence, back):
    answered, headers, body = ask(f"/data/{address}", query, accept="text/html,*/*")
    assert (answered, headers["cache-control"]) == (status, "no-store")
    assert headers["content-type"].startswith("text/html")
    document = body.decode()
    [said] = re.findall(r"<p>(.*?)</p>", document, re.DOTALL)
    assert sentence in unescape(said)
    assert not said.endswith((":", "："))
    assert [unescape(link) for link in re.findall(r'href="([^"]*)"', document)] == [back]
    assert "<" not in ask(f"/data/{address}", query, accept="*/*")[2].decode()


def test_a_store_that_is_away_is_said_to_be_so(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    status, headers, body = ask("/data/ranking.csv")
    assert (status, headers["retry-after"]) == (503, "15")
    assert "不存在" in body.decode()


def test_who_has_it_is_told_that_nothing_has_changed():
    _, headers, body = ask("/data/ranking.csv")
    assert headers["cache-control"] == "no-cache"
    status, again, nothing = ask("/data/ranking.csv", if_none_match=headers["etag"])
    assert (status, again["etag"], nothing) == (304, headers["etag"], b"")
    assert ask("/data/ranking.csv", "on=2017-07-10", if_none_match=headers["etag"])[0] == 200
    assert body


def test_small_groups_are_withheld_as_on_the_page_and_ranks_too(town_settings):
    town_settings('rankings = "off"')
    heading, *_ = rows(ask("/data/ranking.csv")[2])
    assert "名次" not in heading


@pytest.mark.parametrize("bound", ["most", "most_of_one"])
def test_scripts_wait_for_each_other_and_too_many_are_sent_away(bound, monkeypatch):
    monkeypatch.setattr(data.TURNS, bound, 0)
    status, headers, body = ask("/data/ranking.csv", "lang=en")
    assert (status, headers["retry-after"]) == (503, "5")
    assert b"Too many are waiting" in body


def test_a_reader_is_the_account_or_the_screen_else_the_address():
    scope = {"type": "http", "headers": [], "client": ("10.0.0.7", 1)}
    readers = Reader(OPEN, "xu", "s1"), Reader(OPEN, device="d1"), Reader(OPEN)
    assert [data._who(Request(scope | {"reader": reader})) for reader in readers] == ["xu", "d1", "10.0.0.7"]


def test_a_page_ends_where_its_table_is_found():
    with pytest.raises(headless.Absent) as none:
        headless.csv(menu.BY_KEY["party"], "nothing", {}, OPEN)
    assert none.value.offered[-1] == "calendar"
    assert b"," in headless.csv(menu.BY_KEY["party"], "silent", {}, OPEN)
