"""Sentences of a page, whose numbers are bold: they are made so when they are filled in."""

from numbers import Number
from typing import NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from components.parts.html import b, draw, h1, joined, span
from components.words import numerals
from components.words.numerals import Numeral
from data_access.wording import Filling, name, text
from data_access.works import stages


class _Part(NamedTuple):
    """What a place names of a value: a day's month."""

    of: object


class _Filled(Filling):
    def get_field(self, name: str, args, values) -> tuple[object, str]:
        found, key = super().get_field(name, args, values)
        return found if name == key else _Part(found), key

    def format_field(self, value, spec: str) -> str:
        if isinstance(value, Markup):
            return value
        if isinstance(value, _Part):
            return escape(super().format_field(value.of, spec))
        words = escape(super().format_field(value, spec))
        return b(words) if isinstance(value, (Numeral, Number)) else words


def filled(key: str, /, **values) -> Markup:
    """The wording of a key with its places filled: numbers bold, names and days as they are, all of it escaped.

    Raises KeyError like `wording.text`.
    """
    return Markup(_Filled().vformat(escape(text(key)), (), values))


def clauses(*parts: str | None, end: bool = True) -> Markup:
    """One sentence of several clauses, those that say something."""
    stop = text("sign.stop") if end else ""
    return escape(text("sign.semicolon")).join(filter(None, parts)) + stop


def listed(*parts: str | None) -> Markup:
    """Parts of a clause, those that say something, with commas."""
    return escape(text("sign.comma")).join(filter(None, parts))


def behind(key: str, works: pd.DataFrame) -> Markup | str:
    """How many works do not keep their plan, and how many of them have each light; empty where all do. `key`: the wording, with
    places for the count and for each light's; `works`: with the column light."""
    counts = stages.behind(works)
    if not counts:
        return ""
    each = [
        filled("sign.counted", name=name("light", light), count=numerals.count(count))
        for light, count in counts.items()
    ]
    total = numerals.count(sum(counts.values()))
    return filled(key, count=total, each=escape(text("sign.listed")).join(each))


def headline(*words: str, whose: str = "") -> None:
    """The page's first sentence; `whose`: the place or thing that it speaks of."""
    with st.container(key="sentence"):
        draw(h1(joined(span(whose, cls="whose"), " ") if whose else None, *words, cls="sentence"))


def quoted(words: str) -> Markup:
    """Text of the platform: as it was written, in Chinese whatever the page's language."""
    return span(words, lang="zh-CN", cls="quoted")
