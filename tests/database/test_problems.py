"""What an administrator can meet is one sentence that says what to do, and nothing is harmed by it."""

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data_access import __main__ as command_line
from data_access import platform, state
from data_access.check import offers
from data_access.problem import Problem
from data_access.settings import ROOT, Settings
from data_access.wording import LANGUAGES, language
from tests import commands
from tests.conftest import copy_of
from tests.servers import free_port

COMMANDS = ("check", "refresh")


@pytest.fixture
def store_file(tmp_path) -> Path:
    return tmp_path / "store" / "store.db"


@pytest.fixture
def sentences_of(store_file, monkeypatch, capsys):
    """Runs a command in each language against a platform (and a store); returns its sentences."""

    def say(command: str, platform_url, store_url=None) -> list[str]:
        monkeypatch.setenv("PLATFORM_DATABASE_URL", url(platform_url))
        monkeypatch.setenv("STORE_DATABASE_URL", url(store_url or store_file))
        monkeypatch.setattr(sys, "argv", ["data_access", command])
        sentences = []
        for lang in LANGUAGES:
            token = language.set(lang)
            try:
                code = command_line.main()
            finally:
                language.reset(token)
            shown = capsys.readouterr()
            assert code == 1
            assert "Traceback" not in shown.out + shown.err
            [sentence] = shown.err.strip().splitlines()
            assert sentence.endswith("。" if lang == "zh" else ".")
            sentences.append(sentence)
        assert len(set(sentences)) == len(LANGUAGES)
        return sentences

    return say


def url(place) -> str:
    return f"sqlite:///{place}" if isinstance(place, Path) else place


@pytest.fixture
def contract_file(tmp_path) -> Path:
    """A platform with every contract table, all of them empty."""
    file = tmp_path / "platform.db"
    engine = create_engine(url(file))
    platform.contract.create_all(engine)
    engine.dispose()
    return file


@pytest.fixture
def own_demo(small_demo_file, tmp_path) -> Path:
    """A copy of the demonstration's small town that the test may change."""
    return copy_of(small_demo_file, tmp_path / "demonstration.db")


@pytest.fixture
def own_store(small_demo_store, tmp_path) -> Path:
    """A copy of its store that the test may change."""
    return copy_of(small_demo_store, tmp_path / "dashboard.db")


@pytest.fixture
def foreign_file(tmp_path) -> Path:
    """A database of somebody else's."""
    file = tmp_path / "foreign.db"
    with sqlite3.connect(file) as connection:
        connection.execute("create table invoice (number integer, state text)")
        connection.execute("insert into invoice values (1, 'paid')")
    connection.close()
    return file


@pytest.mark.parametrize("command", COMMANDS)
def test_a_platform_that_is_not_there_is_named(sentences_of, tmp_path, command):
    assert all(
        str(tmp_path / "none.db") in sentence for sentence in sentences_of(command, tmp_path / "none.db")
    )
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_no_platform(sentences_of, tmp_path, command):
    assert all(str(tmp_path) in sentence for sentence in sentences_of(command, tmp_path))


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_file_lacks_the_first_table(sentences_of, tmp_path, command):
    (tmp_path / "empty.db").touch()
    assert all("committee" in sentence for sentence in sentences_of(command, tmp_path / "empty.db"))
    assert (tmp_path / "empty.db").read_bytes() == b""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_text_file_is_no_platform(sentences_of, tmp_path, command):
    file = tmp_path / "notes.db"
    file.write_text("这是一份会议记录。\n" * 500, "utf-8")
    before = file.read_bytes()
    assert all(str(file) in sentence for sentence in sentences_of(command, file))
    assert file.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_foreign_database_is_no_platform_and_is_left_as_it_was(sentences_of, foreign_file, command):
    before = foreign_file.read_bytes()
    assert all("committee" in sentence for sentence in sentences_of(command, foreign_file))
    assert foreign_file.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("harm", ["truncated", "scribbled", "header"])
