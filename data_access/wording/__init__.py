"""Every word on screen, in files and in the terminal: a folder a language, in it a file a subject."""

import tomllib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

_FOLDER, _DEFAULT = Path(__file__).parent, "zh"
ORIGINAL = "en"
"""Streamlit's language: its `chrome.toml` is what Streamlit writes, the others' what their readers see instead."""
LANGUAGES = tuple(
    sorted(
        (file.parent.name for file in _FOLDER.glob("*/language.toml")),
        key=lambda name: (name != _DEFAULT, name),
    )
)
"""The languages there are; the first is shown to who names none of them."""
language: ContextVar[str] = ContextVar("language", default=_DEFAULT)
"""The reader's language in this thread or task: set by the frame and by the command line."""
year: ContextVar[int | None] = ContextVar("year", default=None)
"""The year of the clock by which the reader sees; None where days are written without years in any case."""


class Filling(Formatter):
    """Fills the places of a wording; `{since:day}` writes a day as the language does."""

    def format_field(self, value: Any, spec: str) -> str:
        """The words of a value under what stands behind the colon."""
        return day_in_words(value) if spec == "day" else super().format_field(value, spec)


@cache
def words(lang: str) -> dict[str, str]:
    """All wording of a language by dotted key: what its folder's files say, a file a subject."""
    files = sorted((_FOLDER / lang).glob("*.toml"))
    return {key: words for file in files for key, words in _flat(tomllib.loads(file.read_text("utf-8")), "")}


def text(key: str, /, **values: object) -> str:
    """The wording of a key in the reader's language, its `{places}` filled; `{count:,}` formats work, and `{since:day}`.

    Raises KeyError for a key that the language lacks or a place that is not given.
    """
    wording = words(language.get())[key]
    return Filling().vformat(wording, (), values) if values else wording


def day_in_words(day: date) -> str:
    """A day as the language writes it, with its year where that is another than the reader's."""
    return text("language.day" if year.get() in (None, day.year) else "language.day_of_year", day=day)


def term(subject: str, key: str) -> str:
    """What a subject calls a thing (a column, a choice): its own word, else the one that all subjects share."""
    entries = words(language.get())
    return entries.get(f"{subject}.{key}") or entries[f"common.{key}"]


def name(kind: str, value: str) -> str:
    """The wording of an enumeration's value (`stage`, `project_kind`, …); an unknown value as it is."""
    return words(language.get()).get(f"{kind}.{value}", value)


def beside(*facts: str | None) -> str:
    """Facts side by side in one line, those that say something."""
    return text("sign.beside").join(filter(None, facts))


def _flat(table: dict, prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
