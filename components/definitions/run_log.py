"""When the data were refreshed, how long it took, and what went wrong."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import downloads
from components.parts.html import draw as put
from components.parts.html import h2, section, span
from components.parts.tables import Cell, Column, table
from components.words import numerals
from data_access.problem import Problem
from data_access.wording import language, name, text

_FIELDS = ("started", "kind", "outcome", "seconds", "read", "changed", "problem")
_KINDS = {"started": "heading", "seconds": "num", "read": "num", "changed": "num"}


def draw(runs: pd.DataFrame) -> None:
    """The latest runs, newest first. `runs`: quality.runs."""
    newest = span(text("definitions.only_newest", count=len(runs)), cls="label")
    with st.container(key="table-runs"):
        body = _body(runs, language.get())
        put(section(h2(text("definitions.runs"), newest), body, cls="card", data_place="runs"))
        downloads.offer("runs", text("definitions.runs"), lambda: frame(runs))


@st.cache_data(max_entries=50, show_spinner=False)
def _body(runs: pd.DataFrame, lang: str) -> Markup:
    columns = [
        Column(text(f"definitions.{field}"), _KINDS.get(field, field), name=field) for field in _FIELDS
    ]
    return table(columns, [_row(row) for row in runs.itertuples()], key="runs")


def frame(runs: pd.DataFrame) -> pd.DataFrame:
    """The runs as they are downloaded, headed as on screen."""
    listed = pd.DataFrame(
        {
            "started": runs["started_at"],
            "kind": [name("run_kind", kind) for kind in runs["kind"]],
            "outcome": [name("run_outcome", outcome) for outcome in runs["outcome"]],
            "seconds": runs["seconds"],
            "read": runs["read_rows"],
            "changed": runs["changed_rows"],
            "problem": [sentence(row) for row in runs.itertuples()],
        }
    )
    return listed.rename(columns={field: text(f"definitions.{field}") for field in _FIELDS})


def sentence(run) -> str:
    """What went wrong in a run, in the reader's language; nothing where nothing did."""
    if not isinstance(run.problem, str):
        return ""
    values = run.problem_values if isinstance(run.problem_values, str) else None
    return Problem.noted(run.problem, values).for_reader


def _row(run) -> list[Cell]:
    light = "green" if run.outcome == "complete" else "red"
    outcome = span(name("run_outcome", run.outcome), cls="status", data_light=light)
    seconds = numerals.decimal(run.seconds)
    return [
        Cell(numerals.moment(run.started_at), run.started_at),
        Cell(name("run_kind", run.kind)),
        Cell(outcome, run.outcome),
        Cell(seconds),
        *(
            Cell(numerals.count(rows), 0 if pd.isna(rows) else int(rows))
            for rows in (run.read_rows, run.changed_rows)
        ),
        Cell(sentence(run)),
    ]
