"""What the screen's spotlights fall on: every committee in turn, and the works behind plan."""

import json

import pandas as pd

from data_access.works import consultation
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
    assert len(told["spots"]["committee"]) == 41
    assert len(told["spots"]["project"]) == len(set(told["spots"]["project"])) == 27
    assert told["demonstration"] == "演示数据"


def test_an_address_holds_the_spotlight(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    late = spots()["spots"]["project"][3]
    told = spots(f"project={late}&committee=310113101003")["spots"]
    assert told == {"committee": ["310113101003"], "project": [late]}
    assert len(spots("project=none")["spots"]["project"]) == 27


def test_without_a_store_the_screen_opens_and_waits(tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert spots() == {"spots": {"committee": [], "project": []}, "demonstration": ""}
    status, _, body = ask("/screen")
    assert status == 200
    assert "正在打开" in body.decode()
