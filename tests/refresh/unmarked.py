"""Which values of a column a run may take without a word: read right, or counted in nothing and shown nowhere."""

from datetime import date

from sqlalchemy import Boolean, Date, DateTime, Double, Integer, String

from data_access import platform
from data_access.platform import CODE, contract
from tests.recount import values
from tests.refresh.corrupted import Cell

_COUNTED = ("membership", "post", "interaction", "visit")
_ANYTHING = ("updated_at",)
_UNREAD = {("post", "neighbourhood_code")}
_PERSONS = ("resident_id", "household_id", "author_id", "visitor_id")
_PLACES = ("committee", "neighbourhood", "building")
_REFERENCES = {f"{table}_code": (table,) for table in (*_PLACES, "department", "party_branch", "board")} | {
    "post_id": ("post",),
    "project_id": ("project",),
    "campaign_code": ("campaign",),
    "case_id": ("case_file",),
    "area_code": _PLACES,
}
_WORDS = {
    ("committee", "kind"): platform.COMMITTEE_KINDS,
    ("department", "block"): platform.BLOCKS,
    ("post", "kind"): platform.POST_KINDS,
    ("interaction", "kind"): platform.INTERACTION_KINDS,
    ("outreach_event", "kind"): platform.OUTREACH_KINDS,
    ("project", "kind"): platform.PROJECT_KINDS,
    ("project_stage", "stage"): platform.STAGES + platform.EXITS,
    ("opinion", "verdict"): platform.VERDICTS,
    ("opinion", "clause_key"): ("1.1",),
    ("project_vote", "rule"): platform.VOTE_RULES,
    ("project_photo", "phase"): platform.PHOTO_PHASES,
    ("campaign", "kind"): platform.CAMPAIGN_KINDS,
    ("campaign_photo", "phase"): platform.PHOTO_PHASES,
    ("case_file", "kind"): platform.CASE_KINDS,
    ("case_file", "source"): platform.CASE_SOURCES,
    ("case_file", "level"): platform.CASE_LEVELS,
    ("case_file", "result"): platform.CASE_RESULTS,
    ("case_event", "kind"): platform.CASE_EVENTS,
} | {(table, "author_role"): platform.AUTHOR_ROLES for table in ("post", "interaction")}
_JUDGED_ELSEWHERE = (
    "longitude",
    "latitude",
    "crs",
    "boundary",
    "clauses",
    "version",
    "plan_version",
    "score",
)
"""Columns in which nothing but the plain value, or none where there need be none, goes unsaid."""
_AHEAD = {"valid_from", "valid_to", "due_on", "planned_on"}
_NOT_SET = ("0000-00-00", "1970-01-01", "9999-12-31", "infinity", "-infinity")


def may_be(cell: Cell, rows: dict[str, list[dict]]) -> bool:
    """Whether a cell's row may stand in a town of these rows with no defect of its own."""
    column, value = contract.tables[cell.table].columns[cell.column], cell.value
    written = values.text(value)
    if cell.column in _ANYTHING or (cell.table, cell.column) in _UNREAD:
        return True
    if isinstance(column.type, (Date, DateTime)):
        return _moment(cell, bool(column.nullable), written)
    if written is None:
        blank = value is None or not isinstance(column.type, (Integer, Double))
        return bool(column.nullable) and blank and cell.column not in ("longitude", "latitude", "crs")
    if cell.column in _JUDGED_ELSEWHERE:
        return False
    if isinstance(column.type, Boolean):
        return written.lower() in values.YES | values.NO
    if isinstance(column.type, (Integer, Double)):
        return _number(written, isinstance(column.type, Integer))
    if cell.column in _PERSONS or (cell.table in _COUNTED and cell.column == "id"):
        return True
    if cell.column in _REFERENCES:
        known = {values.code(r[next(iter(r))]) for table in _REFERENCES[cell.column] for r in rows[table]}
        return values.code(value) in known and len(written) <= 40
    if words := _WORDS.get((cell.table, cell.column)):
        return written in words
    assert isinstance(column.type, String)
    limit = 40 if column.type is CODE else column.type.length
    return values.readable(value, limit or len(written)) == written and "\ufffd" not in written


def _moment(cell: Cell, nullable: bool, written: str | None) -> bool:
    if cell.column == "valid_from" and not written:
        return True
    if not written:
        return nullable
    if written.startswith(_NOT_SET):
        return nullable or cell.column == "valid_from" and cell.value is not None
    read = values.moment(cell.value)
    ahead = cell.column in _AHEAD or (cell.table, cell.column) == ("outreach_event", "held_on")
    long_ago = read is not None and read.year < (2010 if cell.table in _COUNTED else 1990)
    if cell.column == "valid_from":
        long_ago = False
    return read is not None and not long_ago and (ahead or read.date() <= date(2017, 7, 16))


def _number(written: str, whole: bool) -> bool:
    try:
        return 0 <= float(written) < (2**31 if whole else float("inf"))
    except ValueError:
        return False
