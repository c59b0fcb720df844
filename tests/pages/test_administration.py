"""The administration's page in its frame: accounts, screens, the audit and the settings, for whom they are."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from components.administration import audit_log, settings_list
from data_access import records
from data_access.access import accounts, administration
from data_access.access.rights import Rights
from data_access.clock import SHANGHAI
from data_access.database import read, records_engine, snapshot
from data_access.records import opening
from data_access.records.chain import COMMAND_LINE, Actor
from data_access.records.writing import note
from data_access.settings import settings
from tests import page

NOON = datetime(2017, 7, 16, 12, tzinfo=SHANGHAI)
KEYED = '[map]\ntianditu_key = "0a1b2c3d"\napproval_number = "GS"\n[screen]\ndwell_seconds = 20\n'


@pytest.fixture
def records_url(tmp_path, monkeypatch):
    """Records with two accounts, a screen, and 104 rows of the audit."""
    url = f"sqlite:///{tmp_path / 'records.db'}"
    monkeypatch.setenv("RECORDS_DATABASE_URL", url)
    engine = opening.opened(url, NOON)
    accounts.add(engine, COMMAND_LINE, NOON, "chief", Rights("admin"), "a long password")
    accounts.add(
        engine, COMMAND_LINE, NOON, "wang", Rights("secretary", ("310113101003",)), "another password"
    )
    screen = {"id": "s", "name": "三楼会议室", "token": "s" * 64, "paired_by": "chief", "edition": 1}
    with engine.begin() as connection:
        connection.execute(insert(records.device).values(screen | {"paired_at": NOON, "last_at": NOON}))
    for number in range(101):
        note(engine, Actor("wang", "secretary", "10.0.0.7"), "exported", NOON, table=f"ranking-{number}")
    note(engine, Actor("li", "office", "10.0.0.8"), "signed_in", NOON)
    engine.dispose()
    return url


@pytest.fixture
def opened(page_of, records_url):
    def run(role: str, **parameters: str) -> str:
        return page.sent(page_of("administration", settings=KEYED, rights=Rights(role), **parameters))

    return run


def test_an_administrator_sees_accounts_screens_and_what_was_done(opened):
    markup = opened("admin")
    words = page.plain(markup)
    assert "其中 2 个待设新密码" in words
    assert "wang 居委会书记 310113101003 待设新密码" in words
    assert "三楼会议室 chief" in words
    assert "104" in page.first(r'<table class="data" id="acts".*?</table>', markup)[0]
    assert page.first(r'href="([^"]*rows=200[^"]*)"', markup)
    assert "argon2" not in markup


def test_a_search_goes_through_all_of_the_audit(opened):
    table = page.first(r'<table class="data" id="acts".*?</table>', opened("auditor", q="wang ranking-3"))[0]
    found = re.findall(r"ranking-(\d+)", table)
    assert found == [*map(str, range(39, 29, -1)), "3"]


def test_the_latest_act_is_that_of_all_whatever_is_searched(opened, records_url):
    engine = records_engine(records_url)
    note(engine, Actor("li", "office", "10.0.0.8"), "signed_out", NOON + timedelta(days=1))
    engine.dispose()
    assert "最近一条审计在 2017年7月17日" in page.plain(opened("auditor", q="wang ranking-3"))


def test_an_auditor_sees_the_audit_alone(opened):
    places = set(re.findall(r'data-place="(\w+)"', opened("auditor")))
    assert places == {"audit"}
    assert set(re.findall(r'data-place="(\w+)"', opened("office"))) == {
        "accounts",
        "devices",
        "audit",
        "settings",
    }


def test_settings_are_shown_without_their_secrets(opened):
    words = page.plain(opened("admin"))
    assert "map.tianditu_key 已设置，不显示 本镇设置" in words
    assert "screen.dwell_seconds 20 本镇设置" in words
    assert "refresh.reconcile_hour 3 默认" in words
    assert "0a1b2c3d" not in words + settings_list.frame(settings()).to_csv()


def test_the_audit_is_taken_away_whole(records_url):
    engine = records_engine(records_url)
    with snapshot(engine) as connection:
        written = audit_log.frame(read(connection, administration.acts("exported")))
    engine.dispose()
    assert len(written) == 101
    assert written.iloc[0, 1] == "2017-07-16 12:00:00"
