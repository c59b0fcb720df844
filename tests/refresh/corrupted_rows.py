"""The plain rows of the town that takes broken ones, as text: what the same words say on every engine."""

from datetime import date, timedelta

from data_access.platform import contract

START = date(2017, 1, 1)
"""The day of the first row."""
OUTLINE = (
    '{"type": "Polygon", "coordinates": [[[121.34,31.40],[121.36,31.40],[121.36,31.42],[121.34,31.40]]]}'
)


def row(table: str, key: str, day: date) -> dict:
    """A plain row of a table under a key of its own, changed on the day."""
    at = f"{day} 09:00:00"
    places = {"longitude": "121.35", "latitude": "31.41", "crs": "wgs84"}
    holds = {"valid_from": "2017-01-01", "valid_to": None}
    person = {"author_id": f"r{key}", "author_role": "resident"}
    rows: dict[str, dict] = {
        "committee": {"code": key, "name": "示范居委会", "kind": "residents", "boundary": OUTLINE} | places | holds,
        "neighbourhood": {"code": key, "committee_code": "c1", "name": "新村", "boundary": OUTLINE} | places | holds,
        "building": {"code": key, "neighbourhood_code": "n1", "name": "1号楼"} | holds,
        "household_base": {"area_code": f"b{key}", "valid_from": "2017-01-01", "occupied_households": "40"},
        "department": {"code": key, "name": "派出所", "block": "机关", "roster_members": "12"} | holds,
        "party_branch": {"code": key, "committee_code": "c1", "name": "支部", "roster_members": "12"} | holds,
        "board": {"code": key, "name": "公告"} | holds,
        "membership": {
            "id": key,
            "resident_id": f"r{key}",
            "household_id": f"h{key}",
            "building_code": "b1",
            "committee_code": "c1",
            "department_code": "d1",
            "party_branch_code": "z1",
            "applied_at": at,
            "verified_at": f"{day} 10:00:00",
            "ended_at": None,
            "is_party_member": "1",
            "identity_shown_at": f"{day} 11:00:00",
            "is_excluded": "0",
        },
        "post": {
            "id": key,
            "committee_code": "c1",
            "neighbourhood_code": "n1",
            "board_code": "k1",
            **person,
            "title": "标题",
            "kind": "problem",
            "is_positive": "1",
            "created_at": at,
            "first_official_reply_at": f"{day} 10:00:00",
            "withdrawn_at": None,
            "category": "停车",
            "is_sensitive": "0",
        },
        "interaction": {
            "id": key,
            "post_id": "p1",
            "committee_code": "c1",
            **person,
            "kind": "comment",
            "created_at": at,
            "withdrawn_at": None,
        },
        "visit_target": {"committee_code": "c1", "category": f"困难{key}", "households": "5", "due_on": "2017-08-01"},
        "visit": {
            "id": key,
            "committee_code": "c1",
            "category": "困难家庭",
            "household_id": f"h{key}",
            "visitor_id": "r1",
            "visited_at": at,
            "building_code": "b1",
        },
        "outreach_event": {
            "id": key, "committee_code": "c1", "kind": "stall", "title": "摆摊", "held_on": str(day), "staff": "3",
        },
        "project": {
            "id": key,
            "committee_code": "c1",
            "neighbourhood_code": "n1",
            "title": "加装坡道",
            "programme": "ten_small",
            "kind": "ramp",
            "summary": "一处坡道",
            "budget_cny": "1000.5",
            "affected_households": "12",
        }
        | places,
        "project_building": {"project_id": f"w{key}", "building_code": "b1"},
        "project_stage": {
            "project_id": f"w{key}", "stage": "proposed", "planned_on": str(day), "entered_on": str(day), "note": "好",
        },
        "plan_revision": {
            "id": key,
            "project_id": f"w{key}",
            "version": "1",
            "published_at": at,
            "summary": "初稿",
            "clauses": '[{"key": "1.1", "text": "宽一米"}]',
            "drawing_url": "a/b.pdf",
        },
        "opinion": {
            "id": key,
            "project_id": "w1",
            "household_id": f"h{key}",
            "building_code": "b1",
            "body": "路太窄",
            "received_at": at,
            "verdict": "adopted",
            "reason": "有理",
            "answered_at": f"{day} 10:00:00",
            "plan_version": "1",
            "clause_key": "1.1",
        },
        "project_vote": {
            "project_id": f"w{key}",
            "held_on": str(day),
            "eligible_households": "12",
            "voted": "10",
            "in_favour": "9",
            "eligible_area": "900.5",
            "voted_area": "800.5",
            "favour_area": "700.5",
            "rule": "civil_code_278_major",
        },
        "project_photo": {
            "id": key, "project_id": "w1", "phase": "before", "taken_on": str(day), "url": "a.png",
        },
        "project_rating": {"id": key, "project_id": "w1", "score": "5", "rated_at": at},
        "campaign": {
            "code": key, "name": "卫生创建", "kind": "health", "starts_on": str(day), "ends_on": str(day),
        },
        "campaign_post": {"campaign_code": f"g{key}", "post_id": "p1"},
        "campaign_committee": {"campaign_code": f"g{key}", "committee_code": "c1"},
        "campaign_photo": {
            "id": key, "campaign_code": "g1", "phase": "before", "taken_on": str(day), "url": "a.png",
        },
        "case_file": {
            "id": key,
            "post_id": "p1",
            "committee_code": "c1",
            "neighbourhood_code": "n1",
            "category": "停车",
            "kind": "complaint",
            "title": "车位被占",
            "source": "platform",
            "level": "town",
            "department_code": "d1",
            "is_sensitive": "0",
            "received_at": at,
            "accepted_at": f"{day} 10:00:00",
            "dispatched_at": f"{day} 10:10:00",
            "signed_at": f"{day} 10:20:00",
            "first_contacted_at": f"{day} 10:30:00",
            "due_at": f"{day} 20:00:00",
            "deferred_until": f"{day} 22:00:00",
            "replied_at": f"{day} 11:00:00",
            "closed_at": f"{day} 12:00:00",
            "result": "solved",
            "rating": "4",
        },
        "case_event": {
            "id": key, "case_id": "f1", "kind": "urged", "at": at, "department_code": "d1", "reason": "居民催问",
        },
    }  # fmt: skip
    found = rows[table]
    return found | {"updated_at": at} if "updated_at" in contract.tables[table].columns else found


