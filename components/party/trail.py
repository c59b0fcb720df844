"""The way from the town to a committee's party members and to one of its branches, each step with its own address."""

from html import escape

import streamlit as st

from components.scope import Scope
from data_access.wording import text


def draw(scope: Scope, committee, branch=None) -> None:
    """The trail. `committee`: of party.told; `branch`: of branches.told, or none."""
    steps = [(scope.link("party"), text("committee.town"))]
    steps.append((scope.link("party", committee=committee.committee), committee.name))
    if branch:
        steps.append((scope.link("party", committee=committee.committee, branch=branch.branch), branch.name))
    links = [f'<a data-inner href="{escape(address)}">{escape(words)}</a>' for address, words in steps[:-1]]
    items = [*links, f'<span aria-current="page">{escape(steps[-1][1])}</span>']
    portrait = escape(scope.portrait(committee.committee))
    aside = f'<a data-inner class="portrait" href="{portrait}">{escape(text("party.to_portrait"))}</a>'
    listed = "".join(f"<li>{item}</li>" for item in items)
    with st.container(key="trail"):
        st.html(
            f'<nav class="trail" aria-label="{escape(text("committee.trail"))}"><ol>{listed}</ol></nav>{aside}'
        )
