"""Defects planted on purpose, a known number of each: what a platform's rows really look like.

None of them changes the town's facts: each is a row besides, or a row that is counted as before.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from data_access.demo import case_defects
from data_access.demo import town as of_town
from data_access.demo.file import insert
from data_access.demo.opinions import PERSONAL
from data_access.demo.town import Committee

PLANTED = {
    "unknown_committee": 5,
    "unknown_board": 3,
    "unknown_department": 3,
    "orphan_building": 1,
    "unknown_building": 2,
    "building_elsewhere": 3,
    "verified_before_applied": 3,
    "ended_before_verified": 3,
    "future_time": 7,
    "base_not_positive": 2,
    "bound_above_base": 1,
    "coordinates_missing": 3,
    "coordinates_without_crs": 2,
    "coordinates_swapped": 2,
    "coordinates_outside": 2,
    "stages_out_of_order": 2,
    "stage_in_future": 2,
    "votes_above_eligible": 1,
    "favour_above_voted": 1,
    "declined_without_reason": 4,
    "answered_before_received": 3,
    "verdict_undated": 3,
    "unknown_value": 12,
    "control_characters": 4,
    "json_malformed": 2,
    "closed_before_received": 2,
    "due_before_received": 2,
    "result_without_closing": 2,
    "unknown_case": 2,
    "unknown_campaign": 2,
}
"""Rows planted of each defect."""

TO_REDACT = {"opinion": len(PERSONAL), "post": 3, "case_file": 2}
"""Rows whose free text holds a phone, identity, plate or room number."""

_JUNE, _JULY = "2017-06-20 10:00:00", "2017-07-10 10:00:00"


def plant(connection: Connection, town: list[Committee]) -> None:
    """Plants every defect of PLANTED and the texts to be redacted, the same rows for the same town."""
    home = town[min(1, len(town) - 1)].code
    insert(connection, _rows(home))
    for statement, values in (
        *_changes(connection, home),
        *_project_changes(connection),
        *_texts(connection),
    ):
        connection.exec_driver_sql(statement, values)


def _membership(
    number: int, applied: str, verified: str | None = None, ended: str | None = None, **codes: str
) -> tuple:
    changed = (
        max(t for t in (applied, verified, ended) if t and t < "2017-07-17")
        if applied < "2017-07-17"
        else _JULY
    )
    return (
        f"mx{number:04}", f"rdefec7{number:010x}", None, codes.get("building"), codes.get("committee"),
        codes.get("department"), None, applied, verified, ended, int("department" in codes), None, 0, changed,
    )  # fmt: skip


def _post(number: int, committee: str, title: str, **other: str) -> tuple:
    created = other.get("created", _JUNE)
    return (
        f"tx{number:04}", committee, None, other.get("board", "neighbour_talk"), f"rdefec7f{number:09x}",
        other.get("role", "resident"), title, other.get("kind", "talk"), 0, created, None, None, None, 0, min(created, _JULY),
    )  # fmt: skip


def _rows(home: str) -> dict[str, list[tuple]]:
    """Rows besides the town's own."""
    nowhere = "000000000000"
    future = "2017-08-20 10:00:00"
    return {
        "membership": [
            _membership(1, _JUNE, _JULY, committee=nowhere),
            _membership(2, _JUNE, _JULY, committee=nowhere),
            _membership(3, _JUNE, _JULY, department="d999"),
            _membership(4, _JUNE, _JULY, department="d998"),
            _membership(5, _JUNE, _JULY, building="b-unknown-1"),
            _membership(6, _JUNE, _JULY, building="b-unknown-2"),
            *(
                _membership(n, "2017-06-08 09:00:00", _JUNE, "2017-06-10 09:00:00", committee=home)
                for n in (7, 8, 9)
            ),
            _membership(10, _JULY, future, committee=home),
            _membership(11, future, None, committee=home),
        ],
        "building": [("b-orphan-1", "n-unknown", "99号楼", "2017-01-01", None, _JUNE)],
        "household_base": [("b-orphan-1", "2017-05-01", 0, _JUNE), ("b-orphan-1", "2017-06-20", -3, _JUNE)],
        "post": [
            _post(1, nowhere, "楼道灯修好了,谢谢"),
            _post(2, nowhere, "求推荐修空调的师傅"),
            *(_post(n, home, "二手儿童车转让", board=f"board-{n}") for n in (3, 4, 5)),
            _post(6, home, "明天有雨,记得收衣服", created=future),
            _post(7, home, "周末一起包馄饨", created=future),
            _post(8, home, "今天广场上有人唱歌", kind="gossip"),
            _post(9, home, "我是新来的物业经理", role="property"),
            _post(10, home, "楼下\x07花开\x1b了"),
            _post(11, home, "谁家的\x0b猫跑丢了\x01"),
        ],
        "interaction": [
            ("ix0001", "tx0010", home, "rdefec7f000000001", "resident", "comment", future, None, _JULY),
            ("ix0002", "tx0010", home, "rdefec7f000000002", "resident", "like", future, None, _JULY),
            ("ix0003", "tx0010", home, "rdefec7f000000003", "resident", "tip", _JUNE, None, _JUNE),
        ],
        "outreach_event": [
            ("e-x1", home, "parade", "居民健步走宣传", "2017-06-11", None, "2017-06-11 20:00:00")
        ],
        **case_defects.rows(home, nowhere, future),
    }


