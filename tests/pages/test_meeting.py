"""The meeting in its frame, on the demonstration: what each role sees of it, and a whole meeting by the forms of the page."""

import re
from urllib.parse import unquote

import pytest

from components import reader
from components.meeting import scene
from data_access import recorded
from data_access.access import sessions, trial
from data_access.access.reader import Reader
from data_access.access.rights import OPEN, SCREEN, Rights
from data_access.clock import moment
from data_access.records.chain import Actor
from data_access.wording import year
from tests import page

OWN = Rights("secretary", ("310113101003",))


def listed(markup: str) -> list[str]:
    """What the table of decisions says of each: its state and its address."""
    table = re.search(r'(?s)<table class="data" id="decision-list".*?</table>', markup)
    rows = re.findall(r'(?s)data-state="(\w+)".*?decision=([\d.-]+)', table[0]) if table else []
    return [f"{address} {state}" for state, address in rows]


ALL = [
    "2017-07-07.1 made", "2017-07-07.2 returned", "2017-07-07.3 late", "2017-07-07.4 made", "2017-07-07.5 withdrawn",
    "2017-06-29.1 closed", "2017-06-29.2 closed", "2017-06-29.3 closed", "2017-06-29.4 late",
]  # fmt: skip


def test_the_agenda_makes_itself_from_what_was_decided_what_is_counted_and_what_is_new(page_of):
    markup = page.sent(page_of("meeting"))
    words = page.plain(markup)
    assert "未办成的议定事项 5 项，其中逾期 2 项；1 项已报、等社区办核实" in words
    assert listed(markup) == ALL
    follow_up = markup[markup.index("一、上次议定事项") : markup.index("二、各项工作")]
    assert re.findall(r"decision=([\d.-]+)", follow_up) == [
        "2017-06-29.4", "2017-07-07.3", "2017-07-07.2", "2017-07-07.1", "2017-07-07.4",
    ]  # fmt: skip
    town = page.plain(page.sent(page_of("overview")))
    rate = page.first(r"全镇户覆盖率 ([\d.]+%)", town)[1]
    assert f"户覆盖率 {rate}，较2017年7月7日提高" in words
    stalled = page.first(r"(\d+) 个居委会连续 3 天零新增", town)[1]
    assert f"{stalled} 个居委会连续 3 天零新增" in words
    slips = page.sent(page_of("supervision"))
    new = markup[markup.index("三、新情况") :]
    for slip in re.findall(r"supervision\?slip=([\d-]+)", new):
        assert f"slip={slip}" in slips


def test_a_closed_meeting_is_its_minutes_as_they_were(page_of):
    markup = page.sent(page_of("meeting", meeting="2017-07-07"))
    words = page.plain(markup)
    for part in (
        "会议纪要",
        "上次议定事项落实情况",
        "户绑定覆盖率 21.0% 19.0%",
        "增设一处便民服务点",
    ):
        assert part in words
    assert "议定 4 项，已办成 0 项；其中逾期 1 项" in words
    english = page.plain(page.sent(page_of("meeting", meeting="2017-07-07", lang="en")))
    assert "minutes of the leading group" in english
    assert "Household coverage 21.0% 19.0%" in english


def test_each_role_sees_of_meetings_what_is_theirs(page_of):
    def seen(rights: Rights, **address: str) -> str:
        return page.sent(page_of("meeting", rights=rights, **address))

    own = seen(OWN)
    assert listed(own) == ["2017-07-07.2 returned"]
    assert "二、各项工作" not in own
    assert "会议纪要" in seen(OWN, meeting="2017-07-07")
    assert "没有这次会议，或这一项不公开。" in seen(OWN, decision="2017-07-07.1")
    assert "逐户联系还没有注册的家庭" in seen(OWN, decision="2017-07-07.2")
    party = seen(Rights("party_office"))
    assert not listed(party)
    assert "历次会议" in party
    assert "历次会议" not in seen(Rights("auditor"))
    assert listed(seen(OPEN)) == listed(seen(Rights("leading_group"))) == ALL


def on_the_wall(markup: str) -> tuple[list[str], list[str]]:
    """What the scene counts, and the decisions that it lists, in its order."""
    figures = [page.plain(one) for one in re.findall(r'(?s)<div class="figure">(.*?)</div>', markup)]
    return figures, re.findall(r"decision=([\d.-]+)", markup)


