"""A project put into a store by hand: 12 opinions, two plan versions, a vote, photos, ratings, buildings."""

import json
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert

from data_access import store
from data_access.database import only_writer, store_engine
from tests.hand import CODES

P = "P1"
C1 = CODES["C1"]
CHANGED = datetime(2017, 7, 16, 20)
FIRST = {"slope": "坡度1:8", "rail": "单侧扶手", "paving": "水泥抹光", "hours": "每日7:00—18:00施工"}
SECOND = {"slope": "坡度1:12", "rail": "双侧扶手", "paving": "防滑板", "hours": "每日7:00—18:00施工"}
STAGES = {
    "proposed": (None, date(2017, 5, 18)),
    "approved": (date(2017, 5, 25), date(2017, 5, 25)),
    "design_published": (date(2017, 6, 3), date(2017, 6, 5)),
    "consulting": (date(2017, 6, 7), date(2017, 6, 6)),
    "confirmed": (date(2017, 6, 20), date(2017, 6, 20)),
    "started": (date(2017, 7, 1), date(2017, 7, 1)),
    "completed": (date(2017, 7, 11), date(2017, 7, 11)),
    "evaluated": (date(2017, 7, 20), None),
}
VOTE = {"eligible_households": 120, "voted": 96, "in_favour": 90}
AREA = {"eligible_area": 10_000.0, "voted_area": 6_000.0, "favour_area": 5_700.0}
# verdict, reason, version, clause: 5 adopted, 2 partly, 4 declined (one without reason), 1 pending; nobody asked for paving.
OPINIONS = (
    ("adopted", "改为1:12", 2, "slope"),
    ("adopted", "改为1:12", 2, "slope"),
    ("adopted", "改为双侧", 2, "rail"),
    ("adopted", "已安排", None, None),
    ("adopted", "已安排", None, None),
    ("partly", "部分门口", 2, "slope"),
    ("partly", "午间停工", None, None),
    ("declined", "不在预算内", None, None),
    ("declined", "场地不够", None, None),
    ("declined", "规范不许", None, None),
    ("declined", None, None, None),
    ("pending", None, None, None),
)
PHOTOS = (
    ("before", date(2017, 5, 25), "ramp-before-1.png"),
    ("during", date(2017, 7, 2), "ramp-during-1.png"),
    ("after", date(2017, 7, 11), "ramp-after-1.png"),
)


def clauses(texts: dict[str, str]) -> str:
    """A plan's clauses as the platform writes them."""
    return json.dumps([{"key": key, "text": said} for key, said in texts.items()], ensure_ascii=False)


def plant(
    url: str, rule: str = "civil_code_278_ordinary", area: dict | None = AREA, project: str = P, **more
) -> None:
    """The whole project; `more` are further rows by table, as of `add`."""
    engine = store_engine(url)
    with only_writer(engine) as connection:
        _whole(connection, project, rule, area or {})
        for table, rows in more.items():
            for row in rows:
                add(connection, table, **({"project_id": project} | row))
    engine.dispose()


def add(connection: Connection, table: str, **values) -> None:
    """A row of a content table."""
    connection.execute(insert(store.tables.tables[table]).values(**values, updated_at=CHANGED))


def opinion(number: int, **values) -> dict:
    """An opinion's row: pending, received on the 10th of June but for what is given."""
    return {
        "id": f"{P}-o{number:02}",
        "project_id": P,
        "body": f"意见{number}",
        "received_at": datetime(2017, 6, 10) + timedelta(hours=number),
        "verdict": "pending",
    } | values


def _whole(connection: Connection, project: str, rule: str, area: dict) -> None:
    here = {"project_id": project}
    add(
        connection, "project", id=project, committee_code=C1, title="一村1–3号无障碍坡道", programme="ten_small",
        kind="ramp", summary="在1–3号门口增设坡道。", budget_cny=27_400.0, affected_households=120,
        longitude=121.345, latitude=31.412,
    )  # fmt: skip
    add(connection, "neighbourhood", code="N1", committee_code=C1, name="一村", valid_from=date(2017, 1, 1))
    for number in (1, 2, 3):
        code, name = f"B{number}", f"{number}号楼"
        add(
            connection, "building", code=code, neighbourhood_code="N1", name=name, valid_from=date(2017, 1, 1)
        )
        add(connection, "project_building", building_code=code, **here)
    for stage, (planned, entered) in STAGES.items():
        add(connection, "project_stage", stage=stage, planned_on=planned, entered_on=entered, **here)
    for version, (texts, day) in enumerate(((FIRST, 5), (SECOND, 20)), 1):
        add(
            connection, "plan_revision", id=f"{project}-v{version}", version=version,
            published_at=datetime(2017, 6, day, 10), summary="", clauses=clauses(texts),
            drawing_url=f"drawing-ramp-{version}.png", **here,
        )  # fmt: skip
    for number, (verdict, reason, judged, key) in enumerate(OPINIONS):
        answered = None if verdict == "pending" else datetime(2017, 6, 15, 9)
        row = opinion(
            number, id=f"{project}-o{number:02}", project_id=project, verdict=verdict, reason=reason,
            answered_at=answered, plan_version=judged, clause_key=key, building_code=f"B{1 + number % 2}",
        )  # fmt: skip
        add(connection, "opinion", **row)
    add(connection, "project_vote", held_on=date(2017, 6, 19), rule=rule, **VOTE, **area, **here)
    for number, (phase, taken_on, address) in enumerate(PHOTOS):
        add(
            connection,
            "project_photo",
            id=f"{project}-p{number}",
            phase=phase,
            taken_on=taken_on,
            url=address,
            **here,
        )
    for number, score in enumerate((5, 5, 4, 4, 4, 3, 1, 5)):
        add(
            connection, "project_rating", id=f"{project}-r{number}", score=score,
            rated_at=datetime(2017, 7, 12, number), **here,
        )  # fmt: skip
