"""Who was heard: the affected buildings with opinions, and by name those without."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import empty, notes
from components.parts.html import b, h3, joined, li, ul
from components.words import numerals
from data_access.metrics import HEARD
from data_access.wording import text


def draw(buildings: pd.DataFrame, entries: pd.DataFrame) -> None:
    """The buildings, and where the other opinions came from. `buildings`: ledger.buildings; `entries`: ledger.entries."""
    title = text("project.heard")
    silent, spoken = buildings[buildings["opinions"] == 0], buildings[buildings["opinions"] > 0]
    parts = (("none", silent), ("some", spoken.sort_values("opinions", ascending=False)))
    body = joined(
        h3(text(f"project.heard_{key}", count=numerals.count(len(part)))) + _chips(part, key)
        for key, part in parts
        if len(part)
    )
    if buildings.empty:
        body = empty(text("project.no_buildings"))
    note, written = notes(_elsewhere(buildings, entries)), (lambda: frame(buildings))
    table_card.draw(
        "project_heard", title, body, note, metric=HEARD, frame=written if len(buildings) else None
    )


def frame(buildings: pd.DataFrame) -> pd.DataFrame:
    """The affected buildings as they are taken away."""
    rows = [
        {
            text("common.neighbourhood"): row.neighbourhood,
            text("common.building"): row.name,
            text("project.opinions"): row.opinions,
            text("project.heard"): text("download.yes" if row.opinions else "download.no"),
        }
        for row in buildings.itertuples()
    ]
    return pd.DataFrame(rows)


def _chips(buildings: pd.DataFrame, key: str) -> Markup:
    items = [
        li(row.name, joined(" ", b(numerals.count(row.opinions))) if row.opinions else None)
        for row in buildings.itertuples()
    ]
    return ul(items, cls="project-chips", data_heard=key)


def _elsewhere(buildings: pd.DataFrame, entries: pd.DataFrame) -> str:
    affected = set(buildings["building"])
    unsaid = sum(code is None for code in entries["building"])
    others = sum(code is not None and code not in affected for code in entries["building"])
    counts = {"others": numerals.count(others), "unsaid": numerals.count(unsaid)}
    return text("project.elsewhere", **counts) if others or unsaid else ""
