"""Outreach events: when they were held, what each brought, and what a kind of event brings on average."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import definition, downloads, lacking, tables
from components.parts.cards import card, empty, notes
from components.parts.html import div, h2, h3, i, inner, joined, li, p, section, span, td, th, tr, ul
from components.parts.html import draw as put
from components.parts.tables import Cell, Column
from components.reading import drawn
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import UPLIFT
from data_access.settings import settings
from data_access.wording import name, term, text

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


@lacking.needing(*UPLIFT.required)
def draw(uplifts: pd.DataFrame, pooled: pd.DataFrame) -> None:
    """A sentence, the kinds, the timeline and every event. `uplifts`: outreach.uplift; `pooled`: outreach.pooled."""
    with st.container(key="outreach"):
        if uplifts.empty:
            put(_card(empty(text("outreach.none"))))
            return
        with st.container(key="outreach-kinds"):
            drawn(_summary, uplifts, pooled)
            downloads.offer("pooled", text("outreach.by_kind"), lambda: pooled_frame(pooled), [UPLIFT])
        with st.container(key="table-outreach"):
            drawn(_events, uplifts)
            downloads.offer("outreach", text("outreach.events"), lambda: frame(uplifts), [UPLIFT])


def _card(*body: Markup | None) -> Markup:
    return card(text("outreach.heading"), *body, beside=definition.fold(UPLIFT))


def _summary(_seen: Scope, uplifts: pd.DataFrame, pooled: pd.DataFrame) -> None:
    put(_card(_sentence(uplifts), _kinds(pooled), _timeline(uplifts)))


def _events(seen: Scope, uplifts: pd.DataFrame) -> None:
    put(section(h2(text("outreach.events")), _table(uplifts, seen), cls="card"))


def frame(uplifts: pd.DataFrame) -> pd.DataFrame:
    """The events as they are downloaded: numbers unrounded, the verdict in words."""
    rows = uplifts
    columns = {
        "held_on": rows["held_on"],
        "kind": [kind_name(kind) for kind in rows["kind"]],
        "committee": [_place(row) for row in rows.itertuples()],
        "code": rows["committee"],
        **{key: rows[key] for key in ("title", "staff", "before", "during", "expected", "estimate")},
        **{key: rows[key] for key in ("low", "high", "compared")},
        "verdict": [verdict(row) for row in rows.itertuples()],
    }
    return pd.DataFrame({term("outreach", key): column for key, column in columns.items()})


def pooled_frame(pooled: pd.DataFrame) -> pd.DataFrame:
    """The kinds as they are downloaded."""
    columns = {
        "kind": [kind_name(kind) for kind in pooled["kind"]],
        "estimated": pooled["events"],
        **{key: pooled[key] for key in ("mean", "low", "high")},
        "verdict": [_kind_verdict(row) for row in pooled.itertuples()],
    }
    return pd.DataFrame({term("outreach", key): column for key, column in columns.items()})


def verdict(row) -> str:
    """What an event brought, in words: an effect, none to be seen, or why nothing is estimated."""
    if isinstance(row.reason, str):
        return text(f"no_estimate.{row.reason}")
    if not row.visible:
        return text("outreach.unseen")
    return text("outreach.more" if row.estimate > 0 else "outreach.fewer")


def kind_name(kind: str) -> str:
    """A kind of event in words; one that the contract does not know is another one."""
    words = name("event_kind", kind)
    return text("event_kind.other") if words == kind else words


def _kind_verdict(row) -> str:
    if pd.isna(row.low):
        return text("outreach.too_few")
    if not row.visible:
        return text("outreach.unseen")
    return text("outreach.more" if row.mean > 0 else "outreach.fewer")


def _sentence(uplifts: pd.DataFrame) -> Markup:
    estimated = uplifts[uplifts["reason"].isna()]
    if estimated.empty:
        words = text("outreach.none_told", count=numerals.count(len(uplifts)))
    else:
        seen = int((estimated["visible"] & (estimated["estimate"] > 0)).sum())
        words = text(
            "outreach.sentence",
            count=numerals.count(len(uplifts)),
            told=numerals.count(len(estimated)),
            seen=numerals.count(seen),
            unseen=numerals.count(int((~estimated["visible"]).sum())),
        )
        if fewer := int((estimated["visible"] & (estimated["estimate"] < 0)).sum()):
            words += text("outreach.some_fewer", count=numerals.count(fewer))
    return joined(p(words, cls="said"), notes(text("outreach.method")))


def _kinds(pooled: pd.DataFrame) -> Markup | None:
    """A bar from the least to the most a kind may bring, its mean on it, all on one scale."""
    if pooled.empty:
        return None
    low = min(0.0, pooled[["low", "mean"]].min(axis=None))
    high = max(1.0, pooled[["high", "mean"]].max(axis=None))

    def at(value: float) -> str:
        return f"{(value - low) / (high - low) * 100:.1f}%"

    heads = (("kind", ""), ("estimated", "num"), ("mean", "num"), ("range", "reach"), ("verdict", ""))
    rows = [_kind(row, at) for row in pooled.sort_values("mean", ascending=False).itertuples()]
    return tables.brief([(term("outreach", key), kind) for key, kind in heads], rows, "kinds")


def _kind(row, at: Callable[[float], str]) -> Markup:
    estimated = pd.notna(row.low)
    reach = f"left:{at(row.low)};right:calc(100% - {at(row.high)})" if estimated else ""
    picture = span(
        i(cls="nought", style=f"left:{at(0)}"),
        i(cls="span", style=reach) if estimated else None,
        i(cls="mean", style=f"left:{at(row.mean)}"),
        cls="reach",
        aria_hidden="true",
    )
    return tr(
        th(kind_name(row.kind), scope="row"),
        td(numerals.count(row.events), cls="num"),
        td(numerals.signed(row.mean, 1), cls="num"),
        td(picture, span(_interval(row))),
        td(_kind_verdict(row)),
        data_visible=bool(estimated and row.visible),
    )


def _timeline(uplifts: pd.DataFrame) -> Markup:
    """A lane for each kind, a mark for each event: filled where it had a visible effect."""
    first, last = uplifts["held_on"].min(), uplifts["held_on"].max()
    days = max((last - first).days, 1)
    lanes = [
        div(
            span(kind_name(kind), cls="label"),
            div(_marks(events, first, days, len(uplifts) <= MOST), cls="track"),
            cls="lane",
        )
        for kind, events in sorted(uplifts.groupby("kind"), key=lambda group: -len(group[1]))
    ]
    ends = div(span(numerals.day(first)), span(numerals.day(last)), cls="ends label")
    words = text("outreach.timeline_words", period=numerals.period(first, last), count=len(uplifts))
    legend = [
        li(i(cls="dot", data_state=state), text(f"outreach.mark_{state}"))
        for state in ("seen", "unseen", "untold")
    ]
    return joined(
        h3(text("outreach.timeline")),
        div(lanes, ends, cls="timeline", role="img", aria_label=words),
        ul(legend, cls="legend"),
    )


def _marks(events: pd.DataFrame, first: date, days: int, each: bool) -> list[Markup]:
    """A mark for `each` event, or where they are too many, one for all of a day that came out alike."""
    rows = list(events.itertuples())
    if each:
        return [_mark(_state(row), _hint(row), (row.held_on - first).days / days) for row in rows]
    alike = Counter((row.held_on, _state(row)) for row in rows)
    return [
        _mark(state, text("outreach.alike", day=day, count=numerals.count(count)), (day - first).days / days)
        for (day, state), count in alike.items()
    ]


def _mark(state: str, hint: str, share: float) -> Markup:
    return i(cls="dot", data_state=state, style=f"left:{share * 100:.2f}%", data_hint=hint)


def _hint(row) -> str:
    figures = "" if isinstance(row.reason, str) else f" {numerals.signed(row.estimate)} ({_interval(row)})"
    return text(
        "sign.named",
        name=f"{numerals.day(row.held_on)} {_place(row)} {row.title}",
        words=f"{verdict(row)}{figures}",
    )


def _state(row) -> str:
    if isinstance(row.reason, str):
        return "untold"
    return "seen" if row.visible and row.estimate > 0 else "unseen"


def _table(uplifts: pd.DataFrame, seen: Scope) -> Markup:
    columns = [
        Column(
            term("outreach", key),
            _set(key, kind),
            key != "interval" and settings().rankings == "full",
            "down" if kind == "num" else "up",
            name=key,
        )
        for key, kind in _COLUMNS.items()
    ]
    listed = uplifts[:MOST]
    rows = [_row(row, seen) for row in listed.itertuples()]
    mine = [
        n for n, row in enumerate(listed.itertuples()) if seen.committee and row.committee == seen.committee
    ]
    own = mine[0] if mine else None
    table = tables.table(columns, rows, key="outreach-events", current=own, step=STEP, printed="part")
    if len(uplifts) <= MOST:
        return table
    return table + notes(text("outreach.latest_only", count=MOST, all=numerals.count(len(uplifts))))


def _set(key: str, kind: str) -> str:
    return kind if kind == "heading" else f"{kind} {key}".strip()


def _row(row, seen: Scope) -> list[Cell]:
    place = _place(row)
    if isinstance(row.committee, str):
        place = inner(seen.portrait(row.committee), place)
    state, came = _state(row), verdict(row)
    return [
        Cell(numerals.day(row.held_on), row.held_on),
        Cell(kind_name(row.kind)),
        Cell(place, _place(row)),
        Cell(row.title or ""),
        tables.number(numerals.count(row.staff), row.staff),
        tables.number(numerals.change(row.during), row.during),
        tables.number(numerals.decimal(row.expected), row.expected),
        tables.number(numerals.signed(row.estimate), row.estimate),
        Cell(_interval(row)),
        Cell(joined(i(cls="dot", data_state=state), came), f"{state}{came}"),
    ]


def _interval(row) -> str:
    if pd.isna(row.low):
        return numerals.MISSING
    return text("outreach.interval_is", low=numerals.signed(row.low), high=numerals.signed(row.high))


def _place(row) -> str:
    if isinstance(row.name, str):
        return short(row.name)
    return row.committee if isinstance(row.committee, str) else text("download.whole_town")
