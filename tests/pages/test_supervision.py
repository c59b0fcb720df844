"""Supervision in its frame, on the demonstration: what each role sees of it, and a slip's whole way by the forms of the page."""

import re
import sqlite3
from urllib.parse import unquote

import pytest

from components import reader
from data_access import recorded
from data_access.access import sessions, trial
from data_access.access.reader import Reader
from data_access.access.rights import OPEN, Rights
from data_access.clock import moment
from data_access.records.chain import Actor
from tests import page

DEPARTMENT = Rights("department", (), ("d110",))


def table(markup: str, key: str) -> str:
    """A table of the page; empty where it is not there."""
    found = re.search(rf'(?s)<table class="data" id="{key}".*?</table>', markup)
    return found[0] if found else ""


def numbers(markup: str) -> list[str]:
    return re.findall(r">罗督〔2017〕(\d+)号<", table(markup, "slip-list"))


def test_the_town_is_told_in_a_sentence_what_is_open_and_what_the_rule_proposes(page_of, demo_store):
    words = page.plain(page.sent(page_of("supervision")))
    assert words.index("未办结督办单 7 件，红色 4 件，橙色 1 件；1 件已答复，等社区办核对") > 0
    assert "9 件应在近 90 天内答复，5 件按期" in words
    with sqlite3.connect(demo_store) as store:
        late = store.execute(
            "SELECT count(*) FROM case_file JOIN case_deadline ON case_id = id WHERE closed_at IS NULL AND is_sensitive = 0"
            " AND coalesce(deferred_due, due) < '2017-07-17'"
        ).fetchone()[0]
    proposed = int(page.first(r"按规则建议新开 (\d+) 件", words)[1])
    assert (
        late - 7 <= proposed <= late + 30
    )  # seven slips are under way, some cases are only due soon or were sent back


def test_each_role_sees_of_the_slips_what_is_theirs(page_of):
    def seen(rights: Rights) -> str:
        return page.sent(page_of("supervision", rights=rights))

    assert len(numbers(seen(OPEN))) == 12
    own = seen(DEPARTMENT)
    assert numbers(own) == ["12", "9"]
    assert "建议开具" not in own
    assert "未办结督办单" in page.plain(own)
    counts = seen(Rights("party_office"))
    assert not numbers(counts)
    assert "未办结督办单" in page.plain(counts)
    assert "未办结督办单" not in page.plain(seen(Rights("auditor")))


def test_a_slip_that_is_anothers_is_as_one_that_is_not_there(page_of):
    for slip in ("2017-3", "2017-99"):
        assert "没有这份督办单，或不公开。" in page.sent(page_of("supervision", rights=DEPARTMENT, slip=slip))
    words = page.plain(page.sent(page_of("supervision", rights=DEPARTMENT, slip="2017-12")))
    assert "罗督〔2017〕12号" in words
    assert "退单两次以上" in words


def test_slips_are_narrowed_and_seen_as_they_stood_on_a_past_day(page_of):
    assert numbers(page.sent(page_of("supervision", stage="answered"))) == ["9"]
    past = page.sent(page_of("supervision", on="2017-06-19"))
    assert numbers(past) == ["2", "1"]
    assert "罗督〔2017〕3号" not in past


def test_a_case_and_an_inbox_lead_to_their_slips(page_of, demo_store):
    markup = page.sent(page_of("supervision", slip="2017-12"))
    case = page.first(r"/cases\?case=([^\"&]+)", markup)[1]

    assert "罗督〔2017〕12号" in page.sent(page_of("cases", case=unquote(case)))
    assert "罗督〔2017〕12号" in page.sent(page_of("me", rights=DEPARTMENT))
    assert "罗督〔2017〕12号" in page.sent(page_of("department", department="d110"))


