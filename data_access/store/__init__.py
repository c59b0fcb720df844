"""The dashboard store's tables: counts and public content, no persons.

Stocks are cumulative counts at the end of a day: dense rows per (day, committee) and for the town, and a
row only where something changed (`area_step`) below the committee. Content tables repeat the contract's
without its person columns; positions are WGS-84, free text is redacted. Rates and ranks are never stored.
"""

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Date,
    Double,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
)

from data_access import platform
from data_access.platform import CODE, MOMENT

TOWN = "town"
"""The area code of the whole town in the dense tables."""

NOWHERE = ""
"""The area code, within a committee, of memberships without a building of that committee (未定楼栋)."""

tables = MetaData()

_PERSONAL = {"household_id"}
_POSITION = {"longitude", "latitude", "crs"}


def _copy(source: Table) -> Table:
    """The content table that repeats a contract table: no persons, one reference system."""
    kept = [
        Column(column.name, column.type, primary_key=column.primary_key, nullable=column.nullable)
        for column in source.columns
        if column.name not in _PERSONAL | _POSITION
    ]
    if "crs" in source.columns:
        kept += [
            Column("longitude", Double),
            Column("latitude", Double),
            Column("position_defect", String(20)),
        ]
    if "boundary" in source.columns:
        kept.append(Column("boundary_defect", String(20)))
    return Table(source.name, tables, *kept)


committee = _copy(platform.committee)
neighbourhood = _copy(platform.neighbourhood)
building = _copy(platform.building)
household_base = _copy(platform.household_base)
department = _copy(platform.department)
party_branch = _copy(platform.party_branch)
board = _copy(platform.board)
visit_target = _copy(platform.visit_target)
outreach_event = _copy(platform.outreach_event)
project = _copy(platform.project)
project_building = _copy(platform.project_building)
project_stage = _copy(platform.project_stage)
plan_revision = _copy(platform.plan_revision)
opinion = _copy(platform.opinion)
project_vote = _copy(platform.project_vote)
project_photo = _copy(platform.project_photo)
project_rating = _copy(platform.project_rating)
campaign = _copy(platform.campaign)
campaign_committee = _copy(platform.campaign_committee)
campaign_photo = _copy(platform.campaign_photo)
case_file = _copy(platform.case_file)
case_event = _copy(platform.case_event)

Index("neighbourhood_of_committee", neighbourhood.c.committee_code)
Index("building_of_neighbourhood", building.c.neighbourhood_code)
Index("revision_of_project", plan_revision.c.project_id)
Index("opinion_of_project", opinion.c.project_id)
Index("photo_of_project", project_photo.c.project_id)
Index("rating_of_project", project_rating.c.project_id)
Index("event_by_day", outreach_event.c.held_on)
Index("case_of_committee", case_file.c.committee_code, case_file.c.received_at)
Index("case_of_department", case_file.c.department_code, case_file.c.received_at)
Index("case_by_receipt", case_file.c.received_at)
Index("case_by_dispatch", case_file.c.dispatched_at)
Index("case_by_closing", case_file.c.closed_at)
Index("event_of_case", case_event.c.case_id)

CONTENT = tuple(tables.tables.values())
"""The tables copied row by row, each from the contract table of its name."""


def _count(name: str) -> Column:
    return Column(name, Integer, nullable=False)


registration_day = Table(
    "registration_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("area_code", CODE, primary_key=True),
    _count("registered"),
    _count("party_registered"),
    _count("households"),
    _count("waiting"),
    _count("waiting_long"),
    Column("occupied_households", Integer),
    Index("registration_of_area", "area_code", "day"),
    sqlite_with_rowid=False,
)
"""Stocks at the end of a day, per committee valid on it and for the town (`households` there: the sum
over committees; `occupied_households`: empty where a committee's base is unknown, and for the town)."""

household_day = Table(
    "household_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("committees", Text, nullable=False),
    Column("households", Text, nullable=False),
    Column("occupied_households", Text, nullable=False),
    _count("households_with_base"),
    Column("base", Integer),
)
"""Bound households and bases of `registration_day` again, all committees of a day in one row as JSON lists in code
order, and their sums over the committees with a base (`base`: empty where none has one): three months of a district
are then some hundred rows and not fifty thousand."""

area_step = Table(
    "area_step",
    tables,
    Column("committee_code", CODE, primary_key=True),
    Column("area_code", CODE, primary_key=True),
    Column("day", Date, primary_key=True),
    _count("registered"),
    _count("households"),
    Column("occupied_households", Integer),
    sqlite_with_rowid=False,
)
"""Stocks of a neighbourhood or building (or NOWHERE) from the end of `day` on, until its next row."""

