"""What a campaign's posts brought, on rows that can be counted on fingers."""

from datetime import date, datetime

import pytest
from sqlalchemy import create_engine, insert, select, update

from data_access import platform, store
from data_access.database import store_engine
from tests.refresh.town import contents, differences, made, member, rebuilt, refreshed

JUNE = datetime(2017, 6, 1, 9)


def post(key: str, author: str, day: int, **values) -> dict:
    when = JUNE.replace(day=day)
    plain = {"id": key, "committee_code": "c1", "board_code": "x", "author_id": author, "kind": "talk"}
    return plain | {"created_at": when, "updated_at": when} | values


def act(key: str, about: str, author: str, kind: str, day: int, **values) -> dict:
    when = JUNE.replace(day=day, hour=12)
    plain = {"id": key, "post_id": about, "committee_code": "c1", "author_id": author, "kind": kind}
    return plain | {"created_at": when, "updated_at": when} | values


@pytest.fixture
def town(tmp_path) -> str:
    """Three posts of a campaign, one withdrawn, with comments, praise and what is neither; and links that lead nowhere."""
    return made(
        f"sqlite:///{tmp_path / 'platform.db'}",
        membership=[member(n) for n in (1, 2, 3)] + [member(9, is_excluded=True)],
        campaign=[
            {
                "code": "k",
                "name": "大扫除",
                "kind": "health",
                "starts_on": date(2017, 6, 2),
                "ends_on": date(2017, 6, 1),
            },
            {"code": "l", "name": "别的", "kind": "quiz", "starts_on": date(2017, 6, 2)},
        ],
        campaign_post=[
            {"campaign_code": code, "post_id": key}
            for code, key in (("k", "p1"), ("k", "p2"), ("k", "p3"), ("k", "gone"), ("m", "p1"))
        ],
        campaign_committee=[{"campaign_code": "k", "committee_code": "nowhere"}],
        campaign_photo=[{"id": "f", "campaign_code": "m", "phase": "later", "url": "a.png"}],
        post=[
            post("p1", "r1", 2),
            post("p2", "committee", 4, author_role="committee"),
            post("p3", "r2", 3, withdrawn_at=JUNE),
        ],
        interaction=[
            act("a1", "p1", "r2", "comment", 3),
            act("a2", "p1", "r2", "reply", 5),
            act("a3", "p2", "r2", "praise", 5),
            act("a4", "p2", "r2", "praise", 6),
            act("a5", "p2", "r3", "like", 5),
            act("a6", "p1", "r1", "praise", 5),  # his own
            act("a7", "p2", "r9", "comment", 5),  # a test account
            act("a8", "p3", "r3", "comment", 5),  # on a withdrawn post
            act("a9", "p2", "committee", "comment", 5, author_role="committee"),
        ],
    )


def test_posts_persons_and_praise_count_once_each_from_their_first_day(town, tmp_path):
    there = contents(_refreshed(town, tmp_path))["campaign_day"]
    days = {row[1].day: row[2:] for row in there}
    assert {row[0] for row in there} == {"k"}
    assert days == {2: (1, 1, 0), 3: (1, 2, 0), 4: (2, 2, 0), 5: (2, 2, 1)}


def test_what_is_wrong_with_campaigns_is_told(town, tmp_path):
    found = {
        (kind, source, place) for kind, source, place, *_ in contents(_refreshed(town, tmp_path))["defect"]
    }
    assert {
        ("unknown_post", "campaign_post", "k"),
        ("unknown_campaign", "campaign_post", "m"),
        ("unknown_committee", "campaign_committee", "k"),
        ("unknown_campaign", "campaign_photo", "f"),
        ("unknown_value", "campaign_photo", "f"),
        ("unknown_value", "campaign", "l"),
        ("ends_before_start", "campaign", "k"),
    } <= found


def test_a_later_run_counts_what_has_come_and_gone(town, tmp_path):
    url = _refreshed(town, tmp_path)
    engine = create_engine(town)
    now = datetime(2017, 7, 16, 20)
    with engine.begin() as connection:
        gone = platform.interaction.c.id == "a1"
        connection.execute(update(platform.interaction).where(gone).values(withdrawn_at=now, updated_at=now))
        link = {"campaign_code": "l", "post_id": "p2", "updated_at": now}
        connection.execute(insert(platform.campaign_post).values(link))
    engine.dispose()
    refreshed(town, url, now=datetime(2017, 7, 17, 1))
    assert differences(contents(url), rebuilt(town, tmp_path, datetime(2017, 7, 17, 1))) == {}
    with store_engine(url).connect() as connection:
        code = store.campaign_day.c.campaign_code
        assert set(connection.scalars(select(code))) == {"k", "l"}


def _refreshed(url: str, folder) -> str:
    there = f"sqlite:///{folder / 'store.db'}"
    refreshed(url, there, "full")
    return there
