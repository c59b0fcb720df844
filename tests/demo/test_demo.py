"""The demonstration town holds the facts of the source, counted here by SQL of its own."""

import sqlite3
from contextlib import closing
from itertools import combinations

import pytest

from data_access import demo, platform
from data_access.demo import town

END = "2017-07-17 00:00:00"
MONTH = "2017-06-17 00:00:00"

PRELUDE = f"""
create temp view bound as
select m.*, coalesce(m.committee_code, n.committee_code) as place
from membership m
left join building b on b.code = m.building_code
left join neighbourhood n on n.code = b.neighbourhood_code
where m.is_excluded = 0 and m.verified_at < '{END}' and (m.ended_at is null or m.ended_at >= '{END}');
create temp view registered as select bound.* from bound join committee c on c.code = bound.place;
create temp view shown as
select distinct place, resident_id from registered where is_party_member = 1 and identity_shown_at < '{END}';
"""

INTERACTION = f"""
select place, sum(min(acts, 5)) from (
  select s.place, i.author_id, count(*) as acts
  from interaction i join shown s on s.resident_id = i.author_id
  where i.kind in ('comment', 'reply', 'vote') and i.withdrawn_at is null
    and i.created_at >= '{MONTH}' and i.created_at < '{END}'
  group by s.place, i.author_id, substr(i.created_at, 1, 10))
group by place
"""
POSITIVE = f"""
select p.committee_code, count(*) from post p
where p.is_positive = 1 and p.author_role in ('committee', 'party_member') and p.withdrawn_at is null
  and p.created_at >= '{MONTH}' and p.created_at < '{END}'
  and exists (select 1 from interaction i where i.post_id = p.id and i.kind in ('comment', 'reply')
    and i.author_role in ('resident', 'party_member') and i.author_id <> p.author_id
    and i.withdrawn_at is null and i.created_at < '{END}')
group by 1
"""
PRAISE = f"""
select p.committee_code, count(distinct i.author_id || ' ' || i.post_id)
from interaction i join post p on p.id = i.post_id
where i.kind = 'praise' and i.author_id <> p.author_id and i.withdrawn_at is null
  and i.author_role in ('resident', 'party_member')
  and i.created_at >= '{MONTH}' and i.created_at < '{END}'
group by 1
"""


@pytest.fixture(scope="module")
def rows(demo_file):
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        connection.executescript(PRELUDE)
        yield lambda statement, *values: connection.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def one(rows):
    return lambda statement, *values: rows(statement, *values)[0][0]


def test_it_has_the_town_of_the_source(one):
    assert one("select count(*) from committee where kind = 'residents' and valid_to is null") == 41
    assert one("select count(distinct resident_id) from registered") == 12_530
    assert one("select count(distinct resident_id) from registered where is_party_member = 1") == 1_797
    assert one("select last_day from demonstration") == "2017-07-16"
    assert one("select min(verified_at) from registered") >= "2017-05-01"


def test_a_few_dozen_persons_belong_to_two_committees(one):
    in_each = one("select sum(n) from (select count(distinct resident_id) n from registered group by place)")
    assert 20 <= in_each - 12_530 <= 80


def test_a_few_persons_have_moved_to_another_committee(one):
    moved = (
        "select count(distinct r.resident_id) from registered r join membership m on m.resident_id = r.resident_id "
        "and m.ended_at is not null and m.committee_code <> r.place"
    )
    assert 5 <= one(moved) <= 20


def test_close_to_four_hundred_department_members_joined_besides(rows, one):
    joined = rows(
        "select d.block, count(distinct b.resident_id) from bound b join department d on d.code = b.department_code "
        "where b.is_party_member = 1 group by 1"
    )
    assert sum(n for _, n in joined) == 396
    assert {block for block, _ in joined} == set(platform.BLOCKS)
    assert (
        one("select count(*) from bound where department_code is not null and committee_code is not null")
        == 0
    )


