"""The way from the town to what the page shows, each step with its own address."""

from html import escape

import streamlit as st

from components.scope import Scope
from data_access.wording import text


def draw(scope: Scope, *steps: str) -> None:
    """The trail: the town, then the names of the committee, the neighbourhood and the building, as many as there are."""
    places = {"committee": scope.committee, "neighbourhood": scope.neighbourhood, "building": scope.building}
    names = list(places)
    items = [
        f'<a data-inner href="{escape(scope.link("registration"))}">{escape(text("committee.town"))}</a>'
    ]
    for depth, step in enumerate(steps, 1):
        if depth == len(steps):
            items.append(f'<span aria-current="page">{escape(step)}</span>')
        else:
            address = scope.link("committee", **{name: places[name] for name in names[:depth]})
            items.append(f'<a data-inner href="{escape(address)}">{escape(step)}</a>')
    trail = "".join(f"<li>{item}</li>" for item in items)
    with st.container(key="trail"):
        st.html(f'<nav class="trail" aria-label="{escape(text("committee.trail"))}"><ol>{trail}</ol></nav>')
