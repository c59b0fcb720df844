"""Who was heard: the affected buildings with opinions, and by name those without."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads
from components.project.phrases import card, note
from components.words import numerals
from data_access.metrics import HEARD
from data_access.wording import text


def draw(buildings: pd.DataFrame, entries: pd.DataFrame) -> None:
    """The buildings, and where the other opinions came from. `buildings`: ledger.buildings; `entries`: ledger.entries."""
    title = text("project.heard")
    silent, spoken = buildings[buildings["opinions"] == 0], buildings[buildings["opinions"] > 0]
    body = "".join(
        f"<h3>{escape(text(f'project.heard_{key}', count=numerals.count(len(part))))}</h3>{_chips(part, key)}"
        for key, part in (("none", silent), ("some", spoken.sort_values("opinions", ascending=False)))
        if len(part)
    )
    if buildings.empty:
        body = f'<p class="empty">{escape(text("project.no_buildings"))}</p>'
    with st.container(key="table-project_heard"):
        st.html(card(title, body + note(_elsewhere(buildings, entries)), definition.fold(HEARD)))
        if len(buildings):
            downloads.offer("project_heard", title, lambda: frame(buildings), [HEARD])


def frame(buildings: pd.DataFrame) -> pd.DataFrame:
    """The affected buildings as they are taken away."""
    rows = [
        {
            text("committee.neighbourhood"): row.neighbourhood,
            text("project.building"): row.name,
            text("project.opinions"): row.opinions,
            text("project.heard"): text("download.yes" if row.opinions else "download.no"),
        }
        for row in buildings.itertuples()
    ]
    return pd.DataFrame(rows)


def _chips(buildings: pd.DataFrame, key: str) -> str:
    items = "".join(f"<li>{escape(row.name)}{_count(row.opinions)}</li>" for row in buildings.itertuples())
    return f'<ul class="project-chips" data-heard="{key}">{items}</ul>'


def _count(opinions: int) -> str:
    return f" <b>{numerals.count(opinions)}</b>" if opinions else ""


def _elsewhere(buildings: pd.DataFrame, entries: pd.DataFrame) -> str:
    affected = set(buildings["building"])
    unsaid = sum(code is None for code in entries["building"])
    others = sum(code is not None and code not in affected for code in entries["building"])
    counts = {"others": numerals.count(others), "unsaid": numerals.count(unsaid)}
    return text("project.elsewhere", **counts) if others or unsaid else ""