@pytest.fixture
def signed_in(page_of, records_url, demo_store, monkeypatch):
    """Opens the page as the demonstration's account of a role, whose presses write."""
    store = f"sqlite:///{demo_store}"
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    page_of("supervision")  # puts the store in force, and has the records begin
    engine = recorded.opened(records_url, store, moment())

    def run(role: str, **parameters: str):
        name = trial.name_of(role)
        rights = trial.ACCOUNTS[name] if role != "department" else DEPARTMENT
        token = sessions.begin(engine, Actor(name, role), moment(), rights)
        known = Reader(rights, name, sessions.id_of(token))
        monkeypatch.setattr(reader, "reader", lambda: known)
        app = page.begun("supervision", **parameters).run()
        assert not app.exception
        return app

    yield run
    engine.dispose()


def of(app, kind: str, label: str):
    """The widget of this label."""
    return next(one for one in app.get(kind) if one.label == label)


def test_a_slip_is_issued_covered_answered_sent_back_and_closed(signed_in):
    first = page.first(r"supervision\?case=([^\"&]+)[^>]*>开单", page.sent(signed_in("office")))[1]

    app = signed_in("office", case=unquote(first))
    of(app, "selectbox", "承办单位").set_value(("department", "d110"))
    of(app, "text_area", "督办要求").set_value("请联系 13812345678 并答复。")
    of(app, "button", "开单").click().run()
    assert "已换成 ■" in page.sent(app)
    assert of(app, "text_area", "督办要求").value == "请联系 ■ 并答复。"
    of(app, "button", "开单").click().run()
    assert "已开单。" in page.sent(app)
    assert numbers(page.sent(app))[0] == "13"

    app = signed_in("department", slip="2017-13")
    of(app, "text_area", "办理情况").set_value("已办好。")
    of(app, "button", "提交答复").click().run()
    assert "已答复，等社区办核对" in page.sent(app)
    assert not [one for one in app.get("button") if one.label == "提交答复"]

    app = signed_in("office", slip="2017-13")
    of(app, "button", "退回重办").click().run()
    assert "请写明内容。" in page.sent(app)
    of(app, "text_area", "意见（退回、撤回须写明原因）").set_value("请补充时间")
    of(app, "button", "退回重办").click().run()
    app = signed_in("department", slip="2017-13")
    of(app, "text_area", "办理情况").set_value("周五完成。")
    of(app, "button", "提交答复").click().run()
    app = signed_in("office", slip="2017-13")
    of(app, "button", "办结").click().run()
    words = page.plain(page.sent(app))
    for told in ("开单", "已办好。", "请补充时间", "周五完成。", "2017年7月16日已办结"):
        assert told in words


ABOUT = {
    "topic": ("topics", "parking", "停车", ("department", "d102")),
    "project": ("project", "p0000205", "祁南一村停车泊位划线整治", ("committee", "310113101003")),
    "committee": ("committee", "310113101005", "罗南居委会", ("committee", "310113101005")),
}
"""By what a slip may be about besides a case: its page, its code, what it is called, whose it is."""


@pytest.mark.parametrize("kind", ABOUT)
def test_a_thing_leads_the_office_to_a_slip_about_it_and_shows_it(signed_in, page_of, kind):
    key, code, name, unit = ABOUT[kind]
    office, leader = (
        page.sent(page_of(key, rights=Rights(role), **{kind: code})) for role in ("office", "leading_group")
    )
    assert f'href="/supervision?{kind}={code}"' in office
    assert f"/supervision?{kind}=" not in leader

    app = signed_in("office", **{kind: code})
    assert name in page.sent(app)
    assert of(app, "selectbox", "承办单位").value == unit
    if kind == "committee":
        of(app, "text_input", "事项").set_value("连续三天零新增")
    of(app, "button", "开单").click().run()
    assert "已开单。" in page.sent(app)
    assert "罗督〔2017〕13号" in page.sent(page_of(key, **{kind: code}))
    slip = page.sent(page_of("supervision", slip="2017-13"))
    assert f'href="/{key}?{kind}={code}"' in slip
    assert ("连续三天零新增" in slip) == (kind == "committee")


def test_a_unit_has_no_form_for_anothers_slip_nor_the_office_one_to_answer(signed_in):
    assert not signed_in("secretary", slip="2017-12").get("button")
    labels = [one.label for one in signed_in("office", slip="2017-12").get("button")]
    assert labels == ["撤回"]
    assert not signed_in("leading_group", case="x").get("button")
