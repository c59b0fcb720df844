"""How soon departments answer: the concerns of their topics, and what they replied."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pandas as pd

from data_access.concerns import answers
from data_access.rows import Maybe
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


def replied(rows: pd.DataFrame, department: str) -> pd.DataFrame:
    """The first official replies that a department gave, by topic: topic, replies. `rows`: answers.flagged."""
    own = answers.each_topic(rows[rows["department"] == department])
    return own.groupby("topic")["replies"].sum().reset_index()


def counted(rows: pd.DataFrame, names: pd.DataFrame, on: date, assigned: tuple[Topic, ...]) -> pd.DataFrame:
    """Rows of `Department`: the departments valid on the day, and each other one with a reply. `rows`: answers.flagged;
    `names`: names.departments; `assigned`: the town's topics."""
    own = rows.groupby("department")
    codes = {*names.loc[names["listed"].astype(bool), "code"], *own.groups}
    frame = names[names["code"].isin(codes)].sort_values("code", ignore_index=True)
    frame = frame.rename(columns={"code": "department"}).drop(columns="listed")
    whose = {topic.key: topic.department for topic in assigned if topic.department}
    owned = _owned(rows, whose).groupby("owner")
    of_topics = owned[[*COUNTS]].sum().reindex(frame["department"], fill_value=0).reset_index(drop=True)
    oldest = owned["since"].min().reindex(frame["department"])
    return frame.assign(
        **of_topics.astype("Int64").mask(~frame["department"].isin(whose.values())),
        replies=frame["department"].map(own["replies"].sum()).fillna(0).astype(int),
        median_hours=frame["department"].map(own["minutes"].median()).astype(float) / 60,
        oldest_days=pd.Series([answers.age(moment, on) for moment in oldest], frame.index, "Int64"),
    )


def _owned(rows: pd.DataFrame, whose: Mapping[str, str]) -> pd.DataFrame:
    """The rows with one each `owner` of any of their topics, so that a concern of two topics of his is one; only his own
    answer is within the 24 hours."""
    owners = [sorted({whose[key] for key in topics.split() if key in whose}) for topics in rows["topics"]]
    owned = rows.assign(owner=owners).explode("owner", ignore_index=True)
    return owned.assign(answered_24h=owned["answered_24h"] & (owned["department"] == owned["owner"]))
