"""What residents ask in posts and how soon they are answered: what may be read of a day, queries and what follows from
them.

A concern is a post of a resident, a party member or an office that asks for an answer: a problem, a question or a
suggestion. A rate is of those older than 24 hours at the end of the day, written within so many days up to it.
"""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Select, select

from data_access.access.rights import Rights
from data_access.concerns import answers, departments, listing
from data_access.made import Made
from data_access.settings import Settings
from data_access.store import answer_day, board, concern, concern_topic, names
from data_access.vocabulary import Topic


def town(on: date, days: int = 30, committee: str | None = None) -> Made[answers.Answered]:
    """How soon the concerns of the town, or of one committee, are answered."""
    kept = answers.stored(on, days, "town" if committee is None else "committee", committee)
    return Made(answers.one, kept, on)


def of_topic(topic: str, on: date, days: int = 30, committee: str | None = None) -> Made[answers.Answered]:
    """The same of one topic."""
    if committee is None:
        return Made(answers.one, answers.stored(on, days, "topic", topic), on)
    about = concern.c.id.in_(select(concern_topic.c.concern_id).where(concern_topic.c.topic == topic))
    return Made(answers.one, _groups(on, days, "committee", committee, about), on)


def timely(on: date, days: int = 30) -> Select:
    """How many concerns of the town are answered within a day, and of how many: one row of answered_24h, concerns."""
    return answers.timely(on, days)


def by_committee(on: date, days: int = 30) -> Made[pd.DataFrame]:
    """The same by `committee`: rows of answers.Row; of every committee of the day, and of each other one with concerns."""
    return Made(answers.by, _groups(on, days, "committee"), names.committees(on), "committee", on)


def by_board(on: date, days: int = 30, committee: str | None = None) -> Made[pd.DataFrame]:
    """The same by `board`, of those with concerns: rows of answers.Row."""
    return Made(answers.by, _groups(on, days, "board", committee), names.boards(), "board", on)


def boards(on: date) -> Select:
    """The boards of the concerns of the last answers.REACH days, by their code: board, name (missing of one that is not
    registered)."""
    row = answer_day.c
    return (
        select(row.code.label("board"), board.c.name)
        .select_from(answer_day.outerjoin(board, board.c.code == row.code))
        .where(row.day == on, row.kind == "board")
        .order_by(row.code)
    )


def by_topic(
    on: date, settings: Settings, days: int = 30, committee: str | None = None
) -> Made[pd.DataFrame]:
    """The same by `topic`, of those with concerns: rows of answers.Row, whose names are the settings', missing for what belongs
    to none. A concern of several topics counts in each."""
    groups = _groups(on, days, "topic", committee)
    return Made(answers.by, groups, _names(settings), "topic", on)


def by_department(on: date, topics: tuple[Topic, ...], days: int = 30) -> Made[pd.DataFrame]:
    """How soon each department answers: rows of departments.Department. `topics`: Settings.topics_of the town."""
    kept = (answers.stored(on, days, kind) for kind in ("department", "owner"))
    return Made(departments.counted, *kept, names.departments(on), on, topics)


def replied(department: str, on: date, days: int = 30) -> Select:
    """Under which topics a department gave first replies: departments.replied."""
    return departments.replied(department, on, days)


def listed(
    on: date,
    settings: Settings,
    rights: Rights,
    topics: tuple[Topic, ...],
    *,
    committee: str | None = None,
    topic: str | None = None,
    board: str | None = None,
    kind: str | None = None,
    days: int = answers.REACH,
) -> listing.Listing:
    """The list of the concerns of the last days that the reader sees. `topics`: Settings.topics_of the town."""
    choice = listing.Choice(committee, topic, board, kind, days)
    return listing.Listing(on, listing.Reading(settings, topics, rights), choice)


def waiting(
    on: date,
    settings: Settings,
    rights: Rights,
    topics: tuple[Topic, ...],
    committee: str | None = None,
    department: str | None = None,
) -> listing.Queue:
    """The concerns without an answer that the reader sees: of all, of a committee, or of a department's topics. `topics`: as in
    `listed`."""
    return listing.Queue(on, listing.Reading(settings, topics, rights), committee, department)


def _groups(
    on: date, days: int, kind: str, committee: str | None = None, *conditions: ColumnElement[bool]
) -> Select | Made[pd.DataFrame]:
    """A kind of groups of the town as the store keeps them, of a committee counted from its concerns."""
    if committee is None:
        return answers.stored(on, days, kind)
    own = concern.c.committee_code == committee, *conditions
    rows = answers.concerns(answers.written(on, answers.REACH), *own)
    return Made(answers.counted, rows, on, days, kind)


def _names(settings: Settings) -> pd.DataFrame:
    """The settings' topics: code, name, listed (none is for itself)."""
    rows = [(topic.key, topic.name, False) for topic in settings.topics]
    return pd.DataFrame(rows, columns=["code", "name", "listed"])
