"""The works as a list beside their map, page by page; and those that are not on it, with the reason."""

from html import escape

import pandas as pd
import streamlit as st

from components.document import viewport
from components.maps import markers
from components.parts import definition, downloads, lights, tables
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals, project_words
from components.works import map_layers
from data_access.metrics import DAYS_LATE, PROJECTS_BY_LIGHT
from data_access.wording import name, text

STEP, STEP_NARROW = 100, 12


def draw(works: pd.DataFrame, scope: Scope, filtered: str) -> None:
    """The list with its count and downloads. `works`: works.chosen; `filtered`: the filter in words.

    The row of the chosen work is marked by works.js: so a click on the map leaves the list as it is.
    """
    first = _first(works, scope)
    shown = works.iloc[first : first + STEP]
    count = f'<span class="count">{numerals.count(len(works))}</span>'
    title = text("works.list")
    body = _table(shown, scope)
    if works.empty:
        body = f'<p class="empty">{escape(text("works.none_chosen"))}</p>'
    with st.container(key="table-works"):
        st.html(
            f'<section class="card works-list"><div class="fig-head"><h2>{escape(title)}{count}</h2>{definition.fold(DAYS_LATE)}</div>'
            f'<div class="works-rows" tabindex="0" role="region" aria-label="{escape(title)}">{body}</div></section>'
        )
        if len(works) > STEP:
            st.html(_pages(first, len(works), scope))
    downloads.offer("works", title, lambda: frame(works), [PROJECTS_BY_LIGHT, DAYS_LATE], filtered)


def undrawn(works: pd.DataFrame, scope: Scope) -> None:
    """The works without a usable place. `works`: works.undrawn."""
    title = text("works.undrawn")
    count = f'<span class="count">{numerals.count(len(works))}</span>'
    if works.empty:
        body = f'<p class="note">{escape(text("works.all_drawn"))}</p>'
    else:
        rows = "".join(
            f'<li>{_link(row, scope)}<span class="works-why">{escape(reason(row.position_defect))}</span></li>'
            for row in works.itertuples()
        )
        body = f'<ul class="works-undrawn">{rows}</ul>'
    with st.container(key="table-undrawn"):
        st.html(
            f'<section class="card"><details class="works-fold"><summary><h2>{escape(title)}{count}</h2></summary>{body}</details></section>'
        )


def reason(defect: str) -> str:
    """Why a work is not drawn, as the data page names it."""
    return name("defect", f"position_{defect}")


def marker(kind: str, light: str) -> str:
    """A work's marker as on the map; what it says stands beside it."""
    return f'<i class="works-marker" aria-hidden="true" style="background-position:{markers.spot(kind, light)}"></i>'


def light(colour: str) -> str:
    """A light with its sign and word; that of a work without one too."""
    if colour != "none":
        return lights.light(colour)
    return f'<span class="works-unlit">{escape(map_layers.light(colour))}</span>'


def frame(works: pd.DataFrame) -> pd.DataFrame:
    """The list as it is downloaded."""
    shown = {
        "code": works["project"],
        "work": works["title"],
        "committee": works["name"].fillna(works["committee"]),
        "neighbourhood": works["neighbourhood"],
        "kind": works["kind"].map(project_words.kind),
        "programme": works["programme"].map(project_words.programme),
        "stage": works["stage"].map(project_words.stage),
        "entered_on": works["entered_on"],
        "next_stage": [
            project_words.stage(one) if isinstance(one, str) else None for one in works["next_stage"]
        ],
        "next_planned": works["next_planned"],
        "light": works["light"].map(map_layers.light),
        "late_days": works["days_late"],
        "opinions": works["received"],
        "waiting_column": works["waiting"],
        "longitude": works["longitude"],
        "latitude": works["latitude"],
        "reason": [reason(one) if isinstance(one, str) else None for one in works["position_defect"]],
    }
    return pd.DataFrame({text(f"works.{key}"): column for key, column in shown.items()})


def _first(works: pd.DataFrame, scope: Scope) -> int:
    """Where the shown part begins: the one asked for, else that of the chosen work, else the first."""
    asked = scope.asked("part") or ""
    if asked.isdecimal() and len(asked) < 6:
        return min(max(int(asked) - 1, 0), max(len(works) - 1, 0) // STEP) * STEP
    found = (works["project"] == scope.project).to_numpy().nonzero()[0]
    return int(found[0]) // STEP * STEP if len(found) else 0


def _table(works: pd.DataFrame, scope: Scope) -> str:
    columns = [
        Column(text("works.work"), "heading"),
        Column(text("works.stage"), "stage"),
        Column(text("works.light"), "light"),
        Column(text("works.opinions"), "num said", first="down"),
    ]
    rows = [_row(row, scope) for row in works.itertuples()]
    step = STEP_NARROW if viewport.eyes().narrow else None
    return tables.table(columns, rows, key="works-list", step=step)


def _row(row, scope: Scope) -> list[Cell]:
    return [
        Cell(_link(row, scope), row.title),
        Cell(escape(project_words.stage(row.stage)), row.stage),
        Cell(_state(row), f"{markers.LIGHTS.index(row.light)}{9999 - (row.days_late or 0):04}"),
        Cell(_said(row), row.received),
    ]


def _state(row) -> str:
    late = map_layers.late(row)
    return light(row.light) + (f'<small class="works-late">{escape(late)}</small>' if late else "")


def _said(row) -> str:
    waiting = f'<span class="works-waiting">{escape(text("works.waiting_column"))} {numerals.count(row.waiting)}</span>'
    return f"{numerals.count(row.received)}{waiting if row.waiting else ''}"


def _link(row, scope: Scope) -> str:
    address = escape(scope.again("works", project=row.project, centre=None, part=None))
    at = "" if pd.isna(row.longitude) else f' data-at="{row.longitude:.6f},{row.latitude:.6f}"'
    return (
        f'<a data-inner href="{address}" data-project="{escape(row.project)}"{at}>{marker(row.kind, row.light)}'
        f'<span class="works-name"><span>{escape(row.title)}</span><small>{escape(map_layers.place(row))}</small></span></a>'
    )


def _pages(first: int, count: int, scope: Scope) -> str:
    said = text(
        "works.of_list",
        first=numerals.count(first + 1),
        last=numerals.count(min(first + STEP, count)),
        count=numerals.count(count),
    )
    part = first // STEP + 1
    links = "".join(
        f'<a data-inner href="{escape(scope.again("works", part=other))}">{escape(text(f"works.{key}"))}</a>'
        for key, other, there in (("before", part - 1, first > 0), ("after", part + 1, first + STEP < count))
        if there
    )
    return f'<p class="works-pages"><span class="label">{escape(said)}</span>{links}</p>'
