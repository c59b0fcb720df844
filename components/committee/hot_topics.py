"""What residents of one committee talk about most, in a line."""

import pandas as pd
import streamlit as st

from components.parts import lacking, signs
from components.parts.html import b, draw, h2, inner, li, section, span, ul
from components.scope import Scope
from components.words import topic_words
from data_access.wording import text

SHOWN = 5


@lacking.needing("post")
def line(heat: pd.DataFrame, scope: Scope) -> None:
    """The topics with most persons, the rising marked, each leading to its own posts here; nothing where nobody talks. `heat`:
    topics.heat of the committee."""
    hot = heat[(heat["posts"] > 0) & (heat["topic"] != "other")][:SHOWN]
    if hot.empty:
        return
    listed = [
        li(
            inner(scope.link("topics", topic=row.topic, committee=scope.committee), topic_words.of(row)),
            " ",
            b(topic_words.persons(row.participants, row.participants_cover)),
            span(signs.arrow(1), text("topics.is_rising"), cls="rising") if row.rising else None,
        )
        for row in hot.itertuples()
    ]
    way = inner(scope.link("topics", committee=scope.committee), text("topics.all_of_committee"))
    with st.container(key="hot-topics"):
        draw(section(h2(text("topics.hot")), ul(listed), way, cls="card fact-strip"))