def _changes(connection: Connection, home: str) -> Iterator[tuple[str, tuple]]:
    """Changes of memberships, bases and places that leave every count as it was."""
    late = "select id from membership where verified_at < '2017-07-01' and is_party_member = 0 and is_excluded = 0 "
    late += "and ended_at is null and committee_code = ? order by id limit 6"
    chosen = [row[0] for row in connection.exec_driver_sql(late, (home,))]
    for key in chosen[:3]:
        yield (
            "update membership set applied_at = '2017-07-02 09:00:00', updated_at = ? where id = ?",
            (_JULY, key),
        )
    elsewhere = "select b.code from building b join neighbourhood n on n.code = b.neighbourhood_code "
    elsewhere += "where n.committee_code <> ? order by b.code limit 1"
    for key in chosen[3:]:
        for [code] in connection.exec_driver_sql(elsewhere, (home,)).fetchall():
            yield "update membership set building_code = ?, updated_at = ? where id = ?", (code, _JULY, key)
    fullest = (
        "select b.area_code, count(distinct m.household_id) bound from household_base b "
        "join membership m on m.building_code = b.area_code join building g on g.code = b.area_code "
        "join neighbourhood n on n.code = g.neighbourhood_code where n.committee_code = ? and m.is_excluded = 0 "
        "and m.verified_at < '2017-07-10' and m.ended_at is null group by 1 having count(distinct b.valid_from) = 1 "
        "order by 2 desc, 1 limit 1"
    )
    for code, bound in connection.exec_driver_sql(fullest, (home,)).fetchall():
        yield "update household_base set occupied_households = ? where area_code = ?", (bound - 2, code)
    fourth = "select code from neighbourhood order by code limit 6"
    places = [row[0] for row in connection.exec_driver_sql(fourth)]
    for code, change in zip(
        places, ("longitude = null, latitude = null", "crs = null", "crs = 'cgcs2000'"), strict=False
    ):
        yield f"update neighbourhood set {change} where code = ?", (code,)
    for code in places[3:4]:
        yield "update neighbourhood set boundary = substr(boundary, 1, 40) where code = ?", (code,)


