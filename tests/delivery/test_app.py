"""What the server answers besides the pages' own traffic."""

import asyncio
import gc
import gzip
import json
import os
import re
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette

import app
import delivery
from components import menu
from components.document import chrome
from data_access import issuing, recorded, store, upkeep
from data_access.bulletins import kept
from data_access.clock import moment, wall_clock
from data_access.database import store_engine
from data_access.records.chain import SYSTEM
from data_access.records.writing import Times
from data_access.settings import Refresh, settings
from data_access.wording import words
from delivery.compression import BUNDLE
from delivery.headers import FOREVER
from tests import page
from tests.bulletins import groups
from tests.bulletins.bulletin import SOURCE, bulletin
from tests.refresh.earlier import store_of_shape_4

SERVED = Starlette(routes=list(delivery.ROUTES), middleware=list(delivery.MIDDLEWARE))


def run(coroutine):
    """What a coroutine gives, in a thread of its own: a browser's driver keeps a loop in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def ask(path: str, query: str = "", **headers: str):
    """One GET: status, headers, body."""
    sent, request = [], [{"type": "http.request", "body": b"", "more_body": False}]
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        "http_version": "1.1", "headers": [(b"host", b"localhost")]
        + [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive():
        if request:
            return request.pop()
        return await asyncio.Future()  # the reader stays

    async def send(message):
        sent.append(message)

    run(SERVED(scope, receive, send))
    start = sent[0]
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def filled(tmp_path, monkeypatch):
    """Makes the store in force: `filled(age, demonstration)`."""

    def fill(age: timedelta, demonstration: bool = False):
        url = f"sqlite:///{tmp_path / 'store.db'}"
        monkeypatch.setenv("STORE_DATABASE_URL", url)
        engine = store_engine(url, create=True)
        store.tables.create_all(engine)
        at = (wall_clock() - age).replace(microsecond=0)
        with engine.begin() as connection:
            connection.execute(
                store.state.insert().values(
                    id=1, shape=store.SHAPE, version=7, first_day=date(2017, 5, 1), last_day=date(2017, 7, 16),
                    demonstration=demonstration,
                )
            )  # fmt: skip
            connection.execute(
                store.run.insert().values(
                    id=1, kind="full", started_at=at, finished_at=at, seconds=1, outcome="complete",
                    read_rows=1, changed_rows=1,
                )
            )  # fmt: skip
        engine.dispose()

    return fill


@pytest.mark.parametrize(
    ("query", "tag", "title"),
    [("", "zh-CN", "社区通治理看板"), ("lang=en", "en", "Community Connect dashboard")],
)
@pytest.mark.parametrize("path", [one.address for one in menu.PAGES])
def test_every_page_is_a_document_in_the_language_of_its_address(path, query, tag, title):
    status, headers, body = ask(path, query)
    text = body.decode()
    assert status == 200
    assert f'<html lang="{tag}"' in text
    [page] = [one.key for one in menu.PAGES if one.address == path]
    lang = "en" if query else "zh"
    assert f"<title>{words(lang)[f'nav.{page}']} · {title}</title>" in text
    assert metas(body)["description"] == words(lang)[f"preview.{page}"]
    assert "Streamlit" not in text.partition("<body>")[2]
    assert (headers["cache-control"], headers["content-length"]) == ("no-store", str(len(body)))


def metas(body: bytes) -> dict[str, str]:
    """What a document says of itself to who is sent its address."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', body.decode())
    return {name: unescape(words) for name, words in found}


