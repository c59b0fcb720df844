"""The three rankings of party members side by side: interaction, positive posts, praise received."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import allowed, definition, downloads, signs
from components.parts.cards import begun, card, empty, notes
from components.parts.html import Content, inner, joined, span, td, th, tr
from components.parts.html import draw as put
from components.parts.tables import brief
from components.reading import drawn
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import Ratio, ranking, rounded
from data_access.party.members import BY_KEY
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
            if not allowed.leaves_out(key):
                _board(BY_KEY[key], _arranged(rows))


def _arranged(rows: pd.DataFrame) -> pd.DataFrame:
    """In the order that the town shows: by place, by quarter, or by code alone."""
    rankings = settings().rankings
    if rankings == "full":
        return rows
    if rankings == "bands":
        return rows.sort_values(["quarter", "committee"], na_position="last", ignore_index=True)
    return rows.sort_values("committee", ignore_index=True)


def _board(metric: Ratio, rows: pd.DataFrame) -> None:
    title, raw = text(f"metric.{metric.key}.name"), _RAW[metric.key]
    with st.container(key=f"list-{metric.key}"):
        drawn(_card, metric, rows, title, raw)
        downloads.offer(metric.key, title, lambda: frame(rows, metric, raw), [metric])


def _card(scope: Scope, metric: Ratio, rows: pd.DataFrame, title: str, raw: str) -> None:
    most = float(rows["value"].max()) if rows["value"].notna().any() else 1.0
    lines = [_row(row, metric, _raw(row, raw), max(most, 1e-9), scope) for row in rows.itertuples()]
    front = int(rows["place"].notna().sum()) if settings().rankings != "off" else len(rows)
    first = min(SHOWN, front)
    if own := [at for at, code in enumerate(rows["committee"]) if code == scope.mine and at >= first]:
        lines.insert(first, lines.pop(own[0]))  # the reader's own stands below the first, by its place
        first += 1
    body = empty(text("standing.none_ranked")) if not first else None
    body = joined(body, begun(lines, first, lambda some: _table(some, metric, raw), "party.others"))
    note = text(f"party.board_note_{metric.whole}", count=ranking.least(metric, settings().minimums))
    note += text("party.positive_own_note") if raw == "positive_30" else ""
    hint = span(text(f"party.{metric.unit}_hint"), cls="label hint")
    beside = joined(definition.fold(metric), hint)
    put(card(title, body, notes(note), beside=beside, cls="party-board"))


def frame(rows: pd.DataFrame, metric: Ratio, raw: str) -> pd.DataFrame:
    """A board as it is downloaded: headed, covered and ordered as on screen."""
    rankings = settings().rankings
    columns = {"common.committee": rows["name"], "common.code": rows["committee"]}
    if rankings == "full":
        columns = {"common.place": rows["place"], "common.moved": rows["moved"]} | columns
    elif rankings == "bands":
        columns = {"common.quarter": rows["quarter"]} | columns
    columns |= {
        f"party.{metric.unit}": [
            None if pd.isna(value) else float(rounded(float(value) * metric.per)) for value in rows["value"]
        ],
        f"party.{raw}": rows[raw],
    }
    if raw == "positive_30":
        columns["party.positive_own_30"] = rows["positive_own_30"]
    columns[f"party.{metric.whole}_whole"] = rows[metric.whole]
    if rankings != "off":
        columns["registration.reason"] = [_reason(row.reason, metric) or None for row in rows.itertuples()]
    return pd.DataFrame(columns).rename(columns={key: text(key) for key in columns})


def _raw(row, raw: str) -> str:
    """The figure that the rate is made of; of positive posts, in brackets, those written as the committee."""
    count = numerals.count(getattr(row, raw))
    if raw != "positive_30":
        return count
    return text("sign.bracketed", words=count, inside=numerals.count(row.positive_own_30))


def _reason(reason, metric: Ratio) -> str:
    if reason == "small_sample":
        least = ranking.least(metric, settings().minimums)
        return text(f"party.small_sample_{metric.whole}", count=least)
    return text("party.protected") if reason == "protected" else ""


def _table(lines: list[Markup], metric: Ratio, raw: str) -> Markup:
    rankings = settings().rankings
    first = {"full": text("common.place"), "bands": text("common.quarter"), "off": ""}[rankings]
    heads = [(first, "num place")] if first else []
    heads += [
        (text("common.committee"), ""),
        (text(f"party.{metric.unit}_short"), "num rate"),
        (text("party.positive_head" if raw == "positive_30" else f"party.{raw}"), "num raw"),
    ]
    return brief(heads, lines, "ranked party-ranked")


def _row(row, metric: Ratio, raw: str, most: float, scope: Scope) -> Markup:
    value = (
        None if pd.isna(row.value) else float(row.value) * (1 if metric.unit == "per_hundred" else metric.per)
    )
    return tr(
        _place(row, metric),
        th(inner(scope.link("party", committee=row.committee), short(row.name)), scope="row"),
        td(signs.bar(row.value, numerals.decimal(value), most), cls="num rate"),
        td(raw, cls="num raw"),
        aria_current="true" if row.committee == scope.mine else None,
    )


def _place(row, metric: Ratio) -> Markup | None:
    rankings = settings().rankings
    if rankings == "off":
        return None
    if pd.isna(row.place):
        why = text(f"party.{row.reason}_short")
        place: Content = span(why, cls="why", data_hint=_reason(row.reason, metric), tabindex=0)
    elif rankings == "bands":
        place = text("standing.quarter", quarter=row.quarter)
    else:
        place = joined(numerals.count(row.place), _moved(row.moved))
    return td(place, cls="num place")


def _moved(moved) -> Markup:
    if pd.isna(moved):
        return span(text("common.newly"), cls="moved")
    if moved == 0:
        return span(cls="moved")
    steps = abs(int(moved))
    words = text("party.risen" if moved > 0 else "party.fallen", count=steps)
    return span(span(signs.arrow(moved), steps, aria_hidden="true"), span(words, cls="sr"), cls="moved")
