"""The administration's page in its frame: accounts, screens, the audit and the settings, for whom they are."""

import re
import threading
from datetime import datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert, update

from components import reader, writing
from components.administration import audit_log, settings_list
from components.administration.town_units import Units
from data_access import records
from data_access.access import accounts, administration, devices, passwords, sessions
from data_access.access.reader import Reader
from data_access.access.rights import Rights
from data_access.clock import SHANGHAI, moment
from data_access.database import read, records_engine, snapshot
from data_access.records import opening
from data_access.records.chain import COMMAND_LINE, Actor
from data_access.records.writing import note
from data_access.settings import settings
from tests import page
from tests.access.people import CHIEF, audited

NOON = datetime(2017, 7, 16, 12, tzinfo=SHANGHAI)
KEYED = '[map]\ntianditu_key = "0a1b2c3d"\napproval_number = "GS"\n[screen]\ndwell_seconds = 20\n'
SIGNED = '[access]\nmode = "accounts"\n'


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
    def run(role: str, settings: str = KEYED, **parameters: str) -> str:
        return page.sent(page_of("administration", settings=settings, rights=Rights(role), **parameters))

    return run


def test_an_administrator_sees_accounts_screens_and_what_was_done(opened):
    markup = opened("admin")
    words = page.plain(markup)
    assert "其中 2 个待设新密码" in words
    assert "wang 居委会书记 祁南居委会 待设新密码" in words
    assert "三楼会议室 chief" in words
    assert "命令行" in page.plain(
        page.first(r'<table class="data" id="acts".*?</table>', opened("admin", rows="200"))[0]
    )
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


@pytest.fixture
def administrator(opened, records_url, monkeypatch):
    """The page as chief, who has signed in, has it; presses on it write: `administrator(account="wang")`."""
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(1, 64, 1))
    engine = records_engine(records_url)
    token = sessions.begin(engine, CHIEF, moment(), Rights("admin"))
    known = Reader(Rights("admin"), "chief", sessions.id_of(token))
    monkeypatch.setattr(reader, "reader", lambda: known)

    def run(**parameters: str):
        opened("admin", KEYED + SIGNED)  # puts the store in force
        app = page.begun("administration", **parameters).run()
        assert not app.exception
        return app

    yield run, engine
    engine.dispose()


def holder(engine) -> accounts.Account:
    """Wang's account as it stands."""
    found = accounts.found(engine, "wang")
    assert found
    return found


def of(app, kind: str, label: str):
    """The widget of this label."""
    return next(one for one in app.get(kind) if one.label == label)


def said(app, role: str) -> str:
    """What is said beside the form: of what went wrong (`alert`) or was done (`status`)."""
    found = re.search(rf'role="{role}">(.*?)</p>', page.sent(app))
    return found[1] if found else ""


def test_an_administrator_adds_an_account_and_hands_on_its_password_once(administrator):
    run, engine = administrator
    app = run(view="add")
    of(app, "text_input", "账号").set_value(" Li")
    of(app, "button", "建立账号").click().run()
    assert said(app, "alert") == "居委会书记须指明居委会：请至少选一个。"
    assert accounts.found(engine, "li") is None
    of(app, "multiselect", "居委会").set_value(["310113101005"])
    of(app, "button", "建立账号").click().run()
    assert said(app, "status") == "账号 li 已建立。"
    assert "li 居委会书记 罗南居委会 待设新密码" in page.plain(page.sent(app))
    password = page.first(r'id="one-time">([^<]+)<', page.sent(app))[1]
    made = accounts.found(engine, "li")
    assert made
    assert passwords.matches(made.password, password)
    assert password not in str(audited(engine))
    assert audited(engine)[-1] == (
        "chief",
        "account_added",
        {"account": "li", "role": "secretary", "units": ["310113101005"]},
    )
    app.query_params["view"] = "none"
    assert password not in page.sent(app.run())
    assert app.session_state["written"].outcome is None


