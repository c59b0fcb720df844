"""How soon departments answer: the concerns of their topics, and what they replied."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, and_, case, false, func, select

from data_access.concerns import answers
from data_access.concerns.answers import how_many
from data_access.rows import Maybe
from data_access.store import concern, concern_topic
from data_access.vocabulary import Topic

_row = concern.c
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


def of_topics(on: date, days: int, topics: tuple[Topic, ...]) -> Select:
    """COUNTS of the concerns of each department's topics, and `oldest`, when the oldest that waits was written: `key` is the
    department's code. A concern of two of its topics is one."""
    pairs = [(topic.key, topic.department) for topic in topics if topic.department]
    topic = concern_topic.c.topic
    whose = case(*((topic == key, code) for key, code in pairs)) if pairs else topic
    own = (
        select(concern_topic.c.concern_id, whose.label("department"))
        .where(topic.in_([key for key, _ in pairs]))
        .distinct()
        .subquery("own")
    )
    whole, waits = answers.counted(on, days), answers.waiting(on)
    by_itself = func.coalesce(_row.reply_department == own.c.department, false())
    return (
        select(
            own.c.department.label("key"),
            how_many(whole).label("concerns"),
            how_many(and_(answers.at_once(on, days), by_itself)).label("answered_24h"),
            how_many(waits).label("unanswered"),
            how_many(and_(waits, answers.overdue(on))).label("unanswered_24h"),
            func.min(case((waits, _row.created_at))).label("oldest"),
        )
        .select_from(concern.join(own, own.c.concern_id == _row.id))
        .where(answers.written(on, max(days, answers.REACH)))
        .group_by(own.c.department)
    )


def replied(department: str, on: date, days: int) -> Select:
    """The first official replies that a department gave to the concerns of the last days, by topic: topic, replies."""
    topic = concern_topic.c.topic
    return (
        select(topic, func.count().label("replies"))
        .select_from(concern.join(concern_topic, concern_topic.c.concern_id == _row.id))
        .where(_row.reply_department == department, answers.counted(on, days), answers.answered(on))
        .group_by(topic)
    )


def counted(
    topics: pd.DataFrame, minutes: pd.DataFrame, names: pd.DataFrame, on: date, assigned: tuple[Topic, ...]
) -> pd.DataFrame:
    """Rows of `Department`: the departments valid on the day, and each other one with a reply. `topics`: of_topics;
    `minutes`: answers.minutes by reply_department; `names`: names.departments; `assigned`: as for `of_topics`."""
    replied = minutes.dropna(subset="key").groupby("key")
    codes = {*names.loc[names["listed"].astype(bool), "code"], *replied.groups}
    frame = names[names["code"].isin(codes)].sort_values("code", ignore_index=True)
    frame = frame.rename(columns={"code": "department"}).drop(columns="listed")
    with_topics = frame["department"].isin({topic.department for topic in assigned})
    of_topic = topics.set_index("key").reindex(frame["department"])
    for name in COUNTS:
        counts = pd.to_numeric(of_topic[name]).fillna(0).astype("Int64").to_numpy()
        frame[name] = pd.Series(counts, frame.index, "Int64").mask(~with_topics)
    sums, medians = replied["concerns"].sum(), {key: answers.median_hours(rows) for key, rows in replied}
    replies = [int(sums.get(code, 0)) for code in frame["department"]]
    hours = [medians.get(code) for code in frame["department"]]
    ages = [answers.age(oldest, on) for oldest in of_topic["oldest"]]
    return frame.assign(
        replies=replies,
        median_hours=pd.Series(hours, frame.index, "float"),
        oldest_days=pd.Series(ages, frame.index, "Int64"),
    )