def test_it_has_nine_boards(rows):
    names = [
        "社区公告",
        "党建园地",
        "办事指南",
        "议事厅",
        "身边事",
        "互助",
        "闲置物品",
        "邻里交流",
        "社区服务",
    ]
    assert sorted(name for [name] in rows("select name from board")) == sorted(names)


@pytest.mark.parametrize(
    "statement", [INTERACTION, POSITIVE, PRAISE], ids=["interaction", "positive", "praise"]
)
def test_luonan_is_first_in_each_party_ranking(rows, statement):
    shown = dict(rows("select place, count(*) from shown group by 1"))
    counts = dict(rows(statement))
    ranked = {code for code, members in shown.items() if members >= 10}
    raw = sorted((counts.get(code, 0) for code in ranked - {town.LUONAN}), reverse=True)
    rate = sorted((counts.get(code, 0) / shown[code] for code in ranked - {town.LUONAN}), reverse=True)
    assert raw[0] < counts[town.LUONAN] < 4 * raw[0]
    assert rate[0] < counts[town.LUONAN] / shown[town.LUONAN] < 2 * rate[0]
    assert 30 <= len(ranked) < 41


def test_only_the_daily_cap_keeps_the_chatty_from_leading(rows):
    uncapped = dict(rows(INTERACTION.replace("min(acts, 5)", "acts")))
    capped = dict(rows(INTERACTION))
    assert max(uncapped, key=lambda code: uncapped[code]) == town.CHATTY
    assert max(capped, key=lambda code: capped[code]) == town.LUONAN


def test_some_members_act_in_another_committee(one):
    elsewhere = (
        "select count(*) from interaction i join post p on p.id = i.post_id join membership m on m.resident_id = i.author_id "
        "where i.author_role = 'party_member' and m.is_excluded = 0 and m.committee_code <> i.committee_code"
    )
    assert one(elsewhere) > 50
    assert (
        one(
            "select count(*) from interaction i join post p on p.id = i.post_id where p.committee_code <> i.committee_code"
        )
        == 0
    )


def test_three_committees_have_stood_still_for_three_days(rows):
    moving = rows("select distinct place from registered where verified_at >= '2017-07-14 00:00:00'")
    still = {code for [code] in rows("select code from committee")} - {code for [code] in moving}
    assert still == set(town.STALLED)


def test_coverage_is_worth_a_sentence(rows):
    own = dict(rows("select area_code, occupied_households from household_base h where area_code in (select code from committee) "
                    "and valid_from = (select max(valid_from) from household_base where area_code = h.area_code)"))  # fmt: skip
    parts = dict(rows("select committee_code, sum(occupied_households) from household_base h join (select code, committee_code from "
                      "neighbourhood union all select b.code, n.committee_code from building b join neighbourhood n "
                      "on n.code = b.neighbourhood_code) a on a.code = h.area_code where valid_from = (select max(valid_from) "
                      "from household_base where area_code = h.area_code) group by 1"))  # fmt: skip
    bound = dict(rows("select place, count(distinct household_id) from registered group by 1"))
    base = {code: own.get(code) or parts[code] for code in bound if code != town.BASE_UNKNOWN}
    assert 0.21 <= sum(bound[code] for code in base) / sum(base.values()) <= 0.30
    assert all(bound[code] < base[code] for code in base)
    assert base[town.NEW_ESTATE] < 50
    assert 1.33 <= 12_530 / sum(bound.values()) <= 1.48


