"""A table as it stands on a page: on its card, with its definition, and what may be taken away below."""

from collections.abc import Callable, Iterable

import pandas as pd
import streamlit as st

from components.parts import allowed, definition, downloads, lacking
from components.parts.cards import card
from components.parts.html import Content, joined
from components.parts.html import draw as put
from data_access.metrics import Definition


def draw(
    key: str,
    title: str,
    *body: Content,
    metric: Definition | None = None,
    frame: Callable[[], pd.DataFrame] | None = None,
    heading: Content = None,
    beside: Content = None,
    metrics: Iterable[Definition] | None = None,
    **taken,
) -> None:
    """Draws the card in `table-<key>`, which an address calls `#<key>`. `metric`: whose definition stands beside the title, and `beside` that; `heading`:
    where the title on screen is not that of the file; `frame`: what is taken away, None where there is nothing;
    `metrics`: those that the file defines, where not the one; `taken`: the rest of downloads.offer. Nothing where the town
    has no data for it, or the reader may not see it."""
    if lacking.leaves_out(key) or allowed.leaves_out(key):
        return
    with st.container(key=f"table-{key}"):
        fold = definition.fold(metric) if metric else None
        put(card(heading or title, *body, beside=joined(fold, beside), place=key))
        if frame is not None:
            kept = metrics if metrics is not None else [metric] if metric else []
            downloads.offer(key, title, frame, kept, **taken)
