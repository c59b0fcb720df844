"""The slips one by one, as far as the reader may read them: by how far they have come, by colour, searched, taken away."""

import pandas as pd

from components.parts import slip_list, staged
from components.parts.html import inner
from components.parts.sentences import quoted
from components.parts.staged import Staged
from components.parts.tables import Cell
from components.scope import Scope
from components.supervision.figures import ITS_OWN, PAGE
from components.supervision.forms import ISSUE
from components.words import numerals, slip_words
from data_access.metrics import SLIPS_ANSWERED_IN_TIME, SLIPS_OPEN
from data_access.rows import or_none
from data_access.supervision.colours import COLOURS
from data_access.supervision.slips import ENDED, OPEN
from data_access.wording import term, text


def draw(slips: pd.DataFrame, scope: Scope) -> None:
    """The table with its choice and search. `slips`: supervision.listed."""
    other = inner(
        scope.again(PAGE, **ITS_OWN | {"view": ISSUE}), text("supervision.issue_other"), cls="all-works"
    )
    staged.draw(
        _SLIPS,
        text("supervision.slips"),
        text("supervision.none_listed"),
        slips,
        scope,
        metric=SLIPS_OPEN,
        metrics=(SLIPS_OPEN, SLIPS_ANSWERED_IN_TIME),
        beside=other if scope.rights.writes("slips") else None,
    )


def frame(slips: pd.DataFrame) -> pd.DataFrame:
    """The slips as they are taken away."""
    rows = [*slips.itertuples()]
    columns = {
        "number": slips["number"],
        "colour": [slip_words.colour(row.colour) for row in rows],
        "first": [slip_words.colour(row.first) for row in rows],
        "reason": [slip_words.reason(row.reason) for row in rows],
        "title": slips["title"],
        "thing": slips["thing"],
        "unit": [slip_words.unit(row) for row in rows],
        "code": slips["unit"],
        "demand": slips["demand"],
        "issued_on": [row.issued_at.date() for row in rows],
        "due_on": slips["due_on"],
        "state": [slip_words.state(row.state) for row in rows],
        "answered_on": slips["answered_on"],
        "ended_on": slips["ended_on"],
    }
    return pd.DataFrame({term("supervision", key): column for key, column in columns.items()})


def _words(row) -> str:
    return " ".join((row.number, row.title, slip_words.unit(row), row.demand))


def _row(row, scope: Scope) -> list[Cell]:
    due = or_none(row.due_on) or or_none(row.ended_on)
    return [
        Cell(slip_list.colour(row.colour), -COLOURS.index(row.colour)),
        Cell(
            inner(scope.again(PAGE, **ITS_OWN | {"slip": row.slip}), quoted(row.number)),
            row.issued_at.isoformat(),
        ),
        Cell(quoted(row.title), row.title),
        Cell(slip_words.unit(row)),
        Cell(numerals.day(row.issued_at), row.issued_at.isoformat()),
        Cell(slip_words.timing(row), due.isoformat() if due else ""),
        Cell(slip_words.state(row.state)),
    ]


_FIELDS = {
    "colour": "colour",
    "number": "heading",
    "title": "title",
    "unit": "whose",
    "issued_on": "num issued",
    "timing": "timing",
    "state": "state",
}
_STAGES = {"open": OPEN, "answered": ("answered",), "ended": ENDED}
_SLIPS = Staged(PAGE, "slips", "slip-list", _STAGES, _FIELDS, _row, _words, frame)
