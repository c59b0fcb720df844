"""Where the office calls, opens and closes a meeting, and what it decides is written down."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components import writing
from components.meeting.choices import Choices, Thing, Units, written
from components.meeting.figures import ITS_OWN, PAGE
from components.parts import form_card
from components.parts.html import draw, inner, p
from components.scope import Scope, town
from components.words import meeting_words
from components.writing import Form, Writer
from data_access.access.rights import OPEN
from data_access.clock import DAY
from data_access.meetings import holding
from data_access.meetings.holding import LONGEST, Draft
from data_access.meetings.minutes import Minutes, attended_by
from data_access.meetings.states import FINISHED, STEPS
from data_access.wording import name, text

_USUAL, _LAST = 7, 120
"""Within how many days something is to be done where nobody says until when; of how many days to come one may be chosen."""


def decides(meeting, scope: Scope) -> bool:
    """Whether the reader writes down what a meeting decides, as it stands. `meeting`: None where none is under way."""
    return meeting is not None and meeting.state == "open" and _writes("decisions", scope)


def show(meeting, minutes: Minutes, choices: Choices | None, scope: Scope) -> None:
    """The cards of who may: that on which an open meeting's decisions are written down; that which calls one, opens it, closes it.
    `meeting`: None where none is under way; `minutes`: meetings.drafted, what they say once it is closed; `choices`: where `decides`
    says that the reader has any."""
    if choices:
        _decisions(meeting, choices)
    _hold(meeting, minutes, choices.units if choices else {}, scope)


def _hold(meeting, minutes: Minutes, units: Units, scope: Scope) -> None:
    if scope.rights == OPEN:
        draw(p(text("meeting.to_sign_in"), cls="note"))
    if not _writes("meetings", scope):
        return
    form = writing.form("meeting", "meetings")
    title = text("meeting.hold") if meeting is None else meeting_words.title(meeting)
    with form_card.card(form, "meeting", title, _draft(meeting, scope)):
        if meeting is None:
            _day("day", form, 0)
            _send(form, "call", _call)
        elif meeting.state == "called":
            _send(form, "begin", _begin, meeting.id, meeting.edition)
        else:
            st.multiselect(
                text("meeting.attended"),
                [*units],
                format_func=units.__getitem__,
                key=form.key("attended"),
                placeholder=text("meeting.choose_units"),
            )
            draw(p(text("meeting.freezes"), cls="note"))
            _send(form, "close", _close, meeting.id, meeting.edition, minutes, units)


def _decisions(meeting, choices: Choices) -> None:
    form = writing.form("decide", "decisions")
    decided = p(text("meeting.decided"), cls="done-line", role="status") if writing.done(form.name) else None
    with form_card.card(form, "decision", text("meeting.decide_title"), decided):
        hint = text("meeting.what_hint")
        words = form.begin("what", "")
        st.text_area(text("meeting.what"), key=words, max_chars=LONGEST, height=96, help=hint)
        with st.container(key="decision-choices"):
            _choices(form, choices)
        _send(form, "decide", _decide, meeting.id)


def _choices(form: Form, choices: Choices) -> None:
    things: list[Thing | None] = [None, *choices.things]
    st.selectbox(
        text("meeting.unit"),
        [*choices.units],
        index=None,
        format_func=choices.units.__getitem__,
        key=form.key("unit"),
        placeholder=text("meeting.choose_unit"),
    )
    _day("due_on", form, _USUAL)
    place = things.index(choices.chosen)
    st.selectbox(text("meeting.about"), things, index=place, format_func=written, key=form.key("thing"))
    st.selectbox(
        text("meeting.stage"),
        STEPS,
        index=STEPS.index(FINISHED),
        format_func=lambda stage: name("stage", stage),
        key=form.key("stage"),
        help=text("meeting.stage_hint"),
    )


def _day(field: str, form: Form, usual: int) -> None:
    """The choice of a day to come. `usual`: how many days from now the one is that stands there at first."""
    days = [town().today + n * DAY for n in range(_LAST + 1)]
    st.selectbox(
        text(f"meeting.{field}"), days, index=usual, format_func=meeting_words.weekday, key=form.key(field)
    )


def _draft(meeting, scope: Scope):
    """The way to what the minutes would say now."""
    if meeting is None or meeting.state != "open":
        return None
    address = scope.again(PAGE, **ITS_OWN | {"view": "minutes"})
    return p(inner(address, text("meeting.draft")), cls="meeting-draft")


def _writes(matter: str, scope: Scope) -> bool:
    """Whether the reader writes on the page as it is looked at: a past day is over."""
    return scope.rights.writes(matter) and scope.on == scope.latest


def _send(form: Form, key: str, work: Callable[..., object], *arguments: object) -> None:
    st.form_submit_button(text(f"meeting.{key}"), type="primary", on_click=form.send, args=(work, *arguments))


def _call(writer: Writer, form: Form) -> str:
    return holding.call(writer.engine, writer.actor, writer.times, form.typed("day"))


def _begin(writer: Writer, form: Form, meeting_id: str, edition: int) -> str:
    return holding.begin(writer.engine, writer.actor, writer.times, meeting_id, edition)


def _close(writer: Writer, form: Form, meeting_id: str, edition: int, minutes: Minutes, units: Units) -> str:
    present = tuple(units[unit] for unit in form.typed("attended") or ())
    final = attended_by(minutes, present)
    return holding.close(writer.engine, writer.actor, writer.times, meeting_id, edition, final)


def _decide(writer: Writer, form: Form, meeting_id: str) -> str:
    kind, unit = form.typed("unit") or ("", "")
    thing, draft = form.typed("thing"), Draft(form.clear("what"), kind, unit, form.typed("due_on"))
    if thing is not None:
        stage = form.typed("stage") if thing.about == "project" else None
        about = {"about": thing.about, "thing": thing.code, "title": thing.title, "stage": stage}
        draft = replace(draft, **about, is_sensitive=thing.is_sensitive)
    return holding.decide(writer.engine, writer.actor, writer.times, meeting_id, draft)
