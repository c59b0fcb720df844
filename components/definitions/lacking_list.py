"""What the platform does not offer, what it would show, and how to offer it."""

import streamlit as st

from components.parts import lacking
from components.parts.cards import notes
from components.parts.html import code, h2, joined, section
from components.parts.html import draw as put
from components.parts.tables import Cell, Column, table
from data_access.wording import name, text


def draw() -> None:
    """One row a table or column that is missing; nothing where none is."""
    names = lacking.everything()
    if not names:
        return
    columns = [Column(text(f"lacking.{key}"), kind) for key, kind in (("table", "heading"), ("shows", ""))]
    rows = [
        [Cell(joined(name("lacking_what", one), " ", code(one))), Cell(lacking.shows(one))] for one in names
    ]
    body = table(columns, rows, key="lacking"), notes(text("lacking.offering"))
    with st.container(key="table-lacking"):
        put(section(h2(text("lacking.heading")), body, cls="card", data_place="lacking"))
