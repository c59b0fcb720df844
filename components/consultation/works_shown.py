"""The works as a reader wants them: on the board or in the table, to take away, and those of which no stage tells."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.consultation import stage_board, work_filters, work_table
from components.parts import definition, downloads
from components.parts.cards import card, empty
from components.parts.html import details, inner, joined, li, span, summary, ul
from components.parts.html import draw as put
from components.reading import drawn
from components.scope import Scope
from components.words import numerals
from components.words.place_names import committee_of
from data_access import metrics
from data_access.wording import text

_METRICS = (
    metrics.STAGE,
    metrics.DAYS_IN_STAGE,
    metrics.DAYS_LATE,
    metrics.STUCK,
    metrics.OPINIONS_WAITING,
    metrics.ADOPTED_RATE,
    metrics.ADOPTED_UNWRITTEN,
    metrics.WITHOUT_REASON,
    metrics.REVISIONS,
    metrics.SATISFACTION,
)


def draw(
    works: pd.DataFrame,
    of_every_stage: pd.DataFrame,
    unstaged: pd.DataFrame,
    scope: Scope,
    chosen: Mapping[str, str | None],
    filtered: str,
) -> None:
    """The board or the table. `works`: board.works of the chosen; `of_every_stage`: of all that holds but the
    chosen stage; `unstaged`: board.unstaged; `chosen` and `filtered`: the choices as codes and in words."""
    view, title = work_filters.view(scope), text("consultation.works")
    with st.container(key=view):
        unnoticed = replace(scope, notices=())
        drawn(_card, works, of_every_stage, unstaged, unnoticed, view, chosen["stage"])
        if len(works):
            kinds = work_table.kinds()
            downloads.offer("works", title, lambda: work_table.frame(works), _METRICS, filtered, kinds)


def _card(
    _seen: Scope,
    works: pd.DataFrame,
    of_every_stage: pd.DataFrame,
    unstaged: pd.DataFrame,
    scope: Scope,
    view: str,
    stage: str | None,
) -> None:
    if works.empty:
        body = empty(text("consultation.none_here"))
    elif view == "table":
        body = work_table.body(works, scope)
    else:
        body = stage_board.columns(works, stage, scope)
    title = joined(text("consultation.works"), span(numerals.count(len(works)), cls="count"))
    strip, rest = stage_board.strip(of_every_stage, stage, scope), _unstaged(unstaged, scope)
    put(card(title, strip, body, rest, beside=definition.fold(metrics.STAGE), place="works"))


def _unstaged(rows: pd.DataFrame, scope: Scope) -> Markup | None:
    """Works without any stage's day, which stand in no column, so that none is lost."""
    if rows.empty:
        return None
    items = [
        li(
            inner(scope.link("project", project=row.project), row.title),
            " ",
            committee_of(row),
        )
        for row in rows.itertuples()
    ]
    words = text("consultation.unstaged", count=numerals.count(len(rows)))
    return details(summary(words), ul(items), cls="more board-unstaged")
