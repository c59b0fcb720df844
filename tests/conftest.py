"""What every test may ask for: fresh databases, the demonstration town, its refreshed store."""

import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, func, select
from xdist.scheduler import LoadScopeScheduling

from data_access.access.reader import Reader
from data_access.access.rights import OPEN, Rights
from data_access.wording import LANGUAGES, language, year
from tests import once, servers

ALONE = {
    f"tests/browser/test_{name}.py" for name in ("committee", "consultation", "pages", "project", "screen")
}
GRACE, LEAVING = 2, 5
"""Seconds, of a run that is told to stop: for what it started to end by itself, and for its own last words."""


def pytest_configure(config):
    config.run_is_ours = once.begin()
    if config.run_is_ours:
        signal.signal(signal.SIGTERM, partial(_stop, os.getpid()))
    else:
        signal.signal(signal.SIGTERM, _pass_on)


def _stop(owner: int, *_):
    """Ends a run that is told to end: what it started is gone, and what failed so far is told."""
    if os.getpid() != owner:  # a process that a test has forked
        os._exit(1)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    once.stop(GRACE)
    _in_time(once.folder())
    raise KeyboardInterrupt("told to stop")  # not an Exception: code under test may catch any of those


def _pass_on(*_):
    """Has the whole run end when one of its workers is told to: a worker that is gone would only be replaced."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getppid(), signal.SIGTERM)


def _in_time(folder: Path) -> None:
    """Ends this process soon even if a fixture waits for ever for a browser or a server that is gone."""

    def leave():
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(2)

    timer = threading.Timer(LEAVING, leave)
    timer.daemon = True
    timer.start()


@event.listens_for(Engine, "checkout")
def _without_power_cuts(connection, _record, _proxy):
    """A test's SQLite files need not outlast the machine: making a small town would wait a second for the disk."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
        if any(engine in f"{item.name} {item.fixturenames}" for engine in ("postgresql", "mariadb")):
            item.add_marker("server")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # the long ones come first as they stand
    return _Sharing(config, log)


class _Sharing(LoadScopeScheduling):
    """A module's tests go to one worker, so that what they share is made once; those of a browser's modules that share
    nothing go one by one to the worker that is free."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in ALONE else file


def pytest_unconfigure(config):
    if config.run_is_ours:
        once.end()


@pytest.fixture(autouse=True)
def in_the_first_language():
    """Every test begins in the language in which a reader begins, whatever the one before it read."""
    tokens = language.set(LANGUAGES[0]), year.set(None)
    yield
    language.reset(tokens[0])
    year.reset(tokens[1])


@pytest.fixture(autouse=True)
def beside_records(monkeypatch, tmp_path) -> str:
    """Every test's records: a file of its own, made when it is first opened; and the key of their audit."""
    url = f"sqlite:///{tmp_path / 'records' / 'records.db'}"
    monkeypatch.setenv("RECORDS_DATABASE_URL", url)
    monkeypatch.setenv("AUDIT_KEY", "k" * 32)
    return url


@pytest.fixture
def records_url(beside_records) -> str:
    """The address of the test's own records, for who writes them; pages that only read share theirs with other tests."""
    return beside_records


@pytest.fixture
def sqlite_url(tmp_path) -> str:
    """A SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'database.db'}"


@pytest.fixture
def postgresql_url():
    """A fresh, empty PostgreSQL database, dropped after the test."""
    with servers.postgresql_database() as url:
        yield url


@pytest.fixture
def mariadb_url():
    """A fresh, empty MariaDB database, dropped after the test."""
    with servers.mariadb_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def any_url(request) -> str:
    """A fresh, empty database of each engine that a platform may run on."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def demo_file() -> Path:
    """The demonstration town's platform file, made once a run: to be read only."""
    return Path(once.once("demo", _demonstration))


@pytest.fixture(scope="session")
def demo_store(demo_file) -> Path:
    """The store refreshed in full from `demo_file`, made once a run: to be read only."""
    return Path(once.once("store", lambda: _refreshed(demo_file)))


@pytest.fixture(scope="session")
def small_demo_file() -> Path:
    """The platform file of the demonstration's small town, made once a run: to be read only."""
    return Path(once.once("small_demo", _small_demonstration))


@pytest.fixture(scope="session")
def small_demo_store(small_demo_file) -> Path:
    """The store refreshed in full from `small_demo_file`, made once a run: to be read only."""
    return Path(once.once("small_store", lambda: _refreshed(small_demo_file, "small_store")))


