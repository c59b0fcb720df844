"""A stock and its daily change over the days, as pictures that cost a page nothing."""

from collections.abc import Callable, Iterable
from math import ceil, log10

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import definition
from components.parts.cards import card, empty, notes
from components.parts.html import div, draw, figure, line, polygon, polyline, rect, span, svg, td, th, tr
from components.parts.tables import behind, brief
from components.words import numerals
from data_access.metrics import REGISTERED
from data_access.wording import language, text, year

_HIGH = 100
_WIDE = 1000


def registered(days: pd.DataFrame) -> None:
    """Registered residents by day above their daily net new. `days`: day, registered, net_new."""
    body = empty(text("trend.empty")) if len(days) < 2 else _picture(days, language.get(), year.get())
    with st.container(key="trend-registered"):
        draw(card(text("trend.title"), body, beside=definition.fold(REGISTERED)))


def households(days: pd.DataFrame, title: str) -> None:
    """A neighbourhood's bound households as told, from Sunday to Sunday, broken where they are covered; no changes, which
    would tell what is covered. `days`: day, low, high (at least, at most; missing where covered)."""
    uncovered = days["low"].notna()
    body = empty(text("area.trend_empty")) if uncovered.sum() < 2 else _broken(days, uncovered)
    note = "" if uncovered.all() else text("area.trend_covered")
    with st.container(key="trend-households"):
        draw(card(title, body, notes(note)))


def talked(days: pd.DataFrame, title: str, unit: str) -> Markup:
    """How many take part day by day, where a few lie between the least and the most they may be, and on which days official
    answers came. `days`: day, low, high (missing where nothing is told), answers, words (what is told of the day); `unit`:
    of what counts are."""
    scale = ticks(int(days["high"].max() or 1))
    x, y = _across(len(days)), _up(0, scale[-1])
    width = _WIDE / len(days)
    marks = [
        rect(cls="answered", x=f"{x(i) - width / 3:.1f}", width=f"{width / 1.5:.1f}", y=_HIGH - 6, height=6)
        for i in days.index[days["answers"] > 0]
    ]
    lines = _runs(days, days["low"].notna(), x, y)
    return figure(
        _panel("stock", unit, scale, y, [*lines, *marks, *_hovers(days, days["words"])]),
        _dates(days),
        cls="trend plain",
        role="img",
        aria_label=title,
    )


def _broken(days: pd.DataFrame, uncovered: pd.Series) -> Markup:
    scale = ticks(int(days["high"].max()))
    x, y = _across(len(days)), _up(0, scale[-1])
    lines = _runs(days, uncovered, x, y)
    ends = days[uncovered]
    start, last = (_between(ends.iloc[place]) for place in (0, -1))
    words = text(
        "area.trend_words",
        period=numerals.period(ends["day"].iloc[0], ends["day"].iloc[-1]),
        start=start,
        end=last,
    )
    end = _end(y(int(ends["high"].iloc[-1])), last) if uncovered.iloc[-1] else None
    panel = _panel("stock", text("common.bound"), scale, y, lines, end)
    return figure(panel, _dates(days), cls="trend plain", role="img", aria_label=words)


def _runs(days: pd.DataFrame, uncovered: pd.Series, x: Callable, y: Callable) -> list[Markup]:
    """The lines of the least and the most, with what lies between, broken where nothing is told."""
    runs = (uncovered != uncovered.shift()).cumsum()
    lines = []
    for _, run in days.index[uncovered].groupby(runs[uncovered]).items():
        least, most = ([f"{x(i):.1f},{y(int(days[side][i])):.1f}" for i in run] for side in ("low", "high"))
        lines.append(polygon(cls="area", points=" ".join([*least, *most[::-1]])))
        lines += [polyline(cls="line", points=" ".join(side)) for side in (least, most)]
    return lines


def _end(high: float, words: str) -> Markup:
    return span(words, cls="end", style=f"top:{high:.1f}%")


def _between(row) -> str:
    least, most = numerals.count(row.low), numerals.count(row.high)
    return least if least == most else text("sign.range", low=least, high=most)


@st.cache_data(max_entries=500, show_spinner=False)
def _picture(days: pd.DataFrame, lang: str, this_year: int | None) -> Markup:
    drawn = figure(_stock(days), _flow(days), _dates(days), cls="trend", role="img", aria_label=_words(days))
    return drawn + _as_table(days)


def ticks(most: float, about: int = 3) -> list[int]:
    """Round numbers from 0 to at least `most`, about so many above 0."""
    rough = max(most, 1) / about
    unit = 10 ** int(log10(rough)) if rough >= 1 else 1
    step = next(int(unit * k) for k in (1, 2, 2.5, 5, 10) if unit * k >= rough and unit * k == int(unit * k))
    return [step * k for k in range(ceil(max(most, 1) / step) + 1)]


