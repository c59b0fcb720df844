"""What the screen's spotlights fall on: every committee in turn, and the works behind plan."""

import json

import pandas as pd

from data_access.works import consultation
from delivery import screen
from tests.delivery.test_app import ask


def spots(query: str = "") -> dict:
    status, headers, body = ask("/screen/spots", query)
    assert (status, headers["cache-control"]) == (200, "no-store")
    return json.loads(body)


def test_the_most_pressing_work_is_the_first():
    works = pd.DataFrame(
        {
            "project": ["a", "b", "c", "d", "e", "f", "g"],
            "light": ["green", "amber", "suspended", None, "red", "red", "stuck"],
            "days_late": [0, 4, 0, 0, 9, 9, 0],
        }
    )
    assert list(consultation.behind(works)["project"]) == ["e", "f", "c", "b"]


def test_all_committees_and_all_works_behind_plan_take_turns(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    told = spots()
    assert len(set(told["spots"]["committee"])) == len(told["spots"]["committee"]) == len(told["names"]) == 41
    assert len(told["spots"]["project"]) == len(set(told["spots"]["project"])) == 27
    assert told["demonstration"] == "演示数据"


def test_those_of_whom_there_is_something_to_say_come_first_and_it_is_said(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    town = spots()
    whys = town["whys"]["committee"]
    assert town["spots"]["committee"][: len(whys)] == list(whys)
    said = [(town["names"][code], why) for code, why in whys.items()]
    assert said[:3] == [
        ("向阳", "本周上升最快"),
        ("美罗家园鼎苑", "本周上升第 2"),
        ("美兰湖琥珀郡园", "本周上升第 3"),
    ]
    assert {name for name, why in said if why == "连续 3 天零新增"} == {
        "富南",
        "美罗家园美文苑",
        "美罗家园宝欣苑第八",
    }
    assert said[-1] == ("罗溪", "有逾期最久的工程，11 天")
    works = town["whys"]["project"]
    assert works[town["spots"]["project"][0]] == "逾期最久，11 天"
    assert list(works.values()).count("暂停中") == 7


def test_a_town_without_rankings_says_nothing_that_ranks(demo_store, town_settings, monkeypatch):
    town_settings('rankings = "off"')
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    assert set(spots()["whys"]["committee"].values()) == {"连续 3 天零新增", "有逾期最久的工程，11 天"}


def test_a_past_day_is_told_as_it_stood(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    assert spots("on=2017-06-15")["whys"] != spots()["whys"]


def test_an_address_holds_the_spotlight(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    late = spots()["spots"]["project"][3]
    assert spots(f"project={late}")["spots"]["project"] == [late]
    assert len(spots("project=none")["spots"]["project"]) == 27


def test_a_committee_holds_both_spotlights_on_its_own(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    held = spots("committee=310113101003")["spots"]
    assert held["committee"] == ["310113101003"]
    assert len(held["project"]) == 6  # none of its works is behind plan: all of them
    assert spots("committee=310113101006")["spots"]["project"] == ["p0000502"]


def test_without_a_store_the_screen_opens_and_waits(tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert spots() == screen.NOTHING
    status, _, body = ask("/screen")
    assert status == 200
    assert "正在打开" in body.decode()