def test_the_wall_has_what_became_of_the_last_meetings_decisions_the_late_ones_first(page_of):
    markup = page.sent(page_of("meeting", rights=SCREEN, look="wall"))
    words = page.plain(markup)
    assert "最近 2 次会议议定 8 项，已办成 3 项，逾期 2 项。" in words
    assert on_the_wall(markup) == (
        ["5", "2", "1", "3"],
        [
            "2017-07-07.3", "2017-07-07.2", "2017-07-07.1", "2017-07-07.4",
            "2017-06-29.4", "2017-06-29.1", "2017-06-29.3", "2017-06-29.2",
        ],
    )  # fmt: skip
    assert "2017年7月7日会议 议定 4 项，已办成 0 项，逾期 1 项" in words
    assert "最近的期限 2017年7月16日" in words
    assert "不公开的议定事项不在此列。" in words
    assert "二、各项工作" not in words
    opened = page.sent(page_of("meeting", rights=SCREEN, look="wall", decision="2017-07-07.2"))
    assert "逐户联系还没有注册的家庭" in opened


def test_the_wall_lists_nothing_sensitive_and_counts_it(page_of):
    hidden = page_of("meeting", settings='[sensitive]\nwords = ["逐户联系"]', rights=SCREEN, look="wall")
    figures, rows = on_the_wall(page.sent(hidden))
    assert (figures, len(rows)) == (["5", "2", "1", "3"], 7)
    assert "2017-07-07.2" not in rows


def test_what_has_no_room_on_the_wall_is_counted(page_of, monkeypatch):
    monkeypatch.setattr(scene, "MOST", 3)
    markup = page.sent(page_of("meeting", look="wall"))
    assert on_the_wall(markup)[1] == ["2017-07-07.3", "2017-07-07.2", "2017-06-29.4"]
    assert "另有 5 项没有列在这里，含不公开的。" in markup
    monkeypatch.setattr(scene, "LAST", 1)
    markup = page.sent(page_of("meeting", look="wall"))
    assert "上次会议议定 4 项，已办成 0 项，逾期 1 项。" in page.plain(markup)
    assert "更早的会议" in markup
    assert "另有 2 项没有列在这里" in markup


def test_the_wall_of_who_reads_no_decisions_counts_them(page_of):
    markup = page.sent(page_of("meeting", rights=Rights("party_office"), look="wall"))
    assert on_the_wall(markup) == (["5", "2", "1", "3"], [])


def test_a_meeting_or_decision_that_is_not_there_is_a_sentence(page_of):
    for address in ({"meeting": "2017-01-01"}, {"meeting": "x"}, {"decision": "2017-07-07.99"}):
        assert "没有这次会议，或这一项不公开。" in page.sent(page_of("meeting", **address))


def test_a_past_day_shows_the_decisions_as_they_stood_at_its_end(page_of):
    past = page.sent(page_of("meeting", on="2017-07-01"))
    assert listed(past) == [
        "2017-06-29.1 closed", "2017-06-29.2 closed", "2017-06-29.3 made", "2017-06-29.4 made",
    ]  # fmt: skip
    assert "meeting=2017-07-07" not in past


@pytest.fixture
def become(page_of, records_url, demo_store, monkeypatch):
    """Signs the demonstration's account of a role in, whose presses write from then on."""
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    page_of("meeting")  # puts the store in force, and has the records begin
    engine = recorded.opened(records_url, f"sqlite:///{demo_store}", moment())
    year.set(moment().year)  # as the page has it: its lists of days are read again where a test presses

    def sign_in(role: str) -> None:
        name = trial.name_of(role)
        rights = trial.ACCOUNTS[name]
        token = sessions.begin(engine, Actor(name, role), moment(), rights)
        known = Reader(rights, name, sessions.id_of(token))
        monkeypatch.setattr(reader, "reader", lambda: known)

    yield sign_in
    engine.dispose()


@pytest.fixture
def signed_in(become):
    """Opens the page as the account of a role."""

    def run(role: str, **parameters: str):
        become(role)
        app = page.begun("meeting", **parameters).run()
        assert not app.exception
        return app

    return run


def of(app, kind: str, label: str):
    """The widget of this label."""
    return next(one for one in app.get(kind) if one.label == label)


def pressed(app, label: str):
    """The page after a press on a button."""
    app = of(app, "button", label).click().run()
    assert not app.exception
    return app


