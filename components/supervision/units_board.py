"""Which units have slips: how many of each colour, how many to be checked, and whether they answer in time."""

import pandas as pd

from components.parts import table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import b, inner
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals, slip_words
from data_access.metrics import SLIPS_ANSWERED_IN_TIME, SLIPS_OPEN
from data_access.wording import term, text

STEP, LEAST = 12, 5
"""How many rows stand before a press shows the rest; of how many slips at least a share is said."""
_NUMBERS = ("slips_red", "slips_orange", "slips_blue", "slips_to_check")


def draw(units: pd.DataFrame, scope: Scope) -> None:
    """The table. `units`: supervision.by_unit."""
    columns = [
        Column(term("supervision", "unit"), "heading", name="unit"),
        *(Column(term("supervision", field), f"num {field}", first="down", name=field) for field in _NUMBERS),
        Column(term("supervision", "answered_in_time"), "num in_time", first="down", name="in_time"),
    ]
    rows = [_row(row, scope) for row in units.itertuples()]
    table_card.draw(
        "slip_units",
        text("supervision.units"),
        tables.table(columns, rows, key="slip-units", step=STEP)
        if rows
        else empty(text("supervision.no_units")),
        notes(text("supervision.units_note")) if rows else None,
        metric=SLIPS_OPEN,
        metrics=(SLIPS_OPEN, SLIPS_ANSWERED_IN_TIME),
        frame=(lambda: frame(units)) if rows else None,
    )


def frame(units: pd.DataFrame) -> pd.DataFrame:
    """The table as it is taken away."""
    columns: dict[str, object] = {
        "unit": [slip_words.unit(row) for row in units.itertuples()],
        "code": units["unit"],
    }
    columns |= {field: units[field] for field in (*_NUMBERS, "answered_in_time")}
    found = pd.DataFrame({term("supervision", key): column for key, column in columns.items()})
    return found.assign(**{term("supervision", "answers_due"): units["answers_due"]})


def _row(row, scope: Scope) -> list[Cell]:
    words, page = slip_words.unit(row), "department" if row.unit_kind == "department" else "committee"
    numbers = (getattr(row, field) for field in _NUMBERS)
    part, whole = row.answered_in_time, row.answers_due
    made_of = text("sign.of", part=numerals.count(part), whole=numerals.count(whole)) if whole else ""
    rate = SLIPS_ANSWERED_IN_TIME.of(row) if whole >= LEAST else None
    return [
        Cell(inner(scope.link(page, **{page: row.unit}), words), words),
        *(tables.number(b(numerals.count(one)) if one else "0", one) for one in numbers),
        tables.number(
            f"{numerals.rate(rate)} {made_of}" if rate is not None else made_of,
            part / whole if whole else None,
        ),
    ]
