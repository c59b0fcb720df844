"""What is to be done about a thing, on its own page: what meetings have decided, and its supervision slips."""

import pandas as pd
import streamlit as st

from components.parts import decision_list, slip_list
from components.reading import read
from components.scope import Scope
from data_access.follow_up import FollowUp

FIRST = 4
"""How many of each stand before a press shows the rest."""
_NONE = pd.DataFrame()


def draw(follow_up: FollowUp, decisions_title: str, slips_title: str, scope: Scope) -> None:
    """The cards of both; nothing where the reader sees none. `follow_up`: follow_up.of the thing."""
    kept = read(follow_up.kept)
    decided, slips = (
        read(query) if kept[name].any() else _NONE
        for name, query in (("decisions", follow_up.decisions), ("slips", follow_up.slips))
    )
    if decided.empty and slips.empty:
        return
    with st.container(key="assigned"):
        decision_list.draw("decisions_about", decisions_title, decided, scope, FIRST)
        slip_list.draw("slips_about", slips_title, slips, scope, FIRST)
