"""Each planted defect is there as often as it says, found by SQL of its own."""

import sqlite3
from contextlib import closing

import pytest

from data_access import demo
from data_access.demo import defects

END = "2017-07-17 00:00:00"
ORDER = "case s.stage when 'proposed' then 1 when 'approved' then 2 when 'design_published' then 3 when 'consulting' then 4 when 'confirmed' then 5 when 'started' then 6 when 'completed' then 7 when 'evaluated' then 8 end"
OUTSIDE = "(longitude not between 121.2 and 121.5 or latitude not between 31.3 and 31.5)"
PLACES = "(select longitude, latitude, crs from project union all select longitude, latitude, crs from neighbourhood union all select longitude, latitude, crs from committee)"

FOUND = {
    "unknown_committee": "select (select count(*) from membership where committee_code not in (select code from committee)) "
    "+ (select count(*) from post where committee_code not in (select code from committee)) "
    "+ (select count(*) from case_file where committee_code not in (select code from committee))",
    "unknown_board": "select count(*) from post where board_code not in (select code from board)",
    "unknown_department": "select count(*) from (select department_code from membership union all select department_code from case_file) "
    "where department_code not in (select code from department)",
    "orphan_building": "select count(*) from building where neighbourhood_code not in (select code from neighbourhood)",
    "unknown_building": "select count(*) from membership where building_code not in (select code from building)",
    "building_elsewhere": "select count(*) from membership m join building b on b.code = m.building_code "
    "join neighbourhood n on n.code = b.neighbourhood_code where m.committee_code <> n.committee_code",
    "verified_before_applied": "select count(*) from membership where verified_at < applied_at",
    "ended_before_verified": "select count(*) from membership where ended_at < verified_at",
    "future_time": f"select (select count(*) from membership where applied_at >= '{END}' or verified_at >= '{END}') + "
    f"(select count(*) from post where created_at >= '{END}') + (select count(*) from case_file where received_at >= '{END}') + (select count(*) from interaction where created_at >= '{END}')",
    "base_not_positive": "select count(*) from household_base where occupied_households <= 0",
    "bound_above_base": "select count(*) from (select b.area_code from household_base b join membership m on m.building_code = b.area_code "
    f"where m.verified_at < '{END}' and (m.ended_at is null or m.ended_at >= '{END}') and m.is_excluded = 0 "
    "and b.valid_from = (select max(valid_from) from household_base where area_code = b.area_code) "
    "group by b.area_code having count(distinct m.household_id) > b.occupied_households)",
    "coordinates_missing": f"select count(*) from {PLACES} where longitude is null",
    "coordinates_without_crs": f"select count(*) from {PLACES} where crs is null and longitude is not null",
    "coordinates_swapped": f"select count(*) from {PLACES} where latitude > 90",
    "coordinates_outside": f"select count(*) from {PLACES} where {OUTSIDE} and latitude < 90",
    "stages_out_of_order": "select count(distinct s.project_id) from project_stage s join project_stage p on p.project_id = s.project_id "
    f"and p.entered_on > s.entered_on and {ORDER} > {ORDER.replace('s.stage', 'p.stage')}",
    "stage_in_future": "select count(*) from project_stage where entered_on > '2017-07-16'",
    "votes_above_eligible": "select count(*) from project_vote where voted > eligible_households",
    "favour_above_voted": "select count(*) from project_vote where in_favour > voted",
    "declined_without_reason": "select count(*) from opinion where verdict = 'declined' and reason is null",
    "answered_before_received": "select count(*) from opinion where answered_at < received_at",
    "verdict_undated": "select count(*) from opinion where verdict in ('adopted', 'partly', 'declined') and answered_at is null",
    "unknown_value": "select (select count(*) from post where kind = 'gossip' or author_role = 'property') "
    "+ (select count(*) from interaction where kind = 'tip') + (select count(*) from outreach_event where kind = 'parade') "
    "+ (select count(*) from project where kind = 'fountain') + (select count(*) from opinion where verdict = 'perhaps') "
    "+ (select count(*) from neighbourhood where crs = 'cgcs2000') + (select count(*) from campaign where kind = 'sport') "
    "+ (select count(*) from campaign_photo where phase = 'later') + (select count(*) from case_event where kind = 'forgotten') "
    "+ (select count(*) from case_file where kind = 'rumour' or result = 'lost')",
    "json_malformed": "select (select count(*) from plan_revision where not json_valid(clauses)) "
    "+ (select count(*) from neighbourhood where not json_valid(boundary))",
    "closed_before_received": "select count(*) from case_file where closed_at < received_at",
    "due_before_received": "select count(*) from case_file where due_at < received_at",
    "result_without_closing": "select count(*) from case_file where result is not null and closed_at is null",
    "unknown_case": "select count(*) from case_event where case_id not in (select id from case_file)",
    "unknown_campaign": "select (select count(*) from campaign_photo where campaign_code not in (select code from campaign)) "
    "+ (select count(*) from campaign_post where campaign_code not in (select code from campaign))",
}


@pytest.fixture(scope="module")
def connection(demo_file):
    with closing(sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.mark.parametrize("defect", sorted(FOUND))
def test_as_many_as_planted(connection, defect):
    assert connection.execute(FOUND[defect]).fetchone()[0] == demo.PLANTED[defect]


def test_control_characters(connection):
    texts = connection.execute(
        "select title from post union all select body from opinion union all select note from project_stage"
    )
    bad = sum(any(ord(sign) < 32 for sign in text or "") for [text] in texts)
    assert bad == demo.PLANTED["control_characters"]


def test_every_defect_is_counted_here():
    assert set(FOUND) | {"control_characters"} == set(demo.PLANTED)


def test_texts_to_be_redacted_are_there(connection):
    bodies = [body for [body] in connection.execute("select body from opinion")]
    assert (
        sum(any(words in body for words in defects.PERSONAL) for body in bodies)
        == defects.TO_REDACT["opinion"]
    )
    titles = "title like '%13901234567%' or title like '%A·56789%' or title like '%402室%'"
    assert connection.execute(f"select count(*) from post where {titles}").fetchone() == (
        defects.TO_REDACT["post"],
    )
    titles = "title like '%13812345678%' or title like '%B·12345%'"
    assert connection.execute(f"select count(*) from case_file where {titles}").fetchone() == (
        defects.TO_REDACT["case_file"],
    )
