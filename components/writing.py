"""The one door from a page to what is written into the records: forms that write once, and what came of it.

A form's work is done before the page is drawn, so the page shows the records as they are afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Timer

import streamlit as st
from sqlalchemy import Engine

from components import reader, reading
from components.parts.html import draw, p
from components.scope import town
from data_access.access.rights import Rights
from data_access.clock import moment
from data_access.platform.redaction import redact
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.records.writing import Times

LASTS = 600
"""For so many seconds it is kept what a form did, be it a password to hand on; also where the tab was closed over it."""
_NEITHER = {"lang", "look"}


@dataclass(frozen=True)
class Writer:
    """Who writes, with which rights, into which records, and at which moment of the clock; the session is asked for again as it is written."""

    engine: Engine
    actor: Actor
    rights: Rights
    at: datetime

    @property
    def times(self) -> Times:
        """That moment, and the town's."""
        return Times(self.at, town().now(self.at))


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page until it has written. `matter`: of access.rights, to which its reader must have the right;
    `seen`: the edition of what is changed, as the reader saw it when the form was begun."""

    name: str
    matter: str
    number: int
    seen: int | None = None

    def key(self, field: str) -> str:
        """What one of its fields is called on the page; another one each time that the form begins anew."""
        return f"{self.name}-{self.number}-{field}"

    def typed(self, field: str):
        """What its reader has put into a field; None where there is no such field."""
        return st.session_state.get(self.key(field))

    def begin(self, field: str, words: str) -> str:
        """The key of a field that holds these words as long as nobody has written into it."""
        st.session_state.setdefault(self.key(field), words)
        return self.key(field)

    def clear(self, field: str) -> str:
        """What its reader has written into a field. Raises Problem `covered` where something of it leads to a person: the field
        then holds what would be kept, to be looked at and sent again."""
        words = (self.typed(field) or "").strip()
        if (kept := redact(words)) != words:
            st.session_state[self.key(field)] = kept
            raise Problem("covered")
        return words

    def send(self, work: Callable[..., object], *arguments: object) -> None:
        """What a press on its button calls: has `work(writer, form, *arguments)` write and keeps what it gives back as what was
        done; a form that has written does so no more, however often it is pressed."""
        if _kept().forms.get(self.name) != self:
            return
        try:
            rights = reader.reader().rights
            if not rights.writes(self.matter):
                raise Problem("not_yours")
            done = work(Writer(reading.records(), reader.actor(), rights, moment()), self, *arguments)
        except Problem as problem:
            _kept().outcome = (self.name, problem)
            if problem.key == "overtaken":
                del _kept().forms[self.name]
        else:
            _kept().keep(self.name, done)
            del _kept().forms[self.name]


class _Kept:
    """What a reader's forms are at one address."""

    def __init__(self, address: object):
        self.address = address
        self.forms: dict[str, Form] = {}
        self.outcome: tuple[str, object] | None = None

    def keep(self, form: str, done: object) -> None:
        """Keeps for a while what a form did."""
        self.outcome = outcome = form, done
        later = Timer(LASTS, self._forget, (outcome,))
        later.daemon = True
        later.start()

    def _forget(self, outcome: tuple[str, object]) -> None:
        if self.outcome is outcome:
            self.outcome = None


def turn(page: str) -> None:
    """Begins a run: at another address nothing is left of forms and of what they did, be it a password that was shown."""
    address = page, {name: value for name, value in st.query_params.to_dict().items() if name not in _NEITHER}
    if _kept().address != address:
        st.session_state["written"] = _Kept(address)


def form(name: str, matter: str, seen: int | None = None) -> Form:
    """The form of this name, begun where it does not stand on the page yet; of an edition `seen` then."""
    kept = _kept()
    if name not in kept.forms:
        st.session_state["forms"] = number = st.session_state.get("forms", 0) + 1
        kept.forms[name] = Form(name, matter, number, seen)
    return kept.forms[name]


def done(name: str):
    """What the form of this name did last at this address; None where it did nothing."""
    outcome = _kept().outcome
    return outcome[1] if outcome and outcome[0] == name and not isinstance(outcome[1], Problem) else None


def trouble(name: str) -> None:
    """Says why the form of this name has written nothing."""
    outcome = _kept().outcome
    if outcome and outcome[0] == name and isinstance(outcome[1], Problem):
        draw(p(outcome[1].for_writer, cls="trouble-line", role="alert"))


def _kept() -> _Kept:
    return st.session_state.setdefault("written", _Kept(None))
