"""What people write here and what cannot be rebuilt from the platform: the third database's tables.

Precious, so nothing is deleted but closed (the audit beyond its term apart), every write stands in one transaction with
its row of the audit, and the tables change by migrations only. No name is one of the store's: both may lie in one
PostgreSQL schema. Moments are kept with their zone.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    select,
)

from data_access.platform import CODE
from data_access.records.moments import Moment

tables = MetaData()

NAME = String(60)
ROLE = String(20)
HASH = String(64)
ADDRESS = String(45)

record_head = Table(
    "record_head",
    tables,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("installation", String(32), nullable=False),
    Column("demonstration", Boolean, nullable=False),
)
"""One row: `version` grows with every write that pages can show, so what they keep of records is known to be old by it;
`installation` is a random name, which tells this dashboard's cookies from those of another one on the same host;
`demonstration` marks what was made up for the demonstration, which has no place beside a real platform."""

account = Table(
    "account",
    tables,
    Column("name", NAME, primary_key=True),
    Column("role", ROLE, nullable=False),
    Column("password", Text),
    Column("must_change", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    Column("closed_at", Moment),
    Column("edition", Integer, nullable=False),
)
"""Who may sign in: `password` is argon2's own text (none where another service signs people in), `must_change` whether the
next sign-in sets a new one. A closed name is not used again. `edition` grows with every change of the row."""

account_unit = Table(
    "account_unit",
    tables,
    Column("account", NAME, ForeignKey(account.c.name), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("code", CODE, primary_key=True),
)
"""The committees and departments (`kind`) for which an account stands."""

session = Table(
    "session",
    tables,
    Column("token", HASH, primary_key=True),
    Column("account", NAME, nullable=False),
    Column("role", ROLE, nullable=False),
    Column("units", Text, nullable=False),
    Column("is_local", Boolean, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("address", ADDRESS),
    Column("agent", String(200)),
)
"""One sign-in: `token` is the hash of what the cookie holds; `account` is a name here or what the gateway or provider calls
its reader; `role` and `units` (JSON) are its rights as they were at sign-in; `is_local`: whether `account` is one of ours."""
Index("session_of_account", session.c.account)

failed_sign_in = Table(
    "failed_sign_in",
    tables,
    Column("who", HASH, primary_key=True),
    Column("address", ADDRESS, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)
"""How many sign-ins have failed in a row: `who` is a keyed hash of the name that was typed, an empty `address` stands for
all. For an hour only."""

failed_minute = Table(
    "failed_minute",
    tables,
    Column("address", ADDRESS, primary_key=True),
    Column("minute", Moment, primary_key=True),
    Column("account", NAME, primary_key=True),
    Column("failures", Integer, nullable=False),
)
"""Failed sign-ins of a minute that the audit is still to have; an empty `account` stands for names that are nobody's."""

