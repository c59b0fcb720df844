"""HTML of our own on the page, pictures included."""

from html import escape

import streamlit as st


def draw(markup: str) -> None:
    """Draws HTML that is already escaped; with `<svg>` in it too, which st.html alone would drop.

    What lies between is not sanitised a second time: every text from the data goes through `html.escape` first.
    """
    st.html(f'<div data-markup="{escape(markup)}"></div>' if "<svg" in markup else markup)


def notes(*sentences: str) -> str:
    """Each sentence as a small note under a figure or a table."""
    return "".join(f'<p class="note">{escape(sentence)}</p>' for sentence in sentences)
