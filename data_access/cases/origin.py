"""The post that a case came from, as far as a reader may see both."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, select

from data_access.access.rights import Rights
from data_access.clock import end_of
from data_access.rows import Maybe
from data_access.sensitive import case_is_seen, concern_is_seen, mark_of_concern
from data_access.settings import Settings
from data_access.store import case_file, concern, concern_topic
from data_access.vocabulary import Topic


class Post(Protocol):
    """A row of `posts`: a post, once with each of its topics."""

    concern: str
    title: str
    created_at: pd.Timestamp
    first_reply_at: Maybe[pd.Timestamp]
    topic: Maybe[str]
    """Its key; missing while posts have none yet."""
    sensitive: Maybe[str]
    """sensitive.MARK."""


def posts(case: str, on: date, settings: Settings, rights: Rights, topics: tuple[Topic, ...]) -> Select:
    """The post of a case: rows of `Post`; none where the reader does not see the case or the post."""
    row, post, topic = case_file.c, concern.c, concern_topic.c
    return (
        select(
            *(post.id.label("concern"), post.title, post.created_at, post.first_reply_at, topic.topic),
            mark_of_concern(settings),
        )
        .select_from(
            case_file.join(concern, post.id == row.post_id).outerjoin(
                concern_topic, topic.concern_id == post.id
            )
        )
        .where(
            row.id == case,
            post.created_at < end_of(on),
            case_is_seen(settings, rights),
            concern_is_seen(settings, rights, topics),
        )
        .order_by(topic.topic)
    )
