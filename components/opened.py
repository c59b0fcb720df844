"""What of the lists that not everybody may read somebody who is signed in has opened: kept in the audit before it is shown."""

import logging
from collections.abc import Callable, Iterable

import streamlit as st
from sqlalchemy import Engine
from streamlit.runtime.scriptrunner_utils.script_run_context import in_cached_function

from components import reader, scope
from components.parts import collecting
from data_access.clock import moment
from data_access.problem import Problem
from data_access.records import writing

log = logging.getLogger(__name__)
_MOST = 5000
_kept: set[tuple] = set()
"""What the audit has heard of from this server: what is forgotten is kept once more."""


def turn(page: str) -> None:
    """Begins a run of a page."""
    st.session_state["page"] = page


def keep(lists: Iterable[str], records: Callable[[], Engine]) -> None:
    """Keeps that this run's reader opens these lists of the page: once in a session for each day and place. Nothing of a run
    without a reader, whose file is kept as one that was taken away.

    Raises Problem `sensitive_unrecorded` where the audit cannot be written, so that nobody reads unnoticed, and TypeError in
    what is drawn once for several readers.
    """
    if in_cached_function.get():
        raise TypeError("nobody would know who is shown a sensitive list that is drawn once for several")
    if collecting.is_begun() or reader.reader().account is None:
        return
    who, seen = reader.actor(), scope.current()
    for one in sorted(lists):
        what = {"page": st.session_state["page"], "list": one, "on": f"{seen.on}"} | seen.about
        act = who.session, *what.items()
        if act in _kept:
            continue
        try:
            writing.note(records(), who, "opened_sensitive", moment(), **what)
        except Problem as problem:
            log.error("a sensitive list was not shown, for the audit could not be written: %s", problem)
            raise Problem("sensitive_unrecorded") from problem
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept.add(act)
