"""A stock and its daily change over the days, as pictures that cost a page nothing."""

from collections.abc import Callable
from datetime import date
from html import escape
from math import ceil, log10

import pandas as pd
import streamlit as st

from components.parts import definition, markup
from components.words import numerals
from data_access.metrics import REGISTERED
from data_access.wording import language, text

_HIGH = 100
_WIDE = 1000


def registered(days: pd.DataFrame) -> None:
    """Registered residents by day above their daily net new. `days`: day, registered, net_new."""
    title = escape(text("overview.trend"))
    if len(days) < 2:
        body = f'<p class="empty">{escape(text("overview.trend_empty"))}</p>'
    else:
        body = _picture(days, language.get())
    with st.container(key="trend-registered"):
        markup.draw(
            f'<section class="card"><div class="fig-head"><h2>{title}</h2>{definition.fold(REGISTERED)}</div>{body}</section>'
        )


def households(days: pd.DataFrame, title: str) -> None:
    """A neighbourhood's bound households as told, from Sunday to Sunday, broken where they are covered; no changes, which
    would tell what is covered. `days`: day, low, high (at least, at most; missing where covered)."""
    known = days["low"].notna()
    if known.sum() < 2:
        body = f'<p class="empty">{escape(text("committee.trend_empty"))}</p>'
    else:
        body = _broken(days, known)
    note = f'<p class="note">{escape(text("committee.trend_covered"))}</p>' if not known.all() else ""
    with st.container(key="trend-households"):
        markup.draw(
            f'<section class="card"><div class="fig-head"><h2>{escape(title)}</h2></div>{body}{note}</section>'
        )


def _broken(days: pd.DataFrame, known: pd.Series) -> str:
    scale = ticks(int(days["high"].max()))
    x, y = _across(len(days)), _up(0, scale[-1])
    runs = (known != known.shift()).cumsum()
    lines = ""
    for _, run in days.index[known].groupby(runs[known]).items():
        least, most = ([f"{x(i):.1f},{y(int(days[side][i])):.1f}" for i in run] for side in ("low", "high"))
        lines += f'<polygon class="area" points="{" ".join([*least, *most[::-1]])}"/>'
        lines += "".join(f'<polyline class="line" points="{" ".join(side)}"/>' for side in (least, most))
    said = days[known]
    start, last = (_between(said.iloc[place]) for place in (0, -1))
    words = text(
        "committee.trend_words",
        first=numerals.day(said["day"].iloc[0]),
        last=numerals.day(said["day"].iloc[-1]),
        start=start,
        end=last,
    )
    end = (
        f'<span class="end" style="top:{y(int(said["high"].iloc[-1])):.1f}%">{escape(last)}</span>'
        if known.iloc[-1]
        else ""
    )
    return (
        f'<figure class="trend plain" role="img" aria-label="{escape(words)}">'
        f"{_panel('stock', text('committee.bound'), scale, y, lines, end)}{_dates(days)}</figure>"
    )


def _between(row) -> str:
    least, most = numerals.count(row.low), numerals.count(row.high)
    return least if least == most else text("committee.steps", least=least, most=most)


@st.cache_data(max_entries=500, show_spinner=False)
def _picture(days: pd.DataFrame, lang: str) -> str:
    return (
        f'<figure class="trend" role="img" aria-label="{escape(_words(days))}">{_stock(days)}{_flow(days)}'
        f"{_dates(days)}</figure>{_as_table(days)}"
    )


def ticks(most: float, wanted: int = 3) -> list[int]:
    """Round numbers from 0 to at least `most`, about so many above 0."""
    rough = max(most, 1) / wanted
    unit = 10 ** int(log10(rough)) if rough >= 1 else 1
    step = next(int(unit * k) for k in (1, 2, 2.5, 5, 10) if unit * k >= rough and unit * k == int(unit * k))
    return [step * k for k in range(ceil(max(most, 1) / step) + 1)]


def _stock(days: pd.DataFrame) -> str:
    scale = ticks(days["registered"].max())
    x, y = _across(len(days)), _up(0, scale[-1])
    line = " ".join(f"{x(i):.1f},{y(value):.1f}" for i, value in enumerate(days["registered"]))
    area = f"{x(0):.1f},{_HIGH} {line} {x(len(days) - 1):.1f},{_HIGH}"
    last = days["registered"].iloc[-1]
    end = f'<span class="end" style="top:{y(last):.1f}%">{numerals.count(last)}</span>'
    picture = f'<polygon class="area" points="{area}"/><polyline class="line" points="{line}"/>'
    return _panel("stock", text("overview.stock"), scale, y, picture + _hovers(days), end)


