"""Every number on screen: what is counted, of what, and from which tables.

The database counts, Python divides, once, here (`share`). A town's rate is a ratio of sums; nobody to count is
missing, never 0 %. The words of each metric stand in the wording files under `metric.<key>`.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Total:
    """A ratio over several rows: `left_out` rows have no part or no whole above 0, and count on neither side."""

    value: float | None
    part: float
    whole: float
    left_out: int = 0


@dataclass(frozen=True)
class Definition:
    """A number on screen: its words stand in the wording files; `unit` says what is counted, `sources` are the contract
    tables behind it, `minimum` is the setting that says how large a whole its ranking asks for, `needs` are the tables and
    columns without which it cannot be counted, where these are not its sources."""

    key: str
    unit: str
    sources: tuple[str, ...]
    minimum: str | None = field(default=None, kw_only=True)
    needs: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def required(self) -> tuple[str, ...]:
        """Without what of the contract a town has no such number."""
        return self.needs or self.sources

    @property
    def is_rate(self) -> bool:
        """Whether the number is a part of a whole."""
        return isinstance(self, Ratio)


@dataclass(frozen=True)
class Ratio(Definition):
    """A number that is divided: `part` and `whole` are the frame columns it is made from."""

    part: str
    whole: str

    @property
    def per(self) -> int:
        """Per how many of its whole the number is shown."""
        return {"per_hundred": 100, "per_thousand": 1000}.get(self.unit, 1)

    def kept(self, frame: pd.DataFrame) -> bool:
        """Whether what is counted is known of any of the rows: a town may not keep it at all."""
        return frame.empty or bool(frame[self.part].notna().any())

    def of_each(self, frame: pd.DataFrame) -> pd.Series:
        """The ratio of each row, unrounded; missing where there is nobody to count."""
        part, whole = (pd.to_numeric(frame[column]) for column in (self.part, self.whole))
        return part / whole.where(whole > 0)

    def of(self, row: Any) -> float | None:
        """The ratio of one row of a frame."""
        return share(getattr(row, self.part), getattr(row, self.whole))

    def of_all(self, frame: pd.DataFrame) -> Total:
        """The ratio of all rows together: of sums over the rows that have a part and a whole."""
        part, whole = (pd.to_numeric(frame[column]) for column in (self.part, self.whole))
        counted = (whole > 0) & part.notna()
        sums = float(part[counted].sum()), float(whole[counted].sum())
        return Total(share(*sums), *sums, left_out=int((~counted).sum()))


def share(part: Any, whole: Any) -> float | None:
    """A part of its whole; None where one is unknown, or there is nobody to count."""
    if part is None or whole is None or pd.isna(part) or pd.isna(whole) or whole <= 0:
        return None
    return float(part / whole)


@dataclass(frozen=True)
class Parts:
    """What a change of coverage is made of, as exact shares that sum to it.

    `own` from households bound and `base` from changed bases, both over the committees that have a base on both days;
    `scope` from committees that came into the count or left it. `own` is missing where no committee has a base on both.
    """

    own: Fraction | None
    base: Fraction = Fraction(0)
    scope: Fraction = Fraction(0)

    @property
    def whole(self) -> Fraction:
        """The change of coverage."""
        return (self.own or 0) + self.base + self.scope

    @property
    def in_points(self) -> dict[str, Decimal]:
        """The parts there are in points as they are shown: rounded, the last that is not nothing making up the whole."""
        parts = {"own": self.own, "base": self.base, "scope": self.scope}
        points = {key: percent(float(part)) for key, part in parts.items() if part is not None}
        if last := next((key for key in reversed(points) if parts[key]), None):
            points[last] += percent(float(self.whole)) - sum(points.values())
        return points


def rounded(value: float, places: int = 1) -> Decimal:
    """The number rounded half away from 0, as Excel rounds it: on its first 15 digits."""
    return _quantized(_fifteen(value), places)


def percent(share: float, places: int = 1) -> Decimal:
    """A share in per cent, or a difference of shares in percentage points, rounded as `rounded`."""
    return _quantized(_fifteen(share) * 100, places)


def _fifteen(value: float) -> Decimal:
    """So 0.6 - 0.5875 is 0.0125, as by hand, and not a hair less."""
    return Decimal(f"{float(value):.15g}")


def _quantized(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # no -0.0


_HOUSEHOLDS = ("membership.household_id",)
_COVERED = (*_HOUSEHOLDS, "household_base")
_PARTY = ("membership.is_party_member",)
_SHOWN = (*_PARTY, "membership.identity_shown_at")
_BRANCHES = (*_PARTY, "party_branch", "membership.party_branch_code")

REGISTERED = Definition("registered", "persons", ("membership", "committee"))
COVERAGE = Ratio(
    "household_coverage",
    "rate",
    ("membership", "household_base", "committee", "neighbourhood", "building"),
    "households",
    "occupied_households",
    minimum="base_households",
    needs=_COVERED,
)
NET_NEW = Definition("net_new", "persons", ("membership",))
NET_NEW_HOUSEHOLDS = Definition("net_new_households", "households", ("membership",), needs=_HOUSEHOLDS)
RESIDENTS_ACTIVE = Ratio(
    "residents_active",
    "rate",
    ("membership", "post", "interaction", "visit"),
    "active_30",
    "registered",
    minimum="registered",
)
WAITING = Definition("waiting", "persons", ("membership",))
WAITING_LONG = Definition("waiting_long", "persons", ("membership",))
STALLED = Definition("stalled", "committees", ("membership", "household_base"), needs=_HOUSEHOLDS)
COMMITTEES = Definition("committees", "committees", ("committee",))
PARTY_REGISTERED = Definition("party_registered", "persons", ("membership",), needs=_PARTY)
PARTY_SHARE = Ratio("party_share", "rate", ("membership",), "party_registered", "registered", needs=_PARTY)
DEPARTMENT_JOINED = Definition(
    "department_joined",
    "persons",
    ("membership", "department"),
    needs=("department", "membership.department_code"),
)
PARTY_ACTIVE = Ratio(
    "party_active",
    "rate",
    ("membership", "party_branch", "post", "interaction", "visit"),
    "active_30",
    "identity_shown",
    minimum="identity_shown",
    needs=_SHOWN,
)
IDENTITY_SHOWN_RATE = Ratio(
    "identity_shown_rate",
    "rate",
    ("membership", "party_branch", "committee"),
    "with_branch",
    "roster",
    minimum="identity_shown",
    needs=(*_BRANCHES, "membership.identity_shown_at"),
)
PARTY_INTERACTION = Ratio(
    "party_interaction",
    "per_hundred",
    ("membership", "interaction"),
    "interaction_30",
    "identity_shown",
    minimum="identity_shown",
    needs=(*_SHOWN, "interaction"),
)
POSITIVE_POSTS = Ratio(
    "positive_posts",
    "per_thousand",
    ("membership", "post", "interaction"),
    "positive_30",
    "registered",
    minimum="registered",
    needs=(*_PARTY, "post"),
)
PRAISE_RECEIVED = Ratio(
    "praise_received",
    "per_thousand",
    ("membership", "post", "interaction"),
    "praise_30",
    "registered",
    minimum="registered",
    needs=(*_PARTY, "post", "interaction"),
)
SILENT = Definition(
    "silent", "branches", ("membership", "party_branch", "post", "interaction", "visit"), needs=_BRANCHES
)
VISITS = Ratio("visits", "rate", ("visit", "visit_target"), "visited", "target")
PROJECTS_BY_LIGHT = Definition("projects_by_light", "projects", ("project", "project_stage"))
OPINIONS_WAITING = Definition("opinions_waiting", "opinions", ("opinion",))
ANSWERED_RATE = Ratio("answered_rate", "rate", ("opinion",), "answered", "received")
ADOPTED_RATE = Ratio("adopted_rate", "rate", ("opinion",), "adopted", "answered")
WITHOUT_REASON = Definition("without_reason", "opinions", ("opinion",))
ADOPTED_UNWRITTEN = Definition("adopted_unwritten", "opinions", ("opinion", "plan_revision"))
STAGE = Definition("stage", "projects", ("project", "project_stage"))
DAYS_IN_STAGE = Definition("days_in_stage", "days", ("project_stage",))
STUCK = Definition("stuck", "projects", ("project", "project_stage"))
REVISIONS = Definition("revisions", "revisions", ("plan_revision",))
HEARD = Ratio(
    "heard",
    "rate",
    ("project_building", "opinion"),
    "heard",
    "affected",
    needs=("project_building", "opinion", "opinion.building_code"),
)
TURNOUT = Ratio("turnout", "rate", ("project_vote",), "voted", "eligible_households")
CONSENT = Ratio("consent", "rate", ("project_vote",), "in_favour", "voted")
VOTES_NEEDED = Definition("votes_needed", "households", ("project_vote", "project_stage"))
SATISFACTION = Ratio("satisfaction", "rate", ("project_rating",), "satisfied", "ratings")
IMPROVEMENT = Definition(
    "improvement", "points", ("membership", "household_base"), minimum="base_households", needs=_COVERED
)
MOVEMENT = Definition(
    "movement", "places", ("membership", "household_base"), minimum="base_households", needs=_COVERED
)
GAP_TO_NEXT = Definition(
    "gap_to_next", "households", ("membership", "household_base"), minimum="base_households", needs=_COVERED
)
GAP_TO_TARGET = Definition("gap_to_target", "households", ("membership", "household_base"), needs=_COVERED)
UPLIFT = Definition(
    "uplift", "households", ("membership", "outreach_event"), needs=(*_HOUSEHOLDS, "outreach_event")
)
DOORS = Definition(
    "doors", "households", ("visit", "membership"), needs=("visit.household_id", "membership.household_id")
)
DAYS_LATE = Definition("days_late", "days", ("project_stage",))
NEEDS_HELP = Definition(
    "needs_help", "committees", ("membership", "household_base"), minimum="base_households", needs=_COVERED
)
ANSWERED_24H = Ratio(
    "answered_24h", "rate", ("post", "interaction"), "answered_24h", "concerns", minimum="concerns"
)
REPLY_HOURS = Definition("reply_hours", "hours", ("post", "interaction"))
UNANSWERED = Definition("unanswered", "posts", ("post",))
TOPIC_HEAT = Definition("topic_heat", "persons", ("post", "interaction", "membership"))
TOPIC_RISING = Definition("topic_rising", "topics", ("post", "interaction", "membership"))
CASES_RECEIVED = Definition("cases_received", "cases", ("case_file",))
CASES_OPEN = Definition("cases_open", "cases", ("case_file",), needs=("case_file.closed_at",))
CASES_OVERDUE = Definition(
    "cases_overdue", "cases", ("case_file", "case_event"), needs=("case_file.closed_at",)
)
CASES_UNTOUCHED = Definition(
    "cases_untouched", "cases", ("case_file",), needs=("case_file.accepted_at", "case_file.closed_at")
)
FIRST_CONTACT_IN_TIME = Ratio(
    "first_contact_in_time",
    "rate",
    ("case_file",),
    "contacted",
    "contacts_due",
    minimum="cases",
    needs=("case_file.first_contacted_at",),
)
ON_TIME_CLOSURE = Ratio(
    "on_time_closure",
    "rate",
    ("case_file", "case_event"),
    "on_time",
    "closings_due",
    minimum="cases",
    needs=("case_file.closed_at",),
)
SOLVED_RATE = Ratio(
    "solved_rate",
    "rate",
    ("case_file",),
    "solved",
    "judged",
    minimum="cases",
    needs=("case_file.closed_at", "case_file.result"),
)
SATISFIED_RATE = Ratio(
    "satisfied_rate",
    "rate",
    ("case_file",),
    "satisfied",
    "ratings",
    minimum="cases",
    needs=("case_file.closed_at", "case_file.rating"),
)
RETURNED_RATE = Ratio(
    "returned_rate",
    "rate",
    ("case_file", "case_event"),
    "returned",
    "dispatched",
    minimum="cases",
    needs=("case_file.dispatched_at", "case_event"),
)
REWORKED_RATE = Ratio(
    "reworked_rate",
    "rate",
    ("case_file", "case_event"),
    "reworked",
    "closed",
    minimum="cases",
    needs=("case_file.closed_at", "case_event"),
)
CASE_DAYS = Definition("case_days", "working_days", ("case_file",), needs=("case_file.closed_at",))
SLIPS_OPEN = Definition("slips_open", "cases", ("slip",))
SLIPS_RED = Definition("slips_red", "cases", ("slip",))
SLIPS_TO_CHECK = Definition("slips_to_check", "cases", ("slip",))
SLIPS_ANSWERED_IN_TIME = Ratio("slips_answered_in_time", "rate", ("slip",), "answered_in_time", "answers_due")
DECISIONS_OPEN = Definition("decisions_open", "decisions", ("decision",))
DECISIONS_LATE = Definition("decisions_late", "decisions", ("decision",))
DECISIONS_DONE = Definition("decisions_done", "decisions", ("decision",))
CAMPAIGN_POSTS = Definition("campaign_posts", "posts", ("campaign", "campaign_post", "post"))
CAMPAIGN_PARTICIPANTS = Definition(
    "campaign_participants", "persons", ("campaign", "campaign_post", "post", "interaction")
)
CAMPAIGN_PRAISE = Definition("campaign_praise", "acts", ("campaign", "campaign_post", "post", "interaction"))
CAMPAIGN_EFFECT = Definition(
    "campaign_effect", "acts", ("campaign", "campaign_committee", "membership", "post", "interaction")
)

METRICS = {
    metric.key: metric
    for metric in (
        REGISTERED,
        NET_NEW,
        RESIDENTS_ACTIVE,
        COVERAGE,
        IMPROVEMENT,
        MOVEMENT,
        GAP_TO_NEXT,
        GAP_TO_TARGET,
        DOORS,
        NET_NEW_HOUSEHOLDS,
        STALLED,
        WAITING,
        WAITING_LONG,
        UPLIFT,
        COMMITTEES,
        NEEDS_HELP,
        PARTY_REGISTERED,
        PARTY_SHARE,
        IDENTITY_SHOWN_RATE,
        PARTY_ACTIVE,
        PARTY_INTERACTION,
        POSITIVE_POSTS,
        PRAISE_RECEIVED,
        SILENT,
        VISITS,
        DEPARTMENT_JOINED,
        PROJECTS_BY_LIGHT,
        STAGE,
        DAYS_IN_STAGE,
        DAYS_LATE,
        STUCK,
        OPINIONS_WAITING,
        ANSWERED_RATE,
        ADOPTED_RATE,
        ADOPTED_UNWRITTEN,
        WITHOUT_REASON,
        REVISIONS,
        HEARD,
        TURNOUT,
        CONSENT,
        VOTES_NEEDED,
        SATISFACTION,
        ANSWERED_24H,
        REPLY_HOURS,
        UNANSWERED,
        TOPIC_HEAT,
        TOPIC_RISING,
        CASES_RECEIVED,
        CASES_OPEN,
        CASES_OVERDUE,
        CASES_UNTOUCHED,
        FIRST_CONTACT_IN_TIME,
        ON_TIME_CLOSURE,
        SOLVED_RATE,
        SATISFIED_RATE,
        RETURNED_RATE,
        REWORKED_RATE,
        CASE_DAYS,
        SLIPS_OPEN,
        SLIPS_RED,
        SLIPS_TO_CHECK,
        SLIPS_ANSWERED_IN_TIME,
        DECISIONS_OPEN,
        DECISIONS_LATE,
        DECISIONS_DONE,
        CAMPAIGN_POSTS,
        CAMPAIGN_PARTICIPANTS,
        CAMPAIGN_PRAISE,
        CAMPAIGN_EFFECT,
    )
}
"""Every metric that some page shows, in the order of the definitions page."""
