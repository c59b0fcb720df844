"""What the page of topics says first: what is talked about most and what rises, and who is answered in time."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts.cards import figure, notes
from components.parts.html import inner, p
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope
from components.topics import choices
from components.topics.choices import Choice
from components.words import numerals, topic_words
from data_access import metrics
from data_access.wording import text

NAMED = 3
OTHER = "other"


def sentence(heat: pd.DataFrame, answers, choice: Choice, scope: Scope) -> None:
    """Which topic is the hottest and which rise, how many posts are answered in time and how many wait. `heat`: topics.heat;
    `answers`: concerns.town."""
    headline(clauses(_talk(heat, scope), _risen(heat, scope), answered(answers, scope)), whose=choice.whose)


def answered(answers, scope: Scope) -> Markup | str:
    """How many posts are answered within a day, how many wait, as a clause; empty where there is no post that old."""
    rate = metrics.ANSWERED_24H.of(answers)
    if rate is None:
        return text("topics.none_asked", window=text(f"topics.window_{choices.window(scope)}"))
    span = text(f"topics.within_{choices.window(scope)}")
    timely = filled("topics.answered", window=span, rate=numerals.rate(rate))
    if not answers.unanswered:
        return listed(timely, text("topics.none_unanswered"))
    waits = filled("topics.unanswered", count=numerals.count(answers.unanswered))
    return listed(timely, waits)


def draw(heat: pd.DataFrame, answers, scope: Scope) -> None:
    """The hottest topic, the rising ones, the answers of the window. Arguments as in `sentence`."""
    with st.container(key="figures"):
        _hottest(heat, scope)
        _rising(heat, scope)
        of_answers(answers, scope)


def of_answers(answers, scope: Scope) -> None:
    """How many posts are answered within a day, how long the first answer takes, how many have none. `answers`:
    concerns.town, or what has its fields."""
    span = text(f"topics.window_{choices.window(scope)}")
    counts = {key: numerals.count(getattr(answers, key)) for key in ("answered_24h", "concerns", "replies")}
    board, posts = (f"{scope.again(choices.PAGE)}#{place}" for place in ("answers", "posts"))
    words = text("topics.answered_of", part=counts["answered_24h"], whole=counts["concerns"], window=span)
    none = text("topics.none_asked", window=span)
    rate = numerals.rate(metrics.ANSWERED_24H.of(answers))
    figure(metrics.ANSWERED_24H, rate, notes(words if answers.concerns else none), target=board)
    replies = text("topics.of_replies", count=counts["replies"], window=span)
    silent = not answers.concerns and not answers.unanswered
    hours = numerals.decimal(answers.median_hours)
    figure(metrics.REPLY_HOURS, hours, notes(none if silent else replies), target=board)
    if silent:
        figure(metrics.UNANSWERED, numerals.MISSING, notes(none), target=posts)
        return
    oldest = numerals.missing(answers.oldest_days)
    words = text("topics.none_waits") if oldest else text("figure.oldest", days=answers.oldest_days)
    figure(metrics.UNANSWERED, numerals.count(answers.unanswered), notes(words), target=posts)


def link(row, scope: Scope) -> Markup:
    """A topic's name, which leads to it."""
    return inner(scope.again(choices.PAGE, topic=row.topic, rows=None, q=None), topic_words.of(row))


def _first(heat: pd.DataFrame):
    """The hottest topic; None where nothing is talked about."""
    return next(heat[(heat["topic"] != OTHER) & (heat["posts"] > 0)].itertuples(), None)


def _of_rising(heat: pd.DataFrame) -> pd.DataFrame:
    return heat[heat["rising"].astype(bool) & (heat["topic"] != OTHER)]


def _talk(heat: pd.DataFrame, scope: Scope) -> Markup | str:
    row = _first(heat)
    if row is None:
        return text("topics.quiet")
    return filled(
        "topics.hottest",
        topic=link(row, scope),
        count=topic_words.persons(row.participants, row.participants_cover),
    )


def _risen(heat: pd.DataFrame, scope: Scope) -> Markup | str:
    rising = _of_rising(heat)
    if rising.empty:
        return "" if _first(heat) is None else text("topics.none_rising")
    links = [link(row, scope) for row in rising[:NAMED].itertuples()]
    names = Markup(text("sign.listed")).join(links)
    if len(rising) <= NAMED:
        return filled("topics.rise", topics=names)
    return filled("topics.rise_besides", topics=names, count=numerals.count(len(rising)))


def _hottest(heat: pd.DataFrame, scope: Scope) -> None:
    row = _first(heat)
    if row is None:
        figure(metrics.TOPIC_HEAT, numerals.MISSING, notes(text("topics.quiet")))
        return
    earlier = topic_words.persons(row.participants_before, row.participants_before_cover)
    before = text("topics.before_is", count=earlier)
    words = p(link(row, scope), cls="note named")
    target = scope.again(choices.PAGE, topic=row.topic)
    count = topic_words.persons(row.participants, row.participants_cover)
    figure(metrics.TOPIC_HEAT, count, words, notes(before), target=target)


def _rising(heat: pd.DataFrame, scope: Scope) -> None:
    if _first(heat) is None:
        figure(metrics.TOPIC_RISING, numerals.MISSING, notes(text("topics.quiet")))
        return
    rising = _of_rising(heat)
    names = Markup(text("sign.listed")).join(link(row, scope) for row in rising[:NAMED].itertuples())
    words = p(names, cls="note named") if len(rising) else notes(text("topics.none_rising"))
    target = f"{scope.again(choices.PAGE)}#topics"
    figure(metrics.TOPIC_RISING, numerals.count(len(rising)), words, target=target)