def test_what_a_form_did_is_kept_for_a_while_alone(administrator, monkeypatch):
    """So a tab that was closed over a password, which Streamlit keeps for who comes back, does not keep the password."""
    run, _ = administrator
    app = run(account="wang")
    monkeypatch.setattr(writing, "LASTS", 0.05)
    of(app, "button", "执行").click().run()
    end_of_timers(0.05)
    assert 'id="one-time"' not in page.sent(app.run())
    kept = app.session_state["written"]
    kept.keep("account", "earlier")
    monkeypatch.setattr(writing, "LASTS", 600)
    kept.keep("account", "later")
    end_of_timers(0.05)
    assert kept.outcome == ("account", "later")


def end_of_timers(seconds: float) -> None:
    """Waits for the timers of so many seconds."""
    for one in threading.enumerate():
        if isinstance(one, threading.Timer) and one.interval == seconds:
            one.join()


def test_the_office_sets_a_target_and_takes_it_back(opened, records_url, monkeypatch):
    opened("office")  # puts the store in force
    engine = records_engine(records_url)
    token = sessions.begin(engine, Actor("li", "office"), moment(), Rights("office"))
    monkeypatch.setattr(reader, "reader", lambda: Reader(Rights("office"), "li", sessions.id_of(token)))
    app = page.begun("administration").run()
    assert not app.exception
    of(app, "text_input", "目标覆盖率（%）").set_value("三成")
    of(app, "text_input", "到期日（如 2017-12-31）").set_value("2017-12-31")
    of(app, "button", "设定目标").click().run()
    assert said(app, "alert") == "目标覆盖率“三成%”不可用：应大于 0、不超过 100%，例如 30%。"
    for written in ("35", "35 ％", "0.35"):
        of(app, "text_input", "目标覆盖率（%）").set_value(written)
        of(app, "text_input", "到期日（如 2017-12-31）").set_value("2017-12-31")
        of(app, "button", "设定目标").click().run()
        assert said(app, "status") == "已设定：全镇 35.0%，2017年12月31日到期。"
    of(app, "button", "取消目标").click().run()
    assert said(app, "status").startswith("已取消：全镇 35.0%")
    assert [act for _, act, _ in audited(engine)][-4:] == [*["target_set"] * 3, "target_removed"]
    engine.dispose()


def test_who_presses_twice_writes_once(administrator, monkeypatch):
    """The second press comes while the page is still being drawn after the first."""
    run, engine = administrator
    send = writing.Form.send
    monkeypatch.setattr(writing.Form, "send", lambda *pressed: (send(*pressed), send(*pressed)))
    app = run(account="wang")
    of(app, "button", "执行").click().run()
    assert said(app, "status") == "账号 wang 的密码已重设，现有登录已结束。"
    assert passwords.matches(
        holder(engine).password, page.first(r'id="one-time">([^<]+)<', page.sent(app))[1]
    )
    assert [act for _, act, _ in audited(engine)].count("account_reset") == 1


def test_of_two_who_change_an_account_the_second_is_shown_what_the_first_wrote(administrator):
    run, engine = administrator
    app = run(account="wang")
    accounts.change_rights(engine, COMMAND_LINE, NOON, "wang", Rights("party_office"))
    of(app, "multiselect", "居委会").set_value(["310113101005"])
    of(app, "button", "保存角色和单位").click().run()
    assert "现在的内容是：“党建办、待设新密码" in said(app, "alert")
    assert holder(engine).rights == Rights("party_office")
    of(app, "selectbox", "角色").set_value("office").run()
    of(app, "button", "保存角色和单位").click().run()
    assert holder(engine).rights == Rights("office")


def test_the_last_administrator_stays(administrator):
    run, engine = administrator
    app = run(account="chief")
    of(app, "radio", "其他操作").set_value("remove")
    of(app, "button", "执行").click().run()
    assert said(app, "alert").startswith("chief 是最后一个可登录的系统管理员")
    assert accounts.found(engine, "chief")


