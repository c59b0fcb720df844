"""The works behind plan, the latest first."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, lights
from components.scope import Scope, current
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import DAYS_LATE
from data_access.wording import name, text
from data_access.works.stages import timed

SHOWN, SHOWN_ON_WALL = 6, 8
_COLUMNS = ("light", "work", "committee", "stage", "late_by")


def table(late: pd.DataFrame, works: pd.DataFrame) -> None:
    """Works with an amber or red light; those after the first few stand folded below. `late`: consultation.behind;
    `works`: all of consultation.as_of."""
    seen = current()
    rows = [_row(row, seen) for row in late.itertuples()]
    if rows:
        first = SHOWN_ON_WALL if seen.look == "wall" else SHOWN
        body = _table(rows[:first])
        if rows[first:]:
            more = escape(text("overview.more_late", count=numerals.count(len(rows) - first)))
            body += f'<details class="more"><summary>{more}</summary>{_table(rows[first:])}</details>'
    else:
        none = (
            "overview.none_late"
            if timed(works)
            else "figure.no_projects"
            if works.empty
            else "overview.untimed"
        )
        body = f'<p class="empty">{escape(text(none))}</p>'
    total = f'<span class="count">{numerals.count(len(late))}</span>' if rows else ""
    with st.container(key="table-late_works"):
        st.html(
            f'<section class="card"><div class="fig-head"><h2>{escape(text("overview.late_works"))}{total}</h2>'
            f"{definition.fold(DAYS_LATE)}</div>{body}</section>"
        )


def _table(rows: list[str]) -> str:
    heads = "".join(
        f'<th scope="col" class="{"num" if key == "late_by" else key}">{escape(text(f"overview.{key}"))}</th>'
        for key in _COLUMNS
    )
    return f'<table class="list late"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _row(row, seen: Scope) -> str:
    mine = ' aria-current="true"' if row.committee == seen.committee else ""
    place = short(row.name) if isinstance(row.name, str) else row.committee
    address = escape(seen.link("committee", committee=row.committee))
    work = escape(seen.link("project", project=row.project))
    late = text("numeral.days", number=numerals.count(row.days_late)) if row.days_late else numerals.MISSING
    return (
        f'<tr{mine}><td class="light">{lights.light(row.light)}</td><th scope="row" class="work">'
        f'<a data-inner href="{work}">{escape(row.title)}</a></th>'
        f'<td class="committee"><a data-inner href="{address}">{escape(place)}</a></td>'
        f'<td class="stage">{escape(name("stage", row.stage))}</td><td class="num">{escape(late)}</td></tr>'
    )
