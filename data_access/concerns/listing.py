"""Concerns one by one: those that a reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Select, case, func, or_, select, union_all

from data_access.access.rights import OPEN, Rights
from data_access.concerns import answers
from data_access.made import Made
from data_access.rows import Maybe
from data_access.sensitive import concern_is_seen, is_under_topics_of, mark_of_concern
from data_access.settings import Settings
from data_access.store import board, committee, concern, concern_topic, names, neighbourhood
from data_access.vocabulary import Topic

_row = concern.c


class Concern(Protocol):
    """A post that asks for an answer, as it stood at the end of the day."""

    concern: str
    title: str
    """Without what the refresh covers."""
    committee: str
    name: Maybe[str]
    """Its committee's; missing for a committee that is not there."""
    neighbourhood: Maybe[str]
    """Its name."""
    board: str
    board_name: Maybe[str]
    kind: str
    created_at: pd.Timestamp
    days: int
    """From the day on which it was written to the day that is looked at."""
    first_reply_at: Maybe[pd.Timestamp]
    reply_hours: Maybe[float]
    reply_role: Maybe[str]
    """`committee` or `department`; missing where it is not known whose the reply is, and without one."""
    reply_department: Maybe[str]
    department_name: Maybe[str]
    sensitive: Maybe[str]
    """sensitive.MARK."""


class Reply(Protocol):
    """The first official reply to a post: when, how long after it, whose (as in `Concern`)."""

    at: pd.Timestamp
    minutes: int
    role: Maybe[str]
    department: Maybe[str]
    name: Maybe[str]
    """The department's."""


@dataclass(frozen=True)
class Reading:
    """By whom concerns are read: the town's settings and its topics (Settings.topics_of), and the reader's rights."""

    settings: Settings
    topics: tuple[Topic, ...]
    rights: Rights


@dataclass(frozen=True)
class Choice:
    """Which concerns a list is of, of those written in the last days; None: whichever."""

    committee: str | None = None
    topic: str | None = None
    board: str | None = None
    kind: str | None = None
    days: int = answers.REACH


@dataclass(frozen=True)
class Listing:
    """The concerns of a choice that a reader sees: those without an answer first, the oldest of them first; then the latest."""

    on: date
    reading: Reading
    choice: Choice

    def public(self) -> "Listing":
        """Those of them that everybody may see, whoever reads."""
        return replace(self, reading=replace(self.reading, rights=OPEN))

    def replies(self) -> Select:
        """The first official replies to them: rows of `Reply`."""
        whose = names.departments(self.on).subquery()
        return (
            select(
                _row.first_reply_at.label("at"),
                _row.reply_minutes.label("minutes"),
                _row.reply_role.label("role"),
                _row.reply_department.label("department"),
                whose.c.name,
            )
            .select_from(concern.outerjoin(whose, whose.c.code == _row.reply_department))
            .where(*self._conditions(), answers.answered(self.on))
        )

    def whole(self) -> Made[pd.DataFrame]:
        """All of them: rows of `Concern`."""
        return self._first(None)

    def part(self, searched: str, most: int) -> Made[pd.DataFrame]:
        """The first of those that hold each of the words in their title, in the name or code of their committee or in the name
        of the department that replied: rows of `Concern`."""
        return self._first(most, searched.split())

    def is_longer(self, most: int) -> Made[bool]:
        """Whether there are more, without a word of how many."""
        some = select(_row.id).where(*self._conditions()).limit(most + 1).subquery()
        return Made(_exceeds, select(func.count().label("concerns")).select_from(some), most)

    def _conditions(self) -> list[ColumnElement[bool]]:
        choice, about = self.choice, concern_topic.c
        named = (
            (_row.committee_code, choice.committee),
            (_row.board_code, choice.board),
            (_row.kind, choice.kind),
        )
        chosen = [column == code for column, code in named if code is not None]
        if choice.topic is not None:
            chosen.append(_row.id.in_(select(about.concern_id).where(about.topic == choice.topic)))
        return [*_seen(self.on, self.reading, choice.days), *chosen]

    def _first(self, most: int | None, words: Sequence[str] = ()) -> Made[pd.DataFrame]:
        """The first in order, each half by the index of time, which ends where there are enough."""
        rows = _with_replies(self.on, self.reading, words).where(*self._conditions())
        replied = answers.answered(self.on)
        waits = rows.where(~replied).order_by(_row.created_at, _row.id).limit(most)
        others = rows.where(replied).order_by(_row.created_at.desc(), _row.id).limit(most)
        either = union_all(*(select(half.subquery()) for half in (waits, others))).subquery()
        row = either.c
        without = case((row.first_reply_at.is_(None), row.created_at))
        order = without.is_(None), without, row.created_at.desc(), row.concern
        return Made(_timed, select(either).order_by(*order).limit(most), self.on)


