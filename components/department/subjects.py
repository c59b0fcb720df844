"""The topics that a department answers for, or has answered: who takes part in each, how soon its concerns are answered."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import empty, notes
from components.parts.html import inner, td, th, tr
from components.parts.tables import brief
from components.scope import Scope, town
from components.words import numerals
from components.words.topic_names import topic_name
from data_access.metrics import ANSWERED_24H, percent
from data_access.settings import settings
from data_access.wording import term, text

_COUNTED = ("replies_own", "participants", "answered", "unanswered")
_ANSWERED = ["topic", "concerns", "answered_24h", "unanswered"]


def draw(
    heat: pd.DataFrame, answered: pd.DataFrame, replied: pd.DataFrame, department: str, scope: Scope
) -> None:
    """The table of the topics that the settings give it, and of those under which it answered. `heat`: topics.heat; `answered`:
    concerns.by_topic; `replied`: concerns.replied."""
    topics = settings().topics_of(town().demonstration)
    names = {topic.key: topic.name for topic in topics}
    assigned = [topic.key for topic in topics if topic.department == department]
    keys = [*assigned, *(key for key in replied["topic"] if key not in assigned)]
    rows = pd.DataFrame({"topic": pd.Series(keys, dtype="object")})
    rows = rows.merge(replied, on="topic", how="left").merge(answered[_ANSWERED], on="topic", how="left")
    rows = rows.merge(heat[["topic", "participants"]], on="topic", how="left")
    rows = rows.assign(name=rows["topic"].map(names), assigned=rows["topic"].isin(assigned))
    rows = rows.sort_values(["assigned", "replies"], ascending=False, kind="stable", ignore_index=True)
    heads = [(term("department", "topic"), "")]
    heads += [(term("department", key), f"num {key}") for key in _COUNTED]
    body = brief(heads, [_line(row, scope) for row in rows.itertuples()], "department-topics")
    table_card.draw(
        "department_topics",
        text("department.topics"),
        body if len(rows) else empty(text("department.no_topics")),
        notes(text("department.topics_note")) if len(rows) else None,
        metric=ANSWERED_24H,
        frame=lambda: frame(rows),
    )


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The topics as they are downloaded."""
    columns = {
        "topic": [topic_name(row.topic, row.name) for row in rows.itertuples()],
        "replies_own": rows["replies"].fillna(0).astype(int),
        "participants": rows["participants"],
        "concerns": rows["concerns"],
        "answered_24h": rows["answered_24h"],
        "rate": [
            None if rate is None else float(percent(rate)) for rate in map(ANSWERED_24H.of, rows.itertuples())
        ],
        "unanswered": rows["unanswered"],
    }
    return pd.DataFrame({term("department", key): column for key, column in columns.items()})


def _line(row, scope: Scope) -> Markup:
    rate = ANSWERED_24H.of(row)
    part, whole = _whole(row.answered_24h), _whole(row.concerns)
    answered = numerals.MISSING
    if rate is not None:
        answered = text(
            "sign.bracketed", words=numerals.rate(rate), inside=text("sign.of", part=part, whole=whole)
        )
    return tr(
        th(inner(scope.link("topics", topic=row.topic), topic_name(row.topic, row.name)), scope="row"),
        td(_whole(row.replies), cls="num"),
        td(_whole(row.participants), cls="num participants"),
        td(answered, cls="num"),
        td(_whole(row.unanswered), cls="num"),
    )


def _whole(number) -> str:
    """A count; of a topic that nothing is on record of, 0."""
    return numerals.count(0 if numerals.missing(number) else number)