def _flow(days: pd.DataFrame) -> str:
    flow = days["net_new"].fillna(0)
    scale = ticks(flow.max(), 2)
    low = -scale[1] if flow.min() < 0 else 0
    y, width = _up(low, scale[-1]), _WIDE / len(days)
    bars = "".join(
        f'<rect class="flow{" fall" if value < 0 else ""}" x="{i * width + width * 0.15:.1f}" width="{width * 0.7:.1f}" '
        f'y="{y(max(value, 0)):.1f}" height="{abs(y(0) - y(value)):.1f}"/>'
        for i, value in enumerate(flow)
    )
    return _panel("daily", text("overview.daily"), scale[1:] if low == 0 else scale, y, bars + _hovers(days))


def _panel(kind: str, title: str, scale: list[int], y: Callable, picture: str, above: str = "") -> str:
    lines = "".join(f'<line x1="0" x2="{_WIDE}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>' for tick in scale)
    marks = "".join(f'<span style="top:{y(tick):.1f}%">{numerals.count(tick)}</span>' for tick in scale)
    return (
        f'<div class="panel-{kind}" aria-hidden="true"><span class="label title">{escape(title)}</span>'
        f'<div class="plot"><svg viewBox="0 0 {_WIDE} {_HIGH}" preserveAspectRatio="none">{lines}{picture}</svg>'
        f'<div class="ticks">{marks}</div>{above}</div></div>'
    )


def _hovers(days: pd.DataFrame) -> str:
    width = _WIDE / len(days)
    return "".join(
        f'<rect class="hover" x="{i * width:.1f}" width="{width:.1f}" y="0" height="{_HIGH}" data-hint="{escape(_day(row))}"/>'
        for i, row in enumerate(days.itertuples())
    )


def _dates(days: pd.DataFrame) -> str:
    wanted = [i for i, day in enumerate(days["day"]) if day.day == 1 and 0.12 < i / len(days) < 0.75]
    marks = "".join(
        f'<span style="left:{_across(len(days))(i) / _WIDE * 100:.1f}%">{escape(numerals.day(days["day"].iloc[i]))}</span>'
        for i in wanted
    )
    first, last = (escape(numerals.day(days["day"].iloc[i])) for i in (0, -1))
    return f'<div class="dates" aria-hidden="true"><span class="from">{first}</span>{marks}<span class="to">{last}</span></div>'


def _as_table(days: pd.DataFrame) -> str:
    heads = "".join(
        f'<th scope="col" class="{kind}">{escape(text(f"overview.{key}"))}</th>'
        for key, kind in (("day", ""), ("stock", "num"), ("daily", "num"))
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(numerals.day(row.day))}</th><td class="num">{numerals.count(row.registered)}</td>'
        f'<td class="num">{numerals.change(row.net_new)}</td></tr>'
        for row in days[::-1].itertuples()
    )
    return (
        f'<details class="more"><summary>{escape(text("overview.as_table"))}</summary><div class="scrolls" tabindex="0">'
        f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _words(days: pd.DataFrame) -> str:
    most = days.loc[days["net_new"].idxmax()]
    return text(
        "overview.trend_words",
        first=numerals.day(days["day"].iloc[0]),
        last=numerals.day(days["day"].iloc[-1]),
        start=numerals.count(days["registered"].iloc[0]),
        end=numerals.count(days["registered"].iloc[-1]),
        most=numerals.count(most["net_new"]),
        day=numerals.day(most["day"]),
    )


def _day(row) -> str:
    return text(
        "overview.trend_day",
        day=numerals.day(row.day),
        stock=numerals.count(row.registered),
        change=numerals.change(row.net_new),
    )


def _across(many: int) -> Callable[[int], float]:
    return lambda i: (i + 0.5) * _WIDE / many


def _up(low: float, high: float) -> Callable[[float], float]:
    def y(value: float | date) -> float:
        return _HIGH - (value - low) / (high - low) * _HIGH

    return y
