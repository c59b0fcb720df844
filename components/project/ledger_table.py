"""The adoption ledger: every opinion, what became of it, why, and the clause that it changed."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card, tables
from components.parts.cards import notes, notice
from components.parts.html import a, b, div, inner, li, span, ul
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.project.phrases import clause, mark, odd, outcome, version
from components.scope import Scope, readable
from components.words import numerals
from data_access import metrics
from data_access.wording import name, text
from data_access.works.ledger import Entry

STEP = 20
_ORDER = {"adopted": 1, "partly": 2, "declined": 3, "pending": 4}
_ODD = ("unwritten", "without_reason")
PLACE = "project_ledger"


def way(scope: Scope, part: str) -> str:
    """The address of a part of the ledger. `part`: of ledger.parts."""
    return f"{scope.again('project', outcome=None if part == 'all' else part)}#{PLACE}"


def draw(parts: dict[str, pd.DataFrame], plans: tuple, scope: Scope, searched: str) -> None:
    """The ledger or the part of it that the address names, with its search. `parts`: ledger.parts; `plans`: plans.published."""
    title, requested = text("project.ledger"), scope.parameter("outcome") or "all"
    part = requested if requested in parts else "all"
    entries, unknown = parts[part], None
    if part != requested:
        unknown = notice(text("scope.filter", value=readable(requested)))
    summary = _summary(parts, part, scope) if len(parts["all"]) else None
    table = _table(entries, plans, scope, searched) if len(entries) else notes(_none(part))
    kept = [metrics.ANSWERED_RATE, metrics.ADOPTED_RATE, metrics.ADOPTED_UNWRITTEN, metrics.WITHOUT_REASON]
    table_card.draw(
        PLACE,
        title,
        unknown,
        summary,
        table,
        metric=metrics.ADOPTED_UNWRITTEN,
        frame=(lambda: frame(entries)) if len(entries) else None,
        metrics=kept,
        filtered="" if part == "all" else _words_of(part),
    )


def _none(part: str) -> str:
    return text("project.no_opinions" if part == "all" else "project.none_of_part")


def _table(entries: pd.DataFrame, plans: tuple, scope: Scope, searched: str) -> Markup:
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
    ordered = 0 if entries["number"].is_monotonic_increasing else None
    step = STEP if len(rows) > STEP else None
    hint, none = text("project.ledger_hint"), text("project.no_opinion_found")
    field = tables.search("ledger", text("common.search"), hint, none, searched, words)
    return field + tables.table(
        columns, rows, key="ledger", words=words, searched=searched, sorted_by=ordered, step=step
    )


def frame(entries: pd.DataFrame) -> pd.DataFrame:
    """The ledger, or a part of it, as it is taken away, whatever was searched for."""
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


def _summary(parts: dict[str, pd.DataFrame], chosen: str, scope: Scope) -> Markup:
    """How many opinions are in each part, each number a way to them."""
    items = [
        li(_part(part, len(rows), chosen, scope))
        for part, rows in parts.items()
        if len(rows) or part not in _ODD
    ]
    return ul(items, cls="project-sums", id=PLACE)


def _part(part: str, count: int, chosen: str, scope: Scope) -> Markup:
    words = odd(part) if part in _ODD else _words_of(part) if part == "all" else outcome(_code(part))
    content = words, " ", b(numerals.count(count))
    if not count:
        return span(*content)
    return inner(
        scope.again("project", outcome=None if part in ("all", chosen) else part),
        *content,
        data_again=True,
        data_stays=True,
        aria_current="true" if part == chosen else None,
    )


def _code(part: str) -> str:
    return "pending" if part == "waiting" else part


def _words_of(part: str) -> str:
    if part == "all":
        return text("common.all")
    return text(f"project_mark.{part}") if part in _ODD else name("verdict", _code(part))


def _row(row: Entry, plans: tuple, scope: Scope) -> list[Cell]:
    where = span(row.building_name or row.building, cls="project-where") if row.building else None
    reason = quoted(row.reason) if row.reason else None
    return [
        Cell(numerals.count(row.number), row.number),
        Cell(numerals.day(row.received_at), row.received_at.isoformat()),
        Cell(div(quoted(row.body), where, data_place=f"opinion-{row.opinion}"), row.body),
        Cell(outcome(row.outcome), _ORDER[row.outcome]),
        Cell(div(reason, map(mark, _marked(row))), row.reason or ""),
        Cell(_link(row, plans, scope), _place(row)),
    ]


def _place(row: Entry) -> str:
    return "" if row.version is None else f"{row.version:06}{row.clause or 0:06}"


def _marked(row: Entry) -> list[str]:
    """What is odd about an opinion, in words; the platform's own word for a verdict that cannot be counted."""
    verdict, unwritten = name("verdict", row.verdict), ["unwritten"] if row.unwritten else []
    return [text(f"project_mark.{key}", verdict=verdict) for key in (*unwritten, *row.marks)]


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
