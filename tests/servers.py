"""Real servers for tests, PostgreSQL, MariaDB and nginx: on the loopback, in a temporary folder, thrown away after."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.once import folder, once

PATIENCE = 60  # seconds in which a server has to answer
_ACCOUNTS = ("postgres", "mysql", "nobody")


@contextmanager
def postgresql_database() -> Iterator[str]:
    """The URL of a fresh, empty database on the run's PostgreSQL server."""
    server = once("postgresql", _start_postgresql)
    with _database(f"postgresql+psycopg://postgres@127.0.0.1:{server}/", "postgres", " with (force)") as url:
        yield url


@contextmanager
def mariadb_database() -> Iterator[str]:
    """The URL of a fresh, empty database on the run's MariaDB server."""
    server = once("mariadb", _start_mariadb)
    with _database(f"mysql+pymysql://root@127.0.0.1:{server}/", "mysql", "") as url:
        yield f"{url}?charset=utf8mb4"


@contextmanager
def nginx(sites: str) -> Iterator[None]:
    """An nginx with these `server` blocks, and a certificate for `localhost` that nobody has signed: `TLS` in a block is what
    has it used."""
    program, place = _program("nginx", "nginx-light"), _place(f"nginx-{uuid4().hex[:8]}")
    key = ("-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "certificate.pem")
    _run(place, _program("openssl", "openssl"), "req", "-x509", *key, "-days", "2", "-subj", "/CN=localhost")
    tls = f"ssl_certificate {place}/certificate.pem; ssl_certificate_key {place}/key.pem;"
    folders = " ".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"daemon off; pid {place}/pid; error_log stderr; events {{ }}\n"
        f"http {{ access_log off; {folders}\n{sites.replace('TLS', tls)} }}\n"
    )
    log = folder() / f"{place.name}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(program), "-p", str(place), "-c", str(place / "nginx.conf"), "-e", "stderr"],
            stdout=output,
            stderr=subprocess.STDOUT,
            **_account(),
        )
    ports = [int(port) for port in re.findall(r"listen 127\.0\.0\.1:(\d+)", sites)]
    try:
        wait_until(lambda: all(map(_listens, ports)), process, log)
        yield
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(answers, process: subprocess.Popen, log: Path) -> None:
    """Returns when `answers()` is true; raises with the log's end if the process dies or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(
                f"{process.args!r} does not answer:\n{log.read_text(errors='replace')[-2000:]}"
            )
        time.sleep(0.1)


def _start_postgresql() -> int:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = found[-1] if found else _program("initdb", "postgresql")
    place, port = _place("postgresql"), free_port()
    _run(
        place, initdb, "-D", place / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
    )
    _serve(
        place,
        f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres",
        *(initdb.with_name("postgres"), "-D", place / "data", "-p", port, "-k", place, "-F"),
        *("-c", "listen_addresses=127.0.0.1", "-c", "synchronous_commit=off"),
    )
    return port


def _start_mariadb() -> int:
    install = _program("mariadb-install-db", "mariadb-server-core")
    server = _program("mariadbd", "mariadb-server-core")
    place, port = _place("mariadb"), free_port()
    data = f"--datadir={place / 'data'}"
    _run(place, install, "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db")
    _serve(
        place,
        f"mysql+pymysql://root@127.0.0.1:{port}/mysql",
        *(server, "--no-defaults", data, f"--port={port}", "--bind-address=127.0.0.1"),
        *(f"--socket={place / 'socket'}", f"--pid-file={place / 'pid'}", "--skip-name-resolve"),
        *("--character-set-server=utf8mb4", "--innodb-flush-log-at-trx-commit=0", "--debug-no-sync"),
    )
    return port


def _program(name: str, package: str) -> Path:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not found:
        raise RuntimeError(f"{name} is not installed:  apt-get install {package}")
    return Path(found)


def _place(name: str) -> Path:
    place = folder() / name
    place.mkdir()
    if account := _account():
        shutil.chown(place, account["user"], account["group"])
    return place


def _account() -> dict:
    """Whom a server runs as: the tests' own account or, as neither server runs as root, one without rights."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in _ACCOUNTS if name in known)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(place: Path, *command) -> None:
    done = subprocess.run(
        [*map(str, command)], cwd=place, capture_output=True, text=True, errors="replace", **_account()
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def _serve(place: Path, url: str, *command) -> None:
    log = folder() / f"{place.name}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*map(str, command)],
            cwd=place,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **_account(),
        )
    engine = create_engine(url)
    wait_until(lambda: _answers(engine), process, log)
    engine.dispose()
    process.returncode = 0  # disowned: it lives on for the run's other processes, until the run ends


def _answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            return connection.scalar(text("select 1")) == 1
    except OperationalError:
        return False


@contextmanager
def _database(address: str, maintenance: str, how: str) -> Iterator[str]:
    name = f"test_{uuid4().hex[:12]}"
    engine = create_engine(address + maintenance, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database {name}"))
    try:
        yield address + name
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"drop database {name}{how}"))
        engine.dispose()
