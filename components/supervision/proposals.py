"""The slips that the rule proposes: about which case, to whom, why; for the office each leads to its form."""

import pandas as pd
from markupsafe import Markup

from components.parts import slip_list, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.supervision.figures import ITS_OWN, PAGE
from components.words import numerals, slip_words
from data_access.access.rights import OPEN
from data_access.metrics import CASES_OVERDUE
from data_access.wording import term, text

STEP = 8
_FIELDS = {"colour": "colour", "title": "heading", "unit": "whose", "reason": "reason", "due_on": "num due"}


def draw(proposals: pd.DataFrame, scope: Scope) -> None:
    """The table. `proposals`: supervision.proposed."""
    issues = scope.rights.writes("slips")
    columns = [Column(term("supervision", field), kind, name=field) for field, kind in _FIELDS.items()]
    if issues:
        columns.append(Column(text("supervision.act"), "act", sorts=False))
    rows = [_row(row, scope, issues) for row in proposals.itertuples()]
    table_card.draw(
        "slip_proposals",
        text("supervision.proposals"),
        _table(columns, rows) if rows else empty(text("supervision.none_proposed")),
        notes(
            text("supervision.rule"),
            text(f"supervision.unlisted_{scope.rights.extent('sensitive')}"),
            text("supervision.to_sign_in") if scope.rights == OPEN else "",
        ),
        metric=CASES_OVERDUE,
        frame=(lambda: frame(proposals)) if rows else None,
    )


def frame(proposals: pd.DataFrame) -> pd.DataFrame:
    """The proposals as they are taken away."""
    rows = [*proposals.itertuples()]
    columns = {
        "colour": [slip_words.colour(row.colour) for row in rows],
        "case": proposals["case"],
        "title": proposals["title"],
        "unit": [slip_words.unit(row) for row in rows],
        "reason": [slip_words.reason(row.reason) for row in rows],
        "due_on": proposals["due_on"],
    }
    return pd.DataFrame({term("supervision", key): column for key, column in columns.items()})


def _table(columns: list[Column], rows: list[list[Cell]]) -> Markup:
    return tables.table(columns, rows, key="slip-proposals", step=STEP, counted=False)


def _row(row, scope: Scope, issues: bool) -> list[Cell]:
    about = inner(scope.link("cases", case=row.case), quoted(row.title))
    cells = [
        Cell(slip_list.colour(row.colour), row.order),
        Cell(about, row.title),
        Cell(slip_words.unit(row)),
        Cell(slip_words.reason(row.reason), row.order),
        Cell(numerals.day(row.due_on), row.due_on.isoformat()),
    ]
    if issues:
        cells.append(
            Cell(inner(scope.again(PAGE, **ITS_OWN | {"case": row.case}), text("supervision.issue")))
        )
    return cells
