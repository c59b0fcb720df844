"""The three commands one after the other, as an administrator runs them."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from data_access import platform
from data_access.settings import ROOT
from tests import commands, page
from tests.conftest import small_list

pytestmark = pytest.mark.slow

BY_HAND = {"LANG": "en_US.UTF-8", "COLUMNS": "200"}


@pytest.fixture
def run(tmp_path):
    """Runs a command on the files town.db and store.db of the test's folder; of several, each after the one before."""

    def command(*arguments: str, then: Sequence[Sequence[str]] = (), **environment: str):
        addresses = {
            "PLATFORM_DATABASE_URL": f"sqlite:///{tmp_path / 'town.db'}",
            "STORE_DATABASE_URL": f"sqlite:///{tmp_path / 'store.db'}",
            "RECORDS_DATABASE_URL": f"sqlite:///{tmp_path / 'records.db'}",
        }
        ended = commands.in_turn([arguments, *then], **addresses | BY_HAND | environment)
        return ended if then else ended[0]

    return command


def test_the_command_itself_ends_well(small_demo_file):
    checked = subprocess.run(
        [sys.executable, "-W", "error", "-m", "data_access", "check"],
        cwd=ROOT,
        env=os.environ | BY_HAND | {"PLATFORM_DATABASE_URL": f"sqlite:///{small_demo_file}"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "membership" in checked.stdout


def rows(file: Path, statement: str) -> list[tuple]:
    connection = sqlite3.connect(file)
    found = connection.execute(statement).fetchall()
    connection.close()
    return found


def test_a_town_is_made_checked_and_refreshed(run, tmp_path):
    file, few = tmp_path / "town.db", small_list(tmp_path / "few.csv")
    made, checked = run("demo", "--out", str(file), "--committees", str(few), then=[["check"]])
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.strip().endswith(f"{file}.")
    assert (checked.returncode, checked.stderr) == (0, "")
    for table in platform.contract.tables:
        [(count,)] = rows(file, f"select count(*) from {table}")
        assert re.search(rf"│ {table} +│ .* │ +{count:,} │", checked.stdout), table
    assert sorted(path.name for path in tmp_path.iterdir()) == ["few.csv", "town.db", "town.db.photos"]
    assert f"Records: {tmp_path / 'records.db'}, not there yet" in checked.stdout

    first, again = run("refresh", then=[["refresh", "--reconcile"]])
    assert (first.returncode, first.stderr) == (0, "")
    assert len(first.stdout.splitlines()) == 1
    sums = "select registered, party_registered from registration_day where day = '2017-07-16' and area_code = 'town'"
    assert rows(tmp_path / "store.db", sums) == [(1528, 219)]
    assert_lists_the_defects(checked.stdout, tmp_path / "store.db")
    [(defects,)] = rows(tmp_path / "store.db", "select sum(rows) from defect")
    assert f"{defects:,}" in first.stdout

    assert again.returncode == 0
    runs = "select kind, outcome, changed_rows from run order by id"
    [made, reconciled] = rows(tmp_path / "store.db", runs)
    assert made[:2] == ("full", "complete")
    assert reconciled == ("reconcile", "complete", 0)


@pytest.mark.soak
def test_the_town_that_nobody_described_is_the_whole_one(run, tmp_path):
    made, refreshed = run("demo", "--out", str(tmp_path / "town.db"), then=[["refresh"]])
    assert (made.returncode, refreshed.returncode) == (0, 0)
    sums = "select registered, party_registered from registration_day where day = '2017-07-16' and area_code = 'town'"
    assert rows(tmp_path / "store.db", sums) == [(12530, 1797)]


def assert_lists_the_defects(checked: str, store: Path) -> None:
    """The check names the planted defects, and where they are."""
    found = rows(store, "select kind, source, sum(rows) from defect group by kind, source")
    assert len(found) >= 20
    listed = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in checked.splitlines()]
    listed = [cells for cells in listed if len(cells) == 5]
    for _, source, count in found:
        assert any(cells[1:3] == [source, f"{count:,}"] for cells in listed), (source, count)


def test_the_check_speaks_chinese_unless_the_environment_is_english(run, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'town.db'}")
    platform.contract.create_all(engine)
    engine.dispose()
    checked = run("check", LANG="C")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.count("符合约定") == len(platform.contract.tables)
    assert checked.stdout.rstrip().endswith("没有发现数据问题。")
    assert not re.search(r"\b(Table|State|Rows|kept)\b", checked.stdout)


def test_a_town_that_keeps_less_is_made_by_naming_what_it_lacks(run, tmp_path):
    few, file = small_list(tmp_path / "few.csv"), tmp_path / "town.db"
    unknown, made, checked = run(
        *("demo", "--out", str(file), "--without", "projects,boats"),
        then=[
            ["demo", "--out", str(file), "--committees", str(few), "--without", "projects, households"],
            ["check"],
        ],
    )
    assert (unknown.returncode, made.returncode, checked.returncode) == (2, 0, 0)
    assert "boats" in unknown.stderr
    assert "households" in unknown.stderr
    assert re.search(r"│ project +│ .* │ +— │", checked.stdout)
    assert re.search(r"│ membership +│ .*household_id.* │ +[\d,]+ │", checked.stdout)


def test_the_demonstration_refuses_a_database_that_it_did_not_make(run, tmp_path):
    file = tmp_path / "town.db"
    connection = sqlite3.connect(file)
    connection.execute("create table invoice (number integer)")
    connection.close()
    before = file.read_bytes()
    refused = run("demo", "--out", str(file))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert str(file) in refused.stderr
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["town.db"]


def test_a_broken_contract_is_listed_table_by_table(run, tmp_path):
    connection = sqlite3.connect(tmp_path / "town.db")
    connection.execute("create table board (code text, valid_from integer)")
    connection.close()
    checked = run("check")
    assert checked.returncode == 1
    assert re.search(r"│ board +│ .*name.*valid_from.*valid_to.* │ +0 │", checked.stdout)
    assert re.search(r"│ committee +│ .* │ +— │", checked.stdout)
    assert "Traceback" not in checked.stderr
    assert len(checked.stderr.splitlines()) == 1


def test_accounts_are_made_listed_changed_and_closed(tmp_path):
    def account(*words: str) -> list[str]:
        return ["account", *words]

    secretary = ("--role", "secretary", "--committee", "310113101003", "--committee", "310113101005")
    none, made, second, short, listed, role, last, disabled, unknown, left, wrong = commands.in_turn(
        [
            account("list"),
            account("add", "chief", "--role", "admin", "--password-stdin"),
            account("add", "Wang", *secretary, "--password-stdin"),
            account("add", "li", "--role", "office", "--password-stdin"),
            account("list"),
            account("role", "wang", "--role", "office"),
            account("remove", "chief"),
            account("disable", "wang"),
            account("enable", "nobody"),
            account("list"),
            account("add", "li", "--role", "office"),
        ],
        typed="correct horse battery\nanother long password\nshort\n",
        **BY_HAND,
        RECORDS_DATABASE_URL=f"sqlite:///{tmp_path / 'records.db'}",
        AUDIT_KEY="k" * 32,
    )
    assert "account add" in none.stdout
    assert (made.returncode, made.stdout, made.stderr) == (
        0,
        "Account chief is made; its first sign-in sets a new password.\n",
        "",
    )
    assert (second.returncode, short.returncode) == (0, 1)
    assert short.stderr == "The password is too short: at least 10 characters.\n"
    assert re.search(r"│ chief +│ Administrator +│ +│ has to set a new password", listed.stdout)
    assert re.search(r"│ wang +│ Committee secretary +│ 310113101003, 310113101005 │", listed.stdout)
    assert (role.returncode, disabled.returncode, unknown.returncode, wrong.returncode) == (0, 0, 1, 2)
    assert "last administrator" in last.stderr
    assert re.search(r"│ wang +│ Community office +│ +│ disabled", left.stdout)
    assert "battery" not in (tmp_path / "records.db").read_bytes().decode("latin-1")


def test_records_are_backed_up_and_restored(run, own_store, tmp_path):
    file, due = str(tmp_path / "b.db"), ("--due", "2017-08-31")
    _, backed_up, again, _, restored, listed, foreign = run(
        *("target", "set", "0.41", *due),
        then=[
            ["backup", file],
            ["backup", file],
            ["target", "set", "0.55", *due],
            ["restore", file],
            ["target", "list"],
            ["restore", str(tmp_path / "store.db")],
        ],
    )
    assert (backed_up.returncode, backed_up.stderr) == (0, "")
    assert re.search(r"Backed up \d+ rows to .*b\.db", backed_up.stdout)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    assert (restored.returncode, restored.stderr) == (0, "")
    kept = page.first(r"What was there before lies in (\S+)\.", restored.stdout)[1]
    assert rows(Path(kept), "select coverage from coverage_target where closed_at is null") == [(0.55,)]
    assert "41.0%" in listed.stdout
    assert (foreign.returncode, "no backup of this dashboard" in foreign.stderr) == (1, True)


def test_a_bulletin_is_written_in_all_its_forms_issued_and_then_stays(run, own_store, demo_file, tmp_path):
    (tmp_path / "town.db").symlink_to(demo_file)
    out, settings = tmp_path / "out", tmp_path / "settings.toml"
    settings.write_text('[[bulletin.robots]]\nname = "town"\nservice = "dingtalk"\n')
    draft, issued, again, before, weekly, wrong = run(
        *("bulletin", "--on", "2017-07-16", "--out", str(out)),
        then=[
            ["bulletin", "--issue", "--out", str(out)],
            ["bulletin", "--issue", "--out", str(out)],
            ["bulletin", "--on", "2017-04-30", "--out", str(out)],
            ["bulletin", "--kind", "weekly", "--on", "2017-07-10", "--out", str(out / "weekly")],
            ["bulletin", "--kind", "yearly", "--out", str(out)],
        ],
        SETTINGS_FILE=str(settings),
    )
    assert "town (text): Not delivered · no address" in issued.stdout
    assert (draft.returncode, draft.stderr.count("\n")) == (0, 1)  # of the records that are not there yet
    assert (issued.returncode, weekly.returncode) == (0, 0)
    forms = [f"bulletin.{end}" for end in ("docx", "pdf", "png", "txt", "xlsx")]
    assert sorted(path.name for path in (out / "weekly").iterdir()) == forms
    assert (out / "bulletin.txt").read_text("utf-8").startswith("罗店镇: Daily bulletin, Jul 16, 2017")
    assert (again.returncode, "issued already" in again.stderr) == (1, True)
    assert (before.returncode, "choose a day from 2017-05-01" in before.stderr) == (1, True)
    assert wrong.returncode == 2
    kept = rows(tmp_path / "records.db", "select day, role from bulletin where role = 'command line'")
    assert kept == [("2017-07-16", "command line")]


def test_targets_are_set_listed_and_removed(run, own_store, demo_file, tmp_path):
    (tmp_path / "town.db").symlink_to(demo_file)
    kept, own, listed, removed, left, refused = run(
        *("target", "set", "0.30", "--due", "2017-08-31"),
        then=[
            ["target", "set", "45%", "--due", "2017-08-31", "--committee", "310113101002"],
            ["target", "list"],
            ["target", "remove", "--due", "2017-08-31"],
            ["target", "list"],
            ["target", "set", "30", "--due", "2017-08-31"],
        ],
    )
    assert (kept.returncode, kept.stderr) == (0, "")
    assert own.returncode == 0
    assert re.search(r"│ .*town +│ 2017-08-31 │ 30.0% +│ records", listed.stdout)
    assert re.search(r"310113101002 │ 2017-08-31 │ 45.0% +│ records", listed.stdout)
    assert removed.returncode == 0
    assert "30.0%" not in left.stdout
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
