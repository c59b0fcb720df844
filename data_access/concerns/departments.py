"""How soon departments answer: the concerns of their topics, and what they replied."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, func, select

from data_access.concerns import answers
from data_access.rows import Maybe
from data_access.store import concern, concern_topic
from data_access.vocabulary import Topic

COUNTS = ("concerns", "answered_24h", "unanswered", "unanswered_24h")


class Department(Protocol):
    """A row of `counted`: a department of the day, and how soon it answers. Without topics of its own only its replies are
    counted."""

    department: str
    name: str
    block: str
    concerns: Maybe[int]
    """Of its topics, in the window, older than 24 hours at its end; missing without a topic."""
    answered_24h: Maybe[int]
    """Of these whose first official reply was its own, within 24 hours."""
    replies: int
    """First official replies of its own accounts, to the window's concerns of whatever topic."""
    median_hours: Maybe[float]
    """Of these replies; missing without any."""
    unanswered: Maybe[int]
    """Of its topics, of the last answers.REACH days, without anybody's answer."""
    unanswered_24h: Maybe[int]
    """Of these older than 24 hours."""
    oldest_days: Maybe[int]


def replied(department: str, on: date, days: int) -> Select:
    """Under which topics a department gave the first official replies of the window: topic, replies."""
    about = concern_topic.c
    return (
        select(about.topic, func.count().label("replies"))
        .select_from(concern.join(concern_topic, about.concern_id == concern.c.id))
        .where(concern.c.reply_department == department, answers.in_window(on, days), answers.answered(on))
        .group_by(about.topic)
        .order_by(about.topic)
    )


def counted(
    own: pd.DataFrame, owned: pd.DataFrame, names: pd.DataFrame, on: date, assigned: tuple[Topic, ...]
) -> pd.DataFrame:
    """Rows of `Department`: the departments valid on the day, and each other one with a reply. `own`, `owned`: answers.stored of
    departments and of owners; `names`: names.departments; `assigned`: the town's topics."""
    replies = own[own["replies"] > 0].set_index("code")
    codes = {*names.loc[names["listed"].astype(bool), "code"], *replies.index}
    frame = names[names["code"].isin(codes)].sort_values("code", ignore_index=True)
    frame = frame.rename(columns={"code": "department"}).drop(columns="listed")
    whose = {topic.department for topic in assigned if topic.department}
    of_topics = owned.set_index("code").reindex(frame["department"]).reset_index(drop=True)
    counts = of_topics[[*COUNTS]].fillna(0).astype("Int64").mask(~frame["department"].isin(whose))
    oldest = [answers.age(day, on) for day in of_topics["oldest"]]
    return frame.assign(
        **counts,
        replies=frame["department"].map(replies["replies"]).fillna(0).astype(int),
        median_hours=frame["department"].map(pd.to_numeric(replies["minutes"])).astype(float) / 60,
        oldest_days=pd.Series(oldest, frame.index, "Int64"),
    )
