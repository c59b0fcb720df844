"""Applications that wait for their verification, in counts by committee, and the committees that stand still."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner, joined, li, span, ul
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from components.words.place_names import committee_of, short
from data_access.metrics import COVERAGE, STALLED, WAITING, WAITING_LONG
from data_access.waiting.calls import Call
from data_access.wording import term, text

STEP = 10
_FIELDS = ("committee", "applications", "applications_long")


def draw(calls: pd.DataFrame, scope: Scope) -> None:
    """The committees with applications that wait, those that wait too long first. `calls`: waiting.by_committee."""
    order = ["applications_long", "applications", "committee"]
    rows = calls[calls["applications"] > 0].sort_values(order, ascending=[False, False, True])
    columns = [
        Column(term("calls", key), "heading" if key == "committee" else "num", first=first, name=key)
        for key, first in zip(_FIELDS, ("up", "down", "down"), strict=True)
    ]
    lines = [_row(row, scope) for row in rows.itertuples()]
    table = tables.table(columns, lines, key="waiting-applications", sorted_by=2, step=STEP)
    title = text("calls.applications_title")
    table_card.draw(
        "applications",
        title,
        joined(table, notes(text("calls.persons"))) if lines else empty(text("calls.no_applications")),
        metric=WAITING,
        metrics=[WAITING, WAITING_LONG],
        frame=(lambda: frame(rows)) if lines else None,
    )


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The counts as they are taken away."""
    columns = {"committee": rows["name"], "code": rows["committee"]}
    columns |= {key: rows[key] for key in _FIELDS[1:]}
    return pd.DataFrame({term("calls", key): column for key, column in columns.items()})


def _row(row: Call, scope: Scope) -> list[Cell]:
    own = committee_of(row)
    return [
        Cell(inner(scope.portrait(row.committee), own), own),
        tables.number(numerals.count(row.applications), row.applications),
        tables.number(numerals.count(row.applications_long), row.applications_long),
    ]


def stalled(standings: pd.DataFrame, scope: Scope) -> None:
    """The committees that stand still, each a way to its page. `standings`: progress.standings."""
    title, still = text("calls.stalled_title"), standings[standings["stalled"]].sort_values("committee")
    count = span(numerals.count(len(still)), cls="count") if len(still) else None
    body = ul([_still(row, scope) for row in still.itertuples()], cls="still-list")
    table_card.draw(
        "stalled",
        title,
        body if len(still) else empty(text(_none(standings))),
        metric=STALLED,
        heading=joined(title, count),
    )


def _still(row, scope: Scope) -> Markup:
    return li(
        inner(scope.portrait(row.committee), short(row.name)),
        span(numerals.rate(row.value), cls="muted num"),
    )


def _none(standings: pd.DataFrame) -> str:
    """Why no committee is listed."""
    if standings["watched"].any():
        return "calls.none_stalled"
    return "figure.few_days" if COVERAGE.kept(standings) else "figure.no_households"
