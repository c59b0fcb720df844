"""The way from the town to what the page shows, each step with its own address."""

from collections.abc import Sequence

import streamlit as st

from components.parts.html import Content, draw, inner, joined, li, nav, ol, span
from data_access.wording import text


def trail(steps: Sequence[tuple[str, str]], beside: Content = None) -> None:
    """Draws the trail. `steps`: addresses and names, the last of which is where the reader is."""
    items = [inner(address, words) for address, words in steps[:-1]]
    items.append(span(steps[-1][1], aria_current="page"))
    with st.container(key="trail"):
        way = nav(ol(joined(map(li, items))), cls="trail", aria_label=text("common.trail"))
        draw(way, beside)
