"""Every word on screen, in files and in the terminal, in Chinese and English."""

import tomllib
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from string import Formatter

LANGUAGES = ("zh", "en")
language: ContextVar[str] = ContextVar("language", default="zh")
"""The reader's language in this thread or task: set by the frame and by the command line."""


@cache
def words(lang: str) -> dict[str, str]:
    """All wording of a language by dotted key."""
    with (Path(__file__).parent / f"{lang}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file), ""))


def text(key: str, /, **values: object) -> str:
    """The wording of a key in the reader's language, its `{places}` filled; `{count:,}` formats work.

    Raises KeyError for a key that the language lacks or a place that is not given.
    """
    wording = words(language.get())[key]
    return Formatter().vformat(wording, (), values) if values else wording


def name(kind: str, value: str) -> str:
    """The wording of an enumeration's value (`stage`, `project_kind`, …); an unknown value as it is."""
    return words(language.get()).get(f"{kind}.{value}", value)


def _flat(table: dict, prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
