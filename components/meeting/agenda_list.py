"""The agenda that makes itself: what was decided before, where the work stands against the last time, what is new since then."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.meeting import sentences
from components.parts import decision_list, definition, table_card
from components.parts.cards import begun, card, empty, notes
from components.parts.html import Content, dd, div, dl, draw, dt, inner, li, p, span, ul
from components.scope import Scope
from components.words import meeting_words, numerals
from data_access.meetings.agenda import KINDS, SUBJECTS, Agenda, Item
from data_access.metrics import DECISIONS_OPEN, METRICS
from data_access.wording import name, text

MOST = 5
"""How many new things of a kind are listed at once."""
_WAYS = {
    "topic": ("topics", "topic"),
    "slip": ("supervision", "slip"),
    "work": ("project", "project"),
    "committee": ("committee", "committee"),
    "vote": ("project", "project"),
}
"""By what is new: its page, and what its address calls it."""
_PAGES = {"registration": "registration", "party": "party", "works": "consultation", "cases": "cases"}


def show(agenda: Agenda, follow_up: pd.DataFrame, scope: Scope) -> None:
    """The three parts. `follow_up`: decisions.to_follow_up, of those that the reader sees."""
    with st.container(key="agenda"):
        listed = (
            decision_list.brief(follow_up, scope) if len(follow_up) else empty(text("meeting.none_to_follow"))
        )
        hidden = notes(text(f"meeting.unlisted_{scope.rights.extent('sensitive')}"))
        table_card.draw("follow_up", text("meeting.follow_up"), listed, hidden, metric=DECISIONS_OPEN)
        compared = span(text("meeting.compared_with", day=agenda.before), cls="compared")
        subjects = (_subject(subject, agenda, scope) for subject in SUBJECTS)
        draw(card(text("meeting.standing"), div(subjects, cls="meeting-subjects"), beside=compared))
        draw(card(text("meeting.new"), *_new(agenda, scope), notes(text("meeting.unlisted"))))


def _subject(subject: str, agenda: Agenda, scope: Scope) -> Markup | None:
    words = sentences.of(subject, agenda)
    if not words:
        return None
    figures = [_figure(key, agenda) for key in SUBJECTS[subject] if key in agenda.now]
    title = inner(scope.link(_PAGES[subject]), text(f"meeting.{subject}"))
    return div(p(title, cls="subject"), p(words, cls="saying"), dl(figures), cls="meeting-subject")


def _figure(key: str, agenda: Agenda) -> Markup:
    now, then = agenda.now[key], agenda.then.get(key)
    before = text("meeting.then", value=meeting_words.value(key, then))
    change = meeting_words.change(key, now, then)
    return div(
        dt(text(f"metric.{key}.name"), definition.fold(METRICS[key])),
        dd(
            span(meeting_words.value(key, now), cls="value"),
            span(change, cls="change"),
            span(before, cls="then"),
        ),
        cls=f"st-key-fig-{key}",
    )


def _new(agenda: Agenda, scope: Scope) -> Sequence[Content]:
    found = [
        (kind, [one for one in agenda.new if one.kind == kind])
        for kind in KINDS
        if any(one.kind == kind for one in agenda.new)
    ]
    if not found:
        return [empty(text("meeting.none_new", day=agenda.before))]
    return [div((_kind(kind, items, scope) for kind, items in found), cls="meeting-news")]


def _kind(kind: str, items: list[Item], scope: Scope) -> Markup:
    heading = span(name("meeting_kind", kind), " ", span(numerals.count(len(items)), cls="count"), cls="kind")
    rows = [li(_item(one, scope)) for one in items]
    return div(heading, begun(rows, MOST, ul, "common.more"), cls="meeting-new")


def _item(one: Item, scope: Scope) -> Markup:
    page, key = _WAYS[one.kind]
    words = span(meeting_words.item(one), lang="zh-CN")
    return inner(scope.link(page, **{key: one.code}), words)
