"""How works flow through the stages: who came and went each week, and how long they stay."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import definition, downloads
from components.parts.cards import card, empty, notes
from components.parts.html import draw as put
from components.parts.html import g, i, joined, line, rect, span, svg, td, th, tr
from components.parts.tables import behind, brief
from components.reading import drawn
from components.scope import Scope
from components.words import numerals, project_words
from data_access.metrics import DAYS_IN_STAGE
from data_access.wording import term, text
from data_access.works.stages import ORDER

_WIDE, _HIGH, _BAR = 20, 20, 7
"""A week's width, the height of each half, a bar's width, in the picture's own units."""


def draw(weekly: pd.DataFrame, stays: pd.DataFrame, works: pd.DataFrame, filtered: str) -> None:
    """A row a stage: bars up for who came, down for who left, the median and the three-quarter mark of the days.

    `weekly`: flow.weekly; `stays`: flow.stays; `works`: board.works; `filtered`: the choices in words.
    """
    title = text("consultation.flow")
    with st.container(key="flow"):
        drawn(_card, weekly, stays, works[["stage"]])
        if len(works):
            downloads.offer("flow", title, lambda: frame(weekly, stays), [DAYS_IN_STAGE], filtered)


def _card(_seen: Scope, weekly: pd.DataFrame, stays: pd.DataFrame, works: pd.DataFrame) -> None:
    now = works["stage"].value_counts().to_dict()
    if now:
        body = joined(notes(_words(weekly, stays)), _picture(weekly, stays, now), _table(weekly))
    else:
        body = empty(text("consultation.none_here"))
    put(card(text("consultation.flow"), body, beside=definition.fold(DAYS_IN_STAGE)))


def frame(weekly: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """Comings and goings as they are downloaded: one row a stage and week, with the days that works stay in the stage."""
    rows = weekly.merge(stays.rename(columns={"left": "have_left"}), on="stage")
    columns = {
        "stage": [project_words.stage(code) for code in rows["stage"]],
        "week": rows["week"],
        "came": rows["entered"],
        "left": rows["left"],
        **{key: rows[key] for key in ("median", "quartile", "have_left")},
    }
    return pd.DataFrame({term("consultation", key): column for key, column in columns.items()})


def _words(weekly: pd.DataFrame, stays: pd.DataFrame) -> str:
    last = weekly[weekly["week"] == weekly["week"].max()]
    sentences = [
        text(
            "consultation.this_week",
            day=numerals.day(last["week"].iloc[0]),
            came=numerals.count(last[last["stage"] == "proposed"]["entered"].sum()),
            started=numerals.count(last[last["stage"] == "started"]["entered"].sum()),
            built=numerals.count(last[last["stage"] == "completed"]["entered"].sum()),
        )
    ]
    course = stays[stays["left"] > 0]
    if len(course):
        slowest = course.loc[course["median"].idxmax()]
        days = numerals.decimal(slowest["median"])
        sentences.append(text("consultation.slowest", stage=project_words.stage(slowest["stage"]), days=days))
    return text("sign.semicolon").join(sentences) + text("sign.stop")


def _picture(weekly: pd.DataFrame, stays: pd.DataFrame, now: dict[str, int]) -> Markup:
    most = max(int(weekly[["entered", "left"]].to_numpy().max(initial=0)), 1)
    longest = max(stays["quartile"].max(), stays["median"].max(), 1)
    by_stage = dict(list(weekly.groupby("stage", sort=False)))
    rows = [
        tr(
            th(project_words.stage(row.stage), scope="row"),
            td(numerals.count(now.get(row.stage, 0)), cls="num"),
            td(_bars(by_stage[row.stage], most), cls="weeks"),
            [td(numerals.count(by_stage[row.stage][key].sum()), cls="num") for key in ("entered", "left")],
            [td(numerals.decimal(days), cls="num") for days in (row.median, row.quartile)],
            td(_stay(row, longest), cls="stay"),
        )
        for row in stays.itertuples()
    ]
    drawn = ("stage", "weeks", "stay")
    keys = ("stage", "now", "weeks", "came", "left", "median", "quartile", "stay")
    heads = [(_heading(key, weekly), key if key in drawn else f"{key} num") for key in keys]
    return brief(heads, rows, "flow")


def _heading(key: str, weekly: pd.DataFrame) -> str:
    if key != "weeks":
        return term("consultation", key)
    weeks = sorted(weekly["week"].unique())
    return text("consultation.weeks", first=numerals.day(weeks[0]), count=len(weeks))


def _bars(rows: pd.DataFrame, most: int) -> Markup:
    """Up: came; down: left; a week beside the other, each with its words for a pointer."""
    shapes = []
    for place, row in enumerate(rows.itertuples()):
        x = place * _WIDE + (_WIDE - _BAR) / 2
        up, down = (round(count / most * (_HIGH - 2), 1) for count in (row.entered, row.left))
        words = text("consultation.week_words", week=numerals.day(row.week), came=row.entered, left=row.left)
        week = rect(cls="hover", x=place * _WIDE, y=0, width=_WIDE, height=2 * _HIGH)
        came = rect(cls="came", x=x, y=_HIGH - up, width=_BAR, height=up)
        shapes.append(g(week, came, rect(cls="gone", x=x, y=_HIGH, width=_BAR, height=down), data_hint=words))
    wide = len(rows) * _WIDE
    view = {"viewBox": f"0 0 {wide} {2 * _HIGH}", "preserveAspectRatio": "none", "aria_hidden": "true"}
    return svg(line(x1=0, x2=wide, y1=_HIGH, y2=_HIGH), shapes, **view)


def _stay(row, longest: float) -> Markup | None:
    """The median as a bar, the three-quarter mark as a tick."""
    if pd.isna(row.median):
        return None
    has_quartile = pd.notna(row.quartile)
    tick = i(cls="tick", style=f"left:{row.quartile / longest * 100:.0f}%") if has_quartile else None
    return span(tick, cls="stay-bar", style=f"--share:{row.median / longest * 100:.0f}%")


def _table(weekly: pd.DataFrame) -> Markup:
    """Every number of the picture: a row a week, the latest first, came and left of each stage."""
    stages = [
        stage for stage in ORDER if weekly[weekly["stage"] == stage][["entered", "left"]].to_numpy().any()
    ]
    counts = {
        (row.stage, row.week): text("sign.in_out", came=row.entered, left=row.left)
        for row in weekly.itertuples()
    }
    heads = [(text("consultation.came_left"), ""), *((project_words.stage(stage), "num") for stage in stages)]
    rows = [
        tr(th(numerals.day(week), scope="row"), [td(counts[stage, week], cls="num") for stage in stages])
        for week in sorted(weekly["week"].unique(), reverse=True)
    ]
    return behind(text("consultation.flow"), brief(heads, rows))
