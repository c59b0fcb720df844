"""Where the office issues a slip."""

from dataclasses import dataclass

import streamlit as st

from components import writing
from components.parts import form_card
from components.parts.html import draw, inner, p
from components.scope import Scope, town
from components.supervision.figures import ITS_OWN, PAGE
from components.words import slip_words
from components.writing import Form, Writer
from data_access.settings import settings
from data_access.supervision import issuing
from data_access.supervision.colours import COLOURS
from data_access.supervision.issuing import LONGEST, SINGLE, Draft
from data_access.supervision.proposals import ASKED
from data_access.wording import text

ISSUE = "issue"
"""What the address says under `view` where a slip is to be issued that is about nothing on record."""
Units = dict[tuple[str, str], str]
"""Those to whom a slip may be addressed: what they are called, by their kind and code."""


@dataclass(frozen=True)
class About:
    """What a slip is to be about: a thing, of a `kind` that slips know, by its code and what it is called; the addressee, the colour
    and the reason that are proposed."""

    kind: str
    thing: str
    name: str
    unit: tuple[str, str] | None
    is_sensitive: bool = False
    colour: str = COLOURS[0]
    reason: str = ASKED

    @property
    def is_matter(self) -> bool:
        """Whether the thing is the matter, as whose a slip is listed; of a committee the office says which matter."""
        return self.kind in SINGLE


def issue(about: About | None, units: Units, scope: Scope) -> None:
    """The card that issues a slip about a thing, or about what the office writes; for who may, where the address asks for it."""
    if not scope.rights.writes("slips"):
        return
    form = writing.form("slip", "slips")
    done = None
    if issued := writing.done(form.name):
        link = inner(scope.again(PAGE, **ITS_OWN | {"slip": issued}), text("supervision.open_issued"))
        done = p(text("supervision.issued"), " ", link, cls="done-line", role="status")
    with form_card.card(form, "slip", text("supervision.issue_title"), done):
        if about:
            draw(p(about.name, lang="zh-CN", cls="slip-about"))
        if about is None or not about.is_matter:
            st.text_input(text("supervision.title"), key=form.key("title"), max_chars=80, autocomplete="off")
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
        title=_title(form, about),
        demand=form.clear("demand"),
        about=about.kind if about else None,
        thing=about.thing if about else None,
        is_sensitive=about.is_sensitive if about else False,
    )
    prefix = settings().supervision.prefix_of(town().demonstration)
    return issuing.issue(writer.engine, writer.actor, writer.times, draft, prefix)


def _title(form: Form, about: About | None) -> str:
    """What the matter is called: as the thing that it is, else as the office writes, or where it writes nothing as whose it is."""
    if about and about.is_matter:
        return about.name
    return form.clear("title") or (about.name if about else "")