device = Table(
    "device",
    tables,
    Column("id", String(32), primary_key=True),
    Column("name", NAME, nullable=False),
    Column("token", HASH, nullable=False, unique=True),
    Column("paired_at", Moment, nullable=False),
    Column("paired_by", NAME, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("edition", Integer, nullable=False),
)
"""A screen on a wall, paired by a code; `token` is the hash of what its cookie holds."""

pairing = Table(
    "pairing",
    tables,
    Column("code", HASH, primary_key=True),
    Column("wall", HASH, nullable=False),
    Column("address", ADDRESS, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("device", String(32)),
)
"""A code that a wall shows and the wall's token, both as hashes, for two minutes; `device` once somebody has typed it."""

remote = Table(
    "remote",
    tables,
    Column("id", String(32), primary_key=True),
    Column("wall", HASH, nullable=False, unique=True),
    Column("device", String(32)),
    Column("address", ADDRESS, nullable=False),
    Column("offered_until", Moment, nullable=False),
    Column("ends_at", Moment),
    Column("version", Integer, nullable=False),
    Column("page", String(20)),
    Column("code", CODE, nullable=False),
    Column("name", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("until", Moment),
    Column("day", Date),
    Column("display", Text, nullable=False),
)
"""What phones have a wall show: `wall` is the hash by which it is known, `device` where it is a paired one; its code counts
until `offered_until`, phones may until `ends_at` (none was ever paired where it is missing). `version` grows with every
order: the `page` that is shown, of which `code` and `name`, with light on which `line` (0: on none), `until` the wall goes its own way,
and the `day` that is held. `display` is what the wall says that it shows (JSON). Gone when it is over: no figure depends on it."""

audit = Table(
    "audit",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("account", NAME),
    Column("role", ROLE),
    Column("address", ADDRESS),
    Column("act", String(40), nullable=False),
    Column("details", Text, nullable=False),
    Column("hash", HASH, nullable=False),
)
"""Who did what, from where; `details` is JSON. `hash` is keyed and goes over the row and the hash before, so that a row
removed or changed is found."""
Index("audit_by_moment", audit.c.at)

coverage_target = Table(
    "coverage_target",
    tables,
    Column("id", String(32), primary_key=True),
    Column("area_code", CODE, nullable=False),
    Column("due", Date, nullable=False),
    Column("coverage", Double, nullable=False),
    Column("set_at", Moment),
    Column("closed_at", Moment),
)
"""Coverage (a share) to reach by the end of `due`: the town's (store.TOWN) or a committee's; `set_at` is missing where a
target came from a time before moments were kept. Another one for the same area and day closes it."""

slip = Table(
    "slip",
    tables,
    Column("id", String(32), primary_key=True),
    Column("prefix", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("colour", String(10), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("unit_kind", String(12), nullable=False),
    Column("unit", CODE, nullable=False),
    Column("about", String(12)),
    Column("thing", CODE),
    Column("title", Text, nullable=False),
    Column("demand", Text, nullable=False),
    Column("is_sensitive", Boolean, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("edition", Integer, nullable=False),
    UniqueConstraint("year", "number"),
)
"""A supervision slip (督办单) as it was issued: `colour` is the one that it began with, `reason` why it was issued;
addressed to a unit; about a `thing` (a case, a topic, a project, a committee, by `about`), of which `title` says the matter. A number is
a town's and year's, and not used again."""

slip_step = Table(
    "slip_step",
    tables,
    Column("slip", String(32), ForeignKey(slip.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("account", NAME),
    Column("role", ROLE),
    Column("words", Text),
)
"""What happened to a slip, in its order: issued, answered, returned, closed or withdrawn, by whom, in which words."""

bulletin = Table(
    "bulletin",
    tables,
    Column("id", String(32), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("day", Date, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("account", NAME),
    Column("role", ROLE),
    Column("figures", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("language", String(10), nullable=False),
    UniqueConstraint("kind", "day"),
)
"""A bulletin (通报) as it was issued: `kind` and `day` say of which days, `figures` (JSON) what it holds, `words` its text in the
`language` of who issued it. None of it ever changes."""

bulletin_push = Table(
    "bulletin_push",
    tables,
    Column("bulletin", String(32), ForeignKey(bulletin.c.id), primary_key=True),
    Column("robot", String(20), primary_key=True),
    Column("part", String(10), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_at", Moment),
    Column("ended_at", Moment),
    Column("reason", String(20)),
    Column("code", Integer),
)
"""What a group's robot is to be handed of an issued bulletin (`part`: text or picture), not before `due_at`. It is claimed before it
leaves, at `claimed_at`, so that it leaves once whoever else looks; `ended_at` is when its `state` was known: sent, failed or unsure, for
which `reason`, with the service's `code`."""

meeting = Table(
    "meeting",
    tables,
    Column("id", String(32), primary_key=True),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Column("minutes", Text),
    Column("edition", Integer, nullable=False),
    UniqueConstraint("day", "number"),
)
"""A meeting of the leading group: `number` is the day's, 1 for its first. `minutes` (JSON) are what its minutes say, frozen with
the figures when it closes."""

decision = Table(
    "decision",
    tables,
    Column("id", String(32), primary_key=True),
    Column("meeting", String(32), ForeignKey(meeting.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("unit_kind", String(12), nullable=False),
    Column("unit", CODE, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("about", String(12)),
    Column("thing", CODE),
    Column("stage", String(20)),
    Column("title", Text),
    Column("is_sensitive", Boolean, nullable=False),
    Column("edition", Integer, nullable=False),
    UniqueConstraint("meeting", "number"),
)
"""What a meeting decided: which unit does what until when; about a `thing` (a case, a topic, a project, a committee, by `about`),
which `title` names as it was then. `stage` is the one that a project has to enter."""

decision_step = Table(
    "decision_step",
    tables,
    Column("decision", String(32), ForeignKey(decision.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("account", NAME),
    Column("role", ROLE),
    Column("words", Text),
)
"""What happened to a decision, in its order: made, reported, returned, closed or withdrawn, by whom, in which words."""

OPTION = "of_records"


def query(*columns: Any) -> Select:
    """A select of records' rows, which the pages' door runs on the records and keeps by their version."""
    return select(*columns).execution_options(**{OPTION: True})
