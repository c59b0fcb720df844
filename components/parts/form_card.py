"""The card of a form: its title, why it wrote nothing, its fields; and that on which a reader says what is done with what a unit
is to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from components import writing
from components.parts.html import Content, draw, h2
from components.scope import Scope
from components.writing import Form, Writer
from data_access.assignments.moving import Kind
from data_access.wording import text

_CHECKS = ("closed", "returned", "withdrawn")
"""What who checks may do, as far as it is possible."""


@contextmanager
def card(form: Form, key: str, title: Content, beneath: Content = None) -> Iterator[None]:
    """The card `<key>-form`, within which the form's fields are drawn; `beneath`: what stands under its title."""
    with st.container(key=f"{key}-form"):
        draw(h2(title))
        if beneath:
            draw(beneath)
        writing.trouble(form.name)
        with st.form(form.key("form"), border=False):
            yield


@dataclass(frozen=True)
class Acts:
    """What may be done with a kind of what units are to do: by a unit, which is `answer`, and by who checks, which is `move`; to each
    the matter of access.rights that says who may. `topic`: the part of the wording; `key`: the card's."""

    topic: str
    key: str
    kind: Kind
    answers: str
    answer: Callable[..., None]
    checks: str
    move: Callable[..., None]


def acts(row, form: str, what: Acts, scope: Scope) -> None:
    """The card of who may do something as it stands: its unit answers; who checks closes it, sends it back, withdraws it. `row`: of
    what stands; `form`: what the form is called."""
    rights, kind = scope.rights, what.kind
    possible = [act for act in _CHECKS if row.state in kind.before[act]]
    if rights.writes(what.answers) and (row.unit_kind, row.unit) in rights.units and row.state in kind.open:
        _card(row, writing.form(form, what.answers, row.edition), what, [kind.answered])
    elif rights.writes(what.checks) and possible:
        _card(row, writing.form(form, what.checks, row.edition), what, possible)


def _card(row, form: Form, what: Acts, possible: list[str]) -> None:
    with card(form, what.key, text(f"{what.topic}.acts_{form.matter}")):
        label = text(f"{what.topic}.words_{form.matter}")
        st.text_area(label, key=form.begin("words", ""), max_chars=what.kind.longest, height=120)
        with st.container(key=f"{what.key}-acts", horizontal=True):
            for place, act in enumerate(possible):
                st.form_submit_button(
                    text(f"{what.topic}.do_{act}"),
                    type="primary" if place == 0 and act != "withdrawn" else "secondary",
                    on_click=form.send,
                    args=(_write, what, row.id, act),
                )


def _write(writer: Writer, form: Form, what: Acts, code: str, act: str) -> str:
    who, words = (writer.engine, writer.actor, writer.times), form.clear("words")
    if act == what.kind.answered:
        what.answer(*who, code, form.seen, words, writer.rights.units)
    else:
        what.move(*who, code, form.seen, act, words)
    return act
