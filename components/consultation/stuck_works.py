"""The works that stand still: whose move it is, and what has to be done."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import begun, empty, notes
from components.parts.html import b, inner, joined, span, td, th, tr
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import committee_of
from data_access.metrics import STUCK
from data_access.wording import term, text

SHOWN = 8
_FIELDS = ("actor", "act", "title", "committee", "stage", "days_in_stage", "limit")


def draw(works: pd.DataFrame, scope: Scope, filtered: str) -> None:
    """One row a stuck work, the longest over its limit first. `works`: board.works of the chosen; `filtered`: the
    choices in words."""
    rows = works[works["stuck"]]
    rows = rows.assign(over=rows["days_in_stage"] - rows["limit"])
    rows = rows.sort_values(["over", "project"], ascending=[False, True])
    title = text("metric.stuck.name")
    count = span(numerals.count(len(rows)), cls="count") if works["limit"].notna().any() else None
    body, heading = _body(rows, scope) if len(rows) else empty(none(works)), joined(title, count)
    written = (lambda: frame(rows)) if len(rows) else None
    table_card.draw("stuck", title, body, metric=STUCK, frame=written, heading=heading, filtered=filtered)


def none(works: pd.DataFrame) -> str:
    """What is said where no work is known to be stuck, in words."""
    if works.empty:
        return text("consultation.none_here")
    return text("consultation.none_stuck" if works["limit"].notna().any() else "consultation.no_limits")


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The stuck works as they are downloaded."""
    columns = {
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
    return pd.DataFrame({term("consultation", key): column for key, column in columns.items()})


def _body(rows: pd.DataFrame, scope: Scope) -> Markup:
    lines = [_row(row, scope) for row in rows.itertuples()]
    return begun(lines, SHOWN, _table, "common.more") + notes(text("consultation.stuck_note"))


def _table(lines: list[Markup]) -> Markup:
    numbers = ("days_in_stage", "limit")
    heads = [(term("consultation", key), f"{key} num" if key in numbers else key) for key in _FIELDS]
    return brief(heads, lines, "stuck")


def _row(row, scope: Scope) -> Markup:
    where = committee_of(row)
    return tr(
        td(b(project_words.actor(row.actor)), cls="actor"),
        td(project_words.next_act(row.stage), cls="act"),
        th(inner(scope.link("project", project=row.project), row.title), scope="row", cls="title"),
        td(where, cls="committee"),
        td(project_words.stage(row.stage), cls="stage"),
        td(numerals.count(row.days_in_stage), cls="num days_in_stage"),
        td(numerals.decimal(row.limit), cls="num limit"),
        data_project=row.project,
    )
