"""Whatever ends a run is said in a sentence, noted in the run log, and seen by the health check; each for real."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from data_access import health, refresh
from data_access.database import only_writer, store_engine
from data_access.problem import Problem
from data_access.settings import ROOT, Refresh, Settings
from tests import servers
from tests.conftest import copy_of
from tests.proxy import through_proxy
from tests.refresh.town import NOW, contents, made, member

SERVERS = {"postgresql": servers.postgresql_database, "mariadb": servers.mariadb_database}
ROWS = [member(number) for number in range(5)]
READING = [step for step in refresh.STEPS if step != "store"]
"""The steps after whose beginning the platform is still read."""
AT_ONCE = ("contract", "party", "defects")


def few(steps: Iterable[str]) -> list:
    """Of these steps the first of a run, one of the middle and the last; `make soak` tries the others too."""
    return [pytest.param(step, marks=[] if step in AT_ONCE else pytest.mark.soak) for step in steps]


@pytest.fixture(scope="module", params=SERVERS)
def server(request):
    """A small platform on a server, to be read only."""
    with SERVERS[request.param]() as url:
        yield made(url, membership=ROWS)


@pytest.fixture(params=["sqlite", *SERVERS])
def platform(request, tmp_path):
    """A small platform of each engine, the test's own."""
    if request.param == "sqlite":
        yield made(f"sqlite:///{tmp_path / 'p.db'}", membership=ROWS)
        return
    with SERVERS[request.param]() as url:
        yield made(url, membership=ROWS)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A folder with such a platform in `p.db`, to be read only, and the store of a complete run in `s.db`."""
    folder = tmp_path_factory.mktemp("small")
    run(made(f"sqlite:///{folder / 'p.db'}", membership=ROWS), f"sqlite:///{folder / 's.db'}")
    return folder


@pytest.fixture
def store(small, tmp_path) -> str:
    """The store of a complete run of the small platform, whatever its engine."""
    return f"sqlite:///{copy_of(small / 's.db', tmp_path / 's.db')}"


def run(platform: str, store: str, progress=lambda *_: None, kind: str = "full", **how):
    settings = Settings(refresh=Refresh(**how))
    return refresh.run(platform, store, settings, kind=kind, now=NOW, progress=progress)


def at(step: str, what):
    """Progress that does something as a step begins."""
    return lambda name, *_: what() if name == step else None


def failed(platform: str, store: str, progress=lambda *_: None, **how) -> str:
    """Runs what must fail; the problem's key, the same in sentence, run log and health, the store being as it was."""
    before = contents(store)
    with pytest.raises(Problem) as found:
        run(platform, store, progress, **how)
    problem = found.value
    assert str(problem).endswith("。")
    assert "\n" not in str(problem)
    assert contents(store) == before
    assert last_run(store) == ("failed", problem.key)
    told = health.of(store, NOW + timedelta(hours=1), 50)
    assert (told.well, told.reason) == (True, problem.key)
    assert problem.for_reader in told.sentence
    engine = store_engine(store)
    with only_writer(engine):
        pass  # nobody holds the lock
    engine.dispose()
    return problem.key


def last_run(store: str) -> tuple:
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        row = connection.execute("select outcome, problem from run order by id desc limit 1").fetchone()
    connection.close()
    return row