def plain(rows: dict[str, list[dict]]) -> None:
    """Two committees and who lives, writes, visits and builds there."""

    def add(table: str, key: str, back: int = 100, **values) -> None:
        rows[table].append(row(table, key, date(2017, 7, 16) - timedelta(days=back)) | values)

    for code in "12":
        add("committee", f"c{code}")
        add("neighbourhood", f"n{code}", committee_code=f"c{code}")
        add("building", f"b{code}", neighbourhood_code=f"n{code}")
        add("household_base", f"{code}", area_code=f"c{code}", occupied_households="900")
        add("household_base", f"{code}b", area_code=f"b{code}", occupied_households="450")
        add("party_branch", f"z{code}", committee_code=f"c{code}")
        add("department", f"d{code}")
        add("board", f"k{code}")
        add("visit_target", code, committee_code=f"c{code}", category="困难家庭")
    for n in range(60):
        where = "12"[n % 2]
        known = {
            "committee_code": f"c{where}",
            "building_code": f"b{where}",
            "party_branch_code": f"z{where}",
        }
        department = f"d{where}" if n % 5 == 0 else None
        add(
            "membership",
            f"{n}",
            n % 18,
            **known,
            department_code=department,
            is_party_member=str(n % 3 and 1),
        )
    for n in range(100):
        where, who = f"c{'12'[n % 2]}", f"r{n % 60}"
        role = ("resident", "party_member", "committee")[n % 3]
        add("post", f"p{n}", n % 17, committee_code=where, author_id=who, author_role=role, board_code="k1",
            kind=("talk", "problem", "question", "suggestion")[n % 4])  # fmt: skip
        kind = ("comment", "reply", "vote", "praise", "like")[n % 5]
        add(
            "interaction",
            f"{n}",
            n % 15,
            committee_code=where,
            post_id=f"p{n // 2}",
            author_id=who,
            kind=kind,
        )
        add("visit", f"{n}", n % 16, committee_code=where, visitor_id=who)
    add("project", "w1", 60)
    add("project_building", "1", 60, project_id="w1")
    add("project_vote", "1", 20, project_id="w1")
    add("plan_revision", "1", 40, project_id="w1")
    for n, stage in enumerate(("proposed", "approved", "design_published", "consulting")):
        add("project_stage", "1", 60 - n, project_id="w1", stage=stage)
    for table in ("opinion", "project_photo", "project_rating", "outreach_event"):
        for n in range(3):
            add(table, f"{n}", 30 - n)
    add("campaign", "g1", 40, ends_on="2017-07-10")
    add("campaign_committee", "1", 40)
    for n in range(5):
        add("campaign_post", "1", 10, post_id=f"p{n}")
    for n in range(30):
        where = "12"[n % 2]
        at = (
            {"department_code": f"d{where}"}
            if n % 3
            else {"department_code": None, "closed_at": None, "result": None}
        )
        add("case_file", f"f{n}", n % 25, committee_code=f"c{where}", post_id=f"p{n}", **at)
    for n in range(4):
        add("campaign_photo", f"{n}", 30 - n)
        add(
            "case_event",
            f"{n}",
            20 - n,
            case_id=f"f{n}",
            kind=("returned", "reworked", "deferred", "urged")[n],
        )
