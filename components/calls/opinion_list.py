"""Every opinion that waits for an answer: what it says, on which work, for how long."""

import pandas as pd
from markupsafe import Markup

from components.parts import long_table, table_card, tables
from components.parts.cards import empty
from components.parts.html import inner, joined, span
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from components.words.place_names import committee_of
from data_access.metrics import OPINIONS_WAITING
from data_access.rows import or_none
from data_access.waiting.unanswered import Opinion
from data_access.wording import term, text

STEP = 20
_FIELDS = {
    "days": "num days",
    "body": "heading body",
    "work": "work",
    "committee": "committee",
    "received_on": "num received",
}


def draw(opinions: pd.DataFrame, scope: Scope) -> None:
    """The table with its search; of very many the oldest, and more by the address. `opinions`: waiting.opinions."""
    part, long = long_table.requested("waiting-opinions"), len(opinions) > long_table.AT_ONCE
    words = [_words(row) for row in opinions.itertuples()]
    listed = part.of(opinions, words, {}) if long else opinions
    sent = listed[: part.rows] if long else listed
    title = text("calls.opinions_title")
    label, hint, none = (text(key) for key in ("common.search", "calls.search_hint", "calls.none_found"))
    body = joined(
        tables.search("waiting-opinions", label, hint, none, part.searched, words, long),
        tables.table(
            [_column(key, not long) for key in _FIELDS],
            [_row(row, scope) for row in sent.itertuples()],
            key="waiting-opinions",
            words=None if long else words,
            searched=part.searched,
            sorted_by=0,
            step=None if long else STEP,
            more=(len(listed) - len(sent), scope.again("me", rows=part.rows + long_table.STEP)),
        ),
    )
    count = span(numerals.count(len(opinions)), cls="count") if words else None
    table_card.draw(
        "opinions",
        title,
        body if words else empty(text("calls.no_opinions")),
        metric=OPINIONS_WAITING,
        heading=joined(title, count),
        frame=(lambda: frame(opinions)) if words else None,
    )


def frame(opinions: pd.DataFrame) -> pd.DataFrame:
    """The opinions as they are taken away."""
    columns = {
        "number": opinions["opinion"],
        "days": opinions["days"],
        "received_on": [moment.to_pydatetime() for moment in opinions["received_at"]],
        "body": opinions["body"],
        "work": opinions["title"],
        "project": opinions["project"],
        "committee": opinions["name"],
        "code": opinions["committee"],
    }
    return pd.DataFrame({term("calls", key): column for key, column in columns.items()})


def _column(key: str, sorts: bool) -> Column:
    return Column(term("calls", key), _FIELDS[key], sorts, "down" if key == "days" else "up", name=key)


def _row(row: Opinion, scope: Scope) -> list[Cell]:
    where = _where(row)
    return [
        Cell(text("numeral.days", number=numerals.count(row.days)), row.days),
        Cell(quoted(row.body), row.body),
        Cell(_work(row, scope), or_none(row.title) or ""),
        Cell(inner(scope.portrait(row.committee), where) if or_none(row.committee) else where, where),
        Cell(numerals.day(row.received_at), row.received_at.isoformat()),
    ]


def _work(row: Opinion, scope: Scope) -> str | Markup:
    """The work, and the way to what became of its opinions; its number where there is no such work."""
    if or_none(row.title) is None:
        return row.project
    return inner(scope.link("project", "project_ledger", project=row.project), row.title)


def _where(row: Opinion) -> str:
    return committee_of(row) if or_none(row.committee) else numerals.MISSING


def _words(row: Opinion) -> str:
    parts = row.body, or_none(row.title), or_none(row.name), or_none(row.committee)
    return " ".join(filter(None, parts)).lower()