def kill(url: str) -> None:
    """Ends every other connection to the database, as its administrator may."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            connection.execute(text(f"select pg_terminate_backend(pid) {others}"))
        else:
            others = "from information_schema.processlist where db = database() and id <> connection_id()"
            for number in connection.scalars(text(f"select id {others}")).all():
                connection.execute(text(f"kill {number}"))
    engine.dispose()


def change(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("step", READING)
def test_a_connection_that_the_server_ends(server, store, step):
    assert failed(server, store, at(step, lambda: kill(server))) == "broken_off"


def test_a_platform_that_goes_away_when_all_is_read_is_no_failure(server, store):
    assert run(server, store, at("store", lambda: kill(server))).kind == "full"
    assert last_run(store) == ("complete", None)


@pytest.mark.parametrize("step", few(READING))
def test_a_network_that_breaks(server, store, step):
    with through_proxy(server) as (address, proxy):
        assert failed(address, store, at(step, proxy.cut)) == "broken_off"
        assert run(address, store).kind == "full"


@pytest.mark.parametrize("step", few(["contract", "content", "party", "defects"]))
def test_a_server_that_stops_answering(server, store, step):
    with through_proxy(server) as (address, proxy):
        assert failed(address, store, at(step, proxy.freeze), run_minutes=0.04) == "run_too_long"
        proxy.thaw()
        assert run(address, store).kind == "full"


def test_a_statement_that_is_not_answered_is_waited_for_not_much_longer_than_it_may_take(server, store):
    with through_proxy(server) as (address, proxy):
        assert failed(address, store, at("party", proxy.freeze), statement_seconds=1) == "silent"


def test_a_server_that_takes_a_connection_and_says_nothing(server, store):
    with through_proxy(server) as (address, proxy):
        proxy.freeze()
        limits = {"connect_timeout": "1"} | ({"read_timeout": "1"} if "pymysql" in server else {})
        address = make_url(address).update_query_dict(limits).render_as_string(hide_password=False)
        assert failed(address, store) in ("unreachable", "silent")


SLOW = {
    "sqlite": "(with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as i from n) as s",
    "postgresql": "(select pg_sleep(20)) as s",
    "mariadb": "(select sleep(20) as i) as s",
}


def slow(url: str) -> None:
    """Makes one table of the platform a view that takes far longer than a second to read."""
    engine = "mariadb" if "mysql" in url else make_url(url).get_backend_name()
    change(
        url,
        "alter table interaction rename to interaction_row",
        f"create view interaction as select interaction_row.* from interaction_row, {SLOW[engine]}",
        "insert into interaction_row (id, post_id, committee_code, author_id, author_role, kind, created_at, updated_at)"
        " values ('i1', 'p1', 'c1', 'r1', 'resident', 'comment', '2017-06-01 09:00:00', '2017-06-01 09:00:00')",
    )


def test_a_statement_that_takes_too_long(platform, store):
    slow(platform)
    assert failed(platform, store, statement_seconds=1) == "too_slow"


def test_a_run_that_takes_too_long(platform, store):
    slow(platform)
    assert failed(platform, store, statement_seconds=600, run_minutes=0.03) == "run_too_long"


def test_a_table_that_somebody_else_holds(platform, store):
    """PostgreSQL and MariaDB let the reader wait until its limit; SQLite tells at once that a file is being remade."""
    engine = create_engine(platform)
    with engine.connect() as holder:
        if engine.dialect.name == "postgresql":
            holder.execute(text("lock table visit in access exclusive mode"))
        elif engine.dialect.name == "mysql":
            holder.execute(text("lock tables visit write"))
        else:
            pytest.skip("tests/database/test_problems.py holds a whole file")
        assert failed(platform, store, statement_seconds=1) in ("too_slow", "locked")
    engine.dispose()


@pytest.mark.parametrize("harm", ["drop table visit", "alter table visit drop column category"])
def test_a_table_or_column_that_goes_away_after_the_contract_was_checked(server, store, harm, request):
    kind = request.node.callspec.params["server"]
    with SERVERS[kind]() as url:
        made(url)
        step = at("changes", lambda: change(url, harm))
        assert failed(url, store, step) == "foreign"


def test_a_view_of_a_table_that_is_gone(platform, store):
    if "sqlite" in platform:
        pytest.skip("a view without its table has no columns there: the contract is broken")
    change(platform, "alter table visit rename to visit_row", "create view visit as select * from visit_row")
    drop = "drop table visit_row" + (" cascade" if "postgresql" in platform else "")
    assert failed(platform, store, at("changes", lambda: change(platform, drop))) == "foreign"


@contextmanager
def reader(url: str):
    """An account that may read each contract table, and no more; and how to take `visit` from it."""
    address, mine = make_url(url), "mysql" in url
    assert address.database
    name = f"reader_{address.database[-8:]}"
    who = f"'{name}'@'%'" if mine else name
    change(url, f"create user {who}" + ("" if mine else ""))
    tables = refresh.platform.contract.tables
    change(url, *(f"grant select on {table} to {who}" for table in tables))
    try:
        reading = address.set(username=name).render_as_string(hide_password=False)
        yield reading, lambda: change(url, f"revoke select on visit from {who}")
    finally:
        change(url, *([] if mine else [f"drop owned by {who}"]), f"drop user {who}")


@pytest.mark.parametrize("step", few(["contract", "changes", "content", "registration", "party"]))
def test_a_right_that_is_taken_away(server, store, step):
    with reader(server) as (reading, revoke):
        assert failed(reading, store, at(step, revoke)) == "refused"


def test_a_platform_without_room_for_a_sort(store, postgresql_url):
    made(postgresql_url, membership=ROWS)
    columns = "resident_id, household_id, committee_code, building_code, applied_at, verified_at, is_party_member, is_excluded, updated_at"
    many = f"select 'x' || i, {columns} from membership, generate_series(1, 1000) as i where id = 'm1'"
    change(postgresql_url, f"insert into membership (id, {columns}) {many}")
    name = make_url(postgresql_url).database
    change(postgresql_url, f"alter database {name} set temp_file_limit = '1kB'")
    change(postgresql_url, f"alter database {name} set work_mem = '64kB'")
    assert failed(postgresql_url, store) == "too_slow"


@pytest.mark.parametrize(
    ("step", "error"),
    [
        *((step, KeyError("张三")) for step in refresh.STEPS),
        ("party", MemoryError()),
        ("party", RecursionError()),
    ],
)
def test_what_nobody_foresaw(small, tmp_path, store, step, error, caplog):
    def fall():
        raise error

    assert failed(f"sqlite:///{small / 'p.db'}", store, at(step, fall)) == "unexpected"
    assert "Traceback" in caplog.text
    with sqlite3.connect(tmp_path / "s.db") as connection:
        [(kept,)] = connection.execute("select problem_values from run where outcome = 'failed'")
    connection.close()
    assert kept == f'{{"error": "{type(error).__name__}"}}'


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_a_run_that_is_interrupted(small, store, error):
    def stop():
        raise error

    before = contents(store)
    with pytest.raises(type(error)):
        run(f"sqlite:///{small / 'p.db'}", store, at("party", stop))
    assert contents(store) == before
    assert last_run(store) == ("failed", "interrupted")


def started(platform: str, store: str, tmp_path, limits: str = "") -> subprocess.Popen:
    """The command, as an administrator or the server runs it."""
    (tmp_path / "settings.toml").write_text(f"[refresh]\n{limits}\n")
    return subprocess.Popen(
        [sys.executable, "-m", "data_access", "refresh", "--full"],
        cwd=ROOT,
        env=os.environ
        | {"PLATFORM_DATABASE_URL": platform, "STORE_DATABASE_URL": store, "LANG": "C.UTF-8"}
        | {"SETTINGS_FILE": str(tmp_path / "settings.toml")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen) -> str:
    """Its only line; it must have failed, without a trace."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 1, said
    [line] = said.strip().splitlines()
    return line


