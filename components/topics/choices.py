"""Which topics and posts the page shows, and of how many days the answers: choices that the address keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts.cards import notice
from components.parts.html import div, inner, label, nav, option, select, span
from components.parts.html import draw as put
from components.scope import Scope, readable
from components.words import topic_words
from components.words.place_names import short
from data_access.wording import term, text

PAGE = "topics"
CHOICES = ("committee", "board", "kind")
WINDOWS = {"30": 30, "7": 7}
USUAL = "30"
KINDS = ("problem", "question", "suggestion")


@dataclass(frozen=True)
class Choice:
    """What the page is narrowed to: for each of CHOICES the values that there are, with their words, and the one that the
    address asks for; what it asks for and is not there is left out."""

    options: Mapping[str, Mapping[str, str]]
    values: Mapping[str, Any]

    @property
    def committee(self) -> str | None:
        """The code of the committee."""
        return self.values["committee"]

    @property
    def whose(self) -> str:
        """The committee's name; empty for the town."""
        return self.options["committee"].get(self.committee or "", "")

    @property
    def in_words(self) -> str:
        """The choices in force, for the head of a download; empty where there is none."""
        named = [
            text("sign.named", name=term(PAGE, choice), words=self.options[choice][value])
            for choice, value in self.values.items()
            if value
        ]
        return text("sign.semicolon").join(named)


def of(scope: Scope, committees: pd.DataFrame, boards: pd.DataFrame) -> Choice:
    """What the address chooses. `committees`: registration.committees; `boards`: concerns.boards."""
    named = zip(boards["board"], boards["name"], strict=True)
    options = {
        "committee": {row.committee: short(row.name) for row in committees.itertuples()},
        "board": {code: words if isinstance(words, str) else code for code, words in named},
        "kind": {code: topic_words.kind(code) for code in KINDS},
    }
    found = {choice: scope.parameter(choice) for choice in ("committee", "board", "kind")}
    values = {choice: value if value in options[choice] else None for choice, value in found.items()}
    return Choice(options, values)


def window(scope: Scope) -> str:
    """Which of WINDOWS the answers are of."""
    value = scope.parameter("window")
    return value if value in WINDOWS else USUAL


def days(scope: Scope) -> int:
    """Of how many days up to the day of the page the answers are."""
    return WINDOWS[window(scope)]


def draw(choice: Choice, scope: Scope) -> None:
    """A list for each choice, the switch of the days, and what of the address is not there."""
    refused = [
        scope.parameter("board") if not choice.values["board"] else None,
        scope.parameter("kind") if not choice.values["kind"] else None,
        scope.parameter("window") if scope.parameter("window") not in WINDOWS else None,
    ]
    put(*(notice(text("scope.filter", value=readable(value))) for value in refused if value))
    lists = [_list(one, choice.values[one], choice.options[one]) for one in CHOICES]
    clear = None
    if any(choice.values.values()):
        address = scope.again(PAGE, **dict.fromkeys((*CHOICES, "rows")))
        clear = inner(address, text("topics.clear"), cls="picks-clear")
    with st.container(key="filters"):
        put(div(lists, clear, _windows(scope), cls="picks"))


def _list(choice: str, value: str | None, values: Mapping[str, str]) -> Markup:
    items = [option(words, value=code, selected=code == value) for code, words in values.items()]
    every = option(text("common.all"), value="")
    field = select(every, items, data_scope=choice, data_default="")
    return label(span(term(PAGE, choice)), field, cls="pick", data_on=bool(value))


def _windows(scope: Scope) -> Markup:
    links = [
        inner(
            scope.again(PAGE, window=None if one == USUAL else one),
            text(f"topics.window_{one}"),
            aria_current="true" if one == window(scope) else None,
        )
        for one in WINDOWS
    ]
    return nav(links, cls="picks-view", aria_label=text("topics.window"))
