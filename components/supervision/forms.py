"""Where the office issues a slip."""

from dataclasses import dataclass

import streamlit as st

from components import writing
from components.parts import form_card
from components.parts.html import draw, inner, p
from components.scope import Scope, town
from components.supervision.figures import PAGE
from components.words import slip_words
from components.writing import Form, Writer
from data_access.settings import settings
from data_access.supervision import issuing
from data_access.supervision.colours import COLOURS
from data_access.supervision.issuing import LONGEST, Draft
from data_access.supervision.proposals import ASKED
from data_access.wording import text

ISSUE = "issue"
"""What the address says under `view` where a slip is to be issued that is about no case."""
Units = dict[tuple[str, str], str]
"""Those to whom a slip may be addressed: what they are called, by their kind and code."""


@dataclass(frozen=True)
class About:
    """What a slip is to be about: its thing, the colour, the addressee and the reason that the rule proposes."""

    title: str
    thing: str
    is_sensitive: bool
    colour: str = COLOURS[0]
    reason: str = ASKED
    unit: tuple[str, str] | None = None


def issue(about: About | None, units: Units, scope: Scope) -> None:
    """The card that issues a slip about a case, or about what the office writes; for who may, where the address asks for it."""
    if not scope.rights.writes("slips"):
        return
    form = writing.form("slip", "slips")
    done = None
    if issued := writing.done(form.name):
        link = inner(scope.again(PAGE, slip=issued, case=None, view=None), text("supervision.open_issued"))
        done = p(text("supervision.issued"), " ", link, cls="done-line", role="status")
    with form_card.card(form, "slip", text("supervision.issue_title"), done):
        if about is None:
            st.text_input(text("supervision.title"), key=form.key("title"), max_chars=80, autocomplete="off")
        else:
            draw(p(about.title, lang="zh-CN", cls="slip-about"))
        _choices(form, about, units)
        words = text("supervision.usual_demand") if about else ""
        st.text_area(
            text("supervision.demand"), key=form.begin("demand", words), max_chars=LONGEST, height=120
        )
        sends = text("supervision.issue")
        st.form_submit_button(sends, type="primary", on_click=form.send, args=(_issue, about))


def _choices(form: Form, about: About | None, units: Units) -> None:
    with st.container(key="slip-choices"):
        st.selectbox(
            text("supervision.colour"),
            COLOURS,
            index=COLOURS.index(about.colour if about else COLOURS[0]),
            format_func=slip_words.colour,
            key=form.key("colour"),
        )
        listed = [*units]
        chosen = about.unit if about else None
        st.selectbox(
            text("supervision.unit"),
            listed,
            index=listed.index(chosen) if chosen in units else None,
            format_func=units.__getitem__,
            key=form.key("unit"),
            placeholder=text("supervision.choose_unit"),
        )


def _issue(writer: Writer, form: Form, about: About | None) -> str:
    unit = form.typed("unit") or ("", "")
    draft = Draft(
        colour=form.typed("colour") or COLOURS[0],
        reason=about.reason if about else ASKED,
        unit_kind=unit[0],
        unit=unit[1],
        title=about.title if about else form.clear("title"),
        demand=form.clear("demand"),
        about="case" if about else None,
        thing=about.thing if about else None,
        is_sensitive=about.is_sensitive if about else False,
    )
    prefix = settings().supervision.prefix_of(town().demonstration)
    return issuing.issue(writer.engine, writer.actor, writer.times, draft, prefix)
