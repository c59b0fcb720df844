"""Every number on screen: what is counted, of what, and from which tables.

The database counts, Python divides, once, here. A town's rate is a ratio of sums; nobody to count is
missing, never 0 %. The words of each metric stand in the wording files under `metric.<key>`.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd


@dataclass(frozen=True)
class Total:
    """A metric over several rows: `left_out` rows have no part or no whole above 0, and count on neither side."""

    value: float | None
    part: float
    whole: float | None
    left_out: int = 0


@dataclass(frozen=True)
class Metric:
    """A number's definition.

    `part` and, for a rate, `whole` are the frame columns it is made from; `unit` says what is counted;
    `sources` are the contract tables behind it.
    """

    key: str
    unit: str
    sources: tuple[str, ...]
    part: str
    whole: str | None = None

    @property
    def is_rate(self) -> bool:
        """Whether the number is a share, shown in per cent."""
        return self.whole is not None

    @property
    def per(self) -> int:
        """Per how many of its whole the number is shown."""
        return {"per_hundred": 100, "per_thousand": 1000}.get(self.unit, 1)

    def kept(self, frame: pd.DataFrame) -> bool:
        """Whether what is counted is known of any of the rows: a town may not keep it at all."""
        return frame.empty or bool(frame[self.part].notna().any())

    def of_each(self, frame: pd.DataFrame) -> pd.Series:
        """The metric of each row, unrounded; missing where there is nobody to count."""
        part = pd.to_numeric(frame[self.part])
        if self.whole is None:
            return part
        whole = pd.to_numeric(frame[self.whole])
        return part / whole.where(whole > 0)

    def of_all(self, frame: pd.DataFrame) -> Total:
        """The metric of all rows together: a ratio of sums over the rows that have a part and a whole."""
        part = pd.to_numeric(frame[self.part])
        if self.whole is None:
            return Total(float(part.sum()), float(part.sum()), None)
        whole = pd.to_numeric(frame[self.whole])
        counted = (whole > 0) & part.notna()
        sums = float(part[counted].sum()), float(whole[counted].sum())
        value = sums[0] / sums[1] if sums[1] > 0 else None
        return Total(value, *sums, left_out=int((~counted).sum()))


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
    def shown(self) -> dict[str, Decimal]:
        """The parts there are in points as they are shown: rounded, the last that is not nothing making up the whole."""
        parts = {"own": self.own, "base": self.base, "scope": self.scope}
        said = {key: percent(float(part)) for key, part in parts.items() if part is not None}
        if last := next((key for key in reversed(said) if parts[key]), None):
            said[last] += percent(float(self.whole)) - sum(said.values())
        return said


def rounded(value: float, places: int = 1) -> Decimal:
    """The number rounded half away from 0, as Excel rounds it: on its first 15 digits."""
    return _shown(_fifteen(value), places)


def percent(share: float, places: int = 1) -> Decimal:
    """A share in per cent, or a difference of shares in percentage points, rounded as `rounded`."""
    return _shown(_fifteen(share) * 100, places)


def _fifteen(value: float) -> Decimal:
    """So 0.6 - 0.5875 is 0.0125, as by hand, and not a hair less."""
    return Decimal(f"{float(value):.15g}")


def _shown(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # no -0.0


REGISTERED = Metric("registered", "persons", ("membership", "committee"), "registered")
COVERAGE = Metric(
    "household_coverage",
    "rate",
    ("membership", "household_base", "committee", "neighbourhood", "building"),
    "households",
    "occupied_households",
)
NET_NEW = Metric("net_new", "persons", ("membership",), "net_new")
NET_NEW_HOUSEHOLDS = Metric("net_new_households", "households", ("membership",), "net_new_households")
WAITING = Metric("waiting", "persons", ("membership",), "waiting")
WAITING_LONG = Metric("waiting_long", "persons", ("membership",), "waiting_long")
STALLED = Metric("stalled", "committees", ("membership", "household_base"), "stalled")
COMMITTEES = Metric("committees", "committees", ("committee",), "committees")
PARTY_REGISTERED = Metric("party_registered", "persons", ("membership",), "party_registered")
PARTY_SHARE = Metric("party_share", "rate", ("membership",), "party_registered", "registered")
DEPARTMENT_JOINED = Metric("department_joined", "persons", ("membership", "department"), "joined")
PARTY_ACTIVE = Metric(
    "party_active",
    "rate",
    ("membership", "party_branch", "post", "interaction", "visit"),
    "active_30",
    "identity_shown",
)
IDENTITY_SHOWN_RATE = Metric(
    "identity_shown_rate", "rate", ("membership", "party_branch", "committee"), "with_branch", "roster"
)
PARTY_INTERACTION = Metric(
    "party_interaction", "per_hundred", ("membership", "interaction"), "interaction_30", "identity_shown"
)
POSITIVE_POSTS = Metric(
    "positive_posts", "per_thousand", ("membership", "post", "interaction"), "positive_30", "registered"
)
PRAISE_RECEIVED = Metric(
    "praise_received", "per_thousand", ("membership", "post", "interaction"), "praise_30", "registered"
)
SILENT = Metric(
    "silent", "branches", ("membership", "party_branch", "post", "interaction", "visit"), "silent"
)
VISITS = Metric("visits", "rate", ("visit", "visit_target"), "visited", "target")
PROJECTS_BY_LIGHT = Metric("projects_by_light", "projects", ("project", "project_stage"), "projects")
OPINIONS_WAITING = Metric("opinions_waiting", "opinions", ("opinion",), "waiting")
ANSWERED_RATE = Metric("answered_rate", "rate", ("opinion",), "answered", "received")
ADOPTED_RATE = Metric("adopted_rate", "rate", ("opinion",), "adopted", "answered")
WITHOUT_REASON = Metric("without_reason", "opinions", ("opinion",), "without_reason")
STAGE = Metric("stage", "projects", ("project", "project_stage"), "projects")
DAYS_IN_STAGE = Metric("days_in_stage", "days", ("project_stage",), "days_in_stage")
STUCK = Metric("stuck", "projects", ("project", "project_stage"), "stuck")
REVISIONS = Metric("revisions", "revisions", ("plan_revision",), "revisions")
HEARD = Metric("heard", "rate", ("project_building", "opinion"), "heard", "affected")
TURNOUT = Metric("turnout", "rate", ("project_vote",), "voted", "eligible_households")
CONSENT = Metric("consent", "rate", ("project_vote",), "in_favour", "voted")
SATISFACTION = Metric("satisfaction", "rate", ("project_rating",), "satisfied", "ratings")
IMPROVEMENT = Metric("improvement", "points", ("membership", "household_base"), "improvement")
MOVEMENT = Metric("movement", "places", ("membership", "household_base"), "moved")
GAP_TO_NEXT = Metric("gap_to_next", "households", ("membership", "household_base"), "to_next")
GAP_TO_TARGET = Metric("gap_to_target", "households", ("membership", "household_base"), "needed")
UPLIFT = Metric("uplift", "households", ("membership", "outreach_event"), "estimate")
DAYS_LATE = Metric("days_late", "days", ("project_stage",), "days_late")
NEEDS_HELP = Metric("needs_help", "committees", ("membership", "household_base"), "households")

METRICS = {
    metric.key: metric
    for metric in (
        REGISTERED,
        NET_NEW,
        COVERAGE,
        IMPROVEMENT,
        MOVEMENT,
        GAP_TO_NEXT,
        GAP_TO_TARGET,
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
        WITHOUT_REASON,
        REVISIONS,
        HEARD,
        TURNOUT,
        CONSENT,
        SATISFACTION,
    )
}
"""Every metric that some page shows, in the order of the definitions page."""
