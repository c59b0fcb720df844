"""The platform contract: the tables and columns that `refresh` reads, and no others.

A platform's administrator offers these as tables or as views over its own. Names are fixed. Times are
naive Asia/Shanghai. A row with `valid_from`/`valid_to` holds from the first day up to, not including,
the second. What a town does not keep may be missing (`REQUIRED`). Names, phones, identity numbers and addresses of persons are not declared here, so no
statement of ours can select them.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

CODE_LENGTH = 40
CODE = String(CODE_LENGTH)
# Whole seconds as text: so a bound compares right with what others wrote, with fractions or without.
MOMENT = DateTime().with_variant(sqlite.DATETIME(truncate_microseconds=True), "sqlite")

contract = MetaData()


def _table(name: str, *columns: Column, updated: bool = True) -> Table:
    changed = [Column("updated_at", MOMENT, nullable=False, index=True)] if updated else []
    return Table(name, contract, *columns, *changed)


def _key(name: str, kind: type | String = CODE) -> Column:
    return Column(name, kind, primary_key=True)


def _required(name: str, kind: type | TypeEngine, **options: Any) -> Column:
    return Column(name, kind, nullable=False, **options)


def _maybe(name: str, kind: type | TypeEngine, **options: Any) -> Column:
    return Column(name, kind, nullable=True, **options)


def _position() -> list[Column]:
    return [_maybe("longitude", Double), _maybe("latitude", Double), _maybe("crs", String(10))]


committee = _table(
    "committee",
    _key("code"),
    _required("name", String(100)),
    _required("kind", String(20)),
    *_position(),
    _maybe("boundary", Text),
    _required("valid_from", Date),
    _maybe("valid_to", Date),
)

neighbourhood = _table(
    "neighbourhood",
    _key("code"),
    _required("committee_code", CODE),
    _required("name", String(100)),
    *_position(),
    _maybe("boundary", Text),
    _required("valid_from", Date),
    _maybe("valid_to", Date),
)

building = _table(
    "building",
    _key("code"),
    _required("neighbourhood_code", CODE),
    _required("name", String(100)),
    _required("valid_from", Date),
    _maybe("valid_to", Date),
)

household_base = _table(
    "household_base",
    _key("area_code"),
    _key("valid_from", Date),
    _maybe("occupied_households", Integer),
)

department = _table(
    "department",
    _key("code"),
    _key("valid_from", Date),
    _required("name", String(100)),
    _required("block", String(40)),
    _maybe("roster_members", Integer),
    _maybe("valid_to", Date),
)

party_branch = _table(
    "party_branch",
    _key("code"),
    _key("valid_from", Date),
    _required("committee_code", CODE),
    _required("name", String(100)),
    _required("roster_members", Integer),
    _maybe("valid_to", Date),
)

board = _table(
    "board",
    _key("code"),
    _required("name", String(100)),
    _required("valid_from", Date),
    _maybe("valid_to", Date),
    updated=False,
)

membership = _table(
    "membership",
    _key("id"),
    _required("resident_id", CODE),
    _maybe("household_id", CODE),
    _maybe("building_code", CODE),
    _maybe("committee_code", CODE),
    _maybe("department_code", CODE),
    _maybe("party_branch_code", CODE),
    _required("applied_at", MOMENT),
    _maybe("verified_at", MOMENT),
    _maybe("ended_at", MOMENT),
    _maybe("is_party_member", Boolean),
    _maybe("identity_shown_at", MOMENT),
    _required("is_excluded", Boolean),
)

post = _table(
    "post",
    _key("id"),
    _required("committee_code", CODE),
    _maybe("neighbourhood_code", CODE),
    _required("board_code", CODE),
    _required("author_id", CODE),
    _required("author_role", String(20)),
    _required("title", String(200)),
    _required("kind", String(20)),
    _required("is_positive", Boolean),
    _required("created_at", MOMENT, index=True),
    _maybe("first_official_reply_at", MOMENT),
    _maybe("withdrawn_at", MOMENT),
    _maybe("category", String(100)),
    _maybe("is_sensitive", Boolean),
)

interaction = _table(
    "interaction",
    _key("id"),
    _required("post_id", CODE),
    _required("committee_code", CODE),
    _required("author_id", CODE),
    _required("author_role", String(20)),
    _required("kind", String(20)),
    _required("created_at", MOMENT, index=True),
    _maybe("withdrawn_at", MOMENT),
)

visit_target = _table(
    "visit_target",
    _key("committee_code"),
    _key("category", String(40)),
    _required("households", Integer),
    _maybe("due_on", Date),
)

visit = _table(
    "visit",
    _key("id"),
    _required("committee_code", CODE),
    _required("category", String(40)),
    _maybe("household_id", CODE),
    _maybe("visitor_id", CODE),
    _required("visited_at", MOMENT, index=True),
    _maybe("building_code", CODE),
)

outreach_event = _table(
    "outreach_event",
    _key("id"),
    _maybe("committee_code", CODE),
    _required("kind", String(20)),
    _required("title", String(200)),
    _required("held_on", Date),
    _maybe("staff", Integer),
)

project = _table(
    "project",
    _key("id"),
    _required("committee_code", CODE),
    _maybe("neighbourhood_code", CODE),
    _required("title", String(200)),
    _required("programme", String(40)),
    _required("kind", String(20)),
    _required("summary", Text),
    _maybe("budget_cny", Double),
    _maybe("affected_households", Integer),
    *_position(),
)

project_building = _table("project_building", _key("project_id"), _key("building_code"))

project_stage = _table(
    "project_stage",
    _key("project_id"),
    _key("stage", String(20)),
    _maybe("planned_on", Date),
    _maybe("entered_on", Date),
    _maybe("note", Text),
)

plan_revision = _table(
    "plan_revision",
    _key("id"),
    _required("project_id", CODE),
    _required("version", Integer),
    _required("published_at", MOMENT),
    _required("summary", Text),
    _required("clauses", Text),
    _maybe("drawing_url", String(500)),
)

opinion = _table(
    "opinion",
    _key("id"),
    _required("project_id", CODE),
    _maybe("household_id", CODE),
    _maybe("building_code", CODE),
    _required("body", Text),
    _required("received_at", MOMENT),
    _required("verdict", String(20)),
    _maybe("reason", Text),
    _maybe("answered_at", MOMENT),
    _maybe("plan_version", Integer),
    _maybe("clause_key", String(40)),
)

project_vote = _table(
    "project_vote",
    _key("project_id"),
    _required("held_on", Date),
    _required("eligible_households", Integer),
    _required("voted", Integer),
    _required("in_favour", Integer),
    _maybe("eligible_area", Double),
    _maybe("voted_area", Double),
    _maybe("favour_area", Double),
    _required("rule", String(40)),
)

project_photo = _table(
    "project_photo",
    _key("id"),
    _required("project_id", CODE),
    _required("phase", String(10)),
    _maybe("taken_on", Date),
    _required("url", String(500)),
)

project_rating = _table(
    "project_rating",
    _key("id"),
    _required("project_id", CODE),
    _required("score", Integer),
    _required("rated_at", MOMENT),
)

campaign = _table(
    "campaign",
    _key("code"),
    _required("name", String(100)),
    _required("kind", String(20)),
    _required("starts_on", Date),
    _maybe("ends_on", Date),
)

campaign_post = _table("campaign_post", _key("campaign_code"), _key("post_id"))

campaign_committee = _table("campaign_committee", _key("campaign_code"), _key("committee_code"))

campaign_photo = _table(
    "campaign_photo",
    _key("id"),
    _required("campaign_code", CODE),
    _required("phase", String(10)),
    _maybe("taken_on", Date),
    _required("url", String(500)),
)

case_file = _table(
    "case_file",
    _key("id"),
    _maybe("post_id", CODE),
    _required("committee_code", CODE),
    _maybe("neighbourhood_code", CODE),
    _required("category", String(100)),
    _required("kind", String(20)),
    _required("title", String(200)),
    _required("source", String(20)),
    _required("level", String(20)),
    _maybe("department_code", CODE),
    _required("is_sensitive", Boolean),
    _required("received_at", MOMENT),
    _maybe("accepted_at", MOMENT),
    _maybe("dispatched_at", MOMENT),
    _maybe("signed_at", MOMENT),
    _maybe("first_contacted_at", MOMENT),
    _maybe("due_at", MOMENT),
    _maybe("deferred_until", MOMENT),
    _maybe("replied_at", MOMENT),
    _maybe("closed_at", MOMENT),
    _maybe("result", String(20)),
    _maybe("rating", Integer),
)

case_event = _table(
    "case_event",
    _key("id"),
    _required("case_id", CODE),
    _required("kind", String(20)),
    _required("at", MOMENT),
    _maybe("department_code", CODE),
    _maybe("reason", Text),
)

demonstration = _table("demonstration", Column("last_day", Date, primary_key=True), updated=False)
"""One row in a demonstration; "now" is then the end of that day everywhere."""

REQUIRED = (committee, membership)
"""Every other table may be missing, and so may each column that may be empty."""

COMMITTEE_KINDS = ("residents", "villagers")
BLOCKS = ("机关", "学校", "医疗卫生", "两新组织")
AUTHOR_ROLES = ("resident", "party_member", "committee", "department")
POST_KINDS = ("notice", "activity", "talk", "problem", "question", "suggestion")
INTERACTION_KINDS = ("comment", "reply", "praise", "like", "vote", "sign_up")
OUTREACH_KINDS = ("stall", "door_to_door", "poster", "training", "school", "telecom", "campaign")
PROJECT_KINDS = (
    "ramp",
    "parking",
    "tree",
    "wall",
    "demolition",
    "greening",
    "drainage",
    "lighting",
    "other",
)
STAGES = (
    "proposed",
    "approved",
    "design_published",
    "consulting",
    "confirmed",
    "started",
    "completed",
    "evaluated",
)
EXITS = ("suspended", "cancelled")
VERDICTS = ("pending", "adopted", "partly", "declined")
VOTE_RULES = ("simple", "civil_code_278_ordinary", "civil_code_278_major")
PHOTO_PHASES = ("before", "during", "after")
ASKING = ("problem", "question", "suggestion")
"""The kinds of post that ask for an answer."""
CAMPAIGN_KINDS = ("health", "caring", "party", "promotion", "other")
CASE_KINDS = ("enquiry", "suggestion", "help", "complaint")
CASE_SOURCES = ("platform", "hotline_12345", "visit", "meeting", "other")
CASE_LEVELS = ("committee", "town", "district")
CASE_RESULTS = ("solved", "partly", "explained", "promised", "untrue", "not_accepted", "duplicate")
CASE_EVENTS = ("returned", "reworked", "deferred", "urged", "note")
