"""Which works the consultation page shows and how: choices that the address keeps."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from components.parts import lights
from components.scope import Scope
from components.words import project_words
from components.words.place_names import short
from data_access.wording import name, text
from data_access.works.stages import ORDER

PAGE = "consultation"
VIEWS = ("board", "table")
UNLIT = "none"
CHOICES = ("committee", "programme", "kind", "stage", "light")


def options(works: pd.DataFrame, committees: pd.DataFrame, scope: Scope) -> dict[str, dict[str, str]]:
    """For each choice the values that there are, with their words. `works`: board.works; `committees`:
    registration.names."""
    names = dict(zip(committees["committee"], committees["name"], strict=True))
    there = sorted({*works["committee"], *([scope.committee] if scope.committee else [])})
    return {
        "committee": {code: short(names.get(code, code)) for code in there},
        "programme": {code: project_words.programme(code) for code in sorted(works["programme"].unique())},
        "kind": {code: project_words.kind(code) for code in sorted(works["kind"].unique())},
        "stage": {code: project_words.stage(code) for code in ORDER},
        "light": {code: name("light", code) for code in (*lights.ORDER, UNLIT)},
    }


def asked(scope: Scope, known: Mapping[str, Mapping[str, str]]) -> dict[str, str | None]:
    """What the address asks for, as far as there is such a thing. `known`: options."""
    said = dict(scope.view) | {"committee": scope.committee}
    return {choice: said.get(choice) if said.get(choice) in known[choice] else None for choice in CHOICES}


def view(scope: Scope) -> str:
    """How the works are shown: `board` or `table`."""
    said = dict(scope.view).get("view")
    return said if said in VIEWS else VIEWS[0]


def in_words(chosen: Mapping[str, str | None], known: Mapping[str, Mapping[str, str]]) -> str:
    """The choices in force, for the head of a download; empty where there is none."""
    said = [
        text("frame.named", name=text(f"consultation.{choice}"), words=known[choice][value])
        for choice, value in chosen.items()
        if value
    ]
    return text("overview.semicolon").join(said)


def draw(chosen: Mapping[str, str | None], known: Mapping[str, Mapping[str, str]], scope: Scope) -> None:
    """A list for each choice, the switch between board and table, and what of the address is not there."""
    said = dict(scope.view)
    for choice in (*CHOICES[1:], "view"):
        if choice in said and said[choice] not in known.get(choice, VIEWS):
            st.html(f'<p class="notice" role="status">{escape(_unknown(said[choice]))}</p>')
    lists = "".join(_list(choice, chosen[choice], known[choice]) for choice in CHOICES)
    clear = ""
    if any(chosen.values()):
        address = escape(scope.again(PAGE, **dict.fromkeys(CHOICES)))
        clear = f'<a class="picks-clear" data-inner href="{address}">{escape(text("consultation.clear"))}</a>'
    with st.container(key="filters"):
        st.html(f'<div class="picks">{lists}{clear}{_switch(scope)}</div>')


def _unknown(value: str) -> str:
    readable = "".join(sign if sign.isprintable() else "�" for sign in value[:24])
    return text("scope.filter", value=readable + ("…" if len(value) > 24 else ""))


def _list(choice: str, value: str | None, values: Mapping[str, str]) -> str:
    label, every = (escape(text(f"consultation.{key}")) for key in (choice, "all"))
    items = "".join(
        f'<option value="{escape(code)}"{" selected" if code == value else ""}>{escape(words)}</option>'
        for code, words in values.items()
    )
    state = " data-on" if value else ""
    return (
        f'<label class="pick"{state}><span>{label}</span><select data-scope="{choice}" data-default="">'
        f'<option value="">{every}</option>{items}</select></label>'
    )


def _switch(scope: Scope) -> str:
    links = "".join(
        f'<a data-inner href="{escape(scope.again(PAGE, view=None if one == VIEWS[0] else one))}"'
        f"{' aria-current=true' if one == view(scope) else ''}>{escape(text(f'consultation.view_{one}'))}</a>"
        for one in VIEWS
    )
    return f'<nav class="picks-view" aria-label="{escape(text("consultation.view"))}">{links}</nav>'