def test_who_has_lost_the_right_meanwhile_writes_nothing(administrator, monkeypatch):
    run, engine = administrator
    app = run(account="wang")
    kept = accounts.found(engine, "wang")
    sessions.end_all(engine, COMMAND_LINE, moment(), "chief")
    of(app, "button", "执行").click().run()
    assert said(app, "alert") == "登录已失效：请刷新页面后重新登录。"
    office = sessions.begin(engine, Actor("li", "office"), moment(), Rights("office"))
    known = Reader(Rights("office"), "li", sessions.id_of(office))
    monkeypatch.setattr(reader, "reader", lambda: known)
    of(app, "button", "执行").click().run()
    assert not [one for one in app.get("button") if one.label == "执行"]
    assert accounts.found(engine, "wang") == kept


def test_whoever_else_sees_accounts_only_reads_them(page_of, records_url):
    for role in ("office", "auditor"):
        app = page_of("administration", settings=KEYED, rights=Rights(role), account="wang", view="add")
        assert not [one for one in app.get("button") if one.label in ("建立账号", "执行")]
        accounts_drawn = re.findall(r'<table class="data" id="accounts".*?</table>', page.sent(app))
        assert len(accounts_drawn) == (role == "office")
        assert "<a " not in "".join(accounts_drawn)


def test_the_demonstrations_accounts_offer_no_forms_and_ones_own_do(administrator):
    run, engine = administrator
    with engine.begin() as connection:
        accounts.add_in(connection, NOON, "demo-office", Rights("office"), None)
        connection.execute(update(records.record_head).values(demonstration=True))
    assert "演示账号大家共用" in page.plain(page.sent(app := run(account="demo-office")))
    assert not [one for one in app.get("button") if one.label in ("执行", "保存角色和单位")]
    names = re.findall(r"<a [^>]*>(chief|wang|demo-office)</a>", page.sent(app))
    assert names == ["chief", "wang"]
    of(run(account="wang"), "button", "执行")


def test_of_units_of_one_name_the_code_tells_them_apart():
    committees = pd.DataFrame(
        {"committee": ["1", "2", "3"], "name": ["祁南居委会", "罗南居委会", "祁南居委会"]}
    )
    units = Units(committees, pd.DataFrame({"code": ["d1"], "name": ["城管中队"]}))
    assert units.listed("secretary", "1 2 9") == "祁南居委会（1）、罗南居委会、9"
    assert [units.listed(role, "d1") for role in ("department", "office")] == ["城管中队", "d1"]


def test_a_screen_is_paired_by_its_code_and_revoked(administrator):
    run, engine = administrator
    code, _ = devices.offer(engine, "wall", "10.0.0.7", moment())
    app = run()
    of(app, "text_input", "配对码").input("AAAAAA")
    of(app, "text_input", "会议屏的名称，如“三楼会议室”").input("大厅")
    of(app, "button", "配对").click().run()
    assert said(app, "alert").startswith("没有会议屏正显示这个配对码")
    of(app, "text_input", "配对码").input(code.lower())
    of(app, "button", "配对").click().run()
    assert said(app, "status") == "已配对，会议屏“大厅”几秒后开始轮播。"
    assert [(one.name, one.paired_by) for one in devices.listed(engine)][1:] == [("大厅", "chief")]
    of(app, "button", "撤销").click().run()
    assert said(app, "status") == "已撤销会议屏“大厅”。"
    assert [one.name for one in devices.listed(engine)] == ["三楼会议室"]


def test_where_nobody_signs_in_no_screen_is_asked_for_its_code(page_of, records_url):
    app = page_of("administration", settings=KEYED, rights=Rights("admin"))
    assert "会议屏直接打开 /screen 即可，不用配对" in page.plain(page.sent(app))
    labels = {one.label for one in app.get("button")}
    assert "撤销" in labels
    assert "配对" not in labels
