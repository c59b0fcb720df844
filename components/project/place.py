"""Where a project lies, on a small drawing of the town, and how long others of its kind took."""

import pandas as pd
import streamlit as st

from components.maps import schematic
from components.parts import table_card, tables
from components.parts.cards import card, empty, notes
from components.parts.html import dd, div, dl, dt, inner
from components.parts.html import draw as put
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import short
from data_access.wording import name, text

STEP = 8


def draw(about, outlines: pd.DataFrame) -> None:
    """The town with the project's committee and a mark. `about`: a row of project.about; `outlines`: registration.outlines."""
    where = [about.name if isinstance(about.name, str) else about.committee, about.neighbourhood]
    facts = [
        (text("project.where"), " ".join(part for part in where if isinstance(part, str))),
        (text("project.affected"), _households(about.affected_households)),
        (text("project.budget"), _money(about.budget_cny)),
    ]
    listed = dl((div(dt(term), dd(words)) for term, words in facts), cls="project-facts")
    if pd.isna(about.longitude) or pd.isna(about.latitude):
        why = name("defect", f"position_{about.position_defect or 'missing'}")
        drawn = notes(text("project.no_place", reason=why))
    else:
        label = text("project.map_words", place=facts[0][1])
        drawn = schematic.place(outlines, about.committee, (about.longitude, about.latitude), label)
    with st.container(key="map-project"):
        put(card(text("project.place"), drawn, listed))


def _households(count) -> str:
    return numerals.MISSING if pd.isna(count) else text("common.households", count=numerals.count(count))


def _money(yuan) -> str:
    return numerals.MISSING if pd.isna(yuan) else text("project.yuan", count=numerals.count(yuan))


def neighbours(others: pd.DataFrame, middle: dict, scope: Scope) -> None:
    """Works of the same kind, step by step in days. `others`: project.neighbours; `middle`: project.medians."""
    title = text("project.neighbours")
    steps = [name_ for name_ in others.columns if name_.startswith("days_")]
    kind = "num project-step"
    columns = [
        Column(text("common.work"), "heading", name="work"),
        Column(text("common.committee"), "project-whose", name="committee"),
        Column(text("project.now"), "project-now", name="now"),
        *(Column(_step(step), kind, name=step) for step in steps),
        Column(text("project.total"), kind, name="total"),
    ]
    rows = [_row(row, steps, scope) for row in others.to_dict("records")]
    own = 0 if len(others) and others.iloc[0]["project"] == scope.project else None
    foot = [Cell(text("project.median")), Cell(""), Cell("")]
    foot += [Cell(_median(middle[step])) for step in (*steps, "total")]
    if len(others) - (own is not None) < 1:
        body = empty(text("project.no_neighbours"))
    else:
        body = tables.table(
            columns, rows, key="neighbours", foot=foot, current=own, step=STEP if len(rows) > STEP else None
        )
        body += notes(text("project.neighbours_note"))
    written = (lambda: frame(others)) if len(others) else None
    table_card.draw("project_neighbours", title, body, frame=written)


def frame(others: pd.DataFrame) -> pd.DataFrame:
    """The works of the same kind as they are taken away."""
    headings = {
        "title": text("common.work"),
        "name": text("common.committee"),
        "stage": text("project.now"),
        "total": text("project.total"),
    } | {step: _step(step) for step in others.columns if step.startswith("days_")}
    stages = others["stage"].map(project_words.stage)
    return others.assign(stage=stages).drop(columns=["project", "committee"]).rename(columns=headings)


def _step(column: str) -> str:
    return text("project.until", stage=project_words.stage(column.removeprefix("days_")))


def _row(row: dict, steps: list[str], scope: Scope) -> list[Cell]:
    where = short(row["name"]) if isinstance(row["name"], str) else row["committee"]
    days = [Cell(numerals.count(row[step]), _sorts(row[step])) for step in (*steps, "total")]
    return [
        Cell(inner(scope.link("project", project=row["project"]), row["title"]), row["title"]),
        Cell(where),
        Cell(project_words.stage(row["stage"])),
        *days,
    ]


def _sorts(days) -> object:
    return "" if pd.isna(days) else int(days)


def _median(days) -> str:
    return numerals.MISSING if days is None else f"{days:g}"
