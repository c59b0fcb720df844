"""What the store counts of topics: by hand, and by a second, slow count of the platform's rows."""

import random
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, delete, select, text, update

from data_access import platform, store
from data_access.database import store_engine
from data_access.settings import Settings, Topic
from data_access.store import OTHER, TOWN
from tests.refresh.town import contents, differences, made, member, rebuilt, refreshed
from tests.topics.rule import topics_of

AT = datetime(2017, 7, 10, 9)
TOPICS = Settings().topics


def post(number: int, title: str, **values) -> dict:
    row = {"id": f"p{number}", "committee_code": "c1", "board_code": "x", "author_id": "r1", "title": title,
           "kind": "problem", "created_at": AT, "updated_at": AT}  # fmt: skip
    return row | values


def act(number: int, on: str, by: str, kind: str = "comment", **values) -> dict:
    row = {"id": f"i{number}", "post_id": on, "committee_code": "c1", "author_id": by, "kind": kind,
           "author_role": "resident", "created_at": AT, "updated_at": AT}  # fmt: skip
    return row | values


@pytest.fixture
def town(tmp_path):
    """Parking: r1's post in c1 with r2 (comment, and once more), r3 (only a like), r9 (excluded), a committee's reply and r4's
    comment withdrawn; the committee's own notice; r2 again in c2. Noise, and nothing: one post each of r3, that of noise
    withdrawn."""
    rows = {
        "membership": [*(member(n) for n in range(1, 5)), member(9, is_excluded=True)],
        "post": [
            post(1, "停车太乱"),
            post(2, "关于停车的通知", author_id="s1", author_role="committee", kind="notice"),
            post(3, "车位不够", committee_code="c2"),
            post(4, "噪音", author_id="r3", withdrawn_at=AT),
            post(5, "今天的晚霞", author_id="r3", kind="talk"),
        ],
        "interaction": [
            act(1, "p1", "r2"),
            act(2, "p1", "r2", "reply", created_at=AT + timedelta(days=3)),
            act(3, "p1", "r3", "like"),
            act(4, "p1", "r9"),
            act(5, "p1", "s1", "reply", author_role="committee"),
            act(6, "p1", "r4", withdrawn_at=AT),
            act(7, "p3", "r2", created_at=AT + timedelta(days=1)),
            act(8, "p4", "r2"),
        ],
    }
    return made(f"sqlite:///{tmp_path / 'platform.db'}", **rows)


def counts(store_url: str, topic: str, area: str) -> dict[int, tuple[int, int]]:
    """Participants and posts by the day of July."""
    engine, row = store_engine(store_url), store.topic_day.c
    with engine.connect() as connection:
        found = connection.execute(
            select(row.day, row.participants, row.posts).where(row.topic == topic, row.area_code == area)
        )
        days = {day.day: (persons, posts) for day, persons, posts in found}
    engine.dispose()
    return days


def topics_of_concerns(store_url: str) -> set[tuple[str, str]]:
    engine = store_engine(store_url)
    with engine.connect() as connection:
        found = set(map(tuple, connection.execute(select(store.concern_topic))))
    engine.dispose()
    return found


def test_who_posts_or_comments_takes_part_for_seven_days(town, sqlite_url):
    refreshed(town, sqlite_url)
    # c1: r1's post counts to the 16th, r2's reply of the 13th beyond it; both posts to the 16th, the last day
    assert counts(sqlite_url, "parking", "c1") == dict.fromkeys(range(10, 17), (2, 2))
    assert counts(sqlite_url, "parking", "c2") == {10: (1, 1)} | dict.fromkeys(range(11, 17), (2, 1))
    assert counts(sqlite_url, "parking", TOWN) == dict.fromkeys(range(10, 17), (2, 3))
    assert counts(sqlite_url, OTHER, "c1") == dict.fromkeys(range(10, 17), (1, 1))
    assert counts(sqlite_url, "noise", TOWN) == {}
    later = datetime(2017, 7, 20, 12)
    refreshed(town, sqlite_url, now=later)
    assert counts(sqlite_url, "parking", "c1") == {
        **dict.fromkeys(range(10, 17), (2, 2)),
        **dict.fromkeys(range(17, 20), (1, 0)),
    }
    assert topics_of_concerns(sqlite_url) == {("p1", "parking"), ("p3", "parking")}