def test_sizes_are_skewed_like_those_of_real_committees(rows):
    sizes = sorted(n for [n] in rows("select count(distinct resident_id) from registered group by place"))
    assert sizes[0] >= 20
    assert sizes[1] >= 60
    assert sizes[-1] <= 900
    assert sum(sizes) / len(sizes) > sizes[len(sizes) // 2]


def test_outreach_has_three_batches_of_training_and_over_300_staff(rows, one):
    assert one("select sum(staff) from outreach_event") == 318
    assert one("select count(*) from outreach_event where kind = 'training' and committee_code is null") == 3
    assert (
        one("select count(*) from outreach_event where committee_code is null and title like '%卫生创建%'")
        == 1
    )
    assert 100 <= one("select count(*) from outreach_event where committee_code is not null") <= 130


def test_jinfeng_shows_its_caring_exhibition(one):
    assert (
        one("select count(*) from post where committee_code = ? and title like '%关爱残疾人%'", town.JINFENG)
        == 3
    )


def test_qinan_built_its_works_in_some_ten_days_after_changing_the_plans(rows, one):
    built = rows(
        "select s.entered_on, c.entered_on, julianday(c.entered_on) - julianday(s.entered_on) from project p "
        "join project_stage s on s.project_id = p.id and s.stage = 'started' "
        "join project_stage c on c.project_id = p.id and c.stage = 'completed' "
        "where p.committee_code = ? and p.programme = 'ten_small'",
        town.QINAN,
    )
    assert len(built) == 6
    assert all(days <= 12 and done <= "2017-07-16" for _, done, days in built)
    changed = rows(
        "select a.clauses <> b.clauses from plan_revision a join plan_revision b on b.project_id = a.project_id "
        "and b.version = 2 join project p on p.id = a.project_id where a.version = 1 and p.committee_code = ?",
        town.QINAN,
    )
    assert changed == [(1,)] * 6
    buildings = rows(
        "select b.name from project p join project_building x on x.project_id = p.id join building b on b.code = x.building_code "
        "where p.title like '祁南一村1–16号无障碍坡道'"
    )
    assert [name for [name] in buildings] == [f"{n}号楼" for n in range(1, 17)]


def test_works_cover_every_kind_stage_exit_and_rule(rows, one):
    assert 60 <= one("select count(*) from project") <= 120
    assert {k for [k] in rows("select kind from project")} >= set(platform.PROJECT_KINDS)
    assert {s for [s] in rows("select stage from project_stage where entered_on is not null")} == {
        *platform.STAGES,
        *platform.EXITS,
    }
    assert {r for [r] in rows("select rule from project_vote")} == set(platform.VOTE_RULES)
    assert {v for [v] in rows("select verdict from opinion")} >= set(platform.VERDICTS)
    assert 1_000 <= one("select count(*) from opinion") <= 1_500
    assert {k for [k] in rows("select kind from interaction")} >= set(platform.INTERACTION_KINDS)
    assert {k for [k] in rows("select kind from outreach_event")} >= set(platform.OUTREACH_KINDS)
    assert {k for [k] in rows("select kind from post")} >= set(platform.POST_KINDS)


def test_most_adopted_opinions_name_the_clause_that_they_changed(rows):
    texts = {
        (project, version, key): text
        for project, version, key, text in rows(
            "select r.project_id, r.version, json_extract(c.value, '$.key'), json_extract(c.value, '$.text') "
            "from plan_revision r, json_each(r.clauses) c where json_valid(r.clauses)"
        )
    }
    named = rows("select project_id, plan_version, clause_key from opinion where plan_version is not null")
    known = [n for n in named if (n[0], n[1] - 1, n[2]) in texts]
    assert len(known) > 300
    assert all(texts[p, v, k] != texts[p, v - 1, k] for p, v, k in known)


def test_there_are_about_a_hundred_thousand_acts_in_a_plausible_order(one):
    acts = sum(one(f"select count(*) from {table}") for table in ("post", "interaction", "visit"))
    assert 85_000 <= acts <= 115_000
    assert (
        one(
            "select count(*) from interaction i join post p on p.id = i.post_id where i.created_at < p.created_at"
        )
        == 0
    )
    too_early = (
        "select count(*) from interaction i join (select resident_id, min(verified_at) since from membership group by 1) m "
        "on m.resident_id = i.author_id where i.author_role <> 'department' and i.created_at < m.since"
    )
    assert one(too_early) == 0
    problems = one("select count(*) from post where kind = 'problem'")
    assert 5 <= problems / 41 / 2.5 <= 6


def test_some_branches_are_silent(rows):
    acting = (
        "select distinct m.party_branch_code from membership m join ("
        "select author_id as who, created_at as at from post union all "
        "select author_id, created_at from interaction where kind <> 'like' and kind <> 'praise' union all "
        "select visitor_id, visited_at from visit) a on a.who = m.resident_id "
        "where a.at >= '2017-07-03 00:00:00' and m.party_branch_code is not null"
    )
    active = {code for [code] in rows(acting)}
    silent = [code for [code] in rows("select distinct code from party_branch") if code not in active]
    assert 5 <= len(silent) <= 40


def test_nothing_was_changed_after_the_last_day(rows):
    for table in platform.contract.sorted_tables:
        if "updated_at" in table.columns:
            [[latest, count]] = rows(f"select max(updated_at), count(*) from {table.name}")
            assert count
            assert latest < END, table.name


def test_every_photo_and_drawing_lies_in_the_folder(rows, demo_file):
    folder = demo_file.with_name(f"{demo_file.name}.photos")
    named = rows(
        "select url from project_photo union select url from campaign_photo union select drawing_url from plan_revision where drawing_url is not null"
    )
    assert {url for [url] in named} <= {file.name for file in folder.iterdir()}
    assert sum(file.stat().st_size for file in folder.iterdir()) < 6_000_000


def test_ids_and_codes_are_unique_across_areas(one):
    everywhere = "select code from committee union all select code from neighbourhood union all select code from building"
    assert one(f"select count(*) - count(distinct code) from ({everywhere})") == 0


def test_the_administrators_indexes_are_there(rows):
    present = {name for [name] in rows("select name from sqlite_master where type = 'index'")}
    assert {name for name, _, _ in demo.INDEXES} <= present
    assert "ix_interaction_updated_at" in present


def test_planted_households_exceed_the_usual_flow(demo_file, rows):
    """The three days of events that brought households stand out by about as many as were planted."""
    first = "select place, household_id, min(verified_at) as at from registered where household_id is not null group by 1, 2"
    daily = {(c, d): n for c, d, n in rows(f"select place, date(at), count(*) from ({first}) group by 1, 2")}
    events = dict(
        rows(
            "select id, committee_code || ' ' || held_on from outreach_event where committee_code is not null"
        )
    )
    brought = {True: [0.0, 0], False: [0.0, 0]}
    for event, planted in demo.planted_effects().items():
        committee, held_on = events[event].split()
        [[*near]] = rows(
            "select date(?, '-7 days'), date(?, '-1 day'), date(?, '+2 days')", held_on, held_on, held_on
        )
        before = sum(n for (c, d), n in daily.items() if c == committee and near[0] <= d <= near[1])
        during = sum(n for (c, d), n in daily.items() if c == committee and held_on <= d <= near[2])
        brought[planted > 0][0] += during - before * 3 / 7
        brought[planted > 0][1] += planted
    assert brought[True][1] > 500
    assert brought[True][0] == pytest.approx(brought[True][1], rel=0.2)
    assert abs(brought[False][0]) < 0.2 * brought[True][0]


def test_about_a_third_of_the_events_brought_nobody():
    planted = list(demo.planted_effects().values())
    assert 0.2 <= sum(n == 0 for n in planted) / len(planted) <= 0.45


def test_few_events_of_a_committee_are_too_near_each_other(rows):
    held = rows(
        "select committee_code, julianday(held_on) from outreach_event where committee_code is not null"
    )
    near = sum(a[0] == b[0] and abs(a[1] - b[1]) < 10 for a, b in combinations(held, 2))
    assert 3 <= near <= 12


def test_nobody_writes_and_no_office_answers_in_the_small_hours(rows):
    hours = rows(
        "select substr(moment, 12, 2), count(*) from (select received_at as moment from opinion"
        " union all select answered_at from opinion where answered_at is not null) group by 1"
    )
    by_hour = {int(hour): count for hour, count in hours}
    assert sum(count for hour, count in by_hour.items() if hour < 6) == 0
    assert by_hour[20] > by_hour[6] > 0
