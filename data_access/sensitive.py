"""What is sensitive: marked so by the platform, or by the town's own words when it is read; and which posts and cases a reader
sees one by one.

Figures count what is sensitive for everybody; a list leaves it out whole where its readers may not see it, without telling
how much.
"""

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass

import pandas as pd
from sqlalchemy import Column, ColumnElement, Label, Select, and_, case, or_, select, true

from data_access.access.rights import ALL, OWN, Rights
from data_access.settings import Settings
from data_access.store import case_file, concern, concern_topic
from data_access.vocabulary import Topic

MARK = "sensitive"
"""The column of a list of posts or cases in which stands of a sensitive one that it is one of the `posts` or `cases`."""


def is_public(flag: Column, title: Column, settings: Settings) -> ColumnElement[bool]:
    """Whether a row may stand in a list that everybody may read."""
    words = (~title.icontains(word, autoescape=True) for word in settings.sensitive.words)
    return and_(~flag, *words)


def is_named(texts: Iterable[object], settings: Settings) -> bool:
    """Whether one of the town's own words stands in one of these texts, as `is_public` looks for it; None is no text."""
    lower = [text.lower() for text in texts if isinstance(text, str)]
    return any(word.lower() in text for text in lower for word in settings.sensitive.words)


def mark_of_case(settings: Settings) -> Label:
    """The column by which it is known that a case in a list is sensitive."""
    row = case_file.c
    return case((~is_public(row.is_sensitive, row.title, settings), "cases")).label(MARK)


def mark_of_concern(settings: Settings) -> Label:
    """The column by which it is known that a post in a list is sensitive."""
    row = concern.c
    return case((~is_public(row.is_sensitive, row.title, settings), "posts")).label(MARK)


def among(read: object) -> frozenset[str]:
    """Of what there is something sensitive in what was read, be it one frame or several: `posts`, `cases`."""
    if isinstance(read, pd.DataFrame):
        return frozenset(read[MARK].dropna()) if MARK in read else frozenset()
    parts: Iterable[object] = read if isinstance(read, tuple) else ()
    if is_dataclass(read):
        parts = (getattr(read, part.name) for part in fields(read))
    return frozenset[str]().union(*map(among, parts))


def cases(settings: Settings) -> Select:
    """The cases that are sensitive: case."""
    row = case_file.c
    return select(row.id.label("case")).where(~is_public(row.is_sensitive, row.title, settings))


def case_is_seen(settings: Settings, rights: Rights) -> ColumnElement[bool]:
    """Whether a reader sees a case: who handles it is the department that holds it, else its committee."""
    row = case_file.c
    held, local = row.department_code.in_(rights.departments), row.committee_code.in_(rights.committees)
    public = is_public(row.is_sensitive, row.title, settings)
    return _is_seen(rights, public, or_(held, local), or_(held, and_(row.department_code.is_(None), local)))


def concern_is_seen(settings: Settings, rights: Rights, topics: Iterable[Topic]) -> ColumnElement[bool]:
    """Whether a reader sees a post: its committee answers it, the departments of its topics, and who gave the first reply.
    `topics`: Settings.topics_of the town."""
    row = concern.c
    belongs = or_(row.committee_code.in_(rights.committees), is_answered_by(rights.departments, topics))
    return _is_seen(rights, is_public(row.is_sensitive, row.title, settings), belongs, belongs)


def is_answered_by(departments: Collection[str], topics: Iterable[Topic]) -> ColumnElement[bool]:
    """Whether departments must answer a post, which is under one of their topics, or have given the first reply."""
    return or_(concern.c.reply_department.in_(departments), is_under_topics_of(departments, topics))


def is_under_topics_of(departments: Collection[str], topics: Iterable[Topic]) -> ColumnElement[bool]:
    """Whether a post is under one of the topics that departments answer for."""
    keys = [topic.key for topic in topics if topic.department in departments]
    about = concern_topic.c
    return concern.c.id.in_(select(about.concern_id).where(about.topic.in_(keys)))


def _is_seen(
    rights: Rights,
    public: ColumnElement[bool],
    belongs: ColumnElement[bool],
    handled: ColumnElement[bool],
) -> ColumnElement[bool]:
    """`belongs`: whether a row is one of the reader's units'; `handled`: whether these must answer or handle it."""
    whose = true() if rights.own("items") is None else belongs
    if rights.extent("sensitive") == ALL:
        return whose
    return and_(whose, or_(public, handled) if rights.extent("sensitive") == OWN else public)
