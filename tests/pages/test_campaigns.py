"""The campaigns' page inside its frame: all of them, one of them, and what may not be claimed."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert

from data_access import store
from data_access.campaigns import effect
from data_access.database import only_writer, store_engine
from tests import hand, page
from tests.hand import CODES

START = hand.ON - timedelta(days=5)


@pytest.fixture
def town(tmp_path) -> str:
    """Four committees; one campaign of the whole town and one of C1 alone, with three who took part in it."""
    url = hand.made(tmp_path / "store.db")
    engine = store_engine(url)
    with only_writer(engine) as connection:
        changed = {"updated_at": datetime(2017, 7, 1)}
        rows = [
            {"code": "clean", "name": "大扫除", "kind": "health", "starts_on": START, "ends_on": None},
            {
                "code": "care",
                "name": "结对帮扶",
                "kind": "quiz",
                "starts_on": START - timedelta(days=1),
                "ends_on": START,
            },
            {
                "code": "next",
                "name": "下月的",
                "kind": "party",
                "starts_on": hand.ON + timedelta(days=1),
                "ends_on": None,
            },
        ]
        connection.execute(insert(store.campaign), [row | changed for row in rows])
        connection.execute(
            insert(store.campaign_committee).values(
                campaign_code="care", committee_code=CODES["C1"], **changed
            )
        )
        steps = [("clean", START, 4, 2, 0), ("clean", hand.ON, 9, 1200, 7), ("care", START, 2, 3, 5)]
        columns = store.campaign_day.columns.keys()
        connection.execute(
            insert(store.campaign_day), [dict(zip(columns, step, strict=True)) for step in steps]
        )
        photo = {"campaign_code": "clean", "phase": "before", "taken_on": START, "url": "none.png"}
        connection.execute(insert(store.campaign_photo).values(id="f", **photo, **changed))
    engine.dispose()
    return url


@pytest.fixture
def opened(page_of, town):
    def run(**parameters: str) -> str:
        return page.plain(page.sent(page_of("campaigns", town, **parameters)))

    return run


def test_all_campaigns_say_what_each_brought(opened):
    words = opened()
    assert "已开展专项活动 2 项；其中 1 项正在进行；发帖最多的是 大扫除 ，9 条。" in words
    assert "大扫除 进行中 · 卫生创建 · 2017年7月11日起 · 全镇 发帖 9 参与人数 1,200 点赞人次 7" in words
    assert (
        "结对帮扶 已结束 · 其他 · 2017年7月10日至7月11日 · 1 个居委会 发帖 2 参与人数 <5 点赞人次 5" in words
    )
    assert "下月的" not in words
    assert "发帖 4 参与人数 2 " in opened(on=str(START))


def test_of_the_whole_town_nothing_is_estimated(opened):
    words = opened(campaign="clean")
    assert "卫生创建，2017年7月11日起在全镇开展，进行中；发帖 9 条，参与 1,200 人，点赞 7 人次。" in words
    assert "全镇性活动没有可对照的居委会，不作估计。" in words
    assert "没有可显示的照片。" in words


def test_a_campaign_of_some_committees_hides_few_persons_and_claims_nothing(opened):
    words = opened(campaign="care")
    assert "参与 <5 人" in words
    assert " 3 人" not in words
    assert "净增绑定户 活动中" in words
    assert "高于预计" not in words


def test_a_campaign_that_there_is_not_is_said(opened):
    assert "没有代码为“nothing”的专项活动，已忽略。" in opened(campaign="nothing")


def test_what_is_far_beyond_the_others_is_seen_and_what_is_not_is_not():
    spans = effect.spans(date(2017, 6, 1), date(2017, 6, 10), date(2017, 7, 16))
    codes = [f"c{n}" for n in range(9)]
    talk = pd.DataFrame(
        {
            "committee": codes,
            "before": [100] * 9,
            "during": [400, *[100, 104, 96, 99, 101, 103, 97, 100]],
            "after": [100] * 9,
        }
    )
    eves = {day for _, first, last, _ in spans for day in (first - timedelta(days=1), last)}
    stocks = pd.DataFrame(
        [{"committee": code, "day": day, "households": 5} for code in codes for day in eves]
    )
    none = pd.DataFrame({"committee": []})
    found = effect.moved(
        stocks,
        talk,
        talk.assign(before=0, during=0, after=0),
        pd.DataFrame({"committee": ["c0"]}),
        none,
        spans,
    )
    rows = found.set_index(["figure", "span"])
    during = rows.loc["talk", "during"]
    assert during["expected"] == pytest.approx(100)
    assert during["estimate"] == pytest.approx(300)
    assert during["visible"]
    assert not rows.loc["talk", "after"]["visible"]
    assert rows.loc["party_acts", "during"]["reason"] == "not_kept"
    touched = effect.moved(
        stocks, talk, talk, pd.DataFrame({"committee": ["c0"]}), pd.DataFrame({"committee": ["c0"]}), spans
    )
    assert set(touched["reason"].dropna()) == {"overlapping", "not_kept"}
