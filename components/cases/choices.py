"""Which cases the page shows, of how many days: choices that the address keeps."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts.cards import notice
from components.parts.html import div, inner, label, nav, option, select, span
from components.parts.html import draw as put
from components.scope import Scope, readable
from components.words import case_words
from components.words.place_names import short
from data_access.wording import name, term, text

PAGE = "cases"
AREAS = ("committee", "department")
"""What the whole page is narrowed to."""
CHOICES = ("category", "kind", "light", "stage", "source")
"""What the list alone is narrowed to, besides."""
LIGHTS = ("red", "amber", "green")
STAGES = ("open", "untouched", "closed")
WINDOWS = {"7": 7, "30": 30, "90": 90, "year": None}
USUAL = "30"

Options = Mapping[str, Mapping[str, str]]


def areas(committees: pd.DataFrame, departments: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The committees and departments that the page may be narrowed to, with their names. `committees`: registration.committees;
    `departments`: cases.by_department."""
    named = zip(departments["department"], departments["name"], strict=True)
    return {
        "committee": {row.committee: short(row.name) for row in committees.itertuples()},
        "department": {code: words if isinstance(words, str) else code for code, words in named},
    }


def options(cases: pd.DataFrame) -> dict[str, dict[str, str]]:
    """For each choice of the list the values that there are, with their words. `cases`: cases.listed."""
    return {
        "category": {code: case_words.category(code) for code in sorted(cases["subject"].unique())},
        "kind": {code: case_words.kind(code) for code in sorted(cases["kind"].unique())},
        "light": {code: name("light", code) for code in LIGHTS},
        "stage": {code: text(f"case_stage.{code}") for code in STAGES},
        "source": {code: case_words.source(code) for code in sorted(cases["source"].unique())},
    }


def in_force(scope: Scope, options: Options) -> dict[str, str | None]:
    """What the address asks for, as far as there is such a thing."""
    found = {choice: scope.parameter(choice) for choice in options}
    return {choice: value if value in options[choice] else None for choice, value in found.items()}


def in_words(chosen: Mapping[str, str | None], options: Options) -> str:
    """The choices in force, for the head of a download; empty where there is none."""
    named = [
        text("sign.named", name=term(PAGE, choice), words=options[choice][value])
        for choice, value in chosen.items()
        if value
    ]
    return text("sign.semicolon").join(named)


def window(scope: Scope) -> str:
    """Which of WINDOWS the figures are of."""
    value = scope.parameter("window")
    return value if value in WINDOWS else USUAL


def days(scope: Scope) -> int:
    """Of how many days up to the day of the page the figures are."""
    return WINDOWS[window(scope)] or scope.on.timetuple().tm_yday


def draw(chosen: Mapping[str, str | None], options: Options, scope: Scope) -> None:
    """The choices of the whole page: committee, department, days; and what of the address is not there."""
    _unknown(("department",), options, scope)
    if (value := scope.parameter("window")) and value not in WINDOWS:
        put(notice(text("scope.filter", value=readable(value))))
    lists = [_list(choice, chosen[choice], options[choice]) for choice in AREAS]
    clear = _clear(AREAS, chosen, scope)
    with st.container(key="filters"):
        put(div(lists, clear, _windows(scope), cls="picks"))


def of_list(chosen: Mapping[str, str | None], options: Options, scope: Scope, searched: Markup) -> Markup:
    """The choices of the list, beside the field that searches it."""
    _unknown(CHOICES, options, scope)
    lists = [_list(choice, chosen[choice], options[choice]) for choice in CHOICES]
    return div(
        lists, _clear((*CHOICES, "q"), {**chosen, "q": scope.parameter("q")}, scope), searched, cls="picks"
    )


def _unknown(names: tuple[str, ...], options: Options, scope: Scope) -> None:
    for choice in names:
        if (value := scope.parameter(choice)) and value not in options[choice]:
            put(notice(text("scope.filter", value=readable(value))))


def _clear(names: tuple[str, ...], chosen: Mapping[str, str | None], scope: Scope) -> Markup | None:
    if not any(chosen[choice] for choice in names):
        return None
    address = scope.again(PAGE, **dict.fromkeys((*names, "rows")))
    return inner(address, text("cases.clear"), cls="picks-clear", data_stays=True)


def _list(choice: str, value: str | None, values: Mapping[str, str]) -> Markup:
    items = [option(words, value=code, selected=code == value) for code, words in values.items()]
    every = option(text("common.all"), value="")
    field = select(every, items, data_scope=choice, data_default="", data_stays=choice in CHOICES)
    return label(span(term(PAGE, choice)), field, cls="pick", data_on=bool(value))


def _windows(scope: Scope) -> Markup:
    links = [
        inner(
            scope.again(PAGE, window=None if one == USUAL else one),
            text(f"cases.window_{one}"),
            aria_current="true" if one == window(scope) else None,
        )
        for one in WINDOWS
    ]
    return nav(links, cls="picks-view", aria_label=text("cases.window"))
