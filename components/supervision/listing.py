"""The slips one by one, as far as the reader may read them: by how far they have come, by colour, searched, taken away."""

import pandas as pd
from markupsafe import Markup

from components.parts import slip_list, table_card, tables
from components.parts.cards import empty, notes, notice
from components.parts.html import div, inner, joined, nav
from components.parts.html import draw as put
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.scope import Scope, readable
from components.supervision.figures import PAGE
from components.supervision.forms import ISSUE
from components.words import numerals, slip_words
from data_access.metrics import SLIPS_ANSWERED_IN_TIME, SLIPS_OPEN
from data_access.rows import or_none
from data_access.supervision.colours import COLOURS
from data_access.supervision.slips import ENDED, OPEN
from data_access.wording import term, text

STEP = 20
STAGES = {"open": OPEN, "answered": ("answered",), "ended": ENDED}
_FIELDS = {
    "colour": "colour",
    "number": "heading",
    "title": "title",
    "unit": "whose",
    "issued_on": "num issued",
    "timing": "timing",
    "state": "state",
}


def draw(slips: pd.DataFrame, scope: Scope) -> None:
    """The table with its choice and search. `slips`: supervision.listed."""
    stage = scope.parameter("stage")
    if stage and stage not in STAGES:
        put(notice(text("scope.filter", value=readable(stage))))
        stage = None
    found = slips[slips["state"].isin(STAGES[stage])] if stage else slips
    table_card.draw(
        "slips",
        text("supervision.slips"),
        _stages(stage, scope),
        _table(found, scope) if len(found) else empty(text("supervision.none_listed")),
        notes(text(f"supervision.unlisted_{scope.rights.extent('sensitive')}")),
        metric=SLIPS_OPEN,
        beside=inner(
            scope.again(PAGE, view=ISSUE, case=None), text("supervision.issue_other"), cls="all-works"
        )
        if scope.rights.writes("slips")
        else None,
        metrics=(SLIPS_OPEN, SLIPS_ANSWERED_IN_TIME),
        frame=(lambda: frame(found)) if len(found) else None,
        filtered=text(f"supervision.stage_{stage}") if stage else "",
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


def _stages(stage: str | None, scope: Scope) -> Markup:
    links = [
        inner(
            scope.again(PAGE, stage=one) + "#slips",
            text(f"supervision.stage_{one}") if one else text("common.all"),
            aria_current="true" if one == stage else None,
            data_stays=True,
        )
        for one in (None, *STAGES)
    ]
    return div(nav(links, cls="picks-view", aria_label=term("supervision", "state")), cls="picks")


def _table(slips: pd.DataFrame, scope: Scope) -> Markup:
    words = [_words(row) for row in slips.itertuples()]
    label, hint, none = (text(key) for key in ("common.search", "supervision.hint", "supervision.none_found"))
    searched = scope.parameter("q") or ""
    return joined(
        tables.search("slip-list", label, hint, none, searched, words, counted=False),
        tables.table(
            [Column(term("supervision", field), kind, name=field) for field, kind in _FIELDS.items()],
            [_row(row, scope) for row in slips.itertuples()],
            key="slip-list",
            words=words,
            searched=searched,
            step=STEP,
            counted=False,
        ),
    )


def _words(row) -> str:
    return " ".join((row.number, row.title, slip_words.unit(row), row.demand)).lower()


def _row(row, scope: Scope) -> list[Cell]:
    due = or_none(row.due_on) or or_none(row.ended_on)
    return [
        Cell(slip_list.colour(row.colour), -COLOURS.index(row.colour)),
        Cell(
            inner(scope.again(PAGE, slip=row.slip, case=None), quoted(row.number)), row.issued_at.isoformat()
        ),
        Cell(quoted(row.title), row.title),
        Cell(slip_words.unit(row)),
        Cell(numerals.day(row.issued_at), row.issued_at.isoformat()),
        Cell(slip_words.timing(row), due.isoformat() if due else ""),
        Cell(slip_words.state(row.state)),
    ]
