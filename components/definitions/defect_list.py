"""What is wrong with the platform's rows, how it is counted all the same, and what mends it."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.parts import downloads
from components.parts.tables import Cell, Column, table
from components.words import numerals
from data_access.wording import language, name, text

FEW = 2
_FIELDS = ("what", "source", "rows", "since", "where", "effect", "remedy")
_KINDS = {"what": "heading", "rows": "num"}
_UNKNOWN = date(1900, 1, 1)


def draw(defects: pd.DataFrame) -> None:
    """One row a kind and table, its places folded where they are many. `defects`: quality.defects."""
    title = text("definitions.defects")
    with st.container(key="table-defects"):
        st.html(f'<section class="card"><h2>{escape(title)}</h2>{_body(defects, language.get())}</section>')
        if len(defects):
            downloads.offer("defects", title, lambda: frame(defects))


@st.cache_data(max_entries=50, show_spinner=False)
def _body(defects: pd.DataFrame, lang: str) -> str:
    if defects.empty:
        return f'<p class="empty"><span class="status" data-light="green">{escape(text("definitions.no_defects"))}</span></p>'
    columns = [
        Column(text(f"definitions.{field}"), _KINDS.get(field, field), field != "where") for field in _FIELDS
    ]
    groups = defects.groupby(["kind", "source"], sort=False)
    order = sorted(groups, key=lambda group: -group[1]["rows"].sum())
    return table(columns, [_row(kind, source, rows) for (kind, source), rows in order], key="defects")


def frame(defects: pd.DataFrame) -> pd.DataFrame:
    """The defects as they are downloaded: one row a kind, table and place, headed as on screen."""
    shown = pd.DataFrame(
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
    return shown.rename(columns={field: text(f"definitions.{field}") for field in shown.columns})


def _row(kind: str, source: str, rows: pd.DataFrame) -> list[Cell]:
    places = [_place(row) for row in rows.itertuples()]
    where = "".join(f"<li>{place}</li>" for place in places)
    where = f'<ul class="places">{where}</ul>'
    if len(places) > FEW:
        count = escape(text("definitions.places", count=numerals.count(len(places))))
        where = f"<details><summary>{count}</summary>{where}</details>"
    since = rows["since"].min()
    shown = text("definitions.long_ago") if since <= _UNKNOWN else numerals.day(since)
    total = int(rows["rows"].sum())
    return [
        Cell(escape(name("defect", kind))),
        Cell(f"{escape(name('source', source))} <code>{escape(source)}</code>"),
        Cell(numerals.count(total), total),
        Cell(escape(shown), since),
        Cell(where),
        Cell(escape(name("defect_effect", kind))),
        Cell(escape(name("defect_remedy", kind))),
    ]


def _place(row) -> str:
    named = f"{escape(row.name)} " if isinstance(row.name, str) else ""
    code = f"<code>{escape(row.place)}</code>" if row.place else escape(text("definitions.unnamed"))
    rows = f" × {numerals.count(row.rows)}" if row.rows > 1 else ""
    return f"{named}{code}{rows}"
