"""Charts that one zooms and points at: a frame goes in, a Plotly figure comes out."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components.document.tokens import token
from components.words import numerals
from data_access.wording import text

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_COLOURS = ("--accent", "--rest", "--good", "--warn", "--bad", "--muted")
CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "zoomIn2d", "zoomOut2d"],
    "doubleClick": "reset",
}
"""How every chart answers the hand: one can zoom, move, and take a picture away."""


def trend(lines: pd.DataFrame, events: pd.DataFrame, look: str, links: Mapping[str, str]) -> go.Figure:
    """Coverage over the days, a line for each name, outreach events as marks on the line that they concern.

    `lines`: day, name, value; `events`: day, name, value, words; `links`: the address that a press on a name's line opens.
    """
    figure = empty(look, ".0%")
    for number, (name, rows) in enumerate(lines.groupby("name", sort=False)):
        figure.add_trace(
            line(rows, name, _colour(look, number), _DASHES[number % len(_DASHES)], numerals.rate).update(
                meta=[links.get(name, "")]
            )
        )
    if len(events):
        figure.add_trace(marks(events, text("growth.event"), look))
    figure.update_yaxes(rangemode="tozero")
    return figure


def daily(flows: pd.DataFrame, look: str, links: Mapping[str, str]) -> go.Figure:
    """Net new residents of each day, side by side for each name. `flows`: day, name, net_new; `links`: as in `trend`."""
    figure = empty(look, ",d")
    for number, (name, bars) in enumerate(flows.groupby("name", sort=False)):
        words = [
            f"{numerals.day(row.day)} {name} {numerals.change(row.net_new)}" for row in bars.itertuples()
        ]
        columns = bar(bars["day"], bars["net_new"], name, words, _colour(look, number))
        figure.add_trace(columns.update(meta=[links.get(name, "")]))
    return figure.update_layout(barmode="group", bargap=0.25)


def heat(flows: pd.DataFrame, names: dict[str, str], look: str, links: Mapping[str, str]) -> go.Figure:
    """Net new households, a row for each committee, a column for each day; losses are written into their cells.

    `flows`: rows committees, columns days; `links`: the address that a press on a committee's row opens, by its code.
    """
    rows = [names[code] for code in flows.index]
    words = [
        [
            f"{name} {numerals.day(day)} {numerals.change(value)}"
            for day, value in zip(flows.columns, row, strict=True)
        ]
        for name, row in zip(rows, flows.to_numpy(), strict=True)
    ]
    cells = flows.to_numpy(float)
    return field(
        flows.set_axis(rows),
        words,
        text("unit.households"),
        look,
        text=[[numerals.change(value) if value < 0 else "" for value in row] for row in cells],
        texttemplate="%{text}",
        meta=[links.get(code, "") for code in flows.index],
    )


def field(values: pd.DataFrame, words: list[list[str]], unit: str, look: str, **more) -> go.Figure:
    """A field of colour, a cell for each value, dark where it is large; `words`: each cell's, `more`: of the trace."""
    cells = values.to_numpy(float)
    most = float(pd.Series(cells.ravel()).quantile(0.98)) if cells.size else 1
    figure = empty(look, "")
    figure.add_trace(
        go.Heatmap(
            x=list(values.columns),
            y=list(values.index),
            z=cells,
            customdata=words,
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=[[n / 4, token(look, f"--scale-{n + 1}")] for n in range(5)],
            zmin=0,
            zmax=max(most, 1),
            xgap=1,
            ygap=1,
            colorbar={"thickness": 10, "outlinewidth": 0, "title": {"text": unit}},
            **more,
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 12}, dtick=1, type="category")
    return figure.update_layout(height=110 + 19 * max(len(values), 5), showlegend=False)


def empty(look: str, format_: str) -> go.Figure:
    """A figure in the look of the page, with nothing on it yet; `format_` is that of the values' axis."""
    ink, muted, line = (token(look, name) for name in ("--ink", "--muted", "--line"))
    axis = {
        "gridcolor": line,
        "zerolinecolor": token(look, "--line-strong"),
        "linecolor": line,
        "tickfont": {"color": muted},
        "automargin": True,
        "fixedrange": False,
    }
    size = 22 if look == "wall" else 14
    return go.Figure(
        layout={
            "template": None,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": token(look, "--sans"), "color": ink, "size": size},
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "height": 340,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": ink,
                "font": {"color": token(look, "--page"), "family": token(look, "--sans")},
                "bordercolor": ink,
            },
            "legend": {"orientation": "h", "y": -0.16, "x": 0, "font": {"color": ink}},
            "separators": ".,",
            "xaxis": axis | {"tickformat": text("numeral.axis_day"), "showgrid": False},
            "yaxis": axis | {"tickformat": format_},
        }
    )


def line(rows: pd.DataFrame, name: str, colour: str, dash: str, written) -> go.Scatter:
    """A line over the days, each value in words under the pointer. `rows`: day, value."""
    words = [f"{numerals.day(row.day)} {name} {written(row.value)}" for row in rows.itertuples()]
    return go.Scatter(
        x=rows["day"],
        y=rows["value"],
        mode="lines",
        name=name,
        text=words,
        hovertemplate="%{text}<extra></extra>",
        line={"color": colour, "width": 2.5, "dash": dash},
    )


def bar(days: Iterable[date], values: pd.Series, name: str, words: list[str], colour: str) -> go.Bar:
    """A column for each day, its value in words under the pointer."""
    return go.Bar(
        x=list(days),
        y=values,
        name=name,
        text=words,
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        marker={"color": colour, "line": {"width": 0}},
    )


def marks(events: pd.DataFrame, name: str, look: str, size: int = 10) -> go.Scatter:
    """A mark for each event, its words under the pointer. `events`: day, value, words; `size`: in pixels, for which the axis
    makes room."""
    return go.Scatter(
        x=events["day"],
        y=events["value"],
        mode="markers",
        name=name,
        text=events["words"],
        hovertemplate="%{text}<extra></extra>",
        marker={
            "symbol": "triangle-down",
            "size": size,
            "color": token(look, "--card"),
            "line": {"color": token(look, "--ink"), "width": 1.5},
        },
    )


def _colour(look: str, number: int) -> str:
    return token(look, _COLOURS[number % len(_COLOURS)])