def test_the_command_on_a_frozen_server_ends_and_the_next_one_succeeds(server, store, tmp_path):
    with through_proxy(server) as (address, proxy):
        proxy.freeze(after=20_000)
        assert "0.05 分钟" in ended(started(address, store, tmp_path, "run_minutes = 0.05"))
        assert last_run(store) == ("failed", "run_too_long")
        proxy.thaw()
        assert run(address, store).kind == "full"


@pytest.mark.slow
def test_the_command_that_is_asked_to_end_says_that_it_was_interrupted(platform, store, tmp_path):
    slow(platform)
    process = started(platform, store, tmp_path)
    servers.wait_until(lambda: busy(platform, process), process, tmp_path / "settings.toml")
    process.send_signal(signal.SIGTERM)
    assert "中断" in ended(process)
    assert last_run(store)[1] in ("interrupted", "broken_off")


def busy(url: str, process: subprocess.Popen) -> bool:
    """Whether the command is in its slow statement."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                seen = "select count(*) from pg_stat_activity where query like '%interaction%' and state = 'active' and pid <> pg_backend_pid() and datname = current_database()"
            elif engine.dialect.name == "mysql":
                seen = "select count(*) from information_schema.processlist where state = 'User sleep' and db = database()"
            else:  # it does nothing but count
                return processor(process) > 4
            return bool(connection.scalar(text(seen)))
    finally:
        engine.dispose()


def processor(process: subprocess.Popen) -> float:
    """Seconds of a processor that it has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


def test_a_disk_without_room_for_the_store(tmp_path, store):
    """A limit on the size of files stands in for the disk's end."""
    platform = made(f"sqlite:///{tmp_path / 'p.db'}", membership=[member(n) for n in range(300)])
    change(platform, "update membership set household_id = null, committee_code = 'c2'")
    before = contents(store)
    script = (
        "import resource, sys\nfrom data_access.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\nsys.exit(main())"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, "refresh", "--full"],
        cwd=ROOT,
        env=os.environ | {"PLATFORM_DATABASE_URL": platform, "STORE_DATABASE_URL": store, "LANG": "en"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert process.returncode == 1
    assert process.stderr.strip().splitlines()[-1].startswith("The dashboard store")
    assert contents(store) == before
