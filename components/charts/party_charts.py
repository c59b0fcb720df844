"""Charts of what party members do: a frame goes in, a Plotly figure comes out."""

from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from components.charts import plots
from components.document.tokens import token
from components.words import numerals
from data_access.wording import text

_KINDS = ("--scale-5", "--scale-3", "--scale-2", "--rest", "--line-strong", "--muted")


def kinds(acts: pd.DataFrame, names: dict[str, str], events: pd.DataFrame, look: str) -> go.Figure:
    """Acts of each day, its kinds one upon the other, theme days marked. `acts`: rows days, a column for each kind;
    `events`: held_on, words."""
    figure = plots.empty(look, ",d")
    for kind, colour in zip(acts.columns, cycle(_KINDS), strict=False):
        words = [f"{numerals.day(day)} {names[kind]} {numerals.count(n)}" for day, n in acts[kind].items()]
        figure.add_trace(plots.bar(acts.index, acts[kind], names[kind], words, token(look, colour)))
    _mark(figure, events, float(acts.sum(axis=1).max()) if len(acts) else 1, look)
    return figure.update_layout(barmode="stack", bargap=0.15)


def members(days: pd.DataFrame, events: pd.DataFrame, look: str) -> go.Figure:
    """Members with identity shown and the active of them over the days. `days`: day, identity_shown, active_30."""
    figure = plots.empty(look, ",d")
    for key, colour, dash in (("identity_shown", "--rest", "dash"), ("active_30", "--accent", "solid")):
        line = pd.DataFrame({"day": days["day"], "value": days[key]})
        figure.add_trace(plots.line(line, text(f"party.{key}"), token(look, colour), dash, numerals.count))
    _mark(figure, events, float(days["identity_shown"].max()) if len(days) else 1, look)
    return figure.update_yaxes(rangemode="tozero")


def _mark(figure: go.Figure, events: pd.DataFrame, top: float, look: str) -> None:
    """Theme days and training as marks along the top, with a line down to the day."""
    if events.empty:
        return
    line = {"color": token(look, "--line-strong"), "width": 1, "dash": "dot"}
    for day in sorted(set(events["held_on"])):
        figure.add_shape(type="line", x0=day, x1=day, y0=0, y1=top * 1.06, line=line, layer="below")
    above = pd.DataFrame({"day": events["held_on"], "value": top * 1.08, "words": events["words"]})
    figure.add_trace(plots.marks(above, text("party.campaign"), look, size=11))
