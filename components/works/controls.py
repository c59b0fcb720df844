"""What the works map shows: filters, layers, the legend with its counts, the day with its slider."""

import re
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.maps import classes, schematic
from components.parts import definition
from components.scope import Scope, town
from components.words import numerals, project_words
from components.words.place_names import short
from components.works import listing, map_layers, works_map
from data_access.metrics import COVERAGE, PROJECTS_BY_LIGHT
from data_access.wording import text
from data_access.works.stages import timed

_WORDS = {
    "kind": project_words.kind,
    "stage": project_words.stage,
    "light": map_layers.light,
    "programme": project_words.programme,
}


def sentence(all_: pd.DataFrame, works: pd.DataFrame, wanted: dict[str, str], scope: Scope) -> None:
    """The state of the chosen works in words. `all_`: works.placed; `works`: works.chosen by `wanted`."""
    with st.container(key="works-sentence"):
        unknown = [value for key in _FILTERS if (value := scope.asked(key)) and key not in wanted]
        for value in unknown:
            st.html(
                f'<p class="notice" role="status">{escape(text("works.filter_unknown", value=value[:24]))}</p>'
            )
        st.html(f'<h1 class="sentence">{_said(all_, works, wanted, scope.on)}</h1>')


def filters(
    choices: dict[str, list[str]], names: dict[str, str], wanted: dict[str, str], scope: Scope
) -> None:
    """A choice for each of works.FILTERS, and the layers. `choices`: works.choices; `names`: of the committees."""
    words = _WORDS | {"committee": lambda code: short(names.get(code, code))}
    fields = "".join(_field(key, choices[key], wanted.get(key), words[key]) for key in _FILTERS)
    clear = ""
    if wanted:
        address = scope.again("works", part=None, **dict.fromkeys(_FILTERS))
        clear = (
            f'<a class="works-clear" data-inner href="{escape(address)}">{escape(text("works.clear"))}</a>'
        )
    with st.container(key="works-controls"):
        st.html(
            f'<div class="works-controls"><div class="works-filters" role="group" aria-label="{escape(text("works.filters"))}">'
            f"{fields}{clear}</div>{_layers(scope)}</div>"
        )


def in_words(wanted: dict[str, str], names: dict[str, str]) -> str:
    """The filter as a line of words; empty where all is shown."""
    words = _WORDS | {"committee": lambda code: names.get(code, code)}
    return text("overview.semicolon").join(
        text("frame.named", name=text(f"works.{key}"), words=words[key](value))
        for key, value in wanted.items()
    )


def legend(
    counts: dict[str, dict[str, int]],
    standings: pd.DataFrame,
    areas: pd.DataFrame,
    elsewhere: int,
    scope: Scope,
) -> None:
    """What the signs mean and how many of each there are. `counts`: works.counts of light and kind; `standings`:
    progress.standings; `areas`: works.shapes of the committees; `elsewhere`: events that lie nowhere."""
    shown = works_map.layers_of(scope)
    parts = [_legend_of("kind", counts["kind"], scope)]
    if "coverage" in shown:
        missing = schematic.missing_of(standings) if standings["value"].isna().any() else None
        listed = classes.legend(classes.breaks_of(standings["value"]), missing)
        parts.append(f"<h3>{escape(text('works.legend_coverage'))}{definition.fold(COVERAGE)}</h3>{listed}")
    for layer in ("opinions", "events"):
        if layer in shown:
            parts.append(f'<p class="works-key">{escape(text(f"works.legend_{layer}"))}</p>')
    if "events" in shown and elsewhere:
        parts.append(
            f'<p class="note">{escape(text("works.events_elsewhere", count=numerals.count(elsewhere)))}</p>'
        )
    if lacking := int((~standings["committee"].isin(areas["committee"])).sum()):
        parts.append(f'<p class="note">{escape(text("works.no_outline", count=numerals.count(lacking)))}</p>')
    with st.container(key="works-legend"):
        with st.container(key=f"fig-{PROJECTS_BY_LIGHT.key}"):
            st.html(f'<div class="works-legend">{_legend_of("light", counts["light"], scope)}</div>')
        st.html(f'<div class="works-legend">{"".join(parts)}</div>')


def time(scope: Scope) -> None:
    """The day as a slider that can play by itself."""
    first, last = town().first_day, town().last_day
    hint = escape(text("works.time"))
    st.html(
        f'<div class="works-time" data-first="{first}" data-latest="{last}"><button type="button" data-plays '
        f'data-play="{escape(text("works.play"))}" data-pause="{escape(text("works.pause"))}">{escape(text("works.play"))}</button>'
        f'<span class="label">{escape(numerals.day(first))}</span><input type="range" min="0" max="{(last - first).days}" '
        f'value="{(scope.on - first).days}" aria-label="{hint}" aria-valuetext="{escape(numerals.day(scope.on))}">'
        f'<span class="label">{escape(numerals.day(last))}</span><output class="works-day">{escape(numerals.day(scope.on))}</output></div>'
    )


