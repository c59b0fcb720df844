"""What robots of groups are handed of an issued bulletin, and what the clock has to put off; for who may issue."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components import writing
from components.parts import form_card
from components.parts.cards import card, notes
from components.parts.html import draw as put
from components.parts.html import joined, li, p, span, ul
from components.reading import read
from components.scope import Scope, town
from components.words import numerals
from components.writing import Form, Writer
from data_access.bulletins import kept, pushing, schedule
from data_access.bulletins.kept import Issued
from data_access.clock import last_complete_day, local, moment
from data_access.rows import or_none
from data_access.settings import settings
from data_access.wording import name, text


def put_off(kind: str, scope: Scope) -> None:
    """That the bulletin which the clock asks for waits for the data."""
    seen, configured = town(), settings()
    now = local(seen.now(moment()))
    day = last_complete_day(now)
    if not scope.rights.writes("bulletins") or kind not in schedule.due(now, configured.bulletin):
        return
    late = schedule.is_late(now, seen, configured.freshness.stale_hours)
    if late and kept.of_day(read(kept.issued(kind, day)), day) is None:
        age = {"last": seen.last_day, "at": numerals.moment(seen.complete_at)}
        hour = f"{configured.bulletin.at:%H:%M}"
        words = text("bulletin.put_off", which=name("bulletin_kind", kind), day=day, hour=hour, **age)
        put(p(words, cls="bulletin-late", role="status"))


def draw(row: Issued, scope: Scope) -> None:
    """The card of an issued bulletin's pushes, with a button for each that has not arrived; nothing where there are none."""
    if not scope.rights.writes("bulletins"):
        return
    pushes, at = read(pushing.listed(row.kind, row.day)), moment()
    if pushes.empty:
        return
    body = joined(ul((_line(one, at) for one in pushes.itertuples()), cls="bulletin-pushes"), _soon(pushes))
    repeatable = [one for one in pushes.itertuples() if pushing.may_be_repeated(one, at)]
    if not repeatable:
        put(card(text("bulletin.pushed_title"), body))
        return
    form = writing.form(f"push-{row.kind}-{row.day}", "bulletins")
    with (
        form_card.card(form, "bulletin-push", text("bulletin.pushed_title"), body),
        st.container(key="bulletin-push-acts", horizontal=True),
    ):
        for one in repeatable:
            label = text("bulletin.push_again", what=pushing.called(one))
            st.form_submit_button(label, on_click=form.send, args=(_repeat, one))


def _soon(pushes: pd.DataFrame) -> Markup | None:
    """That what waits for the first time is sent soon."""
    first = (pushes["state"] == "waiting") & (pushes["attempts"] == 0)
    return notes(text("bulletin.pushed_soon")) if first.any() else None


def _line(row, at) -> Markup:
    robots = {robot.name: name("push_service", robot.service) for robot in settings().bulletin.robots}
    service = robots.get(row.robot)
    words, ended = pushing.in_words(row, at), or_none(row.ended_at)
    if ended is not None:
        words = text("sign.bracketed", words=words, inside=numerals.moment(ended))
    state, _ = pushing.state_of(row, at)
    return li(
        span(joined(service, " ") if service else None, pushing.called(row), cls="what"),
        span(words, cls="push-state", data_state=state),
    )


def _repeat(writer: Writer, _form: Form, row) -> str:
    pushing.repeat(writer.engine, writer.actor, writer.times, row)
    return row.robot
