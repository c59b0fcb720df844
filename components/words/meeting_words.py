"""Meetings and what they decided, in words: which meeting, how far a decision has come, what its figures say."""

from datetime import date

from components.words import numerals, slip_words
from components.words.place_names import short
from data_access.metrics import METRICS
from data_access.wording import name, text

FINISHED = "completed"
"""The stage by which a project is done where its decision names none."""


def title(row) -> str:
    """A meeting by its day; a second one of that with its number. `row`: with `day` and `number`."""
    if row.number == 1:
        return text("meeting.of_day", day=row.day)
    return text("meeting.of_day_again", day=row.day, number=row.number)


def weekday(day: date) -> str:
    """A day with its day of the week."""
    return text("sign.bracketed", words=numerals.day(day), inside=name("weekday", f"{day.weekday()}"))


def unit(row) -> str:
    """Which unit is responsible; by the code where the town knows no name."""
    return slip_words.unit(row)


def state(row) -> str:
    """How far a decision has come."""
    return name("decision_state", row.state)


def act(kind: str) -> str:
    """What was done to a decision."""
    return name("decision_act", kind)


def timing(row) -> str:
    """How a decision stands to its deadline: until when there is time, that it is over, or when it was done."""
    if row.state == "withdrawn":
        return text("meeting.withdrawn")
    if not numerals.missing(row.done_on):
        return text("meeting.done", day=row.done_on)
    return text("meeting.over" if row.late else "meeting.until", day=row.due_on)


def proof(row) -> str:
    """By what it is known that a decision is done. `row`: of decisions.Decision."""
    if row.about == "project":
        stage = FINISHED if numerals.missing(row.stage) else row.stage
        return text("meeting.fact_project", stage=name("stage", stage))
    return text("meeting.fact_case" if row.about == "case" else "meeting.fact_word")


def by_fact(row) -> str:
    """Which fact says that a decision is done; empty where none does."""
    if not row.by_fact:
        return ""
    key = "meeting.by_fact_case" if row.about == "case" else "meeting.by_fact_project"
    return text(key, day=row.done_on)


def value(key: str, number: float | None) -> str:
    """A figure by its metric's key: a rate in per cent, else a count."""
    return numerals.rate(number) if METRICS[key].is_rate else numerals.count(number)


def change(key: str, now: float | None, then: float | None) -> str:
    """How a figure has changed, with its sign, in points where it is a rate; that it has not, where both read alike."""
    if numerals.missing(now) or numerals.missing(then):
        return numerals.MISSING
    if value(key, now) == value(key, then):
        return text("meeting.level")
    difference = (now or 0) - (then or 0)
    return numerals.points(difference) if METRICS[key].is_rate else numerals.change(difference)


def item(one) -> str:
    """What is new, and whose it is. `one`: an agenda.Item."""
    if one.kind == "committee":
        return short(one.title)
    return text("sign.bracketed", words=one.title, inside=short(one.whose)) if one.whose else one.title
