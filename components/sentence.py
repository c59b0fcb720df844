"""The state of the town in a sentence or two, made from the figures."""

import re
from html import escape

import pandas as pd
import streamlit as st

from components import numerals
from components.rankings import short
from data_access.metrics import COVERAGE
from data_access.settings import settings
from data_access.wording import text

_NUMBER = re.compile(r"(?<![\w&#])\d[\d,.]*%?")
LEADERS = 2


def of_town(
    standings: pd.DataFrame, improvement: float | None, works: pd.DataFrame, opinions: pd.DataFrame
) -> None:
    """Where the town stands, who leads, who stands still; what is late and what waits.

    `standings`: progress.standings; `works`: consultation.as_of; `opinions`: consultation.opinions.
    """
    clauses = [_coverage(standings, improvement), _movers(standings), _open_work(works, opinions)]
    words = text("overview.semicolon").join(filter(None, clauses)) + text("overview.stop")
    with st.container(key="sentence"):
        stressed = _NUMBER.sub(r"<b>\g<0></b>", escape(words))
        st.html(f'<h1 class="sentence">{stressed}</h1>')


def _coverage(standings: pd.DataFrame, improvement: float | None) -> str:
    value = COVERAGE.of_all(standings).value
    if value is None:
        return text("overview.registered", count=numerals.count(standings["registered"].sum()))
    said = [text("overview.coverage", rate=numerals.rate(value))]
    if improvement is not None:
        points = numerals.bare_points(improvement)
        key = "level" if points == numerals.bare_points(0) else "up" if improvement > 0 else "down"
        said.append(text(f"overview.{key}", points=points))
    return text("overview.comma").join(said)


def _movers(standings: pd.DataFrame) -> str:
    said = []
    leaders = standings[standings["place"] <= LEADERS]["name"]
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
