"""The three rankings of party members side by side: interaction, positive posts, praise received."""

from html import escape

import pandas as pd
import streamlit as st

from components import definition, downloads, numerals
from components.rankings import short
from components.reading import drawn
from components.scope import Scope
from data_access.metrics import METRICS, Metric
from data_access.settings import settings
from data_access.wording import text

SHOWN = 10
_RAW = {
    "party_interaction": "interaction_30",
    "positive_posts": "positive_30",
    "praise_received": "praise_30",
}


def draw(boards: dict[str, pd.DataFrame]) -> None:
    """A board for each ranking, the rest and the unranked folded below. `boards`: party.boards."""
    with st.container(key="boards"):
        for key, rows in boards.items():
            _board(METRICS[key], _arranged(rows))


def _arranged(rows: pd.DataFrame) -> pd.DataFrame:
    """In the order that the town shows: by place, by quarter, or by code alone."""
    shown = settings().rankings
    if shown == "full":
        return rows
    if shown == "bands":
        return rows.sort_values(["quarter", "committee"], na_position="last", ignore_index=True)
    return rows.sort_values("committee", ignore_index=True)


def _board(metric: Metric, rows: pd.DataFrame) -> None:
    title, raw = text(f"metric.{metric.key}.name"), _RAW[metric.key]
    with st.container(key=f"list-{metric.key}"):
        drawn(_shown, metric, rows, title, raw)
        downloads.offer(metric.key, title, lambda: frame(rows, raw), [metric])


def _shown(scope: Scope, metric: Metric, rows: pd.DataFrame, title: str, raw: str) -> None:
    most = float(rows["value"].max()) if rows["value"].notna().any() else 1.0
    lines = [_row(row, getattr(row, raw), max(most, 1e-9), scope) for row in rows.itertuples()]
    front = int(rows["place"].notna().sum()) if settings().rankings != "off" else len(rows)
    first = min(SHOWN, front)
    body = (
        _table(lines[:first], raw)
        if first
        else f'<p class="empty">{escape(text("overview.none_ranked"))}</p>'
    )
    if lines[first:]:
        more = escape(text("party.others", count=numerals.count(len(lines) - first)))
        body += f'<details class="more"><summary>{more}</summary>{_table(lines[first:], raw)}</details>'
    note = escape(text("party.board_note", count=settings().minimums.identity_shown))
    st.html(
        f'<section class="card party-board"><div class="fig-head"><h2>{escape(title)}</h2>{definition.fold(metric)}'
        f'<span class="label hint">{escape(text("party.per_hundred"))}</span></div>{body}'
        f'<p class="note">{note}</p></section>'
    )


def frame(rows: pd.DataFrame, raw: str) -> pd.DataFrame:
    """A board as it is downloaded: headed, covered and ordered as on screen."""
    shown = settings().rankings
    columns = {"party.committee": rows["name"], "committee.code": rows["committee"]}
    if shown == "full":
        columns = {"overview.place": rows["place"], "registration.moved": rows["moved"]} | columns
    elif shown == "bands":
        columns = {"registration.quarter": rows["quarter"]} | columns
    columns |= {
        "party.per_hundred": [
            None if pd.isna(value) else round(float(value) * 100, 1) for value in rows["value"]
        ],
        f"party.{raw}": rows[raw],
        "party.identity_shown": rows["identity_shown"],
    }
    if shown != "off":
        columns["registration.reason"] = [_reason(row.reason) or None for row in rows.itertuples()]
    return pd.DataFrame(columns).rename(columns={key: text(key) for key in columns})


def _reason(reason) -> str:
    if reason == "small_sample":
        return text("party.small_sample", count=settings().minimums.identity_shown)
    return text("party.protected") if reason == "protected" else ""


def _table(lines: list[str], raw: str) -> str:
    shown = settings().rankings
    first = {"full": text("overview.place"), "bands": text("registration.quarter"), "off": ""}[shown]
    heads = [(first, "num place")] if first else []
    heads += [
        (text("party.committee"), ""),
        (text("party.per_hundred_short"), "num rate"),
        (text(f"party.{raw}"), "num raw"),
    ]
    head = "".join(f'<th scope="col" class="{kind}">{escape(words)}</th>' for words, kind in heads)
    return f'<table class="list ranked party-ranked"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _row(row, raw, most: float, scope: Scope) -> str:
    mine = ' aria-current="true"' if row.committee == scope.committee else ""
    address = escape(scope.link("party", committee=row.committee))
    width = 0 if pd.isna(row.value) else min(float(row.value) / most, 1) * 100
    value = numerals.MISSING if pd.isna(row.value) else numerals.decimal(float(row.value) * 100)
    bar = f'<span class="bar" style="--share:{width:.1f}%"></span>' if pd.notna(row.value) else ""
    return (
        f'<tr{mine}>{_place(row)}<th scope="row"><a data-inner href="{address}">{escape(short(row.name))}</a></th>'
        f'<td class="num rate">{bar}{value}</td><td class="num raw">{numerals.count(raw)}</td></tr>'
    )


def _place(row) -> str:
    shown = settings().rankings
    if shown == "off":
        return ""
    if pd.isna(row.place):
        hint, word = escape(_reason(row.reason)), escape(text(f"party.{row.reason}_short"))
        return f'<td class="num place"><span class="why" data-hint="{hint}" tabindex="0">{word}</span></td>'
    if shown == "bands":
        return f'<td class="num place">{escape(text("overview.quarter", quarter=row.quarter))}</td>'
    return f'<td class="num place">{numerals.count(row.place)}{_moved(row.moved)}</td>'


def _moved(moved) -> str:
    if pd.isna(moved):
        return f'<span class="moved">{escape(text("registration.newly"))}</span>'
    if moved == 0:
        return '<span class="moved"></span>'
    words = text("party.risen" if moved > 0 else "party.fallen", count=abs(int(moved)))
    return (
        f'<span class="moved"><span aria-hidden="true">{numerals.arrow(moved)}{abs(int(moved))}</span>'
        f'<span class="sr">{escape(words)}</span></span>'
    )
