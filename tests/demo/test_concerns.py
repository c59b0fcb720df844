"""What residents say in the demonstration: hot topics, official answers, cases and campaigns, counted by SQL of its own."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import chinese_calendar
import pytest

from data_access.demo import matters, moments, office, town
from data_access.settings import Settings

ASKING = "kind in ('problem', 'question', 'suggestion')"
USUAL = "substr(id, 1, 2) <> 'cx'"


@pytest.fixture(scope="module")
def rows(demo_file):
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        yield lambda statement, *values: connection.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def one(rows):
    return lambda statement, *values: rows(statement, *values)[0][0]


def talking(rows, words: tuple[str, ...], week_to: str) -> int:
    """Distinct residents and party members who wrote, in the 7 days to a day, under titles with one of the words."""
    since = str(date.fromisoformat(week_to) - timedelta(days=6))
    about = " or ".join(f"title like '%{word}%'" for word in words)
    [[count]] = rows(
        f"with about as (select * from post where {about}) select count(distinct author_id) from "
        "(select author_id, author_role, created_at from about union all select i.author_id, i.author_role, i.created_at "
        "from interaction i join about on about.id = i.post_id where i.kind in ('comment', 'reply')) "
        "where author_role in ('resident', 'party_member') and date(created_at) between ? and ?",
        since,
        week_to,
    )
    return count


@pytest.mark.parametrize(
    ("words", "before", "hot", "later"),
    [
        (("积水", "下水道", "雨水"), "2017-06-06", "2017-06-16", "2017-07-10"),
        (("电瓶车", "充电"), "2017-06-19", "2017-06-29", "2017-07-13"),
        (("停电", "跳闸", "停水", "水压"), "2017-07-08", "2017-07-16", None),
    ],
    ids=["plum rains", "charging indoors", "power cuts that go on"],
)
def test_topics_become_hot_and_cool_down(rows, words, before, hot, later):
    usual, risen = talking(rows, words, before), talking(rows, words, hot)
    assert risen > 3 * usual
    assert risen >= usual + 10
    assert later is None or talking(rows, words, later) < risen / 2


def test_a_topic_is_answered_by_the_department_whose_work_its_matter_is():
    whose = {
        category: topic.department
        for topic in Settings().topics_of(demonstration=True)
        for category in topic.categories
    }
    assert {matter.names[0]: whose[matter.names[0]] for matter in matters.MATTERS} == {
        matter.names[0]: matter.department for matter in matters.MATTERS
    }
    assert not any(topic.department for topic in Settings().topics_of(demonstration=False))


def test_qinan_talks_of_illegal_structures_when_its_own_are_pulled_down(rows):
    about = f"select count(*), sum(title like '%违%') from post where {ASKING} and committee_code = ? and "
    [[every, of_it]] = rows(about + "date(created_at) between '2017-06-30' and '2017-07-05'", town.QINAN)
    [[before, of_it_before]] = rows(about + "date(created_at) < '2017-06-25'", town.QINAN)
    assert of_it / every > 0.3 > 3 * of_it_before / before


def test_the_platform_files_some_posts_under_a_topic_not_always_by_the_same_name(rows, one):
    filed = one(f"select avg(category is not null) from post where {ASKING}")
    assert 0.35 < filed < 0.55
    names = {name for [name] in rows("select distinct category from post where category is not null")}
    assert {"停车", "停车问题", "电瓶车充电", "电动车充电", "其他"} <= names


def test_every_first_official_reply_on_record_was_written_by_an_official(rows):
    """A withdrawn post may have lost its answer."""
    unwritten = rows(
        "select p.id from post p where p.first_official_reply_at is not null and p.withdrawn_at is null and not exists "
        "(select 1 from interaction i where i.post_id = p.id and i.created_at = p.first_official_reply_at "
        "and i.kind = 'reply' and i.author_role in ('committee', 'department'))"
    )
    assert unwritten == []
    earlier = rows(
        f"select p.id from post p join interaction i on i.post_id = p.id where p.{ASKING} and i.kind = 'reply' "
        "and i.author_role in ('committee', 'department') and i.created_at < p.first_official_reply_at"
    )
    assert earlier == []


def test_departments_answer_what_is_their_work(rows):
    members = (
        "select d.name, count(*) from post p join interaction i on i.post_id = p.id and i.created_at = p.first_official_reply_at "
        "join membership m on m.resident_id = i.author_id join department d on d.code = m.department_code "
        "where p.{asking} and i.author_role = 'department' and p.title like ? group by 1"
    )
    floods = dict(rows(members.format(asking=ASKING), "%积水%"))
    assert max(floods, key=floods.__getitem__) == "水务管理站"


def test_cases_are_as_many_as_reported_and_skewed(rows):
    counts = sorted(
        n for [n] in rows(f"select count(*) from case_file where {USUAL} group by committee_code")
    )
    assert len(counts) == 41
    assert 5 < sum(counts) / 41 / 2.2 < 6
    assert sum(counts) / 41 >= counts[20]
    assert counts[-1] > 2 * counts[20]


def test_cases_go_their_way_in_order_and_in_office_hours(rows):
    steps = "received_at, accepted_at, dispatched_at, signed_at, first_contacted_at, closed_at"
    for received, accepted, dispatched, signed, contacted, closed in rows(
        f"select {steps} from case_file where {USUAL}"
    ):
        handed = [step for step in (received, accepted, dispatched, signed) if step]
        assert handed == sorted(handed)
        assert closed is None or max(handed) <= closed
        for step in (accepted, dispatched, signed, contacted, closed):
            assert step is None or "08:30" <= step[11:16] <= "17:30"
            assert step is None or chinese_calendar.is_workday(date.fromisoformat(step[:10]))


def test_cases_stand_at_every_point_of_their_way(one):
    count = "select count(*) from case_file where {usual} and "
    assert one(count.format(usual=USUAL) + "accepted_at is null") > 5
    assert one(count.format(usual=USUAL) + "closed_at is null and date(received_at) < '2017-06-30'") > 5
    assert one(count.format(usual=USUAL) + "deferred_until is not null") > 8
    assert one(count.format(usual=USUAL) + "is_sensitive = 1") in range(3, 9)
    assert one(count.format(usual=USUAL) + "rating <= 3") > 10
    assert one(
        "select count(*) from (select case_id from case_event where kind = 'returned' group by 1 having count(*) = 2)"
    )
    assert one("select count(distinct kind) from case_event where kind in ('returned', 'reworked', 'deferred', 'urged')") == 4  # fmt: skip


def test_the_calendar_of_that_spring_is_the_state_councils(rows):
    for number in range(moments.DAYS - 1):
        today = moments.FIRST_DAY + timedelta(days=number)
        end = office.end_after(number * moments.DAY, 1)
        following = today + timedelta(days=1)
        while not chinese_calendar.is_workday(following):
            following += timedelta(days=1)
        assert moments.moment(end) == f"{following} 23:59:59"


def test_the_whole_town_cleans_up_and_jinfeng_is_praised(rows, one):
    assert rows("select committee_code from campaign_committee") == [(town.JINFENG,)]
    cleaned = "select count(distinct committee_code) from campaign_post c join post p on p.id = c.post_id where campaign_code = 'health-2017'"
    assert one(cleaned) == 41
    praised = (
        "select count(distinct i.author_id || i.post_id) from campaign_post c join interaction i on i.post_id = c.post_id "
        "where campaign_code = 'caring-2017' and i.kind = 'praise'"
    )
    assert one(praised) > 60
    phases = dict(rows("select campaign_code, count(distinct phase) from campaign_photo group by 1"))
    assert phases["health-2017"] == 3


def test_visits_are_of_real_buildings_and_partly_of_bound_households(one):
    assert one("select count(*) from visit where building_code not in (select code from building)") == 0
    assert one("select avg(building_code is not null) from visit") > 0.8
    moved = (
        "select count(*) from visit v join membership m on m.household_id = v.household_id "
        "where v.building_code <> m.building_code"
    )
    bound = "select count(*) from visit v where household_id in (select household_id from membership)"
    assert 500 < one(bound) < 3_000
    assert one(moved) < 30


def test_only_a_handful_of_posts_is_sensitive(rows):
    titles = [title for [title] in rows("select title from post where is_sensitive = 1")]
    assert 4 <= len(titles) <= 9
    assert set(titles) <= set(matters.SENSITIVE)
