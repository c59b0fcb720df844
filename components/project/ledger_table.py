"""The adoption ledger: every opinion, what became of it, why, and the clause that it changed."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card, tables
from components.parts.cards import notes
from components.parts.html import a, b, div, li, span, ul
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.project.phrases import clause, mark, odd, outcome, version
from components.scope import Scope
from components.words import numerals
from data_access import metrics
from data_access.wording import name, text
from data_access.works.ledger import Entry

STEP = 20
_ORDER = {"adopted": 1, "partly": 2, "declined": 3, "pending": 4}


def draw(entries: pd.DataFrame, plans: tuple, scope: Scope, searched: str) -> None:
    """The ledger, with its search. `entries`: ledger.entries; `plans`: plans.published."""
    title = text("project.ledger")
    rows = [_row(row, plans, scope) for row in entries.itertuples()]
    words = [_words(row) for row in entries.itertuples()]
    columns = [
        Column(text("project.number_column"), "num", name="number"),
        Column(text("project.received_on"), "project-day", name="received"),
        Column(text("project.opinion"), "heading", name="opinion"),
        Column(text("project.outcome"), "project-verdict", name="outcome"),
        Column(text("project.reason"), "project-reason", name="reason"),
        Column(text("project.clause_column"), "project-points", name="clause"),
    ]
    step = STEP if len(rows) > STEP else None
    hint, none = text("project.ledger_hint"), text("project.no_opinion_found")
    field = tables.search("ledger", text("common.search"), hint, none, searched, words)
    table = tables.table(columns, rows, key="ledger", words=words, searched=searched, sorted_by=0, step=step)
    body = _summary(entries) + field + table if rows else notes(text("project.no_opinions"))
    kept = [metrics.ANSWERED_RATE, metrics.ADOPTED_RATE, metrics.WITHOUT_REASON]
    written = (lambda: frame(entries)) if rows else None
    table_card.draw("project_ledger", title, body, frame=written, metrics=kept)


def frame(entries: pd.DataFrame) -> pd.DataFrame:
    """The ledger as it is taken away: all opinions, whatever was searched for."""
    rows = [
        {
            text("project.number_column"): row.number,
            text("project.code"): row.opinion,
            text("project.received_on"): row.received_at.to_pydatetime(),
            text("common.building"): row.building_name or row.building,
            text("project.opinion"): row.body,
            text("project.outcome"): name("verdict", row.outcome),
            text("project.reason"): row.reason,
            text("project.answered_on"): None
            if pd.isna(row.answered_at)
            else row.answered_at.to_pydatetime(),
            text("project.version_column"): row.version,
            text("project.clause_column"): row.clause,
            text("project.key"): row.clause_key,
            text("project.marks"): text("sign.semicolon").join(_marked(row)),
        }
        for row in entries.itertuples()
    ]
    return pd.DataFrame(rows)


def points_at(row: Entry) -> str:
    """The clause and version that an opinion changed, in words; empty where it changed none. `row`: of ledger.entries."""
    which = clause(row.clause) if row.clause is not None else row.clause_key
    parts = [version(row.version) if row.version is not None else None, which]
    return " ".join(filter(None, parts))


def _summary(entries: pd.DataFrame) -> Markup:
    counts = entries["outcome"].value_counts()
    items = [li(outcome(code), " ", b(numerals.count(counts.get(code, 0)))) for code in _ORDER]
    if bare := sum("without_reason" in marks for marks in entries["marks"]):
        items.append(li(odd("without_reason"), " ", b(numerals.count(bare))))
    return ul(items, cls="project-sums")


def _row(row: Entry, plans: tuple, scope: Scope) -> list[Cell]:
    where = span(row.building_name or row.building, cls="project-where") if row.building else None
    reason = quoted(row.reason) if row.reason else None
    return [
        Cell(numerals.count(row.number), row.number),
        Cell(numerals.day(row.received_at), row.received_at.isoformat()),
        Cell(div(quoted(row.body), where), row.body),
        Cell(outcome(row.outcome), _ORDER[row.outcome]),
        Cell(div(reason, map(mark, _marked(row))), row.reason or ""),
        Cell(_link(row, plans, scope), _place(row)),
    ]


def _place(row: Entry) -> str:
    return "" if row.version is None else f"{row.version:06}{row.clause or 0:06}"


def _marked(row: Entry) -> list[str]:
    """What is odd about an opinion, in words; the platform's own word for a verdict that cannot be counted."""
    verdict = name("verdict", row.verdict)
    return [text(f"project_mark.{key}", verdict=verdict) for key in row.marks]


def _link(row: Entry, plans: tuple, scope: Scope) -> Markup | str:
    words = points_at(row)
    if not words:
        return ""
    if row.note == "to_come":
        return text("project.to_come", version=row.version)
    numbers = [plan.version for plan in plans]
    if row.version not in numbers or row.clause is None:
        return words
    below = [number for number in numbers if number < row.version]
    ends = f"{below[-1]}-{row.version}" if below else None
    address = scope.again("project", plans=ends) + f"#clause-{row.clause}"
    return a(words, data_inner=True, data_again=True, data_stays=True, href=address)


def _words(row: Entry) -> str:
    parts = (
        row.body,
        row.reason,
        name("verdict", row.outcome),
        row.building_name,
        points_at(row),
        *_marked(row),
    )
    return " ".join(part for part in parts if part).lower()
