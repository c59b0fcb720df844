"""What cases are about: the platform's own categories, those of a topic under its name, however they are written."""

import pandas as pd

from data_access.settings import Settings
from data_access.vocabulary import Topic


def of(written: pd.Series, settings: Settings) -> pd.Series:
    """The categories by the names of the topics that they belong to; as they are written, where they belong to none."""
    return written.map({one: _name(one, settings.topics) for one in set(written)})


def among(cases: pd.DataFrame, category: str | None, settings: Settings) -> pd.DataFrame:
    """The cases (category) of one of these, all of them for None, with it as their `subject`."""
    found = cases.assign(subject=of(cases["category"], settings))
    return found if category is None else found[found["subject"] == category].reset_index(drop=True)


def about(cases: pd.DataFrame, key: str, settings: Settings, most: int) -> tuple[str, ...]:
    """The ids of the first cases about a topic: those that came from a post under it, whose category is its, or with a word of
    it in their title. `cases`: listing.subjects."""
    found = cases["of_topic"].astype(bool)
    if topic := next((topic for topic in settings.topics if topic.key == key), None):
        found |= of(cases["category"], settings).eq(topic.name)
        found |= cases["title"].map(lambda title: _has_word(title, topic)).astype(bool)
    return tuple(cases.loc[found, "case"][:most])


def _name(written: str, topics: tuple[Topic, ...]) -> str:
    named = (topic.name for topic in topics if written in (topic.name, *topic.categories))
    worded = (topic.name for topic in topics if _has_word(written, topic))
    return next(named, None) or next(worded, written)


def _has_word(written: str, topic: Topic) -> bool:
    written = written.lower()
    for word in topic.excepted:
        written = written.replace(word.lower(), "\n")
    return any(word.lower() in written for word in topic.words)
