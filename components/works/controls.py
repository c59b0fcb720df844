"""What the works map shows: filters, layers, the legend with its counts, the day with its slider."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.maps import classes, schematic
from components.parts import definition
from components.parts.cards import notes, notice
from components.parts.html import (
    a,
    b,
    button,
    div,
    draw,
    h1,
    h2,
    h3,
    inner,
    input_,
    label,
    li,
    option,
    output,
    p,
    select,
    span,
    ul,
)
from components.parts.sentences import behind, clauses, filled
from components.scope import Scope, readable, town
from components.words import numerals, project_words
from components.words.place_names import short
from components.works import listing, map_layers, works_map
from data_access.metrics import COVERAGE, PROJECTS_BY_LIGHT
from data_access.wording import term, text
from data_access.works.stages import LATE, timed

_WORDS: dict[str, Callable[[str], str]] = {
    "kind": project_words.kind,
    "stage": project_words.stage,
    "light": map_layers.light,
    "programme": project_words.programme,
}


def sentence(all_: pd.DataFrame, works: pd.DataFrame, filters: dict[str, str], scope: Scope) -> None:
    """The state of the chosen works in words. `all_`: works.placed; `works`: works.chosen by `filters`."""
    with st.container(key="works-sentence"):
        unknown = [value for key in _FILTERS if (value := scope.parameter(key)) and key not in filters]
        draw(*(notice(text("works.filter_unknown", value=readable(value))) for value in unknown))
        draw(h1(_sentence(all_, works, filters, scope.on), cls="sentence"))


def filters(
    choices: dict[str, list[str]], names: dict[str, str], filters: dict[str, str], scope: Scope
) -> None:
    """A choice for each of works.FILTERS, and the layers. `choices`: works.choices; `names`: of the committees."""

    def committee(code: str) -> str:
        return short(names.get(code, code))

    words = _WORDS | {"committee": committee}
    fields = [_field(key, choices[key], filters.get(key), words[key]) for key in _FILTERS]
    clear = None
    if filters:
        address = scope.again("works", part=None, **dict.fromkeys(_FILTERS))
        clear = inner(address, text("works.clear"), cls="works-clear")
    named = text("common.filter")
    with st.container(key="works-controls"):
        group = div(fields, clear, cls="works-filters", role="group", aria_label=named)
        draw(div(group, _layers(scope), cls="works-controls"))


def in_words(filters: dict[str, str], names: dict[str, str]) -> str:
    """The filter as a line of words; empty where all is shown."""
    words = _WORDS | {"committee": lambda code: names.get(code, code)}
    return text("sign.semicolon").join(
        text("sign.named", name=term("works", key), words=words[key](value)) for key, value in filters.items()
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
    visible = works_map.layers_of(scope)
    parts = [_legend_of("kind", counts["kind"], scope)]
    if "coverage" in visible:
        missing = schematic.missing_of(standings) if standings["value"].isna().any() else None
        listed = classes.legend(classes.breaks_of(standings["value"]), missing)
        parts.append(h3(text("works.legend_coverage"), definition.fold(COVERAGE)) + listed)
    for layer in ("opinions", "events"):
        if layer in visible:
            parts.append(p(text(f"works.legend_{layer}"), cls="works-key"))
    if "events" in visible and elsewhere:
        parts.append(notes(text("works.events_elsewhere", count=numerals.count(elsewhere))))
    if lacking := int((~standings["committee"].isin(areas["committee"])).sum()):
        parts.append(notes(text("works.no_outline", count=numerals.count(lacking))))
    with st.container(key="works-legend"):
        with st.container(key=f"fig-{PROJECTS_BY_LIGHT.key}"):
            draw(div(_legend_of("light", counts["light"], scope), cls="works-legend"))
        draw(div(parts, cls="works-legend"))


def time(scope: Scope) -> None:
    """The day as a slider that can play by itself."""
    first, last = town().first_day, town().last_day
    play, day = text("works.play"), numerals.day(scope.on)
    slider = input_(
        type="range",
        min=0,
        max=(last - first).days,
        value=(scope.on - first).days,
        aria_label=text("works.time"),
        aria_valuetext=day,
    )
    draw(
        div(
            button(play, type="button", data_plays=True, data_play=play, data_pause=text("works.pause")),
            span(numerals.day(first), cls="label"),
            slider,
            span(numerals.day(last), cls="label"),
            output(day, cls="works-day"),
            cls="works-time",
            data_first=first,
            data_latest=last,
        )
    )


def head(own: bool, approval: str) -> None:
    """The map's title, and what kind of drawing it is: the bundled one, outlines on nothing, or one with its approval number."""
    drawn = text("works.ground" if town().demonstration else "works.no_ground")
    ground = text("works.approved", number=approval) if approval else "" if own else drawn
    note = span(ground, cls="label works-ground") if ground else None
    heading = h2(text("works.map")), definition.fold(PROJECTS_BY_LIGHT), note
    draw(div(*heading, cls="fig-head works-head", title=text("works.scroll")))