def test_a_damaged_platform_is_said_to_be_so(sentences_of, own_demo, command, harm):
    content = own_demo.read_bytes()
    if harm == "truncated":
        own_demo.write_bytes(content[: len(content) // 3])
    elif harm == "scribbled":
        own_demo.write_bytes(content[:4096] + b"\xa5" * (len(content) // 4) + content[-4096:])
    else:
        own_demo.write_bytes(b"\x00" * 100 + content[100:])
    assert all(str(own_demo) in sentence for sentence in sentences_of(command, own_demo))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_platform_that_somebody_holds_is_in_use(sentences_of, contract_file, command, monkeypatch):
    holder = sqlite3.connect(contract_file, isolation_level=None)
    holder.execute("begin exclusive")
    monkeypatch.setattr("data_access.database.PATIENCE", {"platform": 0.2, "store": 0.2})
    try:
        assert all(str(contract_file) in sentence for sentence in sentences_of(command, contract_file))
    finally:
        holder.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_platform_that_may_not_be_read_is_said_to_be_so(sentences_of, contract_file, command):
    contract_file.chmod(0)
    assert all(str(contract_file) in sentence for sentence in sentences_of(command, contract_file))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "address",
    [
        "yesterday",
        "://",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://host:port/x",
        "postgresql://[::1/x",
        "oracle://user@host/x",
        "foo+bar://x",
        "mysql://127.0.0.1:1/x?colour=red",
        "postgresql://127.0.0.1:1/x?colour=red",
        "sqlite:///" + "x" * 10_000,
        "'; drop table committee",
        "😀",
    ],
)
def test_a_malformed_address_is_said_to_be_so(sentences_of, command, address):
    sentences_of(command, address)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg2", "mysql", "mysql+mysqldb", "mariadb"])
def test_a_server_that_is_away_is_named_without_its_password(sentences_of, command, scheme):
    port = free_port()
    for sentence in sentences_of(command, f"{scheme}://reader:geheim@127.0.0.1:{port}/town"):
        assert f"127.0.0.1:{port}/town" in sentence
        assert "geheim" not in sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_table_is_named(sentences_of, contract_file, command):
    change(contract_file, "drop table membership")
    assert all("membership" in sentence for sentence in sentences_of(command, contract_file))


def test_missing_columns_are_named_with_their_table(sentences_of, contract_file):
    change(contract_file, "alter table post drop column is_positive", "alter table post drop column title")
    for sentence in sentences_of("refresh", contract_file):
        assert "post" in sentence
        assert "title, is_positive" in sentence
    assert all("post" in sentence for sentence in sentences_of("check", contract_file))


def test_a_missing_column_leaves_the_store_as_it_was(sentences_of, own_demo, own_store):
    change(own_demo, "alter table post drop column title")
    before = numbers(own_store)
    sentences_of("refresh", own_demo, own_store)
    assert numbers(own_store) == before


def test_a_foreign_store_is_refused_and_left_as_it_was(sentences_of, contract_file, foreign_file):
    before = foreign_file.read_bytes()
    assert all(
        str(foreign_file) in sentence for sentence in sentences_of("refresh", contract_file, foreign_file)
    )
    assert foreign_file.read_bytes() == before
    assert sorted(path.name for path in foreign_file.parent.glob("foreign*")) == ["foreign.db"]


def test_the_platform_is_no_store(sentences_of, contract_file):
    before = contract_file.read_bytes()
    sentences_of("refresh", contract_file, contract_file)
    assert contract_file.read_bytes() == before


def test_a_text_file_is_no_store(sentences_of, contract_file, tmp_path):
    (tmp_path / "notes.db").write_text("notes" * 1000)
    sentences_of("refresh", contract_file, tmp_path / "notes.db")
    assert (tmp_path / "notes.db").read_text() == "notes" * 1000


@pytest.mark.parametrize(
    "place", [Path("/proc/nowhere/store.db"), "mysql://root@127.0.0.1/x", "sqlite://", "yesterday"]
)
def test_a_store_that_cannot_be_made_is_said_to_be_so(sentences_of, contract_file, place):
    sentences_of("refresh", contract_file, place)


def test_a_file_is_no_folder_for_a_store(sentences_of, contract_file, tmp_path):
    sentences_of("refresh", contract_file, contract_file / "store.db")
    sentences_of("refresh", contract_file, tmp_path)


def test_a_store_that_somebody_writes_is_in_use(sentences_of, contract_file, own_store, monkeypatch):
    holder = sqlite3.connect(own_store, isolation_level=None)
    holder.execute("begin immediate")
    monkeypatch.setattr("data_access.database.PATIENCE", {"platform": 0.2, "store": 0.2})
    try:
        sentences_of("refresh", contract_file, own_store)
    finally:
        holder.close()


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        (lambda file: file.unlink(), "file_missing"),
        (lambda file: file.write_bytes(b""), "foreign"),
        (lambda file: file.write_text("notes" * 1000), "not_a_database"),
        (lambda file: shutil.copy(ROOT / "pyproject.toml", file), "not_a_database"),
        (lambda file: file.write_bytes(file.read_bytes()[:9000]), "corrupt"),
        (lambda file: change(file, "delete from state"), "store_empty"),
        (lambda file: change(file, "update state set shape = 0"), "store_shape"),
        (lambda file: change(file, "drop table run"), "foreign"),
    ],
)
def test_pages_meet_a_problem_with_the_store_as_a_sentence(own_store, harm, key):
    harm(own_store)
    with pytest.raises(Problem) as found:
        state.current(url(own_store))
    assert found.value.key == key
    assert "\n" not in str(found.value)


def test_a_table_that_goes_away_while_it_is_read_is_a_problem(contract_file):
    change(contract_file, "drop table visit", "create view visit as select * from nowhere")
    with pytest.raises(Problem):
        offers(url(contract_file), Settings())


def change(file: Path, *statements: str) -> None:
    engine = create_engine(url(file))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def numbers(file: Path) -> dict[str, list]:
    """All rows of the store but its run log."""
    engine = create_engine(url(file))
    with engine.connect() as connection:
        names = connection.scalars(
            text("select name from sqlite_master where type = 'table' and name <> 'run'")
        )
        found = {name: list(connection.execute(text(f"select * from {name}"))) for name in sorted(names)}
    engine.dispose()
    return found


def test_wrong_use_is_told_apart_by_its_exit_code():
    wrong: tuple[list[str], ...] = (
        [],
        ["paint"],
        ["refresh", "--fulll"],
        ["refresh", "--full", "--reconcile"],
        ["demo", "--scale", "0"],
    )
    for ended in commands.in_turn(wrong, LANG="zh_CN.UTF-8"):
        assert ended.returncode == 2, ended
        assert "Traceback" not in ended.stderr


def test_help_is_chinese_and_english_where_the_language_is_english():
    helps = [[*command, "--help"] for command in ([], ["demo"], ["check"], ["refresh"])]
    shown = {}
    for lang in ("C", "en_US.UTF-8"):
        ended = commands.in_turn(helps, LANG=lang, COLUMNS="120")
        shown[lang] = [one.stdout for one in ended]
        assert [one.returncode for one in ended] == [0] * len(helps)
    for chinese, english in zip(shown["C"], shown["en_US.UTF-8"], strict=True):
        assert "选项" in chinese
        assert not any(word in chinese for word in ("Usage", "Options", "message", "default", "COMMAND"))
        assert all(word in english for word in ("Usage", "Options", "Show this message"))
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in english)
