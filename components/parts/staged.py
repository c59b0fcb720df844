"""A list that is read by how far things have come: the choice of the stage, the table with its search, what is taken away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.parts import table_card, tables
from components.parts.cards import empty, notes, notice
from components.parts.html import div, inner, joined, nav
from components.parts.html import draw as put
from components.parts.tables import Cell, Column
from components.scope import Scope, readable
from data_access.wording import term, text

STEP = 20


@dataclass(frozen=True)
class Staged:
    """Such a list: its `page`, which its part of the wording is called as, its place there, the table's, the states of each stage, how
    each column is set, by its name, what a row's cells are, what is searched in it, and how the rows are taken away."""

    page: str
    place: str
    table: str
    stages: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    cells: Callable[[Any, Scope], list[Cell]]
    words: Callable[[Any], str]
    frame: Callable[[pd.DataFrame], pd.DataFrame]


def draw(staged: Staged, title: str, none: str, listed: pd.DataFrame, scope: Scope, **card: Any) -> None:
    """The card with its choice and search. `none`: what stands there where there is nothing; `listed`: what the reader sees, with its
    `state`; `card`: the rest of table_card.draw."""
    stage = scope.parameter("stage")
    if stage and stage not in staged.stages:
        put(notice(text("scope.filter", value=readable(stage))))
        stage = None
    found = listed[listed["state"].isin(staged.stages[stage])] if stage else listed
    table_card.draw(
        staged.place,
        title,
        _stages(staged, stage, scope),
        _table(staged, found, scope) if len(found) else empty(none),
        notes(text(f"{staged.page}.unlisted_{scope.rights.extent('sensitive')}")),
        frame=(lambda: staged.frame(found)) if len(found) else None,
        filtered=text(f"{staged.page}.stage_{stage}") if stage else "",
        **card,
    )


def _stages(staged: Staged, stage: str | None, scope: Scope) -> Markup:
    links = [
        inner(
            scope.again(staged.page, stage=one) + f"#{staged.place}",
            text(f"{staged.page}.stage_{one}") if one else text("common.all"),
            aria_current="true" if one == stage else None,
            data_stays=True,
        )
        for one in (None, *staged.stages)
    ]
    return div(nav(links, cls="picks-view", aria_label=term(staged.page, "state")), cls="picks")


def _table(staged: Staged, found: pd.DataFrame, scope: Scope) -> Markup:
    words = [staged.words(row).lower() for row in found.itertuples()]
    hint, none = text(f"{staged.page}.hint"), text(f"{staged.page}.none_found")
    searched = scope.parameter("q") or ""
    return joined(
        tables.search(staged.table, text("common.search"), hint, none, searched, words, counted=False),
        tables.table(
            [Column(term(staged.page, field), kind, name=field) for field, kind in staged.fields.items()],
            [staged.cells(row, scope) for row in found.itertuples()],
            key=staged.table,
            words=words,
            searched=searched,
            step=STEP,
            counted=False,
        ),
    )
