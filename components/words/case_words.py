"""What a case is, how far it has come and how it ended, in words."""

from datetime import datetime, timedelta

import pandas as pd

from components.words import numerals
from components.words.topic_names import topic_name
from data_access.settings import settings
from data_access.wording import beside, name, text

_A_MOMENT = timedelta(seconds=1)


def kind(code: str) -> str:
    """What the resident wants: to know, to propose, help, redress."""
    return name("case_kind", code)


def category(named: str) -> str:
    """What a case is about: in the reader's language where it is a topic's name, else as the platform writes it."""
    topics = (topic.key for topic in settings().topics if topic.name == named)
    key = next(topics, None)
    return named if key is None else topic_name(key, named)


def source(code: str) -> str:
    """How a case came in."""
    return name("case_source", code)


def level(code: str) -> str:
    """On which level a case is handled."""
    return name("case_level", code)


def step(code: str) -> str:
    """A step of a case's way."""
    return name("case_step", code)


def event(code: str) -> str:
    """What happened to a case beside its way."""
    return name("case_event", code)


def result(code: str | None) -> str:
    """How a case ended; a dash where that is not kept."""
    return name("case_result", code) if isinstance(code, str) else numerals.MISSING


def department(row) -> str:
    """Who handles a case, by name; its code where it has none, a dash where it is nobody's yet."""
    words = (one for one in (row.department_name, row.department) if isinstance(one, str) and one)
    return next(words, numerals.MISSING)


def last_day(due: datetime) -> str:
    """The last day that is in time. `due`: the first moment that is too late."""
    return numerals.MISSING if pd.isna(due) else numerals.day(due - _A_MOMENT)


def timing(row) -> str:
    """How a case stands to its deadline: so many days over it, closed, or until when there is time."""
    if pd.notna(row.closed_at):
        return text("cases.closed_on", day=row.closed_at)
    if pd.notna(row.days_over):
        return text("common.late", count=numerals.count(row.days_over))
    return text("cases.until", day=last_day(row.due))


def marks(row) -> list[str]:
    """What is to be known of a case beside its light: sent back twice or more, done again."""
    found = []
    if row.returned > 1:
        found.append(text("cases.returned_times", count=numerals.count(row.returned)))
    if row.reworked:
        found.append(text("cases.reworked_mark"))
    return found


def outcome(row) -> str:
    """How a closed case ended, and how it was rated."""
    rated = None if pd.isna(row.rating) else text("cases.stars", count=row.rating)
    return beside(result(row.result), rated)