CHANGES = {
    "the platform's category comes with the answer": update(platform.post)
    .where(platform.post.c.id == "p1")
    .values(
        category="电梯", first_official_reply_at=AT + timedelta(days=4), updated_at=AT + timedelta(days=4)
    ),
    "a title is written anew": update(platform.post)
    .where(platform.post.c.id == "p3")
    .values(title="电梯坏了", updated_at=AT + timedelta(days=5)),
    "a post is withdrawn": update(platform.post)
    .where(platform.post.c.id == "p1")
    .values(withdrawn_at=AT + timedelta(days=5), updated_at=AT + timedelta(days=5)),
    "a comment is dated before its post whose title changes": [
        platform.interaction.insert().values(
            **act(20, "p3", "r4", created_at=AT - timedelta(days=5), updated_at=AT + timedelta(days=4))
        ),
        update(platform.post)
        .where(platform.post.c.id == "p3")
        .values(title="噪音", updated_at=AT + timedelta(days=5)),
    ],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_incremental_run_counts_what_a_full_one_does(town, sqlite_url, tmp_path, change):
    engine = create_engine(town)
    refreshed(town, sqlite_url, now=datetime(2017, 7, 14, 12))
    for statement in change if isinstance(change, list) else [change]:
        with engine.begin() as connection:
            connection.execute(statement)
        refreshed(town, sqlite_url, now=datetime(2017, 7, 15, 12))
    engine.dispose()
    refreshed(town, sqlite_url)
    assert differences(contents(sqlite_url), rebuilt(town, tmp_path)) == {}


def test_other_topics_count_all_days_anew_at_the_next_refresh(town, sqlite_url):
    refreshed(town, sqlite_url)
    own = Topic(key="sky", name="天空", words=("晚霞",))
    assert refreshed(town, sqlite_url, topics=(own,)).changed_rows > 0
    assert counts(sqlite_url, "sky", "c1") == dict.fromkeys(range(10, 17), (1, 1))
    assert counts(sqlite_url, "parking", TOWN) == {}
    assert topics_of_concerns(sqlite_url) == {("p1", OTHER), ("p3", OTHER)}
    assert refreshed(town, sqlite_url, topics=(own,)).changed_rows == 0


def test_a_deleted_post_is_found_by_a_reconcile(town, sqlite_url, tmp_path):
    refreshed(town, sqlite_url)
    engine = create_engine(town)
    with engine.begin() as connection:
        connection.execute(delete(platform.post).where(platform.post.c.id == "p3"))
    engine.dispose()
    refreshed(town, sqlite_url, "reconcile")
    assert differences(contents(sqlite_url), rebuilt(town, tmp_path)) == {}
    assert counts(sqlite_url, "parking", "c2") == {}


TALK = """
    select p.committee_code, p.title, p.category, a.author, a.at, a.own, p.id from (
        select id as post, case when author_role in ('resident', 'party_member') then author_id end as author,
               created_at as at, 1 as own from post where withdrawn_at is null
        union all
        select post_id, author_id, created_at, 0 from interaction
        where kind in ('comment', 'reply') and author_role in ('resident', 'party_member') and withdrawn_at is null
    ) a join post p on p.id = a.post and p.withdrawn_at is null
    where a.author is null or a.author not in (
        select resident_id from membership group by resident_id having min(is_excluded) = 1)
"""


def test_days_areas_and_topics_count_as_by_going_through_the_rows(small_demo_file, small_demo_store):
    with closing(sqlite3.connect(f"file:{small_demo_file}?mode=ro", uri=True)) as connection:
        talk = [
            (code, topics_of(title, category, TOPICS), author, date.fromisoformat(at[:10]), own, one)
            for code, title, category, author, at, own, one in connection.execute(TALK)
            if at
        ]
        valid = {code for (code,) in connection.execute("select code from committee where valid_to is null")}
    with closing(sqlite3.connect(f"file:{small_demo_store}?mode=ro", uri=True)) as connection:
        stored = {
            (date.fromisoformat(day), area, topic): (persons, posts, lately)
            for day, area, topic, persons, posts, lately in connection.execute(
                "select day, area_code, topic, participants, posts, participants_3 from topic_day"
            )
        }
        days = {day for day, _, _ in stored}
    talk = [row for row in talk if row[0] in valid]
    chance = random.Random(20170716)
    keys = [topic.key for topic in TOPICS] + [OTHER]
    areas = sorted({area for _, area, _ in stored})
    random_ones = [
        (chance.choice(sorted(days)), chance.choice(areas), chance.choice(keys)) for _ in range(20)
    ]
    chosen = random_ones + chance.sample(sorted(stored), 8)
    for day, area, topic in chosen:
        window = [
            row for row in talk
            if topic in row[1] and area in (row[0], TOWN) and day - timedelta(days=6) <= row[3] <= day
        ]  # fmt: skip
        lately = {row[2] for row in window if row[3] > day - timedelta(days=3)}
        persons = {row[2] for row in window}
        expected = len(persons - {None}), sum(row[4] for row in window), len(lately - {None})
        assert stored.get((day, area, topic), (0, 0, 0)) == expected, (day, area, topic)


def test_every_concern_of_the_demonstration_has_its_topics(small_demo_file, small_demo_store):
    with closing(sqlite3.connect(f"file:{small_demo_file}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "select id, title, category from post where withdrawn_at is null and kind in ('problem', 'question', 'suggestion')"
        ).fetchall()
    expected = {(one, topic) for one, title, category in rows for topic in topics_of(title, category, TOPICS)}
    assert topics_of_concerns(f"sqlite:///{small_demo_store}") == expected


def test_the_store_says_by_which_topics_it_was_counted(town, sqlite_url):
    refreshed(town, sqlite_url)
    engine = store_engine(sqlite_url)
    with engine.connect() as connection:
        signature = connection.scalar(text('select topics from "State"'))
    engine.dispose()
    assert len(signature) == 64
