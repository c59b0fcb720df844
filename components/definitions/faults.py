"""What is wrong with the data today, the most first, and the ways to the rest of the page."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import lacking
from components.parts.cards import card, empty
from components.parts.html import draw as put
from components.parts.html import inner, li, nav, span, strong, ul
from components.scope import Scope
from components.words import numerals
from data_access.wording import language, name, text

_PARTS = ("metrics", "defects", "runs")


def draw(defects: pd.DataFrame, scope: Scope) -> None:
    """Each kind of defect in words: in how many rows, how they count all the same, what mends them. `defects`:
    quality.defects."""
    with st.container(key="faults"):
        put(card(text("definitions.today"), _kinds(defects, language.get()), beside=_ways(scope)))


def _ways(scope: Scope) -> Markup:
    page = scope.again("definitions")
    parts = ["lacking", *_PARTS] if lacking.everything() else _PARTS
    links = [inner(f"{page}#{part}", text(f"definitions.to_{part}")) for part in parts]
    return nav(links, cls="jumps", aria_label=text("definitions.ways"))


@st.cache_data(max_entries=50, show_spinner=False)
def _kinds(defects: pd.DataFrame, lang: str) -> Markup:
    if defects.empty:
        return empty(span(text("definitions.no_defects"), cls="status", data_light="green"))
    rows = (
        defects.groupby("kind")["rows"]
        .sum()
        .reset_index()
        .sort_values(["rows", "kind"], ascending=[False, True])
    )
    items = [
        li(
            strong(name("defect", kind)),
            " ",
            span(text("definitions.in_rows", count=numerals.count(count)), cls="rows"),
            " ",
            span(
                text("sign.semicolon").join([name("defect_effect", kind), name("defect_remedy", kind)]),
                cls="label",
            ),
        )
        for kind, count in rows.itertuples(index=False)
    ]
    return ul(items, cls="faults")
