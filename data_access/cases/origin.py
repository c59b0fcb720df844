"""The post that a case came from, as far as everybody may read it."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, select

from data_access import sensitive
from data_access.clock import end_of
from data_access.rows import Maybe
from data_access.settings import Settings
from data_access.store import case_file, concern, concern_topic


class Post(Protocol):
    """A row of `posts`: a public post, once with each of its topics."""

    concern: str
    title: str
    created_at: pd.Timestamp
    first_reply_at: Maybe[pd.Timestamp]
    topic: Maybe[str]
    """Its key; missing while posts have none yet."""


def posts(case: str, on: date, settings: Settings) -> Select:
    """The post of a public case: rows of `Post`; none where the case or the post is not public."""
    row, post, topic = case_file.c, concern.c, concern_topic.c
    return (
        select(post.id.label("concern"), post.title, post.created_at, post.first_reply_at, topic.topic)
        .select_from(
            case_file.join(concern, post.id == row.post_id).outerjoin(
                concern_topic, topic.concern_id == post.id
            )
        )
        .where(
            row.id == case,
            post.created_at < end_of(on),
            sensitive.is_public(row.is_sensitive, row.title, settings),
            sensitive.is_public(post.is_sensitive, post.title, settings),
        )
        .order_by(topic.topic)
    )
