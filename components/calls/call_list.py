"""Whom to call, the most that waits first: what waits for each committee, and the message to copy."""

import pandas as pd
from markupsafe import Markup

from components.calls import reminder
from components.parts import lacking, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import div, inner, joined, span
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from components.words.place_names import committee_of
from data_access.metrics import OPINIONS_WAITING, STALLED, UNANSWERED, WAITING_LONG
from data_access.waiting.calls import Call
from data_access.wording import term, text

STEP, MOST = 12, 100
"""So many stand there at first, and so many are listed at most; the download has them all."""
_FIELDS = {
    "committee": "heading",
    "matters": "num matters",
    "opinions": "num opinions",
    "posts_late": "num posts",
    "longest": "num oldest",
    "applications_long": "num applications",
    "works_late": "num works",
    "stalled": "stalled",
    "reminder": "reminder",
}
_COUNTS = (
    *("matters", "opinions", "oldest", "posts", "posts_late", "posts_oldest"),
    *("applications", "applications_long"),
)


def draw(calls: pd.DataFrame, scope: Scope) -> None:
    """The list. `calls`: waiting.by_committee."""
    rows = calls[calls["matters"] > 0]
    title = text("calls.title")
    heading = joined(title, span(numerals.count(len(rows)), cls="count") if len(rows) else None)
    several = len(rows) > 1
    sent = rows[:MOST]
    fields = [key for key in _FIELDS if not lacking.leaves_out(key)]
    table = tables.table(
        [_column(key) for key in fields],
        [[cells[key] for key in fields] for cells in (_cells(row, scope) for row in sent.itertuples())],
        key="calls",
        sorted_by=fields.index("matters"),
        step=STEP,
    )
    rest = text("common.more", count=numerals.count(len(rows) - MOST)) if len(rows) > MOST else ""
    body = joined(table, notes(_order(), rest)) if len(rows) else empty(text("calls.nobody"))
    table_card.draw(
        "calls",
        title,
        body,
        heading=heading,
        beside=div(reminder.of_all(sent, scope), cls="to-all") if several else None,
        metrics=[OPINIONS_WAITING, UNANSWERED, WAITING_LONG, STALLED],
        frame=(lambda: frame(rows)) if len(rows) else None,
    )


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The list as it is taken away: with what each committee is reminded of, without the columns for which the town
    has no data."""
    columns: dict[str, object] = {
        "committee": rows["name"],
        "code": rows["committee"],
        **{key: rows[key] for key in _COUNTS},
        "works_late": rows["works_late"],
        "stalled": [text("download.yes" if still else "download.no") for still in rows["stalled"]],
        "reminder": [reminder.matters(row) for row in rows.itertuples()],
    }
    kept = {key: column for key, column in columns.items() if not lacking.leaves_out(key)}
    return pd.DataFrame({term("calls", key): column for key, column in kept.items()})


def _order() -> str:
    """What is counted as a matter, as far as the town keeps it, and the order of the list."""
    parts = {
        "opinions": term("calls", "opinions"),
        "posts_late": term("calls", "posts_late"),
        "applications_long": term("calls", "applications_long"),
        "works_late": term("calls", "works_late"),
        "stalled": text("calls.stalled_title"),
    }
    kept = [words for key, words in parts.items() if not lacking.leaves_out(key)]
    return text("calls.order", parts=" + ".join(kept))


def _column(key: str) -> Column:
    kind = _FIELDS[key]
    first = "up" if key in ("committee", "stalled") else "down"
    return Column(term("calls", key), kind, key != "reminder", first, name=key)


def _cells(row: Call, scope: Scope) -> dict[str, Cell]:
    own = committee_of(row)
    listed = scope.again("me", committee=row.committee)
    works = scope.link("consultation", committee=row.committee)
    still = span(text("standing.stalled_own"), cls="still") if row.stalled else None
    return {
        "committee": Cell(inner(scope.portrait(row.committee), own), own),
        "matters": tables.number(numerals.count(row.matters), row.matters),
        "opinions": _linked(row.opinions, f"{listed}#opinions", text("calls.opinions_of", name=own)),
        "posts_late": _linked(row.posts_late, f"{listed}#unanswered", text("calls.posts_of", name=own)),
        "longest": tables.number(numerals.count(row.longest), row.longest),
        "applications_long": tables.number(_some(row.applications_long), row.applications_long),
        "works_late": _linked(row.works_late, works, text("calls.works_of", name=own)),
        "stalled": Cell(joined(still), "0" if row.stalled else ""),
        "reminder": Cell(reminder.of_committee(row, scope)),
    }


def _linked(count: int, address: str, words: str) -> Cell:
    if not count:
        return tables.number(_some(count), count)
    label = text("sign.named", name=words, words=numerals.count(count))
    return Cell(inner(address, numerals.count(count), aria_label=label), count)


def _some(count: int) -> str | Markup:
    """A count; nothing that waits is set back."""
    return numerals.count(count) if count else span(numerals.count(0), cls="muted")
