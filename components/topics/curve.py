"""One topic over twelve weeks: how many take part, and on which days official answers came."""

import pandas as pd
from markupsafe import Markup

from components.charts import trends
from components.parts import table_card
from components.parts.cards import empty, notes
from components.parts.html import i, joined, span, td, th, tr
from components.parts.tables import behind, brief
from components.words import numerals, topic_words
from data_access import metrics
from data_access.metrics.suppression import SMALL
from data_access.settings import settings
from data_access.wording import term, text

_FIELDS = ("day_column", "participants", "posts_count", "answers_column")


def draw(days: pd.DataFrame, replies: pd.DataFrame) -> None:
    """The curve with its table. `days`: topics.curve; `replies`: of concerns.listed of the topic, which are marked."""
    rows = _counted(days, replies)
    title = text("topics.curve")
    talked = bool(days["posts"].any())
    body = empty(text("topics.quiet_topic"))
    if talked:
        key = span(i(cls="answered"), text("topics.answered_mark"), cls="label key")
        body = joined(
            trends.talked(rows, _words(rows), term("topics", "participants")), key, _as_table(rows, title)
        )
    table_card.draw(
        "topic_days",
        title,
        body,
        notes(text("topics.curve_note")) if talked else None,
        metric=metrics.TOPIC_HEAT,
        frame=lambda: frame(rows),
    )


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The days as they are taken away: a few persons covered as on screen."""
    columns = {
        "day_column": rows["day"],
        "participants": [
            topic_words.in_file(row.participants, row.participants_cover) for row in rows.itertuples()
        ],
        "posts_count": rows["posts"],
        "answers_column": rows["answers"],
    }
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def _counted(days: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """With the answers of each day, and between which numbers the persons of each are."""
    answers = replies["at"].map(lambda moment: moment.date()).value_counts()
    few = days["participants_cover"] == SMALL
    counts = pd.to_numeric(days["participants"], errors="coerce").astype(float)
    rows = days.assign(
        low=counts.mask(few, 1),
        high=counts.mask(few, settings().minimums.small_group - 1),
        answers=days["day"].map(answers).fillna(0).astype(int),
    )
    return rows.assign(words=[_day(row) for row in rows.itertuples()]).reset_index(drop=True)


def _day(row) -> str:
    return text(
        "topics.of_day",
        day=numerals.day(row.day),
        persons=topic_words.persons(row.participants, row.participants_cover),
        posts=numerals.count(row.posts),
        answers=numerals.count(row.answers),
    )


def _words(rows: pd.DataFrame) -> str:
    first, last = (next(rows.iloc[place : place + 1 or None].itertuples()) for place in (0, -1))
    return text(
        "topics.curve_words",
        period=numerals.period(first.day, last.day),
        start=topic_words.persons(first.participants, first.participants_cover),
        end=topic_words.persons(last.participants, last.participants_cover),
        answers=numerals.count(rows["answers"].sum()),
    )


def _as_table(rows: pd.DataFrame, title: str) -> Markup:
    heads = [(term("topics", key), "num" if key != "day_column" else "") for key in _FIELDS]
    lines = [
        tr(
            th(numerals.day(row.day), scope="row"),
            td(topic_words.persons(row.participants, row.participants_cover), cls="num"),
            td(numerals.count(row.posts), cls="num"),
            td(numerals.count(row.answers), cls="num"),
        )
        for row in rows[::-1].itertuples()
    ]
    return behind(title, brief(heads, lines))
