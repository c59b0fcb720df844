"""The works that stand still: whose move it is, and what has to be done."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import short
from data_access.metrics import STUCK
from data_access.wording import text

SHOWN = 8
_FIELDS = ("actor", "act", "title", "committee", "stage", "days_in_stage", "limit")


def draw(works: pd.DataFrame, scope: Scope, filtered: str) -> None:
    """One row a stuck work, the longest over its limit first. `works`: board.works of the chosen; `filtered`: the
    choices in words."""
    rows = works[works["stuck"]]
    rows = rows.assign(over=rows["days_in_stage"] - rows["limit"])
    rows = rows.sort_values(["over", "project"], ascending=[False, True])
    title = text("metric.stuck.name")
    with st.container(key="table-stuck"):
        count = (
            f'<span class="count">{numerals.count(len(rows))}</span>' if works["limit"].notna().any() else ""
        )
        st.html(
            f'<section class="card"><div class="fig-head"><h2>{escape(title)}{count}'
            f"</h2>{definition.fold(STUCK)}</div>{_body(rows, scope) if len(rows) else _empty(works)}</section>"
        )
        if len(rows):
            downloads.offer("stuck", title, lambda: frame(rows), [STUCK], filtered)


def none(works: pd.DataFrame) -> str:
    """What is said where no work is known to be stuck, in words."""
    if works.empty:
        return text("consultation.none_here")
    return text("consultation.none_stuck" if works["limit"].notna().any() else "consultation.no_limits")


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The stuck works as they are downloaded."""
    shown = {
        "number": rows["project"],
        "title": rows["title"],
        "committee": rows["name"],
        "code": rows["committee"],
        "stage": [project_words.stage(code) for code in rows["stage"]],
        "days_in_stage": rows["days_in_stage"],
        "limit": rows["limit"],
        "actor": [project_words.actor(code) for code in rows["actor"]],
        "act": [project_words.next_act(code) for code in rows["stage"]],
    }
    return pd.DataFrame({text(f"consultation.{key}"): column for key, column in shown.items()})


def _body(rows: pd.DataFrame, scope: Scope) -> str:
    lines = [_row(row, scope) for row in rows.itertuples()]
    shown = _table(lines[:SHOWN])
    if lines[SHOWN:]:
        more = escape(text("consultation.more", count=numerals.count(len(lines) - SHOWN)))
        shown += f'<details class="more"><summary>{more}</summary>{_table(lines[SHOWN:])}</details>'
    return f'{shown}<p class="note">{escape(text("consultation.stuck_note"))}</p>'


def _empty(works: pd.DataFrame) -> str:
    return f'<p class="empty">{escape(none(works))}</p>'


def _table(lines: list[str]) -> str:
    heads = "".join(
        f'<th scope="col" class="{key}{" num" if key in ("days_in_stage", "limit") else ""}">'
        f"{escape(text(f'consultation.{key}'))}</th>"
        for key in _FIELDS
    )
    return f'<table class="list stuck"><thead><tr>{heads}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _row(row, scope: Scope) -> str:
    address = escape(scope.link("project", project=row.project))
    where = short(row.name) if isinstance(row.name, str) else row.committee
    return (
        f'<tr data-project="{escape(row.project)}"><td class="actor"><b>{escape(project_words.actor(row.actor))}</b></td>'
        f'<td class="act">{escape(project_words.next_act(row.stage))}</td>'
        f'<th scope="row" class="title"><a data-inner href="{address}">{escape(row.title)}</a></th>'
        f'<td class="committee">{escape(where)}</td><td class="stage">{escape(project_words.stage(row.stage))}</td>'
        f'<td class="num days_in_stage">{numerals.count(row.days_in_stage)}</td>'
        f'<td class="num limit">{numerals.decimal(row.limit)}</td></tr>'
    )