def test_an_address_that_is_sent_says_what_it_leads_to(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    said = metas(ask("/committee", "committee=310113101003&on=2017-06-15")[2])
    assert said["og:title"] == "祁南居委会 · 社区通治理看板"
    assert said["og:description"] == said["description"]
    assert re.fullmatch("祁南居委会：.* · 2017年6月15日的数据", said["description"])
    assert said["og:image"] == "http://localhost/app/static/preview.png"
    assert BytesIO(ask("/app/static/preview.png")[2]).read(4) == b"\x89PNG"
    with closing(sqlite3.connect(demo_store)) as store_file:
        project, title = store_file.execute("select id, title from project order by id limit 1").fetchone()
    assert metas(ask("/project", f"project={project}")[2])["og:title"] == f"{title} · 社区通治理看板"


@pytest.mark.parametrize(
    "query", ["", "committee=999", "committee=%22%3E%3Cscript%3E", "committee=310113101003"]
)
def test_without_a_name_an_address_says_its_page(query, monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{tmp_path / 'away.db'}")
    assert metas(ask("/committee", query)[2])["og:title"] == "居委会 · 社区通治理看板"


def test_what_an_address_says_cannot_leave_its_attribute(own_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{own_store}")
    odd = '"><script>\\1'
    with closing(sqlite3.connect(own_store)) as changed, changed:
        changed.execute("update committee set name = ? where code = '310113101003'", [odd])
    _, _, body = ask("/committee", "committee=310113101003")
    assert odd not in body.decode()
    assert metas(body)["og:title"] == f"{odd} · 社区通治理看板"


def test_a_compressed_document_is_the_same_document():
    _, headers, packed = ask("/", accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(packed))
    assert gzip.decompress(packed) == ask("/")[2]


def test_the_look_of_the_address_is_on_the_document():
    assert 'data-look="wall"' in ask("/", "look=wall")[2].decode()
    assert 'data-look="light"' in ask("/", "look=<script>")[2].decode()


def test_an_unknown_page_leads_to_the_first_one_with_its_name():
    status, headers, _ = ask("/a/b", "on=2017-06-15")
    assert (status, headers["location"]) == (307, "/?on=2017-06-15&lost=a%2Fb")
    assert ask("/overview", "look=wall")[1]["location"] == "/?look=wall"


def test_answers_are_strict_about_where_things_come_from():
    _, headers, _ = ask("/")
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_portal_of_the_settings_may_show_it_in_a_frame_and_no_other(town_settings):
    assert "frame-ancestors 'self'" in ask("/")[1]["content-security-policy"]
    town_settings('[server]\nembed_in = ["https://portal.town.gov.cn"]')
    for path in ("/", "/works", "/screen"):
        _, headers, body = ask(path)
        assert headers["content-security-policy"].endswith(
            "; frame-ancestors 'self' https://portal.town.gov.cn"
        )
        assert "x-frame-options" not in headers
    assert '"frames": ["https://portal.town.gov.cn"]' in ask("/")[2].decode()
    assert json.loads(ask("/_stcore/host-config")[2])["allowedOrigins"] == ["https://portal.town.gov.cn"]


def test_what_is_never_a_page_carries_no_policy():
    for path in (chrome.address("document/chrome.js"), chrome.address("document/look.css")):
        _, headers, _ = ask(path)
        assert headers["x-content-type-options"] == "nosniff"
        assert "content-security-policy" not in headers
    assert "content-security-policy" in ask("/app/static/favicon.svg")[1]


def test_the_weights_of_a_slice_of_the_font_are_packed_as_one():
    fonts = gzip.compress(ask(chrome.address("static/fonts/fonts.css"))[2], 6)
    assert len(fonts) < 20_000


def test_static_files_are_kept_a_day_and_asked_for_again_by_their_tag():
    status, headers, _ = ask("/app/static/favicon.svg")
    assert (status, headers["cache-control"]) == (200, "public, max-age=86400")
    assert ask("/app/static/favicon.svg", if_none_match=headers["etag"])[0] == 304


def test_the_guides_pictures_are_served_and_no_other_document():
    status, headers, body = ask("/guide/committee-zh.webp")
    assert (status, headers["content-type"], body[8:12]) == (200, "image/webp", b"WEBP")
    assert [ask(f"/guide/{name}")[0] for name in ("none.webp", "guide.md", "..%2Fguide.md")] == [
        404,
        404,
        404,
    ]


def test_our_styles_and_scripts_are_kept_for_good_by_their_content():
    text = ask("/")[2].decode()
    addresses = re.findall(r'(?:href|src)="(/chrome/[^"]+)"', text)
    assert len(addresses) > 20
    for address in addresses:
        status, headers, body = ask(address)
        assert (status, headers["cache-control"]) == (200, FOREVER)
        assert body == (chrome.COMPONENTS / address.split("/", 3)[3]).read_bytes()
    assert ask(f"/chrome/{chrome.version()}/document/chrome.py")[0] == 404


def test_a_tab_from_before_an_upgrade_gets_the_script_of_a_page_and_does_not_keep_it():
    status, headers, _ = ask("/chrome/0123456789ab/works/works.js")
    assert (status, headers["cache-control"]) == (200, "no-store")


def test_streamlits_scripts_are_compressed_and_kept_for_good():
    name = next((BUNDLE / "js").glob("index.D*.js"))
    _, headers, body = ask(f"/static/js/{name.name}", accept_encoding="gzip")
    assert (headers["content-encoding"], headers["cache-control"]) == ("gzip", FOREVER)
    assert gzip.decompress(body) == name.read_bytes()
    assert ask("/static/js/../../index.html", accept_encoding="gzip")[0] == 404


def test_a_fresh_store_is_healthy(filled):
    filled(timedelta(hours=1))
    status, headers, body = ask("/healthz")
    assert (status, json.loads(body)["status"], json.loads(body)["version"]) == (200, "ok", 7)
    assert headers["cache-control"] == "no-store"


def test_records_that_cannot_be_read_are_said_while_pages_go_on(filled, records_url):
    filled(timedelta(hours=1))
    assert run(upkeep.open_records()) is None
    assert json.loads(ask("/healthz")[2])["reason"] == "ok"
    file = Path(records_url.removeprefix("sqlite:///"))
    for rest in file.parent.iterdir():
        rest.unlink()
    file.write_bytes(b"no database at all" * 100)
    status, _, body = ask("/healthz", "lang=en")
    assert (status, json.loads(body)["reason"]) == (200, "not_a_database")
    assert "the records cannot be read" in json.loads(body)["sentence"]
    assert str(file) not in json.loads(body)["sentence"]
    assert run(upkeep.open_records()) is None  # and the server starts


def test_an_old_store_is_not_healthy_and_says_why(filled):
    filled(timedelta(hours=51))
    status, _, body = ask("/healthz", "lang=en")
    assert status == 503
    assert (
        json.loads(body)["sentence"] == "The data have not been refreshed for 51 hours, the limit being 50."
    )


def test_a_demonstration_does_not_grow_old(filled):
    filled(timedelta(days=400), demonstration=True)
    assert ask("/healthz")[0] == 200


def test_a_store_of_another_shape_alone_is_said_to_be_so(tmp_path, monkeypatch, page_of):
    url = store_of_shape_4(f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.setenv("STORE_DATABASE_URL", url)
    status, _, body = ask("/healthz")
    assert (status, json.loads(body)["reason"]) == (503, "store_shape")
    assert "由另一版本建立" in page.plain(page.sent(page_of("overview", url)))


def test_a_missing_store_is_not_healthy_and_says_why(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    status, _, body = ask("/healthz")
    assert (status, json.loads(body)["reason"]) == (503, "file_missing")
    assert "不存在" in json.loads(body)["sentence"]


@pytest.fixture
def folder(tmp_path, town_settings):
    """A folder of attachments with a picture in it, and a secret beside it."""
    (tmp_path / "photos" / "p1").mkdir(parents=True)
    Image.new("RGB", (4, 2), "red").save(tmp_path / "photos" / "p1" / "before.png")
    (tmp_path / "photos" / "notes.txt").write_text("notes")
    (tmp_path / "secret.png").write_bytes(b"secret")
    town_settings(f'[attachments]\nfolder = "{tmp_path / "photos"}"')


@pytest.mark.usefixtures("folder")
def test_a_picture_of_the_folder_is_served():
    status, headers, body = ask("/attachments/p1/before.png")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert Image.open(BytesIO(body)).getpixel((3, 1)) == (255, 0, 0)
    assert headers["cache-control"] == "private, max-age=86400"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "path",
    [
        "../secret.png",
        "p1/../../secret.png",
        "notes.txt",
        "p1",
        "",
        "none.png",
        "/etc/passwd",
        "a\0.png",
        "n" * 400 + ".png",
    ],
)
def test_nothing_else_is(path):
    assert ask(f"/attachments/{path}")[0] == 404


@pytest.mark.usefixtures("folder")
def test_a_broken_picture_is_told_in_words(tmp_path):
    (tmp_path / "photos" / "p1" / "after.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    assert ask("/attachments/p1/after.jpg")[::2] == (
        404,
        "这张图片打不开，文件可能已损坏，请管理员换一个。".encode(),
    )
    assert b"ask the administrator" in ask("/attachments/p1/none.jpg", "lang=en")[2]


def test_everything_that_pages_import_is_imported_and_set_aside():
    frozen = gc.get_freeze_count()
    app._warm_up()
    try:
        assert gc.get_freeze_count() > frozen
        assert {"components.scope", "data_access.wording"} <= sys.modules.keys()
    finally:
        gc.unfreeze()


def test_the_server_knows_how_to_ask_for_a_refresh(monkeypatch):
    monkeypatch.setattr(upkeep, "COMMAND", [sys.executable, "-c", "import sys; print(sys.argv[1:])"])
    assert run(upkeep.refresh_apart("--reconcile")) is True
    monkeypatch.setattr(upkeep, "COMMAND", [sys.executable, "-c", "raise SystemExit(1)"])
    assert run(upkeep.refresh_apart(None)) is False


def test_a_refresh_that_does_not_end_is_ended_and_noted(monkeypatch, filled):
    """It asks for no mercy: not even the signal to end moves it."""
    filled(timedelta(hours=1))
    script = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"
    monkeypatch.setattr(upkeep, "COMMAND", [sys.executable, "-c", script])
    monkeypatch.setattr(upkeep, "END_SECONDS", 1)
    assert run(upkeep.refresh_apart(None, limit=2)) is False
    status, _, body = ask("/healthz")
    assert (status, json.loads(body)["reason"]) == (200, "killed")


def test_a_refresh_whose_process_the_system_ends_is_noted(monkeypatch, filled):
    filled(timedelta(hours=1))
    monkeypatch.setattr(upkeep, "COMMAND", [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"])
    assert run(upkeep.refresh_apart("--reconcile")) is False
    assert json.loads(ask("/healthz")[2])["reason"] == "killed"


def test_the_upkeep_goes_on_after_a_refresh_that_could_not_begin(monkeypatch, tmp_path, caplog):
    """The first command is no program; it appears while the upkeep waits."""
    command = tmp_path / "refresh"
    monkeypatch.setattr(upkeep, "COMMAND", [str(command)])

    async def begin_and_look():
        task = asyncio.create_task(upkeep._upkeep(Refresh(interval_minutes=0.002)))
        await asyncio.sleep(0)
        while not (tmp_path / "ran").exists():
            assert not task.done()
            if not command.exists() and "could not be run" in caplog.text:
                command.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
                command.chmod(0o755)
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(begin_and_look())


def test_bulletins_are_seen_to_once_nothing_stands_against_it(
    monkeypatch, tmp_path, demo_store, town_settings, records_url, caplog
):
    """The records cannot be opened at first, which is logged once; then what was issued meanwhile is handed on."""
    at, content = moment(), bulletin(source=replace(SOURCE, demonstration=True))
    robot = '[[bulletin.robots]]\nname = "town"\nservice = "wecom"\nkinds = ["weekly"]'
    town_settings(f"[refresh]\ninterval_minutes = 0\n{robot}")
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    engine = recorded.opened(records_url, f"sqlite:///{demo_store}", at)
    kept.issue(engine, SYSTEM, Times(at, at), content, settings().bulletin.robots)
    engine.dispose()
    monkeypatch.setenv("RECORDS_DATABASE_URL", "mysql://nowhere/records")
    monkeypatch.setattr(upkeep, "BULLETIN_SECONDS", 0.02)
    tries = []
    keep_up = issuing.keep_up

    def counted() -> None:
        tries.append(1)
        if len(tries) == 3:
            monkeypatch.setenv("RECORDS_DATABASE_URL", records_url)
        keep_up()

    monkeypatch.setattr(issuing, "keep_up", counted)

    async def see_to_them(group):
        async with upkeep.kept_fresh(), asyncio.timeout(60):
            while not group.arrived:
                await asyncio.sleep(0.02)

    with groups.wecom(moment) as group:
        monkeypatch.setenv("ROBOT_TOWN_URL", group.url)
        run(see_to_them(group))
    assert len(group.texts) == 1
    assert caplog.text.count("bulletins have to wait") == 1


def test_a_refresh_under_way_ends_with_the_server(monkeypatch, tmp_path):
    script = f"import os, time, pathlib; pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid())); time.sleep(60)"
    monkeypatch.setattr(upkeep, "COMMAND", [sys.executable, "-c", script])

    async def begin_and_stop():
        task = asyncio.create_task(upkeep.refresh_apart(None))
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(begin_and_stop())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