@dataclass(frozen=True)
class Queue:
    """The concerns without an answer that a reader sees, the oldest first: of all, of a committee, or of a department's topics;
    rows of `Concern`, without what is of replies."""

    on: date
    reading: Reading
    committee: str | None = None
    department: str | None = None

    def whole(self) -> Made[pd.DataFrame]:
        """All of them."""
        return self.first(None)

    def first(self, most: int | None) -> Made[pd.DataFrame]:
        """So many of them."""
        rows = _named(self.reading).where(*self._conditions()).order_by(_row.created_at, _row.id)
        return Made(aged, rows.limit(most), self.on)

    def _conditions(self) -> list[ColumnElement[bool]]:
        own = [] if self.committee is None else [_row.committee_code == self.committee]
        if self.department is not None:
            own.append(is_under_topics_of([self.department], self.reading.topics))
        return [*_seen(self.on, self.reading, answers.REACH), answers.waiting(self.on), *own]


def aged(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """The concerns with how many days lie between their own and the one that is looked at."""
    return frame.assign(days=[(on - moment.date()).days for moment in frame["created_at"]])


def _timed(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    hours = pd.to_numeric(frame["reply_minutes"]) / 60
    return aged(frame.drop(columns="reply_minutes").assign(reply_hours=hours), on)


def _exceeds(number: pd.DataFrame, most: int) -> bool:
    return bool(number["concerns"].iloc[0] > most)


def _seen(on: date, reading: Reading, days: int) -> tuple[ColumnElement[bool], ...]:
    return answers.written(on, days), concern_is_seen(reading.settings, reading.rights, reading.topics)


def _named(reading: Reading) -> Select:
    return select(
        _row.id.label("concern"),
        _row.title,
        _row.committee_code.label("committee"),
        committee.c.name,
        neighbourhood.c.name.label("neighbourhood"),
        _row.board_code.label("board"),
        board.c.name.label("board_name"),
        _row.kind,
        _row.created_at,
        mark_of_concern(reading.settings),
    ).select_from(
        concern.outerjoin(committee, committee.c.code == _row.committee_code)
        .outerjoin(neighbourhood, neighbourhood.c.code == _row.neighbourhood_code)
        .outerjoin(board, board.c.code == _row.board_code)
    )


def _with_replies(on: date, reading: Reading, words: Sequence[str]) -> Select:
    """With what of replies `Concern` says, of those that hold each of the words."""
    whose, replied = names.departments(on).subquery(), answers.answered(on)
    department = case((replied, whose.c.name))
    reply = ("first_reply_at", "reply_minutes", "reply_role", "reply_department")
    searched = _row.title, committee.c.name, _row.committee_code, department
    return (
        _named(reading)
        .outerjoin(whose, whose.c.code == _row.reply_department)
        .add_columns(*(case((replied, _row[name])).label(name) for name in reply))
        .add_columns(department.label("department_name"))
        .where(*(or_(*(part.icontains(word, autoescape=True) for part in searched)) for word in words))
    )