party_day = Table(
    "party_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("area_code", CODE, primary_key=True),
    _count("identity_shown"),
    _count("with_branch"),
    _count("active_30"),
    _count("interaction_30"),
    _count("positive_30"),
    _count("positive_own_30"),
    _count("praise_30"),
    _count("acts"),
    Index("party_of_area", "area_code", "day"),
    sqlite_with_rowid=False,
)
"""Identity-shown party members at the end of a day, and those of them whose branch is valid on it and belongs to a valid
committee; of the last 30 days those of them with an act, their comments, replies and votes (at most 5 a member a day),
positive posts that were answered, those of them that the committee wrote itself, and pairs of a resident and a praised
post; and the acts on that day of who was such a member on it."""

branch_day = Table(
    "branch_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("branch_code", CODE, primary_key=True),
    Column("committee_code", CODE, nullable=False),
    _count("identity_shown"),
    Column("last_act", Date),
    sqlite_with_rowid=False,
)
"""Identity-shown members of a party branch that is valid on the day, under the committee that it belongs to then, at the
end of it; and the last day of the 60 up to it on which one of them took part (empty: on none)."""

act_day = Table(
    "act_day",
    tables,
    Column("area_code", CODE, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("board_code", CODE, primary_key=True),
    Column("kind", String(20), primary_key=True),
    _count("acts"),
    sqlite_with_rowid=False,
)
"""Acts of a day by those who were identity-shown members of the area on it, wherever written: by board (empty:
none) and by kind, `post`, `visit` or the interaction's."""

act_hour = Table(
    "act_hour",
    tables,
    Column("day", Date, primary_key=True),
    Column("hour", Integer, primary_key=True),
    _count("acts"),
    sqlite_with_rowid=False,
)
"""The same acts of the whole town by the hour, 0 to 23."""

visit_step = Table(
    "visit_step",
    tables,
    Column("committee_code", CODE, primary_key=True),
    Column("category", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    _count("households"),
    sqlite_with_rowid=False,
)
"""Distinct households visited up to the end of `day`, until the next row."""

DOORSTEP_DAYS = 7
"""Within how many days from a visit, its own the first, a household counts as bound after it."""

doorstep_day = Table(
    "doorstep_day",
    tables,
    Column("committee_code", CODE, primary_key=True),
    Column("day", Date, primary_key=True),
    _count("unbound"),
    _count("bound"),
    sqlite_with_rowid=False,
)
"""Households first visited on `day` that were not bound before it, and those of them bound within DOORSTEP_DAYS; a day stands
here once these have passed."""

department_day = Table(
    "department_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("block", String(40), primary_key=True),
    Column("department_code", CODE, primary_key=True),
    _count("joined"),
    _count("active_30"),
    _count("replies_30"),
    sqlite_with_rowid=False,
)
"""Department members at the end of a day, those of them with an act in the last 30 days and the replies that they
wrote as a department in these; an empty `department_code` is the whole block, an empty `block` all departments
together."""

concern = Table(
    "concern",
    tables,
    Column("id", CODE, primary_key=True),
    Column("committee_code", CODE, nullable=False),
    Column("neighbourhood_code", CODE),
    Column("board_code", CODE, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(200), nullable=False),
    Column("is_sensitive", Boolean, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("first_reply_at", MOMENT),
    Column("reply_minutes", Integer),
    Column("reply_role", String(20)),
    Column("reply_department", CODE),
    Index("concern_of_committee", "committee_code", "created_at"),
    Index("concern_by_time", "created_at"),
    Index("concern_of_department", "reply_department", "created_at"),
)
"""A post that asks for an answer (`platform.ASKING`) and counts: its redacted title, without its author; the first official
reply that is not before it, after how many minutes, and whose it was, `committee` or `department` and that department, empty where no reply of that
moment tells."""

concern_topic = Table(
    "concern_topic",
    tables,
    Column("concern_id", CODE, primary_key=True),
    Column("topic", String(40), primary_key=True),
    Index("concern_of_topic", "topic", "concern_id"),
    sqlite_with_rowid=False,
)
"""The topics of a concern, by the settings' keys; OTHER where it has none."""

OTHER = "other"
"""The topic of posts that belong to none."""

answer_day = Table(
    "answer_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("code", CODE, primary_key=True),
    *(
        column
        for days in (7, 30)
        for column in (
            _count(f"concerns_{days}"),
            _count(f"answered_24h_{days}"),
            _count(f"replies_{days}"),
            Column(f"minutes_{days}", Double),
        )
    ),
    _count("unanswered"),
    _count("unanswered_24h"),
    Column("oldest", Date),
    sqlite_with_rowid=False,
)
"""How concerns stand at the end of a day, by kind of group: `town`, `committee`, `board`, `topic`, `department` (whose reply it
is) and `owner` (the department of their topics, each concern once, of whose answers its own alone are within 24 hours). Written
within 7 and 30 days and older than 24 hours: how many, answered within 24 hours, with a reply, the median of its minutes;
without one in the last 90 days: how many, older than 24 hours, the day of the oldest. A row where any was written in these."""

topic_day = Table(
    "topic_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("area_code", CODE, primary_key=True),
    Column("topic", String(40), primary_key=True),
    _count("participants"),
    _count("posts"),
    Column("participants_3", Integer, nullable=False, server_default="0"),
    Index("topic_of_area", "area_code", "day"),
    Index("topic_by_day", "topic", "day"),
    sqlite_with_rowid=False,
)
"""Of the 7 days up to the end of `day`, by the committee of the post and for the town: distinct residents and party members
who posted or commented under a topic, the posts of any kind under it, and of the persons those of the last 3 days; a row only
where there is something."""

resident_day = Table(
    "resident_day",
    tables,
    Column("day", Date, primary_key=True),
    Column("area_code", CODE, primary_key=True),
    Column("board_code", CODE, primary_key=True),
    _count("active_7"),
    _count("active_30"),
    Index("residents_of_area", "area_code", "board_code", "day"),
    sqlite_with_rowid=False,
)
"""Registered residents at the end of a day, of a committee and of the town, who acted (a like is no act) in the last 7 and 30
days, wherever; on one board, or with an empty `board_code` on any or on none."""

talk_day = Table(
    "talk_day",
    tables,
    Column("area_code", CODE, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("board_code", CODE, primary_key=True),
    Column("kind", String(20), primary_key=True),
    _count("acts"),
    sqlite_with_rowid=False,
)
"""What residents and party members wrote on a day, by the committee of the post, and in the town: by board, and by kind, `post`
or the interaction's; without likes and praise, and without what is about no known post."""

campaign_day = Table(
    "campaign_day",
    tables,
    Column("campaign_code", CODE, primary_key=True),
    Column("day", Date, primary_key=True),
    _count("posts"),
    _count("participants"),
    _count("praise"),
    sqlite_with_rowid=False,
)
"""Of a campaign's posts up to the end of `day`, until its next row: how many, the distinct persons who wrote or commented
them, the distinct pairs of a person and a praised post."""

case_deadline = Table(
    "case_deadline",
    tables,
    Column("case_id", CODE, primary_key=True),
    Column("contact_due", MOMENT, nullable=False),
    Column("dispatched_contact_due", MOMENT),
    Column("due", MOMENT, nullable=False),
    Column("deferred_due", MOMENT),
    Column("deferred_on", Date),
    Column("working_days", Integer),
    Column("is_certain", Boolean, nullable=False),
    Index("case_by_contact", "contact_due"),
    Index("case_by_dispatched_contact", "dispatched_contact_due"),
    Index("case_by_due", "due"),
    Index("case_by_deferred_due", "deferred_due"),
)
"""When a case is due: first contact, by its receipt and, once it is dispatched, by its dispatch, and closing (the first moment
that is too late each); the closing as deferred, which holds from the end of `deferred_on` (empty: from the beginning). How
many working days after its receipt it was closed. Not certain where a day beyond the calendar was counted."""

defect = Table(
    "defect",
    tables,
    Column("kind", String(40), primary_key=True),
    Column("source", String(40), primary_key=True),
    Column("place", String(100), primary_key=True),
    Column("since", Date, primary_key=True),
    _count("rows"),
)
"""Defects of the platform's rows: what, in which table, where (a committee, area or project; never a
person's row), how many, by the day of the row."""

run = Table(
    "run",
    tables,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("started_at", MOMENT, nullable=False),
    Column("finished_at", MOMENT),
    Column("seconds", Double),
    Column("outcome", String(20), nullable=False),
    Column("read_rows", Integer),
    Column("changed_rows", Integer),
    Column("problem", String(40)),
    Column("problem_values", Text),
)
"""One row a refresh: `outcome` is complete or failed; a failed one names its problem's wording."""

watermark = Table(
    "watermark",
    tables,
    Column("table_name", String(40), primary_key=True),
    Column("updated_at", MOMENT, nullable=False),
    Column("reached_at", MOMENT, nullable=False),
    _count("overlapping"),
)
"""Up to which change each contract table has been read, when that change was first seen, and how many rows the platform
had from the overlap before it on."""

state = Table(
    "State",
    tables,
    Column("id", Integer, primary_key=True),
    Column("shape", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("complete_since", MOMENT),
    Column("lacks", Text, nullable=False, server_default=""),
    Column("topics", String(64), nullable=False, server_default=""),
)
"""One row: `version` grows by one with every run that changed something, so pages know what to forget; `complete_since`:
when a run first filled the store in this shape; `lacks`: what of the contract the platform does not offer, tables by their
name and columns as `table.column`, blanks between them; `topics`: what tells the topics by which it was counted from others.

Read as `state`. The code of shape 4 and before drops the tables of any other shape, but leaves a database alone that has
tables and none called exactly so: hence the capital, which SQLite does not mind, and a view on PostgreSQL."""

event.listen(
    state,
    "after_create",
    DDL('create view state as select * from "State"').execute_if(dialect="postgresql"),
)

SHAPE = 9
"""Grows with every change of these tables; a store of another shape stays, and the next refresh fills one beside it."""
