"""Which works the consultation page shows and how: choices that the address keeps."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts.cards import notice
from components.parts.html import div, inner, label, nav, option, select, span
from components.parts.html import draw as put
from components.scope import Scope, readable
from components.words import project_words
from components.words.place_names import short
from data_access.wording import name, term, text
from data_access.works.stages import LIGHTS, ORDER, UNLIT

PAGE = "consultation"
VIEWS = ("board", "table")
CHOICES = ("committee", "programme", "kind", "stage", "light")


def options(works: pd.DataFrame, committees: pd.DataFrame, scope: Scope) -> dict[str, dict[str, str]]:
    """For each choice the values that there are, with their words. `works`: board.works; `committees`:
    registration.committees."""
    names = dict(zip(committees["committee"], committees["name"], strict=True))
    codes = sorted({*works["committee"], *([scope.committee] if scope.committee else [])})
    return {
        "committee": {code: short(names.get(code, code)) for code in codes},
        "programme": {code: project_words.programme(code) for code in sorted(works["programme"].unique())},
        "kind": {code: project_words.kind(code) for code in sorted(works["kind"].unique())},
        "stage": {code: project_words.stage(code) for code in ORDER},
        "light": {code: name("light", code) for code in (*LIGHTS, UNLIT)},
    }


def in_force(scope: Scope, options: Mapping[str, Mapping[str, str]]) -> dict[str, str | None]:
    """What the address asks for, as far as there is such a thing. `options`: of the function `options`."""
    parameters = dict(scope.view) | {"committee": scope.committee}
    return {
        choice: parameters.get(choice) if parameters.get(choice) in options[choice] else None
        for choice in CHOICES
    }


def view(scope: Scope) -> str:
    """How the works are shown: `board` or `table`."""
    key = dict(scope.view).get("view")
    return key if key in VIEWS else VIEWS[0]


def in_words(chosen: Mapping[str, str | None], options: Mapping[str, Mapping[str, str]]) -> str:
    """The choices in force, for the head of a download; empty where there is none."""
    named = [
        text("sign.named", name=term("consultation", choice), words=options[choice][value])
        for choice, value in chosen.items()
        if value
    ]
    return text("sign.semicolon").join(named)


def draw(chosen: Mapping[str, str | None], options: Mapping[str, Mapping[str, str]], scope: Scope) -> None:
    """A list for each choice, the switch between board and table, and what of the address is not there."""
    parameters = dict(scope.view)
    for choice in (*CHOICES[1:], "view"):
        if choice in parameters and parameters[choice] not in options.get(choice, VIEWS):
            put(notice(text("scope.filter", value=readable(parameters[choice]))))
    lists = [_list(choice, chosen[choice], options[choice]) for choice in CHOICES]
    clear = None
    if any(chosen.values()):
        address = scope.again(PAGE, **dict.fromkeys(CHOICES))
        clear = inner(address, text("consultation.clear"), cls="picks-clear")
    with st.container(key="filters"):
        put(div(lists, clear, _switch(scope), cls="picks"))


def _list(choice: str, value: str | None, values: Mapping[str, str]) -> Markup:
    items = [option(words, value=code, selected=code == value) for code, words in values.items()]
    every = option(text("common.all"), value="")
    field = select(every, items, data_scope=choice, data_default="")
    return label(span(term("consultation", choice)), field, cls="pick", data_on=bool(value))


def _switch(scope: Scope) -> Markup:
    links = [
        inner(
            scope.again(PAGE, view=None if one == VIEWS[0] else one),
            text(f"consultation.view_{one}"),
            aria_current="true" if one == view(scope) else None,
        )
        for one in VIEWS
    ]
    return nav(links, cls="picks-view", aria_label=text("consultation.view"))