def _project_changes(connection: Connection) -> Iterator[tuple[str, tuple]]:
    """Changes of projects, their stages, votes, plans and opinions; Qinan's own are spared."""
    found = connection.exec_driver_sql(
        "select p.id, max(case when s.entered_on is not null and s.stage not in ('suspended', 'cancelled') "
        "then 1 else 0 end * (case s.stage when 'completed' then 7 when 'evaluated' then 8 when 'started' then 6 "
        "when 'confirmed' then 5 else 1 end)) from project p join project_stage s on s.project_id = p.id "
        "where p.committee_code <> ? group by 1 order by 1",
        (of_town.QINAN,),
    ).fetchall()
    ids = [row[0] for row in found]
    built = [key for key, reached in found if reached >= 7]
    early = [key for key, reached in found if reached <= 1]
    moves = (
        "longitude = null, latitude = null", "longitude = null, latitude = null", "crs = null",
        "crs = 'wgs84', longitude = 31.40412, latitude = 121.35011", "crs = 'wgs84', longitude = 31.39012, latitude = 121.36203",
        "crs = 'wgs84', longitude = 116.39744, latitude = 39.90919", "crs = 'wgs84', longitude = 121.47370, latitude = 31.23037",
        "kind = 'fountain'",
    )  # fmt: skip
    for key, change in zip(ids, moves, strict=False):
        yield f"update project set {change} where id = ?", (key,)
    for key in built[:2]:
        yield (
            "update project_stage set entered_on = '2017-05-02' where project_id = ? and stage = 'started'",
            (key,),
        )
    for key in early[:2]:
        yield (
            "update project_stage set entered_on = '2017-09-01' where project_id = ? and stage = 'completed'",
            (key,),
        )
    votes = "select v.project_id from project_vote v where rule = 'simple' and not exists "
    votes += "(select 1 from project p where p.id = v.project_id and p.committee_code = ?) order by 1 limit 2"
    for (key, *_), change in zip(
        connection.exec_driver_sql(votes, (of_town.QINAN,)).fetchall(),
        ("voted = eligible_households + 7", "in_favour = voted + 4"),
        strict=False,
    ):
        yield f"update project_vote set {change} where project_id = ?", (key,)
    for key in ids[-1:]:
        yield (
            "update project_stage set note = ? where project_id = ? and stage = 'proposed'",
            ("居民\x0c代表\x02提出", key),
        )
    for key in built[2:3]:
        yield (
            "update plan_revision set clauses = substr(clauses, 1, 60) where project_id = ? and version = 1",
            (key,),
        )


def _texts(connection: Connection) -> Iterator[tuple[str, tuple]]:
    """Opinions with broken verdicts, and free text that must be redacted."""
    spared = "from opinion o join project p on p.id = o.project_id where p.committee_code <> ? "

    def some(condition: str, count: int) -> list[str]:
        rows = connection.exec_driver_sql(
            f"select o.id {spared} and {condition} order by o.id", (of_town.QINAN,)
        ).fetchall()
        step = max(1, len(rows) // (count + 1))
        return [row[0] for row in rows[step::step][:count]]

    for key in some("o.verdict = 'declined' and o.received_at < '2017-06-20'", 4):
        yield "update opinion set reason = null where id = ?", (key,)
    for key in some("o.verdict = 'partly'", 3):
        yield "update opinion set answered_at = '2017-05-01 09:00:00' where id = ?", (key,)
    for key in some("o.verdict = 'adopted' and o.plan_version is null", 3):
        yield "update opinion set answered_at = null where id = ?", (key,)
    for key in some("o.verdict = 'pending'", 2)[1:]:
        yield "update opinion set verdict = 'perhaps' where id = ?", (key,)
    for key in some("o.verdict = 'declined' and o.received_at >= '2017-06-25'", 1):
        yield "update opinion set body = body || ? where id = ?", ("\x01\x08", key)
    for key, words in zip(
        some("o.verdict <> 'partly' and o.received_at < '2017-06-19'", len(PERSONAL)), PERSONAL, strict=False
    ):
        yield "update opinion set body = rtrim(body, '。!,') || ?  where id = ?", (f"。{words}", key)
    titles = (
        "寻物:丢失钥匙请联系13901234567",
        "沪A·56789请挪车,堵住7号楼门口了",
        "5号楼402室漏水到楼下,求助",
    )
    posts = connection.exec_driver_sql(
        "select id from post where kind = 'talk' and board_code = 'mutual_help' and is_positive = 0 order by created_at, id limit 40"
    ).fetchall()
    for (key, *_), title in zip(posts[5::12], titles, strict=False):
        yield "update post set title = ? where id = ?", (title, key)
