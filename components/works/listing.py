"""The works as a list beside their map, page by page; and those that are not on it, with the reason."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.document import viewport
from components.maps import markers
from components.parts import definition, downloads, signs, tables
from components.parts.cards import card, empty, notes
from components.parts.html import details, div, h2, i, inner, joined, li, p, section, small, span, summary, ul
from components.parts.html import draw as put
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals, project_words
from components.works import map_layers
from data_access.metrics import DAYS_LATE, PROJECTS_BY_LIGHT
from data_access.wording import name, term, text
from data_access.works.stages import UNLIT

STEP, STEP_NARROW = 100, 12


def draw(works: pd.DataFrame, scope: Scope, filtered: str) -> None:
    """The list with its count and downloads. `works`: works.chosen; `filtered`: the filter in words.

    The row of the chosen work is marked by works.js: so a click on the map leaves the list as it is.
    """
    first = _first(works, scope)
    visible = works.iloc[first : first + STEP]
    title = text("works.list")
    rows = _table(visible, scope) if len(works) else empty(text("works.none_chosen"))
    heading = joined(title, span(numerals.count(len(works)), cls="count"))
    listed = div(rows, cls="works-rows", tabindex=0, role="region", aria_label=title)
    with st.container(key="table-works"):
        put(card(heading, listed, beside=definition.fold(DAYS_LATE), cls="works-list"))
        if len(works) > STEP:
            put(_pages(first, len(works), scope))
    downloads.offer("mapped_works", title, lambda: frame(works), [PROJECTS_BY_LIGHT, DAYS_LATE], filtered)


def undrawn(works: pd.DataFrame, scope: Scope) -> None:
    """The works without a usable place. `works`: works.undrawn."""
    count = span(numerals.count(len(works)), cls="count")
    body = notes(text("works.all_drawn"))
    if len(works):
        rows = [
            li(_link(row, scope), span(reason(row.position_defect), cls="works-why"))
            for row in works.itertuples()
        ]
        body = ul(rows, cls="works-undrawn")
    with st.container(key="table-undrawn"):
        fold = details(summary(h2(text("works.undrawn"), count)), body, cls="works-fold")
        put(section(fold, cls="card"))


def reason(defect: str) -> str:
    """Why a work is not drawn, as the data page names it."""
    return name("defect", f"position_{defect}")


def marker(kind: str, light: str) -> Markup:
    """A work's marker as on the map; what it says stands beside it."""
    spot = f"background-position:{markers.spot(kind, light)}"
    return i(cls="works-marker", aria_hidden="true", style=spot)


def light(code: str) -> Markup:
    """A light with its sign and word; that of a work without one too. `code`: one of markers.LIGHTS."""
    return span(map_layers.light(code), cls="works-unlit") if code == UNLIT else signs.light(code)


def frame(works: pd.DataFrame) -> pd.DataFrame:
    """The list as it is downloaded."""
    columns = {
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
    return pd.DataFrame({term("works", key): column for key, column in columns.items()})


def _first(works: pd.DataFrame, scope: Scope) -> int:
    """Where the shown part begins: the one asked for, else that of the chosen work, else the first."""
    part = scope.parameter("part") or ""
    if part.isdecimal() and len(part) < 6:
        return min(max(int(part) - 1, 0), max(len(works) - 1, 0) // STEP) * STEP
    found = (works["project"] == scope.project).to_numpy().nonzero()[0]
    return int(found[0]) // STEP * STEP if len(found) else 0


def _table(works: pd.DataFrame, scope: Scope) -> Markup:
    columns = [
        Column(text("common.work"), "heading", name="work"),
        Column(text("common.stage"), "stage", name="stage"),
        Column(text("works.light"), "light", name="light"),
        Column(text("works.opinions"), "num said", first="down", name="opinions"),
    ]
    rows = [_row(row, scope) for row in works.itertuples()]
    step = STEP_NARROW if viewport.current().narrow else None
    return tables.table(columns, rows, key="works-list", step=step)


def _row(row, scope: Scope) -> list[Cell]:
    return [
        Cell(_link(row, scope), row.title),
        Cell(project_words.stage(row.stage), row.stage),
        Cell(_state(row), f"{markers.LIGHTS.index(row.light)}{9999 - (row.days_late or 0):04}"),
        Cell(_opinions(row), row.received),
    ]


def _state(row) -> Markup:
    late = map_layers.late(row)
    return joined(light(row.light), small(late, cls="works-late") if late else None)


def _opinions(row) -> Markup:
    waiting = joined(text("works.waiting_column"), " ", numerals.count(row.waiting))
    return joined(numerals.count(row.received), span(waiting, cls="works-waiting") if row.waiting else None)


def _link(row, scope: Scope) -> Markup:
    place = small(map_layers.place(row))
    return inner(
        scope.again("works", project=row.project, centre=None, part=None),
        marker(row.kind, row.light),
        span(span(row.title), place, cls="works-name"),
        data_project=row.project,
        data_at=None if pd.isna(row.longitude) else f"{row.longitude:.6f},{row.latitude:.6f}",
    )


def _pages(first: int, count: int, scope: Scope) -> Markup:
    words = text(
        "works.of_list",
        first=numerals.count(first + 1),
        last=numerals.count(min(first + STEP, count)),
        count=numerals.count(count),
    )
    part = first // STEP + 1
    steps = (("before", part - 1, first > 0), ("after", part + 1, first + STEP < count))
    links = [inner(scope.again("works", part=n), text(f"works.{key}")) for key, n, exists in steps if exists]
    return p(span(words, cls="label"), links, cls="works-pages")
