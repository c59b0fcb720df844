"""The stages of a project as a line: planned, entered, how many days apart."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads, lights, markup
from components.project.phrases import card, day, said
from components.words import numerals, project_words
from data_access.metrics import DAYS_LATE
from data_access.wording import text


def draw(stops: tuple, standing) -> None:
    """The line of stages. `stops`: project.rail; `standing`: a row of consultation.as_of or None."""
    light = lights.light(standing.light) if standing is not None and isinstance(standing.light, str) else ""
    body = f'<ol class="project-rail">{"".join(map(_stop, stops))}</ol>'
    title = text("project.stages")
    with st.container(key="table-project_stages"):
        markup.draw(card(title, body, definition.fold(DAYS_LATE) + light))
        downloads.offer("project_stages", title, lambda: frame(stops), [DAYS_LATE])


def frame(stops: tuple) -> pd.DataFrame:
    """The stages as they are taken away."""
    rows = [
        {
            text("overview.stage"): project_words.stage(stop.stage),
            text("project.planned"): stop.planned_on,
            text("project.actual"): stop.entered_on,
            text("project.slip"): stop.slip,
            text("project.state"): text(f"project_state.{stop.state}"),
            text("project.marks"): text("overview.comma").join(map(project_words.flaw, stop.flaws)),
            text("project.note"): stop.note,
        }
        for stop in stops
    ]
    return pd.DataFrame(rows)


def _stop(stop) -> str:
    current = ' aria-current="step"' if stop.state == "current" else ""
    dates = (("planned", stop.planned_on), ("actual", stop.entered_on))
    told = "".join(
        f"<div><dt>{escape(text(f'project.{key}'))}</dt><dd>{escape(day(value))}</dd></div>"
        for key, value in dates
    )
    flaws = "".join(
        f'<span class="project-odd">{escape(project_words.flaw(flaw))}</span>' for flaw in stop.flaws
    )
    note = f'<p class="note">{said(stop.note)}</p>' if stop.note else ""
    return (
        f'<li data-state="{escape(stop.state)}"{current}><strong>{escape(project_words.stage(stop.stage))}</strong>'
        f'<span class="sr">{escape(text(f"project_state.{stop.state}"))}</span><dl>{told}</dl>{_slip(stop)}{flaws}{note}</li>'
    )


def _slip(stop) -> str:
    if stop.slip is None:
        words = text("project_state.skipped") if stop.state == "skipped" else ""
        return f'<span class="project-slip">{escape(words)}</span>' if words else ""
    way = "late" if stop.slip > 0 else "early" if stop.slip < 0 else "timely"
    key = "overdue" if stop.state == "overdue" else way
    words = text(f"project.slip_{key}", days=numerals.count(abs(stop.slip)))
    return f'<span class="project-slip" data-slip="{way}">{escape(words)}</span>'