@pytest.fixture(scope="session")
def lesser_file(small_demo_file):
    """The platform file of the small town without what it names, made once a run: to be read only."""
    return lambda *without: Path(
        once.once(_lesser("demo", without), lambda: _taken_away(small_demo_file, without))
    )


@pytest.fixture(scope="session")
def lesser_store(lesser_file):
    """The store refreshed in full from the same, made once a run: to be read only."""

    def refreshed(*without: str) -> Path:
        name = _lesser("store", without)
        return Path(once.once(name, lambda: _refreshed(lesser_file(*without), name)))

    return refreshed


def _lesser(what: str, without: Sequence[str]) -> str:
    return "_".join(["lesser", what, *(without if len(without) < 5 else ["most"])])


def _taken_away(platform: Path, without: Sequence[str]) -> str:
    from data_access.demo.partial import take_away

    file = copy_of(platform, once.folder() / f"{_lesser('demo', without)}.db")
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        take_away(connection, without)
    engine.dispose()
    return str(file)


def small_list(file: Path) -> Path:
    """Writes a list of five of the demonstration's committees: a town with rows of every table and planted defects."""
    from data_access.demo.town import LUODIAN

    head, *rows = LUODIAN.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join([head, *(row for row in rows if row.startswith(_SMALL))]), "utf-8")
    return file


_SMALL = ("310113101003", "310113101005", "310113101012", "310113101018", "310113101040")


@pytest.fixture
def town_settings(monkeypatch, tmp_path):
    """Puts a town's settings in force: `town_settings('rankings = "off"')`."""
    from data_access.settings import settings

    def put(toml: str) -> None:
        (tmp_path / "settings.toml").write_text(toml)
        monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "settings.toml"))
        settings.cache_clear()

    yield put
    settings.cache_clear()


@pytest.fixture
def page_of(request, town_settings, monkeypatch):
    """Runs a page on a store (the demonstration's, if none is named) with a town's settings: `page_of("party", on=DAY)`."""
    from tests import page

    def run(
        key: str,
        url: str | None = None,
        settings: str = "",
        rights: Rights | Reader = OPEN,
        **parameters: str,
    ):
        if url is None:
            url = f"sqlite:///{request.getfixturevalue('demo_store')}"
        town_settings(settings)
        monkeypatch.setenv("STORE_DATABASE_URL", url)
        if "records_url" not in request.fixturenames:
            monkeypatch.setenv("RECORDS_DATABASE_URL", once.once(*_shared_records(url)))
        return page.run(key, rights, **parameters)

    return run


def _shared_records(store_url: str) -> tuple[str, Callable[[], str]]:
    """What records beside a store of this kind are called, and how they are made: a demonstration's, which are about its cases, or
    empty ones."""
    from data_access import state, store
    from data_access.database import snapshot, store_engine
    from data_access.problem import Problem

    try:
        made_up = state.current(store_url).demonstration
    except Problem:
        made_up = False
    name = "records"
    if made_up:
        engine = store_engine(store_url)
        with snapshot(engine) as connection:
            cases = connection.execute(select(func.count()).select_from(store.case_file)).scalar_one()
        engine.dispose()
        name = f"demonstration_records_{cases}"
    return name, lambda: f"sqlite:///{once.folder() / f'{name}.db'}"


@pytest.fixture
def photos(demo_file) -> str:
    """Settings under which the demonstration's photos are found."""
    return f'[attachments]\nfolder = "{demo_file}.photos"\n'


@pytest.fixture
def own_store(demo_store, tmp_path) -> Path:
    """A copy of the refreshed store that the test may change."""
    return copy_of(demo_store, tmp_path / demo_store.name)


def copy_of(file: Path, to: Path) -> Path:
    """A copy of a SQLite file as its readers see it: with what its write-ahead log still holds."""
    with sqlite3.connect(file) as source, sqlite3.connect(to) as target:
        source.backup(target)
    source.close()
    target.close()
    return to


def _demonstration(name: str = "demonstration", committees: Path | None = None) -> str:
    from data_access import demo

    file = once.folder() / f"{name}.db"
    demo.build(file, committees=committees)
    return str(file)


def _small_demonstration() -> str:
    return _demonstration("small", small_list(once.folder() / "small.csv"))


def _refreshed(platform: Path, name: str = "store") -> str:
    from data_access import refresh
    from data_access.settings import Settings

    file = once.folder() / f"{name}.db"
    refresh.run(f"sqlite:///{platform}", f"sqlite:///{file}", Settings(), kind="full")
    return str(file)
