"""Who answers residents in time: committees, departments and boards by the share answered within a day."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.cards import begun, empty, notes
from components.parts.html import Content, inner, span, td, th, tr
from components.parts.tables import brief
from components.scope import Scope
from components.topics import choices
from components.words import numerals
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import ANSWERED_24H, ranking
from data_access.settings import settings
from data_access.wording import term, text

SHOWN = {"answers": 10, "answering_departments": 6, "answering_boards": 6}
WHOSE = {"answers": "committee", "answering_departments": "department", "answering_boards": "board"}
"""The tables, and by which column of theirs one of their rows is named."""
_METRICS = (metrics.ANSWERED_24H, metrics.REPLY_HOURS, metrics.UNANSWERED)


def draw(groups: Sequence[pd.DataFrame], scope: Scope) -> None:
    """A table of each. `groups`: concerns.by_committee, by_department and by_board."""
    with st.container(key="answering"):
        for key, rows in zip(WHOSE, groups, strict=True):
            _board(key, arranged(key, rows), scope)


def arranged(key: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Those who have anything to count, with their places, in the order that the town shows; by code alone where it shows
    none."""
    least = ranking.least(ANSWERED_24H, settings().minimums)
    found = ranking.ranked(rows.assign(committee=rows[WHOSE[key]]), ANSWERED_24H, least)
    found = found[found[["concerns", "replies", "unanswered"]].gt(0).any(axis=1)]
    found = found.assign(quarter=ranking.quartile(found))
    order = {"full": ["place", "more"], "bands": ["quarter"], "off": []}[settings().rankings]
    found = found.assign(more=-found["replies"].where(found["place"].isna(), 0))
    return found.sort_values([*order, "committee"], na_position="last", ignore_index=True)


def frame(key: str, rows: pd.DataFrame) -> pd.DataFrame:
    """A table as it is taken away: headed and ordered as on screen."""
    first = {"full": {"place": rows["place"]}, "bands": {"quarter": rows["quarter"]}, "off": {}}
    columns = first[settings().rankings] | {
        WHOSE[key]: [_name(row, key) for row in rows.itertuples()],
        "code": rows[WHOSE[key]],
        "answered_rate": rows["value"],
        "answered_24h": rows["answered_24h"],
        "asked": rows["concerns"],
        "replies": rows["replies"],
        "median_hours": rows["median_hours"],
        "unanswered_column": rows["unanswered"],
        "oldest_days": rows["oldest_days"],
    }
    return pd.DataFrame({term("topics", name): column for name, column in columns.items()})


def _board(key: str, rows: pd.DataFrame, scope: Scope) -> None:
    title = text(f"topics.{key}")
    span = text(f"topics.window_{choices.window(scope)}")
    note = text("topics.answers_note", count=ranking.least(ANSWERED_24H, settings().minimums))
    kinds = {term("topics", "answered_rate"): "rate", term("topics", "median_hours"): "number"}
    table_card.draw(
        key,
        title,
        _body(key, rows, scope) if len(rows) else empty(text("topics.none_asked", window=span)),
        notes(note if key == "answers" else text("topics.departments_note") if "depart" in key else ""),
        metric=ANSWERED_24H,
        beside=span_of(span),
        metrics=_METRICS,
        frame=(lambda: frame(key, rows)) if len(rows) else None,
        kinds=kinds,
        filtered=span,
    )


def span_of(words: str) -> Markup:
    """Of which days a table is, beside its title."""
    return span(words, cls="label hint")


def _body(key: str, rows: pd.DataFrame, scope: Scope) -> Markup:
    fields = _fields(key, rows)
    lines = [_row(row, key, fields, scope) for row in rows.itertuples()]
    front = int(rows["place"].notna().sum()) if settings().rankings != "off" else len(rows)
    first = min(SHOWN[key], front) or min(SHOWN[key], len(rows))
    named = [(term("topics", name), kind) for name, kind in fields.items()]
    cls = f"answers of-{WHOSE[key]}{' rated' if 'answered_rate' in fields else ''}"
    return begun(lines, first, lambda some: brief(named, some, cls), "common.more")


def _fields(key: str, rows: pd.DataFrame) -> dict[str, str]:
    """The columns with how they are set; where no department has topics, those alone that each has something in."""
    first = {"full": {"place": "num place"}, "bands": {"quarter": "num place"}, "off": {}}
    times = {"replies": "num replies", "median_hours": "num hours"}
    if rows["concerns"].isna().all():
        return {WHOSE[key]: ""} | times
    rates = {"answered_rate": "num rate", "answered_of_column": "num of"}
    return first[settings().rankings] | {WHOSE[key]: ""} | rates | times | {"unanswered_column": "num waits"}


def _row(row, key: str, fields: dict[str, str], scope: Scope) -> Markup:
    mine = scope.mine if key == "answers" else None
    cells = {
        "place": lambda: _place(row),
        "quarter": lambda: _place(row),
        WHOSE[key]: lambda: _link(row, key, scope),
        "answered_rate": lambda: signs.bar(row.value, numerals.rate(row.value)),
        "answered_of_column": lambda: _of(row),
        "replies": lambda: numerals.count(row.replies),
        "median_hours": lambda: numerals.decimal(row.median_hours),
        "unanswered_column": lambda: _waits(row),
    }
    return tr(
        (
            td(cells[name](), cls=kind) if kind else th(cells[name](), scope="row")
            for name, kind in fields.items()
        ),
        aria_current="true" if getattr(row, WHOSE[key]) == mine else None,
    )


def _of(row) -> str:
    if numerals.missing(row.concerns) or not row.concerns:
        return numerals.MISSING
    return text("sign.of", part=numerals.count(row.answered_24h), whole=numerals.count(row.concerns))


def _waits(row) -> Content:
    if numerals.missing(row.oldest_days):
        return numerals.count(row.unanswered)
    oldest = text("figure.oldest", days=numerals.count(row.oldest_days))
    return span(numerals.count(row.unanswered), data_hint=oldest, tabindex=0)


def _place(row) -> Content:
    if pd.isna(row.place):
        return span(text(f"topics.unranked_{row.reason}"), cls="why")
    if settings().rankings == "full":
        return numerals.count(row.place)
    return text("standing.quarter", quarter=row.quarter)


def _name(row, key: str) -> str:
    code = getattr(row, WHOSE[key])
    return row.name if isinstance(row.name, str) and row.name else code


def _link(row, key: str, scope: Scope) -> Content:
    name = short(_name(row, key))
    if key == "answering_departments":
        return name
    return inner(scope.again(choices.PAGE, **{WHOSE[key]: getattr(row, WHOSE[key]), "rows": None}), name)
