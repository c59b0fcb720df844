"""The scene of the wall: what the last meetings decided, and what became of it."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import allowed, decision_list
from components.parts.cards import card, empty, figure, notes
from components.parts.html import Content, div, draw, p, span, strong
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope, town
from components.words import meeting_words, numerals
from data_access import rows
from data_access.meetings import decisions, held
from data_access.meetings.states import DONE
from data_access.metrics import DECISIONS_OPEN
from data_access.wording import text

LAST, MOST = 2, 8
"""Of how many meetings it says what is done; how many decisions have room on it."""


def show(meetings: pd.DataFrame, decided: pd.DataFrame, made: pd.DataFrame, scope: Scope) -> None:
    """The sentence, the figures, and the decisions by meeting. `meetings`: meetings.listed; `decided`: meetings.decided; `made`:
    meetings.by_meeting."""
    last = made[:LAST]
    followed = decisions.followed(decided, [*last["meeting"]])
    with st.container(key="meeting"):
        headline(clauses(_under_way(meetings), _last(last, meetings)))
        if len(made):
            _figures(made, followed)
        with st.container(key="became"):
            draw(card(text("meeting.became"), _became(followed, made, meetings, scope)))


def _under_way(meetings: pd.DataFrame) -> str | None:
    if (meeting := held.under_way(meetings)) is None:
        return None
    return text(f"meeting.is_{meeting.state}", meeting=meeting_words.title(meeting))


def _last(made: pd.DataFrame, meetings: pd.DataFrame) -> Markup | str:
    """How many of the last meetings' decisions are done, and how many late."""
    if not town().recorded:
        return text("meeting.unread")
    if made.empty:
        return text("meeting.none_yet" if meetings.empty else "meeting.nothing_decided")
    decided, done, late = (int(made[key].sum()) for key in ("decided", "done", "late"))
    of = "last_decided" if len(made) > 1 else "last_one_decided"
    return listed(
        filled(f"meeting.{of}", meetings=numerals.count(len(made)), count=numerals.count(decided)),
        filled("meeting.done_of", count=numerals.count(done)),
        filled("meeting.late_count", count=numerals.count(late)) if late else None,
    )


def _figures(made: pd.DataFrame, followed: pd.DataFrame) -> None:
    """How many decisions of all meetings are open, late, to be checked and done. `followed`: decisions.followed."""
    decided, done, late, reported = (int(made[key].sum()) for key in ("decided", "done", "late", "reported"))
    due = decisions.next_due(followed)
    next_due = text("meeting.next_due", day=due) if due else ""
    with st.container(key="figures"):
        figure(DECISIONS_OPEN, numerals.count(decided - done), notes(next_due))
        over = followed[followed["late"].astype(bool)]["due_on"]
        _marked("late", late, text("meeting.oldest_due", day=over.min()) if len(over) else "")
        _marked("reported", reported, text("meeting.reported_means"))
        _marked(DONE, done, text("meeting.of_all", count=numerals.count(decided)))


def _marked(state: str, number: int, below: str) -> None:
    """A figure with the shape and the colour of what it counts."""
    mark = span(numerals.count(number), cls="decision-state", data_state=state if number else None)
    figure(None, mark, notes(below), key=f"decisions_{state}", label=text(f"meeting.figure_{state}"))


def _became(followed: pd.DataFrame, made: pd.DataFrame, meetings: pd.DataFrame, scope: Scope) -> Content:
    """What is decided and what became of it; what has no room is counted, with what is not public."""
    if made.empty:
        return empty(text("meeting.none_became"))
    by_meeting = div(_parts(followed[:MOST], made[:LAST], meetings, scope), cls="became-list")
    if allowed.leaves_out("decisions"):
        return by_meeting
    left = int(made["decided"].sum() - made[LAST:]["done"].sum()) - MOST
    no_room = text("meeting.left_out", count=numerals.count(left))
    public = text(f"meeting.unlisted_{scope.rights.extent('sensitive')}")
    return [by_meeting, notes(no_room if len(followed) > MOST else public)]


def _parts(first: pd.DataFrame, last: pd.DataFrame, meetings: pd.DataFrame, scope: Scope) -> Iterator[Markup]:
    """The decisions of each of the last meetings below what it says of all of its own, then those of earlier ones."""
    for row in last.itertuples():
        title = meeting_words.title(rows.one(meetings, row.meeting, "meeting"))
        yield _heading(title, _of_all(row))
        yield decision_list.brief(rows.of(first, row.meeting, "meeting"), scope)
    earlier = first[~first["meeting"].isin(last["meeting"])]
    if len(earlier):
        yield _heading(text("meeting.earlier"))
        yield decision_list.brief(earlier, scope)


def _heading(title: str, words: Content = None) -> Markup:
    return p(strong(title), span(words) if words else None, cls="held-on")


def _of_all(row) -> Markup:
    return listed(
        text("meeting.decided_count", count=numerals.count(row.decided)),
        text("meeting.done_of", count=numerals.count(row.done)),
        text("meeting.late_count", count=numerals.count(row.late)) if row.late else None,
    )
