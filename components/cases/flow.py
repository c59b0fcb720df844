"""How cases flow: how many came and how many were closed each week, how many were open at its end."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import empty, notes
from components.parts.html import b, div, g, line, rect, span, svg, td, th, tr
from components.parts.tables import behind, brief
from components.words import numerals
from data_access.metrics import CASES_RECEIVED
from data_access.wording import term, text

_WIDE, _HIGH, _BAR = 30, 60, 10
"""A week's width, the height of the picture, a bar's width, in the picture's own units."""
_FIELDS = ("week", "received", "closed", "open")


def draw(weeks: pd.DataFrame, within: str) -> None:
    """Two bars a week, and the number open below. `weeks`: cases.flow; `within`: what the page is narrowed to, in words."""
    title = text("cases.flow")
    some = bool(len(weeks)) and bool(weeks[["received", "closed", "open"]].to_numpy().any())
    body = [notes(_words(weeks)), _picture(weeks), behind(title, _table(weeks))]
    table_card.draw(
        "case_flow",
        title,
        body if some else empty(text("cases.none_at_all")),
        metric=CASES_RECEIVED,
        frame=(lambda: frame(weeks)) if some else None,
        filtered=within,
    )


def frame(weeks: pd.DataFrame) -> pd.DataFrame:
    """The weeks as they are downloaded."""
    return pd.DataFrame({term("cases", field): weeks[field] for field in _FIELDS})


def _words(weeks: pd.DataFrame) -> str:
    received, closed = (int(weeks[key].sum()) for key in ("received", "closed"))
    return text(
        "cases.flow_words",
        weeks=len(weeks),
        received=numerals.count(received),
        closed=numerals.count(closed),
    )


def _picture(weeks: pd.DataFrame) -> Markup:
    most = max(int(weeks[["received", "closed"]].to_numpy().max()), 1)
    bars = [_week(place, row, most) for place, row in enumerate(weeks.itertuples())]
    wide = len(weeks) * _WIDE
    view = {"viewBox": f"0 0 {wide} {_HIGH}", "preserveAspectRatio": "none", "aria_hidden": "true"}
    drawn = svg(bars, line(x1=0, x2=wide, y1=_HIGH, y2=_HIGH), **view)
    scale = [
        span(span(numerals.tick(row.week), cls="when"), b(numerals.count(row.open)), cls="week")
        for row in weeks.itertuples()
    ]
    legend = [span(term("cases", key), cls=f"case-key {key}") for key in ("received", "closed", "open")]
    return div(div(legend, cls="case-keys"), drawn, div(scale, cls="case-weeks"), cls="case-flow")


def _week(place: int, row, most: int) -> Markup:
    words = text(
        "cases.week_words",
        week=numerals.day(row.week),
        received=numerals.count(row.received),
        closed=numerals.count(row.closed),
        open=numerals.count(row.open),
    )
    x = place * _WIDE
    came, gone = (round(count / most * (_HIGH - 2), 1) for count in (row.received, row.closed))
    return g(
        rect(cls="hover", x=x, y=0, width=_WIDE, height=_HIGH),
        rect(cls="came", x=x + _WIDE / 2 - _BAR - 0.5, y=_HIGH - came, width=_BAR, height=came),
        rect(cls="gone", x=x + _WIDE / 2 + 0.5, y=_HIGH - gone, width=_BAR, height=gone),
        data_hint=words,
    )


def _table(weeks: pd.DataFrame) -> Markup:
    """Every number of the picture, the latest week first."""
    heads = [(term("cases", field), "" if field == "week" else "num") for field in _FIELDS]
    rows = [
        tr(
            th(numerals.day(row.week), scope="row"),
            (td(numerals.count(getattr(row, field)), cls="num") for field in _FIELDS[1:]),
        )
        for row in weeks[::-1].itertuples()
    ]
    return brief(heads, rows)
