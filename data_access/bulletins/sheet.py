"""The figures of a bulletin as a table: how each is counted, and as a workbook of its own."""

import pandas as pd

from data_access import metrics
from data_access.bulletins import written
from data_access.bulletins.content import Content
from data_access.metrics import Definition
from data_access.wording import name, term, text

METRICS = {
    "registered": metrics.REGISTERED,
    "net_new": metrics.NET_NEW,
    **dict.fromkeys(("households", "occupied_households"), metrics.COVERAGE),
    "coverage_points": metrics.IMPROVEMENT,
    "growing": metrics.NET_NEW_HOUSEHOLDS,
    "stalled": metrics.STALLED,
    **dict.fromkeys(("active_residents", "active_of"), metrics.RESIDENTS_ACTIVE),
    **dict.fromkeys(("party_active", "identity_shown"), metrics.PARTY_ACTIVE),
    **dict.fromkeys(("answer_days", "answered_24h", "concerns"), metrics.ANSWERED_24H),
    **dict.fromkeys(("unanswered", "unanswered_24h"), metrics.UNANSWERED),
    "cases_received": metrics.CASES_RECEIVED,
    "cases_closed": metrics.CASE_DAYS,
    "cases_open": metrics.CASES_OPEN,
    "cases_overdue": metrics.CASES_OVERDUE,
    **dict.fromkeys(("closed_in_time", "closings_due"), metrics.ON_TIME_CLOSURE),
    **dict.fromkeys(("works", "works_behind", "works_red"), metrics.PROJECTS_BY_LIGHT),
    **dict.fromkeys(("works_amber", "works_suspended"), metrics.PROJECTS_BY_LIGHT),
    "works_done": metrics.STAGE,
    "slips_open": metrics.SLIPS_OPEN,
    "slips_red": metrics.SLIPS_RED,
    "slips_to_check": metrics.SLIPS_TO_CHECK,
    **dict.fromkeys(("answered_in_time", "answers_due"), metrics.SLIPS_ANSWERED_IN_TIME),
    "decisions_open": metrics.DECISIONS_OPEN,
    "decisions_late": metrics.DECISIONS_LATE,
    "decisions_done": metrics.DECISIONS_DONE,
}
"""By figure: how it is counted."""


def frame(content: Content) -> pd.DataFrame:
    """The figures as they are taken away: section, figure, number."""
    rows = [
        (name("bulletin_section", section.key), name("bulletin_figure", key), number)
        for section in content.sections
        for key, number in section.figures.items()
    ]
    return pd.DataFrame(rows, columns=[term("bulletin", key) for key in ("section", "figure", "number")])


def defined(content: Content) -> list[Definition]:
    """How they are counted, each definition once."""
    found = (METRICS[key] for section in content.sections for key in section.figures)
    return [*dict.fromkeys(found)]


def workbook(content: Content) -> bytes:
    """The figures and their definitions as XLSX, the same bytes for the same bulletin."""
    from data_access.workbook import xlsx

    title = written.title(content)
    facts = [(text("common.table"), title), (text("bulletin.source"), written.sources(content))]
    words = (
        (text(f"metric.{metric.key}.name"), text(f"metric.{metric.key}.definition"))
        for metric in defined(content)
    )
    return xlsx(title, frame(content), facts, words, head=title, made_at=content.source.complete_at)
