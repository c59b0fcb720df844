"""How works flow through the stages: who came and went each week, and how long they stay."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads, markup
from components.reading import drawn
from components.scope import Scope
from components.words import numerals, project_words
from data_access.metrics import DAYS_IN_STAGE
from data_access.wording import text
from data_access.works.stages import ORDER

_WIDE, _HIGH, _BAR = 20, 20, 7
"""A week's width, the height of each half, a bar's width, in the picture's own units."""


def draw(weekly: pd.DataFrame, stays: pd.DataFrame, works: pd.DataFrame, filtered: str) -> None:
    """A row a stage: bars up for who came, down for who left, the median and the three-quarter mark of the days.

    `weekly`: flow.weekly; `stays`: flow.stays; `works`: board.works; `filtered`: the choices in words.
    """
    title = text("consultation.flow")
    with st.container(key="flow"):
        drawn(_shown, weekly, stays, works[["stage"]])
        if len(works):
            downloads.offer("flow", title, lambda: frame(weekly, stays), [DAYS_IN_STAGE], filtered)


def _shown(_seen: Scope, weekly: pd.DataFrame, stays: pd.DataFrame, works: pd.DataFrame) -> None:
    now = works["stage"].value_counts().to_dict()
    title = escape(text("consultation.flow"))
    if now:
        words = f'<p class="note">{escape(_words(weekly, stays))}</p>'
        body = f"{words}{_picture(weekly, stays, now)}{_table(weekly)}"
    else:
        body = f'<p class="empty">{escape(text("consultation.none_here"))}</p>'
    markup.draw(
        f'<section class="card"><div class="fig-head"><h2>{title}</h2>{definition.fold(DAYS_IN_STAGE)}</div>{body}</section>'
    )


def frame(weekly: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """Comings and goings as they are downloaded: one row a stage and week, with the days that works stay in the stage."""
    rows = weekly.merge(stays.rename(columns={"left": "have_left"}), on="stage")
    shown = {
        "stage": [project_words.stage(code) for code in rows["stage"]],
        "week": rows["week"],
        "came": rows["entered"],
        "left": rows["left"],
        **{key: rows[key] for key in ("median", "quartile", "have_left")},
    }
    return pd.DataFrame({text(f"consultation.{key}"): column for key, column in shown.items()})


def _words(weekly: pd.DataFrame, stays: pd.DataFrame) -> str:
    last = weekly[weekly["week"] == weekly["week"].max()]
    said = [
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
        said.append(text("consultation.slowest", stage=project_words.stage(slowest["stage"]), days=days))
    return text("overview.semicolon").join(said) + text("overview.stop")


def _picture(weekly: pd.DataFrame, stays: pd.DataFrame, now: dict[str, int]) -> str:
    most = max(int(weekly[["entered", "left"]].to_numpy().max(initial=0)), 1)
    longest = max(stays["quartile"].max(), stays["median"].max(), 1)
    by_stage = dict(list(weekly.groupby("stage", sort=False)))
    rows = "".join(
        f'<tr><th scope="row">{escape(project_words.stage(row.stage))}</th>'
        f'<td class="num">{numerals.count(now.get(row.stage, 0))}</td>'
        f'<td class="weeks">{_bars(by_stage[row.stage], most)}</td>'
        f'<td class="num">{numerals.count(by_stage[row.stage]["entered"].sum())}</td>'
        f'<td class="num">{numerals.count(by_stage[row.stage]["left"].sum())}</td>'
        f'<td class="num">{numerals.decimal(row.median)}</td>'
        f'<td class="num">{numerals.decimal(row.quartile)}</td><td class="stay">{_stay(row, longest)}</td></tr>'
        for row in stays.itertuples()
    )
    keys = ("stage", "now", "weeks", "came", "left", "median", "quartile", "stay")
    heads = "".join(
        f'<th scope="col" class="{key}{"" if key in ("stage", "weeks", "stay") else " num"}">{escape(_heading(key, weekly))}</th>'
        for key in keys
    )
    return f'<table class="list flow"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _heading(key: str, weekly: pd.DataFrame) -> str:
    if key != "weeks":
        return text(f"consultation.{key}")
    weeks = sorted(weekly["week"].unique())
    return text("consultation.weeks", first=numerals.day(weeks[0]), count=len(weeks))


def _bars(rows: pd.DataFrame, most: int) -> str:
    """Up: came; down: left; a week beside the other, each with its words for a pointer."""
    shapes = []
    for place, row in enumerate(rows.itertuples()):
        x = place * _WIDE + (_WIDE - _BAR) / 2
        up, down = (round(count / most * (_HIGH - 2), 1) for count in (row.entered, row.left))
        words = text("consultation.week_words", week=numerals.day(row.week), came=row.entered, left=row.left)
        shapes.append(
            f'<g data-hint="{escape(words)}"><rect class="hover" x="{place * _WIDE}" y="0" width="{_WIDE}" height="{2 * _HIGH}"/>'
            f'<rect class="came" x="{x}" y="{_HIGH - up}" width="{_BAR}" height="{up}"/>'
            f'<rect class="gone" x="{x}" y="{_HIGH}" width="{_BAR}" height="{down}"/></g>'
        )
    wide = len(rows) * _WIDE
    return (
        f'<svg viewBox="0 0 {wide} {2 * _HIGH}" preserveAspectRatio="none" aria-hidden="true">'
        f'<line x1="0" x2="{wide}" y1="{_HIGH}" y2="{_HIGH}"/>{"".join(shapes)}</svg>'
    )


def _stay(row, longest: float) -> str:
    """The median as a bar, the three-quarter mark as a tick."""
    if pd.isna(row.median):
        return ""
    tick = (
        ""
        if pd.isna(row.quartile)
        else f'<i class="tick" style="left:{row.quartile / longest * 100:.0f}%"></i>'
    )
    return f'<span class="stay-bar" style="--share:{row.median / longest * 100:.0f}%">{tick}</span>'


def _table(weekly: pd.DataFrame) -> str:
    """Every number of the picture: a row a week, the latest first, came and left of each stage."""
    shown = [
        stage for stage in ORDER if weekly[weekly["stage"] == stage][["entered", "left"]].to_numpy().any()
    ]
    counts = {(row.stage, row.week): f"{row.entered} / {row.left}" for row in weekly.itertuples()}
    heads = "".join(
        f'<th scope="col" class="num">{escape(project_words.stage(stage))}</th>' for stage in shown
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(numerals.day(week))}</th>'
        + "".join(f'<td class="num">{counts[stage, week]}</td>' for stage in shown)
        + "</tr>"
        for week in sorted(weekly["week"].unique(), reverse=True)
    )
    label = escape(text("frame.named", name=text("consultation.flow"), words=text("overview.as_table")))
    return (
        f'<details class="more"><summary>{escape(text("overview.as_table"))}</summary><div class="scrolls" tabindex="0" '
        f'role="region" aria-label="{label}"><table class="list"><thead><tr><th scope="col">'
        f"{escape(text('consultation.came_left'))}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
