"""The three rankings of party members side by side: interaction, positive posts, praise received."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads
from components.reading import drawn
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import METRICS, Metric, ranking, rounded
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
        downloads.offer(metric.key, title, lambda: frame(rows, metric, raw), [metric])


def _shown(scope: Scope, metric: Metric, rows: pd.DataFrame, title: str, raw: str) -> None:
    most = float(rows["value"].max()) if rows["value"].notna().any() else 1.0
    lines = [_row(row, metric, _raw(row, raw), max(most, 1e-9), scope) for row in rows.itertuples()]
    front = int(rows["place"].notna().sum()) if settings().rankings != "off" else len(rows)
    first = min(SHOWN, front)
    body = (
        _table(lines[:first], metric, raw)
        if first
        else f'<p class="empty">{escape(text("overview.none_ranked"))}</p>'
    )
    if lines[first:]:
        more = escape(text("party.others", count=numerals.count(len(lines) - first)))
        body += (
            f'<details class="more"><summary>{more}</summary>{_table(lines[first:], metric, raw)}</details>'
        )
    notes = [text(f"party.board_note_{metric.whole}", count=ranking.least(metric, settings().minimums))]
    notes += [text("party.positive_own_note")] if raw == "positive_30" else []
    note = escape("".join(notes))
    st.html(
        f'<section class="card party-board"><div class="fig-head"><h2>{escape(title)}</h2>{definition.fold(metric)}'
        f'<span class="label hint">{escape(text(f"party.{metric.unit}"))}</span></div>{body}'
        f'<p class="note">{note}</p></section>'
    )


def frame(rows: pd.DataFrame, metric: Metric, raw: str) -> pd.DataFrame:
    """A board as it is downloaded: headed, covered and ordered as on screen."""
    shown = settings().rankings
    columns = {"party.committee": rows["name"], "committee.code": rows["committee"]}
    if shown == "full":
        columns = {"overview.place": rows["place"], "registration.moved": rows["moved"]} | columns
    elif shown == "bands":
        columns = {"registration.quarter": rows["quarter"]} | columns
    columns |= {
        f"party.{metric.unit}": [
            None if pd.isna(value) else float(rounded(float(value) * metric.per)) for value in rows["value"]
        ],
        f"party.{raw}": rows[raw],
    }
    if raw == "positive_30":
        columns["party.positive_own_30"] = rows["positive_own_30"]
    columns[f"party.{metric.whole}_whole"] = rows[metric.whole]
    if shown != "off":
        columns["registration.reason"] = [_reason(row.reason, metric) or None for row in rows.itertuples()]
    return pd.DataFrame(columns).rename(columns={key: text(key) for key in columns})


def _raw(row, raw: str) -> str:
    """The figure that the rate is made of; of positive posts, in brackets, those written as the committee."""
    count = numerals.count(getattr(row, raw))
    if raw != "positive_30":
        return count
    return text("party.positive_own", count=count, own=numerals.count(row.positive_own_30))


def _reason(reason, metric: Metric) -> str:
    if reason == "small_sample":
        least = ranking.least(metric, settings().minimums)
        return text(f"party.small_sample_{metric.whole}", count=least)
    return text("party.protected") if reason == "protected" else ""


def _table(lines: list[str], metric: Metric, raw: str) -> str:
    shown = settings().rankings
    first = {"full": text("overview.place"), "bands": text("registration.quarter"), "off": ""}[shown]
    heads = [(first, "num place")] if first else []
    heads += [
        (text("party.committee"), ""),
        (text(f"party.{metric.unit}_short"), "num rate"),
        (text("party.positive_head" if raw == "positive_30" else f"party.{raw}"), "num raw"),
    ]
    head = "".join(f'<th scope="col" class="{kind}">{escape(words)}</th>' for words, kind in heads)
    return f'<table class="list ranked party-ranked"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _row(row, metric: Metric, raw: str, most: float, scope: Scope) -> str:
    mine = ' aria-current="true"' if row.committee == scope.committee else ""
    address = escape(scope.link("party", committee=row.committee))
    width = 0 if pd.isna(row.value) else min(float(row.value) / most, 1) * 100
    value = numerals.MISSING if pd.isna(row.value) else numerals.decimal(float(row.value) * metric.per)
    bar = f'<span class="bar" style="--share:{width:.1f}%"></span>' if pd.notna(row.value) else ""
    return (
        f'<tr{mine}>{_place(row, metric)}<th scope="row"><a data-inner href="{address}">{escape(short(row.name))}</a></th>'
        f'<td class="num rate">{bar}{value}</td><td class="num raw">{escape(raw)}</td></tr>'
    )


def _place(row, metric: Metric) -> str:
    shown = settings().rankings
    if shown == "off":
        return ""
    if pd.isna(row.place):
        hint, word = escape(_reason(row.reason, metric)), escape(text(f"party.{row.reason}_short"))
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
