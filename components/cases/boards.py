"""Who closes cases in time: departments and committees by honest ranking, categories as they come."""

import pandas as pd
from markupsafe import Markup

from components.cases import choices
from components.parts import signs, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import b, inner, joined, span
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import case_words, numerals
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import ranking
from data_access.settings import settings
from data_access.wording import term, text

STEP = 12
_FIELDS = ("received", "open", "overdue", "on_time", "contacted", "solved", "satisfied", "median_days")
_RATES = {
    "on_time": metrics.ON_TIME_CLOSURE,
    "contacted": metrics.FIRST_CONTACT_IN_TIME,
    "solved": metrics.SOLVED_RATE,
    "satisfied": metrics.SATISFIED_RATE,
    "returned": metrics.RETURNED_RATE,
    "reworked": metrics.REWORKED_RATE,
}
_METRICS = (metrics.CASES_RECEIVED, *_RATES.values(), metrics.CASE_DAYS)


def ranked(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """The departments or committees by the share of cases closed in time, in the order that the town shows. `rows`:
    cases.by_department or cases.by_committee; `by`: which of them."""
    configured = settings()
    metric = metrics.ON_TIME_CLOSURE
    found = ranking.ranked(rows, metric, ranking.least(metric, configured.minimums), by)
    found = found.assign(quarter=ranking.quartile(found))
    order = {"full": ["place", by], "bands": ["quarter", by], "off": [by]}[configured.rankings]
    return found.sort_values(order, na_position="last", ignore_index=True)


def draw(rows: pd.DataFrame, by: str, scope: Scope) -> None:
    """The table of all departments or committees, the chosen one marked. `rows`: of `ranked`."""
    key = f"case_{by}s"
    title = text(f"cases.by_{by}")
    least = numerals.count(ranking.least(metrics.ON_TIME_CLOSURE, settings().minimums))
    table_card.draw(
        key,
        title,
        _table(rows, by, key, scope) if len(rows) else empty(text("cases.none_to_rank")),
        notes(text("cases.ranking_note", count=least)),
        metric=metrics.ON_TIME_CLOSURE,
        frame=(lambda: frame(rows, by)) if len(rows) else None,
        metrics=_METRICS,
        kinds=kinds(),
    )


def categories(rows: pd.DataFrame, scope: Scope, within: str) -> None:
    """What residents bring, most first. `rows`: cases.by_category; `within`: what the page is narrowed to, in words."""
    window = text(f"cases.window_{choices.window(scope)}")
    columns = [
        Column(term("cases", "category"), "heading", name="category"),
        *(_column(field) for field in ("received", "open", "overdue", "on_time", "solved")),
    ]
    most = max(rows["received"].max(), 1) if len(rows) else 1
    lines = [_category(row, most, scope) for row in rows.itertuples()]
    table_card.draw(
        "case_categories",
        text("cases.by_category"),
        tables.table(columns, lines, key="case-categories", step=STEP)
        if lines
        else empty(text("cases.none_at_all")),
        notes(text("cases.category_note", window=window)),
        metric=metrics.CASES_RECEIVED,
        frame=(lambda: frame(rows, "category")) if lines else None,
        metrics=_METRICS,
        kinds=kinds(),
        filtered=text("sign.semicolon").join(filter(None, (window, within))),
    )


def frame(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """A table as it is downloaded: each rate with what it is made of."""
    rankings = settings().rankings
    columns: dict[str, object] = {}
    if by != "category":
        first = {"full": {"place": rows["place"]}, "bands": {"quarter": rows["quarter"]}, "off": {}}[rankings]
        columns |= first | {by: rows["name"], "code": rows[by]}
    else:
        columns["category"] = [case_words.category(name) for name in rows["category"]]
    columns |= {field: rows[field] for field in ("received", "open", "overdue", "untouched", "median_days")}
    found = pd.DataFrame({term("cases", key): column for key, column in columns.items()})
    for field, metric in _RATES.items():
        found[term("cases", field)] = metric.of_each(rows)
        found[text(f"cases.{field}_part")] = rows[metric.part]
        found[text(f"cases.{field}_whole")] = rows[metric.whole]
    if by != "category" and rankings != "off":
        why = [_why(row) if pd.isna(row.place) else None for row in rows.itertuples()]
        found[text("cases.why_unranked")] = why
    return found


def kinds() -> dict[str, str]:
    """How the downloaded columns of shares are written."""
    return {term("cases", field): "rate" for field in _RATES} | {term("cases", "median_days"): "number"}


def _table(rows: pd.DataFrame, by: str, key: str, scope: Scope) -> Markup:
    rankings = settings().rankings
    first = {"full": ["place"], "bands": ["quarter"], "off": []}[rankings]
    columns = [Column(term("cases", field), f"num {field}", name=field) for field in first]
    columns += [Column(term("cases", by), "heading", name=by), *map(_column, _FIELDS)]
    mine = rows.index[rows[by] == (scope.mine if by == "committee" else scope.parameter(by))]
    return tables.table(
        columns,
        [_row(row, by, first, scope) for row in rows.itertuples()],
        key=key.replace("_", "-"),
        below=0 if rankings == "off" else int(rows["place"].isna().sum()),
        current=int(mine[0]) if len(mine) else None,
        sorted_by=0 if rankings == "full" else None,
        step=STEP,
    )


def _column(field: str) -> Column:
    return Column(term("cases", field), f"num {field}", first="down", name=field)


def _row(row, by: str, first: list[str], scope: Scope) -> list[Cell]:
    words = row.name if isinstance(row.name, str) else getattr(row, by)
    address = scope.again(choices.PAGE, **{by: getattr(row, by)}, rows=None)
    name = short(words) if by == "committee" else words
    return [*([_place(row)] if first else []), Cell(inner(address, name), name), *_numbers(row, _FIELDS)]


def _category(row, most: int, scope: Scope) -> list[Cell]:
    address = scope.again(choices.PAGE, category=row.category, rows=None) + "#cases"
    bar = signs.bar(row.received, numerals.count(row.received), most)
    rest = _numbers(row, ("open", "overdue", "on_time", "solved"))
    return [
        Cell(inner(address, case_words.category(row.category)), row.category),
        tables.number(bar, row.received),
        *rest,
    ]


def _numbers(row, fields: tuple[str, ...]) -> list[Cell]:
    return [_rate(row, field) if field in _RATES else _number(row, field) for field in fields]


def _number(row, field: str) -> Cell:
    value = getattr(row, field)
    written = numerals.decimal(value) if field == "median_days" else numerals.count(value)
    return tables.number(b(written) if field == "overdue" and value else written, value)


def _rate(row, field: str) -> Cell:
    metric = _RATES[field]
    part, whole = (getattr(row, name) for name in (metric.part, metric.whole))
    if (value := metric.of(row)) is None:
        return Cell(numerals.MISSING, "")
    made_of = text("sign.of", part=numerals.count(part), whole=numerals.count(whole))
    return Cell(joined(numerals.rate(value), " ", span(made_of, cls="made-of")), value)


def _place(row) -> Cell:
    if pd.isna(row.place):
        return Cell(span(text(f"cases.{row.reason}"), cls="why", data_hint=_why(row)), "")
    if settings().rankings == "bands":
        return Cell(text("standing.quarter", quarter=row.quarter), row.quarter)
    return Cell(b(numerals.count(row.place)), row.place)


def _why(row) -> str:
    least = ranking.least(metrics.ON_TIME_CLOSURE, settings().minimums)
    return text(f"cases.why_{row.reason}", count=numerals.count(least))