def head(own: bool, approval: str) -> None:
    """The map's title, and what kind of drawing it is: the bundled one, outlines on nothing, or one with its approval number."""
    drawn = text("works.ground" if town().demonstration else "works.no_ground")
    said = text("works.approved", number=approval) if approval else "" if own else drawn
    note = f'<span class="label works-ground">{escape(said)}</span>' if said else ""
    title, hint = escape(text("works.map")), escape(text("works.scroll"))
    st.html(
        f'<div class="fig-head works-head" title="{hint}"><h2>{title}</h2>{definition.fold(PROJECTS_BY_LIGHT)}{note}</div>'
    )


def _said(all_: pd.DataFrame, works: pd.DataFrame, wanted: dict[str, str], on: date) -> str:
    """The sentence as HTML, its counts stressed."""
    if works.empty:
        return escape(text("works.none" if all_.empty else "works.none_chosen"))
    count, lights = numerals.count(len(works)), works["light"].value_counts()
    red, amber = int(lights.get("red", 0)), int(lights.get("amber", 0))
    clauses = [
        text("works.sentence_chosen", count=count, all=numerals.count(len(all_)))
        if wanted
        else text("works.sentence", day=on, count=count),
        text("works.late", count=red + amber, red=red, amber=amber)
        if red + amber
        else text("works.none_late" if timed(works) else "works.untimed"),
    ]
    if waiting := int(works["waiting"].sum()):
        clauses.append(text("works.waiting", count=numerals.count(waiting)))
    if unplaced := int(works["longitude"].isna().sum()):
        clauses.append(text("works.unplaced", count=numerals.count(unplaced)))
    stressed = [_NUMBER.sub(r"<b>\g<0></b>", escape(clause)) for clause in clauses]
    if pd.to_numeric(works["days_late"]).max() > 0:
        stressed.insert(2, escape(_latest(works)))  # a title's numbers are no counts
    return escape(text("overview.semicolon")).join(stressed) + escape(text("overview.stop"))


def _latest(works: pd.DataFrame) -> str:
    late = works[["days_late", "project", "title"]].astype({"days_late": float})
    row = next(late.sort_values(["days_late", "project"], ascending=[False, True]).itertuples())
    return text("works.most_late", title=row.title, days=numerals.count(row.days_late))


def _field(key: str, values: list[str], chosen: str | None, words) -> str:
    values = values if chosen is None or chosen in values else [*values, chosen]
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words(value))}</option>'
        for value in values
    )
    label = escape(text(f"works.{key}"))
    return (
        f'<label class="works-field"><span class="label">{label}</span><select data-scope="{key}" data-default=""{" data-set" if chosen else ""}>'
        f'<option value="">{escape(text("works.all"))}</option>{options}</select></label>'
    )


def _layers(scope: Scope) -> str:
    shown = works_map.layers_of(scope)
    links = "".join(
        f'<a data-inner role="checkbox" aria-checked="{"true" if layer in shown else "false"}" '
        f'href="{escape(_toggled(layer, shown, scope))}">{escape(text(f"works.layer_{layer}"))}</a>'
        for layer in works_map.LAYERS
    )
    return f'<div class="works-layers" role="group" aria-label="{escape(text("works.layers"))}"><span class="label">{escape(text("works.layers"))}</span>{links}</div>'


def _toggled(layer: str, shown: tuple[str, ...], scope: Scope) -> str:
    kept = [name for name in works_map.LAYERS if (name in shown) != (name == layer)]
    view = ".".join(kept)
    return scope.again("works", layers=None if view in ("", works_map.LAYERS[0]) else view)


def _legend_of(key: str, counts: dict[str, int], scope: Scope) -> str:
    items = "".join(_legend_item(key, value, counts.get(value, 0), scope) for value in _ORDERS[key])
    return f'<h3>{escape(text(f"works.legend_{key}"))}</h3><ul class="works-keys" data-legend="{key}">{items}</ul>'


def _legend_item(key: str, value: str, count: int, scope: Scope) -> str:
    chosen = scope.asked(key) == value
    address = escape(scope.again("works", part=None, **{key: None if chosen else value}))
    sign = listing.marker("other" if key == "light" else value, value if key == "light" else "none")
    mine = ' aria-current="true"' if chosen else ""
    return (
        f'<li><a data-inner href="{address}" data-value="{value}"{mine}>{sign}<span>{escape(_WORDS[key](value))}</span>'
        f"<b>{numerals.count(count)}</b></a></li>"
    )


_NUMBER = re.compile(r"(?<![\w.])[\d,]+(?=\s)")
_FILTERS = ("kind", "stage", "light", "committee", "programme")
_ORDERS = {"light": ("red", "amber", "green", "none"), "kind": map_layers.markers.KINDS}
