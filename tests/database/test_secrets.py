"""What is an administrator's stays with him: no reader sees an address, a path, a host or an account, nobody a secret."""

import json
import sqlite3
from html import unescape

import pytest

from components import menu
from data_access import refresh
from data_access.database.address import masked as shown_address
from data_access.database.address import understood, without_secrets
from data_access.problem import Problem
from data_access.settings import Settings
from tests import page
from tests.delivery.test_app import ask

CLOSED = 1  # a port of the loopback on which nobody listens
SECRET, USER, HOST, DATABASE = "Geheim7531", "lesekonto", "127.0.0.1", "stadtdaten"
PRIVATE = (SECRET, USER, HOST, DATABASE, "OperationalError", "psycopg", "pymysql")
FORMS = [
    "{scheme}://{user}:{secret}@{host}:{port}/{database}",
    "{scheme}://{user}@{host}:{port}/{database}?password={secret}",
    "{scheme}://{user}@{host}:{port}/{database}?passwd={secret}",
    "{scheme}://{user}@{host}:{port}/{database}?PassWord={secret}",
    "{scheme}://{user}@{host}:{port}/{database}?sslpassword={secret}",
    "{scheme}://{user}@{host}:{port}/{database}?sslmode={secret}&token={secret}",
    "{scheme}://{user}@{host}:{port}/{database}?api_key={secret}&pwd={secret}",
    "{scheme}://{user}:ab@{secret}@{host}:{port}/{database}",
    "{scheme}://{user}:a/{secret}@b@{host}:{port}/{database}",
    "{scheme}://{user}:{secret}@a/b@{host}:{port}/{database}",
    "{scheme}://{host}:{port}/{database}?user={user}&password=ab@{secret}",
    "{scheme}://{user}:{secret}:@{host}:{secret}/{database}",
    "{scheme}://{user}:%40{secret}@{host}:{port}/{database}",
    "{scheme}://{user}:{secret}",
    "{secret}+{scheme}://{user}@{host}",
]


def addresses() -> list[str]:
    known = {"secret": SECRET, "user": USER, "host": HOST, "database": DATABASE, "port": CLOSED}
    return [form.format(scheme=scheme, **known) for form in FORMS for scheme in ("postgresql", "mysql")]


@pytest.fixture(params=addresses())
def broken(request, own_store) -> tuple[Problem, str, str]:
    """A refresh from a platform that is not there, by an address with a secret: its problem, address and store."""
    store = f"sqlite:///{own_store}"
    with pytest.raises(Problem) as found:
        refresh.run(request.param, store, Settings())
    return found.value, request.param, store


def test_a_secret_of_an_address_is_neither_said_nor_kept(broken, caplog):
    problem, _, store = broken
    kept = " ".join(map(str, runs(store)[-1]))
    assert "failed" in kept
    if problem.key != "dialect_unknown":  # it says what stands where the engine's name should
        assert SECRET not in str(problem) + repr(problem) + caplog.text
    for private in PRIVATE:
        assert private not in kept
        assert private not in problem.for_reader


def runs(store: str) -> list[tuple]:
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        found = connection.execute("select * from run order by id").fetchall()
    connection.close()
    return found


def test_an_administrator_still_sees_which_address_it_is():
    address = understood(f"mysql://{USER}:{SECRET}@{HOST}/{DATABASE}?passwd={SECRET}&charset=gbk", "platform")
    assert shown_address(address) == f"mysql+pymysql://{USER}:***@{HOST}/{DATABASE}?charset=gbk"


@pytest.mark.parametrize(
    "url", ["postgresql://u:p@ss@h/d", "mysql://h:3306/d?password=p@ss", "mysql://u:a@b/c@h/d"]
)
def test_a_password_whose_end_nobody_can_tell_is_refused_with_the_remedy(url):
    with pytest.raises(Problem, match="%40") as found:
        understood(url, "platform")
    assert "ss" not in str(found.value)


@pytest.mark.parametrize(
    "url", ["mysql://root@town#cluster:p@h/d", "postgresql://u:p%40ss@h/d", "mysql://u:a:b/c@h/d"]
)
def test_other_signs_are_taken_as_they_stand(url):
    assert understood(url, "platform").host == "h"


def test_what_a_driver_repeats_of_a_secret_is_taken_out():
    url = f"postgresql://u:p%40{SECRET}@h/d?sslpassword=x%20{SECRET}"
    said = f"p@{SECRET} p%40{SECRET} x {SECRET} x%20{SECRET} x+{SECRET}"
    assert SECRET not in without_secrets(said, url)


def test_no_page_tells_a_reader_why_the_platform_is_away(own_store, page_of, tmp_path):
    """A run log as an older version kept it, addresses and all, is not shown either."""
    values = {
        "which": "platform",
        "address": f"mysql://{USER}@{HOST}/{DATABASE}",
        "detail": f"psycopg {SECRET}",
    }
    change(own_store, values)
    for key in menu.BY_KEY:
        drawn = everything(page_of(key, f"sqlite:///{own_store}"))
        assert not [private for private in PRIVATE if private in drawn], key
    drawn = everything(page_of("definitions", f"sqlite:///{own_store}"))
    assert "连不上平台数据库" in drawn


def change(store, values: dict) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute(
            "insert into run (id, kind, started_at, finished_at, outcome, problem, problem_values) values"
            " (999999, 'full', '2026-01-01 00:00:00', '2026-01-01 00:00:01', 'failed', 'unreachable', ?)",
            [json.dumps(values)],
        )
    connection.close()


def everything(app) -> str:
    """All that travels to the browser."""
    return unescape(page.sent(app)) + " ".join(repr(part.proto) for part in app.main) + repr(app)


@pytest.fixture(params=["file", "folder", "server", "text", "malformed"])
def missing_store(request, tmp_path, monkeypatch) -> str:
    """A store that cannot be read, at an address that is nobody's business."""
    folder = tmp_path / DATABASE
    folder.mkdir()
    (folder / "text.db").write_text("notes" * 1000)
    url = {
        "file": f"sqlite:///{folder / USER}.db",
        "folder": f"sqlite:///{folder}",
        "server": f"postgresql://{USER}:{SECRET}@{HOST}:{CLOSED}/{DATABASE}",
        "text": f"sqlite:///{folder / 'text.db'}",
        "malformed": f"postgresql://{USER}:ab@{SECRET}@{HOST}/{DATABASE}",
    }[request.param]
    monkeypatch.setenv("STORE_DATABASE_URL", url)
    return url


def test_where_the_store_is_missing_no_door_tells_where_it_should_be(missing_store, page_of, caplog):
    drawn = everything(page_of("overview", missing_store))
    status, _, body = ask("/healthz")
    wall = ask("/screen")[2].decode() + ask("/screen/spots")[2].decode()
    assert status == 503
    for private in PRIVATE:
        assert private not in drawn
        assert private not in body.decode()
        assert private not in wall
    assert "请" in json.loads(body)["sentence"]
    assert SECRET not in caplog.text


@pytest.mark.parametrize("toml", ["town = ", 'town = 7\n[refresh]\nrun_minutes = "bald"'])
def test_where_the_settings_are_broken_no_door_tells_their_path(
    toml, town_settings, page_of, demo_store, tmp_path
):
    drawn = everything(page_of("overview", f"sqlite:///{demo_store}", settings=toml))
    status, _, body = ask("/healthz")
    assert status == 503
    for told_to in (drawn, body.decode()):
        assert "设置" in told_to
        assert "settings.toml" not in told_to
        assert str(tmp_path) not in told_to
