"""What is wrong with the platform's rows, how it is counted all the same, and what mends it."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import downloads
from components.parts.cards import empty
from components.parts.html import code, details, h2, joined, li, section, span, summary, ul
from components.parts.html import draw as put
from components.parts.tables import Cell, Column, table
from components.words import numerals
from data_access.wording import language, name, term, text

FEW = 2
_FIELDS = ("what", "source", "rows", "since", "where", "effect", "remedy")
_KINDS = {"what": "heading", "rows": "num"}
_UNKNOWN = date(1900, 1, 1)


def draw(defects: pd.DataFrame) -> None:
    """One row a kind and table, its places folded where they are many. `defects`: quality.defects."""
    title = text("definitions.defects")
    with st.container(key="table-defects"):
        put(section(h2(title), _body(defects, language.get()), cls="card", data_place="defects"))
        if len(defects):
            downloads.offer("defects", title, lambda: frame(defects))


@st.cache_data(max_entries=50, show_spinner=False)
def _body(defects: pd.DataFrame, lang: str) -> Markup:
    if defects.empty:
        return empty(span(text("definitions.no_defects"), cls="status", data_light="green"))
    columns = [
        Column(term("definitions", field), _KINDS.get(field, field), field != "where", name=field)
        for field in _FIELDS
    ]
    groups = defects.groupby(["kind", "source"], sort=False)
    order = sorted(groups, key=lambda group: -group[1]["rows"].sum())
    return table(columns, [_row(kind, source, rows) for (kind, source), rows in order], key="defects")


def frame(defects: pd.DataFrame) -> pd.DataFrame:
    """The defects as they are downloaded: one row a kind, table and place, headed as on screen."""
    listed = pd.DataFrame(
        {
            "what": [name("defect", kind) for kind in defects["kind"]],
            "source": defects["source"],
            "place": defects["name"],
            "code": defects["place"],
            "rows": defects["rows"],
            "since": [None if day <= _UNKNOWN else day for day in defects["since"]],
            "effect": [name("defect_effect", kind) for kind in defects["kind"]],
            "remedy": [name("defect_remedy", kind) for kind in defects["kind"]],
        }
    )
    return listed.rename(columns={field: term("definitions", field) for field in listed.columns})


def _row(kind: str, source: str, rows: pd.DataFrame) -> list[Cell]:
    places = [_place(row) for row in rows.itertuples()]
    where = ul(map(li, places), cls="places")
    if len(places) > FEW:
        where = details(summary(text("definitions.places", count=numerals.count(len(places)))), where)
    since = rows["since"].min()
    first_seen = text("definitions.long_ago") if since <= _UNKNOWN else numerals.day(since)
    total = int(rows["rows"].sum())
    return [
        Cell(name("defect", kind)),
        Cell(joined(name("source", source), " ", code(source))),
        Cell(numerals.count(total), total),
        Cell(first_seen, since),
        Cell(where),
        Cell(name("defect_effect", kind)),
        Cell(name("defect_remedy", kind)),
    ]


def _place(row) -> Markup:
    named = f"{row.name} " if isinstance(row.name, str) else ""
    rows = text("sign.times", count=numerals.count(row.rows)) if row.rows > 1 else ""
    return joined(named, code(row.place) if row.place else text("definitions.unnamed"), rows)