def _sentence(all_: pd.DataFrame, works: pd.DataFrame, filters: dict[str, str], on: date) -> Markup | str:
    if works.empty:
        return text("works.none" if all_.empty else "works.none_chosen")
    count = numerals.count(len(works))
    chosen = filled("works.sentence", day=on, count=count)
    if filters:
        chosen = filled("works.sentence_chosen", count=count, all=numerals.count(len(all_)))
    late = behind("works.late", works) or text("common.none_late" if timed(works) else "works.untimed")
    waiting = unplaced = ""
    if unanswered := int(works["waiting"].sum()):
        waiting = filled("works.waiting", count=numerals.count(unanswered))
    if nowhere := int(works["longitude"].isna().sum()):
        unplaced = filled("works.unplaced", count=numerals.count(nowhere))
    return clauses(chosen, late, _latest(works), waiting, unplaced)


def _latest(works: pd.DataFrame) -> str:
    """The work under way that is latest, where one is late."""
    late = works[works["light"].isin(LATE)].astype({"days_late": float})
    for row in late.sort_values(["days_late", "project"], ascending=[False, True])[:1].itertuples():
        return text("works.most_late", title=row.title, days=numerals.count(row.days_late))
    return ""


def _field(key: str, values: list[str], chosen: str | None, words: Callable[[str], str]) -> Markup:
    values = values if chosen is None or chosen in values else [*values, chosen]
    options = [option(words(value), value=value, selected=value == chosen) for value in values]
    every = option(text("common.all"), value="")
    field = select(every, options, data_scope=key, data_default="", data_set=bool(chosen))
    return label(span(term("works", key), cls="label"), field, cls="works-field")


def _layers(scope: Scope) -> Markup:
    visible, named = works_map.layers_of(scope), text("works.layers")
    links = [
        a(
            text(f"works.layer_{layer}"),
            data_inner=True,
            role="checkbox",
            aria_checked="true" if layer in visible else "false",
            href=_toggled(layer, visible, scope),
        )
        for layer in works_map.LAYERS
    ]
    return div(span(named, cls="label"), links, cls="works-layers", role="group", aria_label=named)


def _toggled(layer: str, visible: tuple[str, ...], scope: Scope) -> str:
    kept = [name for name in works_map.LAYERS if (name in visible) != (name == layer)]
    view = ".".join(kept)
    return scope.again("works", layers=None if view in ("", works_map.LAYERS[0]) else view)


def _legend_of(key: str, counts: dict[str, int], scope: Scope) -> Markup:
    items = [_legend_item(key, value, counts.get(value, 0), scope) for value in _ORDERS[key]]
    return h3(text(f"works.legend_{key}")) + ul(items, cls="works-keys", data_legend=key)


def _legend_item(key: str, value: str, count: int, scope: Scope) -> Markup:
    chosen = scope.parameter(key) == value
    return li(
        inner(
            scope.again("works", part=None, **{key: None if chosen else value}),
            listing.marker("other" if key == "light" else value, value if key == "light" else "none"),
            span(_WORDS[key](value)),
            b(numerals.count(count)),
            data_value=value,
            aria_current="true" if chosen else None,
        )
    )


_FILTERS = ("kind", "stage", "light", "committee", "programme")
_ORDERS = {"light": map_layers.markers.LIGHTS, "kind": map_layers.markers.KINDS}