def _stock(days: pd.DataFrame) -> Markup:
    scale = ticks(days["registered"].max())
    x, y = _across(len(days)), _up(0, scale[-1])
    points = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(days["registered"]))
    area = f"{x(0):.1f},{_HIGH} {points} {x(len(days) - 1):.1f},{_HIGH}"
    last = days["registered"].iloc[-1]
    picture = [
        polygon(cls="area", points=area),
        polyline(cls="line", points=points),
        *_hovers(days, map(_day, days.itertuples())),
    ]
    return _panel("stock", text("trend.stock"), scale, y, picture, _end(y(last), numerals.count(last)))


def _flow(days: pd.DataFrame) -> Markup:
    flow = days["net_new"].fillna(0)
    scale = ticks(flow.max(), 2)
    low = -scale[1] if flow.min() < 0 else 0
    y, width = _up(low, scale[-1]), _WIDE / len(days)
    bars = [
        rect(
            cls="flow fall" if value < 0 else "flow",
            x=f"{i * width + width * 0.15:.1f}",
            width=f"{width * 0.7:.1f}",
            y=f"{y(max(value, 0)):.1f}",
            height=f"{abs(y(0) - y(value)):.1f}",
        )
        for i, value in enumerate(flow)
    ]
    labelled = scale[1:] if low == 0 else scale
    return _panel(
        "daily", text("trend.daily"), labelled, y, [*bars, *_hovers(days, map(_day, days.itertuples()))]
    )


def _panel(
    kind: str, title: str, scale: list[int], y: Callable, picture: list[Markup], above: Markup | None = None
) -> Markup:
    lines = [line(x1=0, x2=_WIDE, y1=f"{y(tick):.1f}", y2=f"{y(tick):.1f}") for tick in scale]
    marks = [span(numerals.count(tick), style=f"top:{y(tick):.1f}%") for tick in scale]
    drawing = svg(lines, picture, viewBox=f"0 0 {_WIDE} {_HIGH}", preserveAspectRatio="none")
    plot = div(drawing, div(marks, cls="ticks"), above, cls="plot")
    return div(span(title, cls="label title"), plot, cls=f"panel-{kind}", aria_hidden="true")


def _hovers(days: pd.DataFrame, words: Iterable[str]) -> list[Markup]:
    width = _WIDE / len(days)
    return [
        rect(cls="hover", x=f"{i * width:.1f}", width=f"{width:.1f}", y=0, height=_HIGH, data_hint=one)
        for i, one in enumerate(words)
    ]


def _dates(days: pd.DataFrame) -> Markup:
    firsts = [i for i, day in enumerate(days["day"]) if day.day == 1 and 0.12 < i / len(days) < 0.55]
    marks = [
        span(numerals.tick(days["day"].iloc[i]), style=f"left:{_across(len(days))(i) / _WIDE * 100:.1f}%")
        for i in firsts
    ]
    ends = days["day"].iloc[0], days["day"].iloc[-1]
    first = numerals.tick(ends[0]) if ends[0].year == ends[1].year else numerals.day(ends[0])
    return div(
        span(first, cls="from"), marks, span(numerals.day(ends[1]), cls="to"), cls="dates", aria_hidden="true"
    )


def _as_table(days: pd.DataFrame) -> Markup:
    heads = [(text("common.day"), ""), (text("trend.stock"), "num"), (text("trend.daily"), "num")]
    rows = [
        tr(
            th(numerals.day(row.day), scope="row"),
            td(numerals.count(row.registered), cls="num"),
            td(numerals.change(row.net_new), cls="num"),
        )
        for row in days[::-1].itertuples()
    ]
    return behind(text("trend.title"), brief(heads, rows))


def _words(days: pd.DataFrame) -> str:
    most = days.loc[days["net_new"].idxmax()]
    return text(
        "trend.words",
        period=numerals.period(days["day"].iloc[0], days["day"].iloc[-1]),
        start=numerals.count(days["registered"].iloc[0]),
        end=numerals.count(days["registered"].iloc[-1]),
        most=numerals.count(most["net_new"]),
        day=numerals.day(most["day"]),
    )


def _day(row) -> str:
    return text(
        "trend.day",
        day=numerals.day(row.day),
        stock=numerals.count(row.registered),
        change=numerals.change(row.net_new),
    )


def _across(many: int) -> Callable[[int], float]:
    return lambda i: (i + 0.5) * _WIDE / many


def _up(low: float, high: float) -> Callable[[float], float]:
    def y(value: float) -> float:
        return _HIGH - (value - low) / (high - low) * _HIGH

    return y
