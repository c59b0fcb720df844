"""The first tables: accounts, sessions, devices and their remotes, the audit, targets of coverage."""

import sqlalchemy as sa
from alembic import op

from data_access.records.moments import Moment

revision = "r1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_head",
        sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1"), primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("installation", sa.String(32), nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
    )
    op.create_table(
        "account",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("disabled_at", Moment),
        sa.Column("closed_at", Moment),
        sa.Column("edition", sa.Integer, nullable=False),
    )
    op.create_table(
        "account_unit",
        sa.Column("account", sa.String(60), sa.ForeignKey("account.name"), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("code", sa.String(40), primary_key=True),
    )
    op.create_table(
        "session",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("units", sa.Text, nullable=False),
        sa.Column("is_local", sa.Boolean, nullable=False),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("address", sa.String(45)),
        sa.Column("agent", sa.String(200)),
    )
    op.create_index("session_of_account", "session", ["account"])
    op.create_table(
        "failed_sign_in",
        sa.Column("who", sa.String(64), primary_key=True),
        sa.Column("address", sa.String(45), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
    )
    op.create_table(
        "failed_minute",
        sa.Column("address", sa.String(45), primary_key=True),
        sa.Column("minute", Moment, primary_key=True),
        sa.Column("account", sa.String(60), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("paired_at", Moment, nullable=False),
        sa.Column("paired_by", sa.String(60), nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment),
        sa.Column("edition", sa.Integer, nullable=False),
    )
    op.create_table(
        "pairing",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("wall", sa.String(64), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("device", sa.String(32)),
    )
    op.create_table(
        "remote",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("wall", sa.String(64), nullable=False, unique=True),
        sa.Column("device", sa.String(32)),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("offered_until", Moment, nullable=False),
        sa.Column("ends_at", Moment),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("page", sa.String(20)),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("until", Moment),
        sa.Column("day", sa.Date),
        sa.Column("display", sa.Text, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("account", sa.String(60)),
        sa.Column("role", sa.String(20)),
        sa.Column("address", sa.String(45)),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("audit_by_moment", "audit", ["at"])
    op.create_table(
        "coverage_target",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("area_code", sa.String(40), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("coverage", sa.Double, nullable=False),
        sa.Column("set_at", Moment),
        sa.Column("closed_at", Moment),
    )
    op.create_table(
        "slip",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("prefix", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("colour", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("unit_kind", sa.String(12), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("about", sa.String(12)),
        sa.Column("thing", sa.String(40)),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("demand", sa.Text, nullable=False),
        sa.Column("is_sensitive", sa.Boolean, nullable=False),
        sa.Column("issued_at", Moment, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.UniqueConstraint("year", "number"),
    )
    op.create_table(
        "slip_step",
        sa.Column("slip", sa.String(32), sa.ForeignKey("slip.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("account", sa.String(60)),
        sa.Column("role", sa.String(20)),
        sa.Column("words", sa.Text),
    )
    op.create_table(
        "bulletin",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("issued_at", Moment, nullable=False),
        sa.Column("account", sa.String(60)),
        sa.Column("role", sa.String(20)),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.UniqueConstraint("kind", "day"),
    )
    op.create_table(
        "bulletin_push",
        sa.Column("bulletin", sa.String(32), sa.ForeignKey("bulletin.id"), primary_key=True),
        sa.Column("robot", sa.String(20), primary_key=True),
        sa.Column("part", sa.String(10), primary_key=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("claimed_at", Moment),
        sa.Column("ended_at", Moment),
        sa.Column("reason", sa.String(20)),
        sa.Column("code", sa.Integer),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("called_at", Moment, nullable=False),
        sa.Column("opened_at", Moment),
        sa.Column("closed_at", Moment),
        sa.Column("minutes", sa.Text),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.UniqueConstraint("day", "number"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("meeting", sa.String(32), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("unit_kind", sa.String(12), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("about", sa.String(12)),
        sa.Column("thing", sa.String(40)),
        sa.Column("stage", sa.String(20)),
        sa.Column("title", sa.Text),
        sa.Column("is_sensitive", sa.Boolean, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.UniqueConstraint("meeting", "number"),
    )
    op.create_table(
        "decision_step",
        sa.Column("decision", sa.String(32), sa.ForeignKey("decision.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("account", sa.String(60)),
        sa.Column("role", sa.String(20)),
        sa.Column("words", sa.Text),
    )
