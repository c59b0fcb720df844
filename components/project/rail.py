"""The stages of a project as a line: planned, entered, how many days apart."""

from functools import partial

import pandas as pd
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.html import dd, div, dl, dt, li, ol, p, span, strong
from components.parts.sentences import quoted
from components.project.phrases import day, mark
from components.words import numerals, project_words
from data_access.metrics import DAYS_LATE
from data_access.wording import text
from data_access.works.story import Story


def draw(story: Story) -> None:
    """The line of stages. `story`: works.of_project."""
    light = None if story.standing is None else story.standing.light
    lit = signs.light(light) if isinstance(light, str) else None
    title, line = text("project.stages"), ol(map(_stop, story.stops), cls="project-rail")
    written = partial(frame, story.stops)
    table_card.draw("project_stages", title, line, metric=DAYS_LATE, frame=written, beside=lit)


def frame(stops: tuple) -> pd.DataFrame:
    """The stages as they are taken away."""
    rows = [
        {
            text("common.stage"): project_words.stage(stop.stage),
            text("project.planned"): stop.planned_on,
            text("project.actual"): stop.entered_on,
            text("project.slip"): stop.slip,
            text("common.state"): text(f"project_state.{stop.state}"),
            text("project.marks"): text("sign.comma").join(map(project_words.flaw, stop.flaws)),
            text("project.note"): stop.note,
        }
        for stop in stops
    ]
    return pd.DataFrame(rows)


def _stop(stop) -> Markup:
    dates = (("planned", stop.planned_on), ("actual", stop.entered_on))
    return li(
        strong(project_words.stage(stop.stage)),
        span(text(f"project_state.{stop.state}"), cls="sr"),
        dl(div(dt(text(f"project.{key}")), dd(day(value))) for key, value in dates),
        _slip(stop),
        (mark(project_words.flaw(flaw)) for flaw in stop.flaws),
        p(quoted(stop.note), cls="note") if stop.note else None,
        data_state=stop.state,
        aria_current="step" if stop.state == "current" else None,
    )


def _slip(stop) -> Markup | None:
    if stop.slip is None:
        skipped = stop.state == "skipped"
        return span(text("project_state.skipped"), cls="project-slip") if skipped else None
    way = "late" if stop.slip > 0 else "early" if stop.slip < 0 else "timely"
    key = "overdue" if stop.state == "overdue" else way
    words = text(f"project.slip_{key}", days=numerals.count(abs(stop.slip)))
    return span(words, cls="project-slip", data_slip=way)
