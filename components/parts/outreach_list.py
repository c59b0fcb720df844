"""Outreach events: when they were held, what each brought, and what a kind of event brings on average."""

from collections import Counter
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads, tables
from components.parts.tables import Cell, Column
from components.reading import drawn
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import UPLIFT
from data_access.settings import settings
from data_access.wording import name, text

STEP = 12
MOST = 600
"""So many events are listed and marked one by one; the download has them all."""
_COLUMNS = {
    "held_on": "",
    "kind": "",
    "committee": "heading",
    "title": "",
    "staff": "num",
    "during": "num",
    "expected": "num",
    "estimate": "num",
    "interval": "",
    "verdict": "",
}


def draw(uplifts: pd.DataFrame, pooled: pd.DataFrame) -> None:
    """A sentence, the kinds, the timeline and every event. `uplifts`: outreach.uplift; `pooled`: outreach.pooled."""
    with st.container(key="outreach"):
        if uplifts.empty:
            st.html(
                f'<section class="card">{_head()}<p class="empty">{escape(text("outreach.none"))}</p></section>'
            )
            return
        with st.container(key="outreach-kinds"):
            drawn(_summary, uplifts, pooled)
            downloads.offer("pooled", text("outreach.by_kind"), lambda: pooled_frame(pooled), [UPLIFT])
        with st.container(key="table-outreach"):
            drawn(_events, uplifts)
            downloads.offer("outreach", text("outreach.events"), lambda: frame(uplifts), [UPLIFT])


def _head() -> str:
    return f'<div class="fig-head"><h2>{escape(text("outreach.heading"))}</h2>{definition.fold(UPLIFT)}</div>'


def _summary(_seen: Scope, uplifts: pd.DataFrame, pooled: pd.DataFrame) -> None:
    body = f"{_head()}{_said(uplifts)}{_kinds(pooled)}{_timeline(uplifts)}"
    st.html(f'<section class="card">{body}</section>')


def _events(seen: Scope, uplifts: pd.DataFrame) -> None:
    title = escape(text("outreach.events"))
    st.html(f'<section class="card"><h2>{title}</h2>{_table(uplifts, seen)}</section>')


def frame(uplifts: pd.DataFrame) -> pd.DataFrame:
    """The events as they are downloaded: numbers unrounded, the verdict in words."""
    rows = uplifts
    shown = {
        "held_on": rows["held_on"],
        "kind": [kind_name(kind) for kind in rows["kind"]],
        "committee": [_place(row) for row in rows.itertuples()],
        "code": rows["committee"],
        **{key: rows[key] for key in ("title", "staff", "before", "during", "expected", "estimate")},
        **{key: rows[key] for key in ("low", "high", "compared")},
        "verdict": [verdict(row) for row in rows.itertuples()],
    }
    return pd.DataFrame({text(f"outreach.{key}"): column for key, column in shown.items()})


def pooled_frame(pooled: pd.DataFrame) -> pd.DataFrame:
    """The kinds as they are downloaded."""
    shown = {
        "kind": [kind_name(kind) for kind in pooled["kind"]],
        "estimated": pooled["events"],
        **{key: pooled[key] for key in ("mean", "low", "high")},
        "verdict": [_kind_verdict(row) for row in pooled.itertuples()],
    }
    return pd.DataFrame({text(f"outreach.{key}"): column for key, column in shown.items()})


def verdict(row) -> str:
    """What an event brought, in words: an effect, none to be seen, or why nothing is estimated."""
    if isinstance(row.reason, str):
        return text(f"no_estimate.{row.reason}")
    if not row.visible:
        return text("outreach.unseen")
    return text("outreach.more" if row.estimate > 0 else "outreach.fewer")


def kind_name(kind: str) -> str:
    """A kind of event in words; one that the contract does not know is another one."""
    known = name("event_kind", kind)
    return text("event_kind.other") if known == kind else known


def _kind_verdict(row) -> str:
    if pd.isna(row.low):
        return text("outreach.too_few")
    if not row.visible:
        return text("outreach.unseen")
    return text("outreach.more" if row.mean > 0 else "outreach.fewer")


def _said(uplifts: pd.DataFrame) -> str:
    told = uplifts[uplifts["reason"].isna()]
    if told.empty:
        said = text("outreach.none_told", count=numerals.count(len(uplifts)))
        return f'<p class="said">{escape(said)}</p><p class="note">{escape(text("outreach.method"))}</p>'
    seen = int((told["visible"] & (told["estimate"] > 0)).sum())
    counts = text(
        "outreach.sentence",
        count=numerals.count(len(uplifts)),
        told=numerals.count(len(told)),
        seen=numerals.count(seen),
        unseen=numerals.count(int((~told["visible"]).sum())),
    )
    if fewer := int((told["visible"] & (told["estimate"] < 0)).sum()):
        counts += text("outreach.some_fewer", count=numerals.count(fewer))
    return f'<p class="said">{escape(counts)}</p><p class="note">{escape(text("outreach.method"))}</p>'


