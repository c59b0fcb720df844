"""Every number on screen and how it is counted, searchable."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import downloads
from components.parts.html import code, h2, joined, section, span
from components.parts.html import draw as put
from components.parts.tables import Cell, Column, search, table
from components.scope import town
from components.words import numerals
from data_access.metrics import METRICS, Definition
from data_access.settings import settings
from data_access.wording import language, name, text

_FIELDS = ("name", "definition", "numerator", "denominator", "sources", "minimum")
_MINIMUMS = {
    "base_households": "common.households",
    "identity_shown": "definitions.minimum_members",
    "registered": "definitions.minimum_registered",
    "cases": "definitions.minimum_cases",
    "concerns": "definitions.minimum_concerns",
}


def draw(searched: str) -> None:
    """The list, of the numbers that the town has data for, with its search field; `searched` is what the address asks for."""
    title = text("definitions.metrics")
    counted = [key for key, metric in METRICS.items() if town().keeps(*metric.required)]
    with st.container(key="table-metrics"):
        put(section(h2(title), _body(searched, counted, language.get()), cls="card", data_place="metrics"))
        metrics = [METRICS[key] for key in counted]
        downloads.offer("metrics", title, lambda: frame(metrics), metrics, searched)


@st.cache_data(max_entries=50, show_spinner=False)
def _body(searched: str, counted: list[str], lang: str) -> Markup:
    metrics = [METRICS[key] for key in counted]
    words = [_words(metric) for metric in metrics]
    columns = [
        Column(text(f"definitions.{field}"), "heading" if field == "name" else field, name=field)
        for field in _FIELDS
    ]
    listed = table(
        columns, [_row(metric) for metric in metrics], key="metrics", words=words, searched=searched
    )
    label, hint, none = (text(f"definitions.{key}") for key in ("search", "search_hint", "none_found"))
    return search("metrics", label, hint, none, searched, words) + listed


def frame(metrics: list[Definition]) -> pd.DataFrame:
    """The list as it is downloaded: one row a metric, its columns headed as on screen."""
    fields = (*_FIELDS, "unit", "why")
    rows = [{field: _text(metric, field) for field in fields} for metric in metrics]
    return pd.DataFrame(rows, columns=fields).rename(columns={f: text(f"definitions.{f}") for f in fields})


def _row(metric: Definition) -> list[Cell]:
    words = {field: _text(metric, field) for field in (*_FIELDS, "unit", "why")}
    sources = [
        joined(" " if number else None, span(name("source", source), " ", code(source), cls="source"))
        for number, source in enumerate(metric.sources)
    ]
    return [
        Cell(joined(words["name"], span(words["unit"], cls="label unit")), words["name"]),
        Cell(joined(words["definition"], span(words["why"], cls="label why"))),
        *(Cell(words[field]) for field in ("numerator", "denominator")),
        Cell(joined(sources)),
        Cell(words["minimum"]),
    ]


def _text(metric: Definition, field: str) -> str:
    if field == "sources":
        return ", ".join(metric.sources)
    if field == "unit":
        return name("unit", metric.unit)
    if field == "denominator" and not metric.is_rate and metric.key != "needs_help":
        return numerals.MISSING
    if field == "minimum":
        return _minimum(metric)
    return text(f"metric.{metric.key}.{field}")


def _minimum(metric: Definition) -> str:
    if metric.minimum is None:
        return numerals.MISSING
    least = getattr(settings().minimums, metric.minimum)
    return text(_MINIMUMS[metric.minimum], count=least)


def _words(metric: Definition) -> str:
    parts = [_text(metric, field) for field in (*_FIELDS, "unit", "why")]
    return " ".join([*parts, *(name("source", table) for table in metric.sources)]).lower()
