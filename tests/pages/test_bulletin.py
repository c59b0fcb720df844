"""The bulletin in its frame, on the demonstration: its text, its figures as other pages have them, and by role."""

import re
import sqlite3
from contextlib import closing

import pytest

from components import reader
from data_access import issuing, recorded
from data_access.access import sessions, trial
from data_access.access.reader import Reader
from data_access.access.rights import OPEN, Rights
from data_access.clock import moment
from data_access.records.chain import Actor
from tests import page


@pytest.fixture
def signed_in(page_of, records_url, demo_store, monkeypatch):
    """Opens the page as the demonstration's account of a role, whose presses write."""
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    page_of("bulletin")  # puts the store in force, and has the records begin
    engine = recorded.opened(records_url, f"sqlite:///{demo_store}", moment())

    def run(role: str, **parameters: str):
        name = trial.name_of(role)
        token = sessions.begin(engine, Actor(name, role), moment(), trial.ACCOUNTS[name])
        known = Reader(trial.ACCOUNTS[name], name, sessions.id_of(token))
        monkeypatch.setattr(reader, "reader", lambda: known)
        return page.begun("bulletin", **parameters).run()

    yield run
    engine.dispose()


def test_the_text_is_that_of_the_day_the_week_or_the_month(page_of):
    for kind, words in (
        ("daily", "每日通报（2017年7月16日）"),
        ("weekly", "7月10日至"),
        ("monthly", "7月1日至"),
    ):
        markup = page.sent(page_of("bulletin", kind=kind))
        text = page.first(r'(?s)<p[^>]*id="bulletin-text"[^>]*>(.*?)</p>', markup)[1]
        assert words in text
        assert "累计登记 12,530 人" in text


def test_its_figures_are_those_of_the_pages_that_show_them(page_of):
    words = page.plain(page.sent(page_of("bulletin", kind="weekly")))
    assert "12,530" in page.plain(page.sent(page_of("overview")))
    assert "未办结督办单 7 件，其中红色 4 件，待核 1 件" in words
    assert "未办结督办单 7 件，红色 4 件" in page.plain(page.sent(page_of("supervision")))


def test_a_draft_is_for_the_office_and_the_leading_group(page_of):
    for role in ("office", "leading_group"):
        assert "累计登记" in page.sent(page_of("bulletin", rights=Rights(role)))
    units = Rights("secretary", ("310113101001",)), Rights("department", (), ("d110",))
    for rights in (*units, Rights("party_office")):
        markup = page.sent(page_of("bulletin", rights=rights))
        assert "累计登记" not in markup
        assert "尚未签发" in markup
    assert "尚未签发" not in page.sent(page_of("bulletin", rights=Rights("auditor")))


def test_what_is_issued_is_read_by_every_unit_with_what_has_changed_since(page_of):
    for rights in (OPEN, Rights("secretary", ("310113101001",)), Rights("department", (), ("d110",))):
        markup = page.sent(page_of("bulletin", rights=rights, on="2017-07-13"))
        words = page.plain(markup)
        assert "已签发 罗店镇社区通每日通报（2017年7月13日）" in words
        assert "更正：3 处数字已变" in words
        figures = page.first(r"累计登记人数原为 ([\d,]+)，现为 ([\d,]+)", words)
        stated, counted = (int(number.replace(",", "")) for number in figures.groups())
        assert counted == stated + 4
        assert f"累计登记 {stated:,} 人" in words
        assert len(re.findall(r"日</a><span class=\"when\">", markup)) == 5
    following = page.plain(page.sent(page_of("bulletin", on="2017-07-14")))
    assert "【更正】此前通报有 3 处数字" in following
    assert "已变；" not in following


def test_the_office_issues_a_draft_once_and_it_stays(signed_in):
    app = signed_in("office", kind="weekly")
    words = page.first(r'(?s)<p[^>]*id="bulletin-text"[^>]*>(.*?)</p>', page.sent(app))[1]
    app.get("button")[0].click().run()
    assert not app.exception
    markup = page.sent(app)
    assert "已签发" in markup
    assert words in markup
    assert "demo-office" in markup
    assert not app.get("button")
    assert not signed_in("leading_group", kind="monthly").get("button")


ROBOT = '[[bulletin.robots]]\nname = "town"\nservice = "wecom"\npicture = true'


def test_the_office_sees_what_robots_were_handed_and_has_it_sent_again(signed_in, town_settings, monkeypatch):
    monkeypatch.setenv("ROBOT_TOWN_URL", "http://robots.example/send?key=secret")
    app = signed_in("office")
    town_settings(f"[bulletin]\n{ROBOT}")
    app.get("button")[0].click().run()
    assert "企业微信 town（文字） 等待发送 企业微信 town（图片） 等待发送" in page.plain(page.sent(app))
    assert not app.get("button")
    issuing.keep_up()
    app.run()
    words = page.plain(page.sent(app))
    assert words.count("未送达 · 没有它的地址") == 2
    assert "secret" not in words
    text, _ = app.get("button")
    assert text.label == "再发一次：town（文字）"
    text.click().run()
    assert not app.exception
    assert page.plain(page.sent(app)).count("等待发送") == 1
    assert len(app.get("button")) == 1
    assert "群机器人" not in page.plain(page.sent(signed_in("leading_group")))


def test_the_office_learns_that_the_clock_waits_for_the_data(page_of, own_store):
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute("update state set demonstration = 0")
    said = "应自动签发"
    shown = {"url": f"sqlite:///{own_store}", "settings": '[bulletin]\nat = "00:00"'}
    words = page.plain(page.sent(page_of("bulletin", rights=Rights("office"), **shown)))
    assert "今天 00:00 应自动签发" in words
    assert "但数据只到2017年7月16日" in words
    assert said not in page.sent(page_of("bulletin", rights=Rights("leading_group"), **shown))
    assert said not in page.sent(page_of("bulletin", rights=Rights("office"), kind="weekly", **shown))