def test_a_meeting_is_called_opened_decides_is_closed_and_followed_up(signed_in, become):
    app = pressed(signed_in("office"), "召集会议")
    assert "2017年7月16日会议已召集" in page.plain(page.sent(app))
    app = pressed(app, "开会")
    assert "2017年7月16日会议正在进行" in page.plain(page.sent(app))
    of(app, "text_area", "议定事项").set_value("三天内入户，电话 13812345678。")
    app = pressed(app, "记录")
    assert "请选择责任单位" in page.sent(app) or "已换成 ■" in page.sent(app)
    of(app, "selectbox", "责任单位").set_value(("committee", "310113101003"))
    app = pressed(app, "记录")
    assert "已记录。" in page.sent(app)

    leader = signed_in("leading_group")
    assert [one.label for one in leader.get("button")] == ["记录"]
    of(leader, "text_area", "议定事项").set_value("公布停车方案。")
    of(leader, "selectbox", "责任单位").set_value(("department", "d102"))
    pressed(leader, "记录")

    become("office")
    app = pressed(app, "结束会议，定稿纪要")
    assert "刚才已有别人修改" in page.sent(app)
    of(app, "multiselect", "出席单位").set_value([("department", "d102"), ("committee", "310113101003")])
    app = pressed(app, "结束会议，定稿纪要")
    assert "上次会议在2017年7月16日" in page.plain(page.sent(app))

    minutes = page.plain(page.sent(signed_in("party_office", meeting="2017-07-16")))
    assert "出席单位：城管中队、祁南。" in minutes
    assert "三天内入户，电话 ■。责任单位：祁南居委会；2017年7月23日前完成。" in minutes

    app = signed_in("secretary", decision="2017-07-16.1")
    of(app, "text_area", "办理情况").set_value("已入户。")
    app = pressed(app, "提交")
    assert "待核；" in page.plain(page.sent(app))
    assert not [one for one in app.get("button") if one.label == "提交"]
    app = signed_in("office", decision="2017-07-16.1")
    app = pressed(app, "核实办成")
    words = page.plain(page.sent(app))
    for part in ("已入户。", "核实办成", "2017年7月16日办成"):
        assert part in words
    assert "2017-07-16.1 closed" in listed(page.sent(signed_in("office")))


def test_a_case_is_put_to_the_meeting_and_shows_what_was_decided(signed_in, page_of):
    case = unquote(
        page.first(r"cases\?case=([^\"&]+)", page.sent(signed_in("office", decision="2017-07-07.4")))[1]
    )
    assert "一周内办结，办理结果回访居民。" in page.sent(page_of("cases", case=case))
    assert "一周内办结，办理结果回访居民。" in page.sent(page_of("department", department="d102"))
    assert "逐户联系还没有注册的家庭" in page.sent(page_of("me", rights=OWN))
    app = pressed(pressed(signed_in("office", case=case), "召集会议"), "开会")
    assert of(app, "selectbox", "关于").value.code == case


def test_what_was_decided_stands_on_the_pages_of_what_it_is_about(page_of):
    def thing(decision: str, page_key: str, name: str) -> dict[str, str]:
        markup = page.sent(page_of("meeting", decision=decision))
        return {name: unquote(page.first(rf"/{page_key}\?{name}=([^\"&]+)", markup)[1])}

    for title, what, state, key, named in (
        ("话题", "汇总居民意见", "办理中", "topics", thing("2017-07-07.1", "topics", "topic")),
        ("工程", "抓紧推进", "已办成", "project", thing("2017-06-29.2", "project", "project")),
    ):
        words = page.plain(page.sent(page_of(key, **named)))
        assert re.search(f"关于此{title}的议定事项 .{{,600}}{state} {what}", words)
        for others in (Rights("party_office"), Rights("secretary", ("310113101001",))):
            assert what not in page.sent(page_of(key, rights=others, **named))
        assert "的议定事项" not in page.sent(page_of(key, on="2017-06-27", **named))


def test_a_committee_has_what_it_is_to_do_on_its_page_and_another_does_not_see_it(page_of):
    own, words = OWN.committees[0], "逐户联系还没有注册的家庭"
    markup = page.sent(page_of("committee", committee=own))
    assert "本居委会的议定事项" in markup
    assert words in markup
    assert words in page.sent(page_of("committee", rights=OWN, committee=own))
    foreign = Rights("secretary", ("310113101001",))
    assert words not in page.sent(page_of("committee", rights=foreign, committee=own))
    assert words not in page.sent(page_of("committee", committee="310113101001"))
    english = page.sent(page_of("committee", committee=own, lang="en"))
    assert "This committee&#39;s decisions" in english


def test_who_does_not_write_has_no_form(signed_in):
    assert not signed_in("party_office").get("button")
    assert not signed_in("secretary").get("button")
    assert not signed_in("secretary", decision="2017-07-07.1").get("button")
    assert not signed_in("office", on="2017-07-10").get("button")
