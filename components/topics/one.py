"""One topic by itself: the way to it, what is to be said of it first, its figures, who answers it."""

import pandas as pd
import streamlit as st

from components.parts import assigned, breadcrumb, slip_list, table_card
from components.parts.cards import empty, figure, notes, notice
from components.parts.html import draw, td, th, tr
from components.parts.sentences import clauses, filled, headline, listed
from components.parts.tables import brief
from components.scope import Scope, name_places, readable
from components.topics import belonging, choices, figures, origins
from components.topics.choices import Choice
from components.words import numerals, topic_words
from data_access import metrics
from data_access.concerns.listing import Reply
from data_access.follow_up import FollowUp
from data_access.rows import or_none
from data_access.wording import beside, term, text

CASES = belonging.SHOWN
"""How many of a topic's cases its page shows."""


def unknown(scope: Scope) -> None:
    """That the address names a topic which is not there."""
    if topic := scope.parameter("topic"):
        draw(notice(text("topics.unknown", value=readable(topic))))


def head(row, answers, choice: Choice, scope: Scope) -> None:
    """The way to the topic, how many take part, whether it rises, who is answered; and the figures. `row`: of topics.heat;
    `answers`: concerns.of_topic."""
    name = topic_words.of(row)
    name_places(topic=name)
    back = scope.again(choices.PAGE, topic=None, rows=None, q=None)
    issue = slip_list.way(scope, topic=row.topic) if or_none(row.name) else None
    breadcrumb.trail([(back, text("nav.topics")), ("", name)], issue)
    persons = topic_words.persons(row.participants, row.participants_cover)
    earlier = topic_words.persons(row.participants_before, row.participants_before_cover)
    talk = text("topics.quiet_topic")
    if row.posts:
        talk = filled("topics.of_topic", count=persons, posts=numerals.count(row.posts), before=earlier)
    rises = filled("topics.rising_since", day=row.since) if row.rising else ""
    headline(clauses(listed(talk, rises), figures.answered(answers, scope)), whose=beside(name, choice.whose))
    with st.container(key="figures"):
        before = text("topics.before_is", count=earlier)
        figure(
            metrics.TOPIC_HEAT,
            persons,
            notes(before, _usual(row)),
            target=f"{scope.again(choices.PAGE)}#topic_days",
        )
        _posts(row, scope)
        figures.of_answers(answers, scope)


def to_be_done(follow_up: FollowUp, scope: Scope) -> None:
    """What meetings decided about the topic, and its slips. `follow_up`: follow_up.of the topic."""
    assigned.draw(follow_up, text("meeting.of_topic"), text("supervision.of_topic"), scope)


def around(
    came: pd.DataFrame, replies: pd.DataFrame, works: pd.DataFrame, cases: pd.DataFrame, scope: Scope
) -> None:
    """Where the topic comes from, who answers it, which works and cases belong to it. `came`: its rows of topics.by_committee; `replies`:
    of concerns.listed of it; `works`: kinds.works; `cases`: the first of cases.about."""
    with st.container(key="belongs"):
        origins.of_topic(came, scope)
        _answering(replies)
        belonging.works(works, scope)
        belonging.cases(cases, scope)


def _answering(replies: pd.DataFrame) -> None:
    """Whose the first answers were, and how long they took. `replies`: of concerns.listed of the topic."""
    who = replies.assign(who=[_who(row) for row in replies.itertuples()], hours=replies["minutes"] / 60)
    rows = who.groupby("who")["hours"].agg(replies="size", median_hours="median").reset_index()
    rows = rows.sort_values(["replies", "who"], ascending=[False, True], ignore_index=True)
    heads = [("replied_by", ""), ("replies", "num"), ("median_hours", "num")]
    lines = [
        tr(
            th(row.who, scope="row"),
            td(numerals.count(row.replies), cls="num"),
            td(numerals.decimal(row.median_hours), cls="num"),
        )
        for row in rows.itertuples()
    ]
    body = brief([(term("topics", key), kind) for key, kind in heads], lines, "answering")
    table_card.draw(
        "topic_answers",
        text("topics.answering"),
        body if lines else empty(text("topics.none_replied")),
        notes(text("topics.answering_note")),
        metric=metrics.REPLY_HOURS,
        frame=lambda: frame(rows),
        kinds={term("topics", "median_hours"): "number"},
    )


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Who answered, as it is taken away."""
    columns = {"replied_by": rows["who"], "replies": rows["replies"], "median_hours": rows["median_hours"]}
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def _who(row: Reply) -> str:
    if or_none(row.role) == "department":
        return or_none(row.name) or or_none(row.department) or text("topics.a_department")
    return text("topics.by_committee") if or_none(row.role) else text("topics.by_unknown")


def _posts(row, scope: Scope) -> None:
    earlier = text("topics.before_is_posts", count=numerals.count(row.posts_before))
    target = f"{scope.again(choices.PAGE)}#posts"
    figure(
        None,
        numerals.count(row.posts),
        notes(earlier),
        key="topic_posts",
        label=text("topics.posts_count"),
        target=target,
    )


def _usual(row) -> str:
    if numerals.missing(row.expected):
        return ""
    return text("topics.expected", count=numerals.decimal(row.expected, 0))
