"""The cases one by one, as far as everybody may read them: filtered, searched, sorted, taken away; never counted."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from components.cases import choices
from components.cases.choices import Options
from components.parts import case_list, long_table, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner, joined, span
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import case_words, numerals
from components.words.place_names import committee_of
from data_access import metrics
from data_access.wording import name, term, text

_KINDS = {"title": "heading", "timing": "timing", "marks": "marks"}
_FIELDS = (
    *("light", "title", "committee", "department", "category", "kind", "source", "received_at"),
    *("timing", "marks"),
)
_SORTED = {field: field for field in _FIELDS if field != "marks"} | {
    "light": "urgency",
    "category": "subject",
    "committee": "name",
    "department": "department_name",
    "timing": "due",
}
_LIGHTS = {light: number for number, light in enumerate(choices.LIGHTS)}
FIRST = 30
"""How many rows stand before a press brings more."""
_METRICS = (metrics.CASES_RECEIVED, metrics.CASES_OVERDUE, metrics.CASES_UNTOUCHED)


def narrowed(cases: pd.DataFrame, chosen: Mapping[str, str | None]) -> pd.DataFrame:
    """The cases of the choices, the most pressing first. `cases`: cases.listed; `chosen`: choices.in_force, of the page and
    of the list."""
    for choice in ("committee", "department", "category", "kind", "light", "source"):
        if value := chosen[choice]:
            cases = cases[cases["subject" if choice == "category" else choice] == value]
    match chosen["stage"]:
        case "open":
            cases = cases[cases["closed_at"].isna()]
        case "untouched":
            cases = cases[cases["state"] == "received"]
        case "closed":
            cases = cases[cases["closed_at"].notna()]
    urgency = cases["light"].map(_LIGHTS).fillna(len(_LIGHTS)).astype(int)
    rows = cases.assign(urgency=urgency, unranked=False)
    order = {"urgency": True, "closed_at": False, "due": True, "case": True}
    return rows.sort_values([*order], ascending=[*order.values()], ignore_index=True)


def draw(
    cases: pd.DataFrame, chosen: Mapping[str, str | None], options: Options, scope: Scope, within: str
) -> None:
    """The list with its choices, its search and its downloads. `cases`: of `narrowed` by `chosen`; `options`: choices.options;
    `within`: what the whole page is narrowed to, in words."""
    part, words = long_table.requested("case-list", _SORTED), [_searched(row) for row in cases.itertuples()]
    found = part.of(cases, words, _SORTED)
    listed = found[found["closed_at"].isna()] if scope.look == "wall" else found
    searched = text("cases.searched", words=part.searched) if part.searched else ""
    filtered = text("sign.semicolon").join(
        filter(None, (within, choices.in_words(chosen, options), searched))
    )
    field = tables.search(
        "cases",
        text("common.search"),
        text("cases.search_hint"),
        "",
        part.searched,
        [],
        served=True,
        counted=False,
    )
    table_card.draw(
        "cases",
        text("cases.list"),
        choices.of_list(chosen, options, scope, field),
        _table(listed, part, scope) if len(listed) else empty(text("cases.none_found")),
        notes(text(f"cases.unlisted_{scope.rights.extent('sensitive')}")),
        heading=text("cases.latest") if scope.look == "wall" else None,
        metric=metrics.CASES_OVERDUE,
        frame=(lambda: frame(found)) if len(found) else None,
        metrics=_METRICS,
        filtered=filtered,
    )


def frame(cases: pd.DataFrame) -> pd.DataFrame:
    """The cases as they are downloaded."""
    rows = [*cases.itertuples()]
    columns = {
        "number": cases["case"],
        "title": cases["title"],
        "committee": cases["name"],
        "code": cases["committee"],
        "department": [case_words.department(row) for row in rows],
        "category": [case_words.category(name) for name in cases["subject"]],
        "kind": [case_words.kind(code) for code in cases["kind"]],
        "source": [case_words.source(code) for code in cases["source"]],
        "level": [case_words.level(code) for code in cases["level"]],
        "received_at": cases["received_at"],
        "last_day": [case_words.last_day(row.due) for row in rows],
        "light": [_light(row.light) for row in rows],
        "step": [case_words.step(code) for code in cases["state"]],
        "days_over": cases["days_over"],
        "closed_at": cases["closed_at"],
        "result": [case_words.result(code) for code in cases["result"]],
        "rating": cases["rating"],
        "returned_count": cases["returned"],
        "reworked_count": cases["reworked"],
    }
    return pd.DataFrame({term("cases", key): column for key, column in columns.items()})


def _searched(row) -> str:
    """What a search looks through: what is seen of a case, and its number."""
    seen = (
        row.case,
        row.title,
        row.name,
        row.department_name,
        row.category,
        row.subject,
        case_words.kind(row.kind),
    )
    return " ".join(one for one in seen if isinstance(one, str)).lower()


def _table(cases: pd.DataFrame, part: long_table.Part, scope: Scope) -> Markup:
    columns = [_column(field) for field in _FIELDS]
    served = [
        replace(
            column,
            address=scope.again(choices.PAGE, sort=part.sorting("case-list", column.name, column.first)),
        )
        if column.sorts
        else column
        for column in columns
    ]
    sent = part.rows if scope.parameter("rows") else FIRST
    further = part.rows + long_table.STEP if scope.parameter("rows") else part.rows
    return tables.table(
        served,
        [_row(row, scope) for row in cases[:sent].itertuples()],
        key="case-list",
        sorted_by=_FIELDS.index(part.column) if part.column else None,
        falling=part.down,
        more=(max(len(cases) - sent, 0), scope.again(choices.PAGE, rows=further)),
        counted=False,
    )


def _column(field: str) -> Column:
    return Column(term("cases", field), _KINDS.get(field, field), field in _SORTED, name=field)


def _row(row, scope: Scope) -> list[Cell]:
    marks = [span(words, cls="case-mark") for words in case_words.marks(row)]
    return [
        Cell(case_list.light(row)),
        Cell(inner(scope.again(choices.PAGE, case=row.case), row.title, lang="zh-CN")),
        Cell(committee_of(row)),
        Cell(case_list.holder(row, scope), case_words.department(row)),
        Cell(case_words.category(row.subject)),
        Cell(case_words.kind(row.kind)),
        Cell(case_words.source(row.source)),
        Cell(numerals.day(row.received_at)),
        Cell(case_words.timing(row)),
        Cell(joined(marks)),
    ]


def _light(light: str | None) -> str | None:
    return name("light", light) if isinstance(light, str) else None
