"""The state of the town in a sentence or two, made from the figures."""

import re
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.words import gained, numerals
from components.words.place_names import short
from data_access.metrics import COVERAGE, Parts
from data_access.settings import Target, settings
from data_access.wording import text

_NUMBER = re.compile(r"(?<![\w&#])\d(?:[\d,.]*\d)?%?")
LEADERS = 2


def of_town(
    standings: pd.DataFrame, improvement: Parts | None, works: pd.DataFrame, opinions: pd.DataFrame
) -> None:
    """Where the town stands, who leads, who stands still; what is late and what waits.

    `standings`: progress.standings; `works`: consultation.as_of; `opinions`: consultation.opinions.
    """
    _draw(_coverage(standings, improvement), _movers(standings), _open_work(works, opinions))


def of_registration(
    standings: pd.DataFrame, improvement: Parts | None, since: date | None, goal: Target | None, way
) -> None:
    """Where the town stands in registration, who leads and who moved most, and when it reaches its target.

    `standings`: progress.standings; `since`: the day it is compared with, None: a week before; `goal` and `way`:
    the town's target and its standing.ToTarget.
    """
    _draw(_coverage(standings, improvement, since), _movers(standings), _to_target(goal, way))


def _draw(*clauses: str) -> None:
    words = text("overview.semicolon").join(filter(None, clauses)) + text("overview.stop")
    with st.container(key="sentence"):
        stressed = _NUMBER.sub(r"<b>\g<0></b>", escape(words))
        st.html(f'<h1 class="sentence">{stressed}</h1>')


def _to_target(goal: Target | None, way) -> str:
    if goal is None or way is None:
        return ""
    rate = numerals.rate(goal.coverage)
    if not way.needed:
        return text("registration.target_reached", rate=rate)
    said = [text("registration.target_gap", rate=rate, day=goal.due, count=numerals.count(way.needed))]
    if way.earliest and way.latest:
        said.append(text("registration.target_when", period=numerals.period(way.earliest, way.latest)))
    return text("overview.comma").join(said)


def _coverage(standings: pd.DataFrame, improvement: Parts | None, since: date | None = None) -> str:
    value = COVERAGE.of_all(standings).value
    if value is None:
        return text("overview.registered", count=numerals.count(standings["registered"].sum()))
    said = [text("overview.coverage", rate=numerals.rate(value))]
    if improvement is not None:
        key, points = gained.way(improvement)
        if since:
            said.append(text(f"registration.{key}_since", points=points, day=since))
        else:
            said.append(text(f"overview.{key}", points=points))
        said.append(gained.of_which(improvement))
    return text("overview.comma").join(filter(None, said))


def _movers(standings: pd.DataFrame) -> str:
    said = []
    leaders = standings[(standings["place"] <= LEADERS) & (standings["value"] > 0)]["name"]
    if settings().rankings == "full" and 0 < len(leaders) <= LEADERS + 1:
        names = text("overview.and").join(short(name) for name in leaders)
        said.append(text("overview.leader" if len(leaders) == 1 else "overview.leaders", names=names))
    if still := int(standings["stalled"].sum()):
        said.append(text("overview.stalled", count=numerals.count(still)))
    return text("overview.comma").join(said)


def _open_work(works: pd.DataFrame, opinions: pd.DataFrame) -> str:
    said = []
    if late := int(works["light"].isin(["amber", "red"]).sum()):
        said.append(text("overview.late", count=numerals.count(late)))
    if waiting := int(opinions["waiting"].sum()):
        said.append(text("overview.waiting", count=numerals.count(waiting)))
    return text("overview.comma").join(said)