def _kinds(pooled: pd.DataFrame) -> str:
    """A bar from the least to the most a kind may bring, its mean on it, all on one scale."""
    if pooled.empty:
        return ""
    low = min(0.0, pooled[["low", "mean"]].min(axis=None))
    high = max(1.0, pooled[["high", "mean"]].max(axis=None))

    def at(value: float) -> str:
        return f"{(value - low) / (high - low) * 100:.1f}%"

    rows = "".join(_kind(row, at) for row in pooled.sort_values("mean", ascending=False).itertuples())
    heads = "".join(
        f'<th scope="col" class="{kind}">{escape(text(f"outreach.{key}"))}</th>'
        for key, kind in (
            ("kind", ""),
            ("estimated", "num"),
            ("mean", "num"),
            ("range", "reach"),
            ("verdict", ""),
        )
    )
    return f'<table class="list kinds"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _kind(row, at) -> str:
    known = pd.notna(row.low)
    span = f"left:{at(row.low)};right:calc(100% - {at(row.high)})" if known else ""
    bar = f'<i class="span" style="{span}"></i>' if known else ""
    picture = (
        f'<span class="reach" aria-hidden="true"><i class="nought" style="left:{at(0)}"></i>{bar}'
        f'<i class="mean" style="left:{at(row.mean)}"></i></span>'
    )
    return (
        f'<tr{" data-visible" if known and row.visible else ""}><th scope="row">{escape(kind_name(row.kind))}</th>'
        f'<td class="num">{numerals.count(row.events)}</td><td class="num">{numerals.signed(row.mean, 1)}</td>'
        f"<td>{picture}<span>{escape(_interval(row))}</span></td><td>{escape(_kind_verdict(row))}</td></tr>"
    )


def _timeline(uplifts: pd.DataFrame) -> str:
    """A lane for each kind, a mark for each event: filled where it had a visible effect."""
    first, last = uplifts["held_on"].min(), uplifts["held_on"].max()
    days = max((last - first).days, 1)
    lanes = "".join(
        f'<div class="lane"><span class="label">{escape(kind_name(kind))}</span><div class="track">'
        + _marks(events, first, days, len(uplifts) <= MOST)
        + "</div></div>"
        for kind, events in sorted(uplifts.groupby("kind"), key=lambda group: -len(group[1]))
    )
    legend = "".join(
        f'<li><i class="dot" data-state="{state}"></i>{escape(text(f"outreach.mark_{state}"))}</li>'
        for state in ("seen", "unseen", "untold")
    )
    words = escape(text("outreach.timeline_words", first=first, last=last, count=len(uplifts)))
    ends = f"<span>{escape(numerals.day(first))}</span><span>{escape(numerals.day(last))}</span>"
    return (
        f'<h3>{escape(text("outreach.timeline"))}</h3><div class="timeline" role="img" aria-label="{words}">{lanes}'
        f'<div class="ends label">{ends}</div></div><ul class="legend">{legend}</ul>'
    )


def _marks(events: pd.DataFrame, first: date, days: int, each: bool) -> str:
    """A mark for `each` event, or where they are too many, one for all of a day that came out alike."""
    rows = list(events.itertuples())
    if each:
        return "".join(_mark(_state(row), _hint(row), (row.held_on - first).days / days) for row in rows)
    alike = Counter((row.held_on, _state(row)) for row in rows)
    return "".join(
        _mark(state, text("outreach.alike", day=day, count=numerals.count(count)), (day - first).days / days)
        for (day, state), count in alike.items()
    )


def _mark(state: str, hint: str, share: float) -> str:
    return (
        f'<i class="dot" data-state="{state}" style="left:{share * 100:.2f}%" data-hint="{escape(hint)}"></i>'
    )


def _hint(row) -> str:
    figures = "" if isinstance(row.reason, str) else f" {numerals.signed(row.estimate)} ({_interval(row)})"
    return text(
        "frame.named",
        name=f"{numerals.day(row.held_on)} {_place(row)} {row.title}",
        words=f"{verdict(row)}{figures}",
    )


def _state(row) -> str:
    if isinstance(row.reason, str):
        return "untold"
    return "seen" if row.visible and row.estimate > 0 else "unseen"


def _table(uplifts: pd.DataFrame, seen: Scope) -> str:
    columns = [
        Column(
            text(f"outreach.{key}"),
            _set(key, kind),
            key != "interval" and settings().rankings == "full",
            "down" if kind == "num" else "up",
        )
        for key, kind in _COLUMNS.items()
    ]
    listed = uplifts[:MOST]
    rows = [_row(row, seen) for row in listed.itertuples()]
    mine = [
        n for n, row in enumerate(listed.itertuples()) if seen.committee and row.committee == seen.committee
    ]
    table = tables.table(columns, rows, key="outreach-events", current=mine[0] if mine else None, step=STEP)
    if len(uplifts) <= MOST:
        return table
    words = text("outreach.latest_only", count=MOST, all=numerals.count(len(uplifts)))
    return f'{table}<p class="note">{escape(words)}</p>'


def _set(key: str, kind: str) -> str:
    return kind if kind == "heading" else f"{kind} {key}".strip()


def _row(row, seen: Scope) -> list[Cell]:
    place = escape(_place(row))
    if isinstance(row.committee, str):
        address = escape(seen.portrait(row.committee))
        place = f'<a data-inner href="{address}">{place}</a>'
    state = _state(row)
    return [
        Cell(escape(numerals.day(row.held_on)), row.held_on),
        Cell(escape(kind_name(row.kind))),
        Cell(place, _place(row)),
        Cell(escape(row.title or "")),
        _number(numerals.count(row.staff), row.staff),
        _number(numerals.change(row.during), row.during),
        _number(numerals.decimal(row.expected), row.expected),
        _number(numerals.signed(row.estimate), row.estimate),
        Cell(escape(_interval(row))),
        Cell(f'<i class="dot" data-state="{state}"></i>{escape(verdict(row))}', f"{state}{verdict(row)}"),
    ]


def _number(words: str, value) -> Cell:
    return Cell(words, "" if pd.isna(value) else value)


def _interval(row) -> str:
    if pd.isna(row.low):
        return numerals.MISSING
    return text("outreach.interval_is", low=numerals.signed(row.low), high=numerals.signed(row.high))


def _place(row) -> str:
    if isinstance(row.name, str):
        return short(row.name)
    return row.committee if isinstance(row.committee, str) else text("download.whole_town")
