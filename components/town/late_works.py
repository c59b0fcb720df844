"""The works behind plan, the latest first."""

import pandas as pd
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.cards import begun, empty
from components.parts.html import inner, joined, span, td, th, tr
from components.parts.tables import brief
from components.scope import Scope, current
from components.words import numerals
from components.words.place_names import committee_of
from data_access.metrics import DAYS_LATE
from data_access.wording import name, term, text
from data_access.works.consultation import Work
from data_access.works.stages import timed

SHOWN, SHOWN_ON_WALL = 6, 8
_COLUMNS = ("light", "work", "committee", "stage", "late_by")


def table(late: pd.DataFrame, works: pd.DataFrame) -> None:
    """Works that do not keep their plan; those after the first few stand folded below. `late`: consultation.behind;
    `works`: all of consultation.as_of."""
    seen = current()
    rows = [_row(row, seen) for row in late.itertuples()]
    first = SHOWN_ON_WALL if seen.look == "wall" else SHOWN
    title = joined(
        text("overview.late_works"), span(numerals.count(len(rows)), cls="count") if rows else None
    )
    body = begun(rows, first, _table, "common.more") if rows else empty(text(_none(works)))
    table_card.draw("late_works", text("overview.late_works"), body, metric=DAYS_LATE, heading=title)


def _none(works: pd.DataFrame) -> str:
    if timed(works):
        return "overview.none_late"
    return "figure.no_projects" if works.empty else "overview.untimed"


def _table(rows: list[Markup]) -> Markup:
    heads = [(term("overview", key), "num" if key == "late_by" else key) for key in _COLUMNS]
    return brief(heads, rows, "late")


def _row(row: Work, seen: Scope) -> Markup:
    place = committee_of(row)
    late = text("numeral.days", number=numerals.count(row.days_late)) if row.days_late else ""
    return tr(
        td(signs.light(row.light), cls="light"),
        th(inner(seen.link("project", project=row.project), row.title), scope="row", cls="work"),
        td(inner(seen.link("committee", committee=row.committee), place), cls="committee"),
        td(name("stage", row.stage), cls="stage"),
        td(late, cls="num"),
        aria_current="true" if row.committee == seen.committee else None,
    )
